"""Encode a short tone or real speech in each of the six formats, and decode them."""

from __future__ import annotations

import io
import wave
import zlib
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import av
import numpy as np
import numpy.typing as npt

RATE = 24_000  # Hz, of pcm in the OpenAI protocol
FORMATS = ("mp3", "opus", "aac", "flac", "wav", "pcm")
TWELVE_WORDS = "one two three four five six seven eight nine ten eleven twelve"  # 12 s of `hum_words`

Samples = npt.NDArray[np.float32]
Speech = Callable[[str, str, float], bytes]  # (text, format, speed) -> a whole audio file

# format -> (container, codec, sample format) as FFmpeg calls them
_CODECS = {
    "mp3": ("mp3", "libmp3lame", "s16p"),
    "opus": ("ogg", "libopus", "s16"),
    "aac": ("adts", "aac", "fltp"),
    "flac": ("flac", "flac", "s16"),
}


@lru_cache(maxsize=512)
def tone(text: str, audio_format: str, speed: float = 1.0) -> bytes:
    """Return a tone of 0.6 s (at speed 1), whose pitch depends on the text."""
    return _hum(text, 0.6 / speed, audio_format)


@lru_cache(maxsize=64)
def hum_words(text: str, audio_format: str, speed: float = 1.0) -> bytes:
    """Hum for a second per word (at speed 1), at the pitch of `tone`."""
    return _hum(text, len(text.split()) / speed, audio_format)


def _hum(text: str, duration: float, audio_format: str) -> bytes:
    pitch = 300 + zlib.crc32(text.encode()) % 700
    time = np.arange(int(duration * RATE)) / RATE
    return encode((0.3 * np.sin(2 * np.pi * pitch * time)).astype(np.float32), audio_format)


@lru_cache(maxsize=256)
def spoken(text: str, audio_format: str, speed: float = 1.0) -> bytes:
    """Return speech of the text by the built-in voice, the same bytes each time."""
    return encode(_voice()(text, speed=speed, seed=0), audio_format)


@cache
def _voice() -> Any:
    from hibari import Hibari

    return Hibari()


def encode(samples: Samples, audio_format: str, rate: int = RATE) -> bytes:
    """Encode mono samples (-1 to 1) in one of `FORMATS`."""
    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2")
    if audio_format == "pcm":
        return pcm.tobytes()
    if audio_format == "wav":
        return wav(pcm.tobytes(), rate)
    container, codec, sample_format = _CODECS[audio_format]
    sink = io.BytesIO()
    # bitexact: an Ogg stream's serial number would else be random
    with av.open(sink, "w", format=container, options={"fflags": "+bitexact"}) as out:
        stream: Any = out.add_stream(codec, rate=rate, format=sample_format, layout="mono")
        frame = av.AudioFrame.from_ndarray(pcm[np.newaxis], format="s16", layout="mono")
        frame.sample_rate = rate
        for packet in (*stream.encode(frame), *stream.encode(None)):
            out.mux(packet)
    return sink.getvalue()


def wav(pcm: bytes, rate: int = RATE) -> bytes:
    """Return a wav of 16-bit mono samples, with a plain header of 44 bytes."""
    sink = io.BytesIO()
    with wave.open(sink, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(pcm)
    return sink.getvalue()


def decode(audio: bytes, *, rate: int | None = None, pcm_rate: int | None = None) -> tuple[Samples, int]:
    """Decode a whole file to mono samples and their rate in Hz.

    Parameters
    ----------
    audio
        A file in any of `FORMATS`.
    rate
        The rate to resample to, in Hz; the file's own where it is not given.
    pcm_rate
        The rate of headerless 16-bit samples, in Hz, if `audio` is pcm.
    """
    source = io.BytesIO(audio if pcm_rate is None else wav(audio, pcm_rate))
    with av.open(source, "r") as container:
        stream = container.streams.audio[0]
        rate = rate or stream.rate
        resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
        decoded = [part for frame in container.decode(stream) for part in resampler.resample(frame)]
        decoded += resampler.resample(None)
    pieces = [frame.to_ndarray()[0] for frame in decoded]
    return np.concatenate([np.zeros(0, np.float32), *pieces]), rate


def seconds(audio: bytes, *, pcm_rate: int | None = None) -> float:
    """Return the duration in seconds, by decoding the file."""
    samples, rate = decode(audio, pcm_rate=pcm_rate)
    return len(samples) / rate
