"""`Playground`: the pieces put together, and what a program sees of them."""

from __future__ import annotations

import os
import secrets
import sys
from html import escape
from typing import TYPE_CHECKING, Any

from IPython.display import DisplayHandle
from ipywidgets import VBox
from traitlets import List, TraitError

from ipytts.config import SpeechDefaults
from ipytts.errors import InvalidRequestError, SpeechStoppedError
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.synthesis.plan import first_given
from ipytts.widget.disposal import close_each
from ipytts.widget.job import SpeechJob
from ipytts.widget.layout import PlaygroundLayout
from ipytts.widget.settings import SettingTraits
from ipytts.widget.snippets import as_call, as_cell
from ipytts.widget.takes import TakeStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ipytts.synthesis.speech import Speech
    from ipytts.widget.settings import Settings

_STOPPING = 1.0  # s; so long a new speech waits for the end of the one before
_WORDS = "The playground stands here while its kernel runs. To bring it back, run this cell again."
_PLAIN = "The playground, where voices are tried by ear: it needs a page with a running kernel."
_VIEW = "application/vnd.jupyter.widget-view+json"


class Playground(VBox, SettingTraits):
    """A widget in which a person finds voice, model and delivery by ear; made by `ipytts.playground`.

    ``text``, ``service``, ``model``, ``voice``, ``response_format``, ``speed`` and ``instructions`` are
    traits, as `ipytts.speak` takes them, which change when the person changes them, and the other way round.
    None is as configured.

    Attributes
    ----------
    takes : list of Speech
        What was spoken, oldest first; a trait that can be observed.

    Examples
    --------
    >>> board = Playground(text="Hello.", service="builtin")
    >>> speech = board.speak()
    >>> board.takes == [speech]
    True
    >>> print(board.cell)
    %%speak --service builtin
    Hello.
    >>> board.close()
    """

    __module__ = "ipytts"
    takes: Any = List(read_only=True)

    def __init__(self, **wishes: Any) -> None:
        super().__init__(**wishes)
        self.shelf = TakeStore()
        self._id = str(self.model_id)
        self._making: SpeechJob | None = None
        self._callbacks: list[Callable[[Speech], object]] = []
        self._handles: list[DisplayHandle] = []
        self._is_closed = False
        # Where a program runs the notebook, nobody could press a button.
        self.front_end = current_front_end()
        self._desk = None if self.front_end is FrontEnd.PROGRAM else PlaygroundLayout(self)
        self.add_class("ipytts-playground")
        self.shelf.observe(self._tell_takes, "takes")

    # -- For programs ----------------------------------------------------------------------------------

    def speak(self, *, play: bool | None = None, cache: bool | None = None) -> Speech:
        """Speak the text, as the button does, and wait for the whole of it.

        Parameters
        ----------
        play : bool, optional
            Whether the sound starts by itself, in the playground; not unless configured.
        cache : bool, optional
            Whether to take from the cache what was fetched before; if not, it is fetched afresh.

        Returns
        -------
        Speech
            The take.

        Raises
        ------
        SpeechError
            As from `ipytts.speak`; what had arrived is a take too.
        """
        defaults = SpeechDefaults.instance()
        plays = bool(first_given(play, defaults.play))
        return self.begin(plays=plays, is_fresh=not first_given(cache, defaults.cache)).result()

    def stop(self) -> None:
        """End what is being made; what came is kept."""
        if self._making is not None:
            self._making.stop()
        if self._desk is not None:
            self._desk.stop()

    def on_take(self, callback: Callable[[Speech], object]) -> None:
        """Call a function with each new take, in the thread that made it."""
        self._callbacks.append(callback)

    @property
    def cell(self) -> str:
        """The ``%%speak`` cell that asks for the same."""
        return as_cell(self.settings)

    @property
    def call(self) -> str:
        """The Python that asks for the same."""
        return as_call(self.settings)

    def close(self) -> None:
        """Take it out of the page, and let go of all takes, in the kernel and in the page."""
        if getattr(self, "_is_closed", True):
            return
        self._is_closed = True
        self.stop()
        words = self._bundle()  # of the last take
        self.shelf.clear()
        desk, self._desk, self._making = self._desk, None, None
        close_each([*(desk.widgets if desk else ()), self.layout])
        super().close()
        for handle in self._handles:
            handle.update(words, raw=True)

    # -- For its pieces --------------------------------------------------------------------------------

    def begin(self, *, plays: bool = True, is_fresh: bool = False) -> SpeechJob:
        """Begin to speak the text, in place of what is being spoken."""
        settings = self.settings
        settings.plan()  # what cannot be asked is told at once
        if self._making is not None:
            self._making.stop()
            self._making.wait(_STOPPING)
        self._say("Speaking …")
        self._making = SpeechJob(
            settings,
            slot=self._desk.slot if self._desk else None,
            run=f"{self._id}-{secrets.token_hex(4)}" if plays else None,
            is_fresh=is_fresh,
            on_notice=self._say,
            on_end=self._ended,
        )
        self._making.start()
        return self._making

    def keep(self, speech: Speech, settings: Settings, notices: Iterable[str] = ()) -> None:
        """Make a speech a take, and say what a person should know of it."""
        if self._is_closed:
            return
        take = self.shelf.add(speech, settings)
        self._say("\n".join([f"{take.name}: {take.outcome}", *notices]))
        for callback in self._callbacks:
            callback(speech)

    def _ended(self, making: SpeechJob) -> None:
        try:
            if making.speech is not None:
                self.keep(making.speech, making.settings, making.notices)
            elif self._desk is not None:
                self._desk.slot.clear(more_follows=False)
        except Exception as error:  # noqa: BLE001 - someone's callback: it would vanish in this thread
            self._complain(error)
        if isinstance(making.error, SpeechStoppedError):
            self._say("Stopped; what came is kept." if making.speech else "Stopped.")
        elif making.error is not None:
            self._complain(making.error)

    def _say(self, words: str) -> None:
        if self._desk is not None and not self._is_closed:
            self._desk.notes.say(words)

    def _complain(self, error: Exception) -> None:
        if self._desk is not None and not self._is_closed:
            self._desk.notes.complain(error)

    def _tell_takes(self, _: object) -> None:
        self.set_trait("takes", [take.speech for take in self.shelf.takes])
        if not self._is_closed:
            for handle in self._handles:
                handle.update(self._bundle(), raw=True)

    # -- In the page -----------------------------------------------------------------------------------

    def _ipython_display_(self, **_: Any) -> None:
        handle = DisplayHandle()
        handle.display(self._bundle(), raw=True)
        # Programs that run a notebook compare the outputs of a cell when it has ended.
        if self._desk is not None and not _needs_view():
            self._handles.append(handle)

    def _bundle(self) -> dict[str, Any]:
        """Return what a notebook holds of it: what is right without a kernel."""
        last = self.shelf.takes[-1] if self.shelf.takes else None
        player = f"{last.speech._repr_html_()}<p>{escape(last.line)}</p>" if last else ""
        is_there = self._desk is not None and not self._is_closed
        mark = f' data-ipytts-playground="{self._id}"' if is_there else ""
        bundle: dict[str, Any] = {
            "text/html": f"<div{mark}>{player}<p>{_WORDS}</p></div>",
            "text/plain": _PLAIN,
        }
        if is_there and _needs_view():
            bundle[_VIEW] = {"version_major": 2, "version_minor": 0, "model_id": self._id}
        return bundle


def _needs_view() -> bool:
    """Tell whether the page makes widgets only where a view is asked for."""
    return "google.colab" in sys.modules or "VSCODE_PID" in os.environ


def playground(
    text: str = "",
    *,
    service: str | None = None,
    model: str | None = None,
    voice: str | None = None,
    response_format: str | None = None,
    speed: float | None = None,
    instructions: str | None = None,
) -> Playground:
    """Show a widget in which voices are tried by ear, and from which the ``%%speak`` cell is taken away.

    Parameters
    ----------
    text : str
        What stands in the text box at first.
    service, model, voice, response_format, speed, instructions
        As for `ipytts.speak`; None is as configured.

    Returns
    -------
    Playground
        The widget, which a notebook shows as the last value of a cell.

    Raises
    ------
    InvalidRequestError
        One of them cannot be.

    Examples
    --------
    >>> board = playground("The model reached 94 percent.", voice="coral")
    >>> board.voice
    'coral'
    >>> board.close()
    """
    wishes = {
        "service": service,
        "model": model,
        "voice": voice,
        "response_format": response_format,
        "speed": speed,
        "instructions": instructions,
    }
    try:
        return Playground(text=text, **wishes)
    except TraitError as error:
        raise InvalidRequestError(str(error)) from None


__test__ = {"Playground": Playground}  # doctest searches a class only in its `__module__`
