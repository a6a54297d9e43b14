"""A real JupyterLab or Notebook 7, used as a person uses it in Chromium.

::

    with Lab(folder) as lab, chromium() as browser, lab.open(browser, "talk.ipynb") as notebook:
        notebook.run_all()
        notebook.play(1)       # presses the button
        notebook.save()

Actions go through keys and buttons; what a person would see is read from the page or from Jupyter's own
`jupyterapp`.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from playwright.sync_api import Browser, BrowserType, ConsoleMessage, Locator, Page
    from typing_extensions import Self

_LOG = logging.getLogger(__name__)

_EXTENSION = Path(__file__).parents[2] / "jupyter-config" / "labextension"

START_LIMIT = 240.0  # s, for the server to answer; a busy machine needs more than one minute
PAGE_LIMIT = 120_000.0  # ms, for anything in the page
AUTOPLAY_WAIT = 2_000  # ms, in which a notebook that plays by itself would have begun

_CONFIG = {  # by path in JUPYTER_CONFIG_DIR
    "jupyter_server_config.json": {
        "LabApp": {"expose_app_in_browser": True, "extension_manager": "readonly"},
        "JupyterNotebookApp": {"expose_app_in_browser": True},
    },
    # no news, no check for updates, and no question about them
    "lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false",
    },
}
_CHROMIUM_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves this machine
)
# Autoplay is allowed, so that silence comes from the notebook; or it needs a click.
_AUTOPLAY = {False: "no-user-gesture-required", True: "document-user-activation-required"}
# Media events do not bubble, but the document sees them on their way down.
RECORD_PLAYED = """
window.played = [];
document.addEventListener("playing", event => window.played.push(event.target), true);
"""


def find_chromium() -> str | None:
    """Return the path of the browser, if there is one."""
    return shutil.which("chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, launched(playwright.chromium) as browser:
        yield browser


@contextmanager
def launched(kind: BrowserType, *, wants_click: bool = False, **options: Any) -> Iterator[Browser]:
    """Run one more browser of this kind.

    Parameters
    ----------
    kind
        Playwright's.
    wants_click
        Whether its pages may sound only after a click.
    options
        For `BrowserType.launch`.
    """
    flags = (*_CHROMIUM_FLAGS, f"--autoplay-policy={_AUTOPLAY[wants_click]}")
    browser = kind.launch(executable_path=find_chromium(), args=flags, **options)
    try:
        yield browser
    finally:
        browser.close()


@dataclass
class Lab:
    """Serve a folder in JupyterLab from the start to the end of a `with` block.

    The settings of the person who runs it do not matter: it has its own. Where Notebook 7 is installed, it is
    served beside JupyterLab.

    Parameters
    ----------
    root
        The folder whose notebooks it serves.
    env
        More environment variables for the server and its kernels.
    """

    root: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._home = tempfile.TemporaryDirectory(prefix="lab-")
        self._token = secrets.token_hex(16)
        home = Path(self._home.name)
        self.log = home / "log.txt"
        folders = (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_PATH",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
        )
        own = {name: str(home / name.lower()) for name in folders}
        for name, settings in _CONFIG.items():
            path = Path(own["JUPYTER_CONFIG_DIR"], name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(settings), encoding="utf-8")
        # The files as they are now, whatever is installed: what is in JUPYTER_PATH comes first.
        shutil.copytree(_EXTENSION, Path(own["JUPYTER_PATH"], "labextensions", "ipytts"))
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                    *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={_free_port()}"),
                    *(f"--IdentityProvider.token={self._token}", f"--ServerApp.root_dir={self.root}"),
                ],
                env={**os.environ, **own, **self.env},
                cwd=self.root,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            info = Path(own["JUPYTER_RUNTIME_DIR"], f"jpserver-{self._process.pid}.json")
            self.url: str = self._wait_for(info)["url"]
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, _: TracebackType | None
    ) -> None:
        self._process.terminate()  # it ends its kernels, then itself
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()  # its kernels notice, and end by themselves
            self._process.wait()
        self._home.cleanup()

    def _wait_for(self, info: Path) -> dict[str, Any]:
        """Return what the server writes about itself once it listens."""
        end = time.monotonic() + START_LIMIT
        while time.monotonic() < end and self._process.poll() is None:
            try:
                found: dict[str, Any] = json.loads(info.read_text(encoding="utf-8"))
            except (FileNotFoundError, ValueError):  # not there, or not all of it
                time.sleep(0.05)
            else:
                return found
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text(encoding='utf-8')}")

    def address(self, path: str, app: Literal["lab", "notebook"] = "lab") -> str:
        """Return the URL of a notebook."""
        route = {"lab": f"lab/tree/{path}?reset&", "notebook": f"notebooks/{path}?"}[app]
        return f"{self.url}{route}token={self._token}"

    @contextmanager
    def open(
        self, browser: Browser, path: str, *, app: Literal["lab", "notebook"] = "lab", **context: Any
    ) -> Iterator[NotebookPage]:
        """Open a notebook in a window that shares no storage with others; errors in its console are logged.

        Parameters
        ----------
        browser
            Where.
        path
            The notebook's, below `root`.
        app
            JupyterLab or Notebook 7.
        context
            For `Browser.new_context`: the size of the window and the like.
        """
        window = browser.new_context(**context)
        window.set_default_timeout(PAGE_LIMIT)
        window.add_init_script(RECORD_PLAYED)
        page = window.new_page()
        page.on("console", _log_error)
        page.on("pageerror", lambda error: _LOG.error("page: %s", error))
        try:
            page.goto(self.address(path, app))
            notebook = NotebookPage(page)
            notebook.wait_until_ready(path)
            yield notebook
        finally:
            window.close()


def _log_error(message: ConsoleMessage) -> None:
    if message.type == "error":
        _LOG.error("console: %s", message.text)


def _free_port() -> int:
    # If another program takes it meanwhile, the server takes the next one.
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


class NotebookPage:
    """A notebook that is open in JupyterLab or Notebook 7. Cells of all types are counted from 0."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = page.locator(".jp-NotebookPanel:visible")

    def wait_until_loaded(self, path: str) -> None:
        """Wait until the notebook is loaded; its kernel may be busy."""
        self.page.wait_for_function("window.jupyterapp")
        self.page.evaluate("async () => { await window.jupyterapp.restored; }")
        self.page.wait_for_function(
            """path => {
                const panel = window.jupyterapp.shell.currentWidget;
                return panel?.context?.path === path && panel.context.isReady;
            }""",
            arg=path,
        )

    def wait_until_ready(self, path: str) -> None:
        """Wait until the notebook is loaded and its kernel is idle."""
        self.wait_until_loaded(path)
        self.page.wait_for_function(
            "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
        )

    def command(self, name: str) -> None:
        """Run one of Jupyter's commands, as its menus do, and wait for its end."""
        self.page.evaluate(
            """async ([name, limit]) => {
                const done = window.jupyterapp.commands.execute(name);
                const late = new Promise((_, reject) => setTimeout(reject, limit, `${name} takes too long`));
                await Promise.race([done, late]);
            }""",
            [name, PAGE_LIMIT],
        )

    # -- Running -----------------------------------------------------------------------------------

    def run_all(self) -> None:
        """Run all cells, and wait until the last has ended or one has failed."""
        self.command("notebook:run-all-cells")
        self.wait_until_idle()

    def run_cell(self, index: int) -> None:
        """Run a cell and wait for its end."""
        self.cell(index).locator(".cm-content").click()
        self.command("notebook:run-cell")
        self.wait_until_idle()

    def start_all(self) -> None:
        """Run all cells, but do not wait for them."""
        self.page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def start_cell(self, index: int) -> None:
        """Run a cell, as Control and Enter do, but do not wait for it."""
        self.cell(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")

    def wait_until_idle(self) -> None:
        """Wait until no cell runs or waits for its turn."""
        self.page.wait_for_function(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget;
                const prompts = panel.node.querySelectorAll(".jp-InputArea-prompt");
                return panel.sessionContext.session?.kernel?.status === "idle"
                    && ![...prompts].some(prompt => prompt.textContent.includes("*"));
            }"""
        )

    def interrupt(self) -> None:
        """Press the button that interrupts the kernel."""
        self.panel.locator('[data-command="notebook:interrupt-kernel"]').click()

    def restart(self) -> None:
        """Press the button that restarts the kernel, and confirm."""
        self.panel.locator('[data-command="notebook:restart-kernel"]').click()
        self.page.locator(".jp-Dialog .jp-mod-accept").click()

    # -- Looking -----------------------------------------------------------------------------------

    def cell(self, index: int) -> Locator:
        """Return a cell."""
        return self.panel.locator(".jp-Notebook .jp-Cell").nth(index)

    def prompt(self, index: int) -> str:
        """Return the prompt of a cell: ``[3]:``, or ``[ ]:`` where it did not run."""
        return self.cell(index).locator(".jp-InputArea-prompt").inner_text()

    def output(self, index: int) -> str:
        """Return the text of a cell's outputs."""
        return "\n".join(self.cell(index).locator(".jp-OutputArea-output").all_inner_texts())

    # -- Listening ---------------------------------------------------------------------------------

    def audio(self, index: int) -> Locator:
        """Return the player of a cell; every use of it fails where there is none, or more than one."""
        return self.cell(index).locator("audio")

    def accessible_name(self, index: int) -> str:
        """Return the accessible name of a cell's player."""
        from playwright.sync_api import expect

        name = self.audio(index).get_attribute("aria-label") or ""
        expect(self.audio(index)).to_have_accessible_name(name)
        return name

    def play(self, index: int) -> None:
        """Press the play button of a cell's player and wait until it sounds."""
        played = self.page.evaluate("window.played.length")
        # Scripts cannot reach the browser's own button: click where it is shown.
        height = self.audio(index).evaluate("audio => audio.offsetHeight")
        self.audio(index).click(position={"x": height / 2, "y": height / 2})
        self.page.wait_for_function("times => window.played.length > times", arg=played)

    def playing_labels(self) -> list[str]:
        """Return the accessible names of the players that sound now, wherever they are in the page."""
        labels: list[str] = self.page.evaluate(
            """[...new Set(window.played)].filter(audio => !audio.paused && !audio.ended && !audio.muted)
                .map(audio => audio.ariaLabel)"""
        )
        return labels

    def wait_until_playing(self, words: str, player: Locator | None = None) -> None:
        """Wait until one player sounds, and no other, whose accessible name contains these words.

        If a `player` is given, it is that one.
        """
        self.page.wait_for_function(
            """([words, player]) => {
                const all = [...new Set(window.played)].filter(audio => !audio.paused && !audio.muted);
                return all.length === 1 && all[0].currentTime > 0 && all[0].ariaLabel.includes(words)
                    && (!player || all[0] === player);
            }""",
            arg=[words, player and player.element_handle()],
        )

    def players_heard(self) -> int:
        """Count the players of finished speech that have sounded since the page was opened."""
        heard = "new Set(window.played.filter(audio => audio.matches('audio[data-ipytts]'))).size"
        return int(self.page.evaluate(heard))

    def duration(self, index: int) -> float:
        """Return a player's duration as the browser sees it, in s: nan where it cannot play the sound."""
        self.page.wait_for_function(
            "audio => audio.readyState > 0 || audio.networkState === audio.NETWORK_NO_SOURCE",
            arg=self.audio(index).element_handle(),
        )
        return float(self.audio(index).evaluate("audio => audio.duration"))

    def current_time(self, index: int) -> float:
        """Return the playback position of a cell's player, in s."""
        return float(self.audio(index).evaluate("audio => audio.currentTime"))

    def wait_for_time(self, index: int, seconds: float) -> None:
        """Wait until a cell's player has reached this time, in s."""
        self.page.wait_for_function(
            "([audio, seconds]) => audio.currentTime >= seconds",
            arg=[self.audio(index).element_handle(), seconds],
        )

    # -- Keeping -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the notebook and wait until it is on the disk."""
        self.command("docmanager:save")
