"""Cells that speak, in a real JupyterLab in Chromium."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from ipytts.audio import formats
from tests.helpers.faults import HANGS, error, respond
from tests.helpers.jupyter_browser import AUTOPLAY_WAIT, Lab
from tests.helpers.notebooks import write_code_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.helpers.speech_server import SpeechServer

QUICKSTART = Path(__file__).parents[2] / "examples" / "quickstart.ipynb"

pytestmark = pytest.mark.browser


def copy_without_outputs(source: Path, path: Path) -> None:
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)


def test_quickstart_plays_on_request_and_is_silent_when_reopened(browser: Browser, offline_lab: Lab) -> None:
    path = offline_lab.root / "quickstart.ipynb"
    copy_without_outputs(QUICKSTART, path)
    cells = nbformat.read(QUICKSTART, as_version=4).cells  # saved with the sounds of all that speak
    speaking = [i for i, cell in enumerate(cells) if "<audio" in str(cell.get("outputs"))]
    assert speaking

    with offline_lab.open(browser, path.name) as notebook:
        notebook.run_all()
        assert notebook.page.locator("audio").count() == len(speaking)
        shown = {i: notebook.duration(i) for i in speaking}
        assert notebook.players_heard() == 0
        for i in speaking:
            assert notebook.accessible_name(i)
            notebook.play(i)
            notebook.wait_for_time(i, 0.3)
        notebook.save()

    saved = nbformat.read(path, as_version=4)
    assert "widgets" not in saved.metadata
    for i in speaking:
        output = json.dumps(saved.cells[i].outputs)
        (encoded,) = re.findall(r"base64,([A-Za-z0-9+/=]+)", output)
        sound = b64decode(encoded)
        assert output.count("<audio") == 1
        assert "autoplay" not in output
        assert len(output) <= len(sound) * 4 / 3 + 2_000
        assert shown[i] == pytest.approx(formats.duration(sound, "mp3"), abs=0.1)

    with offline_lab.open(browser, path.name) as notebook:
        assert {i: notebook.duration(i) for i in speaking} == shown
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.players_heard() == 0
        assert [notebook.current_time(i) for i in speaking] == [0] * len(speaking)
        notebook.play(speaking[0])


def test_play_option_starts_once_and_not_when_reopened(browser: Browser, offline_lab: Lab) -> None:
    path = offline_lab.root / "play.ipynb"
    write_code_notebook(
        path,
        "%load_ext ipytts",
        "%%speak --play\nThis begins by itself.",
        "print('What was printed stays.')\nimport ipytts\nipytts.speak('So does this.', play=True)",
    )
    with offline_lab.open(browser, path.name) as notebook:
        notebook.run_cell(0)
        for times, i in enumerate((1, 2), start=1):
            notebook.run_cell(i)
            notebook.wait_for_time(i, 0.3)
            assert notebook.players_heard() == times
        assert "What was printed stays." in notebook.output(2)
        notebook.save()
    for cell in nbformat.read(path, as_version=4).cells:
        assert "script" not in json.dumps(cell.outputs)
    with offline_lab.open(browser, path.name) as notebook:
        assert notebook.duration(1) > 0
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.players_heard() == 0


def test_refused_cell_shows_a_short_error_and_stops_run_all(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    speech_server.misbehave(respond(402, error("Your credit is used up.", 402)))
    write_code_notebook(lab.root / "refused.ipynb", "%load_ext ipytts", "%%speak\nHello.", "%%speak\nWorld.")
    with lab.open(browser, "refused.ipynb") as notebook:
        notebook.run_all()
        shown = notebook.output(1)
        assert shown.startswith("QuotaError: ")
        assert "Your credit is used up." in shown
        assert 'File "' not in shown
        assert len(shown.splitlines()) <= 4
        assert notebook.prompt(2) == "[ ]:"


def test_interrupt_ends_a_waiting_cell_and_the_next_cell_runs(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    speech_server.misbehave(HANGS["silence"])
    requests_before = len(speech_server.requests)
    write_code_notebook(
        lab.root / "waiting.ipynb", "%load_ext ipytts", "%%speak\nOne moment.", "%%speak\nHere I am."
    )
    with lab.open(browser, "waiting.ipynb") as notebook:
        notebook.run_cell(0)
        notebook.start_cell(1)
        speech_server.wait_for_requests(requests_before + 1)
        notebook.interrupt()
        notebook.wait_until_idle()
        assert notebook.output(1) == "KeyboardInterrupt: the speech was stopped."
        # For a moment after an error ipykernel aborts what it is asked.
        notebook.page.wait_for_timeout(1_000)
        notebook.run_cell(2)
        assert notebook.duration(2) > 0
