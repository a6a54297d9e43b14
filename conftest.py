"""Hide the user's keys and cache from all tests, notebooks and doctests, and share files among workers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import disturbed_voice


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.pop("IPYTTS_TEST_DISTURB_VOICE", ""):
        _disturb_voice(config)
    for name in list(os.environ):
        if name.startswith(("ONEROUTER_", "OPENAI_", "IPYTTS_")):
            del os.environ[name]
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    cache = tempfile.TemporaryDirectory(prefix="ipytts-cache-")  # for the notebooks, not the user's own
    config.add_cleanup(cache.cleanup)
    os.environ["IPYTTS_CACHE_DIR"] = cache.name


def _disturb_voice(config: pytest.Config) -> None:
    """Disturb the built-in voice here and in all processes that are started from here, test workers too."""
    folder = tempfile.TemporaryDirectory(prefix="disturbed-voice-")
    config.add_cleanup(folder.cleanup)
    source = Path(disturbed_voice.__file__).read_text(encoding="utf-8")
    Path(folder.name, "sitecustomize.py").write_text(f"{source}\n\ninstall()\n", encoding="utf-8")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (folder.name, os.environ.get("PYTHONPATH"))))
    disturbed_voice.install()


@pytest.hookimpl(optionalhook=True)  # pytest-xdist may be missing
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """Share the files among workers; one worker gets all browser tests: two sounds at once falter."""
    from xdist.scheduler import LoadFileScheduling

    class BrowserTestsTogether(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "browser" if file.startswith("tests/browser/") else file

    return BrowserTestsTogether(config, log)
