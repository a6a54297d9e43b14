"""What every test starts from: no key, no proxy, an empty home."""

from __future__ import annotations

import os
import signal
from importlib.util import find_spec
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.helpers.recogniser import NEEDS
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A canary: wherever this shows up, a key has leaked.
KEY = "sk-canary-5f0c8d1e7ab94e26"

_OURS = ("ONEROUTER_", "OPENAI_", "IPYTTS_")
_ELSEWHERE = (  # compared in capitals: proxies are looked for in both spellings
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NETRC"),
    *("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"),
    *("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"),
)


def missing(what: str) -> NoReturn:
    """Skip the test for want of something, visibly; where CI=true, fail: there it must be."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing", pytrace=False)
    pytest.skip(f"{what} is missing")


def require(*modules: str) -> None:
    """Call off the test (see `missing`) unless these modules are installed."""
    for module in modules:
        if find_spec(module) is None:
            missing(module)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("ear"):
        require(*NEEDS)


@pytest.fixture(scope="session", autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Take keys, proxies, the user's home and the ways to it away, from long-lived fixtures too."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(_OURS) or name.upper() in _ELSEWHERE:
                patch.delenv(name)
        _move_home(patch, tmp_path_factory)
        yield


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """Let interrupts in, here and in the processes that tests start: background jobs ignore them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give each test an empty home of its own."""
    return _move_home(monkeypatch, tmp_path_factory)


def _move_home(patch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home")
    patch.setenv("HOME", str(path))
    patch.setenv("USERPROFILE", str(path))  # what HOME is called on Windows
    return path


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    """Serve speech for the bare `KEY`, as OneRouter does; it hums instead of speaking."""
    with SpeechServer(key=KEY) as running:
        yield running
