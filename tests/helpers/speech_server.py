"""A real speech server on loopback that follows the speech API, and misbehaves on demand.

::

    with SpeechServer(key=KEY) as server:
        server.misbehave(respond(503, "busy"), times=2)
        ...                    # ask server.base_url + "/audio/speech"
        server.requests[0].body

Refusals (a wrong key, bad JSON, too long a text) are the server's own; a fault is used up only by
a request that is in order. Faults and their tables are in `tests.helpers.faults`.
"""

from __future__ import annotations

import itertools
import json
import select
import socket
import struct
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal

from requests.structures import CaseInsensitiveDict

from tests.helpers import catalogs
from tests.helpers.faults import Fault, Request, ValidRequest, error, reply
from tests.helpers.http_responses import (
    FOREVER,
    Break,
    Pace,
    Response,
    format_head,
    iterate_frames,
    split_pieces,
)
from tests.helpers.sounds import FORMATS, Speech, tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from typing_extensions import Self

DOCUMENTED_FIELDS = frozenset({"model", "input", "voice", "response_format"})
# The second one is where a redirect within the host may lead.
SPEECH_PATHS = ("/v1/audio/speech", "/moved/audio/speech")

_MAX_WAIT = 60.0  # s; a test that waits longer has failed


@dataclass
class SpeechServer:
    """Serve the speech API from the start to the end of a `with` block.

    Every setting may be changed while it runs.

    Parameters
    ----------
    key, auth
        The key that is asked for, as itself ("bare", OneRouter), as a "bearer" token (OpenAI), or
        not at all (None).
    speech
        ``speech(text, format, speed)`` returns the audio: `tests.helpers.sounds.tone`, which is quick, or
        `tests.helpers.sounds.spoken`, which says the text.
    limit
        The characters that an input may have.
    strict, known_fields
        Whether, and beside which, any other field is refused with 422.
    formats, default_format
        The formats that it knows, and the one for who names none.
    at_once
        The speech requests that it takes at a time; more are answered 429.
    pace
        How fast speech goes out.
    catalogs
        The lists of models and voices by their path after the base URL: JSON, or a whole response.
    """

    key: str = ""
    auth: Literal["bare", "bearer"] | None = "bare"
    speech: Speech = tone
    limit: int = 4096
    strict: bool = False
    known_fields: frozenset[str] = DOCUMENTED_FIELDS
    formats: tuple[str, ...] = FORMATS
    default_format: str = "mp3"
    at_once: int | None = None
    pace: Pace = field(default_factory=Pace)
    catalogs: dict[str, Any] = field(default_factory=lambda: dict(catalogs.DEFAULT))
    requests: list[Request] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._faults: Iterator[Fault] = iter(())
        self._connections: dict[socket.socket, int] = {}
        self._numbers = itertools.count(1)
        self._speaking = 0
        self._failures: list[BaseException] = []
        self._listener = _Listener(self)
        self._thread = threading.Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def base_url(self) -> str:
        """Return the address to which ``/audio/speech`` is added."""
        return f"http://127.0.0.1:{self._listener.server_port}/v1"

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment variables that make ipytts use this server."""
        return {"ONEROUTER_API_KEY": self.key, "ONEROUTER_BASE_URL": self.base_url}

    @property
    def open_connections(self) -> int:
        """Count the connections that neither side has closed."""
        with self._changed:
            return len(self._connections)

    def misbehave(self, *faults: Fault, times: float = 1) -> None:
        """Commit these faults, one per request, each `times` times (or `FOREVER`), then behave."""
        with self._changed:
            for fault in faults:
                repeat = itertools.repeat
                more = repeat(fault) if times == FOREVER else repeat(fault, int(times))
                self._faults = itertools.chain(self._faults, more)

    def behave(self) -> None:
        """Drop the faults that have not been committed yet."""
        with self._changed:
            self._faults = iter(())

    def wait_for_requests(self, count: int) -> None:
        """Wait until at least `count` requests have arrived."""
        self._wait_until(lambda: len(self.requests) >= count, f"{count} requests")

    def wait_for_connections(self, count: int) -> None:
        """Wait until at most `count` connections are open."""
        self._wait_until(lambda: len(self._connections) <= count, f"{count} connections")

    def _wait_until(self, met: Callable[[], bool], what: str) -> None:
        with self._changed:
            if not self._changed.wait_for(met, _MAX_WAIT):
                there = f"{len(self.requests)} requests, {len(self._connections)} connections open"
                raise TimeoutError(f"Waited for {what}; there are {there}.")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        self._listener.shutdown()  # from here on no connection is accepted
        self._thread.join()
        with self._changed:
            for connection in self._connections:
                _hang_up(connection)  # wakes its thread, wherever it waits
        self._listener.server_close()  # joins those threads
        if self._failures:
            raise self._failures[0]

    # -- What the threads of the listener and of the connections call ------------------------------

    def _opened(self, connection: socket.socket) -> None:
        with self._changed:
            self._connections[connection] = next(self._numbers)

    def _closed(self, connection: socket.socket) -> None:
        with self._changed:
            del self._connections[connection]
            self._changed.notify_all()

    def _failed(self, failure: BaseException) -> None:
        self._failures.append(failure)

    def _received(self, handler: _Handler) -> Request:
        raw = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        headers: CaseInsensitiveDict[str] = CaseInsensitiveDict()
        for name, value in handler.headers.items():
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        body = _json_object(raw)
        with self._changed:
            request = Request(
                id=f"req_{len(self.requests) + 1:04}",
                method=handler.command,
                path=handler.path,
                headers=headers,
                raw=raw,
                body=body or {},
                connection=self._connections[handler.connection],
                time=time.monotonic(),
            )
            self.requests.append(request)
            self._changed.notify_all()
        return request

    @contextmanager
    def _respond_to(self, request: Request) -> Iterator[Response]:
        """Yield the response, and count the request as in work until it has been sent."""
        error_response = self._error_for_call(request)
        if error_response or request.method == "GET":
            yield error_response or self._listing(request.path)
            return
        with self._changed:
            self._speaking += 1
            busy = self.at_once is not None and self._speaking > self.at_once
        try:
            yield self._busy() if busy else self._error_for_body(request) or self._speak(request)
        finally:
            with self._changed:
                self._speaking -= 1

    def _busy(self) -> Response:
        return reply(429, error(f"No more than {self.at_once} requests at once.", 429))

    def _speak(self, request: Request) -> Response:
        valid = ValidRequest(request, self.speech, self.pace, self.default_format)
        with self._changed:
            fault = next(self._faults, ValidRequest.correct_response)
        return fault(valid)

    def _listing(self, path: str) -> Response:
        listed = self.catalogs[path.removeprefix("/v1")]
        return listed if isinstance(listed, Response) else reply(200, listed)

    # -- Checks ------------------------------------------------------------------------------------

    def _error_for_call(self, request: Request) -> Response | None:
        """Check all but the body."""
        method = "POST" if request.path in SPEECH_PATHS else "GET"
        if method == "GET" and request.path.removeprefix("/v1") not in self.catalogs:
            return reply(404, error(f"There is no {request.path} here.", 404))
        if request.method != method:
            return reply(405, error(f"Use {method}.", 405), {"Allow": method})
        key = {"bare": self.key, "bearer": f"Bearer {self.key}"}.get(self.auth or "")
        if key is not None and request.headers.get("Authorization") != key:
            code = 401 if self.auth == "bare" else "invalid_api_key"
            return reply(401, error("Incorrect API key provided.", code))
        content_type = request.headers.get("Content-Type", "").partition(";")[0].strip()
        if method == "POST" and content_type != "application/json":
            return reply(415, error(f"Send application/json, not {content_type!r}.", 415))
        return None

    def _error_for_body(self, request: Request) -> Response | None:
        if _json_object(request.raw) is None:
            return reply(400, error("The body is not a JSON object.", 400))
        unknown = sorted(set(request.body) - self.known_fields) if self.strict else []
        if unknown:
            forbidden = {"type": "extra_forbidden", "msg": "Extra inputs are not permitted"}
            details = [{**forbidden, "loc": ["body", name], "input": request.body[name]} for name in unknown]
            return reply(422, {"detail": details})
        return next(
            (
                reply(400, error(f"Invalid {name!r}: {what}.", 400, name))
                for name, what in self._faulty_fields(request.body)
            ),
            None,
        )

    def _faulty_fields(self, body: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for name in ("model", "input", "voice"):
            is_custom_voice = name == "voice" and isinstance(body.get(name), dict)
            if not is_custom_voice and not isinstance(body.get(name), str):
                yield name, "a string is required"
            elif not body[name]:
                yield name, "it is empty"
            elif name == "input" and len(body[name]) > self.limit:
                yield name, f"{len(body[name])} characters, and at most {self.limit} are allowed"
        if body.get("response_format", self.default_format) not in self.formats:
            yield "response_format", f"it must be one of {', '.join(self.formats)}"
        speed = body.get("speed", 1.0)
        if type(speed) not in (int, float) or not 0.25 <= speed <= 4:
            yield "speed", "it must be a number from 0.25 to 4.0"


class _Listener(ThreadingHTTPServer):
    daemon_threads = False  # so that server_close() joins them
    request_queue_size = 64

    def __init__(self, owner: SpeechServer) -> None:
        self.owner = owner
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.owner._opened(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        # Not the inherited one: it sends a FIN first, and a reset is to be seen as a reset.
        request.close()
        self.owner._closed(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        failure = sys.exc_info()[1]
        if failure and not isinstance(failure, ConnectionError):  # a client may go when it likes
            self.owner._failed(failure)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listener
    connection: socket.socket

    def do_POST(self) -> None:
        owner = self.server.owner
        request = owner._received(self)
        with owner._respond_to(request) as response:
            self._send(response, {"x-request-id": request.id})

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Print nothing: `SpeechServer.requests` has more."""

    def _send(self, response: Response, headers: dict[str, str]) -> None:
        pace, broken_at = response.pace, response.broken_at
        self._wait(pace.silence)
        head = format_head(response, headers)
        if broken_at and broken_at.part == "head":
            head = head[: broken_at.after]
        for byte in split_pieces(head, 1 if pace.drip else pace.piece):
            self._wait(pace.drip)
            self.connection.sendall(byte)
        if broken_at and broken_at.part == "head":
            self._break_off(broken_at)
            return
        for index, piece in enumerate(iterate_frames(response)):
            self._wait(pace.pause if index else 0)
            self.connection.sendall(piece)
        if broken_at:
            self._break_off(broken_at)
        self.close_connection |= response.framing == "close"

    def _wait(self, seconds: float) -> None:
        """Wait, at most until the client disconnects or the server ends."""
        if not seconds:
            return
        timeout = None if seconds == FOREVER else seconds
        if select.select([self.connection], [], [], timeout)[0]:
            raise ConnectionAbortedError("The client is gone.")

    def _break_off(self, broken_at: Break) -> None:
        self.close_connection = True
        if broken_at.then == "hang":
            self._wait(FOREVER)
        elif broken_at.then == "reset":
            # lingering for 0 s: close() then sends RST
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _json_object(raw: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(raw)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):  # the client may have been quicker
        connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def closed_port() -> Iterator[int]:
    """Yield a port that refuses connections, and that nobody else can take meanwhile."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@contextmanager
def mute_port() -> Iterator[int]:
    """Yield a port where connections are made but never accepted, so never answered."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]
