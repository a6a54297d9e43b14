"""Take the keys of whoever runs the tests away, before any test, notebook or doctest runs."""

from __future__ import annotations

import os
from typing import Any

from xdist.scheduler import LoadFileScheduling


def pytest_configure() -> None:
    for name in list(os.environ):
        if name.startswith(("ONEROUTER_", "OPENAI_", "IPYTTS_")):
            del os.environ[name]
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"


class _Sharing(LoadFileScheduling):
    """Shares the files among workers; one gets all that is played in a browser: two sounds at once falter."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "browser" if file.startswith("tests/browser/") else file


def pytest_xdist_make_scheduler(config: Any, log: Any) -> _Sharing:
    return _Sharing(config, log)
