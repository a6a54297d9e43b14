"""Fixtures for the tests of formatters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def names() -> dict[Path, dict[str, Any]]:
    """Return a store for the names that each golden file defines for its objects."""
    return {}
