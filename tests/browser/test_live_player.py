"""Speech that is heard while it is still being made, in a real JupyterLab and Notebook 7."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.environment import require
from tests.helpers.faults import broken
from tests.helpers.jupyter_browser import AUTOPLAY_WAIT, RECORD_PLAYED, Lab, NotebookPage, launched
from tests.helpers.notebooks import FIRST_CELL, saved_outputs, write_code_notebook
from tests.helpers.sounds import TWELVE_WORDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.helpers.speech_server import SpeechServer


pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("slow_speech")]


def begin_to_hear(notebook: NotebookPage) -> None:
    """Run the first cell, start the second, and wait until it is heard while it is made."""
    notebook.run_cell(0)
    notebook.start_cell(1)
    notebook.wait_until_playing("in progress")


def is_running(notebook: NotebookPage, index: int) -> bool:
    return "*" in notebook.prompt(index)


def is_plain_player(outputs: list[Any]) -> bool:
    """Return whether nothing but a finished speech was saved."""
    (output,) = outputs
    text = json.dumps(output)
    assert "<script" not in text
    assert "autoplay" not in text
    assert "ipytts-channel" not in text
    return output.output_type == "execute_result" and str(output.data["text/html"]).startswith("<audio")


@pytest.mark.parametrize("app", ["lab", "notebook"])
def test_live_player_plays_during_synthesis_and_hands_over_to_the_static_player(
    browser: Browser, lab: Lab, app: Any
) -> None:
    if app == "notebook":
        require("notebook")
    path = lab.root / f"early_{app}.ipynb"
    count = "import ipywidgets\nlen(ipywidgets.widgets.widget._instances)"
    write_code_notebook(path, FIRST_CELL, f"%%speak --play\n{TWELVE_WORDS}", count)
    with lab.open(browser, path.name, app=app) as notebook:
        begin_to_hear(notebook)
        notebook.wait_for_time(1, 0.5)
        assert is_running(notebook, 1)
        notebook.page.wait_for_function(
            "cell => /\\d s of audio/.test(cell.innerText)", arg=notebook.cell(1).element_handle()
        )
        assert notebook.cell(1).get_by_role("button", name="Stop").is_visible()
        assert notebook.accessible_name(1) == "Speech in progress"
        notebook.wait_until_idle()

        notebook.wait_until_playing("Speech, 12")
        before = notebook.current_time(1)
        assert 2 < before < notebook.duration(1) - 1
        notebook.wait_for_time(1, before + 0.5)
        assert notebook.cell(1).locator("audio").count() == 1
        notebook.run_cell(2)
        assert notebook.output(2) == "0"
        notebook.save()
    assert is_plain_player(saved_outputs(path, 1))
    with lab.open(browser, path.name, app=app) as notebook:
        assert notebook.duration(1) == pytest.approx(12, abs=0.2)
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.players_heard() == 0


def test_nbval_accepts_the_outputs_saved_after_live_playback(browser: Browser, lab: Lab) -> None:
    require("nbval")
    path = lab.root / "compared.ipynb"
    loop = "for n in ('two', 'three'):\n    %speak {n} words"
    write_code_notebook(path, FIRST_CELL, f"%%speak --play\n{TWELVE_WORDS}", loop)
    with lab.open(browser, path.name) as notebook:
        notebook.run_all()
        notebook.save()
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", path.name]
    env = {**os.environ, **lab.env}
    ended = subprocess.run(command, cwd=lab.root, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
    assert "3 passed" in ended.stdout


def test_hand_over_keeps_pause_volume_rate_and_focus(browser: Browser, lab: Lab) -> None:
    write_code_notebook(lab.root / "paused.ipynb", FIRST_CELL, f"%%speak --play\n{TWELVE_WORDS}")
    with lab.open(browser, "paused.ipynb") as notebook:
        begin_to_hear(notebook)
        notebook.wait_for_time(1, 1)
        change = "audio => { audio.pause(); audio.volume = 0.5; audio.playbackRate = 1.5; }"
        notebook.audio(1).evaluate(change)
        position = notebook.current_time(1)
        notebook.audio(1).focus()
        assert is_running(notebook, 1)
        notebook.wait_until_idle()

        notebook.page.wait_for_function("document.querySelectorAll('audio[data-ipytts]').length === 2")
        assert notebook.duration(1) == pytest.approx(12, abs=0.2)
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.audio(1).evaluate("a => [a.paused, a.volume, a.playbackRate]") == [True, 0.5, 1.5]
        assert notebook.current_time(1) == pytest.approx(position, abs=0.1)
        assert notebook.audio(1).evaluate(
            "audio => audio === document.activeElement"
        )  # nor is the focus lost
        assert notebook.playing_labels() == []


def test_live_player_can_be_started_by_hand_during_synthesis(browser: Browser, lab: Lab) -> None:
    write_code_notebook(
        lab.root / "by_hand.ipynb",
        FIRST_CELL,
        f"%%speak\n{TWELVE_WORDS}",
        f"%%speak\n{TWELVE_WORDS} silently",
    )
    with lab.open(browser, "by_hand.ipynb") as notebook:
        notebook.run_cell(0)
        notebook.start_cell(1)
        notebook.play(1)
        assert is_running(notebook, 1)
        notebook.wait_until_idle()
        notebook.wait_until_playing("Speech, 12")
        notebook.audio(1).evaluate("audio => audio.pause()")
        notebook.run_cell(2)
        assert notebook.duration(2) == pytest.approx(13, abs=0.2)
        assert notebook.players_heard() == 1
        assert notebook.current_time(2) == 0


def test_parts_that_arrive_out_of_order_play_in_order(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    parts = [
        f"Paragraph {word} is spoken by itself.".replace(" ", " " * 40) for word in ("one", "two", "three")
    ]
    source = "%%speak --play --limit 300\n" + "\n\n".join(parts)
    write_code_notebook(lab.root / "parts.ipynb", FIRST_CELL, source)
    with lab.open(browser, "parts.ipynb") as notebook:
        notebook.run_cell(0)
        requests_before = len(speech_server.requests)
        notebook.start_cell(1)
        notebook.wait_until_playing("in progress")
        notebook.page.wait_for_function("() => window.played.at(-1).buffered.length")
        notebook.wait_until_idle()
        assert len(speech_server.requests) == requests_before + 3
        assert notebook.duration(1) == pytest.approx(18, abs=0.3)
        live = "[...new Set(window.played)].find(audio => audio.ariaLabel.includes('in progress'))"
        # All of it came as one stream, without a hole.
        ranges = notebook.page.evaluate(
            f"(({{buffered}}) => [buffered.length, buffered.start(0), buffered.end(0)])({live})"
        )
        assert ranges == [1, pytest.approx(0, abs=0.1), pytest.approx(18, abs=0.5)]


def test_stop_button_silences_at_once_and_ends_the_synthesis(browser: Browser, lab: Lab) -> None:
    write_code_notebook(
        lab.root / "stop.ipynb", FIRST_CELL, f"%%speak --play --into it\n{TWELVE_WORDS}", "'it' in dir()"
    )
    with lab.open(browser, "stop.ipynb") as notebook:
        begin_to_hear(notebook)
        notebook.wait_for_time(1, 1)
        notebook.cell(1).get_by_role("button", name="Stop").click()
        assert notebook.playing_labels() == []
        notebook.wait_until_idle()
        assert notebook.output(1).startswith("Stopped.")
        assert notebook.prompt(1) == "[2]:"
        assert notebook.accessible_name(1).startswith("Incomplete speech, ")
        assert 1 < notebook.duration(1) < 11
        assert notebook.playing_labels() == []
        notebook.play(1)
        notebook.run_cell(2)
        assert notebook.output(2) == "False"


def test_error_in_mid_stream_keeps_the_audio_that_arrived(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    path = lab.root / "broken.ipynb"
    write_code_notebook(path, FIRST_CELL, f"%%speak --play --timeout 5\n{TWELVE_WORDS}")
    with lab.open(browser, path.name) as notebook:
        notebook.run_cell(0)
        speech_server.misbehave(broken("body", 20_000, "close"))
        notebook.start_cell(1)
        notebook.wait_until_playing("in progress")
        notebook.wait_until_idle()
        notebook.wait_until_playing("Incomplete speech, ")
        assert "Error: " in notebook.output(1)
        assert 1 < notebook.duration(1) < 11
        notebook.save()
    kinds = [output.output_type for output in saved_outputs(path, 1)]
    assert kinds == ["display_data", "error"]


def test_result_is_shown_after_a_reload_during_synthesis(browser: Browser, lab: Lab) -> None:
    path = lab.root / "reloaded.ipynb"
    count = "import ipywidgets\nlen(ipywidgets.widgets.widget._instances)"
    write_code_notebook(path, FIRST_CELL, f"%%speak --play\n{TWELVE_WORDS}", count)
    with lab.open(browser, path.name) as notebook:
        begin_to_hear(notebook)
        notebook.save()
        (output,) = saved_outputs(path, 1)
        assert output.data["text/plain"].startswith("Speech in progress: one two three")
        assert "widget-view" not in json.dumps(output)
        notebook.page.reload()
        notebook.wait_until_loaded(path.name)
        assert "Speech in progress: one two three" in notebook.output(1)
        notebook.wait_until_idle()
        assert notebook.duration(1) == pytest.approx(12, abs=0.2)
        assert notebook.players_heard() == 0
        notebook.play(1)
        notebook.run_cell(2)
        assert notebook.output(2) == "0"


def test_audio_that_arrived_stays_playable_after_a_kernel_restart(browser: Browser, lab: Lab) -> None:
    write_code_notebook(lab.root / "restarted.ipynb", FIRST_CELL, f"%%speak --play\n{TWELVE_WORDS}")
    with lab.open(browser, "restarted.ipynb") as notebook:
        begin_to_hear(notebook)
        notebook.wait_for_time(1, 1)
        notebook.restart()
        notebook.cell(1).get_by_text("The connection to the kernel ended").wait_for()
        notebook.wait_until_playing("in progress")
        notebook.page.wait_for_function("window.played.every(audio => audio.ended)")
        assert notebook.duration(1) > 1
        notebook.run_cell(0)
        notebook.run_cell(1)
        notebook.wait_until_playing("Speech, 12")


# Whatever Playwright asks of a page counts as a click there: so the page runs its cells by itself.
RUN_ALL = """
const running = setInterval(() => {
    if (window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status !== "idle") return;
    clearInterval(running);
    window.jupyterapp.commands.execute("notebook:run-all-cells");
}, 200);
"""


@pytest.mark.parametrize(
    "source",
    [f"%%speak --play\n{TWELVE_WORDS}", f"import ipytts\nipytts.speak('{TWELVE_WORDS}', play=True)"],
    ids=["live", "static"],
)
def test_player_offers_a_button_where_autoplay_is_blocked(
    browser: Browser, lab: Lab, speech_server: SpeechServer, source: str
) -> None:
    write_code_notebook(lab.root / "gate.ipynb", "%reload_ext ipytts", source)
    requests_before = len(speech_server.requests)
    with launched(browser.browser_type, wants_click=True) as strict, strict.new_context() as window:
        window.add_init_script(RECORD_PLAYED)
        window.add_init_script(RUN_ALL)
        page = window.new_page()
        page.goto(lab.address("gate.ipynb"))
        speech_server.wait_for_requests(requests_before + 1)
        time.sleep(6)  # s; all of it has come
        notebook = NotebookPage(page)
        assert notebook.playing_labels() == []
        button = notebook.cell(1).get_by_role("button", name="Press to hear")
        button.click()
        notebook.wait_until_playing("Speech, 12")
        assert not button.is_visible()


def test_playback_of_a_deleted_cell_can_be_stopped(browser: Browser, lab: Lab) -> None:
    write_code_notebook(lab.root / "deleted.ipynb", FIRST_CELL, f"%%speak --play\n{TWELVE_WORDS}")
    with lab.open(browser, "deleted.ipynb") as notebook:
        begin_to_hear(notebook)
        notebook.command("notebook:delete-cell")
        notebook.page.locator("body > div").get_by_role("button", name="Stop").click()
        assert notebook.playing_labels() == []
