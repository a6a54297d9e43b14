"""Time limits: to connect, while nothing comes, and for the whole; each has words of its own."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from ipytts import SpeechDefaults, speak
from ipytts.errors import RateLimitError, SpeechTimeoutError, UnreachableError
from ipytts.services import time_limits
from ipytts.synthesis.cache import open_cache
from ipytts.synthesis.plan import plan
from tests.helpers import faults
from tests.helpers.client_calls import AT_ONCE, TEXT, ask, assert_no_thread_remains, service_of
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
    start = time.monotonic()
    with host() as service, pytest.raises(UnreachableError, match=r"did not answer within 0\.3 s"):
        speak(TEXT, service=service, cache=False, timeout=timeout)
    assert time.monotonic() - start < AT_ONCE
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
    start = time.monotonic()
    with pytest.raises(RateLimitError):
        _speak(server)
    assert time.monotonic() - start < AT_ONCE
    assert len(server.requests) == 1


def test_claim_of_another_that_hangs_is_not_waited_for(server: SpeechServer) -> None:
    key = plan(TEXT, service=service_of(server)).steps[0].key
    with open_cache().claim(key, lambda: False):
        assert ask(server, timeout=None, cache=True).data == tone(TEXT, "mp3")
