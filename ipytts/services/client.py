"""`fetch`, which requests speech from a service: one request with its redirects and retries."""

from __future__ import annotations

import contextlib
import itertools
import math
import random
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import NoReturn
from urllib.parse import urlsplit

import requests
from requests.exceptions import ProxyError, SSLError
from urllib3.exceptions import ConnectTimeoutError, HTTPError, ReadTimeoutError
from urllib3.exceptions import TimeoutError as HTTPTimeoutError

from ipytts.audio.formats import detect, sniff
from ipytts.audio.frames import HEAD
from ipytts.audio.response_formats import FORMATS
from ipytts.errors import (
    ModelNotFoundError,
    NotSpeechError,
    QuotaError,
    ServiceError,
    SpeechError,
    SpeechTimeoutError,
    UnreachableError,
    VoiceNotFoundError,
)
from ipytts.services import time_limits
from ipytts.services.cancellation import CancellationScope, Stop
from ipytts.services.request import SpeechRequest
from ipytts.services.response_bodies import ErrorInBodyError, ResponseBody, is_text
from ipytts.services.service import Service
from ipytts.services.sessions import MAX_REDIRECTS, get_session, redirect_target

RETRIES = 2
_CHUNK_SIZE = 1 << 16  # bytes; the most that one read returns
_MAX_MESSAGE = 1 << 16  # bytes; the rest of an error's or a redirect's body is not read
_MAX_FOREIGN_BODY = 1 << 25  # bytes; the rest of a body that is not audio is dropped
_FIRST_BACKOFF, _MAX_BACKOFF = 0.5, 8.0  # s; doubled with each retry
_TRANSIENT_STATUSES = (408, 409, 429)  # a retry may help, as with all of 5xx
_WRONG_CERTIFICATES = (
    9,
    10,
    62,
    64,
)  # OpenSSL's codes: not valid yet, or no longer; of another name or address
_TRANSPORT_ERRORS = (requests.RequestException, HTTPError, OSError)


@dataclass(frozen=True)
class AudioType:
    """The type of the audio, known from its first bytes."""

    response_format: str  # as the first bytes show; it may differ from the one requested
    rate: int  # samples per second; used for headerless pcm only


@contextlib.contextmanager
def fetch(
    request: SpeechRequest,
    service: Service,
    *,
    timeout: float | None,
    stop: Stop,
    retries: int = RETRIES,
    on_retry: Callable[[SpeechError], None] = lambda _: None,
) -> Iterator[SpeechResponse]:
    """Request speech from `service`; within the block, its bytes can be read as they arrive.

    However the block ends, the request ends with it. Setting `stop`, from another thread, ends the wait for
    the server at any stage.

    Parameters
    ----------
    request : SpeechRequest
        What to request.
    service : Service
        The service to request it from.
    timeout : float or None
        Seconds for all of it, retries included. None sets no limit on the whole: then the request ends when
        nothing comes for too long (`time_limits.silence_limit`). In any case connecting has ten seconds.
    stop : Stop
        Setting it ends the request.
    retries : int
        The most retries, which are made only where they can help.
    on_retry : callable
        Called with each error that a retry follows.

    Yields
    ------
    SpeechResponse
        Its `audio_type` is the format; iterating it yields the audio's bytes.
    """
    transfer = _Transfer(request, service, timeout, retries, on_retry)
    scope = transfer.scope
    with scope, stop.calling(scope.cancel), scope.cancelling_after(timeout):
        try:
            with transfer.open() as response:
                yield response
        except Exception as error:
            transfer.explain(error)
            # A stop and a time-out break the connection: then they are the reason.
            stop.check()
            transfer.check_deadline()
            raise


class SpeechResponse:
    """The audio of one request, read as it arrives."""

    def __init__(self, audio_type: AudioType, chunks: Iterator[bytes]) -> None:
        self.audio_type, self._chunks = audio_type, chunks

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks


class _RetryableError(Exception):
    """An attempt failed in a way that may pass."""

    def __init__(self, error: SpeechError, delay: float | None = None) -> None:
        super().__init__(str(error))
        self.error, self.delay = error, delay


class _Transfer:
    """One request with its retries."""

    def __init__(
        self,
        request: SpeechRequest,
        service: Service,
        timeout: float | None,
        retries: int,
        on_retry: Callable[[SpeechError], None],
    ) -> None:
        self._request, self._service = request, service
        self._timeout, self._retries, self._on_retry = timeout, retries, on_retry
        self._end = math.inf if timeout is None else time.monotonic() + timeout
        self._silence = time_limits.silence_limit(service.base_url)
        self._longest_delay = time_limits.SILENCE if timeout is None else timeout
        self.scope = CancellationScope()

    def check_deadline(self) -> None:
        """Raise a `SpeechTimeoutError` if the time is over."""
        if self._remaining() <= 0:
            raise SpeechTimeoutError(
                f"The speech did not arrive within {self._timeout:g} s. "
                "Allow more time with --timeout, or shorten the text."
            )

    def explain(self, error: Exception) -> None:
        """Add to the error of a refused model or voice what the service has."""
        if isinstance(error, ModelNotFoundError | VoiceNotFoundError):
            from ipytts.services.refusal_advice import explain_refusal  # seldom needed

            explain_refusal(error, self._request, self._service, self._remaining())

    def _remaining(self) -> float:
        return self._end - time.monotonic()

    def _timeouts(self) -> tuple[float, float] | tuple[float, None]:
        """Return the seconds to connect, and those for which nothing may come."""
        # A time limit for the whole takes the place of that on silence, so that it can allow more, too.
        return (time_limits.CONNECT, self._silence) if self._timeout is None else (time_limits.CONNECT, None)

    @contextlib.contextmanager
    def open(self) -> Iterator[SpeechResponse]:
        """Wait for the first bytes of the audio, with retries; close the connection after the block."""
        for attempt in itertools.count():
            with contextlib.ExitStack() as resources:
                try:
                    response = self._send(resources)
                except _RetryableError as failure:
                    error, delay = failure.error, failure.delay
                else:
                    yield response
                    return
            if delay is None:
                delay = min(_FIRST_BACKOFF * 2**attempt, _MAX_BACKOFF) * random.uniform(0.5, 1.0)  # noqa: S311
            if attempt >= self._retries or delay >= min(self._remaining(), self._longest_delay):
                raise error
            self._on_retry(error)
            if self.scope.wait(delay):
                raise error

    def _send(self, resources: contextlib.ExitStack) -> SpeechResponse:
        try:
            response = resources.enter_context(self._post())
            if not response.ok:
                self._raise_error(response, self._read_message(response))
            json_limit = time_limits.WHOLE_BODY if self._timeout is None else math.inf
            body = ResponseBody(response.headers, self._chunks(response), json_limit)
            head, audio_type = self._read_head(response, body)
        except _TRANSPORT_ERRORS as error:
            failure = self._connection_error(error, has_begun=False)
            may_pass = _is_transient(error) and not self._is_absent(error)
            raise (_RetryableError(failure) if may_pass else failure) from None
        except ErrorInBodyError as error:
            raise self._error(response, error.body) from None
        return SpeechResponse(audio_type, self._audio(response, head, body))

    def _audio(self, response: requests.Response, head: bytes, body: ResponseBody) -> Iterator[bytes]:
        yield head
        try:
            yield from body
        except _TRANSPORT_ERRORS as error:
            raise self._connection_error(error, has_begun=True) from None
        except ErrorInBodyError as error:
            raise self._error(response, error.body) from None

    def _post(self) -> requests.Response:
        session, url = get_session(self._service.base_url), self._service.url
        for _ in range(MAX_REDIRECTS):
            response = session.post(
                url,
                json=self._request.payload(),
                auth=self._service.authorize,
                timeout=self._timeouts(),
                stream=True,
                allow_redirects=False,
            )
            if not response.is_redirect:
                return response
            with response:
                url = self._redirect_target(session, response)
                self._read_message(response)  # a connection that is read to its end can be kept
        raise UnreachableError(f"{self._service.name} redirects in a loop: check its base URL.")

    def _redirect_target(self, session: requests.Session, response: requests.Response) -> str:
        """Return the URL that a response redirects to, if it is on the same host."""
        target, is_same_host = redirect_target(session, response)
        if not is_same_host or response.status_code == HTTPStatus.SEE_OTHER:
            host = self._service.redact(urlsplit(target).netloc.rpartition("@")[2])
            raise ServiceError(
                f"{self._service.name} redirects ({response.status_code}) to {host}, another host: "
                "neither text nor key was sent there. If it is the right server, use it as the base URL.",
                response.status_code,
            )
        return target

    def _chunks(self, response: requests.Response) -> Iterator[bytes]:
        """Yield the body as it arrives; `iter_content` would wait for full chunks."""
        while chunk := response.raw.read1(_CHUNK_SIZE, decode_content=True):
            yield chunk
        if self.scope.is_cancelled():  # a body without a length seems to end then
            raise ConnectionAbortedError("stopped")

    def _read(self, chunks: Iterable[bytes], most: int, seconds: float) -> bytes:
        """Return the start of a body that is not played: `most` bytes or so, and what comes in time."""
        body = bytearray()
        with self.scope.disconnecting_after(seconds) as is_over:
            try:
                for chunk in chunks:
                    body += chunk
                    if is_over.is_set() or len(body) >= most:
                        break
            except _TRANSPORT_ERRORS:
                if not is_over.is_set():
                    raise
        return bytes(body)

    def _read_message(self, response: requests.Response) -> bytes:
        return self._read(self._chunks(response), _MAX_MESSAGE, time_limits.MESSAGE)

    def _raise_error(self, response: requests.Response, body: bytes) -> NoReturn:
        from ipytts.services.error_responses import retry_delay

        status, error = response.status_code, self._error(response, body)
        is_transient = status in _TRANSIENT_STATUSES or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        is_refusal = isinstance(error, ModelNotFoundError | VoiceNotFoundError | QuotaError)
        if is_transient and not is_refusal:
            raise _RetryableError(error, retry_delay(response.headers))
        raise error

    def _error(self, response: requests.Response, body: bytes) -> ServiceError:
        from ipytts.services.error_responses import error_from_response  # not before the request

        status, headers = response.status_code, response.headers
        return error_from_response(self._service, self._request, status, headers, body)

    def _read_head(self, response: requests.Response, body: ResponseBody) -> tuple[bytes, AudioType]:
        """Read until the format is known; return the bytes read and the type of the audio."""
        head = b""
        for chunk in body:
            head += chunk
            if len(head) >= HEAD or sniff(head):
                break
        if not head and response.raw.length_remaining is None and not response.raw.chunked:
            # Only its end says that the body is complete: the connection broke, mostly in the headers.
            raise requests.ConnectionError("closed without a response")
        response_format = None
        if head and not is_text(head):
            response_format = detect(head, body.content_type, self._request.response_format)
        problem = ""
        if response_format is not None and FORMATS[response_format].is_headerless:
            problem = body.unsupported_samples
        if response_format is None or problem:
            seconds = time_limits.MESSAGE if is_text(head) else time_limits.WHOLE_BODY
            rest = self._read(body, _MAX_FOREIGN_BODY, seconds)
            raise self._unplayable(response, head + rest, problem)
        return head, AudioType(response_format, body.rate)

    def _unplayable(self, response: requests.Response, body: bytes, problem: str) -> ServiceError:
        error = self._error(response, body)
        if problem:
            error = NotSpeechError(
                f"{self._service.name} sent samples in {problem}; ipytts plays 1 channel of 16 bits. Ask for "
                "another format, such as --format wav. (The bytes are in the `body` of this error.)",
                response.status_code,
            )
        if isinstance(error, NotSpeechError):
            error.body = self._service.redact(body)
        return error

    def _connection_error(self, error: Exception, *, has_begun: bool) -> SpeechError:
        if self._service.is_builtin:
            return ServiceError(_root_cause(error))
        name, host = self._service.name, urlsplit(self._service.base_url).netloc
        server = host if host in name else f"{name} ({host})"
        if _has_cause(error, ReadTimeoutError):
            return SpeechTimeoutError(
                f"{server} sent nothing {'more ' * has_begun}for {self._silence:g} s. Check that it still "
                f"works. If it needs longer, allow more time, such as --timeout {5 * self._silence:g}, "
                "or send shorter texts with --limit."
            )
        problem = "broke in the middle of the audio" if has_begun else "failed"
        reason = self._service.redact(_root_cause(error))
        if _has_cause(error, ConnectTimeoutError):
            reason = f"it did not answer within {time_limits.CONNECT:g} s"
        if self._is_absent(error):
            return UnreachableError(
                f"{name} cannot be reached: nothing listens on {host}. "
                "Start the server, or check its address."
            )
        advice = _advice(error, is_local=time_limits.is_local(self._service.base_url))
        return UnreachableError(f"The connection to {server} {problem}: {reason}. {advice}")

    def _is_absent(self, error: Exception) -> bool:
        """Return whether no server runs at a local address; a proxy that refuses tells nothing of it."""
        is_refused = _has_cause(error, ConnectionRefusedError) and not _has_cause(error, ProxyError)
        return is_refused and time_limits.is_local(self._service.base_url)


def _advice(error: BaseException, *, is_local: bool) -> str:
    """Return what to check after a connection failed."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            if cause.verify_code in _WRONG_CERTIFICATES:
                return "Check that the base URL is right, and the clock of this machine."
            return (
                "If the network or the server has a certificate authority of its own, as in a company, save "
                "its certificate as a PEM file, and set REQUESTS_CA_BUNDLE or SSL_CERT_FILE to that file."
            )
    return f"Check {'that the server runs' if is_local else 'the network'}, and the base URL."


def _is_transient(error: Exception) -> bool:
    """Return whether a failed connection may succeed the next time; a wrong certificate stays wrong."""
    is_connection = isinstance(error, requests.ConnectionError | HTTPError)
    return is_connection and not _has_cause(error, SSLError, ssl.SSLError, HTTPTimeoutError)


def _has_cause(error: BaseException, *kinds: type[BaseException]) -> bool:
    return any(isinstance(each, kinds) for each in _causes(error))


def _root_cause(error: BaseException) -> str:
    """Return the message of the innermost of the errors that wrap each other."""
    *_, innermost = _causes(error)
    if type(innermost).__name__ == "IncompleteRead":  # http.client's, and urllib3's
        return "it ended too early"
    message = getattr(innermost, "strerror", None) or str(innermost)
    return message.rstrip(".") or type(innermost).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, and then each one that it wraps."""
    wrapped: BaseException | None = error
    while wrapped is not None:
        yield wrapped
        context = None if wrapped.__suppress_context__ else wrapped.__context__
        inner = (getattr(wrapped, "reason", None), *wrapped.args, wrapped.__cause__, context)
        wrapped = next((each for each in inner if isinstance(each, BaseException)), None)
