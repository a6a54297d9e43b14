"""Remove the user's keys before any test, notebook or doctest runs, and share the files among workers."""

from __future__ import annotations

import os
from typing import Any

import pytest


def pytest_configure() -> None:
    for name in list(os.environ):
        if name.startswith(("ONEROUTER_", "OPENAI_", "IPYTTS_")):
            del os.environ[name]
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"


@pytest.hookimpl(optionalhook=True)  # pytest-xdist may be missing
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """Share the files among workers; one worker gets all browser tests: two sounds at once falter."""
    from xdist.scheduler import LoadFileScheduling

    class BrowserTestsTogether(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "browser" if file.startswith("tests/browser/") else file

    return BrowserTestsTogether(config, log)
