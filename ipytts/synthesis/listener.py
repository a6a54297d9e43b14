"""Listeners: objects that are informed of a speech while it is made."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING

from ipytts.synthesis.part import Part

if TYPE_CHECKING:
    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.plan import Plan
    from ipytts.synthesis.speech import Speech


class SpeechWarning(UserWarning):
    """Something that the user should know about a speech, which was made all the same."""

    __module__ = "ipytts"


_shown: set[str] = set()  # the messages of warnings


def _warn(message: str) -> None:
    """Issue a `SpeechWarning`; where no filter says otherwise, each message once.

    Python's default shows a message once for each line, but forgets it whenever the filters change. Libraries
    that are loaded for the first speech change them.
    """
    is_filtered = any(
        issubclass(SpeechWarning, category) and module is None and (text is None or text.match(message))
        for _, text, category, module, _ in warnings.filters
    )
    if is_filtered or message not in _shown:
        _shown.add(message)
        warnings.warn(message, SpeechWarning, stacklevel=_level_of_user())


def _level_of_user() -> int:
    """Return the `stacklevel`, for the calling function, of the first line outside of this package."""
    level, frame = 1, sys._getframe(1)  # noqa: SLF001 - there is no other way to the caller
    while frame.f_back is not None and f"{frame.f_globals.get('__name__')}.".startswith("ipytts."):
        level, frame = level + 1, frame.f_back
    return level


class Listener:
    """Is informed of a speech while it is made; override the methods that you need.

    The methods are called in the thread that called `speak`, so they should be quick. An exception that they
    raise ends the speech.

    Examples
    --------
    >>> class Counter(Listener):
    ...     received = 0
    ...     def on_audio(self, data):
    ...         self.received += len(data)
    """

    __module__ = "ipytts"

    #: Whether it shows the progress; if so, `speak` shows none.
    shows_progress: bool = False

    def on_start(self, stop: Stop) -> None:
        """Handle the start; ``stop.set()``, from any thread, ends the speech."""

    def on_notice(self, message: str) -> None:
        """Handle a message for the user; unless overridden, it becomes a `SpeechWarning`."""
        _warn(message)

    def on_plan(self, plan: Plan) -> None:
        """Handle the plan, before the first request; its ``steps`` are the parts of a long text.

        Called again, before any audio, if the plan fails and another one takes its place: in another format,
        with another model or by the built-in voice. The new plan then replaces the one before.
        """

    def on_wait(self) -> None:
        """Handle a wait; called about 20 times a second while nothing arrives."""

    def on_audio(self, data: bytes) -> None:
        """Handle the next bytes of the audio; each part of a long text has a header of its own."""

    def on_part(self, part: Part) -> None:
        """Handle a part that is whole."""

    def on_end(self, speech: Speech) -> None:
        """Handle the whole speech."""


class Listeners(Listener):
    """Several listeners as one; each is called in turn.

    Parameters
    ----------
    *listeners : Listener
        The listeners. Notices go to the first alone.

    Examples
    --------
    >>> Listeners(Listener(), Listener()).shows_progress
    False
    """

    def __init__(self, *listeners: Listener) -> None:
        self._listeners = listeners
        self.shows_progress = any(listener.shows_progress for listener in listeners)

    def on_notice(self, message: str) -> None:
        """Inform the first listener."""
        self._listeners[0].on_notice(message)

    def on_start(self, stop: Stop) -> None:
        """Inform all listeners."""
        for listener in self._listeners:
            listener.on_start(stop)

    def on_plan(self, plan: Plan) -> None:
        """Inform all listeners."""
        for listener in self._listeners:
            listener.on_plan(plan)

    def on_wait(self) -> None:
        """Inform all listeners."""
        for listener in self._listeners:
            listener.on_wait()

    def on_audio(self, data: bytes) -> None:
        """Inform all listeners."""
        for listener in self._listeners:
            listener.on_audio(data)

    def on_part(self, part: Part) -> None:
        """Inform all listeners."""
        for listener in self._listeners:
            listener.on_part(part)

    def on_end(self, speech: Speech) -> None:
        """Inform all listeners."""
        for listener in self._listeners:
            listener.on_end(speech)


__test__ = {"Listener": Listener}  # doctest searches a class only in its `__module__`
