"""Take the pictures of the README: ``python -m scripts.screenshots``."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.helpers.jupyter_browser import Lab, NotebookPage, chromium
from tests.helpers.notebooks import write_code_notebook
from tests.helpers.sounds import spoken
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
QUICKSTART = ROOT / "examples" / "quickstart.ipynb"
IMAGES = ROOT / "docs" / "images"
WIDTH = 940  # px: the notebook is then about as wide as a README
EXCERPT_LENGTH = 6  # cells, from the title to the one that reads results aloud
PLAY_TIME = 3.0  # s
HALF_SCREEN = 760  # px
PLAYGROUND = """\
import ipytts

ipytts.playground("Nine out of ten notebooks would rather be heard.", voice="coral")"""
INSTRUCTIONS = "Speak like a calm teacher"
VOICES = ("coral", "nova", "sage")
_POSITION = "panel => { const {x, y, width} = panel.getBoundingClientRect(); return [x, y, width]; }"


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        _photograph_quickstart(Path(folder), browser)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        _photograph_playground(Path(folder), browser)


def _photograph_quickstart(folder: Path, browser: Browser) -> None:
    """Run the quickstart's first cells, play one, and take its picture."""
    shutil.copy(QUICKSTART, folder)
    window: dict[str, Any] = {"viewport": {"width": WIDTH, "height": 1200}, "device_scale_factor": 1.4}
    with Lab(folder) as lab, lab.open(browser, QUICKSTART.name, **window) as notebook:
        notebook.command("application:toggle-left-area")
        notebook.run_all()
        notebook.cell(0).scroll_into_view_if_needed()
        notebook.play(EXCERPT_LENGTH - 1)
        notebook.wait_for_time(EXCERPT_LENGTH - 1, PLAY_TIME)
        photograph(notebook, EXCERPT_LENGTH, IMAGES / "speaking-cell.png")


def _photograph_playground(folder: Path, browser: Browser) -> None:
    """Use the playground, and take its picture in light and dark."""
    write_code_notebook(folder / "voices.ipynb", PLAYGROUND)
    # The tests' server stands in for the service: the picture is of the widget, not of the voices.
    with SpeechServer(key="none", auth=None, speech=spoken) as server:
        env = {**server.environment, "IPYTTS_CACHE_DIR": str(folder / "cache")}
        window: dict[str, Any] = {
            "viewport": {"width": HALF_SCREEN, "height": 1600},
            "device_scale_factor": 1.4,
        }
        with Lab(folder, env) as lab:
            for theme in ("Light", "Dark"):
                with lab.open(browser, "voices.ipynb", **window) as page:
                    page.command("application:toggle-left-area")
                    page.command("application:toggle-side-tabbar")
                    change = "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })"
                    page.page.evaluate(change, f"JupyterLab {theme}")
                    page.run_cell(0)
                    _try_voices(page)
                    photograph(page, 1, IMAGES / f"playground-{theme.lower()}.png")


def _try_voices(notebook: NotebookPage) -> None:
    """Compare voices, keep one, and hear it with instructions."""
    container = notebook.page.locator(".ipytts-container")
    container.get_by_role("button", name="Compare", exact=True).click()
    for voice in VOICES:
        container.get_by_label(voice, exact=True).check()
    container.get_by_role("button", name="Speak all").click()
    container.get_by_text("All have ended").wait_for()
    container.get_by_role("button", name="Keep this one").nth(1).click()
    container.get_by_text("Take 1: ").wait_for()
    container.get_by_label("Instructions", exact=True).fill(INSTRUCTIONS)
    container.get_by_role("button", name="Speak", exact=True).click()
    container.get_by_text("Take 2: ").wait_for()
    notebook.page.wait_for_function("() => window.played.at(-1)?.currentTime > 1")


def photograph(notebook: NotebookPage, cells: int, path: Path) -> None:
    """Take a picture of the first cells."""
    x, y, width = notebook.panel.evaluate(_POSITION)
    end = notebook.cell(cells - 1).evaluate("cell => cell.getBoundingClientRect().bottom")
    notebook.page.screenshot(path=path, clip={"x": x, "y": y, "width": width, "height": end - y})
    print(path, f"{path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    for variable in ("ONEROUTER_API_KEY", "OPENAI_API_KEY", "IPYTTS_SERVICE"):
        os.environ.pop(variable, None)  # the picture is of the built-in voice
    main()
