"""Retries: only where they can help, and after the right delay."""

from __future__ import annotations

import pytest

from ipytts import Service, speak
from ipytts.errors import (
    RateLimitError,
    ServiceError,
    SpeechError,
    UnreachableError,
    VoiceNotFoundError,
)
from ipytts.services import client
from ipytts.services.cancellation import CancellationScope, Stop
from ipytts.services.request import SpeechRequest
from tests.helpers import faults
from tests.helpers.catalogs import VOICE_REFUSALS, fill
from tests.helpers.client_calls import TEXT, ask, service_of
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.sounds import decode, tone
from tests.helpers.speech_server import SpeechServer, closed_port

PASSING = {**faults.HICCUPS, **faults.BREAKS_BEFORE, "torn head": faults.EMPTY["torn head"]}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make retries faster."""
    monkeypatch.setattr(client, "_FIRST_BACKOFF", 0.01)


@pytest.mark.parametrize("name", PASSING)
def test_client_retries_transient_errors(name: str, server: SpeechServer) -> None:
    server.misbehave(PASSING[name], times=2)
    assert ask(server).data == tone(TEXT, "mp3")
    assert len(server.requests) == 3


@pytest.mark.parametrize("name", PASSING)
def test_client_raises_the_error_of_the_last_attempt(name: str, server: SpeechServer) -> None:
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


def test_client_does_not_retry_after_a_failed_server_lacks_the_voice(server: SpeechServer) -> None:
    status, body = VOICE_REFUSALS["tts-daemon"]
    server.misbehave(faults.respond(status, fill(body, "nobody")), times=FOREVER)
    with pytest.raises(VoiceNotFoundError, match="Choose another voice") as caught:
        ask(server, voice="nobody")
    assert "try again later" not in str(caught.value)
    assert len([request for request in server.requests if request.method == "POST"]) == 1


def _unreachable(url: str) -> tuple[str, list[SpeechError]]:
    """Request speech from an address that refuses; return the error's text, and the errors with a retry."""
    retried: list[SpeechError] = []
    with (
        pytest.raises(UnreachableError) as caught,
        client.fetch(
            SpeechRequest(TEXT, "alloy", "speaker"),
            Service(url),
            timeout=10,
            stop=Stop(),
            on_retry=retried.append,
        ),
    ):
        pass
    return str(caught.value), retried


def test_local_address_where_nothing_listens_is_not_tried_again() -> None:
    with closed_port() as port:
        host = f"127.0.0.1:{port}"
        message, retried = _unreachable(f"http://{host}/v1")
    advice = "Start the server, or check its address."
    assert message == f"http://{host}/v1 cannot be reached: nothing listens on {host}. {advice}"
    assert not retried


@pytest.mark.parametrize("url", ["http://localhost:8880/v1", "https://speech.example/v1"])
def test_proxy_that_refuses_is_tried_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with closed_port() as port:
        monkeypatch.setenv(f"{url.partition(':')[0]}_proxy", f"http://127.0.0.1:{port}")
        message, retried = _unreachable(url)
    assert "refused" in message
    assert "nothing listens" not in message
    is_local = "localhost" in url
    assert message.endswith("Check that the server runs, and the base URL.") == is_local
    assert message.endswith("Check the network, and the base URL.") == (not is_local)
    assert len(retried) == 2


def test_unreachable_address_is_an_error() -> None:
    with pytest.raises(UnreachableError, match="unreachable"):
        speak(TEXT, service="http://255.255.255.255/v1")


@pytest.mark.parametrize("name", faults.BREAKS_AMID)
def test_broken_connection_keeps_the_audio_that_arrived(name: str, server: SpeechServer) -> None:
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
def test_client_waits_as_long_as_the_server_asks(
    name: str, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_FIRST_BACKOFF", 0.5)
    server.misbehave(faults.WAITS[name])
    assert ask(server).data == tone(TEXT, "mp3")
    first, second = (request.time for request in server.requests)
    # An HTTP date has whole seconds, so the wait for it is somewhat shorter; without a word, 0.25 s is least.
    least = {"retry-after date": 0, "no header": 0.25}.get(name, 0.05 if "ms" in name else 1)
    assert second - first >= least


def test_backoff_grows_and_varies(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(client, "_FIRST_BACKOFF", 0.5)
    monkeypatch.setattr(
        CancellationScope, "wait", lambda _, seconds: waits.append(seconds)
    )  # and does not wait
    server.misbehave(faults.HICCUPS["503"], times=FOREVER)
    request, service = SpeechRequest(TEXT, "alloy", "speaker"), service_of(server)
    with (
        pytest.raises(ServiceError),
        client.fetch(request, service, timeout=100, stop=Stop(), retries=6) as answer,
    ):
        _ = answer.audio_type
    shares = [wait / full for wait, full in zip(waits, (0.5, 1, 2, 4, 8, 8), strict=True)]
    assert all(0.5 <= share <= 1 for share in shares)
    assert len(set(shares)) > 1  # who was refused together does not come back together


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("retry-after-ms", "60000"),
        ("Retry-After", "60"),
        ("Retry-After", "9" * 400),
        ("x-ratelimit-reset-requests", "1m0s"),
    ],
)
def test_client_does_not_wait_beyond_the_timeout(header: str, wait: str, server: SpeechServer) -> None:
    server.misbehave(faults.rate_limited({header: wait}), times=FOREVER)
    with pytest.raises(RateLimitError, match="Rate limit reached, slow down"):
        ask(server)
    assert len(server.requests) == 1
