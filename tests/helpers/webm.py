"""Opus in WebM, a format that ipytts lacks: it is added as docs/architecture.md describes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, cast

import av
import numpy as np

from ipytts.audio import libraries, ogg, wav
from ipytts.audio.response_formats import FORMATS, Format
from tests.helpers import sounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts.audio.samples import Samples

_EBML = b"\x1aE\xdf\xa3"


def looks_like(head: bytes) -> bool:
    return head.startswith(_EBML) and b"webm" in head[:64]


def duration(data: bytes, _rate: int = 0) -> float:
    try:
        return sounds.seconds(data)
    except av.error.FFmpegError:  # its header is incomplete
        return 0.0


def encode(samples: Samples) -> Iterator[bytes]:
    layout = "mono" if samples.channels == 1 else "stereo"
    sink = io.BytesIO()
    with av.open(sink, "w", format="webm") as file:
        stream: Any = file.add_stream("libopus", rate=samples.rate, layout=layout)
        for block in samples.blocks:
            frame = av.AudioFrame.from_ndarray(np.frombuffer(block, "<i2")[None], "s16", layout)
            frame.sample_rate = samples.rate
            file.mux(stream.encode(frame))
            yield b""
        file.mux(stream.encode(None))
    yield sink.getvalue()


WEBM = Format(
    "webm",
    "audio/webm;codecs=opus",
    (".webm",),
    media_source_type="audio/webm;codecs=opus",
    looks_like=looks_like,
    duration=duration,
    encode=encode,
    library=libraries.AV,
    rates=ogg.RATES,
)


def add_webm() -> None:
    """Declare the format in this process."""
    cast("dict[str, Format]", FORMATS)["webm"] = WEBM


def speech(text: str, audio_format: str, speed: float = 1.0) -> bytes:
    """Return `sounds.tone`, for the test server, in WebM too."""
    if audio_format != "webm":
        return sounds.tone(text, audio_format, speed)
    return b"".join(encode(wav.decode(sounds.tone(text, "wav", speed))))
