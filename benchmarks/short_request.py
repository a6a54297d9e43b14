"""A short text, which the server answers at once: the cost of the client."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import openai
import requests

import ipytts
from benchmarks.figures import Figures, Row, Samples, in_turn, median, milliseconds, ratio
from benchmarks.server import AT_ONCE, KEY, Server, certified, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS = 300
_TARGET = 1.0  # times requests.post
_PLAIN, _OURS = "requests.post", "ipytts.speak, cache=False"


def run() -> Figures:
    """Measure from the call to all bytes of about 2 s of mp3, over HTTP and over HTTPS."""
    with serving(AT_ONCE) as server:
        http = _in_turn(server, "http")
    with (
        tempfile.TemporaryDirectory() as folder,
        certified(Path(folder)) as certificate,
        serving(AT_ONCE, certificate) as server,
    ):
        https = _in_turn(server, "https")
    return Figures([*_rows(http), *_rows(https)], "s", http | https)


def _in_turn(server: Server, scheme: str) -> Samples:
    service = ipytts.Service(server.base_url, key=KEY)
    with openai.OpenAI(base_url=server.base_url, api_key=KEY) as client:
        ways = {
            _PLAIN: lambda number: _post(server, _text(number)),
            "openai": lambda number: _create(client, _text(number)),
            "openai, streamed": lambda number: _stream(client, _text(number)),
            _OURS: lambda number: ipytts.speak(_text(number), service=service, cache=False),
        }
        return in_turn({f"{scheme}: {name}": way for name, way in ways.items()}, _ROUNDS)


def _rows(samples: Samples) -> Iterator[Row]:
    plain = next(iter(samples))
    for name in samples:
        share = ratio(samples, name, plain)
        measured = f"{milliseconds(median(samples, name))}, {share:.2f} times {_PLAIN}"
        what = f"a short request, answered at once, {name}"
        if name.endswith(_OURS):
            yield Row(what, measured, f"at most {_TARGET} times {_PLAIN}", share <= _TARGET)
        else:
            yield Row(what, measured)


def _text(number: int) -> str:
    return f"In run {number:4} the loss fell to {number / 7:.3f}."


def _post(server: Server, text: str) -> bytes:
    response = requests.post(
        f"{server.base_url}/audio/speech",
        headers={"Authorization": f"Bearer {KEY}"},
        json={"model": "gpt-4o-mini-tts", "input": text, "voice": "alloy", "response_format": "mp3"},
        timeout=60,
    )
    response.raise_for_status()
    return response.content


def _create(client: openai.OpenAI, text: str) -> bytes:
    response = client.audio.speech.create(
        model="gpt-4o-mini-tts", input=text, voice="alloy", response_format="mp3"
    )
    audio: bytes = response.read()
    return audio


def _stream(client: openai.OpenAI, text: str) -> bytes:
    streaming = client.audio.speech.with_streaming_response.create(
        model="gpt-4o-mini-tts", input=text, voice="alloy", response_format="mp3"
    )
    with streaming as response:
        audio: bytes = response.read()
    return audio
