"""From a plan to a speech: the parts are fetched, joined, and passed to a listener as they arrive."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from ipytts.audio.encode import convert
from ipytts.audio.join import Joiner
from ipytts.errors import SpeechError, SpeechInterrupt, SpeechStoppedError
from ipytts.services.cancellation import Stop
from ipytts.synthesis.attempts import Attempt, Attempts
from ipytts.synthesis.cache import Cache, Entry, open_cache
from ipytts.synthesis.part import Part
from ipytts.synthesis.plan import Plan
from ipytts.synthesis.scheduler import PartStream, schedule
from ipytts.synthesis.speech import Speech

if TYPE_CHECKING:
    from ipytts.synthesis.listener import Listener


def synthesize(
    planned: Plan,
    listener: Listener,
    *,
    timeout: float | None,
    is_fresh: bool = False,
    speech_type: Callable[..., Speech] = Speech,
) -> Speech:
    """Fetch the parts of a plan, inform the listener of each piece, and return the joined speech.

    The caller reports the end to the listener, when it is ready for it. `timeout` is in seconds, for the
    whole of one request, retries included, or None for no limit; with `is_fresh` the cache is ignored.
    `speech_type` makes the speech, from the arguments of `Speech`. The ``speech`` of a `SpeechError` or
    `SpeechInterrupt` holds the audio that had arrived.
    """
    return SynthesisRun(planned, listener, speech_type).run(timeout, is_fresh=is_fresh)


class SynthesisRun:
    """One speech while it is made: the parts that have arrived, and the listener to inform."""

    def __init__(self, planned: Plan, listener: Listener, speech_type: Callable[..., Speech]) -> None:
        self._plan, self._listener, self._speech_type = planned, listener, speech_type
        self._has_sound = False
        self._stop = Stop()
        self._joiner = Joiner()
        self._parts: list[Part] = []
        self._current: PartStream | None = None

    def run(self, timeout: float | None, *, is_fresh: bool) -> Speech:
        """Return the whole speech; the `speech` of an error holds the audio that had arrived."""
        try:
            return self._receive(timeout, is_fresh=is_fresh)
        except SpeechError as error:
            error.speech = self._so_far()
            raise
        except KeyboardInterrupt:
            interrupt = SpeechInterrupt()
            interrupt.speech = self._so_far()
        # Outside of the handler, so that no traceback shows where we waited.
        raise interrupt

    def _receive(self, timeout: float | None, *, is_fresh: bool) -> Speech:
        """Make one attempt after another, until one has sound or none is left."""
        self._listener.on_start(self._stop)
        attempts = Attempts(self._plan)
        while True:
            try:
                return self._make(attempts.current, timeout, is_fresh=is_fresh)
            except SpeechError as error:
                if self._has_sound or isinstance(error, SpeechStoppedError):
                    raise
                failure = error
            # Outside of the handler, so that a later error does not show this one as its context.
            attempts.advance(failure)

    def _make(self, attempt: Attempt, timeout: float | None, *, is_fresh: bool) -> Speech:
        self._plan = attempt.plan
        self._listener.on_plan(self._plan)
        cache = open_cache()
        with schedule(self._plan, cache, timeout=timeout, stop=self._stop, is_fresh=is_fresh) as scheduler:
            try:
                for stream in scheduler:
                    self._pass_on(stream, attempt)
            finally:
                if scheduler.cache_failure is not None:
                    self._listener.on_notice(_cache_notice(cache, scheduler.cache_failure))
        # Earlier attempts were requests.
        return self._speech(from_cache=scheduler.is_from_cache and not attempt.condition)

    def _pass_on(self, stream: PartStream, attempt: Attempt) -> None:
        self._current = stream
        for piece in stream:
            if piece is None:
                self._listener.on_wait()
            else:
                if not self._has_sound:
                    self._has_sound = True
                    for notice in attempt.announce():
                        self._listener.on_notice(notice)
                self._listener.on_audio(piece)
        self._add(stream.step.text, stream.entry)
        self._current = None
        self._listener.on_part(self._parts[-1])

    def _add(self, text: str, entry: Entry) -> None:
        start = self._parts[-1].end if self._parts else 0.0
        self._joiner.add(*entry)
        self._parts.append(Part(text, start, self._joiner.ends[-1]))

    def _speech(self, *, complete: bool = True, from_cache: bool = False) -> Speech:
        request, service = self._plan.request, self._plan.service
        data, response_format, rate = self._joiner.file(), self._joiner.response_format, self._joiner.rate
        requested = request.response_format
        if complete and requested != response_format == self._plan.part_format:
            data, rate = convert(data, response_format, requested, rate, self._on_block)
            response_format = requested
        return self._speech_type(
            data,
            text=request.text,
            voice=service.sole_voice or request.voice,
            model=service.model().name if service.sole_voice else request.model,
            response_format=response_format,
            service=service.name,
            rate=rate,
            complete=complete,
            parts=self._parts,
            from_cache=from_cache,
        )

    def _on_block(self) -> None:
        """Check for a stop while the file is encoded, and update the progress."""
        self._stop.check()
        self._listener.on_wait()

    def _so_far(self) -> Speech | None:
        """Return the audio that had arrived before the error, if it can be played."""
        current = self._current
        if current is not None and (begun := current.so_far()) is not None:
            with contextlib.suppress(SpeechError):  # it may be the part that cannot be joined
                self._add(current.step.text, begun)
        with contextlib.suppress(SpeechError):
            return self._speech(complete=False) if self._parts and self._parts[-1].end else None
        return None


def _cache_notice(cache: Cache, failure: OSError) -> str:
    return (
        f"The cache in {str(cache.folder)[:200]} cannot store the audio: {failure.strerror or failure}.\n"
        "Set IPYTTS_CACHE_DIR to a folder that can be written to."
    )
