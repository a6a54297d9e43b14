"""Cells that speak, in a real JupyterLab and Notebook 7 in Firefox, heard at its loudspeaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.helpers.environment import KEY, report_missing, require
from tests.helpers.firefox import find_firefox, find_loudspeaker, firefox, loudspeaker
from tests.helpers.http_responses import Pace
from tests.helpers.notebooks import write_code_notebook
from tests.helpers.recognizer import character_error_rate, hear
from tests.helpers.sounds import RATE, spoken
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.firefox import Firefox, Loudspeaker
    from tests.helpers.jupyter_browser import Lab

TEXT = "The model reached ninety four percent on twelve hundred rows."
PIECES = 20  # in which a slow server sends a speech
SLOWLY = 3.0  # s, how long it takes for them

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def speaker(clean_environment: None) -> Iterator[Loudspeaker]:
    if find_loudspeaker() is None:
        report_missing("pulseaudio")
    with loudspeaker() as running:
        yield running


@pytest.fixture(scope="module")
def browser(speaker: Loudspeaker) -> Iterator[Firefox]:
    require("jupyterlab", "notebook", "websocket", "hibari")
    if find_firefox() is None:
        report_missing("firefox-esr")
    with firefox(speaker) as running:
        yield running


@pytest.fixture(scope="module")
def speech_server(clean_environment: None) -> Iterator[SpeechServer]:
    with SpeechServer(key=KEY, speech=spoken) as running:
        yield running


@pytest.mark.ear
@pytest.mark.parametrize("app", ["lab", "notebook"])
def test_play_button_plays_what_a_cell_says(
    browser: Firefox, lab: Lab, speaker: Loudspeaker, tmp_path: Path, app: Literal["lab", "notebook"]
) -> None:
    write_code_notebook(lab.root / f"{app}.ipynb", "%reload_ext ipytts", f"%%speak\n{TEXT}")
    recording = tmp_path / "heard.pcm"
    with browser.open(lab, f"{app}.ipynb", app=app) as notebook:
        notebook.run_cell(0)
        notebook.run_cell(1)
        with speaker.recording(recording):
            notebook.play(1)
            notebook.wait_for_time(1, 0.3)
            notebook.wait_for_end(1)
        assert notebook.times_played() == 1
    heard = hear(recording.read_bytes(), pcm_rate=RATE)
    assert character_error_rate(TEXT, heard) <= 0.2


def test_firefox_cannot_stream_mp3_or_aac(browser: Firefox, lab: Lab) -> None:
    write_code_notebook(lab.root / "empty.ipynb", "")
    with browser.open(lab, "empty.ipynb") as notebook:
        taken = notebook.evaluate(
            "kinds => kinds.filter(kind => MediaSource.isTypeSupported(kind))",
            ["audio/mpeg", "audio/aac", "audio/webm; codecs=opus"],
        )
    assert taken == ["audio/webm; codecs=opus"]


def test_slow_speech_starts_by_itself_when_it_is_complete(
    browser: Firefox, lab: Lab, speech_server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{TEXT} {TEXT} {TEXT}"
    size = -(-len(spoken(text, "mp3")) // PIECES)
    monkeypatch.setattr(speech_server, "pace", Pace(silence=0.3, piece=size, pause=SLOWLY / PIECES))
    requests_before = len(speech_server.requests)
    write_code_notebook(lab.root / "slow.ipynb", "%reload_ext ipytts", f"%%speak --play\n{text}")
    with browser.open(lab, "slow.ipynb") as notebook:
        notebook.run_cell(0)
        notebook.start_cell(1)
        speech_server.wait_for_requests(requests_before + 1)
        words = "(words, cell) => inCell(cell, '.jp-Cell-outputArea').innerText.includes(words)"
        notebook.wait_for(words, "This browser plays the audio once all of it has arrived.", 1)
        notebook.wait_until_idle()
        notebook.wait_for_time(1, 0.5)
        assert notebook.times_played() == 1
