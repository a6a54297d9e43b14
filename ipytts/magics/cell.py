"""What a cell does with its speech, whichever magic asks for it: hear it, bind it to a variable, save it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from ipytts.config import SpeechDefaults
from ipytts.errors import SpeechInterrupt, SpeechStoppedError
from ipytts.options.speech_options import output_path, variable_name
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.synthesis.listener import Listener, Listeners

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.playback.notebook_page import OutputSlot
    from ipytts.synthesis.speech import Speech


class Notices:
    """What the person who runs the cells has been told: once is enough."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def print_once(self, message: str) -> bool:
        """Print a message; tell whether it had not been printed before."""
        is_new = message not in self._told
        if is_new:
            self._told.add(message)
            print(message)  # noqa: T201 - for a person
        return is_new


class CellListener(Listener):
    """What a cell wants of its speech before it plays: bind it and save it.

    Parameters
    ----------
    shell : InteractiveShell
        Whose variables.
    notices : Notices
        What has been told before.
    options : Namespace
        ``into`` and ``output``.

    Raises
    ------
    SpeechError
        There can be no such variable or file.
    """

    def __init__(self, shell: InteractiveShell, notices: Notices, options: argparse.Namespace) -> None:
        self._shell, self._notices = shell, notices
        self._variable, self._place = variable_name(options.into), output_path(options)
        self.printed: list[str] = []
        self.front_end = current_front_end()

    @property
    def untouched(self) -> str:
        """Tell, in a sentence, what a speech that was stopped leaves as it was."""
        names = [str(each) for each in (self._variable, self._place) if each]
        return f"Not changed: {', '.join(names)}. " if names else ""

    def on_notice(self, message: str) -> None:
        """Print it."""
        if self._notices.print_once(message):
            self.printed.append(message)

    def on_end(self, speech: Speech) -> None:
        """Bind it and save it."""
        if self._variable:
            self._shell.user_ns[self._variable] = speech
        if self._place:
            speech.save(self._place)


def speak_in_cell(
    text: str,
    cell: CellListener,
    place: OutputSlot,
    *,
    play: bool | None,
    plays_unasked: bool = False,
    again: str = "Run the cell again to hear all of it.",
    speak: Callable[..., Speech] | None = None,
    **settings: Any,
) -> Speech | None:
    """Speak for a cell; in a page it is heard while it is made.

    Parameters
    ----------
    text : str
        What to say.
    cell : CellListener
        What is done with it.
    place : Place
        Where the live player stands.
    play : bool or None
        Whether the sound starts by itself; None is as configured.
    plays_unasked : bool
        Whether it does so where nothing is configured and someone listens: in a page and in a terminal.
    again : str
        What to do after a stop.
    speak : callable, optional
        Speaks in place of `ipytts.speak`, and takes what that takes.
    **settings
        As for `ipytts.speak`.

    Returns
    -------
    Speech or None
        What came until someone pressed the player's button, or all of it.

    Raises
    ------
    SpeechError, SpeechInterrupt
        As `ipytts.speak`.
    """
    front_end = cell.front_end
    plays = SpeechDefaults.instance().play if play is None else play
    if plays_unasked and plays is None and front_end.is_interactive:
        plays = True
    from ipytts.playback.speak import speak as public_speak

    speak = speak or public_speak
    try:
        # What a thread shows goes astray when the page calls back meanwhile.
        if front_end is FrontEnd.PAGE and threading.current_thread() is threading.main_thread():
            return _spoken_live(speak, text, cell, place, plays=bool(plays), again=again, **settings)
        return speak(text, play=plays, listener=cell, **settings)
    except SpeechInterrupt:
        raise
    except KeyboardInterrupt:  # before anything was asked, as while modules are loaded
        raise SpeechInterrupt from None


def _spoken_live(
    speak: Callable[..., Speech],
    text: str,
    cell: CellListener,
    place: OutputSlot,
    *,
    plays: bool,
    again: str,
    **settings: Any,
) -> Speech | None:
    """Speak in a page, so that it is heard while it is made; return what came until someone stopped it."""
    from ipytts.playback.live_player import LivePlayer

    try:
        with LivePlayer(place, plays=plays) as live:
            return speak(text, play=False, listener=Listeners(cell, live), **settings)
    except SpeechStoppedError as error:
        if not live.was_stopped:
            raise
        print(f"Stopped. {cell.untouched}{again}".rstrip())  # noqa: T201 - for who pressed it
        return error.speech


def bundle(said: str, speech: Speech | None, problem: str, *, is_folded: bool) -> dict[str, str]:
    """Return the player and the words: folded up in a page where someone listens, and elsewhere as they are.

    Folded up they take a line, and a screen reader comes upon them when it is asked to, not while the
    sound plays.
    """
    from html import escape

    html = speech._repr_html_() if speech else ""
    if problem:
        html += f"<div>{escape(problem)}</div>"
    words = f"<p>{escape(said)}</p>"
    if is_folded and not problem:
        words = f"<details><summary>In words</summary>{words}</details>"
    return {"text/html": html + words, "text/plain": "\n".join(filter(None, (said, problem)))}
