"""Audio that is too big for a notebook, in a real JupyterLab and Notebook 7 in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.helpers.environment import require
from tests.helpers.jupyter_browser import AUTOPLAY_WAIT, Lab
from tests.helpers.notebooks import write_code_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TEXT = "This sound is not in the notebook, but beside it."

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("app", ["lab", "notebook"])
def test_big_audio_is_saved_beside_the_notebook_and_plays_from_there(
    app: Literal["lab", "notebook"], browser: Browser, offline_lab: Lab
) -> None:
    require("jupyterlab" if app == "lab" else "notebook")
    folder = offline_lab.root / f"talks in {app}"
    folder.mkdir()
    path = f"{folder.name}/a talk.ipynb"
    write_code_notebook(
        offline_lab.root / path,
        "%reload_ext ipytts\n%config SpeechDefaults.embed_limit = 0.01",
        f"%%speak\n{TEXT}",
        f"%%speak -o 'my talk.mp3'\n{TEXT} It was saved.",
        # Links start from the notebook, wherever its kernel has gone.
        f"%cd {offline_lab.root}\n%speak --play {TEXT} It begins by itself.",
    )
    with offline_lab.open(browser, path, app=app) as notebook:
        notebook.run_cell(0)
        for i in (1, 2):
            notebook.run_cell(i)
            assert "too large for the notebook: it is in " in notebook.output(i)
            notebook.play(i)
            notebook.wait_for_time(i, 0.3)
        assert "my talk.mp3 beside it." in notebook.output(2)
        notebook.run_cell(3)
        notebook.wait_for_time(3, 0.3)
        assert notebook.players_heard() == 3
        shown = [notebook.duration(i) for i in (1, 2, 3)]
        notebook.save()

    kept = [path.name for path in folder.iterdir() if path.suffix == ".mp3"]
    assert len(kept) == 3
    assert (offline_lab.root / path).stat().st_size < 50_000

    with offline_lab.open(browser, path, app=app) as notebook:
        assert [notebook.duration(i) for i in (1, 2, 3)] == shown
        assert all(notebook.accessible_name(i) for i in (1, 2, 3))
        notebook.page.wait_for_timeout(AUTOPLAY_WAIT)
        assert notebook.players_heard() == 0
        notebook.play(1)
        notebook.wait_for_time(1, 0.3)
