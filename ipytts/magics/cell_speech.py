"""The speech of a cell, for all magics: play it, assign it to a variable, save it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ipytts.errors import SpeechInterrupt, SpeechStoppedError
from ipytts.options.option_values import check_variable_name
from ipytts.options.speech_options import output_path, request_settings, speech_settings
from ipytts.playback.announcements import requested_playback
from ipytts.playback.front_end import FrontEnd
from ipytts.synthesis.listener import Listener, Listeners
from ipytts.synthesis.plan import first_given

if TYPE_CHECKING:
    import argparse

    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.playback.notebook_page import OutputSlot
    from ipytts.synthesis.speech import Speech


class NoticePrinter:
    """Prints each notice once."""

    def __init__(self) -> None:
        self._printed: set[str] = set()

    def print_once(self, message: str) -> bool:
        """Print a message unless it was printed before; return whether it was printed."""
        is_new = message not in self._printed
        if is_new:
            self._printed.add(message)
            print(message)  # noqa: T201 - for a person
        return is_new


class CellListener(Listener):
    """Prints notices; assigns the speech to a variable and saves it, before it plays.

    Of `options`, ``into`` is the name of the variable, and ``output`` the path of the file.

    Raises
    ------
    SpeechError
        The name of the variable or the path is invalid.
    """

    def __init__(
        self,
        shell: InteractiveShell,
        notices: NoticePrinter,
        options: argparse.Namespace,
        front_end: FrontEnd,
    ) -> None:
        self._shell, self._notices = shell, notices
        self._variable, self._path = check_variable_name(options.into), output_path(options)
        self.front_end = front_end
        self.printed: list[str] = []  # notices

    def on_notice(self, message: str) -> None:
        """Print a notice."""
        if self._notices.print_once(message):
            self.printed.append(message)

    def on_end(self, speech: Speech) -> None:
        """Assign the speech to the variable and save it."""
        if self._variable:
            self._shell.user_ns[self._variable] = speech
        if self._path:
            speech.save(self._path)

    def describe_unchanged(self) -> str:
        """Return a sentence about what a stopped speech leaves unchanged: the variable and the file."""
        names = [str(each) for each in (self._variable, self._path) if each]
        return f"Not changed: {', '.join(names)}. " if names else ""


def speak_in_cell(
    text: str,
    listener: CellListener,
    slot: OutputSlot,
    options: argparse.Namespace,
    *,
    plays_by_default: bool = False,
    after_stop: str = "",
    speak: Callable[..., Speech] | None = None,
) -> Speech | None:
    """Speak for a cell; a page plays the audio while it arrives.

    Parameters
    ----------
    text : str
        The text to speak.
    listener : CellListener
        Receives the notices and the speech.
    slot : OutputSlot
        The output for the live player.
    options : Namespace
        The parsed options.
    plays_by_default : bool
        Whether playback starts automatically in a page and in a terminal, if neither ``--play`` nor
        `SpeechDefaults` says so.
    after_stop : str
        A sentence about what a person can do after pressing Stop.
    speak : callable, optional
        Called in place of `ipytts.speak`, with the same arguments.

    Returns
    -------
    Speech or None
        The whole speech, or the audio that arrived before a person pressed Stop.
    """
    from ipytts.playback.speak import speak as public_speak

    front_end = listener.front_end
    plays = first_given(
        requested_playback(options.play),
        True if plays_by_default and front_end.is_interactive else None,
    )
    settings = {**speech_settings(options), **request_settings(options)}
    speak = speak or public_speak
    try:
        # In another thread, messages from the page would change where the thread's output goes.
        if front_end is FrontEnd.PAGE and threading.current_thread() is threading.main_thread():
            return _speak_live(
                speak, text, listener, slot, plays=bool(plays), after_stop=after_stop, **settings
            )
        return speak(text, play=plays, listener=listener, **settings)
    except SpeechInterrupt:
        raise
    except KeyboardInterrupt:  # before any request, as while modules are loaded
        raise SpeechInterrupt from None


def _speak_live(
    speak: Callable[..., Speech],
    text: str,
    listener: CellListener,
    slot: OutputSlot,
    *,
    plays: bool,
    after_stop: str,
    **settings: Any,
) -> Speech | None:
    """Speak with a live player in the page; return what arrived before a person pressed its Stop button."""
    from ipytts.playback.live_player import LivePlayer

    try:
        with LivePlayer(slot, plays=plays) as player:
            return speak(text, play=False, listener=Listeners(listener, player), **settings)
    except SpeechStoppedError as error:
        if not player.was_stopped:
            raise
        print(f"Stopped. {listener.describe_unchanged()}{after_stop}".rstrip())  # noqa: T201 - for a person
        return error.speech
