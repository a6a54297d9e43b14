"""Narrated results in a real JupyterLab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest

from ipytts import describe
from tests.helpers.environment import require
from tests.helpers.http_responses import SLOW
from tests.helpers.jupyter_browser import AUTOPLAY_WAIT, Lab
from tests.helpers.notebooks import saved_outputs, write_code_notebook, write_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.helpers.speech_server import SpeechServer

NUMBERS = "[3, 1, 2, 5, 4, 7, 6, 9]"
WORDS = describe([3, 1, 2, 5, 4, 7, 6, 9])

pytestmark = pytest.mark.browser


def test_narrated_result_plays_and_its_text_can_be_unfolded(
    browser: Browser, lab: Lab, speech_server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_server, "pace", SLOW)
    path = lab.root / "narrated.ipynb"
    write_code_notebook(path, "%reload_ext ipytts", f"%%narrate\nprint('first')\n{NUMBERS}", "_")
    with lab.open(browser, path.name) as notebook:
        notebook.run_cell(0)
        notebook.start_cell(1)
        notebook.wait_until_playing("in progress")
        assert NUMBERS in notebook.output(1)  # the result is shown before it is spoken
        notebook.wait_until_idle()
        notebook.wait_until_playing("Speech, ")
        before = notebook.current_time(1)
        notebook.wait_for_time(1, before + 0.3)
        summary = notebook.cell(1).get_by_text("In words")
        words = notebook.cell(1).get_by_text(WORDS, exact=False).last
        assert not words.is_visible()
        summary.press("Enter")  # by the keyboard
        words.wait_for(state="visible")
        notebook.run_cell(2)
        assert notebook.output(2) == NUMBERS
        notebook.save()
    kinds = [output.output_type for output in saved_outputs(path, 1)]
    assert kinds == ["stream", "execute_result", "display_data"]
    with lab.open(browser, path.name) as notebook:
        assert notebook.duration(1) > 1
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.players_heard() == 0


def test_autonarrate_speaks_after_slow_and_failing_cells(browser: Browser, lab: Lab) -> None:
    write_code_notebook(
        lab.root / "auto.ipynb",
        "%reload_ext ipytts\n%autonarrate 1",
        "6 * 7",
        "import time\ntime.sleep(1.1)\n'all trained'",
        "1 / 0",
    )
    with lab.open(browser, "auto.ipynb") as notebook:
        for cell in (0, 1):
            notebook.run_cell(cell)
        assert notebook.players_heard() == 0
        notebook.run_cell(2)
        notebook.wait_until_playing("Speech, ", notebook.audio(2))
        notebook.page.wait_for_timeout(500)  # a person is not quicker
        notebook.run_cell(3)
        notebook.wait_until_playing("Speech, ", notebook.audio(3))
        assert "Zero division error in line 1" in (notebook.cell(3).locator("details").text_content() or "")
        assert "ZeroDivisionError: division by zero" in notebook.output(3)
        assert notebook.cell(1).locator("audio").count() == 0


def test_narrate_describes_an_inline_figure(browser: Browser, lab: Lab) -> None:
    require("matplotlib")
    cell = "%%narrate\nimport matplotlib.pyplot as plt\nplt.plot([1, 4, 9], label='squares');"
    path = lab.root / "figure.ipynb"
    write_code_notebook(path, "%reload_ext ipytts", cell)
    with lab.open(browser, path.name) as notebook:
        notebook.run_all()
        notebook.wait_until_playing("Speech, ")
        assert notebook.cell(1).locator("img").count() == 1
        notebook.save()
    _, narration = nbformat.read(path, as_version=4).cells[1].outputs
    assert "squares" in narration.data["text/plain"]


def test_narrated_notebook_plays_while_it_is_made(
    browser: Browser, lab: Lab, speech_server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("markdown_it")
    monkeypatch.setattr(speech_server, "pace", SLOW)
    write_notebook(lab.root / "report.ipynb", "# Birds\n\nThey fly.", "## Data\n\nThere are 3.")
    path = lab.root / "listening.ipynb"
    write_code_notebook(path, "%reload_ext ipytts", "%narrate -o report.mp3 report.ipynb")
    with lab.open(browser, path.name) as notebook:
        notebook.run_cell(0)
        notebook.start_cell(1)
        notebook.wait_until_playing("in progress")
        notebook.wait_until_idle()
        notebook.wait_until_playing("Speech, ")
        before = notebook.current_time(1)
        notebook.wait_for_time(1, before + 0.3)
        assert notebook.duration(1) > 1
    assert (lab.root / "report.chapters.vtt").is_file()
