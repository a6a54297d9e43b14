"""The audio in the body of a response, as itself, in JSON or in server-sent events."""

from __future__ import annotations

import base64
import codecs
import json
import math
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ipytts.audio.response_formats import RATE
from ipytts.services.event_stream import OversizedEventError, read_events

_MAX_JSON = 1 << 27  # bytes; the rest of a larger body is not read
_MIN_RATE, _MAX_RATE = 1_000, 384_000  # Hz
_NUMBER = re.compile(r"(\d{1,6})(?:\.0*)?", re.ASCII)  # a whole one, also as ``22050.0``
_BITS = 16
# The fields with audio in base64: of OpenAI's, AssemblyAI's and most other events; of Together's events; of
# Speechify's, ElevenLabs' and Fish Audio's, and Telnyx's JSON.
_AUDIO_FIELDS = ("audio", "delta", "audio_data", "audio_base64", "base64_audio")
_DONE = "[DONE]"  # the last event of some streams
# The types of the events after the audio: ``speech.audio.done``, ``Termination``, ``StreamEnd``.
_DONE_TYPE = re.compile(
    r"(?i:done|complet|finish|final|flushed|terminat|clos|stop|eos)|(?<![A-Za-z])(?:end|END)|End"
)
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
    json_limit : float, optional
        Seconds for the whole of a JSON body, of which nothing can be played before its end.

    Examples
    --------
    >>> event = b'data: {"type": "speech.audio.delta", "audio": "YXVkaW8="}'
    >>> end = b'data: {"type": "speech.audio.done"}'
    >>> body = ResponseBody({"content-type": "text/event-stream"}, iter([event, b"\n\n", end]))
    >>> list(body)
    [b'audio']
    """

    def __init__(
        self, headers: Mapping[str, str], chunks: Iterator[bytes], json_limit: float = math.inf
    ) -> None:
        content_type = headers.get("content-type", "").lower()
        kind, *parameters = (part.strip() for part in content_type.split(";"))
        named = (parameter.partition("=") for parameter in parameters)
        self._facts: dict[str, int] = {}
        self._learn(headers.items())
        self._learn((name, value) for name, _, value in named)
        self._json_limit = json_limit
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
            plain, number = _plain(name), _NUMBER.fullmatch(str(value).strip())
            lowest, highest = (_MIN_RATE, _MAX_RATE) if plain in _RATES else (1, _MAX_RATE)
            if number and lowest <= int(number[1]) <= highest:
                self._facts[plain] = int(number[1])

    def _from_json(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the audio in a JSON object; a body without any as it is."""
        body, end = bytearray(), time.monotonic() + self._json_limit
        for chunk in chunks:
            body += chunk
            if time.monotonic() > end:
                raise ConnectionAbortedError(f"the audio in JSON took more than {self._json_limit:g} s")
            if len(body) > _MAX_JSON:
                break
        yield self._audio_in(_json_object(bytes(body))) or bytes(body)

    def _from_events(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the audio in server-sent events, as each one arrives."""
        is_open = False
        try:
            for name, data in read_events(chunks):
                event = _event_fields(name, data)
                audio = self._audio_in(event)
                if audio:
                    yield audio
                if _DONE_TYPE.search(f"{name} {event.get('type')}"):
                    is_open = False
                elif audio and "type" in event:  # wherever events have types, one of another type is the last
                    is_open = True
        except OversizedEventError as error:
            raise ErrorInBodyError(str(error).encode()) from None
        if is_open:
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


def _event_fields(name: str, data: str) -> dict[str, Any]:
    """Return the fields of a server-sent event; an empty one, which keeps the connection alive, has none."""
    data = data.strip()
    fields = {"type": _DONE} if data == _DONE else _json_object(data.encode() or b"{}")
    if fields is None or "error" in (name, str(fields.get("type")).lower()) or fields.get("error"):
        raise ErrorInBodyError(data.encode())
    return fields
