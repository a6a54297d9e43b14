"""A speech that is made in a thread of its own, so that the kernel stays free."""

from __future__ import annotations

import contextvars
import math
import threading
import time
from typing import TYPE_CHECKING, Any

from ipytts.errors import SpeechError, SpeechInterrupt
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.playback.live_player import LivePlayer
from ipytts.playback.speak import speak
from ipytts.synthesis.listener import Listener, Listeners

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.speech import Speech
    from ipytts.widget.player_slot import PlayerSlot
    from ipytts.widget.settings import Settings


_GLANCE = 0.05  # s; a join that takes longer lets no interrupt in on some systems


class SpeechJob(Listener):
    """One speech, from the press of the button to its end.

    Parameters
    ----------
    settings : Settings
        What is asked.
    slot : Slot, optional
        Where it is heard while it is made.
    run : str, optional
        What starts by itself in the page has such a name, each its own; None where it is not to start.
    is_fresh : bool
        Whether it is fetched also if it was before.
    on_notice : callable
        Is called with what a person should know.
    on_end : callable
        Is called with this, in the thread that made it.

    Attributes
    ----------
    speech : Speech or None
        What came of it, in the end.
    error : Exception or None
        Why that is not all.
    notices : list of str
        What a person should know of it.
    """

    shows_progress = True

    def __init__(
        self,
        settings: Settings,
        *,
        on_end: Callable[[SpeechJob], object],
        on_notice: Callable[[str], object],
        slot: PlayerSlot | None = None,
        run: str | None = None,
        is_fresh: bool = False,
    ) -> None:
        self.settings = settings
        self.speech: Speech | None = None
        self.error: Exception | None = None
        self.notices: list[str] = []
        self._was_stopped = False
        self._slot, self._run, self._is_fresh = slot, run, is_fresh
        self._on_end, self._notice = on_end, on_notice
        self._stop: Stop | None = None
        self._lock = threading.Lock()
        # What a callback prints belongs to the cell that asked, also while the page sends messages.
        context = contextvars.copy_context()
        self._thread = threading.Thread(
            target=context.run, args=(self._make,), name="ipytts-playground", daemon=True
        )

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End it; what came is kept."""
        with self._lock:
            self._was_stopped = True
            if self._stop is not None:
                self._stop.set()

    def wait(self, seconds: float = math.inf) -> None:
        """Wait for its end, for so long at the most; an interrupt ends it.

        Raises
        ------
        SpeechInterrupt
            It was interrupted.
        """
        end = time.monotonic() + seconds
        try:
            while self._thread.is_alive() and time.monotonic() < end:
                self._thread.join(_GLANCE)
        except KeyboardInterrupt:
            self.stop()
            self._thread.join()
            interrupt = SpeechInterrupt()
            interrupt.speech = self.speech
            raise interrupt from None

    def result(self) -> Speech:
        """Wait for the speech, and return it.

        Raises
        ------
        SpeechError
            It could not be made; what there is of it is the error's.
        """
        self.wait()
        if self.error is not None:
            raise self.error
        assert self.speech is not None  # noqa: S101 - it is there where there is no error
        return self.speech

    def on_start(self, stop: Stop) -> None:
        """Keep what ends it, which may be wanted already."""
        with self._lock:
            self._stop = stop
            if self._was_stopped:
                stop.set()

    def on_notice(self, message: str) -> None:
        """Hand on what a person should know."""
        self.notices.append(message)
        self._notice(message)

    def _make(self) -> None:
        try:
            self.speech = self._spoken()
        except SpeechError as error:
            self.speech, self.error = error.speech, error
        except Exception as error:  # noqa: BLE001 - whatever it is stands where the person looks
            self.error = error
        self._on_end(self)

    def _spoken(self) -> Speech:
        options: dict[str, Any] = {"play": False, "cache": not self._is_fresh}
        if self._slot is None or current_front_end() is not FrontEnd.PAGE:
            return speak(self.settings.text, listener=self, **options, **self.settings.asked)
        with LivePlayer(self._slot, plays=self._run is not None, run=self._run) as live:
            listener = Listeners(self, live)
            return speak(self.settings.text, listener=listener, **options, **self.settings.asked)
