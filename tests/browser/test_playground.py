"""The playground in a real JupyterLab and Notebook 7: what a person does there, by mouse and by keyboard."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from tests.helpers.environment import KEY, require
from tests.helpers.faults import HANGS
from tests.helpers.jupyter_browser import AUTOPLAY_WAIT, Lab, NotebookPage
from tests.helpers.notebooks import write_code_notebook
from tests.helpers.sounds import TWELVE_WORDS, hum_words
from tests.helpers.speech_server import SpeechServer
from tests.helpers.wire import SLOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

SHOW = f"import ipytts\np = ipytts.playground('{TWELVE_WORDS}')\np"
NAME_OF_FOCUS = "(e => e.labels?.[0]?.textContent || e.textContent)(document.activeElement)"
CLIPBOARD = ["clipboard-read", "clipboard-write"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def speech_server(clean_environment: None) -> Iterator[SpeechServer]:
    with SpeechServer(key=KEY, speech=hum_words) as running:
        yield running


@pytest.fixture(autouse=True)
def slow(speech_server: SpeechServer) -> None:
    speech_server.behave()
    speech_server.pace = SLOW


@pytest.fixture(scope="module")
def lab(
    browser: Browser, speech_server: SpeechServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("playground")
    env = {
        "ONEROUTER_API_KEY": KEY,
        "ONEROUTER_BASE_URL": speech_server.base_url,
        "IPYTTS_CACHE_DIR": str(folder / "cache"),
    }
    with Lab(folder, env) as running:
        yield running


@dataclass
class Board:
    """A playground, shown by the first cell of a notebook."""

    notebook: NotebookPage

    @property
    def home(self) -> Locator:
        return self.notebook.page.locator(".ipytts-container")

    def button(self, name: str) -> Locator:
        return self.home.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        self.button(name).click()

    def field(self, label: str) -> Locator:
        return self.home.get_by_label(label, exact=True)

    def says(self, words: str) -> None:
        """Wait until these words stand there."""
        self.home.get_by_text(words).first.wait_for()

    @property
    def takes(self) -> list[str]:
        """What stands in the list of takes, newest first."""
        lines = self.field("Takes").locator("option").all_inner_texts()
        return [line.replace("\xa0", " ") for line in lines]


@contextmanager
def opened(
    browser: Browser, lab: Lab, name: str, *cells: str, app: Any = "lab", **window: Any
) -> Iterator[Board]:
    """Open a notebook with a playground in its first cell, and run that."""
    path = lab.root / f"{name}_{app}.ipynb"
    write_code_notebook(path, *(cells or (SHOW,)))
    with lab.open(browser, path.name, app=app, **window) as notebook:
        notebook.run_cell(0)
        board = Board(notebook)
        board.button("Speak").wait_for()
        yield board


def asked(server: SpeechServer) -> int:
    """Count the requests for speech."""
    return sum(request.method == "POST" for request in server.requests)


@pytest.mark.parametrize("app", ["lab", "notebook"])
def test_from_the_text_to_the_cell_that_speaks_it(
    browser: Browser, lab: Lab, speech_server: SpeechServer, app: Any
) -> None:
    if app == "notebook":
        require("notebook")
    cells = (SHOW.replace(TWELVE_WORDS, ""), "len(p.takes), p.text[:7], p.voice", "")
    with opened(browser, lab, "whole", *cells, app=app, permissions=CLIPBOARD) as board:
        notebook, before = board.notebook, asked(speech_server)
        board.field("Text").fill(f"{app} {TWELVE_WORDS}")
        board.field("Voice").select_option("nova")
        board.says("1 request")
        board.press("Speak")
        notebook.wait_until_playing("being made")
        notebook.run_cell(1)  # the kernel is free
        assert notebook.output(1).startswith("(0, ")
        notebook.wait_until_playing("Speech, 13")
        (take,) = board.takes
        assert take.startswith("Take 1 · nova · 13.")
        place = board.home.locator(".ipytts-player audio").evaluate("audio => audio.currentTime")
        assert 2 < place < 12  # it went on where it was
        board.says("1 request, cached")
        assert asked(speech_server) == before + 1

        board.press("Copy as cell")
        board.says("Copied.")
        notebook.cell(2).locator(".cm-content").click()
        notebook.page.keyboard.press("Control+V")
        notebook.page.keyboard.press("Control+Enter")
        notebook.wait_until_idle()
        assert notebook.accessible_name(2).startswith("Speech, 13")
        assert notebook.cell(2).locator(".cm-content").inner_text().startswith("%%speak --voice nova\n")
        assert asked(speech_server) == before + 1
        notebook.run_cell(1)
        assert notebook.output(1).startswith("(1, ")


def test_stop_is_silence_at_once_while_another_cell_runs(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    busy = "import time\ntime.sleep(8)\nprint('done')"
    with opened(
        browser, lab, "stopped", SHOW.replace(TWELVE_WORDS, f"stopped {TWELVE_WORDS}"), busy
    ) as board:
        board.press("Speak")
        board.notebook.wait_until_playing("being made")
        board.notebook.start_cell(1)
        board.notebook.page.wait_for_timeout(500)
        board.press("Stop")
        assert board.notebook.playing_labels() == []
        board.says("Stopped; what came is kept.")
        assert "*" in board.notebook.prompt(1)  # it did not wait for the cell
        (take,) = board.takes
        assert take.endswith(", incomplete")
        board.notebook.page.wait_for_timeout(500)
        assert board.notebook.playing_labels() == []


def test_voices_side_by_side_and_one_is_heard_at_a_time(
    browser: Browser, lab: Lab, speech_server: SpeechServer
) -> None:
    voices = ("alloy", "sage", "verse")
    with opened(
        browser, lab, "compared", SHOW.replace(TWELVE_WORDS, "compare these words"), "p.voice"
    ) as board:
        before = asked(speech_server)
        board.press("Compare")
        for voice in voices:
            board.field(voice).check()
        board.press("Speak them all")
        board.says("No more is being made")
        assert asked(speech_server) == before + 3
        players = board.home.locator(".ipytts-card audio")
        assert players.count() == 3
        for voice, player in zip(voices, players.all(), strict=True):
            player.evaluate("audio => { audio.play(); }")
            board.notebook.wait_until_playing(f"voice {voice}")
        board.button("Keep this one").nth(1).click()
        board.says("Take 1: ")
        assert [take[:13] for take in board.takes] == ["Take 1 · sage"]
        assert board.field("Voice").input_value() == "sage"


def test_takes_are_played_downloaded_and_deleted_and_closing_leaves_nothing(
    browser: Browser, lab: Lab
) -> None:
    close = "import ipywidgets\np.close()\nlen(p.takes), len(ipywidgets.widgets.widget._instances)"
    with opened(browser, lab, "takes", SHOW.replace(TWELVE_WORDS, "a few words to take"), close) as board:
        board.press("Speak")
        board.says("Take 1: ")
        board.field("Voice").select_option("echo")
        board.press("Speak")
        board.says("Take 2: ")
        board.field("Takes").select_option(index=1)
        board.says("alloy, gpt-4o-mini-tts, mp3")
        board.press("Play")
        board.notebook.wait_until_playing("voice alloy")
        board.field("Name of the take").fill("The best")
        board.field("Name of the take").press("Enter")
        board.home.locator("option", has_text="The best").wait_for(state="attached")
        with board.notebook.page.expect_download() as download:
            board.press("Download")
        assert download.value.suggested_filename == "the-best-alloy.mp3"
        assert download.value.path().read_bytes() == hum_words("a few words to take", "mp3", 1.0)
        board.notebook.page.evaluate("window.played.length = 0")
        board.press("Speak")
        board.says("Take 3: ")
        board.notebook.wait_until_playing("voice echo")  # though it is the same sound as before
        board.field("Takes").select_option(index=2)
        board.says("alloy, gpt-4o-mini-tts, mp3")
        board.press("Delete")
        board.says("The best is deleted.")
        assert len(board.takes) == 2

        board.notebook.run_cell(1)
        assert board.notebook.output(1) == "(0, 0)"
        board.home.wait_for(state="detached")
        assert "Take 3 · echo" in board.notebook.output(0)
        models = "window.jupyterapp.shell.currentWidget.node.querySelectorAll('.jupyter-widgets').length"
        assert board.notebook.page.evaluate(models) == 0


def test_all_by_keyboard_and_no_key_of_the_notebook_gets_through(browser: Browser, lab: Lab) -> None:
    with opened(browser, lab, "keys", SHOW.replace(TWELVE_WORDS, "typed by hand"), "1", "2") as board:
        keyboard = board.notebook.page.keyboard
        board.field("Text").focus()
        keyboard.press("Control+End")
        keyboard.type(" and heard")
        keyboard.press("Control+Enter")
        board.notebook.wait_until_playing("typed by hand and heard")
        assert board.field("Text").evaluate("text => text === document.activeElement")
        reached = []
        for _ in range(14):
            keyboard.press("Tab")
            reached.append(board.notebook.page.evaluate(NAME_OF_FOCUS))
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
        board.field("Voice").focus()
        for key in ("d", "d", "x", "b", "a", "e", "Control+Enter"):
            keyboard.press(key)
        sources = board.notebook.panel.locator(".jp-Notebook .jp-Cell .cm-content").all_inner_texts()
        assert sources[1:] == ["1", "2"]
        assert board.notebook.prompt(0) == "[1]:"  # it was not run again
        board.button("Delete").focus()
        keyboard.press("Space")
        board.says("is deleted")
        assert board.button("Delete").evaluate("button => button === document.activeElement")


@pytest.mark.parametrize(
    ("app", "theme"),
    [("lab", "JupyterLab Light"), ("lab", "JupyterLab Dark"), ("notebook", "JupyterLab Light")],
)
def test_axe_finds_nothing_serious(browser: Browser, lab: Lab, app: Any, theme: str) -> None:
    require("axe_playwright_python", *(["notebook"] if app == "notebook" else []))
    from axe_playwright_python.sync_playwright import Axe

    name = f"axe_{theme[-4:].strip()}"
    with opened(browser, lab, name, SHOW.replace(TWELVE_WORDS, "words for everyone"), app=app) as board:
        page = board.notebook.page
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
        )
        page.wait_for_timeout(500)
        board.press("Compare")
        board.field("alloy").check()
        board.press("Speak them all")
        board.says("No more is being made")
        board.press("Speak")
        board.says("Take 1: ")
        board.press("Copy as cell")
        board.says("%%speak")
        board.field("Text").fill(" ")
        board.press("Speak")
        board.says("The text is empty")
        found = Axe().run(page, context=".ipytts-container").response
        assert len(found["passes"]) > 10
        serious = [rule for rule in found["violations"] if rule["impact"] in ("serious", "critical")]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in serious] == []


def test_an_error_stands_where_the_person_looks(browser: Browser, lab: Lab) -> None:
    first = "import os\nos.environ['ONEROUTER_API_KEY'] = 'wrong'\n" + SHOW.replace(
        TWELVE_WORDS, "nobody hears"
    )
    with opened(browser, lab, "wrong_key", first) as board:
        board.press("Speak")
        error = board.home.get_by_role("alert").filter(has_text="AuthenticationError")
        error.wait_for()
        assert "Incorrect API key provided." in error.inner_text()
        assert "wrong" not in error.inner_text()
        assert board.takes == []


def test_what_never_comes_can_be_stopped(browser: Browser, lab: Lab, speech_server: SpeechServer) -> None:
    with opened(browser, lab, "hanging", SHOW.replace(TWELVE_WORDS, "nothing comes")) as board:
        speech_server.misbehave(HANGS["silence"])
        before = len(speech_server.requests)
        board.press("Speak")
        speech_server.wait_for_requests(before + 1)
        board.press("Stop")
        board.says("Stopped.")
        assert board.takes == []


def test_when_the_kernel_restarts_it_says_so(browser: Browser, lab: Lab) -> None:
    with opened(browser, lab, "restarted", SHOW.replace(TWELVE_WORDS, "before the end")) as board:
        board.press("Speak")
        board.says("Take 1: ")
        board.notebook.restart()
        board.home.get_by_role("alert").filter(has_text="The kernel has ended").wait_for()
        assert board.button("Speak").is_disabled()
        assert board.field("Text").input_value() == "before the end"
        board.notebook.wait_until_idle()
        board.notebook.run_cell(0)
        board.button("Speak").wait_for()
        assert board.home.count() == 1
        board.press("Speak")
        board.says("from the cache")


@pytest.mark.parametrize("app", ["lab", "notebook"])
def test_a_saved_notebook_has_the_last_take_and_says_how_to_go_on(
    browser: Browser, lab: Lab, app: Any
) -> None:
    if app == "notebook":
        require("notebook")
    with opened(browser, lab, "saved", SHOW.replace(TWELVE_WORDS, "kept for later"), app=app) as board:
        board.press("Speak")
        board.says("Take 1: ")
        board.field("Voice").select_option("onyx")
        board.press("Speak")
        board.says("Take 2: ")
        assert board.notebook.cell(0).locator("audio").count() == 1
        board.notebook.save()
        name = f"saved_{app}.ipynb"
    (output,) = nbformat.read(lab.root / name, as_version=4).cells[0].outputs
    assert sorted(output.data) == ["text/html", "text/plain"]
    saved = nbformat.read(lab.root / name, as_version=4)
    saved.metadata.pop("widgets", None)
    nbformat.write(saved, lab.root / f"reopened_{name}")  # no kernel is behind this one
    with lab.open(browser, f"reopened_{name}", app=app) as notebook:
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.page.locator(".ipytts-container").count() == 0
        assert "To bring it back, run this cell again." in notebook.output(0)
        assert "Take 2 · onyx" in notebook.output(0)
        assert "rror" not in notebook.output(0)
        notebook.play(0)
        notebook.wait_until_playing("voice onyx")


def test_after_a_reload_it_is_there_again_with_its_takes(browser: Browser, lab: Lab) -> None:
    with opened(browser, lab, "reloaded", SHOW.replace(TWELVE_WORDS, "still here")) as board:
        board.press("Speak")
        board.says("Take 1: ")
        board.notebook.save()
        board.notebook.page.reload()
        board.notebook.wait_until_ready("reloaded_lab.ipynb")
        board.button("Speak").wait_for()
        assert len(board.takes) == 1
        board.press("Play")
        board.notebook.wait_until_playing("still here")
