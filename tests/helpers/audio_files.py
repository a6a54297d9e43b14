"""Audio files by real encoders, and their durations by a decoder."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import av
import lameenc
import numpy as np
import soundfile
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

RATE = 24_000


@cache
def sound(seconds: float = 1.7, rate: int = RATE, channels: int = 1) -> Any:
    """Return a sweep in soft noise, alternately loud and quiet, always the same."""
    time = np.arange(round(seconds * rate)) / rate
    noise = np.random.default_rng(7).standard_normal(time.size)
    sweep = np.sin(2 * np.pi * (200 + 400 * time) * time) * np.abs(np.sin(3 * time))
    mono = (0.4 * sweep + 0.02 * noise).astype(np.float32)
    return np.repeat(mono[:, None], channels, axis=1)


def tone(hertz: float, seconds: float, rate: int = RATE, channels: int = 1) -> Any:
    time = np.arange(round(seconds * rate)) / rate
    return np.repeat(0.4 * np.sin(2 * np.pi * hertz * time, dtype=np.float32)[:, None], channels, axis=1)


def pcm(samples: Any) -> bytes:
    data: bytes = (samples * 32_767).astype("<i2").tobytes()
    return data


def by_lame(samples: Any, rate: int = RATE, *, vbr: bool = False, kbps: int = 64) -> bytes:
    """Return an mp3 without an Info frame."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(samples.shape[1])
    encoder.set_quality(7)
    if vbr:
        encoder.set_vbr(4)
        encoder.set_vbr_quality(4)
    else:
        encoder.set_bit_rate(kbps)
    return bytes(encoder.encode(pcm(samples)) + encoder.flush())


def by_soundfile(samples: Any, rate: int = RATE, **options: Any) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, rate, **options)
    return file.getvalue()


def by_av(samples: Any, container: str, codec: str, rate: int = RATE, **options: dict[str, str]) -> bytes:
    """Return a file by ffmpeg's encoders; `options` are ``muxer`` and ``encoder``."""
    file = io.BytesIO()
    layout = {1: "mono", 2: "stereo"}[samples.shape[1]]
    interleaved = np.frombuffer(pcm(samples), "<i2")[None]
    muxer = options.get("muxer", {})
    with av.open(file, "w", format=container, container_options=muxer) as output:
        stream = output.add_stream(codec, rate=rate, options=options.get("encoder", {}))
        assert isinstance(stream, AudioStream)
        stream.layout = layout
        frame = AudioFrame.from_ndarray(interleaved, format="s16", layout=layout)
        frame.sample_rate = rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            output.mux(packet)
    return file.getvalue()


def decoded(data: bytes) -> float:
    """Return the duration in seconds by ffmpeg's decoders."""
    samples, rate = 0, 1
    with av.open(io.BytesIO(data), "r") as file:
        try:
            for frame in file.decode(audio=0):
                samples, rate = samples + frame.samples, frame.sample_rate
        except av.error.InvalidDataError:
            pass  # a truncated last frame
    return samples / rate


def mp3(seconds: float = 1.7) -> bytes:
    """Return an mp3 with delay and padding in its Info frame."""
    return by_soundfile(sound(seconds), format="MP3")


def aac(seconds: float = 1.7) -> bytes:
    return by_av(sound(seconds), "adts", "aac")


def opus(seconds: float = 1.7) -> bytes:
    return by_av(sound(seconds), "ogg", "libopus", muxer={"page_duration": "200000"})


def flac(seconds: float = 1.7) -> bytes:
    return by_soundfile(sound(seconds), format="FLAC")


def wav(seconds: float = 1.7, **options: Any) -> bytes:
    return by_soundfile(sound(seconds), format="WAV", **options)


@cache
def examples() -> dict[str, bytes]:
    """Return one file of each format, by name."""
    return {
        "mp3": mp3(),
        "opus": opus(),
        "aac": aac(),
        "flac": flac(),
        "wav": wav(),
        "pcm": pcm(sound()),
    }
