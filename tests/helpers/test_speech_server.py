from __future__ import annotations

import io
import json
import socket
import threading
import time
import wave
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
import pytest
import requests

from tests.helpers import faults
from tests.helpers.environment import KEY
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.recognizer import character_error_rate, hear
from tests.helpers.shell import Shell, new_shell
from tests.helpers.sounds import FORMATS, RATE, decode, seconds, spoken, tone
from tests.helpers.speech_server import SpeechServer, closed_port, mute_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from IPython.core.interactiveshell import InteractiveShell

    from tests.helpers.sounds import Samples

TEXT = "Hello from the test."
DOCUMENTED = {"model": "gpt-4o-mini-tts", "input": TEXT, "voice": "coral", "response_format": "mp3"}


def ask(
    server: SpeechServer,
    *,
    path: str = "/audio/speech",
    key: str | None = KEY,
    session: requests.Session | None = None,
    stream: bool = False,
    **changes: Any,
) -> requests.Response:
    with requests.Session() as own:
        return (session or own).post(
            server.base_url + path,
            json=DOCUMENTED | changes,
            headers={} if key is None else {"Authorization": key},
            stream=stream,
            timeout=10,
            allow_redirects=False,
        )


@pytest.mark.parametrize(("auth", "key"), [("bare", KEY), ("bearer", f"Bearer {KEY}"), (None, None)])
def test_server_answers_the_documented_call(auth: Any, key: str | None) -> None:
    with SpeechServer(key=KEY, auth=auth) as server:
        answer = ask(server, key=key)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "audio/mpeg")
        assert answer.content == tone(TEXT, "mp3")
        [request] = server.requests
        assert (request.method, request.path) == ("POST", "/v1/audio/speech")
        assert (request.body, request.headers.get("authorization")) == (DOCUMENTED, key)


@pytest.mark.parametrize("audio_format", FORMATS)
def test_server_sends_the_requested_format(audio_format: str, server: SpeechServer) -> None:
    audio = ask(server, response_format=audio_format, speed=2).content
    kinds = {
        "mp3": (b"ID3",),
        "opus": (b"OggS",),
        "aac": (b"\xff\xf1",),
        "flac": (b"fLaC",),
        "wav": (b"RIFF",),
        "pcm": (b"",),
    }
    assert audio.startswith(kinds[audio_format])
    pcm_rate = RATE if audio_format == "pcm" else None
    assert seconds(audio, pcm_rate=pcm_rate) == pytest.approx(0.3, abs=0.1)


def test_spoken_audio_says_the_text() -> None:
    with SpeechServer(speech=spoken, auth=None) as server:
        audio = ask(server, response_format="pcm", speed=1.5).content
        assert audio == spoken(TEXT, "pcm", 1.5)
        assert audio != spoken("Some other text.", "pcm", 1.5)


module_shell = pytest.fixture(scope="module")(new_shell)


@pytest.mark.ear
@pytest.mark.parametrize("audio_format", ["mp3", "pcm"])
def test_speak_magic_fetches_audio_that_says_the_text(
    audio_format: str, module_shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "The train to the coast leaves at half past seven."
    shell = Shell(module_shell)
    with SpeechServer(key=KEY, speech=spoken) as server:
        monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
        monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
        shell.value("%load_ext ipytts")
        speech = shell.value(f"%%speak --voice coral --format {audio_format}", said)
        shell.value("%unload_ext ipytts")
        [request] = server.requests
    assert (request.body["voice"], request.body["input"]) == ("coral", said)
    heard = hear(speech.playable()[0])
    assert character_error_rate(said, heard) <= 0.2
    assert character_error_rate("The weather in the mountains changed before noon.", heard) >= 0.5


@pytest.mark.parametrize(
    ("status", "says", "call"),
    [
        (401, "key", {"key": f"Bearer {KEY}"}),
        (401, "key", {"key": None}),
        (404, "/v1/speech", {"path": "/speech"}),
        (405, "GET", {"path": "/models"}),
        (400, "model", {"model": None}),
        (400, "empty", {"input": ""}),
        (400, "4097 characters", {"input": "x" * 4097}),
        (400, "mp3, opus", {"response_format": "ogg"}),
        (400, "0.25", {"speed": 4.5}),
        (400, "0.25", {"speed": True}),
    ],
)
def test_server_refuses_wrong_requests(status: int, says: str, call: Any, server: SpeechServer) -> None:
    server.misbehave(faults.respond(500, "A refused request must not use up a fault."))
    answer = ask(server, **call)
    assert answer.status_code == status
    assert says in answer.json()["error"]["message"]
    assert answer.headers["x-request-id"] == "req_0001"
    assert ask(server).status_code == 500


def test_server_refuses_bodies_that_are_not_json_objects_and_unknown_fields(server: SpeechServer) -> None:
    url, headers = server.base_url + "/audio/speech", {"Authorization": KEY}
    assert requests.post(url, "{}", headers=headers, timeout=10).status_code == 415
    headers["Content-Type"] = "application/json"
    assert requests.post(url, "[]", headers=headers, timeout=10).status_code == 400
    assert ask(server, speed=1.0).status_code == 200
    server.strict = True
    refused = ask(server, speed=1.0)
    assert (refused.status_code, refused.json()["detail"][0]["loc"]) == (422, ["body", "speed"])
    assert ask(server).status_code == 200


def test_server_lists_voices_and_models(server: SpeechServer) -> None:
    voices = requests.get(server.base_url + "/audio/voices", headers={"Authorization": KEY}, timeout=10)
    assert "coral" in voices.json()["voices"]
    assert requests.get(server.base_url + "/models", timeout=10).status_code == 401


def test_server_keeps_connections_alive_and_numbers_them(server: SpeechServer) -> None:
    with requests.Session() as session:
        ask(server, session=session)
        ask(server, session=session)
        assert server.open_connections == 1
    ask(server)
    first, second, third = (request.connection for request in server.requests)
    assert first == second != third
    server.wait_for_connections(0)


def test_server_limits_concurrent_requests(server: SpeechServer) -> None:
    server.at_once = 1
    server.misbehave(faults.HANGS["head alone"])
    with ask(server, stream=True):
        assert ask(server).status_code == 429
    server.wait_for_connections(0)
    assert ask(server).status_code == 200


def test_server_streams_audio(server: SpeechServer) -> None:
    server.pace = Pace(piece=500)
    server.misbehave(faults.broken("body", 1000, "hang"))
    with ask(server, stream=True) as answer:
        pieces = answer.iter_content(None)
        assert next(pieces) + next(pieces) == tone(TEXT, "mp3")[:1000]


def test_server_keeps_its_pace(server: SpeechServer) -> None:
    server.pace = Pace(silence=0.2, drip=0.001, piece=500, pause=0.05)
    start = time.monotonic()
    audio = ask(server).content
    assert audio == tone(TEXT, "mp3")
    assert time.monotonic() - start >= 0.2 + len(audio) // 500 * 0.05


def test_server_commits_faults_in_turn(server: SpeechServer) -> None:
    server.misbehave(faults.respond(503, "busy"), times=2)
    server.misbehave(faults.out_of_quota())
    assert [ask(server).status_code for _ in range(4)] == [503, 503, 429, 200]
    server.misbehave(faults.respond(500, "broken"), times=FOREVER)
    assert [ask(server).status_code for _ in range(3)] == [500] * 3
    server.behave()
    assert ask(server).status_code == 200


def test_server_can_echo_the_key(server: SpeechServer) -> None:
    server.misbehave(faults.echo_key())
    answer = ask(server)
    assert KEY in answer.json()["error"]["message"]
    assert answer.headers["x-request-id"] == KEY


def test_server_can_redirect(server: SpeechServer) -> None:
    server.misbehave(faults.redirect(307, "/moved/audio/speech"))
    answer = ask(server)
    assert (answer.status_code, answer.headers["Location"]) == (307, "/moved/audio/speech")


@pytest.mark.parametrize("name", faults.ODDITIES)
def test_oddities_contain_the_right_audio(name: str, server: SpeechServer) -> None:
    """FFmpeg hears the hum in each, as long and as high as it ought to be."""
    server.misbehave(faults.ODDITIES[name])
    answer = ask(server)
    pcm_rate = 22_050 if answer.headers["Content-Type"] == "audio/pcm;rate=22050" else None
    files = answer.content.split(b"RIFF") if name == "wav in three files" else [answer.content]
    first = b"RIFF" + files[1] if files[1:] else files[0]
    samples, rate = decode(first, pcm_rate=pcm_rate)
    # mp3 comes in whole frames
    exact = 0.001 if first.startswith(b"RIFF") or pcm_rate else 0.1
    assert len(samples) / rate == pytest.approx(0.2 if files[1:] else 0.6, abs=exact)
    assert _pitch(samples, rate) == pytest.approx(_pitch(*decode(tone(TEXT, "wav"))), abs=10)


def _pitch(samples: Samples, rate: int) -> float:
    """Return the loudest frequency in Hz."""
    return float(np.abs(np.fft.rfft(samples, n=rate)).argmax())


def test_wav_rewriters_change_the_header() -> None:
    plain = tone(TEXT, "wav")
    endless = faults.endless_sizes(plain)
    assert endless[4:8] == endless[40:44] == b"\xff" * 4
    assert endless[44:] == plain[44:]
    rambling = faults.list_chunk(plain)
    assert rambling[36:40] == b"LIST"
    with wave.open(io.BytesIO(rambling)) as opened:
        assert opened.readframes(opened.getnframes()) == plain[44:]


@pytest.mark.parametrize("name", faults.EMPTY)
def test_empty_answers_contain_no_bytes(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.EMPTY[name])
    answer = ask(server)
    assert (answer.status_code, answer.content) == (200, b"")
    assert bool(answer.headers) == (name != "torn head")


@pytest.mark.parametrize("name", faults.BREAKS_BEFORE | faults.BREAKS_AMID)
def test_broken_connections_end_early(name: str, server: SpeechServer) -> None:
    broken = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
    server.pace = Pace(piece=300)
    server.misbehave((faults.BREAKS_BEFORE | faults.BREAKS_AMID)[name])
    received = b""
    with pytest.raises(broken) as caught, ask(server, stream=True) as answer:  # noqa: PT012
        for piece in answer.iter_content(100):
            received += piece
    assert ("reset" in name) == ("reset by peer" in str(caught.value))
    assert tone(TEXT, "mp3")[:1000].startswith(received)
    assert bool(received) == (name in faults.BREAKS_AMID)
    server.wait_for_connections(0)
    assert ask(server).status_code == 200


@pytest.mark.parametrize("name", faults.HANGS)
def test_hangs_end_when_either_side_closes(name: str) -> None:
    threads = threading.active_count()
    with SpeechServer(key=KEY) as server:
        server.misbehave(faults.HANGS[name], times=2)
        with _asking(server) as client:
            assert not _ended(client)
        server.wait_for_connections(0)  # the client went
        client = _asking(server)
        server.wait_for_requests(2)
    with client:
        assert _ended(client)  # the server went
    assert threading.active_count() == threads


def _asking(server: SpeechServer) -> socket.socket:
    """Send the documented request and return the socket, with nothing read."""
    body = json.dumps(DOCUMENTED).encode()
    head = f"POST /v1/audio/speech HTTP/1.1\r\nHost: x\r\nAuthorization: {KEY}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    port = urlsplit(server.base_url).port
    client = socket.create_connection(("127.0.0.1", port or 0), timeout=0.2)
    client.sendall(head.encode() + body)
    return client


def _ended(client: socket.socket) -> bool:
    """Read for 0.2 s, or to the end, whichever is first."""
    deadline = time.monotonic() + 0.2
    try:
        while time.monotonic() < deadline:
            if not client.recv(65536):
                return True
    except TimeoutError:
        pass
    return False


def test_failure_in_the_server_fails_its_test() -> None:
    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    def run() -> None:
        with SpeechServer(auth=None, speech=broken) as server, pytest.raises(requests.ConnectionError):
            ask(server)

    with pytest.raises(ZeroDivisionError):
        run()


@pytest.mark.parametrize(
    ("port", "failure"), [(closed_port, requests.ConnectionError), (mute_port, requests.ReadTimeout)]
)
def test_dead_ports_fail_as_named(
    port: Callable[[], AbstractContextManager[int]], failure: type[Exception]
) -> None:
    with port() as number, pytest.raises(failure):
        requests.get(f"http://127.0.0.1:{number}/", timeout=0.3)
