"""Speech that is made in a thread, so that the kernel stays free."""

from __future__ import annotations

import contextvars
import math
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ipytts.errors import SpeechError, SpeechInterrupt
from ipytts.playback.live_player import LivePlayer
from ipytts.playback.speak import speak
from ipytts.services.cancellation import Stop
from ipytts.synthesis.listener import Listener, Listeners
from ipytts.synthesis.speech import Speech

if TYPE_CHECKING:
    from ipytts.widget.player_slot import PlayerSlot
    from ipytts.widget.settings import Settings


_JOIN_TIMEOUT = 0.05  # s; on some systems no interrupt ends a longer join


class SpeechJob(Listener):
    """One speech, from the press of the button to its end.

    `slot` is that of the live player; without it there is none. `run` is the run in which the sound starts by
    itself; without it, it does not. `on_end` is called with the job, in its thread, when it has ended. Then
    `speech` is the speech, as far as it arrived, and `error` the error that ended it.
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
        cache: bool = True,
    ) -> None:
        self.settings = settings
        self.speech: Speech | None = None
        self.error: Exception | None = None
        self.notices: list[str] = []
        self._was_stopped = False
        self._slot, self._run, self._cache = slot, run, cache
        self._on_end, self._on_notice = on_end, on_notice
        self._stop: Stop | None = None
        self._lock = threading.Lock()
        # With this context, what a callback prints goes to the cell that started the job.
        context = contextvars.copy_context()
        self._thread = threading.Thread(
            target=context.run, args=(self._work,), name="ipytts-playground", daemon=True
        )

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the job; the audio that has arrived is kept."""
        with self._lock:
            self._was_stopped = True
            if self._stop is not None:
                self._stop.set()

    def wait(self, timeout: float = math.inf) -> None:
        """Wait for the end of the job, `timeout` seconds at most; an interrupt stops the job.

        Raises
        ------
        SpeechInterrupt
            The wait was interrupted.
        """
        end = time.monotonic() + timeout
        try:
            while self._thread.is_alive() and time.monotonic() < end:
                self._thread.join(_JOIN_TIMEOUT)
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
            It failed; the error's `speech` holds the audio that had arrived.
        """
        self.wait()
        if self.error is not None:
            raise self.error
        assert self.speech is not None  # noqa: S101 - without an error there is a speech
        return self.speech

    def on_start(self, stop: Stop) -> None:
        """Keep the `Stop`, and set it if the job was stopped before."""
        with self._lock:
            self._stop = stop
            if self._was_stopped:
                stop.set()

    def on_notice(self, message: str) -> None:
        """Keep a notice, and pass it on."""
        self.notices.append(message)
        self._on_notice(message)

    def _work(self) -> None:
        try:
            self.speech = self._speak()
        except SpeechError as error:
            self.speech, self.error = error.speech, error
        except Exception as error:  # noqa: BLE001 - the playground shows it
            self.error = error
        self._on_end(self)

    def _speak(self) -> Speech:
        options: dict[str, Any] = {"play": False, "cache": self._cache, **self.settings.options}
        if self._slot is None:
            return speak(self.settings.text, listener=self, **options)
        with LivePlayer(self._slot, plays=self._run is not None, run=self._run) as live:
            return speak(self.settings.text, listener=Listeners(self, live), **options)
