"""Time limits: to connect, while nothing comes, and for the whole; each has words of its own."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pytest

from ipytts import SpeechDefaults, speak
from ipytts.errors import (
    NotSpeechError,
    RateLimitError,
    ServiceError,
    SpeechTimeoutError,
    UnreachableError,
)
from ipytts.services import client, time_limits
from ipytts.synthesis.cache import open_cache
from ipytts.synthesis.plan import plan
from tests.helpers import audio_in_text, faults
from tests.helpers.client_calls import TEXT, ask, assert_no_thread_remains, service_of
from tests.helpers.hanging_hosts import full_port, hung_resolver, silent_port
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.faults import Fault
    from tests.helpers.speech_server import SpeechServer


@pytest.fixture(autouse=True)
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the limits; the server is a local one."""
    monkeypatch.setattr(time_limits, "CONNECT", 0.3)
    monkeypatch.setattr(time_limits, "SILENCE", 0.01)
    monkeypatch.setattr(time_limits, "LOCAL_SILENCE", 0.5)


def _speak(server: SpeechServer) -> bytes:
    audio: bytes = ask(server, timeout=None).data
    return audio


@pytest.mark.parametrize(
    ("host", "seconds"),
    [
        *((host, 600) for host in ("localhost", "127.0.0.1:8880", "[::1]:8880", "10.1.2.3", "192.168.0.9")),
        *((host, 600) for host in ("[fd00::7]", "nas", "mac.local", "mac.local.", "host.docker.internal")),
        *((host, 120) for host in ("api.openai.com", "8.8.8.8", "[2001:4860::8888]", "local.example.com")),
    ],
)
def test_silence_limit_is_longer_for_local_servers(
    host: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert time_limits.silence_limit(f"https://{host}/v1") == seconds


def test_no_limit_bounds_the_whole_by_default() -> None:
    assert SpeechDefaults.instance().timeout is None
    SpeechDefaults.instance().timeout = 5
    SpeechDefaults.instance().timeout = None  # it can be taken back


@pytest.mark.parametrize("name", ["silence", "head alone", "half a body"])
def test_client_reports_a_silent_server_without_retries(name: str, server: SpeechServer) -> None:
    server.misbehave(faults.HANGS[name])
    with pytest.raises(
        SpeechTimeoutError, match=r"sent nothing (more )?for 0\.5 s.* --timeout 2\.5"
    ) as caught:
        _speak(server)
    assert len(server.requests) == 1
    assert ("nothing more" in str(caught.value)) == (caught.value.speech is not None) == ("body" in name)
    assert_no_thread_remains()
    server.wait_for_connections(0)
    assert _speak(server) == tone(TEXT, "mp3")


@pytest.mark.parametrize(
    "pace",
    [Pace(silence=0.3, piece=10**6), Pace(piece=600, pause=0.25), Pace(silence=0.3, piece=1200, pause=0.3)],
)
def test_client_waits_for_a_slow_server(pace: Pace, server: SpeechServer) -> None:
    server.misbehave(faults.paced(pace))
    assert _speak(server) == tone(TEXT, "mp3")


def test_timeout_allows_more_silence(server: SpeechServer) -> None:
    server.misbehave(faults.paced(Pace(silence=1.0)))
    assert ask(server, timeout=20).data == tone(TEXT, "mp3")


def _after_the_first(piece: int, pause: float, fault: Fault) -> Fault:
    """Send one piece of the body, and then each other one after a pause."""
    return lambda request: replace(fault(request), pace=Pace(piece=piece, pause=pause))


_DRIPS = pytest.mark.parametrize("pause", [0.05, FOREVER])
_MESSAGE = "No such thing. " + "x" * 10**5


@pytest.fixture
def short_message_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a message half a second, far less than silence has."""
    monkeypatch.setattr(time_limits, "MESSAGE", 0.5)
    monkeypatch.setattr(time_limits, "LOCAL_SILENCE", 60)
    monkeypatch.setattr(client, "_FIRST_BACKOFF", 0.01)


@_DRIPS
@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
@pytest.mark.usefixtures("short_message_limit")
def test_message_that_drips_is_used_as_far_as_it_came(
    framing: Literal["length", "chunked", "close"], pause: float, server: SpeechServer
) -> None:
    refusal = replace(faults.reply(400, _MESSAGE), framing=framing)
    server.misbehave(_after_the_first(14, pause, lambda _: refusal))
    with pytest.raises(ServiceError, match=r"answered 400 \(request req_0001\): No such thing"):
        _speak(server)


@_DRIPS
@pytest.mark.usefixtures("short_message_limit")
def test_page_that_drips_is_used_as_far_as_it_came(pause: float, server: SpeechServer) -> None:
    server.misbehave(_after_the_first(1 << 14, pause, faults.respond(200, _MESSAGE)))
    with pytest.raises(NotSpeechError, match="answered 200"):
        _speak(server)


@_DRIPS
@pytest.mark.parametrize(
    "fault", [faults.respond(503, _MESSAGE), faults.redirect(307, "/moved/audio/speech", _MESSAGE)]
)
@pytest.mark.usefixtures("short_message_limit")
def test_body_that_drips_delays_a_retry_and_a_redirect_only(
    fault: Fault, pause: float, server: SpeechServer
) -> None:
    server.misbehave(_after_the_first(14, pause, fault))
    assert _speak(server) == tone(TEXT, "mp3")
    assert len(server.requests) == 2


def test_audio_in_json_has_a_limit_as_a_whole(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limits, "WHOLE_BODY", 0.2)
    drip = _after_the_first(100, 0.1, audio_in_text.json_audio("audio"))
    server.misbehave(drip)
    with pytest.raises(UnreachableError, match=r"the audio in JSON took more than 0\.2 s"):
        _speak(server)
    assert len(server.requests) == 1
    server.misbehave(_after_the_first(1000, 0.1, audio_in_text.json_audio("audio")))
    assert ask(server).data == tone(TEXT, "mp3")  # `timeout` takes its place


@contextmanager
def _unresolved() -> Iterator[str]:
    with hung_resolver():
        yield "http://speech.invalid/v1"


@contextmanager
def _unconnected() -> Iterator[str]:
    with full_port() as port:
        yield f"http://127.0.0.1:{port}/v1"


@contextmanager
def _without_handshake() -> Iterator[str]:
    with silent_port() as (port, _):
        yield f"https://127.0.0.1:{port}/v1"


@contextmanager
def _behind_a_silent_proxy() -> Iterator[str]:
    with silent_port() as (port, _), pytest.MonkeyPatch.context() as patch:
        patch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        yield "https://speech.invalid/v1"


@pytest.mark.parametrize("host", [_unresolved, _unconnected, _without_handshake, _behind_a_silent_proxy])
@pytest.mark.parametrize("timeout", [None, 60])
def test_connecting_has_a_limit_of_its_own(host: type, timeout: float | None) -> None:
    with host() as service, pytest.raises(UnreachableError, match=r"did not answer within 0\.3 s"):
        speak(TEXT, service=service, cache=False, timeout=timeout)
    assert_no_thread_remains()


@pytest.mark.parametrize("host", [_unresolved, _unconnected, _without_handshake, _behind_a_silent_proxy])
def test_timeout_bounds_connecting_too(host: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limits, "CONNECT", 60)
    with host() as service, pytest.raises(SpeechTimeoutError, match=r"within 0\.2 s"):
        speak(TEXT, service=service, cache=False, timeout=0.2)
    assert_no_thread_remains()


def _wait(seconds: str) -> Fault:
    return faults.rate_limited({"Retry-After": seconds})


def test_client_does_not_wait_longer_than_the_silence_limit_before_a_retry(server: SpeechServer) -> None:
    server.misbehave(_wait("60"), times=FOREVER)
    with pytest.raises(RateLimitError):
        _speak(server)
    assert len(server.requests) == 1


def test_claim_of_another_that_hangs_is_not_waited_for(server: SpeechServer) -> None:
    key = plan(TEXT, service=service_of(server)).steps[0].key
    with open_cache().claim(key, lambda: False):
        assert ask(server, timeout=None, cache=True).data == tone(TEXT, "mp3")
