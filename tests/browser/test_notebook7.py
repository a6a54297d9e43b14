"""Cells that speak, in a real Notebook 7 in Chromium."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.helpers.environment import require
from tests.helpers.jupyter_browser import AUTOPLAY_WAIT, Lab
from tests.helpers.notebooks import FIRST_CELL, write_code_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

LONG = "This goes on and on, and there is no end of it in sight. " * 400

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _notebook_7() -> None:
    require("notebook")


def test_speech_plays_on_request_and_is_silent_when_reopened(browser: Browser, offline_lab: Lab) -> None:
    path: Path = offline_lab.root / "talk.ipynb"
    write_code_notebook(
        path, "%reload_ext ipytts", "%%speak\nPress the button.", "%%speak --play\nThis begins by itself."
    )
    with offline_lab.open(browser, path.name, app="notebook") as notebook:
        notebook.run_cell(0)
        notebook.run_cell(1)
        assert notebook.players_heard() == 0
        notebook.play(1)
        notebook.wait_for_time(1, 0.3)
        notebook.run_cell(2)
        notebook.wait_for_time(2, 0.3)
        assert notebook.players_heard() == 2
        notebook.save()
    saved = nbformat.read(path, as_version=4)
    assert "widgets" not in saved.metadata
    assert "script" not in json.dumps([cell.outputs for cell in saved.cells])
    with offline_lab.open(browser, path.name, app="notebook") as notebook:
        assert notebook.duration(1) > 0
        assert notebook.duration(2) > 0
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.players_heard() == 0


def test_interrupt_ends_a_speaking_cell_and_the_next_cell_runs(browser: Browser, offline_lab: Lab) -> None:
    # Once everything is loaded: the interrupt is to meet the speech, not an import.
    write_code_notebook(
        offline_lab.root / "long.ipynb", FIRST_CELL, f"%%speak\n{LONG}", "%%speak\nHere I am."
    )
    with offline_lab.open(browser, "long.ipynb", app="notebook") as notebook:
        notebook.run_cell(0)
        notebook.start_cell(1)
        notebook.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'busy'"
        )
        notebook.interrupt()
        notebook.wait_until_idle()
        assert notebook.output(1).endswith("KeyboardInterrupt: the speech was stopped.")
        # For a moment after an error ipykernel aborts what it is asked.
        notebook.page.wait_for_timeout(1_000)
        notebook.run_cell(2)
        assert notebook.duration(2) > 0
