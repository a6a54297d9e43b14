"""Audio in JSON and in server-sent events, and what servers say about headerless samples."""

from __future__ import annotations

import base64
import itertools
import json
from typing import TYPE_CHECKING

import pytest

from ipytts.errors import NotSpeechError, ServiceError, UnreachableError
from ipytts.services import event_stream
from ipytts.services.response_bodies import ErrorInBodyError, ResponseBody
from tests.helpers import audio_in_text, faults
from tests.helpers.client_calls import TEXT, Recorder, ask
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.sounds import seconds, tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.speech_server import SpeechServer

AUDIO = b"RIFF and the rest"


def _event(**fields: object) -> str:
    return f"data: {json.dumps(fields)}\n\n"


def _delta() -> str:
    return _event(type="speech.audio.delta", audio=base64.b64encode(AUDIO).decode())


def _event_of_type(kind: str) -> str:
    return _event(type=kind)


def _decode(body: str, size: int = 10**6) -> list[bytes]:
    data = body.encode()
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    return list(ResponseBody({"content-type": "text/event-stream"}, pieces))


@pytest.mark.parametrize("audio_format", ["mp3", "wav", "pcm"])
@pytest.mark.parametrize("name", audio_in_text.AUDIO_IN_TEXT)
def test_client_reads_audio_in_text(name: str, audio_format: str, server: SpeechServer) -> None:
    server.misbehave(audio_in_text.AUDIO_IN_TEXT[name])
    speech = ask(server, response_format=audio_format)
    assert (speech.response_format, speech.data) == (audio_format, tone(TEXT, audio_format))
    ask(server)
    assert {request.connection for request in server.requests} == {1}


def test_client_streams_events(server: SpeechServer) -> None:
    class Satisfied(Recorder):
        def on_audio(self, data: bytes) -> None:
            super().on_audio(data)
            server.behave()

    listener = Satisfied()
    server.pace = Pace(pause=0.02)
    server.misbehave(audio_in_text.AUDIO_IN_TEXT["events of OpenAI"])
    ask(server, listener=listener, response_format="wav")
    assert len(listener.pieces) > 3


@pytest.mark.parametrize("name", audio_in_text.ERROR_AMID_EVENTS)
def test_client_reports_an_error_amid_events(name: str, server: SpeechServer) -> None:
    server.misbehave(audio_in_text.ERROR_AMID_EVENTS[name], times=FOREVER)
    with pytest.raises(ServiceError, match="The voice is lost") as caught:
        ask(server)
    assert caught.value.speech is not None  # what had come
    assert len(server.requests) == 1


def test_client_reports_an_error_before_any_event(server: SpeechServer) -> None:
    body = _event(type="error", error={"message": "No such voice."})
    server.misbehave(faults.respond(200, body, {"Content-Type": "text/event-stream"}))
    with pytest.raises(ServiceError, match=r"answered 200 \(request req_0001\): No such voice\."):
        ask(server)


def test_client_reports_events_that_end_too_early(server: SpeechServer) -> None:
    server.misbehave(audio_in_text.events({"type": "speech.audio.delta", "audio": ""}))
    with pytest.raises(UnreachableError, match="it ended too early") as caught:
        ask(server)
    assert caught.value.speech is not None


@pytest.mark.parametrize("body", [{"audio": "https://example.org/1.mp3"}, {"audio": None}, {"job": 7}, {}])
def test_json_without_audio_is_an_error(body: dict[str, object], server: SpeechServer) -> None:
    server.misbehave(faults.respond(200, body))
    with pytest.raises(NotSpeechError, match="answered 200"):
        ask(server, response_format="pcm")


@pytest.mark.parametrize("late", [{"type": "ping"}, {"type": "WordBoundaries", "words": []}, {}])
def test_event_that_is_not_the_last_does_not_complete_a_stream(late: dict[str, object]) -> None:
    with pytest.raises(ConnectionAbortedError, match="too early"):
        _decode(_event(type="speech.audio.done") + _delta() + _event(**late))


@pytest.mark.parametrize(
    "end",
    [
        *map(
            _event_of_type,
            ("speech.audio.done", "Termination", "audio_end", "StreamEnd", "response.completed"),
        ),
        "data: [DONE]\n\n",
        "event: done\ndata:\n\n",
    ],
)
def test_last_event_completes_a_stream(end: str) -> None:
    assert _decode(_delta() + _delta() + end + _event(type="ping")) == [AUDIO, AUDIO]


@pytest.mark.parametrize("size", [1, 7, 10**6])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_events_may_be_split_anywhere(size: int, line_end: str, start: str) -> None:
    end = _event(type="speech.audio.done", text="Grüße 🎧")
    keepalives = "data:\n\n: comment\n\ndata\n\nevent: ping\ndata: \n\n"
    body = f"{start}{_delta()}{keepalives}event: speech.audio.delta\nid: 1\n{_delta()}{end}"
    assert _decode(body.replace("\n", line_end), size) == [AUDIO, AUDIO]


def test_event_may_have_its_data_in_several_lines_and_no_blank_line_at_its_end() -> None:
    body = _delta() + 'data: {"type":\ndata: "speech.audio.done"}'
    assert _decode(body) == [AUDIO]


def test_name_of_an_event_without_data_is_dropped() -> None:
    assert _decode(f"event: error\n\n{_event(audio_base64=base64.b64encode(AUDIO).decode())}") == [AUDIO]


def test_message_of_an_event_may_be_split_within_a_character() -> None:
    with pytest.raises(ErrorInBodyError) as caught:
        _decode("event: error\ndata: Grüße 🎧\n\n", size=1)
    assert caught.value.body.decode() == "Grüße 🎧"


def test_events_are_read_in_linear_time() -> None:
    def pieces() -> Iterator[bytes]:
        yield b'data: {"audio": "'
        yield from itertools.repeat(base64.b64encode(bytes(48)), 200_000)  # 13 MB
        yield b'"}\n\n'

    body = ResponseBody({"content-type": "text/event-stream"}, pieces())
    assert list(body) == [bytes(48 * 200_000)]


@pytest.mark.parametrize("line", [b"x" * 50, b"data: x\n"])
def test_event_has_a_largest_size(line: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "_MAX_EVENT", 1 << 20)
    with pytest.raises(ErrorInBodyError, match="event of more than 1 MB"):
        list(ResponseBody({"content-type": "text/event-stream"}, itertools.repeat(line, 1 << 18)))


def test_event_that_is_no_json_is_an_error() -> None:
    with pytest.raises(ErrorInBodyError, match="sorry"):
        _decode("data: sorry\n\n")


def test_json_may_hold_a_data_url() -> None:
    body = json.dumps({"audio": f"data:audio/wav;base64,{base64.b64encode(AUDIO).decode()}"}).encode()
    assert list(ResponseBody({"content-type": "application/json"}, iter([body[:9], body[9:]]))) == [AUDIO]


# -- Headerless samples ---------------------------------------------------------------------------

HALVED = pytest.approx(1.2, abs=0.02)  # s; 0.6 s at half the rate


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "audio/pcm", "x-sample-rate": "12000", "x-channels": "1", "x-sample-width": "2"},
        {"Content-Type": "audio/pcm", "X-Audio-Sample-Rate": "12000"},
        {"Content-Type": "audio/pcm;rate=12000;channels=1"},
        {"Content-Type": "audio/L16; rate=12000"},
        {"Content-Type": "audio/x-pcm; sample-rate=12000; channel-count=1; bits=16", "x-sample-rate": "8000"},
        {"Content-Type": "application/octet-stream", "x-sample-rate": "12000"},
    ],
)
def test_client_finds_the_rate_of_samples(headers: dict[str, str], server: SpeechServer) -> None:
    server.misbehave(faults.with_headers(headers))
    speech = ask(server, response_format="pcm")
    assert speech.pcm_rate == 12_000
    assert speech.duration == HALVED
    assert seconds(speech.data, pcm_rate=12_000) == HALVED


def test_client_finds_the_rate_of_samples_in_json(server: SpeechServer) -> None:
    server.misbehave(audio_in_text.json_audio("audio", sample_rate=12_000))
    assert ask(server, response_format="pcm").duration == HALVED


@pytest.mark.parametrize("rate", [22050, 22050.0, "22050", "22050.0", "22050."])
def test_rate_may_be_written_as_a_decimal(rate: float | str) -> None:
    assert ResponseBody({"x-sample-rate": str(rate)}, iter([])).rate == 22_050
    body = json.dumps({"sample_rate": rate, "audio": base64.b64encode(AUDIO).decode()}).encode()
    in_json = ResponseBody({"content-type": "application/json"}, iter([body]))
    assert (list(in_json), in_json.rate) == ([AUDIO], 22_050)


@pytest.mark.parametrize(
    "rate", ["0", "-22050", "22050.5", "999", "384001", "nan", "1e999", "9" * 5000, "fast"]
)
def test_senseless_rate_is_ignored(rate: str) -> None:
    assert ResponseBody({"x-sample-rate": rate}, iter([])).rate == 24_000


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({"Content-Type": "audio/pcm", "x-channels": "2"}, "2 channels of 16 bits"),
        ({"Content-Type": "audio/pcm;rate=24000;channels=2"}, "2 channels of 16 bits"),
        ({"Content-Type": "audio/pcm", "x-sample-width": "4"}, "1 channel of 32 bits"),
        ({"Content-Type": "audio/pcm", "x-bit-depth": "24"}, "1 channel of 24 bits"),
    ],
)
def test_samples_that_cannot_be_played_are_an_error(
    headers: dict[str, str], problem: str, server: SpeechServer
) -> None:
    server.misbehave(faults.with_headers(headers))
    with pytest.raises(NotSpeechError, match=rf"{problem}; .*--format wav") as caught:
        ask(server, response_format="pcm")
    assert caught.value.body == tone(TEXT, "pcm")


def test_headers_about_samples_do_not_matter_for_files(server: SpeechServer) -> None:
    server.misbehave(faults.with_headers({"Content-Type": "audio/wav", "x-channels": "2"}))
    assert ask(server, response_format="wav").data == tone(TEXT, "wav")
