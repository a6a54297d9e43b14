"""Redirects: text and key go to the host that was named, and to no other."""

from __future__ import annotations

import pytest

from ipytts.errors import ServiceError, SpeechError
from tests.helpers import faults
from tests.helpers.client_calls import TEXT, ask
from tests.helpers.environment import KEY
from tests.helpers.http_responses import FOREVER
from tests.helpers.sounds import tone
from tests.helpers.speech_server import SpeechServer


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_client_follows_redirects_within_the_host(status: int, server: SpeechServer) -> None:
    server.misbehave(faults.redirect(status, "/moved/audio/speech"))
    assert ask(server).data == tone(TEXT, "mp3")
    first, second = server.requests
    assert (second.method, second.path) == ("POST", "/moved/audio/speech")
    assert (second.body, second.headers["authorization"]) == (first.body, KEY)
    assert (first.connection, second.connection) == (1, 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_client_follows_no_redirect_to_another_server(status: int, host: str, server: SpeechServer) -> None:
    with SpeechServer(auth=None) as other:
        target = other.base_url.replace("127.0.0.1", host)
        server.misbehave(faults.redirect(status, f"{target}/audio/speech"), times=FOREVER)
        with pytest.raises(ServiceError, match="redirects") as caught:
            ask(server)
        assert (caught.value.status, len(server.requests), other.requests) == (status, 1, [])
        assert target.split("/")[2] in str(caught.value)


def test_client_follows_no_redirect_to_another_name_of_the_host(server: SpeechServer) -> None:
    target = server.base_url.replace("127.0.0.1", "localhost")
    server.misbehave(faults.redirect(307, f"{target}/audio/speech"))
    with pytest.raises(ServiceError, match="redirects"):
        ask(server)
    assert len(server.requests) == 1


@pytest.mark.parametrize("target", ["http://[", "http://127.0.0.1:999999/", "mailto:x", "builtin://hibari"])
def test_invalid_redirect_is_a_clear_error(target: str, server: SpeechServer) -> None:
    server.misbehave(faults.redirect(307, target), times=FOREVER)
    with pytest.raises(SpeechError, match="redirects"):
        ask(server)
    assert len(server.requests) == 1


def test_client_ends_a_loop_of_redirects(server: SpeechServer) -> None:
    server.misbehave(faults.redirect(307, "/v1/audio/speech"), times=FOREVER)
    with pytest.raises(SpeechError, match="in a loop"):
        ask(server)
    assert len(server.requests) == 5
