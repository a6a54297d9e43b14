"""The request function with servers that misbehave as real ones do."""

from __future__ import annotations

import os
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Service, speak
from ipytts.errors import (
    NotSpeechError,
    QuotaError,
    ServiceError,
    SpeechError,
    SpeechStoppedError,
    SpeechTimeoutError,
)
from ipytts.services.sessions import get_session
from tests.helpers import faults
from tests.helpers.client_calls import TEXT, Recorder, ask, assert_no_thread_remains, service_of
from tests.helpers.environment import KEY
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.sounds import FORMATS, seconds, tone
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from ipytts.synthesis.speech import Speech
    from tests.helpers.http_responses import Response

DURATION = pytest.approx(0.6, abs=0.1)  # s; mp3 comes in whole frames


def _sounds_right(speech: Speech) -> None:
    rate = speech.pcm_rate if speech.response_format == "pcm" else None
    assert seconds(speech.data, pcm_rate=rate) == DURATION
    assert speech.duration == DURATION


# -- Right audio ----------------------------------------------------------------------------------


@pytest.mark.parametrize("audio_format", FORMATS)
def test_client_fetches_every_format(audio_format: str, server: SpeechServer) -> None:
    speech = ask(server, response_format=audio_format)
    assert speech.response_format == audio_format
    assert speech.data == tone(TEXT, audio_format)
    _sounds_right(speech)


@pytest.mark.parametrize(("audio_format", "content_type"), faults.ODD_CONTENT_TYPES)
def test_client_accepts_odd_content_types(audio_format: str, content_type: str, server: SpeechServer) -> None:
    server.misbehave(faults.with_content_type(content_type))
    speech = ask(server, response_format=audio_format)
    assert (speech.response_format, speech.data) == (audio_format, tone(TEXT, audio_format))


@pytest.mark.parametrize("name", faults.ODDITIES)
def test_client_accepts_odd_responses(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.ODDITIES[name])
    speech = ask(server)
    arrived = "wav" if "wav" in name or "another" in name else "pcm" if "pcm" in name else "mp3"
    assert speech.response_format == arrived
    assert speech.pcm_rate == (22_050 if arrived == "pcm" else 24_000)
    _sounds_right(speech)
    assert len(server.requests) == 1


@pytest.mark.parametrize("rate", ["0", "99999999999", "x"])
def test_client_ignores_an_impossible_rate(rate: str, server: SpeechServer) -> None:
    server.misbehave(faults.with_content_type(f"audio/pcm;rate={rate}"))
    _sounds_right(ask(server, response_format="pcm"))


def test_client_yields_the_first_bytes_before_the_last_are_sent(server: SpeechServer) -> None:
    class Satisfied(Recorder):
        def on_audio(self, data: bytes) -> None:
            super().on_audio(data)
            if len(self.data) == 9000:
                self.end()

    server.pace = Pace(piece=1000)
    server.misbehave(faults.broken("body", 9000, "hang"))
    sound = tone(TEXT, "wav")
    listener = Satisfied()
    with pytest.raises(SpeechStoppedError) as caught:
        ask(server, listener=listener, response_format="wav")
    assert listener.data == sound[:9000]
    assert caught.value.speech is not None
    assert caught.value.speech.data[44:] == sound[44:9000]  # its header now has the right length


def test_client_requests_no_compression(server: SpeechServer) -> None:
    ask(server)
    # Packed audio gets no smaller, and a server that packs it keeps it back until a block is full.
    assert server.requests[0].headers["accept-encoding"] == "identity"


# -- One session ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["by length", "gzip", "wav in three files"])
def test_client_reuses_a_connection(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.ODDITIES[name])
    ask(server)
    server.misbehave(faults.respond(400, "no"))
    with pytest.raises(ServiceError):
        ask(server)
    ask(server)
    assert {request.connection for request in server.requests} == {1}


def test_client_replaces_a_connection_that_the_server_has_closed(server: SpeechServer) -> None:
    server.misbehave(faults.framed("close"))
    ask(server)
    server.wait_for_connections(0)
    ask(server)
    assert len(server.requests) == 2


def test_threads_get_their_own_responses(server: SpeechServer) -> None:
    options: dict[str, Any] = {"service": service_of(server), "response_format": "flac", "cache": False}
    together = threading.Barrier(8)

    def one(number: int) -> list[Speech]:
        together.wait()
        return [speak(f"Text {number}.{turn}.", **options) for turn in range(4)]

    with ThreadPoolExecutor(8) as pool:
        answers = dict(enumerate(pool.map(one, range(8))))
    for number, speeches in answers.items():
        for turn, speech in enumerate(speeches):
            assert speech.data == tone(f"Text {number}.{turn}.", "flac")
    # Connections were kept: no more than threads.
    assert len({request.connection for request in server.requests}) <= 8


def test_threads_share_the_session() -> None:
    together = threading.Barrier(8)

    def one(_: int) -> object:
        together.wait()
        return get_session("http://127.0.0.1:9/v1")

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert len({id(made) for made in pool.map(one, range(8))}) == 1
    finally:
        sys.setswitchinterval(interval)


# -- Refusals -------------------------------------------------------------------------------------


def _words(answered: Response) -> str:
    """Return some words of the error that a person must see."""
    known = (
        *("That is wrong.", "Incorrect API key provided", "Insufficient credits.", "Not available"),
        *("Not Found", "You exceeded your current quota.", "The provider failed.", "Welcome"),
    )
    return next(words for words in known if words in answered.body.decode())


@pytest.mark.parametrize("name", faults.REFUSALS)
@pytest.mark.parametrize("audio_format", ["mp3", "pcm"])
def test_client_reports_errors_at_once_in_the_servers_words(
    name: str, audio_format: str, server: SpeechServer
) -> None:
    sent: list[Response] = []

    def fault(request: faults.ValidRequest) -> Response:
        sent.append(faults.REFUSALS[name](request))
        return sent[-1]

    server.misbehave(fault, times=FOREVER)
    with pytest.raises(ServiceError) as caught:
        ask(server, response_format=audio_format)
    assert [request.method for request in server.requests].count("POST") == 1
    assert caught.value.status == sent[0].status
    assert caught.value.request_id == ("[key]" if "key" in name else "req_0001")
    message = str(caught.value)
    assert _words(sent[0]) in message
    assert str(sent[0].status) in message
    assert str(caught.value.request_id) in message
    assert isinstance(caught.value, NotSpeechError) == ("page in a 200" in name)
    assert isinstance(caught.value, QuotaError) == (name in ("402", "out of quota"))


@pytest.mark.parametrize(
    "page", ["<html><body>Größe zählt nicht, höchstens Güte.</body></html>", "\ufeff<p>Größe</p>"]
)
def test_client_takes_no_text_for_audio(page: str, server: SpeechServer) -> None:
    server.misbehave(faults.respond(200, page, {"Content-Type": "audio/pcm"}))
    with pytest.raises(NotSpeechError, match="Größe"):
        ask(server, response_format="pcm")


@pytest.mark.parametrize("name", ["length 0", "no chunk"])
def test_client_reports_an_empty_response_at_once(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.EMPTY[name])
    with pytest.raises(NotSpeechError, match=r"answered 200 \(request req_0001\) without a message"):
        ask(server)
    assert len(server.requests) == 1


# -- The time-out ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", faults.HANGS)
def test_timeout_bounds_every_stage(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.HANGS[name])
    timeout = 2 if name == "half a body" else 0.5  # what is to arrive must have the time
    with pytest.raises(SpeechTimeoutError, match=f"within {timeout} s") as caught:
        ask(server, timeout=timeout)
    assert caught.value.__context__ is None  # nothing about queues in a traceback
    if name == "half a body":
        assert caught.value.speech is not None
        assert caught.value.speech.data == tone(TEXT, "mp3")[:1000]
    assert_no_thread_remains()
    server.wait_for_connections(0)
    assert ask(server).data == tone(TEXT, "mp3")


def test_timeout_bounds_slow_audio(server: SpeechServer) -> None:
    server.misbehave(faults.paced(Pace(piece=50, pause=0.01)))  # 6 s in all
    listener = Recorder()
    with pytest.raises(SpeechTimeoutError) as caught:
        ask(server, timeout=1, response_format="wav", listener=listener)
    assert caught.value.speech is not None
    assert caught.value.speech.duration > 0


def test_timeout_allows_a_slow_listener(server: SpeechServer) -> None:
    class Slow(Recorder):
        def on_audio(self, data: bytes) -> None:
            time.sleep(0.6)

    server.pace = Pace(piece=16_000)
    assert ask(server, timeout=1, response_format="wav", listener=Slow()).data == tone(TEXT, "wav")


def test_client_accepts_a_timeout_of_a_day(server: SpeechServer) -> None:
    assert ask(server, timeout=86_400).data == tone(TEXT, "mp3")


# -- The way there --------------------------------------------------------------------------------


def test_client_uses_a_proxy_of_the_environment(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.base_url.removesuffix("/v1"))
    with pytest.raises(ServiceError, match="answered 404"):  # our server is no proxy
        speak(TEXT, service=Service("http://speech.invalid/v1", key=KEY))
    assert server.requests[0].path == "http://speech.invalid/v1/audio/speech"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert ask(server).data == tone(TEXT, "mp3")
    assert server.requests[1].path == "/v1/audio/speech"


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_client_notices_a_proxy_that_is_set_or_unset(
    variable: str, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(server)
    with SpeechServer(auth=None) as proxy:
        monkeypatch.setenv(variable, proxy.base_url.removesuffix("/v1"))
        with pytest.raises(ServiceError, match="answered 404"):  # our server is no proxy
            ask(server)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        ask(server)
        monkeypatch.delenv("NO_PROXY")
        monkeypatch.delenv(variable)
        ask(server)
        assert (len(server.requests), len(proxy.requests)) == (3, 1)


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".invalid"])
def test_invalid_host_is_a_clear_error(host: str) -> None:
    with pytest.raises(SpeechError, match="neither a name"):
        speak(TEXT, service=f"http://{host}/v1")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_forked_process_opens_its_own_connection(server: SpeechServer) -> None:
    ask(server)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # later Pythons: threads are running
        child = os.fork()
    if not child:
        os._exit(ask(server).data != tone(TEXT, "mp3"))
    assert os.waitpid(child, 0)[1] == 0
    assert ask(server).data == tone(TEXT, "mp3")
    assert [request.connection for request in server.requests] == [1, 2, 1]
