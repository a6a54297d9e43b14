"""The playground in a real JupyterLab and Notebook 7: by mouse and by keyboard."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from ipytts import Speech
from tests.helpers.environment import require
from tests.helpers.faults import HANGS
from tests.helpers.jupyter_browser import AUTOPLAY_WAIT, Lab, NotebookPage
from tests.helpers.notebooks import write_code_notebook
from tests.helpers.sounds import TWELVE_WORDS, hum_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from tests.helpers.speech_server import SpeechServer

SHOW = f"import ipytts\np = ipytts.playground('{TWELVE_WORDS}')\np"
NAME_OF_FOCUS = "(e => e.labels?.[0]?.textContent || e.textContent)(document.activeElement)"
CLIPBOARD = ["clipboard-read", "clipboard-write"]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("slow_speech")]


@pytest.fixture(scope="module")
def lab(
    browser: Browser, speech_server: SpeechServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """Serve notebooks that speak through the speech server, with a cache."""
    folder = tmp_path_factory.mktemp("playground")
    with Lab(folder, {**speech_server.environment, "IPYTTS_CACHE_DIR": str(folder / "cache")}) as running:
        yield running


@dataclass
class PlaygroundPage:
    """A playground, shown by the first cell of a notebook."""

    notebook: NotebookPage

    @property
    def container(self) -> Locator:
        return self.notebook.page.locator(".ipytts-container")

    def button(self, name: str) -> Locator:
        return self.container.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        self.button(name).click()

    def field(self, label: str) -> Locator:
        return self.container.get_by_label(label, exact=True)

    def player(self, text: str, voice: str) -> Locator:
        """Return the player of a take or of a comparison."""
        speech = Speech(b"", text=text, voice=voice, model="gpt-4o-mini-tts")
        return self.container.locator(f'audio[data-ipytts="{speech.player_id}"]')

    def wait_for_text(self, words: str) -> None:
        """Wait until this text is shown."""
        self.container.get_by_text(words).first.wait_for()

    @property
    def takes(self) -> list[str]:
        """The lines in the list of takes, newest first."""
        lines = self.field("Takes").locator("option").all_inner_texts()
        return [line.replace("\xa0", " ") for line in lines]


@contextmanager
def open_playground(
    browser: Browser, lab: Lab, name: str, *cells: str, app: Any = "lab", **window: Any
) -> Iterator[PlaygroundPage]:
    """Open a notebook with a playground in its first cell, and run that."""
    path = lab.root / f"{name}_{app}.ipynb"
    write_code_notebook(path, *(cells or (SHOW,)))
    with lab.open(browser, path.name, app=app, **window) as notebook:
        notebook.run_cell(0)
        playground = PlaygroundPage(notebook)
        playground.button("Speak").wait_for()
        yield playground


def count_requests(server: SpeechServer) -> int:
    """Count the requests for speech."""
    return sum(request.method == "POST" for request in server.requests)


@pytest.mark.parametrize("app", ["lab", "notebook"])
def test_text_becomes_a_take_and_a_cell(
    browser: Browser, lab: Lab, speech_server: SpeechServer, app: Any
) -> None:
    if app == "notebook":
        require("notebook")
    cells = (SHOW.replace(TWELVE_WORDS, ""), "len(p.takes), p.text[:7], p.voice", "")
    with open_playground(browser, lab, "whole", *cells, app=app, permissions=CLIPBOARD) as playground:
        notebook, before = playground.notebook, count_requests(speech_server)
        playground.field("Text").fill(f"{app} {TWELVE_WORDS}")
        playground.field("Voice").select_option("nova")
        playground.wait_for_text("1 request")
        playground.press("Speak")
        notebook.wait_until_playing("in progress")
        notebook.run_cell(1)  # the kernel is free
        assert notebook.output(1).startswith("(0, ")
        notebook.wait_until_playing("Speech, 13")
        (take,) = playground.takes
        assert take.startswith("Take 1 · nova · 13.")
        position = playground.container.locator(".ipytts-player audio").evaluate("audio => audio.currentTime")
        assert 2 < position < 12  # it went on where it was
        playground.wait_for_text("1 request, cached")
        assert count_requests(speech_server) == before + 1

        playground.press("Copy as cell")
        playground.wait_for_text("Copied.")
        notebook.cell(2).locator(".cm-content").click()
        notebook.page.keyboard.press("Control+V")
        notebook.page.keyboard.press("Control+Enter")
        notebook.wait_until_idle()
        assert notebook.accessible_name(2).startswith("Speech, 13")
        assert notebook.cell(2).locator(".cm-content").inner_text().startswith("%%speak --voice nova\n")
        assert count_requests(speech_server) == before + 1
        notebook.run_cell(1)
        assert notebook.output(1).startswith("(1, ")


def test_stop_silences_at_once_while_another_cell_runs(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    busy = "import time\ntime.sleep(8)\nprint('done')"
    with open_playground(
        browser, lab, "stopped", SHOW.replace(TWELVE_WORDS, f"stopped {TWELVE_WORDS}"), busy
    ) as playground:
        playground.press("Speak")
        playground.notebook.wait_until_playing("in progress")
        playground.notebook.start_cell(1)
        playground.notebook.page.wait_for_timeout(500)
        playground.press("Stop")
        assert playground.notebook.playing_labels() == []
        playground.wait_for_text("Stopped; the audio that arrived is kept.")
        assert "*" in playground.notebook.prompt(1)  # it did not wait for the cell
        (take,) = playground.takes
        assert take.endswith(", incomplete")
        playground.notebook.page.wait_for_timeout(500)
        assert playground.notebook.playing_labels() == []


def test_comparison_plays_one_voice_at_a_time(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    voices = ("alloy", "sage", "verse")
    with open_playground(
        browser, lab, "compared", SHOW.replace(TWELVE_WORDS, "compare these words"), "p.voice"
    ) as playground:
        before = count_requests(speech_server)
        playground.press("Compare")
        for voice in voices:
            playground.field(voice).check()
        playground.press("Speak all")
        playground.wait_for_text("All have ended")
        assert count_requests(speech_server) == before + 3
        players = playground.container.locator(".ipytts-card audio")
        assert players.count() == 3
        for voice in voices:
            player = playground.player("compare these words", voice)
            player.evaluate("audio => { audio.play(); }")
            playground.notebook.wait_until_playing("Speech, 3", player)
        playground.button("Keep this one").nth(1).click()
        playground.wait_for_text("Take 1: ")
        assert [take[:13] for take in playground.takes] == ["Take 1 · sage"]
        assert playground.field("Voice").input_value() == "sage"


def test_takes_can_be_played_downloaded_and_deleted_and_close_leaves_nothing(
    browser: Browser, lab: Lab
) -> None:
    close = "import ipywidgets\np.close()\nlen(p.takes), len(ipywidgets.widgets.widget._instances)"
    with open_playground(
        browser, lab, "takes", SHOW.replace(TWELVE_WORDS, "a few words to take"), close
    ) as playground:
        playground.press("Speak")
        playground.wait_for_text("Take 1: ")
        playground.field("Voice").select_option("echo")
        playground.press("Speak")
        playground.wait_for_text("Take 2: ")
        playground.field("Takes").select_option(index=1)
        playground.wait_for_text("alloy, gpt-4o-mini-tts, mp3")
        playground.press("Play")
        alloy = playground.player("a few words to take", "alloy")
        playground.notebook.wait_until_playing("Speech, 5", alloy)
        playground.field("Name of the take").fill("The best")
        playground.field("Name of the take").press("Enter")
        playground.container.locator("option", has_text="The best").wait_for(state="attached")
        with playground.notebook.page.expect_download() as download:
            playground.press("Download")
        assert download.value.suggested_filename == "the-best-alloy.mp3"
        assert download.value.path().read_bytes() == hum_words("a few words to take", "mp3", 1.0)
        playground.notebook.page.evaluate("window.played.length = 0")
        playground.press("Speak")
        playground.wait_for_text("Take 3: ")
        echo = playground.player("a few words to take", "echo")
        playground.notebook.wait_until_playing("Speech, 5", echo)  # though it is the same sound as before
        playground.field("Takes").select_option(index=2)
        playground.wait_for_text("alloy, gpt-4o-mini-tts, mp3")
        playground.press("Delete")
        playground.wait_for_text("The best is deleted.")
        assert len(playground.takes) == 2

        playground.notebook.run_cell(1)
        assert playground.notebook.output(1) == "(0, 0)"
        playground.container.wait_for(state="detached")
        assert "Take 3 · echo" in playground.notebook.output(0)
        models = "window.jupyterapp.shell.currentWidget.node.querySelectorAll('.jupyter-widgets').length"
        assert playground.notebook.page.evaluate(models) == 0


def test_keyboard_reaches_all_controls_and_no_shortcut_of_the_notebook(browser: Browser, lab: Lab) -> None:
    with open_playground(
        browser, lab, "keys", SHOW.replace(TWELVE_WORDS, "typed by hand"), "1", "2"
    ) as playground:
        keyboard = playground.notebook.page.keyboard
        playground.field("Text").focus()
        keyboard.press("Control+End")
        keyboard.type(" and heard")
        keyboard.press("Control+Enter")
        playground.notebook.wait_until_playing("Speech, 5")
        assert playground.field("Text").evaluate("text => text === document.activeElement")
        reached = []
        for _ in range(14):
            keyboard.press("Tab")
            reached.append(playground.notebook.page.evaluate(NAME_OF_FOCUS))
        names = ("Service", "Model", "Voice", "Format", "Speed", "Instructions")
        assert reached[:12] == [
            *names,
            "Speak",
            "Stop",
            "New take",
            "Compare",
            "Copy as cell",
            "Copy as Python",
        ]
        playground.field("Voice").focus()
        for key in ("d", "d", "x", "b", "a", "e", "Control+Enter"):
            keyboard.press(key)
        sources = playground.notebook.panel.locator(".jp-Notebook .jp-Cell .cm-content").all_inner_texts()
        assert sources[1:] == ["1", "2"]
        assert playground.notebook.prompt(0) == "[1]:"  # it was not run again
        playground.button("Delete").focus()
        keyboard.press("Space")
        playground.wait_for_text("is deleted")
        assert playground.button("Delete").evaluate("button => button === document.activeElement")


@pytest.mark.parametrize(
    ("app", "theme"),
    [("lab", "JupyterLab Light"), ("lab", "JupyterLab Dark"), ("notebook", "JupyterLab Light")],
)
def test_axe_finds_no_serious_violation(browser: Browser, lab: Lab, app: Any, theme: str) -> None:
    require("axe_playwright_python", *(["notebook"] if app == "notebook" else []))
    from axe_playwright_python.sync_playwright import Axe

    name = f"axe_{theme[-4:].strip()}"
    with open_playground(
        browser, lab, name, SHOW.replace(TWELVE_WORDS, "words for everyone"), app=app
    ) as playground:
        page = playground.notebook.page
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
        )
        page.wait_for_timeout(500)
        playground.press("Compare")
        playground.field("alloy").check()
        playground.press("Speak all")
        playground.wait_for_text("All have ended")
        playground.press("Speak")
        playground.wait_for_text("Take 1: ")
        playground.press("Copy as cell")
        playground.wait_for_text("%%speak")
        playground.field("Text").fill(" ")
        playground.press("Speak")
        playground.wait_for_text("The text is empty")
        found = Axe().run(page, context=".ipytts-container").response
        assert len(found["passes"]) > 10
        serious = [rule for rule in found["violations"] if rule["impact"] in ("serious", "critical")]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in serious] == []


def test_service_without_its_key_shows_its_voices_and_the_error(browser: Browser, lab: Lab) -> None:
    with open_playground(browser, lab, "no_key", SHOW.replace(TWELVE_WORDS, "no key is set")) as playground:
        playground.press("Compare")
        playground.field("Service").select_option("groq")
        playground.field("troy").wait_for()  # in the comparison
        playground.field("Model").select_option("canopylabs/orpheus-arabic-saudi")
        playground.field("sultan").wait_for()
        playground.field("Voice").select_option("noura")
        playground.wait_for_text("13 characters, 1 request")
        playground.press("Speak")
        alert = playground.container.get_by_role("alert").filter(has_text="No key for groq")
        alert.wait_for()
        playground.field("Service").select_option(index=0)
        playground.field("alloy").wait_for()
        alert.wait_for(state="hidden")


def test_error_is_shown_as_an_alert(browser: Browser, lab: Lab) -> None:
    first = "import os\nos.environ['ONEROUTER_API_KEY'] = 'wrong'\n" + SHOW.replace(
        TWELVE_WORDS, "nobody hears"
    )
    with open_playground(browser, lab, "wrong_key", first) as playground:
        playground.press("Speak")
        error = playground.container.get_by_role("alert").filter(has_text="AuthenticationError")
        error.wait_for()
        assert "Incorrect API key provided." in error.inner_text()
        assert "wrong" not in error.inner_text()
        assert playground.takes == []


def test_stop_ends_a_request_without_an_answer(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    with open_playground(browser, lab, "hanging", SHOW.replace(TWELVE_WORDS, "nothing comes")) as playground:
        speech_server.misbehave(HANGS["silence"])
        before = len(speech_server.requests)
        playground.press("Speak")
        speech_server.wait_for_requests(before + 1)
        playground.press("Stop")
        playground.wait_for_text("Stopped.")
        assert playground.takes == []


def test_kernel_restart_is_shown(browser: Browser, lab: Lab) -> None:
    with open_playground(
        browser, lab, "restarted", SHOW.replace(TWELVE_WORDS, "before the end")
    ) as playground:
        playground.press("Speak")
        playground.wait_for_text("Take 1: ")
        playground.notebook.restart()
        playground.container.get_by_role("alert").filter(has_text="The kernel has ended").wait_for()
        assert playground.button("Speak").is_disabled()
        assert playground.field("Text").input_value() == "before the end"
        playground.notebook.wait_until_idle()
        playground.notebook.run_cell(0)
        playground.button("Speak").wait_for()
        assert playground.container.count() == 1
        playground.press("Speak")
        playground.wait_for_text("from the cache")


@pytest.mark.parametrize("app", ["lab", "notebook"])
def test_saved_notebook_has_the_last_take_and_how_to_show_the_playground(
    browser: Browser, lab: Lab, app: Any
) -> None:
    if app == "notebook":
        require("notebook")
    with open_playground(
        browser, lab, "saved", SHOW.replace(TWELVE_WORDS, "kept for later"), app=app
    ) as playground:
        playground.press("Speak")
        playground.wait_for_text("Take 1: ")
        playground.field("Voice").select_option("onyx")
        playground.press("Speak")
        playground.wait_for_text("Take 2: ")
        assert playground.notebook.cell(0).locator("audio").count() == 1
        playground.notebook.save()
        name = f"saved_{app}.ipynb"
    (output,) = nbformat.read(lab.root / name, as_version=4).cells[0].outputs
    assert sorted(output.data) == ["text/html", "text/plain"]
    saved = nbformat.read(lab.root / name, as_version=4)
    saved.metadata.pop("widgets", None)
    nbformat.write(saved, lab.root / f"reopened_{name}")  # no kernel is behind this one
    with lab.open(browser, f"reopened_{name}", app=app) as notebook:
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.page.locator(".ipytts-container").count() == 0
        assert "To show it again, run this cell again." in notebook.output(0)
        assert "Take 2 · onyx" in notebook.output(0)
        assert "rror" not in notebook.output(0)
        notebook.play(0)
        notebook.wait_until_playing("Speech, ")


def test_reloaded_page_has_the_takes(browser: Browser, lab: Lab) -> None:
    with open_playground(browser, lab, "reloaded", SHOW.replace(TWELVE_WORDS, "still here")) as playground:
        playground.press("Speak")
        playground.wait_for_text("Take 1: ")
        playground.notebook.save()
        playground.notebook.page.reload()
        playground.notebook.wait_until_ready("reloaded_lab.ipynb")
        playground.button("Speak").wait_for()
        assert len(playground.takes) == 1
        playground.press("Play")
        playground.notebook.wait_until_playing("Speech, 2")
