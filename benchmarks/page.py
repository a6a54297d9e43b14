"""A notebook in Chromium whose page records when a cell was started and when sound began."""

from __future__ import annotations

import itertools
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import TimeoutError as TooLateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.helpers.jupyter_browser import Lab, NotebookPage

_SOUND_TIMEOUT = 120_000  # ms
_PAUSE = 500  # ms, as when a person runs cells; cells that follow at once wait for each other's sound
_ABORTING = 1_000  # ms in which ipykernel aborts requests after an interrupt
_numbers = itertools.count(1)

# A player need not be in the cell or in the document, so each element that is ever played is observed.
_NOTE_TIMES = """() => {
  window.noted = [];
  window.stages = {};  // when the page first sent or received each kind of message
  jupyterapp.shell.currentWidget.sessionContext.session.kernel.anyMessage.connect((_, {msg, direction}) => {
    const kind = `${direction} ${msg.content.data?.content?.type ?? msg.header.msg_type}`;
    window.stages[kind] ??= performance.now();
  });
  addEventListener("keydown", event => {
    if (event.ctrlKey && event.key === "Enter") {
      window.pressed = event.timeStamp;
      window.noted = [];
      window.stages = {};
    }
  }, true);
  const known = new WeakSet();
  const note = ({target, type, timeStamp}) => window.noted.push({target, type, timeStamp});
  const listen = element => {
    if (known.has(element)) return;
    known.add(element);
    for (const type of ["playing", "pause", "emptied", "ended"]) element.addEventListener(type, note);
  };
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { listen(this); return play.call(this); };
  document.addEventListener("play", event => listen(event.target), true);  // of its own accord: `autoplay`
}"""
_WRITE = "source => jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.setSource(source)"
_SOUNDS = "window.noted.some(({type}) => type === 'playing')"
_READ_SECONDS = "(window.noted.find(({type}) => type === 'playing').timeStamp - window.pressed) / 1000"
_READ_STAGES = "Object.entries(window.stages).map(([kind, time]) => [kind, (time - window.pressed) / 1000])"
_READ_PRESSED = "(performance.timeOrigin + window.pressed) / 1000"
_PAUSE_ALL = "for (const {target} of window.noted) target.pause()"
_END_KERNEL = "jupyterapp.shell.currentWidget.sessionContext.shutdown()"


class TimedNotebook:
    """A notebook of one cell, which is replaced for each sample."""

    def __init__(self, notebook: NotebookPage) -> None:
        self._notebook, self.page = notebook, notebook.page
        self.page.evaluate(_NOTE_TIMES)

    def run(self, source: str) -> str:
        """Run a cell to its end, and return the text that it shows."""
        self.start(source)
        self.wait_until_idle()
        return self._notebook.output(0)

    def first_sound(self, source: str, *, interrupt: bool = False) -> float:
        """Run a cell, and return the seconds from the key press to the first `playing` in the page.

        The call ends when the cell has ended, or, with `interrupt`, was interrupted after its first sound.
        """
        self.start(source)
        self.wait_for_sound()
        if interrupt:
            self._notebook.interrupt()
        self.wait_until_idle()
        if interrupt:
            self.page.wait_for_timeout(_ABORTING)
        seconds = float(self.page.evaluate(_READ_SECONDS))
        self.stop_sound()
        return seconds

    def stages(self) -> dict[str, float]:
        """Return the seconds from the key press to the first message of each kind, as ``recv status``."""
        return dict(self.page.evaluate(_READ_STAGES))

    def pressed(self) -> float:
        """Return when the key was pressed, in seconds of `time.monotonic`."""
        return float(self.page.evaluate(_READ_PRESSED)) - time.time() + time.monotonic()

    def start(self, source: str) -> None:
        """Write a cell and press Control and Enter."""
        self.page.evaluate(_WRITE, source)
        self.page.wait_for_timeout(_PAUSE)
        self._notebook.start_cell(0)

    def wait_for_sound(self) -> None:
        """Wait until something plays."""
        try:
            self.page.wait_for_function(_SOUNDS, timeout=_SOUND_TIMEOUT)
        except TooLateError as error:
            raise RuntimeError(f"Nothing sounds: {self._notebook.output(0)[:2000]}") from error

    def wait_until_idle(self) -> None:
        """Wait for the end of the cell."""
        self._notebook.wait_until_idle()

    def stop_sound(self) -> None:
        """Stop all sound, and clear the output."""
        self.page.evaluate(_PAUSE_ALL)
        self._notebook.command("notebook:clear-cell-output")


@contextmanager
def timed_notebook(browser: Browser, lab: Lab) -> Iterator[TimedNotebook]:
    """Open a new notebook, whose kernel ends with the block."""
    path = lab.root / f"{next(_numbers)}.ipynb"
    notebook = new_notebook(cells=[new_code_cell()])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)
    with lab.open(browser, path.name) as opened:
        yield TimedNotebook(opened)
        opened.page.evaluate(_END_KERNEL)
