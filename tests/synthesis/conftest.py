"""Fixtures for the attempts at a speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts import SpeechDefaults
from ipytts.synthesis import attempts
from tests.helpers.environment import require

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forget which servers make which formats, and afterwards the defaults."""
    monkeypatch.setattr(attempts, "_encoded_here", set())
    yield
    SpeechDefaults.clear_instance()


@pytest.fixture
def fallback(fresh_process: None) -> None:
    """Let the built-in voice speak where the service cannot."""
    require("hibari", "lameenc")
    SpeechDefaults.instance().fallback = "builtin"
