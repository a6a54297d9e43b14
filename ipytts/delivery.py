"""The parts of a speech: fetched side by side or taken from the cache, and handed on in order."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from typing import TYPE_CHECKING

from ipytts import audio
from ipytts.cache import Entry
from ipytts.errors import NotSpeechError, RateLimitError, SpeechError
from ipytts.fetch import Sound, fetch
from ipytts.plan import beginning
from ipytts.stopping import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts.cache import Cache
    from ipytts.plan import Plan, Step

_LOOK = 0.05  # s; so often a waiting caller looks for a stop and lets an interrupt in
_END = 0.5  # s; so long the end waits for threads that were told to stop
_AHEAD = 2  # parts, for each that may be asked at once, that wait for those before them


@contextlib.contextmanager
def deliver(
    plan: Plan, cache: Cache, *, timeout: float, stop: Stop, is_fresh: bool = False
) -> Iterator[Delivery]:
    """Get the parts of a speech; within the block they can be read in order, while they arrive.

    However the block ends, its requests end with it. Only where one part fails, the others that were asked
    for are waited for, because they are paid for: they are in the cache then.

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
        Iterating it gives an `Arrival` for each part.
    """
    delivery = Delivery(plan, cache, timeout=timeout, is_fresh=is_fresh)
    with stop.calling(delivery.stop.set):
        try:
            delivery.start()
            yield delivery
        except SpeechError as error:
            delivery.close_with(error)
            raise
        finally:
            delivery.end()


class Arrival:
    """One part on its way; iterating it gives its bytes as they come, and None now and then while none come.

    Attributes
    ----------
    step : Step
        What was asked.
    sound : Sound or None
        What its first bytes say; None until they are here.
    entry : Entry
        All of it, when it is whole and until the next part's turn.
    is_whole : bool
        Whether all of it has come.
    is_from_cache : bool
        Whether nobody was asked for it.
    """

    def __init__(self, step: Step, stop: Stop) -> None:
        self.step, self._stop = step, stop
        self.sound: Sound | None = None
        self.entry: Entry
        self.is_whole = self.is_from_cache = False
        self.error: BaseException | None = None
        self._read: list[bytes] = []
        self._pieces: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def put(self, piece: bytes | None) -> None:
        """Let the next piece be read; None is the end."""
        self._pieces.put(piece)

    def complete(self, entry: Entry) -> None:
        """Let all of it be known."""
        self.entry, self.is_whole = entry, True

    def forget(self) -> None:
        """Free the memory."""
        self._read.clear()
        del self.entry

    def beginning(self) -> Entry | None:
        """Return what of it was read; None if nothing was."""
        if self.sound is None or not self._read:
            return None
        return Entry(b"".join(self._read), self.sound.response_format, self.sound.rate)

    def __iter__(self) -> Iterator[bytes | None]:
        while True:
            self._stop.check()
            try:
                piece = self._pieces.get(timeout=_LOOK)
            except queue.Empty:
                yield None
                continue
            if piece is None:
                break
            self._read.append(piece)
            yield piece
        if self.error is not None:
            raise self.error


class Delivery:
    """The parts of one speech, and the threads that get them."""

    def __init__(self, plan: Plan, cache: Cache, *, timeout: float, is_fresh: bool) -> None:
        self.stop = Stop()
        self.cache_failure: OSError | None = None
        self._plan, self._cache, self._timeout, self._is_fresh = plan, cache, timeout, is_fresh
        self._arrivals = [Arrival(step, self.stop) for step in plan.steps]
        self._changed = threading.Condition()  # guards what follows
        self._lanes = _Lanes(plan.at_once)
        self._begun = self._ended = self._handed_on = 0  # parts
        self._waiting = 0  # parts that are under way, but for which there is no room
        self._has_failed = False
        count = min(plan.at_once, len(plan.steps))
        self._threads = [
            threading.Thread(target=self._work, name="ipytts-part", daemon=True) for _ in range(count)
        ]

    def __iter__(self) -> Iterator[Arrival]:
        for arrival in self._arrivals:
            yield arrival
            arrival.forget()
            with self._changed:
                self._handed_on += 1
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

    def close_with(self, error: SpeechError) -> None:
        """Wait for what is paid for when a part has failed, and tell which part it was."""
        failed = next((n for n, arrival in enumerate(self._arrivals) if arrival.error is error), None)
        if failed is None or len(self._arrivals) == 1 or self.stop.is_set():
            return
        for thread in self._threads:
            while thread.is_alive():
                thread.join(_LOOK)
        kept = sum(arrival.is_whole for arrival in self._arrivals)
        count, start = len(self._arrivals), beginning(self._arrivals[failed].step.request.text)
        said = f"Part {failed + 1} of {count} ({start!r}) failed: {error}"
        if kept and self.cache_failure is None:
            said += f"\n{kept} of the {count} parts are kept: asked again, only the others are fetched."
        error.args = (said, *error.args[1:])

    # -- What the threads do -----------------------------------------------------------------------

    def _work(self) -> None:
        while (arrival := self._take()) is not None:
            try:
                self._get(arrival)
            except BaseException as error:  # noqa: BLE001 - whatever it is, the caller raises it
                arrival.error = error
            with self._changed:
                self._ended += 1
                self._has_failed |= arrival.error is not None
                self._changed.notify_all()
            arrival.put(None)

    def _take(self) -> Arrival | None:
        """Return the next part that may be asked for; None where there is none any more."""
        with self._changed:
            while self._begun < len(self._arrivals) and not self._is_over():
                is_near = self._begun < self._handed_on + _AHEAD * self._plan.at_once
                if is_near and self._under_way() < self._lanes.open:
                    self._begun += 1
                    return self._arrivals[self._begun - 1]
                self._changed.wait()
            return None

    def _is_over(self) -> bool:
        return self._has_failed or self.stop.is_set()

    def _under_way(self) -> int:
        return self._begun - self._ended

    def _get(self, arrival: Arrival) -> None:
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

    def _take_from_cache(self, arrival: Arrival) -> bool:
        entry = self._cache.get(arrival.step.key)
        if entry is None:
            return False
        arrival.sound = Sound(entry.response_format, entry.rate)
        arrival.complete(entry)
        arrival.is_from_cache = True
        arrival.put(entry.data)
        return True

    def _ask(self, arrival: Arrival) -> None:
        entry = self._fetch_when_there_is_room(arrival)
        with self._changed:
            self._lanes.widen()
        arrival.complete(entry)
        try:
            self._cache.put(arrival.step.key, entry)
        except OSError as error:  # a full or read-only disk costs the next hearing, not this one
            self.cache_failure = error

    def _fetch_when_there_is_room(self, arrival: Arrival) -> Entry:
        while True:
            ended = self._ended
            try:
                return self._fetch(arrival)
            except RateLimitError as error:
                self._heed(error)
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
            with self._changed:
                self._lanes.narrow(self._under_way())

    def _fetch(self, arrival: Arrival) -> Entry:
        request, service = arrival.step.request, self._plan.service
        pieces = []
        asking = fetch(request, service, timeout=self._timeout, stop=self.stop, on_retry=self._heed)
        with asking as answer:
            arrival.sound = sound = answer.sound
            for piece in answer:
                pieces.append(piece)
                arrival.put(piece)
        entry = Entry(b"".join(pieces), sound.response_format, sound.rate)
        if not audio.duration(*entry):
            raise NotSpeechError(f"{service.name} sent {sound.response_format} without any sound in it.", 200)
        return entry


class _Lanes:
    """How many requests may run side by side: fewer when a service says that it is too much, more later."""

    def __init__(self, most: int) -> None:
        self._most, self._width = most, float(most)

    @property
    def open(self) -> int:
        return int(self._width)

    def narrow(self, under_way: int) -> None:
        self._width = max(1.0, min(self._width, under_way) - 1)

    def widen(self) -> None:
        """Open one more when a few times as many as are open have gone well."""
        self._width = min(self._most, self._width + 0.25 / self._width)
