"""A real JupyterLab or Notebook 7 in Debian's own Firefox, and the loudspeaker that its sound needs.

::

    with loudspeaker() as speaker, firefox(speaker) as browser:
        with Lab(folder) as lab, browser.open(lab, "talk.ipynb") as notebook:
            notebook.run_cell(0)
            with speaker.recording(path):
                notebook.play(0)       # presses the button
                notebook.wait_for_end(0)

Playwright needs a Firefox of its own, or (1.65, channel "moz-firefox") one that is newer than 153. This is
the one that users have. It is driven over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), with
its default settings: no page makes a sound before someone has clicked in it.
"""

from __future__ import annotations

import itertools
import json
import logging
import os
import shutil
import socket
import subprocess
import tempfile
import time
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tests.helpers.jupyter_browser import START_LIMIT
from tests.helpers.sounds import RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.helpers.jupyter_browser import Lab

_LOG = logging.getLogger(__name__)

PAGE_LIMIT = 120.0  # s, for anything in the page
_POLL = 0.05  # s, between two looks

_PREFERENCES = {"network.dns.disabled": True}  # nothing leaves this machine
_KEYS = {"Control": "\ue009", "Enter": "\ue006"}  # as in WebDriver
_PLAYER = "audio[data-ipytts]"

# Runs before the page's own scripts.
_PREPARE_PAGE = """() => {
    window.played = [];
    // Media events do not bubble, but the document sees them on their way down.
    document.addEventListener("playing", event => window.played.push(event.target), true);
    window.inCell = (index, selector) => {
        const panel = window.jupyterapp.shell.currentWidget.node;
        const found = panel.querySelectorAll(".jp-Notebook .jp-Cell")[index].querySelectorAll(selector);
        if (found.length !== 1) throw new Error(`${found.length} of ${selector} in cell ${index}`);
        return found[0];
    };
}"""


def find_firefox() -> str | None:
    """Return the path of the browser, if there is one."""
    return shutil.which("firefox-esr")


def find_loudspeaker() -> str | None:
    """Return the path of the sound server, if there is one."""
    return shutil.which("pulseaudio")


@contextmanager
def _running(
    *command: str, env: Mapping[str, str], log: Path, is_ready: Callable[[], bool]
) -> Iterator[None]:
    """Run a program, from when it is ready to the end of the block."""
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT
        )
    try:
        end = time.monotonic() + START_LIMIT
        while not is_ready():
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{command[0]} did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(_POLL)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until(met: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PAGE_LIMIT
    while not met():
        if time.monotonic() > end:
            raise TimeoutError(f"Waited for {what}")
        time.sleep(_POLL)


# -- The loudspeaker -------------------------------------------------------------------------------


@contextmanager
def loudspeaker() -> Iterator[Loudspeaker]:
    """Run a PulseAudio server with one loudspeaker; the person's own server and settings do not matter."""
    with tempfile.TemporaryDirectory(prefix="pulse-") as home:
        path = Path(home, "native")
        env = {"PATH": os.environ["PATH"], "HOME": home, "XDG_RUNTIME_DIR": home}
        with _running(
            *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--high-priority=no"),
            *("--exit-idle-time=-1", "-L", "module-null-sink sink_name=loudspeaker"),
            *("-L", f"module-native-protocol-unix socket={path} auth-anonymous=1"),
            env=env,
            log=Path(home, "log.txt"),
            is_ready=lambda: _accepts_connections(path),
        ):
            yield Loudspeaker(f"unix:{path}", env)


def _accepts_connections(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as end:
        return end.connect_ex(str(path)) == 0


@dataclass(frozen=True)
class Loudspeaker:
    """A loudspeaker whose sound is recorded.

    Parameters
    ----------
    address
        Its server's, as PULSE_SERVER has it.
    env
        The environment of that server's programs.
    """

    address: str
    env: Mapping[str, str]

    @contextmanager
    def recording(self, path: Path) -> Iterator[None]:
        """Record what sounds during the block in a file, as pcm at `tests.helpers.sounds.RATE`."""

        def seconds() -> float:
            return path.stat().st_size / (2 * RATE) if path.exists() else 0.0

        with _running(
            *("parec", f"--server={self.address}", "--device=loudspeaker.monitor", "--latency-msec=50"),
            *("--format=s16le", "--channels=1", f"--rate={RATE}", str(path)),
            env=self.env,
            log=path.with_suffix(".log"),
            is_ready=lambda: seconds() > 0,
        ):
            yield
            end = seconds() + 1  # what the browser has played is still on its way
            _wait_until(lambda: seconds() > end, "the last second of the recording")


# -- The browser -----------------------------------------------------------------------------------


@contextmanager
def firefox(speaker: Loudspeaker) -> Iterator[Firefox]:
    """Run a browser without a window, and with a new profile."""
    # A process of its own may still be writing there.
    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as home:
        profile = Path(home, "profile")
        profile.mkdir()
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(to)});\n" for name, to in _PREFERENCES.items())
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        server = profile / "WebDriverBiDiServer.json"  # written once it listens
        with _running(
            *("firefox-esr", "--headless", "--no-remote", "--profile", str(profile)),
            *("--remote-debugging-port", "0"),
            env={**os.environ, "HOME": home, "PULSE_SERVER": speaker.address},
            log=Path(home, "log.txt"),
            is_ready=lambda: server.exists() and server.stat().st_size > 0,
        ):
            port = json.loads(server.read_text(encoding="utf-8"))["ws_port"]
            connection = _Connection(f"ws://127.0.0.1:{port}/session")
            try:
                yield Firefox(connection)
            finally:
                connection.close()


class _Connection:
    """A WebDriver BiDi connection for one command at a time; errors in a page's console are logged."""

    def __init__(self, address: str) -> None:
        import websocket

        self._socket = websocket.create_connection(address, timeout=PAGE_LIMIT, suppress_origin=True)
        self._numbers = itertools.count(1)
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])

    def close(self) -> None:
        self._socket.close()

    def call(self, method: str, **params: Any) -> Any:
        """Send a command and return its result."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message["type"] == "event":
                _log_error(message["params"])
            elif message["id"] == number:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]


def _log_error(entry: dict[str, Any]) -> None:
    if entry["level"] == "error":
        _LOG.error("%s: %s", entry["type"], entry["text"])


class Firefox:
    """A running browser."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    @contextmanager
    def open(
        self, lab: Lab, path: str, *, app: Literal["lab", "notebook"] = "lab"
    ) -> Iterator[FirefoxNotebook]:
        """Open a notebook in a tab that shares no storage with others.

        Parameters
        ----------
        lab
            Who serves it.
        path
            The notebook's, below the root of `lab`.
        app
            JupyterLab or Notebook 7.
        """
        call = self._connection.call
        user = call("browser.createUserContext")["userContext"]
        try:
            tab = call("browsingContext.create", type="tab", userContext=user)["context"]
            call("script.addPreloadScript", functionDeclaration=_PREPARE_PAGE, contexts=[tab])
            call("browsingContext.navigate", context=tab, url=lab.address(path, app), wait="complete")
            notebook = FirefoxNotebook(self._connection, tab)
            notebook.wait_until_ready(path)
            yield notebook
        finally:
            call("browser.removeUserContext", userContext=user)  # which closes its tab


class FirefoxNotebook:
    """A notebook that is open in JupyterLab or Notebook 7. Cells of all types are counted from 0.

    Its page has `inCell(index, selector)`: the element of a cell, where there is exactly one.
    """

    def __init__(self, connection: _Connection, tab: str) -> None:
        self._connection = connection
        self._tab = tab

    # -- The page ----------------------------------------------------------------------------------

    def evaluate(self, function: str, *args: Any) -> Any:
        """Call a JavaScript function, await its promise, and return the value as JSON has it.

        The page does not take it for something that its reader did.
        """
        called = self._connection.call(
            "script.callFunction",
            functionDeclaration=f"async args => JSON.stringify(await ({function})(...JSON.parse(args)))",
            arguments=[{"type": "string", "value": json.dumps(args)}],
            target={"context": self._tab},
            awaitPromise=True,
        )
        if called["type"] == "exception":
            raise RuntimeError(f"{called['exceptionDetails']['text']}, in {function}")
        return json.loads(called["result"].get("value", "null"))

    def wait_for(self, function: str, *args: Any) -> None:
        """Wait until a JavaScript function returns a value that is true in Python."""
        _wait_until(lambda: self.evaluate(function, *args), f"{function} of {args}")

    def click(self, index: int, selector: str, *, left: float | None = None) -> None:
        """Click on an element of a cell: in its middle, or at a distance in px from its left edge."""
        x, y = self.evaluate(
            """(left, ...target) => {
                const element = inCell(...target);
                element.scrollIntoView({ block: "center" });
                const box = element.getBoundingClientRect();
                return [box.x + (left ?? box.width / 2), box.y + box.height / 2].map(Math.round);
            }""",
            *(left, index, selector),
        )
        self._act(
            "pointer",
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def press(self, *keys: str) -> None:
        """Press keys together, and release them."""
        down = [{"type": "keyDown", "value": _KEYS.get(key, key)} for key in keys]
        up = [{"type": "keyUp", "value": _KEYS.get(key, key)} for key in reversed(keys)]
        self._act("key", *down, *up)

    def _act(self, device: Literal["key", "pointer"], *actions: dict[str, Any]) -> None:
        source = {"type": device, "id": device, "actions": actions}
        self._connection.call("input.performActions", context=self._tab, actions=[source])

    def screenshot(self, path: Path) -> None:
        """Save a screenshot of the tab as PNG."""
        picture = self._connection.call("browsingContext.captureScreenshot", context=self._tab)
        path.write_bytes(b64decode(picture["data"]))

    # -- Running -----------------------------------------------------------------------------------

    def wait_until_ready(self, path: str) -> None:
        """Wait until the notebook is loaded and its kernel is idle."""
        self.wait_for(
            """async path => {
                await window.jupyterapp?.restored;
                const panel = window.jupyterapp?.shell.currentWidget;
                return panel?.context?.path === path && panel.context.isReady
                    && panel.sessionContext.session?.kernel?.status === "idle";
            }""",
            path,
        )

    def run_cell(self, index: int) -> None:
        """Run a cell and wait for its end."""
        self.click(index, ".cm-content")
        self.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-cell'); }")
        self.wait_until_idle()

    def start_cell(self, index: int) -> None:
        """Run a cell, as Control and Enter do, but do not wait for it."""
        self.click(index, ".cm-content")
        self.press("Control", "Enter")

    def wait_until_idle(self) -> None:
        """Wait until no cell runs or waits for its turn."""
        self.wait_for(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget;
                const prompts = panel.node.querySelectorAll(".jp-InputArea-prompt");
                return panel.sessionContext.session.kernel.status === "idle"
                    && ![...prompts].some(prompt => prompt.textContent.includes("*"));
            }"""
        )

    def output(self, index: int) -> str:
        """Return the text of a cell's outputs."""
        shown = self.evaluate(
            """index => {
                const area = inCell(index, ".jp-Cell-outputArea");
                const outputs = [...area.querySelectorAll(".jp-OutputArea-output")];
                return outputs.map(output => output.innerText).join("\\n");
            }""",
            index,
        )
        return str(shown)

    # -- Listening ---------------------------------------------------------------------------------

    def play(self, index: int) -> None:
        """Press the play button of a cell's player and wait until it sounds."""
        played = self.times_played()
        # The button is in a part of the page that is closed to scripts: find it as an eye does.
        height = self.evaluate("(...target) => inCell(...target).offsetHeight", index, _PLAYER)
        self.click(index, _PLAYER, left=height / 2)
        self.wait_for("times => window.played.length > times", played)

    def times_played(self) -> int:
        """Count how often a sound has started since the page was opened."""
        return int(self.evaluate("() => window.played.length"))

    def wait_for_time(self, index: int, seconds: float) -> None:
        """Wait until a cell's player has reached this time, in s."""
        self.wait_for(
            "(seconds, ...target) => inCell(...target).currentTime >= seconds", seconds, index, _PLAYER
        )

    def wait_for_end(self, index: int) -> None:
        """Wait until a cell's player has played all of its sound."""
        self.wait_for("(...target) => inCell(...target).ended", index, _PLAYER)
