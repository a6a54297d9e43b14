"""Speech that is heard in the page while it is still being made."""

from __future__ import annotations

import time
from html import escape
from typing import TYPE_CHECKING

from ipytts.audio import mpeg
from ipytts.audio.formats import sniff
from ipytts.audio.frames import HEAD
from ipytts.audio.names import FORMATS
from ipytts.errors import SpeechError, SpeechInterrupt
from ipytts.playback.notebook_page import current_run, play_in_page
from ipytts.playback.progress import PageProgress
from ipytts.services.request import excerpt
from ipytts.synthesis.speech import EXCERPT_LENGTH

if TYPE_CHECKING:
    from types import TracebackType

    from ipytts.playback.notebook_page import OutputSlot
    from ipytts.playback.player_channel import PlayerChannel
    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.plan import Plan
    from ipytts.synthesis.speech import Speech

_AT_ONCE = 0.05  # s; what is whole so soon after its first bytes needs no live player
_STEP = 0.1  # s; so often the player is fed
_STREAMED = ("mp3", "aac")  # what browsers play piece by piece


class LivePlayer(PageProgress):
    """Plays a speech in the page while it arrives, where that takes a moment, and shows how far it is.

    It is a context manager: however its block ends, the player gives way to what the cell shows then.

    Parameters
    ----------
    place : Place
        Where it stands; emptied at the end.
    plays : bool
        Whether the sound starts by itself.
    run : str, optional
        The run in which it waits for its turn; that of the running cell unless given.
    """

    def __init__(self, place: OutputSlot, *, plays: bool, run: str | None = None) -> None:
        super().__init__(place)
        self._plays, self._run = plays, run or current_run()
        self._link: PlayerChannel | None = None
        self._first: float | None = None  # when the first bytes came
        self._format: str | None = None  # what they say it is
        self._fed = 0.0  # when the player was fed
        self._unfed: list[bytes] = []
        self._is_shown = self._is_over = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        speech = error.speech if isinstance(error, SpeechError | SpeechInterrupt) else None
        # An interrupt asks for silence; what came before an error is worth hearing.
        self._give_way(speech, silent=self.was_stopped or not isinstance(error, SpeechError))
        super().__exit__(kind, error, trace)

    @property
    def was_stopped(self) -> bool:
        """Whether someone pressed its button."""
        return self._link is not None and self._link.was_stopped

    def on_start(self, stop: Stop) -> None:
        """Keep what its button sets."""
        self._stop = stop

    def on_plan(self, plan: Plan) -> None:
        """Keep what it is called."""
        super().on_plan(plan)
        self._label = f"Speech, being made: {excerpt(plan.request.text, EXCERPT_LENGTH)}"

    def on_wait(self) -> None:
        """Get ready while nothing has come, or play on what has."""
        if self._first is None:
            self._open()
        self._play_on()
        super().on_wait()

    def on_audio(self, data: bytes) -> None:
        """Play on."""
        if self._first is None:
            self._first = time.monotonic()
            self._format = sniff(data[:HEAD])
        if self._format in _STREAMED:
            self._unfed.append(data)
            self._play_on()
        super().on_audio(data)

    def on_end(self, speech: Speech) -> None:
        """Give way to the static player."""
        self._give_way(speech)
        super().on_end(speech)

    def _open(self) -> PlayerChannel:
        if self._link is None:
            from ipytts.playback.player_channel import PlayerChannel

            self._link = PlayerChannel(self._stop, label=self._label, plays=self._plays, run=self._run)
        return self._link

    def _play_on(self) -> None:
        now = time.monotonic()
        if self._first is None or self._format not in _STREAMED or now - self._first < _AT_ONCE:
            return
        if not self._is_shown:
            self._begin(FORMATS[self._format].mimetype)
        elif now - self._fed >= _STEP:
            self._feed(self._open())

    def _begin(self, mime: str) -> None:
        link = self._open()
        link.begin(mime)
        self._place.show(self._stand_in(link.place))
        self._is_shown, self._next = True, 0.0
        self._feed(link)

    def _feed(self, link: PlayerChannel) -> None:
        if self._unfed:
            link.feed(b"".join(self._unfed))
            self._unfed.clear()
            self._fed = time.monotonic()

    def _stand_in(self, place: str) -> dict[str, str]:
        """Return what a notebook holds that is saved before the end."""
        words = f"{self._label} (If this line stays, run the cell again.)"
        return {
            "text/html": f'<div data-ipytts-place="{place}">{escape(words)}</div>',
            "text/plain": words,
        }

    def _show(self, share: float, words: str) -> None:
        if self._is_shown:
            self._open().tell(share, words)
        else:
            super()._show(share, words)

    def _give_way(self, speech: Speech | None, *, silent: bool = False) -> None:
        if self._is_over:
            return
        self._is_over = True
        link, wants_script = self._link, self._plays and not silent
        if link is not None and self._is_shown:
            self._feed(link)
            link.end(speech, lead=_lead(speech), silent=silent)
            wants_script &= not link.is_heard  # it may be a page without widgets
        elif link is not None:
            link.close()
        if speech is not None and wants_script:
            live = link.place if link and self._is_shown else None
            play_in_page(speech, self._place, live=live, run=self._run)


def _lead(speech: Speech | None) -> float:
    """Return what the static player leaves out at the start, in seconds; one that is fed does not."""
    return mpeg.lead(speech.data) if speech is not None and speech.response_format == "mp3" else 0.0
