"""Messages and retry delays in error responses."""

from __future__ import annotations

import json
import time
from email.utils import formatdate
from typing import Any

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ipytts import Service
from ipytts.services.error_responses import error_from_response, read_message, retry_delay
from ipytts.services.request import SpeechRequest
from tests.helpers.environment import KEY
from tests.helpers.faults import ERROR_SHAPES, reply

REQUEST = SpeechRequest("Hello.", "alloy", "speaker")
SAID = "The voice “nobody” is not known."


@pytest.mark.parametrize("shape", ERROR_SHAPES)
def test_read_message_of_every_shape(shape: str) -> None:
    words = read_message(reply(400, ERROR_SHAPES[shape](SAID)).body)
    assert SAID in words
    assert not set('{}<>"') & set(words)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": {"message": "No.", "param": "voice"}}, "No. (voice)"),
        ({"error": {"message": "No.", "param": "None"}}, "No."),  # as LiteLLM writes it
        ({"detail": [{"msg": "a", "loc": ["body", 0]}, {"msg": "b"}]}, "a (body.0); b"),
        ({"error": {"message": "", "detail": "why"}}, "why"),
        ({"status": 3}, '{"status": 3}'),
        ([], "[]"),
        ("just so", "just so"),
    ],
)
def test_read_message_of_json(body: Any, words: str) -> None:
    assert read_message(json.dumps(body).encode()) == words


@pytest.mark.parametrize(
    "body",
    [
        b"<![foo[bar]]>",
        b"<!",
        b"<p>a<script>var b</script> c<style>d</style>",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"1" * 9999,
    ],
)
def test_read_message_of_odd_bodies(body: bytes) -> None:
    words = read_message(body)
    assert words
    assert words.isprintable()


@given(st.binary() | st.text().map(str.encode) | st.text("<>![]{}/-?\"'a:,&;").map(str.encode))
def test_read_message_of_any_body_is_printable(body: bytes) -> None:
    assert read_message(body).isprintable() or not read_message(body)


def test_read_message_leaves_out_markup() -> None:
    assert read_message(b"<p>a<script>var b</script> c<style>d</style>") == "a c"


def test_long_message_is_shortened_without_a_piece_of_the_key() -> None:
    service = Service("http://127.0.0.1/v1", key=KEY)
    for before in range(480, 500):
        body = ("x" * before + KEY + "y" * 900).encode()
        message = str(error_from_response(service, REQUEST, 400, {}, body))
        assert KEY[:6] not in message
        assert len(message) < 600


@pytest.mark.parametrize("status", [404, 405])  # 405: a server with a page for each unknown path
def test_error_of_a_wrong_path_names_it_and_v1(status: int) -> None:
    service = Service("http://127.0.0.1:7878")
    message = str(error_from_response(service, REQUEST, status, {}, b"Not here"))
    assert "nothing at http://127.0.0.1:7878/audio/speech: most base URLs end in /v1" in message


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after-ms": "-5"}, 0),
        ({"retry-after-ms": "soon", "retry-after": "2"}, 2),
        ({"retry-after": "3"}, 3),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "9" * 5000}, None),
        ({"retry-after": "Wed, 99 Jan 99999 99:99:99 GMT"}, None),
        ({"retry-after": "Mon, 01 Jan 999999999999 00:00:00 GMT"}, None),
        ({"x-ratelimit-reset-requests": "6m0s"}, 360),
        ({"x-ratelimit-reset-requests": "20ms"}, 0.02),
        ({"x-ratelimit-reset-tokens": "1.5"}, 1.5),
        ({"x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "2s"}, 2),
        ({"x-ratelimit-reset-requests": "1m", "x-ratelimit-remaining-requests": "5"}, None),
        ({"x-ratelimit-reset-requests": "soon"}, None),
    ],
)
def test_retry_delay_of_headers(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_delay(headers) == (None if seconds is None else pytest.approx(seconds))


def test_retry_delay_of_a_date() -> None:
    wait = retry_delay({"retry-after": formatdate(time.time() + 30, usegmt=True)})
    assert wait is not None
    assert 10 < wait <= 30
