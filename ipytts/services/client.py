"""The request function: every face's words go to a service through `fetch`, and through nothing else."""

from __future__ import annotations

import contextlib
import itertools
import json
import queue
import random
import re
import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from ipytts.audio.formats import sniff
from ipytts.audio.frames import HEAD
from ipytts.audio.names import RATE
from ipytts.errors import (
    NotSpeechError,
    ServiceError,
    SpeechError,
    SpeechTimeoutError,
    UnreachableError,
)
from ipytts.services.cancellation import CancellationScope, Stop
from ipytts.services.error_responses import is_out_of_credit, is_text, refusal, seconds_to_wait
from ipytts.services.sessions import session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipytts.services.request import SpeechRequest
    from ipytts.services.service import Service

RETRIES = 2
_PIECE = 1 << 16  # bytes; at most so much is read at once
_LONGEST_REFUSAL = 1 << 16  # bytes of an error's body that are read
_LONGEST_STRANGER = 1 << 25  # bytes of what is no audio that are kept
_MOST_REDIRECTS = 5
_BACKOFF, _LONGEST_BACKOFF = 0.5, 8.0  # s; before the first further try, and before any
_LOOK = 0.05  # s; so often a waiting caller looks at the clock and lets an interrupt in
_END = 0.1  # s; so long the end waits for the carrying thread
_PASSING_STATUSES = (408, 409, 429)  # another try may help; so with all of 5xx
_RAW_TYPES = ("audio/pcm", "audio/x-pcm", "audio/raw", "audio/l16")
_ANY_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class AudioType:
    """What is known of the audio once its first bytes are here.

    Parameters
    ----------
    response_format : str
        What the first bytes say, which need not be what was asked for.
    rate : int
        Samples a second; only headerless ``pcm`` needs it.
    """

    response_format: str
    rate: int


@contextlib.contextmanager
def fetch(
    request: SpeechRequest,
    service: Service,
    *,
    timeout: float,
    stop: Stop,
    retries: int = RETRIES,
    on_retry: Callable[[SpeechError], None] = lambda _: None,
) -> Iterator[Answer]:
    """Ask `service` for the speech; within the block, the answer's bytes can be read as they arrive.

    However the block ends, the request ends with it, and its thread too.

    Parameters
    ----------
    request : SpeechRequest
        What to ask.
    service : Service
        Whom to ask.
    timeout : float
        Seconds for all of it, further tries included.
    stop : Stop
        Setting it ends the request at any stage.
    retries : int
        How often to try again where that can help.
    on_retry : callable
        Hears, in another thread, of each failure that is followed by another try.

    Yields
    ------
    Answer
        Its `sound` tells the format; iterating it gives the audio's bytes.
    """
    call = _Call(request, service, time.monotonic() + timeout, retries, on_retry)
    thread = threading.Thread(target=call.run, name="ipytts-fetch", daemon=True)
    with stop.calling(call.wire.cut):
        try:
            thread.start()
            yield Answer(call, timeout, stop)
        finally:
            call.wire.cut()
            if thread.is_alive():
                thread.join(_END)


class Answer:
    """The audio of one request, read as it arrives."""

    def __init__(self, call: _Call, timeout: float, stop: Stop) -> None:
        self._call, self._timeout, self._stop = call, timeout, stop
        self._sound: AudioType | None = None

    @property
    def sound(self) -> AudioType:
        """What the first bytes say; waits for them."""
        # No cached_property: before Python 3.12 its lock is one for all answers.
        if self._sound is None:
            first = self._next()
            if not isinstance(first, AudioType):
                raise TypeError(first)
            self._sound = first
        return self._sound

    def __iter__(self) -> Iterator[bytes]:
        _ = self.sound
        while isinstance(piece := self._next(), bytes):
            yield piece

    def _next(self) -> AudioType | bytes | None:
        while True:
            self._stop.check()
            with contextlib.suppress(queue.Empty):
                item = self._call.arrived.get(timeout=_LOOK)
                break
            self._check_clock()
        if isinstance(item, BaseException):
            # A stop and a time-out break the connection: then they are the reason.
            self._stop.check()
            self._check_clock()
            raise item
        return item

    def _check_clock(self) -> None:
        if self._call.remaining() <= 0:
            raise SpeechTimeoutError(
                f"The speech did not arrive within {self._timeout:g} s. "
                "Give it longer with --timeout, or make the text shorter."
            )


class _TryAgainError(Exception):
    """An attempt failed in a way that another one may mend."""

    def __init__(self, failure: SpeechError, wait: float | None = None) -> None:
        super().__init__(str(failure))
        self.failure, self.wait = failure, wait


class _Call:
    """One request on its way, carried by a thread of its own so that its caller can always leave."""

    def __init__(
        self,
        request: SpeechRequest,
        service: Service,
        deadline: float,
        retries: int,
        on_retry: Callable[[SpeechError], None],
    ) -> None:
        self._request, self._service = request, service
        self._deadline, self._retries, self._on_retry = deadline, retries, on_retry
        self.wire = CancellationScope()
        self.arrived: queue.SimpleQueue[AudioType | bytes | BaseException | None] = queue.SimpleQueue()

    def remaining(self) -> float:
        """Return the seconds left before the time-out."""
        return self._deadline - time.monotonic()

    def run(self) -> None:
        """Put what arrives into the queue: the `AudioType`, its bytes, and None or an error at the end."""
        end: BaseException | None = None
        try:
            with self.wire.carrying():
                self._try_until_it_works()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the caller raises it
            # The frames of the transport hold the key: they stay here.
            error.__cause__ = error.__context__ = None
            end = error.with_traceback(None)
        self.arrived.put(end)

    def _try_until_it_works(self) -> None:
        for attempt in itertools.count():
            try:
                self._attempt()
            except _TryAgainError as again:
                failure, wait = again.failure, again.wait
            else:
                return
            if wait is None:
                wait = min(_BACKOFF * 2**attempt, _LONGEST_BACKOFF) * random.uniform(0.5, 1.0)  # noqa: S311
            if attempt >= self._retries or wait >= self.remaining():
                raise failure
            self._on_retry(failure)
            if self.wire.wait(wait):
                raise failure

    def _attempt(self) -> None:
        begun = False
        try:
            with self._post() as response:
                pieces = self._pieces(response)
                if not response.ok:
                    self._refuse(response, b"".join(_up_to(_LONGEST_REFUSAL, pieces)))
                head, sound = self._head(response, pieces)
                begun = True
                self.arrived.put(sound)
                for piece in itertools.chain((head,), pieces):
                    self.arrived.put(piece)
                return
        except (requests.RequestException, HTTPError, OSError) as error:
            failure = self._unreachable(error, begun=begun)
            worth_it = not begun and _may_pass(error)
        raise _TryAgainError(failure) if worth_it else failure

    def _post(self) -> requests.Response:
        kept, url = session(self._service.base_url), self._service.url
        for _ in range(_MOST_REDIRECTS):
            response = kept.post_json(
                url,
                json.dumps(self._request.payload()).encode(),
                authorize=self._service.authorize,
                timeout=max(self.remaining(), 0.001),
            )
            if not response.is_redirect:
                return response
            with response:
                url = self._redirected(kept, response)
                for _ in _up_to(_LONGEST_REFUSAL, self._pieces(response)):
                    pass  # a connection that is read to its end can be kept
        raise UnreachableError(f"{self._service.name} redirects in a circle: check its base URL.")

    def _redirected(self, session: requests.Session, response: requests.Response) -> str:
        try:
            target = urljoin(response.url, response.headers["location"])
            strange = session.should_strip_auth(response.url, target)  # type: ignore[no-untyped-call]
        except ValueError as error:
            raise requests.exceptions.InvalidURL(f"it redirects to no address: {error}") from None
        if strange or response.status_code == HTTPStatus.SEE_OTHER:
            host = self._service.redact(urlsplit(target).netloc.rpartition("@")[2])
            raise ServiceError(
                f"{self._service.name} redirects ({response.status_code}) to {host}, which nobody asked for: "
                "neither text nor key was sent there. If that is the right place, make it the base URL.",
                response.status_code,
            )
        return target

    def _pieces(self, response: requests.Response) -> Iterator[bytes]:
        """Yield the body as it comes: `iter_content` would wait until it has a chunk's full size."""
        while piece := response.raw.read1(_PIECE, decode_content=True):
            yield piece
            if self.remaining() <= 0:  # each read may be quick, and all of them too slow
                raise TimeoutError("timed out")
        if self.wire.is_cut():  # to a body without a length this looks like its end
            raise ConnectionAbortedError("stopped")

    def _refuse(self, response: requests.Response, body: bytes) -> NoReturn:
        status, headers = response.status_code, response.headers
        failure = refusal(self._service, status, headers, body)
        passing = status in _PASSING_STATUSES or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        if passing and not is_out_of_credit(status, body):
            raise _TryAgainError(failure, seconds_to_wait(headers))
        raise failure

    def _head(self, response: requests.Response, pieces: Iterator[bytes]) -> tuple[bytes, AudioType]:
        """Read until the first bytes tell what they are."""
        head = b""
        for piece in pieces:
            head += piece
            if len(head) >= HEAD or sniff(head):
                break
        content_type = response.headers.get("content-type", "").lower()
        if not head and response.raw.length_remaining is None and not response.raw.chunked:
            # Nothing but its end said that this is all: the connection broke, in the headers as a rule.
            raise requests.ConnectionError("closed without an answer")
        found = _format(head, content_type, self._request.response_format)
        if found is None:
            body = head + b"".join(_up_to(_LONGEST_STRANGER, pieces))
            failure = refusal(self._service, response.status_code, response.headers, body)
            if isinstance(failure, NotSpeechError):
                failure.body = self._service.redact(body)
            raise failure
        rate = re.search(r"rate=([1-9]\d{3,5})\b", content_type)
        return head, AudioType(found, int(rate[1]) if rate else RATE)

    def _unreachable(self, error: Exception, *, begun: bool) -> SpeechError:
        if self._service.is_builtin:
            return ServiceError(_root_cause(error))
        name, host = self._service.name, urlsplit(self._service.base_url).netloc
        whom = host if host in name else f"{name} ({host})"
        what = "broke in the middle of the audio" if begun else "failed"
        reason = self._service.redact(_root_cause(error))
        return UnreachableError(
            f"The connection to {whom} {what}: {reason}. "
            "Check that the server runs, the base URL is right and the network is up."
        )


def _may_pass(error: Exception) -> bool:
    """Tell whether a connection that failed may succeed the next time; a certificate stays as it is."""
    passing = isinstance(error, requests.ConnectionError | requests.Timeout | HTTPError)
    return passing and not isinstance(error, requests.exceptions.SSLError)


def _format(head: bytes, content_type: str, asked: str) -> str | None:
    """Return the response format of an answer by its first bytes; None if that is no audio."""
    if not head or is_text(head):
        return None
    found = sniff(head)
    if content_type.startswith(_RAW_TYPES):
        # Samples can look like the few bits that begin a frame; a whole word they hardly spell.
        return found if found in ("wav", "flac", "opus") else "pcm"
    if found is None and asked == "pcm" and content_type.startswith(("audio/", _ANY_TYPE)):
        return "pcm"
    return found


def _up_to(limit: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        limit -= len(piece)
        if limit <= 0:
            return


def _root_cause(error: BaseException) -> str:
    """Return what the innermost of the errors that wrap each other says."""
    context = None if error.__suppress_context__ else error.__context__
    inner = (getattr(error, "reason", None), *error.args, error.__cause__, context)
    deeper = next((cause for cause in inner if isinstance(cause, BaseException)), None)
    if deeper is not None:
        return _root_cause(deeper)
    if type(error).__name__ == "IncompleteRead":  # http.client's, and urllib3's
        return "it ended too early"
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said.rstrip(".") or type(error).__name__
