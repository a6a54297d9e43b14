"""The line between a speech that is being made and its live player in the page."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from traitlets import Bool, Unicode

from ipytts.playback.channel import Channel
from ipytts.playback.notebook_page import source

if TYPE_CHECKING:
    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.speech import Speech

_ANSWER = 0.25  # s; so long the end waits for a page that has called


class PlayerChannel(Channel):
    """A model without a view: it brings the player's script to the page, and feeds it.

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
    was_stopped : bool
        Whether someone pressed the button.
    lingers : bool
        Whether it has ended, but is kept for a page that may call.
    """

    _esm = f"{source('playback_queue.js')}\n{source('channel.js')}\n{source('live_player.js')}"
    label = Unicode().tag(sync=True)
    plays = Bool().tag(sync=True)
    run = Unicode().tag(sync=True)

    def __init__(self, stop: Stop, **traits: str | bool) -> None:
        self._stop = stop
        self._result: Speech | None = None
        self._is_over = threading.Event()
        self.lingers = False
        self.was_stopped = False
        self._close_leftovers()
        super().__init__(**traits)

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

    def called(self, comm: Any, *, waits: bool) -> None:
        """Listen to a page that has called; if it `waits` and all is over, give it the result."""
        super().called(comm, waits=waits)
        if self._result is not None and waits:
            comm.send({"html": self._result._repr_html_()})

    def hear(self, message: dict[str, Any]) -> None:
        """Hear the player's button, and that the page needs nothing more."""
        if message["type"] == "stop":
            self.was_stopped = True
            self._stop.set()
        elif message["type"] == "over" and self.lingers:
            self.close()
            self._is_over.set()

    def _close_leftovers(self) -> None:
        """Close those that have ended in a page which went, or never called."""
        for line in list(self._by_place.values()):
            if isinstance(line, PlayerChannel) and line.lingers:
                line.close()
