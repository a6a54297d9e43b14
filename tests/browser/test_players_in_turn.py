"""Several players in one JupyterLab: which one is heard, and in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.jupyter_browser import AUTOPLAY_WAIT, Lab
from tests.helpers.notebooks import FIRST_CELL, saved_outputs, write_code_notebook
from tests.helpers.sounds import TWELVE_WORDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.helpers.speech_server import SpeechServer

# The number of the cell of each player that begins to sound.
RECORD_CELLS = """() => {
    window.cells = [];
    const cellOf = element => [...document.querySelectorAll(".jp-Cell")].indexOf(element.closest(".jp-Cell"));
    document.addEventListener("playing", event => window.cells.push(cellOf(event.target)), true);
}"""

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("slow_speech")]


def test_running_a_cell_or_pressing_play_silences_the_other_player(browser: Browser, lab: Lab) -> None:
    write_code_notebook(
        lab.root / "two.ipynb",
        FIRST_CELL,
        f"%%speak --play\n{TWELVE_WORDS}",
        f"%%speak --play\nAnd {TWELVE_WORDS}",
    )
    with lab.open(browser, "two.ipynb") as notebook:
        for cell in (0, 1):
            notebook.run_cell(cell)
        notebook.wait_until_playing("Speech, 12")
        notebook.page.wait_for_timeout(500)  # nobody's hand is quicker
        notebook.start_cell(2)
        notebook.wait_until_playing("in progress", notebook.audio(2))
        notebook.wait_until_idle()
        notebook.wait_until_playing("Speech, 13")
        notebook.play(1)
        notebook.wait_until_playing("Speech, 12")


def test_players_of_a_reopened_notebook_silence_each_other(browser: Browser, lab: Lab) -> None:
    path = lab.root / "reopened.ipynb"
    write_code_notebook(path, FIRST_CELL, f"%%speak\n{TWELVE_WORDS}", f"%%speak\nAnd {TWELVE_WORDS}")
    with lab.open(browser, path.name) as notebook:
        notebook.run_all()
        notebook.save()
    with lab.open(browser, path.name) as notebook:
        notebook.play(1)
        notebook.play(2)
        notebook.wait_until_playing("Speech, 13")


def test_run_all_plays_cells_in_order(browser: Browser, lab: Lab, speech_server: SpeechServer) -> None:
    numbers = ("zero", "one", "two", "two", "four", "five", "five", "five", "eight", "nine")
    write_code_notebook(
        lab.root / "ten.ipynb", FIRST_CELL, *(f"%%speak --play\n{number}" for number in numbers)
    )
    with lab.open(browser, "ten.ipynb") as notebook:
        notebook.page.evaluate(RECORD_CELLS)
        notebook.run_all()
        notebook.page.wait_for_function("window.cells.at(-1) === 10")
        assert list(dict.fromkeys(notebook.page.evaluate("window.cells"))) == list(range(1, 11))


def test_cells_with_the_same_text_are_handed_over_one_by_one(browser: Browser, lab: Lab) -> None:
    cells = [f"%%speak --play\n{TWELVE_WORDS}"] * 2
    write_code_notebook(lab.root / "same_live.ipynb", FIRST_CELL, *cells)
    with lab.open(browser, "same_live.ipynb") as notebook:
        notebook.start_all()
        notebook.wait_until_playing("in progress", notebook.audio(1))
        notebook.wait_until_idle()
        notebook.wait_until_playing("Speech, 12", notebook.audio(1))
        assert notebook.current_time(1) > 2  # it went on where it was
        assert notebook.current_time(2) == 0
        notebook.audio(1).evaluate("audio => { audio.currentTime = 11.5; }")
        notebook.wait_until_playing("Speech, 12", notebook.audio(2))
        assert notebook.current_time(2) < 2
        assert notebook.page.locator("[role=group] > audio").count() == 0  # no live player remains


def test_stop_button_empties_the_queue(browser: Browser, lab: Lab) -> None:
    write_code_notebook(
        lab.root / "queue.ipynb", FIRST_CELL, *(f"%%speak --play\n{TWELVE_WORDS} {n}" for n in range(3))
    )
    with lab.open(browser, "queue.ipynb") as notebook:
        notebook.start_all()
        notebook.wait_until_playing("Speech, 13")
        notebook.cell(1).get_by_text("more after this").wait_for()
        notebook.cell(1).get_by_role("button", name="Stop").click()
        notebook.wait_until_idle()
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.playing_labels() == []
        assert notebook.prompt(3) == "[4]:"  # the cells were run all the same
        assert notebook.duration(3) > 12


@pytest.mark.parametrize("way", ["Escape", "%speak --stop"])
def test_keyboard_stops_playback(browser: Browser, lab: Lab, way: str) -> None:
    path = lab.root / "silence.ipynb"
    write_code_notebook(path, FIRST_CELL, f"%%speak --play\n{TWELVE_WORDS}", "%speak --stop")
    with lab.open(browser, path.name) as notebook:
        for cell in (0, 1):
            notebook.run_cell(cell)
        notebook.wait_until_playing("Speech, 12")
        if way == "Escape":
            notebook.page.keyboard.press("Escape")  # out of the editor
            notebook.page.keyboard.press("Escape")
        else:
            notebook.run_cell(2)
            notebook.save()
            assert saved_outputs(path, 2) == []
        notebook.page.wait_for_function("window.played.every(audio => audio.paused)")


def test_second_run_of_a_cell_plays_in_its_own_player(browser: Browser, lab: Lab) -> None:
    write_code_notebook(lab.root / "twice.ipynb", FIRST_CELL, f"%%speak --play\n{TWELVE_WORDS}")
    with lab.open(browser, "twice.ipynb") as notebook:
        notebook.run_cell(0)
        notebook.start_cell(1)
        notebook.page.keyboard.press("Control+Enter")
        notebook.wait_until_idle()
        notebook.wait_until_playing("Speech, 12")
        assert notebook.current_time(1) > 0
        assert notebook.page.locator("body > div > [role=group] > audio").count() == 0


def test_saved_player_of_the_same_text_is_left_alone(browser: Browser, lab: Lab) -> None:
    path = lab.root / "same.ipynb"
    write_code_notebook(path, FIRST_CELL, "%%speak --play\nDone now.", "%%speak --play\nDone now.")
    with lab.open(browser, path.name) as notebook:
        notebook.run_all()
        notebook.save()
    with lab.open(browser, path.name) as notebook:
        notebook.run_cell(0)
        notebook.run_cell(1)
        notebook.wait_for_time(1, 0.3)
        assert notebook.current_time(2) == 0


def test_ordinary_cells_keep_their_outputs(browser: Browser, lab: Lab) -> None:
    path = lab.root / "ordinary.ipynb"
    loop = "for n in (1, 2):\n    print('before', n)\n    %speak {n}\n    print('after', n)"
    speak = f"import ipytts\nprint('A table')\nipytts.speak('{TWELVE_WORDS}', play=True)"
    write_code_notebook(path, FIRST_CELL, loop, speak)
    with lab.open(browser, path.name) as notebook:
        notebook.run_all()
        assert notebook.output(1).split() == ["before", "1", "after", "1", "before", "2", "after", "2"]
        assert notebook.cell(1).locator("audio").count() == 2
        notebook.wait_until_playing("Speech, 12")
        assert "A table" in notebook.output(2)
        notebook.save()
    kinds = [output.output_type for output in saved_outputs(path, 1)]
    assert kinds == ["stream", "display_data", "stream", "display_data", "stream"]
