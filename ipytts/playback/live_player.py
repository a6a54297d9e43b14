"""The live player: a page plays a speech while its audio still arrives."""

from __future__ import annotations

import time
from html import escape
from types import TracebackType
from typing import TYPE_CHECKING

from ipytts.audio.formats import sniff
from ipytts.audio.frames import HEAD
from ipytts.audio.response_formats import FORMATS
from ipytts.errors import SpeechError, SpeechInterrupt
from ipytts.playback.notebook_page import OutputSlot, current_run, play_in_page
from ipytts.playback.progress import PageProgress
from ipytts.services.request import excerpt
from ipytts.synthesis.speech import EXCERPT_LENGTH, Speech

if TYPE_CHECKING:
    from ipytts.playback.player_channel import PlayerChannel
    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.plan import Plan

_LABEL = "Speech in progress"  # for screen readers, without the words that it speaks
_QUICK = 0.05  # s; audio that is complete this soon after its first bytes shows no live player
_FEED_INTERVAL = 0.1  # s


class LivePlayer(PageProgress):
    """Plays a speech in the page while it arrives, unless that is quick, and shows its progress.

    It is a context manager: however its block ends, the player gives way to the cell's result.
    `slot` is the output for the player, emptied at the end. `plays` is whether the sound starts by itself;
    `run` is the run in which it waits for its turn, by default that of the current cell.
    """

    def __init__(self, slot: OutputSlot, *, plays: bool, run: str | None = None) -> None:
        super().__init__(slot)
        self._plays, self._run = plays, run or current_run()
        self._channel: PlayerChannel | None = None
        self._first: float | None = None  # s on the clock; when the first bytes arrived
        self._type = ""  # of the first bytes, if pages play it while it arrives
        self._fed = 0.0  # s on the clock; when the player last got bytes, if it did
        self._unfed: list[bytes] = []
        self._is_shown = self._is_over = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        speech = error.speech if isinstance(error, SpeechError | SpeechInterrupt) else None
        # After an interrupt, silence; after an error, the audio that had arrived.
        self._give_way(speech, silent=self.was_stopped or not isinstance(error, SpeechError))
        super().__exit__(kind, error, trace)

    @property
    def was_stopped(self) -> bool:
        """Whether the user pressed Stop."""
        return self._channel is not None and self._channel.was_stopped

    def on_start(self, stop: Stop) -> None:
        """Keep the `Stop` for the player's button."""
        self._stop = stop

    def on_plan(self, plan: Plan) -> None:
        """Keep the first words."""
        super().on_plan(plan)
        self._excerpt = excerpt(plan.request.text, EXCERPT_LENGTH)

    def on_wait(self) -> None:
        """Open the channel before the first bytes, or pass on the bytes that have arrived."""
        if self._first is None:
            self._open()
        self._play_on()
        super().on_wait()

    def on_audio(self, data: bytes) -> None:
        """Pass on the next bytes."""
        if self._first is None:
            self._first = time.monotonic()
            found = sniff(data[:HEAD])
            self._type = FORMATS[found].media_source_type if found else ""
        if self._type:
            self._unfed.append(data)
            self._play_on()
        super().on_audio(data)

    def on_end(self, speech: Speech) -> None:
        """Give way to the player of the result."""
        self._give_way(speech)
        super().on_end(speech)

    def _open(self) -> PlayerChannel:
        if self._channel is None:
            # Loading the widgets takes 0.1 s, for which the request should not wait.
            from ipytts.playback.player_channel import PlayerChannel

            self._channel = PlayerChannel(self._stop, label=_LABEL, plays=self._plays, run=self._run)
        return self._channel

    def _play_on(self) -> None:
        if self._first is None or not self._type:
            return
        now = time.monotonic()
        if self._channel is not None and now - self._fed >= _FEED_INTERVAL:
            # The first bytes go to the page at once: it decodes them before the player is shown.
            self._feed(self._channel)
        if not self._is_shown and now - self._first >= _QUICK:
            self._show_player(self._open())

    def _show_player(self, channel: PlayerChannel) -> None:
        self._is_shown, self._next = True, 0.0  # first: after an interrupt, the page must learn of the end
        self._feed(channel)  # then: rendering the output keeps the page busy, more so in a new page
        self._slot.show(self._placeholder(channel.channel_id))

    def _feed(self, channel: PlayerChannel) -> None:
        if not self._fed:
            channel.begin(self._type)
        if self._unfed:
            channel.feed(b"".join(self._unfed))
            self._unfed.clear()
            self._fed = time.monotonic()

    def _placeholder(self, channel_id: str) -> dict[str, str]:
        """Return the output that a notebook holds if it is saved before the end."""
        words = f"{_LABEL}: {self._excerpt} (If this line stays, run the cell again.)"
        return {
            "text/html": f'<div data-ipytts-channel="{channel_id}">{escape(words)}</div>',
            "text/plain": words,
        }

    def _show(self, share: float, words: str) -> None:
        if self._is_shown:
            self._open().show_progress(share, words)
        else:
            super()._show(share, words)

    def _give_way(self, speech: Speech | None, *, silent: bool = False) -> None:
        if self._is_over:
            return
        self._is_over = True
        channel, wants_script = self._channel, self._plays and not silent
        if channel is not None and self._is_shown:
            self._feed(channel)
            channel.end(speech, lead=_lead(speech), silent=silent)
            wants_script &= not channel.is_connected  # it may be a page without widgets
        elif channel is not None:
            channel.close()
        if speech is not None and wants_script:
            live_channel_id = channel.channel_id if channel and self._is_shown else None
            play_in_page(speech, self._slot, live_channel_id=live_channel_id, run=self._run)


def _lead(speech: Speech | None) -> float:
    """Return the seconds at the start that the finished speech skips and the live player plays."""
    start_trim = FORMATS[speech.response_format].start_trim if speech is not None else None
    return start_trim(speech.data) if speech is not None and start_trim is not None else 0.0
