"""The browser, the speech server and the JupyterLab that the tests of this folder share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.environment import KEY, report_missing, require
from tests.helpers.http_responses import SLOW
from tests.helpers.jupyter_browser import Lab, chromium, find_chromium
from tests.helpers.sounds import hum_words
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser(clean_environment: None) -> Iterator[Browser]:
    """Run Chromium without a window."""
    require("jupyterlab", "playwright")
    if find_chromium() is None:
        report_missing("chromium")
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def speech_server(clean_environment: None) -> Iterator[SpeechServer]:
    """Serve speech that hums for a second per word."""
    with SpeechServer(key=KEY, speech=hum_words) as running:
        yield running


@pytest.fixture
def slow_speech(speech_server: SpeechServer) -> None:
    """Serve speech at about 3 times real time, without a fault."""
    speech_server.behave()
    speech_server.pace = SLOW


@pytest.fixture(scope="module")
def lab(
    browser: Browser, speech_server: SpeechServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """Serve notebooks that speak through the speech server, and cache nothing."""
    env = {**speech_server.environment, "IPYTTS_CACHE_SIZE": "0"}
    with Lab(tmp_path_factory.mktemp("lab"), env) as running:
        yield running


@pytest.fixture(scope="module")
def offline_lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Serve notebooks that have no key: the built-in voice speaks."""
    require("hibari", "lameenc")
    with Lab(tmp_path_factory.mktemp("offline")) as running:
        yield running
