"""The page that shows a notebook: outputs that can be replaced, scripts, and runs of cells."""

from __future__ import annotations

import contextlib
import json
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.getipython import get_ipython
from IPython.display import DisplayHandle, clear_output

from ipytts.playback.javascript import join_modules

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.synthesis.speech import Speech

STATIC = Path(__file__).with_name("static")
_SAME_RUN = 0.25  # s between two cells of one run, at most; a person who runs cells one by one is slower


class OutputSlot:
    """An output of the running cell that can be replaced and emptied."""

    def __init__(self) -> None:
        self._handle: DisplayHandle | None = None
        self._is_empty = True

    def show(self, shown: object) -> None:
        """Show an object or a bundle of MIME types in place of the one before."""
        is_bundle = isinstance(shown, dict)
        with _interrupts_after():
            if self._handle is None:
                self._handle = DisplayHandle(f"ipytts-{secrets.token_hex(8)}")
                self._handle.display(shown, raw=is_bundle)
            else:
                self._handle.update(shown, raw=is_bundle)
            self._is_empty = False

    def clear(self, *, more_follows: bool = True) -> None:  # noqa: ARG002 - subclasses use it
        """Show nothing; an empty output stays in the cell."""
        if not self._is_empty:
            self.show({})
            self._is_empty = True

    def call_queue(self, action: str, *values: object, more_follows: bool = True) -> None:
        """Call an action of the page's queue; its script is removed, or an opened notebook would speak."""
        call = f"queueActions.{action}({', '.join(map(json.dumps, values))})"
        script = f"(() => {{\n{join_modules(STATIC / 'playback_queue.js')}\n{call};\n}})();"
        self.show({"application/javascript": script})
        self.clear(more_follows=more_follows)


@contextlib.contextmanager
def _interrupts_after() -> Iterator[None]:
    """Let an interrupt wait for the end of the block: an output shown by half could not be updated."""
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    interrupts: list[tuple[Any, ...]] = []
    signal.signal(signal.SIGINT, lambda *interrupt: interrupts.append(interrupt))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        for interrupt in interrupts[:1]:
            handler(*interrupt)


class WholeCellSlot(OutputSlot):
    """The only output of its cell, apart from printed text; it can be removed without trace.

    `printed` is the text that the cell printed, which is printed again when its outputs are cleared.
    """

    def __init__(self, printed: list[str]) -> None:
        super().__init__()
        self._printed = printed

    def clear(self, *, more_follows: bool = True) -> None:
        """Clear the outputs of the cell; if more follows, when it comes, so that the page does not jump."""
        if not self._is_empty:
            self._handle, self._is_empty = None, True
            clear_output(wait=more_follows)
            for text in self._printed:
                print(text)  # noqa: T201 - it was printed before


class CellRuns:
    """Counts the runs of a shell: cells that follow each other immediately, as with Run All, are one run.

    Examples
    --------
    >>> from IPython.core.interactiveshell import InteractiveShell
    >>> shell = InteractiveShell()
    >>> CellRuns.of(shell) is CellRuns.of(shell)
    True
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._name, self._number = secrets.token_hex(8), 1
        self._idle_since = float("inf")
        shell.events.register("pre_run_cell", self._begin)
        shell.events.register("post_run_cell", self._end)

    def end(self) -> None:
        """Stop counting."""
        self._shell.events.unregister("pre_run_cell", self._begin)
        self._shell.events.unregister("post_run_cell", self._end)

    @classmethod
    def of(cls, shell: InteractiveShell) -> CellRuns:
        """Return the counter of a shell; the first call creates it."""
        owners = (getattr(callback, "__self__", None) for callback in shell.events.callbacks["pre_run_cell"])
        return next((owner for owner in owners if isinstance(owner, cls)), None) or cls(shell)

    def __str__(self) -> str:
        return f"{self._name}-{self._number}"

    def _begin(self, _: object) -> None:
        if time.monotonic() - self._idle_since > _SAME_RUN:
            self._number += 1

    def _end(self, _: object) -> None:
        self._idle_since = time.monotonic()


def current_run() -> str:
    """Return the name of the run that the current cell belongs to."""
    shell = get_ipython()
    return str(CellRuns.of(shell)) if shell else ""


def play_in_page(
    speech: Speech, slot: OutputSlot, *, live_channel_id: str | None = None, run: str | None = None
) -> None:
    """Start a speech as soon as the page shows its player and it is its turn.

    `slot` is the output for the script that starts it; the script is not saved with the notebook. If the
    page has the live player of the channel `live_channel_id`, that player starts the speech instead. `run`
    is the run in which it waits for its turn, by default that of the current cell.
    """
    announced = {"id": speech.player_id, "run": run or current_run(), "channel": live_channel_id}
    slot.call_queue("playWhenShown", announced)


def stop_page(slot: OutputSlot) -> None:
    """Stop all speech of ipytts in the page."""
    slot.call_queue("stop", more_follows=False)
