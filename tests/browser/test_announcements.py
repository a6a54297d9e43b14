"""The JupyterLab extension announces what kernels ask for, in one live region of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.accessibility_tree import elements
from tests.helpers.environment import require
from tests.helpers.notebooks import write_code_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.helpers.jupyter_browser import Lab

pytestmark = pytest.mark.browser

REGION = "#ipytts-announcements"
ANNOUNCE = """
from comm import create_comm

def announce(*texts):
    for text in texts:
        create_comm(target_name="ipytts.announcements", data={"text": text}).close()
"""
# Unlike the button, it tells when the new kernel is there.
RESTART = "window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()"
RUN_IN_CONSOLE = """async code => {
    const kernelPreference = { name: "python3", language: "python" };
    const panel = await window.jupyterapp.commands.execute("console:create", { kernelPreference });
    await panel.sessionContext.ready;
    await panel.console.inject(code);
}"""


def announced(page: Page) -> list[str]:
    """Return the paragraphs in the live region, as a screen reader finds them."""
    (region,) = elements(page, REGION)
    assert region.role == "log"
    return [element.text() for element in region.outermost("paragraph")]


def test_notebook_announces_each_text_once_and_in_order(browser: Browser, offline_lab: Lab) -> None:
    require("notebook")
    path = offline_lab.root / "announced.ipynb"
    write_code_notebook(
        path,
        ANNOUNCE,
        "announce('One.', 'Two & <b>three</b>.', '', '  ', 5, None, ['x'], 'y' * 1_001)",
        ANNOUNCE + "announce('From another kernel.')",
        "announce(*map(str, range(30)))",
    )
    texts = ["One.", "Two & <b>three</b>.", "y" * 1_000]
    with offline_lab.open(browser, path.name, app="notebook") as notebook:
        assert announced(notebook.page) == []  # it is there before the first text
        assert notebook.page.locator(REGION).get_attribute("aria-live") == "polite"
        notebook.run_cell(0)
        notebook.run_cell(1)
        assert announced(notebook.page) == texts
        notebook.page.evaluate(RESTART)
        notebook.run_cell(2)
        assert announced(notebook.page) == [*texts, "From another kernel."]
        notebook.save()
        notebook.page.reload()
        notebook.wait_until_ready(path.name)
        assert announced(notebook.page) == []
        notebook.run_cell(3)
        assert announced(notebook.page) == [str(number) for number in range(10, 30)]


def test_panels_opened_later_announce(browser: Browser, offline_lab: Lab) -> None:
    write_code_notebook(offline_lab.root / "first.ipynb", "1")
    write_code_notebook(offline_lab.root / "second.ipynb", ANNOUNCE + "announce('From a notebook.')")
    with offline_lab.open(browser, "first.ipynb") as lab:
        lab.page.evaluate(RUN_IN_CONSOLE, ANNOUNCE + "announce('From a console.')")
        assert announced(lab.page) == ["From a console."]
        lab.page.evaluate("window.jupyterapp.commands.execute('docmanager:open', {path: 'second.ipynb'})")
        lab.wait_until_ready("second.ipynb")
        lab.run_all()
        assert announced(lab.page) == ["From a console.", "From a notebook."]
