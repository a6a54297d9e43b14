"""The mode for screen readers in a real JupyterLab: what is in its live region, and that nothing plays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.helpers.jupyter_browser import AUTOPLAY_WAIT, Lab
from tests.helpers.notebooks import saved_outputs, write_code_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.helpers.speech_server import SpeechServer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("slow_speech")]

ANNOUNCED = "#ipytts-announcements p"
CELLS = (
    "%reload_ext ipytts\n%config SpeechDefaults.reader = True\n%config SpeechDefaults.play = True",
    "6 * 7",
    "%%narrate --detail full\nlist(range(40))",
    "%%speak\nHello there.",
    "print('quick')",
    "import time\ntime.sleep(30)\n[0.9]",
    "x = 1",
    "%narrate x",
    "x",
    "1 / 0",
)
SENTENCES = (
    r"A list of 40 numbers\b.*",
    r"Finished after 3\d seconds\. A list of 1 number: 0\.9\.",
    r"1\.",
    r"Failed after less than a second\. Zero division error in line 1 of the cell: division by zero\.",
)


def test_run_all_announces_each_sentence_once_in_order_and_plays_nothing(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    path = lab.root / "reader.ipynb"
    write_code_notebook(path, *CELLS)
    with lab.open(browser, path.name) as notebook:
        requests_before = len(speech_server.requests)
        notebook.run_all()
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        announced = notebook.page.locator(ANNOUNCED).all_text_contents()
        assert len(announced) == len(SENTENCES), announced
        for text, pattern in zip(announced, SENTENCES, strict=True):
            assert re.fullmatch(pattern, text)
        assert notebook.page.evaluate("window.played.length") == 0
        assert len(speech_server.requests) == requests_before + 1  # that of %%speak

        words = notebook.cell(2).locator("[data-ipytts=description] p")
        assert words.is_visible()
        assert len(words.inner_text()) > len(announced[0])
        assert notebook.accessible_name(3) == "Speech, 2 seconds"
        notebook.audio(3).focus()
        notebook.page.keyboard.press("Space")
        notebook.wait_until_playing("Speech, 2 seconds", notebook.audio(3))
        notebook.save()
    assert [output.output_type for output in saved_outputs(path, 5)] == ["execute_result"]
    assert [output.output_type for output in saved_outputs(path, 9)] == ["error"]
