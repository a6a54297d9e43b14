"""`Playground`, the widget, and `playground`, which creates it."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterable
from functools import partial
from html import escape
from typing import Any

from IPython.display import DisplayHandle
from ipywidgets import VBox
from traitlets import List, TraitError

from ipytts.config import SpeechDefaults, SpeechOptions
from ipytts.errors import InvalidRequestError, SpeechStoppedError
from ipytts.playback.announcements import is_for_reader, requested_playback
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.services.request import Voice
from ipytts.synthesis.plan import first_given
from ipytts.synthesis.speech import Speech
from ipytts.widget.disposal import close_each
from ipytts.widget.job import SpeechJob
from ipytts.widget.layout import PlaygroundLayout
from ipytts.widget.settings import Settings, SettingTraits
from ipytts.widget.snippets import format_call, format_cell
from ipytts.widget.takes import TakeStore

_STOP_TIMEOUT = 1.0  # s that a new speech waits for the end of the one before
_HTML_FALLBACK = "The playground is shown here while its kernel runs. To show it again, run this cell again."
_TEXT_FALLBACK = "The playground compares voices by ear. It needs a page with a running kernel."
_VIEW_MIME = "application/vnd.jupyter.widget-view+json"


class Playground(VBox, SettingTraits):
    """A widget to choose voice, model and delivery by ear; `ipytts.playground` makes it.

    Its text and the settings of `playground` are traits, with the values that `ipytts.speak` takes. They and
    the controls follow each other. None stands for the configured default.

    Attributes
    ----------
    takes : list of Speech
        The speech so far, oldest first; a trait that can be observed.

    Examples
    --------
    >>> widget = Playground(text="Hello.", service="builtin")
    >>> speech = widget.speak()
    >>> widget.takes == [speech]
    True
    >>> print(widget.cell)
    %%speak --service builtin
    Hello.
    >>> widget.close()
    """

    __module__ = "ipytts"
    takes: Any = List(read_only=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._take_store = TakeStore()
        self._id = str(self.model_id)
        self._job: SpeechJob | None = None
        self._callbacks: list[Callable[[Speech], object]] = []
        self._handles: list[DisplayHandle] = []
        self._is_closed = False
        self._playground_layout: PlaygroundLayout | None = None
        if (front_end := current_front_end()) is not FrontEnd.PROGRAM:  # nobody is there to press a button
            self._playground_layout = PlaygroundLayout(
                self._id,
                self,
                self._take_store,
                self,
                on_arrange=partial(self.set_trait, "children"),
                is_in_page=front_end is FrontEnd.PAGE,
            )
        self.add_class("ipytts-playground")
        self._take_store.observe(self._on_takes, "takes")

    # -- For programs ----------------------------------------------------------------------------------

    def speak(self, *, play: bool | None = None, cache: bool | None = None) -> Speech:
        """Speak the text, as the button does, and wait for all of it.

        Parameters
        ----------
        play : bool, optional
            Whether the sound starts by itself, in the playground; by default as configured, else not.
        cache : bool, optional
            Whether to use the cache; by default as configured.

        Returns
        -------
        Speech
            The take.

        Raises
        ------
        SpeechError
            As from `ipytts.speak`; the audio that had arrived is a take too.
        """
        cache = first_given(cache, SpeechDefaults.instance().cache)
        return self.start_job(plays=bool(requested_playback(play)), cache=cache).result()

    def stop(self) -> None:
        """Stop the speech and the comparison; the audio that has arrived is kept."""
        if self._job is not None:
            self._job.stop()
        if self._playground_layout is not None:
            self._playground_layout.stop()

    def on_take(self, callback: Callable[[Speech], object]) -> None:
        """Call a function with each new take, in the thread that made it."""
        self._callbacks.append(callback)

    @property
    def cell(self) -> str:
        """The ``%%speak`` cell with the present settings."""
        return format_cell(self.settings)

    @property
    def call(self) -> str:
        """The Python code with the present settings."""
        return format_call(self.settings)

    def close(self) -> None:
        """Remove the playground from the page, and free all takes in the kernel and in the page."""
        if getattr(self, "_is_closed", True):
            return
        self._is_closed = True
        self.stop()
        bundle = self._bundle()  # with the last take
        self._take_store.clear()
        parts = self._playground_layout.widgets if self._playground_layout else []
        self._playground_layout = self._job = None
        close_each([*parts, self.layout])
        super().close()
        for handle in self._handles:
            handle.update(bundle, raw=True)

    # -- For the layout --------------------------------------------------------------------------------

    def start_job(self, *, plays: bool | None = None, cache: bool = True) -> SpeechJob:
        """Stop the speech that is under way, and start to speak the text.

        By default it plays automatically, but not for a screen reader.
        """
        plays = first_given(plays, not is_for_reader())
        settings = self.settings
        settings.plan()  # raises at once if the settings are not possible
        if self._job is not None:
            self._job.stop()
            self._job.wait(_STOP_TIMEOUT)
        self._show_status("Speaking …")
        self._job = SpeechJob(
            settings,
            slot=self._playground_layout.live_slot if self._playground_layout else None,
            run=f"{self._id}-{secrets.token_hex(4)}" if plays else None,
            cache=cache,
            on_notice=self._show_status,
            on_end=self._on_job_end,
        )
        self._job.start()
        return self._job

    def add_take(self, speech: Speech, settings: Settings, notices: Iterable[str] = ()) -> None:
        """Keep a speech, and show its outcome and the notices."""
        if self._is_closed:
            return
        take = self._take_store.add(speech, settings)
        self._show_status("\n".join([f"{take.name}: {take.outcome}", *notices]))
        for callback in self._callbacks:
            callback(speech)

    def _on_job_end(self, job: SpeechJob) -> None:
        try:
            if job.speech is not None:
                self.add_take(job.speech, job.settings, job.notices)
            elif self._playground_layout is not None:
                self._playground_layout.slot.clear(more_follows=False)
        except Exception as error:  # noqa: BLE001 - of a callback: it would be lost in this thread
            self._show_error(error)
        if isinstance(job.error, SpeechStoppedError):
            self._show_status("Stopped; the audio that arrived is kept." if job.speech else "Stopped.")
        elif job.error is not None:
            self._show_error(job.error)

    def _show_status(self, text: str) -> None:
        if self._playground_layout is not None and not self._is_closed:
            self._playground_layout.messages.show_status(text)

    def _show_error(self, error: Exception) -> None:
        if self._playground_layout is not None and not self._is_closed:
            self._playground_layout.messages.show_error(error)

    def _on_takes(self, _: object) -> None:
        self.set_trait("takes", [take.speech for take in self._take_store.takes])
        if not self._is_closed:
            for handle in self._handles:
                handle.update(self._bundle(), raw=True)

    # -- In the page -----------------------------------------------------------------------------------

    def _ipython_display_(self, **_: Any) -> None:
        handle = DisplayHandle()
        handle.display(self._bundle(), raw=True)
        # A program that runs a notebook compares the outputs of a cell once it has ended: no updates then.
        if self._playground_layout is not None and not _needs_view():
            self._handles.append(handle)

    def _bundle(self) -> dict[str, Any]:
        """Return the output that a notebook keeps, which can be read without a kernel."""
        last = self._take_store.takes[-1] if self._take_store.takes else None
        player = f"{last.speech._repr_html_()}<p>{escape(last.summary)}</p>" if last else ""
        is_live = self._playground_layout is not None and not self._is_closed
        mark = f' data-ipytts-playground="{self._id}"' if is_live else ""
        bundle: dict[str, Any] = {
            "text/html": f"<div{mark}>{player}<p>{_HTML_FALLBACK}</p></div>",
            "text/plain": _TEXT_FALLBACK,
        }
        if is_live and _needs_view():
            bundle[_VIEW_MIME] = {"version_major": 2, "version_minor": 0, "model_id": self._id}
        return bundle


def _needs_view() -> bool:
    """Return whether the page makes widgets only for the output of a view."""
    return "google.colab" in sys.modules or "VSCODE_PID" in os.environ


def playground(
    text: str = "",
    *,
    service: str | None = None,
    model: str | None = None,
    voice: Voice | None = None,
    response_format: str | None = None,
    speed: float | None = None,
    instructions: str | None = None,
) -> Playground:
    """Return a widget to try voices by ear, and to copy the ``%%speak`` cell from.

    Parameters
    ----------
    text : str
        The text at first.
    service, model, voice, …
        The settings, as for `ipytts.speak`; None stands for the configured default.

    Returns
    -------
    Playground
        The widget, which a notebook shows as the last value of a cell.

    Raises
    ------
    InvalidRequestError
        A setting is not possible.

    Examples
    --------
    >>> widget = playground("The model reached 94 percent.", voice="coral")
    >>> widget.voice
    'coral'
    >>> widget.close()
    """
    options = SpeechOptions(
        service=service,
        model=model,
        voice=voice,
        response_format=response_format,
        speed=speed,
        instructions=instructions,
    )
    try:
        return Playground(text=text, **options.given)
    except TraitError as error:
        raise InvalidRequestError(str(error)) from None


__test__ = {"Playground": Playground}  # doctest searches a class only in its `__module__`
