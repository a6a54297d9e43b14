"""Stopping a request at any stage, from another thread and by an interrupt."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import speak
from ipytts.errors import SpeechStoppedError
from ipytts.services import builtin_voice
from ipytts.services.cancellation import CancellationScope, Stop, _CancellableConnection
from ipytts.synthesis import scheduler
from tests.helpers import faults
from tests.helpers.client_calls import (
    AT_ONCE,
    ENDS,
    TEXT,
    Recorder,
    ask,
    assert_no_thread_remains,
    ending,
    request_threads,
    service_of,
    speak_until,
)
from tests.helpers.environment import require
from tests.helpers.hanging_hosts import full_port, hung_resolver, silent_port, socks_port
from tests.helpers.http_responses import Break, Pace
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.http_responses import Response
    from tests.helpers.speech_server import SpeechServer

_SETTLE = 0.2  # s, for stages without a signal; a stop before its stage must work as well


def _settled(_: Recorder) -> None:
    time.sleep(_SETTLE)


@ENDS
def test_stop_while_connecting(end: Any, error: Any) -> None:
    def connecting(listener: Recorder) -> None:
        listener.wait_for_start()
        _settled(listener)

    with full_port() as port:
        speak_until(connecting, end, error, service=f"http://127.0.0.1:{port}/v1")


@ENDS
def test_stop_in_the_tls_handshake(end: Any, error: Any) -> None:
    with silent_port() as (port, spoken_to):
        speak_until(spoken_to, end, error, service=f"https://127.0.0.1:{port}/v1")


@ENDS
@pytest.mark.parametrize("scheme", ["http", "https"])  # asked to forward, and to connect
def test_stop_while_a_proxy_hangs(scheme: str, end: Any, error: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with silent_port() as (port, spoken_to):
        monkeypatch.setenv(f"{scheme}_proxy", f"http://127.0.0.1:{port}")
        speak_until(spoken_to, end, error, service=f"{scheme}://speech.invalid/v1")


@ENDS
def test_stop_behind_a_socks_proxy(end: Any, error: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    require("socks")
    with socks_port() as (port, requested):
        monkeypatch.setenv("http_proxy", f"socks5h://127.0.0.1:{port}")
        speak_until(requested, end, error, service="http://speech.invalid/v1")


@ENDS
def test_stop_while_a_look_up_hangs_releases_the_claim(
    end: Any, error: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPYTTS_CACHE_DIR", str(tmp_path))

    with hung_resolver() as asked:

        def looking_up(_: Recorder) -> None:
            assert asked.wait(AT_ONCE)
            assert list(tmp_path.glob("*.lock"))

        speak_until(looking_up, end, error, service="http://speech.invalid/v1", cache=True)
    assert not list(tmp_path.glob("*.lock"))


def _without_length(request: faults.ValidRequest) -> Response:
    return replace(request.correct_response(), framing="close", broken_at=Break("body", 1000, "hang"))


STAGES = {
    **faults.HANGS,
    "half a body without length": _without_length,
    "half a body by length": faults.short(1000, "hang"),
    "waiting to try again": faults.rate_limited({"Retry-After": "10"}),
    "half an error": lambda request: replace(
        faults.respond(400, "x" * 2000)(request), broken_at=Break("body", 1000, "hang")
    ),
    "half of what is no audio": lambda request: replace(
        faults.respond(200, "x" * 9000)(request), broken_at=Break("body", 5000, "hang")
    ),
}


@ENDS
@pytest.mark.parametrize("name", STAGES)
def test_stop_while_the_server_hangs(name: str, end: Any, error: Any, server: SpeechServer) -> None:
    server.misbehave(STAGES[name])

    def there(listener: Recorder) -> None:
        server.wait_for_requests(1)
        if name.startswith("half a body"):
            listener.wait_for_bytes(1000)
        else:
            _settled(listener)

    raised = speak_until(there, end, error, service=service_of(server))
    if name.startswith("half a body"):
        assert raised.speech is not None
        assert raised.speech.data == tone(TEXT, "mp3")[:1000]
    server.wait_for_connections(1 if "try again" in name else 0)
    assert ask(server).data == tone(TEXT, "mp3")


@ENDS
def test_stop_on_a_kept_alive_connection(end: Any, error: Any, server: SpeechServer) -> None:
    ask(server)
    server.misbehave(faults.HANGS["silence"])
    speak_until(lambda _: server.wait_for_requests(2), end, error, service=service_of(server))
    assert {request.connection for request in server.requests} == {1}
    server.wait_for_connections(0)
    assert ask(server).data == tone(TEXT, "mp3")


@ENDS
def test_stop_while_the_builtin_voice_loads(end: Any, error: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    require("hibari", "lameenc")
    asked_for = threading.Event()

    def loading() -> Future[Any]:
        asked_for.set()
        return Future()  # never done

    with monkeypatch.context() as patch:
        patch.setattr(builtin_voice, "_load", loading)
        speak_until(lambda _: asked_for.wait(AT_ONCE), end, error, service="builtin", voice="heart")
    assert speak("Yes.", service="builtin", voice="heart").duration > 0.1


@ENDS
def test_stop_while_the_builtin_voice_speaks(end: Any, error: Any) -> None:
    require("hibari", "lameenc")
    speak("Yes.", service="builtin", voice="heart")  # loads it
    # It would take half a minute at the least.
    words = "and so the story of the long sentence went on and on without any end in sight " * 200
    listener = Recorder()

    def in_the_midst() -> None:
        listener.wait_for_bytes(1)
        time.sleep(0.1)  # into the next piece

    with ending(in_the_midst, lambda: end(listener)) as ended_at, pytest.raises(error):
        speak(words, service="builtin", voice="heart", listener=listener)
    assert time.monotonic() - ended_at[0] < AT_ONCE
    assert_no_thread_remains()
    assert speak("Yes.", service="builtin", voice="heart").duration > 0.1


# -- A stop at other moments ----------------------------------------------------------------------


def test_stop_before_the_request(server: SpeechServer) -> None:
    class Early(Recorder):
        def on_start(self, stop: Stop) -> None:
            stop.set()

    with pytest.raises(SpeechStoppedError):
        ask(server, listener=Early())
    assert_no_thread_remains()
    assert ask(server).data == tone(TEXT, "mp3")


def test_stop_after_the_speech_is_complete(server: SpeechServer) -> None:
    listener = Recorder()
    ask(server, listener=listener)
    listener.stop.set()
    assert ask(server).data == tone(TEXT, "mp3")
    assert {request.connection for request in server.requests} == {1}


class _Gate:
    """A fault that keeps an answer back until the gate is opened."""

    def __init__(self) -> None:
        self._opened = threading.Event()

    def __call__(self, request: faults.ValidRequest) -> Response:
        self._opened.wait(AT_ONCE)
        return request.correct_response()

    def open(self) -> None:
        self._opened.set()


def test_late_stop_spares_the_request_that_uses_the_connection_now(server: SpeechServer) -> None:
    earlier, gate = Recorder(), _Gate()
    ask(server, listener=earlier)
    server.misbehave(gate)
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(ask, server)
        server.wait_for_requests(2)
        earlier.end()
        gate.open()
        assert later.result().data == tone(TEXT, "mp3")
    assert [request.connection for request in server.requests] == [1, 1]


def test_cancel_spares_a_connection_that_another_request_uses_now() -> None:
    ours, theirs = socket.socketpair()
    connection = _CancellableConnection("127.0.0.1")
    earlier, later = CancellationScope(), CancellationScope()
    with ours, theirs, earlier:
        earlier.add(connection, ours)
        connection.scope = later
        earlier.cancel()
        ours.sendall(b"still open")
        assert theirs.recv(99) == b"still open"
        connection.scope = earlier
        earlier.cancel()
        assert theirs.recv(99) == b""


def test_connection_that_is_added_to_a_cancelled_scope_ends() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, CancellationScope() as scope:
        theirs.settimeout(AT_ONCE)
        scope.cancel()
        scope.add(_CancellableConnection("127.0.0.1"), ours)
        assert theirs.recv(99) == b""


def test_stop_ends_one_request_and_no_other(server: SpeechServer) -> None:
    gate, stopped = _Gate(), Recorder()
    server.misbehave(gate, times=2)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(ask, server, listener=stopped)
        server.wait_for_requests(1)
        other = pool.submit(ask, server)
        server.wait_for_requests(2)
        stopped.end()
        with pytest.raises(SpeechStoppedError):
            one.result()
        gate.open()
        assert other.result().data == tone(TEXT, "mp3")
    assert len(server.requests) == 2


def test_stop_by_the_listener_after_all_has_arrived(server: SpeechServer) -> None:
    class Satisfied(Recorder):
        def on_audio(self, data: bytes) -> None:
            super().on_audio(data)
            time.sleep(0.3)  # the rest arrives meanwhile
            self.end()

    server.pace = Pace(piece=10_000, pause=0.05)
    listener = Satisfied()
    with pytest.raises(SpeechStoppedError) as caught:
        ask(server, listener=listener, response_format="wav")
    assert len(listener.pieces) == 1
    assert caught.value.speech is not None
    assert 0 < caught.value.speech.duration < 0.5


def test_thread_ends_before_the_call(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "_JOIN_TIMEOUT", AT_ONCE)  # for a busy machine

    class Satisfied(Recorder):
        def on_audio(self, data: bytes) -> None:
            self.end()

    server.misbehave(faults.HANGS["half a body"])
    with pytest.raises(SpeechStoppedError):
        ask(server, listener=Satisfied())
    assert not request_threads()


def test_error_of_a_listener_ends_the_request(server: SpeechServer) -> None:
    class Broken(Recorder):
        def on_audio(self, data: bytes) -> None:
            raise ZeroDivisionError

    server.misbehave(faults.HANGS["half a body"])
    with pytest.raises(ZeroDivisionError):
        ask(server, listener=Broken())
    assert_no_thread_remains()
    server.wait_for_connections(0)


def test_stop_calls_back_once_and_only_within_the_block() -> None:
    calls: list[str] = []
    stop = Stop()
    with stop.calling(lambda: calls.append("ended")):
        pass
    with stop.calling(lambda: calls.append("called")):
        stop.set()
        stop.set()
    with stop.calling(lambda: calls.append("too late")):
        pass
    assert calls == ["called", "too late"]


def test_cancelling_a_scope_cancels_those_within_it() -> None:
    with CancellationScope() as outer, CancellationScope() as inner:
        inner.cancel()
        assert not outer.is_cancelled()
    with outer:
        with CancellationScope() as inner:
            outer.cancel()
            assert inner.is_cancelled()
        with CancellationScope() as later:
            assert later.is_cancelled()
