"""Fetch the parts of a speech concurrently, or read them from the cache, and yield them in order."""

from __future__ import annotations

import contextlib
import io
import threading
import time
from collections.abc import Callable, Iterator

from ipytts.audio import formats
from ipytts.errors import NotSpeechError, RateLimitError, SpeechError
from ipytts.services.cancellation import Stop
from ipytts.services.client import AudioType, fetch
from ipytts.services.request import excerpt
from ipytts.services.time_limits import silence_limit
from ipytts.synthesis.cache import Cache, Entry
from ipytts.synthesis.plan import EXCERPT_LENGTH, Plan, Step

_POLL = 0.05  # s; a waiting caller checks this often for a stop or an interrupt
_JOIN_TIMEOUT = 0.5  # s; how long the end waits for the threads, which have been stopped
_HEAD = 1 << 12  # bytes, which usually suffice to see that a part has sound


@contextlib.contextmanager
def schedule(
    plan: Plan, cache: Cache, *, timeout: float | None, stop: Stop, is_fresh: bool = False
) -> Iterator[Scheduler]:
    """Fetch the parts of a plan; within the block they can be read in order while they arrive.

    The requests end with the block. Where one part fails, its `PartStream` raises the error only when the
    other requests under way have ended: they are paid for, and end in the cache.

    Iterating over the `Scheduler` gives a `PartStream` for each part. Setting `stop` ends all requests.
    `timeout` is in seconds, for each request, retries included, or None for no limit; with `is_fresh` the
    cache is not searched.
    """
    scheduler = Scheduler(plan, cache, timeout=timeout, is_fresh=is_fresh)
    with stop.calling(scheduler.stop.set):
        try:
            scheduler.start()
            yield scheduler
        except SpeechError as error:
            scheduler.explain(error)
            raise
        finally:
            scheduler.end()


class PartStream:
    """One part while it arrives; iterating gives its bytes, and None from time to time while none come."""

    def __init__(self, step: Step, stop: Stop, is_settled: Callable[[], bool]) -> None:
        self.step, self._stop, self._is_settled = step, stop, is_settled
        self.audio_type: AudioType | None = None  # as the first bytes show
        self.entry: Entry  # the whole part, from its end until the next part's turn
        self.is_kept = self.is_from_cache = False  # is_kept: it is in the cache
        self.error: BaseException | None = None
        self._changed = threading.Condition()
        self._buffer = io.BytesIO()  # one buffer: thousands of small pieces would fragment the memory
        self._data: bytes | None = None  # the whole part
        self._read = 0  # bytes
        self._is_over = False

    def put(self, piece: bytes) -> None:
        """Add the next piece."""
        with self._changed:
            self._buffer.write(piece)
            self._changed.notify_all()

    def complete(self, audio_type: AudioType) -> Entry:
        """Return the whole part; no more pieces follow."""
        with self._changed:
            self._data = self._buffer.getvalue()  # makes no copy
            self._buffer = io.BytesIO()
        self.entry = Entry(self._data, audio_type.response_format, audio_type.rate)
        return self.entry

    def take(self, entry: Entry) -> None:
        """Use an entry of the cache as the whole part."""
        self.audio_type = AudioType(entry.response_format, entry.rate)
        self.entry, self._data = entry, entry.data
        self.is_kept = self.is_from_cache = True

    def close(self, error: BaseException | None) -> None:
        """End the stream, with an error if there was one."""
        with self._changed:
            self.error, self._is_over = error, True
            self._changed.notify_all()

    def release(self) -> None:
        """Free the memory."""
        self._data = b""
        del self.entry

    def so_far(self) -> Entry | None:
        """Return the bytes that were read so far; None if there are none."""
        if self.audio_type is None or not self._read:
            return None
        with self._changed:
            data = self._from(0)[: self._read]
        return Entry(data, self.audio_type.response_format, self.audio_type.rate)

    def _from(self, start: int) -> bytes:
        if self._data is not None:
            return self._data[start:]
        with self._buffer.getbuffer() as view:
            return bytes(view[start:])

    def __iter__(self) -> Iterator[bytes | None]:
        while True:
            self._stop.check()
            with self._changed:
                piece = self._from(self._read)
                if not piece and not self._is_over:
                    self._changed.wait(_POLL)
                    piece = self._from(self._read)
                is_over = self._is_over
            if not piece and is_over:
                break
            self._read += len(piece)
            yield piece or None
        while self.error is not None:
            if self._is_settled():
                raise self.error
            self._stop.check()
            time.sleep(_POLL)
            yield None


class Scheduler:
    """The parts of one speech, and the threads that fetch them."""

    def __init__(self, plan: Plan, cache: Cache, *, timeout: float | None, is_fresh: bool) -> None:
        self.stop = Stop()
        self.cache_failure: OSError | None = None
        self._plan, self._cache, self._timeout, self._is_fresh = plan, cache, timeout, is_fresh
        self._streams = [PartStream(step, self.stop, lambda: not self._under_way()) for step in plan.steps]
        self._changed = threading.Condition()  # guards the attributes below
        # s; whoever has claimed a part for longer may hang, and so the part is fetched here, too
        self._longest_claim = silence_limit(plan.service.base_url) if timeout is None else timeout
        self._limit = ConcurrencyLimit(plan.at_once)
        self._begun = self._ended = 0  # parts
        self._ahead = 0  # characters of the parts that are begun and not yet read
        self._waiting = 0  # parts that are begun and wait for the service to have room
        self._has_failed = False
        count = min(plan.at_once, len(plan.steps))
        self._threads = [
            threading.Thread(target=self._work, name="ipytts-part", daemon=True) for _ in range(count)
        ]

    def __iter__(self) -> Iterator[PartStream]:
        for stream in self._streams:
            yield stream
            stream.release()
            with self._changed:
                self._ahead -= len(stream.step.text)
                self._changed.notify_all()

    @property
    def is_from_cache(self) -> bool:
        """Whether no request was made for any part."""
        return all(stream.is_from_cache for stream in self._streams)

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Stop the requests that are under way."""
        self.stop.set()
        with self._changed:
            self._changed.notify_all()
        deadline = time.monotonic() + _JOIN_TIMEOUT
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, deadline - time.monotonic()))

    def explain(self, error: SpeechError) -> None:
        """Add to a part's error its number, and the number of parts that are in the cache."""
        failed = next((n for n, stream in enumerate(self._streams) if stream.error is error), None)
        if failed is None or len(self._streams) == 1:
            return
        kept = sum(stream.is_kept for stream in self._streams)
        count, start = len(self._streams), excerpt(self._streams[failed].step.request.text, EXCERPT_LENGTH)
        message = f"Part {failed + 1} of {count} ({start!r}) failed: {error}"
        if kept:
            condition = ", without --no-cache" if self._is_fresh else ""
            message += (
                f"\n{kept} of the {count} parts are in the cache: run it again{condition} to fetch the rest."
            )
        error.args = (message, *error.args[1:])

    # -- In the threads ----------------------------------------------------------------------------

    def _work(self) -> None:
        while (stream := self._next_stream()) is not None:
            failure: BaseException | None = None
            try:
                self._fill(stream)
            except BaseException as error:  # noqa: BLE001 - the caller's thread raises it
                # The frames of the transport hold the key: they stay here.
                error.__cause__ = error.__context__ = None
                failure = error.with_traceback(None)
            with self._changed:
                self._ended += 1
                self._has_failed |= failure is not None
                self._changed.notify_all()
            stream.close(failure)

    def _next_stream(self) -> PartStream | None:
        """Wait until the next part may begin, and return it; None if there is none left."""
        with self._changed:
            while self._begun < len(self._streams) and not self._is_over():
                stream = self._streams[self._begun]
                ahead = self._ahead + len(stream.step.text)
                # Parts that wait for an earlier one are in memory: not more than may be requested at once.
                is_near = not self._ahead or ahead <= self._plan.at_once * self._plan.limit
                if is_near and self._under_way() < self._limit.allowed:
                    self._begun, self._ahead = self._begun + 1, ahead
                    return stream
                self._changed.wait()
            return None

    def _is_over(self) -> bool:
        return self._has_failed or self.stop.is_set()

    def _under_way(self) -> int:
        return self._begun - self._ended

    def _fill(self, stream: PartStream) -> None:
        if self._is_fresh:
            self._request(stream)
            return
        if self._take_from_cache(stream):
            return
        deadline = time.monotonic() + self._longest_claim
        key = stream.step.key
        with self._cache.claim(key, lambda: self.stop.is_set() or time.monotonic() > deadline):
            # Another process may have fetched it while this one waited for the claim.
            if not self._take_from_cache(stream):
                self._request(stream)

    def _take_from_cache(self, stream: PartStream) -> bool:
        entry = self._cache.get(stream.step.key)
        if entry is not None:
            stream.take(entry)
        return entry is not None

    def _request(self, stream: PartStream) -> None:
        entry = self._fetch_within_limit(stream)
        with self._changed:
            self._limit.raise_slowly()
        try:
            stream.is_kept = self._cache.put(stream.step.key, entry)
        except OSError as error:  # a full or read-only disk is no reason to lose this speech
            self.cache_failure = error

    def _fetch_within_limit(self, stream: PartStream) -> Entry:
        """Fetch a part; where the service is busy, try again as long as other parts make room."""
        while True:
            ended = self._ended
            try:
                return self._fetch(stream)
            except RateLimitError:
                self._lower_limit()
                if not self._wait_for_another(ended):
                    raise

    def _wait_for_another(self, ended: int) -> bool:
        """Wait until another part has ended, which makes room; return whether one did."""
        with self._changed:
            self._waiting += 1
            self._changed.notify_all()  # other waiting parts may be the last ones now
            while self._ended == ended and self._under_way() > self._waiting and not self._is_over():
                self._changed.wait()
            self._waiting -= 1
            return self._ended > ended and not self._is_over()

    def _on_retry(self, failure: SpeechError) -> None:
        if isinstance(failure, RateLimitError):
            self._lower_limit()

    def _lower_limit(self) -> None:
        with self._changed:
            self._limit.lower(self._under_way())

    def _fetch(self, stream: PartStream) -> Entry:
        request, service = stream.step.request, self._plan.service
        with fetch(
            request, service, timeout=self._timeout, stop=self.stop, on_retry=self._on_retry
        ) as response:
            stream.audio_type = response.audio_type
            for piece in response:
                stream.put(piece)
        entry = stream.complete(response.audio_type)
        if not _has_sound(entry):
            raise NotSpeechError(f"{service.name} sent {entry.response_format} without any sound in it.", 200)
        return entry


def _has_sound(entry: Entry) -> bool:
    head = entry._replace(data=entry.data[:_HEAD])
    return bool(formats.duration(*head) or formats.duration(*entry))


class ConcurrencyLimit:
    """How many requests may run at once: fewer after a status of 429, more after successes."""

    def __init__(self, maximum: int) -> None:
        self._maximum, self._limit = maximum, float(maximum)

    @property
    def allowed(self) -> int:
        """The number of requests that may run now."""
        return int(self._limit)

    def lower(self, under_way: int) -> None:
        """Allow one request fewer than run now, but at least one."""
        self._limit = max(1.0, min(self._limit, under_way) - 1)

    def raise_slowly(self) -> None:
        """Count one success: about four for each allowed request allow one more."""
        self._limit = min(self._maximum, self._limit + 0.25 / self._limit)
