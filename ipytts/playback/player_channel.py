"""The channel between a speech that is being made and its live player in the page."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from traitlets import Bool, Unicode

from ipytts.playback.channel import Channel
from ipytts.playback.javascript import join_modules
from ipytts.playback.notebook_page import STATIC

if TYPE_CHECKING:
    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.speech import Speech

_DONE_TIMEOUT = 0.25  # s that `end` waits for the page's answer


class PlayerChannel(Channel):
    """A model without a view, which brings the live player's script to the page and feeds it.

    `stop` is set when someone presses the player's Stop button.
    """

    _esm = join_modules(STATIC / "live_player.js")
    label = Unicode().tag(sync=True)  # the player's accessible name
    plays = Bool().tag(sync=True)  # whether it starts by itself
    run = Unicode().tag(sync=True)  # the run of cells in which it waits for its turn

    def __init__(self, stop: Stop, **traits: str | bool) -> None:
        self._stop = stop
        self._result: Speech | None = None
        self._is_done = threading.Event()
        self.is_kept = False  # it has ended, and is kept for a page that may still connect
        self.was_stopped = False
        _close_kept()
        super().__init__(**traits)

    def begin(self, mime: str) -> None:
        """Show a player for audio of this MIME type."""
        self.send({"type": "begin", "mime": mime})

    def feed(self, data: bytes) -> None:
        """Give the player the next bytes of the audio."""
        self.send({"type": "audio"}, [data])

    def show_progress(self, fraction: float, text: str) -> None:
        """Show how much is done, from 0 to 1 and as text."""
        self.send({"type": "progress", "fraction": fraction, "text": text})

    def end(self, speech: Speech | None, *, lead: float = 0.0, silent: bool = False) -> None:
        """Replace the player by the speech that the cell is about to show, if there is one.

        A page that was reloaded meanwhile gets the speech when it connects. `lead` are the seconds that
        the live player plays at the start and the finished speech leaves out; `silent` stops the sound.
        """
        self._result = speech
        self.is_kept = speech is not None
        player_id = speech.player_id if speech else ""
        self.send({"type": "end", "id": player_id, "lead": lead, "silent": silent})
        if speech is None:
            self.close()
        elif self.is_connected:
            self._is_done.wait(_DONE_TIMEOUT)

    def on_connect(self, comm: Any, *, needs_result: bool) -> None:
        """Receive the messages of a page, and send it the finished speech if it `needs_result`."""
        super().on_connect(comm, needs_result=needs_result)
        if self._result is not None and needs_result:
            comm.send({"html": self._result._repr_html_()})

    def on_message(self, message: dict[str, Any]) -> None:
        """Stop the speech, or close the channel, as the page requests."""
        if message["type"] == "stop":
            self.was_stopped = True
            self._stop.set()
        elif message["type"] == "done" and self.is_kept:
            self.close()
            self._is_done.set()


def _close_kept() -> None:
    """Close the channels of players that have ended and whose page is gone, or never connected."""
    for channel in list(Channel._channels.values()):  # noqa: SLF001 - of the base class
        if isinstance(channel, PlayerChannel) and channel.is_kept:
            channel.close()
