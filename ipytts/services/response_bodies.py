"""The audio in the body of a response, as itself, in JSON or in server-sent events."""

from __future__ import annotations

import base64
import codecs
import json
from typing import TYPE_CHECKING, Any

from ipytts.audio.response_formats import RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_MAX_JSON = 1 << 27  # bytes; the rest of a larger body is not read
_MIN_RATE, _MAX_RATE = 1_000, 999_999  # Hz
_BITS = 16
# The fields with audio in base64: of OpenAI's, AssemblyAI's and most other events; of Together's events; of
# Speechify's, ElevenLabs' and Fish Audio's, and Telnyx's JSON.
_AUDIO_FIELDS = ("audio", "delta", "audio_data", "audio_base64", "base64_audio")
_DONE = "[DONE]"  # the last event of some streams
# The names of facts about samples in content types, headers and JSON, as `_plain` returns them.
_RATES = ("rate", "samplerate")
_CHANNELS = ("channels", "channelcount")
_BIT_COUNTS = ("bits", "bitdepth", "bitspersample", "samplesizebits")
_BYTE_COUNTS = ("samplewidth",)


class ErrorInBodyError(Exception):
    """The server reports an error where audio should be.

    Attributes
    ----------
    body : bytes
        Its words, mostly as JSON.
    """

    def __init__(self, body: bytes) -> None:
        super().__init__(body[:100])
        self.body = body


class ResponseBody:
    r"""The audio in the body of a response, and what the server says about it.

    Parameters
    ----------
    headers : mapping
        The headers of the response.
    chunks : iterator of bytes
        The body as it arrives.

    Examples
    --------
    >>> event = b'data: {"type": "speech.audio.delta", "audio": "YXVkaW8="}'
    >>> end = b'data: {"type": "speech.audio.done"}'
    >>> body = ResponseBody({"content-type": "text/event-stream"}, iter([event, b"\n\n", end]))
    >>> list(body)
    [b'audio']
    """

    def __init__(self, headers: Mapping[str, str], chunks: Iterator[bytes]) -> None:
        content_type = headers.get("content-type", "").lower()
        kind, *parameters = (part.strip() for part in content_type.split(";"))
        named = (parameter.partition("=") for parameter in parameters)
        self._facts: dict[str, int] = {}
        self._learn(headers.items())
        self._learn((name, value) for name, _, value in named)
        decode = {"text/event-stream": self._from_events, "application/json": self._from_json}.get(kind)
        self.content_type = "application/octet-stream" if decode else content_type  # of the audio
        self._audio = decode(chunks) if decode else chunks

    def __iter__(self) -> Iterator[bytes]:
        return self._audio

    @property
    def rate(self) -> int:
        """The samples per second, if they have no header."""
        return self._fact(_RATES) or RATE

    @property
    def unsupported_samples(self) -> str:
        """What is wrong with headerless samples; empty if they can be played."""
        channels = self._fact(_CHANNELS) or 1
        bits = self._fact(_BIT_COUNTS) or 8 * self._fact(_BYTE_COUNTS) or _BITS
        return (
            ""
            if (channels, bits) == (1, _BITS)
            else f"{channels} channel{'s' * (channels > 1)} of {bits} bits"
        )

    def _fact(self, names: Iterable[str]) -> int:
        return next((self._facts[name] for name in names if name in self._facts), 0)

    def _learn(self, pairs: Iterable[tuple[str, object]]) -> None:
        """Take numbers that make sense from what the server says."""
        for name, value in pairs:
            plain, number = _plain(name), str(value).strip()
            if number.isdecimal() and len(number) <= len(str(_MAX_RATE)):
                is_possible = int(number) >= _MIN_RATE if plain in _RATES else int(number) > 0
                if is_possible:
                    self._facts[plain] = int(number)

    def _from_json(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the audio in a JSON object; a body without any as it is."""
        body = bytearray()
        for chunk in chunks:
            body += chunk
            if len(body) > _MAX_JSON:
                break
        yield self._audio_in(_json_object(bytes(body))) or bytes(body)

    def _from_events(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the audio in server-sent events, as each one arrives."""
        must_end = False
        for name, data in _events(chunks):
            event = {} if data == _DONE else _json_object(data.encode())
            if (
                event is None
                or "error" in (name.lower(), str(event.get("type")).lower())
                or event.get("error")
            ):
                raise ErrorInBodyError(data.encode())
            audio = self._audio_in(event)
            # Wherever events have types, one of another type is the last.
            must_end = bool(audio) and "type" in event
            if audio:
                yield audio
        if must_end:
            raise ConnectionAbortedError("it ended too early")

    def _audio_in(self, value: dict[str, Any] | None) -> bytes:
        """Return the audio in a JSON object, if there is any."""
        if value is None:
            return b""
        self._learn(value.items())
        encoded = next((value[name] for name in _AUDIO_FIELDS if isinstance(value.get(name), str)), "")
        try:
            return base64.b64decode(encoded.rpartition(",")[2], validate=True)  # without "data:…;base64,"
        except ValueError:  # a message, perhaps
            raise ErrorInBodyError(json.dumps(value).encode()) from None


def is_text(head: bytes) -> bool:
    """Return whether a body that begins like this is text."""
    try:
        # Incremental, because the head may end within a character.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign.isspace() for sign in text)


def _plain(name: str) -> str:
    """Return a name as all servers would write it.

    Examples
    --------
    >>> _plain("x-sample-rate"), _plain("sample_rate"), _plain("X-Audio-Channels")
    ('samplerate', 'samplerate', 'channels')
    """
    return name.lower().removeprefix("x-").removeprefix("audio-").replace("-", "").replace("_", "")


def _json_object(body: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _events(chunks: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Yield the name and the data of each server-sent event."""
    name, data = "", []
    for line in _lines(chunks):
        field, _, value = line.partition(":")
        if field == "event":
            name = value.strip().lower()
        elif field == "data":
            data.append(value.removeprefix(" "))
        elif not line and data:
            yield name, "\n".join(data)
            name, data = "", []


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a text, and an empty one at its end."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from (line.decode("utf-8", "replace").rstrip("\r") for line in lines)
    yield from (rest.decode("utf-8", "replace").rstrip("\r"), "")
