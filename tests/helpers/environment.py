"""Modules and programs that tests need, and the key that the speech server requires."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import NoReturn

import pytest

# A canary: wherever this shows up, a key has leaked.
KEY = "sk-canary-5f0c8d1e7ab94e26"


def report_missing(what: str) -> NoReturn:
    """Skip the test, visibly, because something is missing; with ``CI=true``, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing", pytrace=False)
    pytest.skip(f"{what} is missing")


def require(*modules: str) -> None:
    """Skip the test unless these modules are installed; with ``CI=true``, fail."""
    for module in modules:
        if find_spec(module) is None:
            report_missing(module)
