"""Correct and faulty responses of the speech server.

A fault is a function that takes a valid request and returns the response to send. The tables at the end name
every fault that was seen in real servers, for tests that go through them all.
"""

from __future__ import annotations

import gzip
import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from tests.helpers.http_responses import FOREVER, Break, Pace, Response
from tests.helpers.sounds import RATE, Speech, wav

if TYPE_CHECKING:
    from requests.structures import CaseInsensitiveDict

CONTENT_TYPES = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}
ODD_CONTENT_TYPES = (
    ("mp3", "audio/mp3"),
    ("opus", "audio/ogg;codec=opus"),
    ("opus", "audio/opus"),
    ("flac", "audio/x-flac"),
    ("wav", "audio/x-wav"),
    *((audio_format, "application/octet-stream") for audio_format in CONTENT_TYPES),
)


@dataclass(frozen=True)
class Request:
    """A request that the server received."""

    id: str  # sent back as x-request-id
    method: str
    path: str
    headers: CaseInsensitiveDict[str]
    raw: bytes
    body: dict[str, Any]  # empty where `raw` is not a JSON object
    connection: int  # the same number twice: the connection was kept
    time: float  # s, of time.monotonic()


@dataclass(frozen=True)
class ValidRequest:
    """A valid request for speech, and the settings of the server to answer it correctly."""

    received: Request
    speech: Speech
    pace: Pace
    default_format: str

    @property
    def headers(self) -> CaseInsensitiveDict[str]:
        return self.received.headers

    @property
    def body(self) -> dict[str, Any]:
        return self.received.body

    def correct_response(self, audio_format: str | None = None) -> Response:
        """Return the correct response, or the same speech in another format."""
        audio_format = audio_format or self.body.get("response_format", self.default_format)
        audio = self.speech(self.body["input"], audio_format, self.body.get("speed", 1.0))
        headers = {"Content-Type": CONTENT_TYPES[audio_format]}
        return Response(headers=headers, body=audio, framing="chunked", pace=self.pace)


Fault = Callable[[ValidRequest], Response]
Body = dict[str, Any] | list[Any] | str | bytes


def reply(status: int, body: Body, headers: Mapping[str, str] | None = None) -> Response:
    """Return a response of JSON, text, HTML or bytes; `headers` override the guessed content type."""
    if isinstance(body, dict | list):
        content_type, sent = "application/json", json.dumps(body).encode()
    elif isinstance(body, str):
        kind = "html" if body.lstrip().startswith("<") else "plain"
        content_type, sent = f"text/{kind}; charset=utf-8", body.encode()
    else:
        content_type, sent = "application/octet-stream", body
    return Response(status, {"Content-Type": content_type, **(headers or {})}, sent)


def error(message: str, code: int | str, param: str | None = None) -> Body:
    """Return the body of an error as OneRouter (code is a number) or OpenAI (code is a word) sends it."""
    kind = "invalid_request_error" if isinstance(code, int) else code
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


# The forms of an error's body: a message -> the body
ERROR_SHAPES: dict[str, Callable[[str], Body]] = {
    "code is a number": lambda message: error(message, 400),
    "code is a word": lambda message: error(message, "invalid_value"),
    "error is a string": lambda message: {"error": message},
    "detail": lambda message: {"detail": message},
    "detail list": lambda message: {
        "detail": [{"type": "value_error", "loc": ["body", "voice"], "msg": message, "input": "x"}]
    },
    "message": lambda message: {"message": message},
    "text": lambda message: message,
    "html": lambda message: (
        f"<!DOCTYPE html><html><head><title>{message}</title>"
        f"<style>body {{ margin: 0 }}</style></head><body><h1>{message}</h1></body></html>"
    ),
}


# -- Faults in the status and the body of the response ---------------------------------------------------


def respond(status: int, body: Body, headers: Mapping[str, str] | None = None) -> Fault:
    """Answer with this body, whatever the request."""
    return lambda _: reply(status, body, headers)


def rate_limited(headers: Mapping[str, str] | None = None) -> Fault:
    """Answer 429, with headers that say how long to wait (see `WAITS`)."""
    return respond(429, error("Rate limit reached, slow down.", "rate_limit_exceeded"), headers)


def rate_limited_until(seconds: float) -> Fault:
    """Answer 429 with a date in Retry-After, this many seconds from now."""

    def fault(_: ValidRequest) -> Response:
        date = datetime.now(timezone.utc) + timedelta(seconds=seconds)
        words = error("Rate limit reached, slow down.", 429)
        return reply(429, words, {"Retry-After": format_datetime(date, usegmt=True)})

    return fault


def out_of_quota() -> Fault:
    """Answer 429 because of an empty account, where waiting does not help."""
    return respond(429, error("You exceeded your current quota.", "insufficient_quota"))


def redirect(status: int, url: str, body: Body = "") -> Fault:
    return respond(status, body, {"Location": url})


def echo_key(status: int = 401, shape: str = "code is a number") -> Fault:
    """Repeat the Authorization header in the message and in the request id."""

    def fault(request: ValidRequest) -> Response:
        key = request.headers.get("Authorization", "")
        words = ERROR_SHAPES[shape](f"Incorrect API key provided: {key}.")
        return reply(status, words, {"x-request-id": key})

    return fault


# -- Oddities: the right audio in an unusual form -----------------------------------------------------


def another_format(audio_format: str, content_type: str | None = None) -> Fault:
    """Answer in this format, whatever the request, with its own content type or a wrong one."""
    return lambda request: _with_content_type(request.correct_response(audio_format), content_type)


def with_content_type(content_type: str) -> Fault:
    """Answer correctly, under another content type."""
    return lambda request: _with_content_type(request.correct_response(), content_type)


def _with_content_type(response: Response, content_type: str | None) -> Response:
    return replace(response, headers={"Content-Type": content_type}) if content_type else response


def pcm_at(rate: int) -> Fault:
    """Answer pcm at another sample rate, which the content type names."""

    def fault(request: ValidRequest) -> Response:
        response = request.correct_response("pcm")
        samples = np.frombuffer(response.body, "<i2")
        positions = np.arange(len(samples) * rate // RATE) * RATE / rate
        resampled = np.interp(positions, np.arange(len(samples)), samples).astype("<i2").tobytes()
        return _with_content_type(replace(response, body=resampled), f"audio/pcm;rate={rate}")

    return fault


def rewritten_wav(rewrite: Callable[[bytes], bytes]) -> Fault:
    """Answer wav, whatever the request, changed by `rewrite`."""

    def fault(request: ValidRequest) -> Response:
        response = request.correct_response("wav")
        return replace(response, body=rewrite(response.body))

    return fault


def endless_sizes(audio: bytes) -> bytes:
    """Set both sizes to "unknown", as a streaming encoder does."""
    return audio[:4] + b"\xff" * 4 + audio[8:40] + b"\xff" * 4 + audio[44:]


def list_chunk(audio: bytes) -> bytes:
    """Insert a LIST chunk (of odd length, so with a pad byte) before the data."""
    info = b"INFOISFT" + struct.pack("<I", 13) + b"speech server"
    chunk = b"LIST" + struct.pack("<I", len(info)) + info + b"\0"
    size = struct.pack("<I", len(audio) - 8 + len(chunk))
    return audio[:4] + size + audio[8:36] + chunk + audio[36:]


def several_files(audio: bytes) -> bytes:
    """Split one RIFF file into three in a row."""
    pcm = audio[44:]
    third = len(pcm) // 6 * 2
    return b"".join(wav(part) for part in (pcm[:third], pcm[third : 2 * third], pcm[2 * third :]))


def gzipped(request: ValidRequest) -> Response:
    response = request.correct_response()
    headers = {**response.headers, "Content-Encoding": "gzip"}
    return replace(response, headers=headers, body=gzip.compress(response.body, mtime=0))


def framed(framing: Literal["chunked", "length", "close"]) -> Fault:
    return lambda request: replace(request.correct_response(), framing=framing)


def with_headers(headers: Mapping[str, str]) -> Fault:
    """Answer correctly, with these headers in place of the usual ones."""
    return lambda request: replace(request.correct_response(), headers=headers)


# -- Faults of the connection ---------------------------------------------------------------------


def paced(pace: Pace) -> Fault:
    return lambda request: replace(request.correct_response(), pace=pace)


def broken(part: Literal["head", "body"], after: int, then: Literal["close", "reset", "hang"]) -> Fault:
    """Break off after this many bytes of the head or of the (chunked) body."""
    return lambda request: replace(request.correct_response(), broken_at=Break(part, after, then))


def short(after: int, then: Literal["close", "reset", "hang"]) -> Fault:
    """Break off before the end that Content-Length names."""
    return lambda request: replace(
        request.correct_response(), framing="length", broken_at=Break("body", after, then)
    )


# -- The tables -----------------------------------------------------------------------------------

# Each of these forms asks to wait a twentieth of a second, or a second where it knows no less.
WAITS: dict[str, Fault] = {
    "retry-after-ms": rate_limited({"retry-after-ms": "50"}),
    "retry-after seconds": rate_limited({"Retry-After": "1"}),
    "retry-after date": rate_limited_until(1),
    "x-ratelimit-reset ms": rate_limited({"x-ratelimit-reset-requests": "50ms"}),
    "x-ratelimit-reset s": rate_limited({"x-ratelimit-reset-requests": "1s"}),
    "x-ratelimit-reset tokens": rate_limited({"x-ratelimit-reset-tokens": "0m1s"}),
    "no header": rate_limited(),
}

# A clear error at once: a retry would get the same.
REFUSALS: dict[str, Fault] = {
    **{f"400, {name}": respond(400, shape("That is wrong.")) for name, shape in ERROR_SHAPES.items()},
    "401 with the key": echo_key(),
    "402": respond(402, error("Insufficient credits.", 402)),
    "403": respond(403, error("Not available in your region.", 403)),
    "404 page": respond(404, ERROR_SHAPES["html"]("Not Found")),
    "out of quota": out_of_quota(),
    "error in a 200": respond(200, error("The provider failed.", 502)),
    "error in a 200 called audio": respond(
        200, error("The provider failed.", 502), {"Content-Type": "audio/mpeg"}
    ),
    "page in a 200": respond(200, ERROR_SHAPES["html"]("Welcome")),
    "page in a 200 called audio": respond(
        200, ERROR_SHAPES["html"]("Welcome"), {"Content-Type": "audio/mpeg"}
    ),
}

# A temporary error: worth a retry.
HICCUPS: dict[str, Fault] = {
    **{str(s): respond(s, error("Try again.", s)) for s in (408, 409, 500, 502, 503, 504)},
    "502 page": respond(502, ERROR_SHAPES["html"]("Bad Gateway")),
    "too fast": rate_limited({"retry-after-ms": "20"}),
}

# Nothing at all where speech should be.
EMPTY: dict[str, Fault] = {
    "length 0": respond(200, b"", {"Content-Type": "audio/mpeg"}),
    "no chunk": lambda request: replace(request.correct_response(), body=b""),
    # http.client takes a head that is torn after its first line for a whole one
    "torn head": broken("head", 30, "close"),
}

# The right audio in an unusual form.
ODDITIES: dict[str, Fault] = {
    "another format": another_format("wav"),
    "another format, mislabelled": another_format("wav", "audio/mpeg"),
    "octet-stream": with_content_type("application/octet-stream"),
    "pcm at 22050": pcm_at(22_050),
    "wav without sizes": rewritten_wav(endless_sizes),
    "wav with a LIST": rewritten_wav(list_chunk),
    "wav in three files": rewritten_wav(several_files),
    "gzip": gzipped,
    "by length": framed("length"),
    "until closed": framed("close"),
    "a slow head": paced(Pace(drip=0.001)),
    "a slow body": paced(Pace(piece=1000, pause=0.01)),
}

# The connection breaks: before any audio (a retry may help), or within it.
BREAKS_BEFORE: dict[str, Fault] = {
    "close before a byte": broken("head", 0, "close"),
    "reset before a byte": broken("head", 0, "reset"),
    "close in the status line": broken("head", 7, "close"),
    "reset in the headers": broken("head", 30, "reset"),
    "close before the body": broken("body", 0, "close"),
}
BREAKS_AMID: dict[str, Fault] = {
    "close in a chunk": broken("body", 1000, "close"),
    "reset in a chunk": broken("body", 1000, "reset"),
    "close before the length": short(1000, "close"),
}

# It never ends: until the client goes, or the server closes.
HANGS: dict[str, Fault] = {
    "silence": paced(Pace(silence=FOREVER)),
    "half a head": broken("head", 30, "hang"),
    "a dripping head": paced(Pace(drip=1.0)),
    "head alone": broken("body", 0, "hang"),
    "half a body": broken("body", 1000, "hang"),
    "a dripping body": paced(Pace(piece=1, pause=0.05)),
}
