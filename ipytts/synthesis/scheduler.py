"""The parts of a speech: fetched side by side or taken from the cache, and handed on in order."""

from __future__ import annotations

import contextlib
import io
import threading
import time
from typing import TYPE_CHECKING

from ipytts.audio import formats
from ipytts.errors import NotSpeechError, RateLimitError, SpeechError
from ipytts.services.cancellation import Stop
from ipytts.services.client import AudioType, fetch
from ipytts.services.request import excerpt
from ipytts.synthesis.cache import Entry
from ipytts.synthesis.plan import EXCERPT_LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipytts.synthesis.cache import Cache
    from ipytts.synthesis.plan import Plan, Step

_LOOK = 0.05  # s; so often a waiting caller looks for a stop and lets an interrupt in
_END = 0.5  # s; so long the end waits for threads that were told to stop
_BEGINNING = 1 << 12  # bytes


@contextlib.contextmanager
def schedule(
    plan: Plan, cache: Cache, *, timeout: float, stop: Stop, is_fresh: bool = False
) -> Iterator[Scheduler]:
    """Get the parts of a speech; within the block they can be read in order, while they arrive.

    However the block ends, its requests end with it. Where one part fails, its `PartStream` raises the error
    only when the others that were asked for have come: they are paid for, and in the cache then.

    Parameters
    ----------
    plan : Plan
        What to ask.
    cache : Cache
        Where parts are looked for before anyone is asked, and kept afterwards.
    timeout : float
        Seconds for each request, further tries included.
    stop : Stop
        Setting it ends all requests.
    is_fresh : bool
        Whether to ask also for what is in the cache.

    Yields
    ------
    Delivery
        Iterating it gives an `PartStream` for each part.
    """
    delivery = Scheduler(plan, cache, timeout=timeout, is_fresh=is_fresh)
    with stop.calling(delivery.stop.set):
        try:
            delivery.start()
            yield delivery
        except SpeechError as error:
            delivery.explain(error)
            raise
        finally:
            delivery.end()


class PartStream:
    """One part on its way; iterating it gives its bytes as they come, and None now and then while none come.

    Attributes
    ----------
    step : Step
        What was asked.
    sound : Sound or None
        What its first bytes say; None until they are here.
    entry : Entry
        All of it, when it is whole and until the next part's turn.
    is_kept : bool
        Whether it is in the cache.
    is_from_cache : bool
        Whether nobody was asked for it.
    """

    def __init__(self, step: Step, stop: Stop, is_settled: Callable[[], bool]) -> None:
        self.step, self._stop, self._is_settled = step, stop, is_settled
        self.sound: AudioType | None = None
        self.entry: Entry
        self.is_kept = self.is_from_cache = False
        self.error: BaseException | None = None
        self._changed = threading.Condition()
        self._sink = io.BytesIO()  # thousands of pieces would scatter the memory
        self._data: bytes | None = None  # all of it
        self._handed_on = 0  # bytes
        self._is_over = False

    def put(self, piece: bytes) -> None:
        """Let the next piece be read."""
        with self._changed:
            self._sink.write(piece)
            self._changed.notify_all()

    def complete(self, sound: AudioType) -> Entry:
        """Return all of it, as nothing more comes."""
        with self._changed:
            self._data = self._sink.getvalue()  # a copy is not made
            self._sink = io.BytesIO()
        self.entry = Entry(self._data, sound.response_format, sound.rate)
        return self.entry

    def take(self, entry: Entry) -> None:
        """Let all of it be read, as it was kept."""
        self.sound = AudioType(entry.response_format, entry.rate)
        self.entry, self._data = entry, entry.data
        self.is_kept = self.is_from_cache = True

    def close(self, error: BaseException | None) -> None:
        """Let the reader come to the end, or to an error."""
        with self._changed:
            self.error, self._is_over = error, True
            self._changed.notify_all()

    def forget(self) -> None:
        """Free the memory."""
        self._data = b""
        del self.entry

    def so_far(self) -> Entry | None:
        """Return what of it was read; None if nothing was."""
        if self.sound is None or not self._handed_on:
            return None
        with self._changed:
            data = self._unread(0)[: self._handed_on]
        return Entry(data, self.sound.response_format, self.sound.rate)

    def _unread(self, start: int) -> bytes:
        if self._data is not None:
            return self._data[start:]
        with self._sink.getbuffer() as view:
            return bytes(view[start:])

    def __iter__(self) -> Iterator[bytes | None]:
        while True:
            self._stop.check()
            with self._changed:
                piece = self._unread(self._handed_on)
                if not piece and not self._is_over:
                    self._changed.wait(_LOOK)
                    piece = self._unread(self._handed_on)
                is_over = self._is_over
            if not piece and is_over:
                break
            self._handed_on += len(piece)
            yield piece or None
        while self.error is not None:
            if self._is_settled():
                raise self.error
            self._stop.check()
            time.sleep(_LOOK)
            yield None


class Scheduler:
    """The parts of one speech, and the threads that get them."""

    def __init__(self, plan: Plan, cache: Cache, *, timeout: float, is_fresh: bool) -> None:
        self.stop = Stop()
        self.cache_failure: OSError | None = None
        self._plan, self._cache, self._timeout, self._is_fresh = plan, cache, timeout, is_fresh
        self._arrivals = [PartStream(step, self.stop, lambda: not self._under_way()) for step in plan.steps]
        self._changed = threading.Condition()  # guards what follows
        self._lanes = ConcurrencyLimit(plan.at_once)
        self._begun = self._ended = 0  # parts
        self._ahead = 0  # characters of the parts that are begun, but not handed on
        self._waiting = 0  # parts that are under way, but for which there is no room
        self._has_failed = False
        count = min(plan.at_once, len(plan.steps))
        self._threads = [
            threading.Thread(target=self._work, name="ipytts-part", daemon=True) for _ in range(count)
        ]

    def __iter__(self) -> Iterator[PartStream]:
        for arrival in self._arrivals:
            yield arrival
            arrival.forget()
            with self._changed:
                self._ahead -= len(arrival.step.text)
                self._changed.notify_all()

    @property
    def is_from_cache(self) -> bool:
        """Whether nobody was asked for anything."""
        return all(arrival.is_from_cache for arrival in self._arrivals)

    def start(self) -> None:
        """Begin to ask."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """End what is still under way."""
        self.stop.set()
        with self._changed:
            self._changed.notify_all()
        deadline = time.monotonic() + _END
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, deadline - time.monotonic()))

    def explain(self, error: SpeechError) -> None:
        """Make the error of a part tell which part it was, and what is kept of the others."""
        failed = next((n for n, arrival in enumerate(self._arrivals) if arrival.error is error), None)
        if failed is None or len(self._arrivals) == 1:
            return
        kept = sum(arrival.is_kept for arrival in self._arrivals)
        count, start = len(self._arrivals), excerpt(self._arrivals[failed].step.request.text, EXCERPT_LENGTH)
        said = f"Part {failed + 1} of {count} ({start!r}) failed: {error}"
        if kept:
            again = "asked again without --no-cache" if self._is_fresh else "asked again"
            said += f"\nKept of the {count} parts: {kept}. {again.capitalize()}, only the others are fetched."
        error.args = (said, *error.args[1:])

    # -- What the threads do -----------------------------------------------------------------------

    def _work(self) -> None:
        while (arrival := self._take()) is not None:
            failure: BaseException | None = None
            try:
                self._get(arrival)
            except BaseException as error:  # noqa: BLE001 - whatever it is, the caller raises it
                failure = error
            with self._changed:
                self._ended += 1
                self._has_failed |= failure is not None
                self._changed.notify_all()
            arrival.close(failure)

    def _take(self) -> PartStream | None:
        """Return the next part that may be asked for; None where there is none any more."""
        with self._changed:
            while self._begun < len(self._arrivals) and not self._is_over():
                arrival = self._arrivals[self._begun]
                ahead = self._ahead + len(arrival.step.text)
                # What waits for a part before it is in memory: no more than may be asked at once.
                is_near = not self._ahead or ahead <= self._plan.at_once * self._plan.limit
                if is_near and self._under_way() < self._lanes.open:
                    self._begun, self._ahead = self._begun + 1, ahead
                    return arrival
                self._changed.wait()
            return None

    def _is_over(self) -> bool:
        return self._has_failed or self.stop.is_set()

    def _under_way(self) -> int:
        return self._begun - self._ended

    def _get(self, arrival: PartStream) -> None:
        if self._is_fresh:
            self._ask(arrival)
            return
        if self._take_from_cache(arrival):
            return
        deadline = time.monotonic() + self._timeout
        key = arrival.step.key
        with self._cache.claim(key, lambda: self.stop.is_set() or time.monotonic() > deadline):
            # Another process may have fetched it while we waited for the claim.
            if not self._take_from_cache(arrival):
                self._ask(arrival)

    def _take_from_cache(self, arrival: PartStream) -> bool:
        entry = self._cache.get(arrival.step.key)
        if entry is not None:
            arrival.take(entry)
        return entry is not None

    def _ask(self, arrival: PartStream) -> None:
        entry = self._fetch_when_there_is_room(arrival)
        with self._changed:
            self._lanes.widen()
        try:
            arrival.is_kept = self._cache.put(arrival.step.key, entry)
        except OSError as error:  # a full or read-only disk costs the next hearing, not this one
            self.cache_failure = error

    def _fetch_when_there_is_room(self, arrival: PartStream) -> Entry:
        while True:
            ended = self._ended
            try:
                return self._fetch(arrival)
            except RateLimitError:
                self._narrow()
                if not self._wait_for_another(ended):
                    raise

    def _wait_for_another(self, ended: int) -> bool:
        """Wait until a part has come, as that makes room; tell whether one did."""
        with self._changed:
            self._waiting += 1
            self._changed.notify_all()  # who waits too may wait for nobody now
            while self._ended == ended and self._under_way() > self._waiting and not self._is_over():
                self._changed.wait()
            self._waiting -= 1
            return self._ended > ended and not self._is_over()

    def _heed(self, failure: SpeechError) -> None:
        if isinstance(failure, RateLimitError):
            self._narrow()

    def _narrow(self) -> None:
        with self._changed:
            self._lanes.narrow(self._under_way())

    def _fetch(self, arrival: PartStream) -> Entry:
        request, service = arrival.step.request, self._plan.service
        asking = fetch(request, service, timeout=self._timeout, stop=self.stop, on_retry=self._heed)
        with asking as answer:
            arrival.sound = sound = answer.sound
            for piece in answer:
                arrival.put(piece)
        entry = arrival.complete(sound)
        if not _has_sound(entry):
            raise NotSpeechError(f"{service.name} sent {sound.response_format} without any sound in it.", 200)
        return entry


def _has_sound(entry: Entry) -> bool:
    excerpt = entry._replace(data=entry.data[:_BEGINNING])  # as a rule it can be told from here
    return bool(formats.duration(*excerpt) or formats.duration(*entry))


class ConcurrencyLimit:
    """How many requests may run side by side: fewer when a service says that it is too much, more later."""

    def __init__(self, most: int) -> None:
        self._most, self._width = most, float(most)

    @property
    def open(self) -> int:
        """How many requests may run now."""
        return int(self._width)

    def narrow(self, under_way: int) -> None:
        """Allow one request fewer than run now."""
        self._width = max(1.0, min(self._width, under_way) - 1)

    def widen(self) -> None:
        """Open one more when a few times as many as are open have gone well."""
        self._width = min(self._most, self._width + 0.25 / self._width)
