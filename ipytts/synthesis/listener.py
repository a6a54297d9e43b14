"""Who is told of a speech while it is made."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.part import Part
    from ipytts.synthesis.plan import Plan
    from ipytts.synthesis.speech import Speech


class SpeechWarning(UserWarning):
    """Something about a speech that a person should know; it was made all the same."""

    __module__ = "ipytts"


class Listener:
    """Is told of a speech while it is made; override what you want to hear.

    The methods are called in the thread that called `speak`, so they should be quick. What they raise ends
    the speech.

    Examples
    --------
    >>> class Counter(Listener):
    ...     received = 0
    ...     def on_audio(self, data):
    ...         self.received += len(data)
    """

    __module__ = "ipytts"

    #: Whether it shows how far the speech is, so that nobody else has to.
    shows_progress: bool = False

    def on_start(self, stop: Stop) -> None:
        """Hear that it begins; ``stop.set()``, from any thread, ends it."""

    def on_notice(self, message: str) -> None:
        """Hear what a person should know; it becomes a `SpeechWarning` unless overridden."""
        # Always from this one place, so that Python shows it once.
        warnings.warn(message, SpeechWarning, stacklevel=1)

    def on_plan(self, plan: Plan) -> None:
        """Hear what is going to be asked: its ``steps`` are the parts of a long text."""

    def on_wait(self) -> None:
        """Hear, some twenty times a second, that nothing has come meanwhile."""

    def on_audio(self, data: bytes) -> None:
        """Hear the next bytes of the audio; each part of a long text begins with a header of its own."""

    def on_part(self, part: Part) -> None:
        """Hear that a part is whole: what it says, and its times."""

    def on_end(self, speech: Speech) -> None:
        """Hear that all of it is here."""


class Listeners(Listener):
    """Several listeners as one; each is told in turn.

    Parameters
    ----------
    *listeners : Listener
        Who is told. Notices go to the first alone.

    Examples
    --------
    >>> Listeners(Listener(), Listener()).shows_progress
    False
    """

    def __init__(self, *listeners: Listener) -> None:
        self._listeners = listeners
        self.shows_progress = any(listener.shows_progress for listener in listeners)

    def on_notice(self, message: str) -> None:
        """Tell the first."""
        self._listeners[0].on_notice(message)

    def on_start(self, stop: Stop) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.on_start(stop)

    def on_plan(self, plan: Plan) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.on_plan(plan)

    def on_wait(self) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.on_wait()

    def on_audio(self, data: bytes) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.on_audio(data)

    def on_part(self, part: Part) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.on_part(part)

    def on_end(self, speech: Speech) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.on_end(speech)


__test__ = {"Listener": Listener}  # doctest searches a class only in its `__module__`
