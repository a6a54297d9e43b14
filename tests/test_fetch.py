"""The request function against a server that misbehaves in every way that servers were seen to."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from ipytts import Service, fetch, speak
from ipytts.errors import (
    NotSpeechError,
    QuotaError,
    RateLimitError,
    ServiceError,
    SpeechError,
    SpeechTimeoutError,
    UnreachableError,
)
from tests import faults
from tests.asking import TEXT, Recorder, ask, assert_no_thread_remains, service_of
from tests.conftest import KEY
from tests.encode import FORMATS, decode, seconds, tone
from tests.speech_server import SpeechServer, closed_port
from tests.wire import FOREVER, Pace

if TYPE_CHECKING:
    from ipytts.speech import Speech
    from tests.wire import Answer

DURATION = pytest.approx(0.6, abs=0.1)  # s; mp3 comes in whole frames


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again sooner than in life."""
    monkeypatch.setattr(fetch, "_BACKOFF", 0.01)


def _sounds_right(speech: Speech) -> None:
    rate = speech.pcm_rate if speech.response_format == "pcm" else None
    assert seconds(speech.data, pcm_rate=rate) == DURATION
    assert speech.duration == DURATION


# -- Right audio ----------------------------------------------------------------------------------


@pytest.mark.parametrize("audio_format", FORMATS)
def test_every_format(audio_format: str, server: SpeechServer) -> None:
    speech = ask(server, response_format=audio_format)
    assert speech.response_format == audio_format
    assert speech.data == tone(TEXT, audio_format)
    _sounds_right(speech)


@pytest.mark.parametrize(("audio_format", "content_type"), faults.ODD_CONTENT_TYPES)
def test_odd_content_types(audio_format: str, content_type: str, server: SpeechServer) -> None:
    server.misbehave(faults.labelled(content_type))
    speech = ask(server, response_format=audio_format)
    assert (speech.response_format, speech.data) == (audio_format, tone(TEXT, audio_format))


@pytest.mark.parametrize("name", faults.ODDITIES)
def test_oddities(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.ODDITIES[name])
    speech = ask(server)
    arrived = "wav" if "wav" in name or "another" in name else "pcm" if "pcm" in name else "mp3"
    assert speech.response_format == arrived
    assert speech.pcm_rate == (22_050 if arrived == "pcm" else 24_000)
    _sounds_right(speech)
    assert len(server.requests) == 1


@pytest.mark.parametrize("rate", ["0", "99999999999", "x"])
def test_a_senseless_rate_is_not_believed(rate: str, server: SpeechServer) -> None:
    server.misbehave(faults.labelled(f"audio/pcm;rate={rate}"))
    _sounds_right(ask(server, response_format="pcm"))


def test_first_bytes_come_before_the_last_are_sent(server: SpeechServer) -> None:
    server.pace = Pace(piece=1000)
    server.misbehave(faults.cut("body", 9000, "hang"))
    sound = tone(TEXT, "wav")
    listener = Recorder()
    threading.Timer(1, listener.end).start()
    with pytest.raises(SpeechError) as caught:
        ask(server, listener=listener, response_format="wav")
    assert b"".join(listener.pieces) == sound[:9000]
    assert caught.value.speech is not None
    assert caught.value.speech.data[44:] == sound[44:9000]  # its header now tells the right length


# -- One session ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["by length", "gzip", "wav in three files"])
def test_requests_in_a_row_share_a_connection(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.ODDITIES[name])
    ask(server)
    server.misbehave(faults.says(400, "no"))
    with pytest.raises(ServiceError):
        ask(server)
    ask(server)
    assert {request.connection for request in server.requests} == {1}


def test_a_connection_that_the_server_has_closed_is_replaced(server: SpeechServer) -> None:
    server.misbehave(faults.framed("close"))
    ask(server)
    server.wait_for_connections(0)
    ask(server)
    assert len(server.requests) == 2


def test_threads_get_each_their_own_answer(server: SpeechServer) -> None:
    service = service_of(server)
    together = threading.Barrier(8)

    def one(number: int) -> list[Speech]:
        together.wait()
        return [speak(f"Text {number}.{turn}.", service=service, response_format="flac") for turn in range(4)]

    with ThreadPoolExecutor(8) as pool:
        answers = dict(enumerate(pool.map(one, range(8))))
    for number, speeches in answers.items():
        for turn, speech in enumerate(speeches):
            assert speech.data == tone(f"Text {number}.{turn}.", "flac")
    # Connections were kept: no more than threads.
    assert len({request.connection for request in server.requests}) <= 8


def test_threads_that_begin_together_share_the_session() -> None:
    together = threading.Barrier(8)

    def session(_: int) -> object:
        together.wait()
        return fetch._session("http://127.0.0.1:9/v1")

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert len({id(made) for made in pool.map(session, range(8))}) == 1
    finally:
        sys.setswitchinterval(interval)


# -- Refusals -------------------------------------------------------------------------------------


def _words(answered: Answer) -> str:
    """Return some words of the refusal that a person must see."""
    known = (
        *("That is wrong.", "Incorrect API key provided", "Insufficient credits.", "Not available"),
        *("Not Found", "You exceeded your current quota.", "The provider failed.", "Welcome"),
    )
    return next(words for words in known if words in answered.body.decode())


@pytest.mark.parametrize("name", faults.REFUSALS)
@pytest.mark.parametrize("audio_format", ["mp3", "pcm"])
def test_refusals_are_told_at_once_in_the_servers_words(
    name: str, audio_format: str, server: SpeechServer
) -> None:
    sent: list[Answer] = []

    def fault(asked: faults.Asked) -> Answer:
        sent.append(faults.REFUSALS[name](asked))
        return sent[-1]

    server.misbehave(fault, times=FOREVER)
    with pytest.raises(ServiceError) as caught:
        ask(server, response_format=audio_format)
    assert len(server.requests) == 1
    assert caught.value.status == sent[0].status
    assert caught.value.request_id == ("[key]" if "key" in name else "req_0001")
    message = str(caught.value)
    assert _words(sent[0]) in message
    assert str(sent[0].status) in message
    assert str(caught.value.request_id) in message
    assert isinstance(caught.value, NotSpeechError) == ("200" in name)
    assert isinstance(caught.value, QuotaError) == (name in ("402", "out of quota"))


@pytest.mark.parametrize(
    "page", ["<html><body>Größe zählt nicht, höchstens Güte.</body></html>", "\ufeff<p>Größe</p>"]
)
def test_text_in_any_script_is_no_sound(page: str, server: SpeechServer) -> None:
    server.misbehave(faults.says(200, page, {"Content-Type": "audio/pcm"}))
    with pytest.raises(NotSpeechError, match="Größe"):
        ask(server, response_format="pcm")


@pytest.mark.parametrize("name", ["length 0", "no chunk"])
def test_an_empty_answer_is_told_at_once(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.EMPTY[name])
    with pytest.raises(NotSpeechError, match=r"answered 200 \(request req_0001\) and nothing more"):
        ask(server)
    assert len(server.requests) == 1


# -- Further tries --------------------------------------------------------------------------------

PASSING = {**faults.HICCUPS, **faults.BREAKS_BEFORE, "torn head": faults.EMPTY["torn head"]}


@pytest.mark.parametrize("name", PASSING)
def test_what_may_pass_is_tried_again(name: str, server: SpeechServer) -> None:
    server.misbehave(PASSING[name], times=2)
    assert ask(server).data == tone(TEXT, "mp3")
    assert len(server.requests) == 3


@pytest.mark.parametrize("name", PASSING)
def test_the_third_failure_is_told(name: str, server: SpeechServer) -> None:
    server.misbehave(PASSING[name], times=FOREVER)
    with pytest.raises(SpeechError) as caught:
        ask(server)
    assert len(server.requests) == 3
    if isinstance(caught.value, ServiceError):
        assert caught.value.status == (429 if name == "too fast" else int(name[:3]))
        assert caught.value.request_id == "req_0003"
        assert isinstance(caught.value, RateLimitError) == (name == "too fast")
    else:
        assert isinstance(caught.value, UnreachableError)
        assert "failed: " in str(caught.value)
    assert caught.value.speech is None


def test_a_refused_connection_is_tried_again() -> None:
    with closed_port() as port, pytest.raises(UnreachableError, match=rf"127\.0\.0\.1:{port}.*refused"):
        speak(TEXT, service=f"http://127.0.0.1:{port}/v1")


def test_a_server_that_starts_late_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_BACKOFF", 1)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))

        def start() -> None:
            bound.listen()
            with bound.accept()[0] as connection:
                connection.recv(1 << 16)
                connection.sendall(b"HTTP/1.1 402 \r\nContent-Length: 0\r\n\r\n")

        starter = threading.Timer(0.2, start)
        starter.start()
        with pytest.raises(QuotaError):
            speak(TEXT, service=f"http://127.0.0.1:{bound.getsockname()[1]}/v1", timeout=10)
        starter.join()


@pytest.mark.parametrize("name", faults.BREAKS_AMID)
def test_a_break_amid_the_audio_keeps_what_arrived(name: str, server: SpeechServer) -> None:
    server.pace = Pace(piece=500)
    server.misbehave(faults.BREAKS_AMID[name])
    with pytest.raises(UnreachableError, match="broke in the middle of the audio") as caught:
        ask(server)
    assert len(server.requests) == 1
    assert caught.value.speech is not None
    arrived = caught.value.speech.data
    assert tone(TEXT, "mp3").startswith(arrived)
    assert len(arrived) == 1000
    samples, rate = decode(arrived)
    assert len(samples) / rate > 0.1
    assert ask(server).data == tone(TEXT, "mp3")


@pytest.mark.parametrize("name", faults.WAITS)
def test_the_wait_that_the_server_asks_for_is_kept(
    name: str, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_BACKOFF", 0.5)
    server.misbehave(faults.WAITS[name])
    assert ask(server).data == tone(TEXT, "mp3")
    first, second = (request.time for request in server.requests)
    # An HTTP date has whole seconds, so the wait for it is somewhat shorter; without a word, 0.25 s is least.
    least = {"retry-after date": 0, "nothing said": 0.25}.get(name, 0.05 if "ms" in name else 1)
    assert second - first >= least


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("retry-after-ms", "60000"),
        ("Retry-After", "60"),
        ("Retry-After", "9" * 400),
        ("x-ratelimit-reset-requests", "1m0s"),
    ],
)
def test_a_wait_beyond_the_time_out_is_not_begun(header: str, wait: str, server: SpeechServer) -> None:
    server.misbehave(faults.too_fast({header: wait}), times=FOREVER)
    start = time.monotonic()
    with pytest.raises(RateLimitError, match="Rate limit reached, slow down"):
        ask(server)
    assert time.monotonic() - start < 5
    assert len(server.requests) == 1


# -- The time-out ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", faults.HANGS)
def test_the_time_out_bounds_everything(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.HANGS[name])
    start = time.monotonic()
    with pytest.raises(SpeechTimeoutError, match=r"within 0\.5 s") as caught:
        ask(server, timeout=0.5)
    assert time.monotonic() - start < 5
    assert caught.value.__context__ is None  # nothing about queues in a traceback
    if name == "half a body":
        assert caught.value.speech is not None
        assert caught.value.speech.data == tone(TEXT, "mp3")[:1000]
    assert_no_thread_remains()
    server.wait_for_connections(0)
    assert ask(server).data == tone(TEXT, "mp3")


def test_the_time_out_bounds_audio_that_trickles_in(server: SpeechServer) -> None:
    server.misbehave(faults.paced(Pace(piece=50, pause=0.01)))  # 6 s in all
    listener = Recorder()
    with pytest.raises(SpeechTimeoutError) as caught:
        ask(server, timeout=1, response_format="wav", listener=listener)
    assert caught.value.speech is not None
    assert caught.value.speech.duration > 0


def test_a_slow_listener_is_no_slow_server(server: SpeechServer) -> None:
    class Slow(Recorder):
        def on_audio(self, data: bytes) -> None:
            time.sleep(0.6)

    server.pace = Pace(piece=16_000)
    assert ask(server, timeout=1, response_format="wav", listener=Slow()).data == tone(TEXT, "wav")


def test_a_time_out_of_a_day_is_fine(server: SpeechServer) -> None:
    assert ask(server, timeout=86_400).data == tone(TEXT, "mp3")


# -- The way there --------------------------------------------------------------------------------


def test_a_proxy_from_the_environment_is_used(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.base_url.removesuffix("/v1"))
    with pytest.raises(ServiceError, match="answered 404"):  # our server is no proxy
        speak(TEXT, service=Service("http://speech.invalid/v1", key=KEY))
    assert server.requests[0].path == "http://speech.invalid/v1/audio/speech"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert ask(server).data == tone(TEXT, "mp3")
    assert server.requests[1].path == "/v1/audio/speech"


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".invalid"])
def test_a_host_that_cannot_be_is_a_clear_error(host: str) -> None:
    with pytest.raises(SpeechError, match="neither a name"):
        speak(TEXT, service=f"http://{host}/v1")


def test_an_address_out_of_reach_does_not_count_as_connected() -> None:
    with pytest.raises(UnreachableError, match="unreachable"):
        speak(TEXT, service="http://255.255.255.255/v1")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_process_opens_a_connection_of_its_own(server: SpeechServer) -> None:
    ask(server)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # later Pythons: threads are running
        child = os.fork()
    if not child:
        os._exit(ask(server).data != tone(TEXT, "mp3"))
    assert os.waitpid(child, 0)[1] == 0
    assert ask(server).data == tone(TEXT, "mp3")
    assert [request.connection for request in server.requests] == [1, 2, 1]
