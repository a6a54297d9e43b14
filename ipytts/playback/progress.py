"""The progress of a speech, shown while it is made if that takes longer than a second."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from html import escape
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ipytts.audio import formats
from ipytts.audio.formats import sniff
from ipytts.audio.frames import HEAD
from ipytts.playback.notebook_page import OutputSlot
from ipytts.synthesis.listener import Listener
from ipytts.synthesis.part import Part

if TYPE_CHECKING:
    from typing_extensions import Self

    from ipytts.synthesis.plan import Plan
    from ipytts.synthesis.speech import Speech

_DELAY = 1.0  # s; a quick speech shows no progress
_INTERVAL = 0.25  # s between two updates
_PACE = 15.0  # characters per second, as people read aloud; an estimate until the first part is whole


class Progress(Listener, ABC):
    """Shows how much is done: parts, seconds of audio, and an estimate of the time left.

    It is a context manager: however its block ends, it removes the progress. `notify` is called with each
    notice; without it, a notice becomes a `SpeechWarning`.
    """

    shows_progress = True

    def __init__(self, notify: Callable[[str], object] | None = None) -> None:
        self._notify = notify

    def on_notice(self, message: str) -> None:
        """Pass a notice on."""
        (self._notify or super().on_notice)(message)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._clear()

    def on_plan(self, plan: Plan) -> None:
        """Start counting."""
        self._lengths = [len(step.text) for step in plan.steps]
        # Where the built-in voice takes the place of a service, a notice says so first.
        self._source = "" if plan.service.is_builtin else f" from {plan.service.name}"
        self._parts, self._pace = 0, _PACE
        self._end = 0.0  # s of audio in whole parts
        self._current: list[bytes] = []  # of the next part
        self._began = time.monotonic()
        self._next = self._began + _DELAY

    def on_wait(self) -> None:
        """Update the time left."""
        self._refresh()

    def on_audio(self, data: bytes) -> None:
        """Count the bytes of the current part."""
        self._current.append(data)
        self._refresh()

    def on_part(self, part: Part) -> None:
        """Count a part that is whole."""
        self._parts += 1
        self._current, self._end = [], part.end
        self._pace = sum(self._lengths[: self._parts]) / part.end
        if self._parts < len(self._lengths):
            self._refresh()

    def on_end(self, speech: Speech) -> None:  # noqa: ARG002 - the signature of `Listener`
        """Remove the progress."""
        self._clear()

    def _refresh(self) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _INTERVAL
        if self._parts == len(self._lengths):
            self._show(1.0, f"{format_duration(self._end)} of audio, being encoded")
            return
        begun = self._begun_seconds()
        # The current part counts by the characters that its audio so far may have covered.
        covered = min(begun * self._pace, 0.95 * self._lengths[self._parts])
        share = (sum(self._lengths[: self._parts]) + covered) / sum(self._lengths)
        self._show(share, self._words(self._end + begun, share, now - self._began))

    def _begun_seconds(self) -> float:
        if not self._current:
            return 0.0
        data = b"".join(self._current)
        self._current = [data]
        found = sniff(data[:HEAD])
        return formats.duration(data, found) if found else 0.0

    def _words(self, seconds: float, share: float, elapsed: float) -> str:
        if not self._parts and not self._current:
            return f"waiting for the first audio{self._source}, {format_duration(elapsed)}"
        count = len(self._lengths)
        parts = f"{self._parts} of {count} parts, " if count > 1 else ""
        left = f", about {format_duration(elapsed / share - elapsed)} left" if share else ""
        return f"{parts}{format_duration(seconds)} of audio{left}"

    @abstractmethod
    def _show(self, share: float, words: str) -> None:
        """Show the share that is done, from 0 to 1, and the words for it."""

    @abstractmethod
    def _clear(self) -> None:
        """Remove the progress; a second call does nothing."""


class PageProgress(Progress):
    """Shows progress in an output slot; by default in a new one of the cell that runs."""

    def __init__(self, slot: OutputSlot | None = None, notify: Callable[[str], object] | None = None) -> None:
        super().__init__(notify)
        self._slot = slot or OutputSlot()

    def _show(self, share: float, words: str) -> None:
        html = (
            f'<progress max="1" value="{share:.3f}" aria-label="Speech: {escape(words)}"></progress> '
            f"{escape(words)}"
        )
        self._slot.show({"text/html": html, "text/plain": f"Speech: {words}"})

    def _clear(self) -> None:
        self._slot.clear()


class TerminalProgress(Progress):
    """Shows progress on standard error, where that is a terminal."""

    def __init__(self, notify: Callable[[str], object] | None = None) -> None:
        super().__init__(notify)
        self._bar: Any = None

    def on_notice(self, message: str) -> None:
        """Pass a notice on, on a line of its own."""
        self._clear()
        super().on_notice(message)

    def _show(self, share: float, words: str) -> None:
        if self._bar is None:
            from tqdm import tqdm

            shape = "{percentage:3.0f}% {bar} {postfix}"
            self._bar = tqdm(total=1.0, leave=False, disable=None, bar_format=shape)
        self._bar.n = share
        self._bar.set_postfix_str(words)

    def _clear(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def format_duration(seconds: float) -> str:
    """Return a duration in minutes and seconds.

    Examples
    --------
    >>> format_duration(75.2)
    '1 min 15 s'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
