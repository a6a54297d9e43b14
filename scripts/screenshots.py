"""Make the pictures of the README anew: ``python -m scripts.screenshots``."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.lab import Lab, NotebookPage, chromium

ROOT = Path(__file__).parents[1]
QUICKSTART = ROOT / "examples" / "quickstart.ipynb"
IMAGES = ROOT / "docs" / "images"
WIDTH = 940  # px: the notebook is then about as wide as a README
SHOWN = 6  # cells, from the title to the one that reads results aloud
PLAYED = 3.0  # s
_PLACE = "panel => { const {x, y, width} = panel.getBoundingClientRect(); return [x, y, width]; }"


def main() -> None:
    """Run the quickstart's first cells, play one, and take its picture."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(QUICKSTART, folder)
        window: dict[str, Any] = {"viewport": {"width": WIDTH, "height": 1200}, "device_scale_factor": 1.4}
        with (
            Lab(Path(folder)) as lab,
            chromium() as browser,
            lab.open(browser, QUICKSTART.name, **window) as notebook,
        ):
            notebook.command("application:toggle-left-area")
            notebook.run_all()
            photograph(notebook, SHOWN, IMAGES / "speaking-cell.png")


def photograph(notebook: NotebookPage, cells: int, path: Path) -> None:
    """Take a picture of the first cells, while the last of them speaks."""
    notebook.cell(0).scroll_into_view_if_needed()
    notebook.play(cells - 1)
    notebook.wait_for_time(cells - 1, PLAYED)
    x, y, width = notebook.panel.evaluate(_PLACE)
    end = notebook.cell(cells - 1).evaluate("cell => cell.getBoundingClientRect().bottom")
    notebook.page.screenshot(path=path, clip={"x": x, "y": y, "width": width, "height": end - y})
    print(path, f"{path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    for variable in ("ONEROUTER_API_KEY", "OPENAI_API_KEY", "IPYTTS_SERVICE"):
        os.environ.pop(variable, None)  # the picture is of the built-in voice
    main()
