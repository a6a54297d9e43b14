"""Stopping: from another thread and by an interrupt, wherever a request just is."""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
import time
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import SpeechError, builtin, speak
from ipytts.errors import SpeechInterrupt, SpeechStoppedError
from ipytts.stopping import Stop, Wire, _CuttableConnection
from tests import faults
from tests.asking import TEXT, Recorder, ask, assert_no_thread_remains, service_of
from tests.conftest import require
from tests.encode import tone
from tests.speech_server import SpeechServer, mute_port
from tests.wire import Cut, Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.wire import Answer

_THERE = 0.32  # s, after which a request surely is at its stage
_AT_ONCE = 1.0  # s; 0.2 is wanted, but the machine may be busy
_TIMEOUT = 15.0  # s; how long it would last if the stop did not work


def _stop(listener: Recorder) -> None:
    listener.end()


def _interrupt(_: Recorder) -> None:
    os.kill(os.getpid(), signal.SIGINT)  # as Jupyter does it


ENDS = pytest.mark.parametrize(
    ("end", "error"), [(_stop, SpeechStoppedError), (_interrupt, SpeechInterrupt)], ids=["stop", "interrupt"]
)


def _speak_until(
    end: Callable[[Recorder], None], error: type[BaseException], **options: Any
) -> BaseException:
    """Speak, end it when it is at its stage, and return the error."""
    listener, ended_at = Recorder(), 0.0

    def run() -> None:
        nonlocal ended_at
        ended_at = time.monotonic()
        end(listener)

    timer = threading.Timer(_THERE, run)
    timer.start()
    try:
        with pytest.raises(error) as caught:
            speak(TEXT, timeout=_TIMEOUT, listener=listener, **options)
        took = time.monotonic() - ended_at
    finally:
        timer.cancel()
    assert took < _AT_ONCE
    assert_no_thread_remains()
    return caught.value


@pytest.fixture
def full_port() -> Iterator[int]:
    """Give a port that lets connections wait for ever."""
    with ExitStack() as open_ones:
        listening = open_ones.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = open_ones.enter_context(socket.socket())
            waiting.settimeout(0)
            with suppress(BlockingIOError):
                waiting.connect(listening.getsockname())
        assert not select.select([], [waiting], [], 0.1)[1]  # it is full
        yield listening.getsockname()[1]


@ENDS
def test_while_connecting(end: Any, error: Any, full_port: int) -> None:
    _speak_until(end, error, service=f"http://127.0.0.1:{full_port}/v1")


@ENDS
def test_in_the_tls_handshake(end: Any, error: Any) -> None:
    with mute_port() as port:
        _speak_until(end, error, service=f"https://127.0.0.1:{port}/v1")


def _without_length(asked: faults.Asked) -> Answer:
    return replace(asked.answer(), framing="close", cut=Cut("body", 1000, "hang"))


STAGES = {
    **faults.HANGS,
    "half a body without length": _without_length,
    "half a body by length": faults.short(1000, "hang"),
    "waiting to try again": faults.too_fast({"Retry-After": "10"}),
    "half a refusal": lambda asked: replace(
        faults.says(400, "x" * 2000)(asked), cut=Cut("body", 1000, "hang")
    ),
    "half of what is no sound": lambda asked: replace(
        faults.says(200, "x" * 9000)(asked), cut=Cut("body", 5000, "hang")
    ),
}


@ENDS
@pytest.mark.parametrize("name", STAGES)
def test_while_the_server_hangs(name: str, end: Any, error: Any, server: SpeechServer) -> None:
    server.misbehave(STAGES[name])
    raised = _speak_until(end, error, service=service_of(server))
    assert isinstance(raised, SpeechStoppedError | SpeechInterrupt)
    if name.startswith("half a body"):
        assert raised.speech is not None
        assert raised.speech.data == tone(TEXT, "mp3")[:1000]
    server.wait_for_connections(1 if "try again" in name else 0)
    assert ask(server).data == tone(TEXT, "mp3")


@ENDS
def test_on_a_kept_connection(end: Any, error: Any, server: SpeechServer) -> None:
    ask(server)
    server.misbehave(faults.HANGS["silence"])
    _speak_until(end, error, service=service_of(server))
    assert {request.connection for request in server.requests} == {1}
    server.wait_for_connections(0)
    assert ask(server).data == tone(TEXT, "mp3")


@ENDS
def test_while_the_built_in_voice_loads(end: Any, error: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    require("hibari", "lameenc")
    with monkeypatch.context() as patch:
        patch.setattr(builtin, "_loading", Future)
        _speak_until(end, error, service="builtin", voice="heart")
    assert speak("Yes.", service="builtin", voice="heart").duration > 0.1


@ENDS
def test_while_the_built_in_voice_speaks(end: Any, error: Any) -> None:
    require("hibari", "lameenc")
    speak("Yes.", service="builtin", voice="heart")  # loads it
    words = "and so the story of the long sentence went on and on without any end in sight " * 200
    ended_at: list[float] = []

    class Impatient(Recorder):
        def on_audio(self, data: bytes) -> None:
            if not self.pieces:
                threading.Timer(0.1, self._end).start()  # in the midst of the next piece
            super().on_audio(data)

        def _end(self) -> None:
            ended_at.append(time.monotonic())
            end(self)

    with pytest.raises(error):
        speak(words, service="builtin", voice="heart", listener=Impatient())
    seconds = time.monotonic() - ended_at[0]
    assert seconds < _AT_ONCE
    assert_no_thread_remains()
    assert speak("Yes.", service="builtin", voice="heart").duration > 0.1


# -- A stop at other moments ----------------------------------------------------------------------


def test_before_it_begins(server: SpeechServer) -> None:
    class Early(Recorder):
        def on_start(self, stop: Stop) -> None:
            stop.set()

    with pytest.raises(SpeechStoppedError):
        ask(server, listener=Early())
    assert_no_thread_remains()
    assert ask(server).data == tone(TEXT, "mp3")


def test_when_all_is_done(server: SpeechServer) -> None:
    listener = Recorder()
    ask(server, listener=listener)
    listener.stop.set()
    assert ask(server).data == tone(TEXT, "mp3")
    assert {request.connection for request in server.requests} == {1}


def test_a_late_stop_spares_who_uses_the_connection_now(server: SpeechServer) -> None:
    earlier = Recorder()
    ask(server, listener=earlier)
    server.misbehave(faults.paced(Pace(silence=0.6)))
    timer = threading.Timer(0.2, earlier.end)
    timer.start()
    assert ask(server).data == tone(TEXT, "mp3")
    timer.join()
    assert [request.connection for request in server.requests] == [1, 1]


def test_a_cut_spares_a_connection_that_went_to_another_request() -> None:
    ours, theirs = socket.socketpair()
    connection = _CuttableConnection("127.0.0.1")
    earlier, later = Wire(), Wire()
    with ours, theirs, earlier.carrying():
        connection.wire = earlier
        earlier.hold(connection, ours)
        connection.wire = later
        earlier.cut()
        ours.sendall(b"still open")
        assert theirs.recv(99) == b"still open"
        connection.wire = earlier
        earlier.cut()
        assert theirs.recv(99) == b""


def test_a_stop_ends_one_request_and_no_other(server: SpeechServer) -> None:
    server.misbehave(faults.paced(Pace(silence=0.6)), times=2)
    stopped = Recorder()
    errors: list[BaseException] = []

    def one() -> None:
        try:
            ask(server, listener=stopped)
        except SpeechError as error:
            errors.append(error)

    thread = threading.Thread(target=one)
    thread.start()
    server.wait_for_requests(1)
    threading.Timer(0.2, stopped.end).start()
    assert ask(server).data == tone(TEXT, "mp3")
    thread.join()
    assert [type(error) for error in errors] == [SpeechStoppedError]
    assert len(server.requests) == 2


def test_from_the_listener_although_all_has_arrived(server: SpeechServer) -> None:
    class Satisfied(Recorder):
        def on_audio(self, data: bytes) -> None:
            super().on_audio(data)
            time.sleep(0.3)  # the rest arrives meanwhile
            self.stop.set()

    server.pace = Pace(piece=10_000, pause=0.05)
    listener = Satisfied()
    with pytest.raises(SpeechStoppedError) as caught:
        ask(server, listener=listener, response_format="wav")
    assert len(listener.pieces) == 1
    assert caught.value.speech is not None
    assert 0 < caught.value.speech.duration < 0.5


def test_a_listener_that_fails_ends_it(server: SpeechServer) -> None:
    class Broken(Recorder):
        def on_audio(self, data: bytes) -> None:
            raise ZeroDivisionError

    server.misbehave(faults.HANGS["half a body"])
    with pytest.raises(ZeroDivisionError):
        ask(server, listener=Broken())
    assert_no_thread_remains()
    server.wait_for_connections(0)


def test_a_stop_calls_back_once_and_only_within_the_block() -> None:
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
