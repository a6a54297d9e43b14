"""The line between a speech that is being made and its live player in the page."""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakValueDictionary

import anywidget
from IPython.core.getipython import get_ipython
from traitlets import Bool, Unicode

from ipytts.page import source

if TYPE_CHECKING:
    from ipytts.speech import Speech
    from ipytts.stopping import Stop

_TARGET = "ipytts"  # the name under which the page calls back
_ANSWER = 0.25  # s; so long the end waits for a page that has called


class Link(anywidget.AnyWidget):
    """A model without a view: it brings the player's script to the page, and feeds it.

    The page calls back by a comm of its own, because JupyterLab sends what belongs to such a comm to a
    subshell of the kernel, where it is heard while a cell runs.

    Parameters
    ----------
    stop : Stop
        Is set when someone presses the player's button.
    traits : str or bool
        ``label``, what a screen reader calls the player; ``plays``, whether it starts by itself; ``run``, the
        run of cells in which it waits for its turn.

    Attributes
    ----------
    place : str
        What the output is marked with where the player is to stand.
    is_heard : bool
        Whether a page has called.
    was_stopped : bool
        Whether someone pressed the button.
    lingers : bool
        Whether it has ended, but is kept for a page that may call.
    """

    _esm = f"{source('conductor.js')}\n{source('player.js')}\nexport default {{ initialize }};"
    place = Unicode().tag(sync=True)
    label = Unicode().tag(sync=True)
    plays = Bool().tag(sync=True)
    run = Unicode().tag(sync=True)

    _by_place: ClassVar[WeakValueDictionary[str, Link]] = WeakValueDictionary()

    def __init__(self, stop: Stop, **traits: str | bool) -> None:
        self._stop = stop
        self._result: Speech | None = None
        self._is_over = threading.Event()
        self._callers: list[Any] = []  # comms
        self.lingers = False
        self.is_heard = self.was_stopped = False
        self._close_leftovers()
        place = secrets.token_hex(8)
        self._by_place[place] = self
        shell: Any = get_ipython()
        shell.kernel.comm_manager.register_target(_TARGET, _answer)
        super().__init__(place=place, **traits)
        self.on_msg(lambda _, message, __: self._hear(message))  # from pages that cannot call

    def begin(self, mime: str) -> None:
        """Let there be a player for audio of this MIME type."""
        self.send({"type": "begin", "mime": mime})

    def feed(self, piece: bytes) -> None:
        """Give the player the next piece of the audio."""
        self.send({"type": "audio"}, [piece])

    def tell(self, share: float, words: str) -> None:
        """Let the player show how much is done."""
        self.send({"type": "making", "share": share, "words": words})

    def end(self, speech: Speech | None, *, lead: float = 0.0, silent: bool = False) -> None:
        """Let the player give way to the speech that the cell is about to show.

        A page that was loaded anew meanwhile gets it when it calls.

        Parameters
        ----------
        speech : Speech or None
            None where there is none.
        lead : float
            Seconds at the start that the live player has and the static one leaves out.
        silent : bool
            Whether nothing is to sound any more.
        """
        self._result = speech
        self.lingers = speech is not None
        self.send({"type": "end", "label": speech.label if speech else "", "lead": lead, "silent": silent})
        if speech is None:
            self.close()
        elif self.is_heard:
            self._is_over.wait(_ANSWER)

    def close(self) -> None:
        """Leave nothing in the kernel; the layout, which this model cannot do without, is a model too."""
        self._by_place.pop(self.place, None)  # the collector may take its time
        self.layout.close()
        for comm in self._callers:
            comm.close()
        super().close()

    def called(self, comm: Any, *, waits: bool) -> None:
        """Listen to a page that has called; if it `waits` and all is over, give it the result."""
        self.is_heard = True
        comm.on_msg(lambda message: self._hear(message["content"]["data"]))
        self._callers.append(comm)
        if self._result is not None and waits:
            comm.send({"html": self._result._repr_html_()})

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "stop":
            self.was_stopped = True
            self._stop.set()
        elif message["type"] == "over" and self.lingers:  # the page needs nothing more
            self.close()
            self._is_over.set()

    def _close_leftovers(self) -> None:
        """Close those that have ended in a page which went, or never called."""
        for link in list(self._by_place.values()):
            if link.lingers:
                link.close()


def _answer(comm: Any, message: dict[str, Any]) -> None:
    told = message["content"]["data"]
    link = Link._by_place.get(told.get("place"))  # noqa: SLF001 - of this module
    if link is None:
        comm.close()
    else:
        link.called(comm, waits=told.get("waits", True))
