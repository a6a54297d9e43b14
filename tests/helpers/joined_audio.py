"""Tones in every format that can be joined, and how they are heard in the whole."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ipytts.audio.join import Joiner
from ipytts.audio.response_formats import RATE
from tests.helpers import audio_files

Encode = Callable[[Any, int], bytes]

JOINED = ("mp3", "aac", "wav", "pcm")
PITCHES = (400, 1_000, 600, 1_400, 800)  # of the parts, in Hz: neighbours are far apart
LENGTHS = (1.1, 0.7, 1.3, 0.55, 0.9)  # in s
SILENCE = 0.08  # s, at most, at a join


MP3: dict[str, Encode] = {
    "libsndfile": lambda samples, rate: audio_files.by_soundfile(samples, rate, format="MP3"),
    "libsndfile-cbr": lambda samples, rate: audio_files.by_soundfile(
        samples, rate, format="MP3", bitrate_mode="CONSTANT", compression_level=0.8
    ),
    "libsndfile-vbr": lambda samples, rate: audio_files.by_soundfile(
        samples, rate, format="MP3", bitrate_mode="VARIABLE", compression_level=0.6
    ),
    "lame": audio_files.by_lame,
    "lame-vbr": lambda samples, rate: audio_files.by_lame(samples, rate, vbr=True),
    "ffmpeg": lambda samples, rate: audio_files.by_av(samples, "mp3", "libmp3lame", rate),
}
CONSTANT = ("libsndfile-cbr", "lame", "ffmpeg")
ENCODE: dict[str, Encode] = {
    "mp3": MP3["libsndfile"],
    "aac": lambda samples, rate: audio_files.by_av(samples, "adts", "aac", rate),
    "wav": lambda samples, rate: audio_files.by_soundfile(samples, rate, format="WAV"),
    "pcm": lambda samples, rate: audio_files.pcm(samples),
}


def tones(encode: Encode, count: int = 5, rate: int = RATE) -> list[bytes]:
    pairs = itertools.islice(zip(PITCHES, LENGTHS, strict=True), count)
    return [encode(audio_files.tone(pitch, length, rate), rate) for pitch, length in pairs]


def join(parts: list[bytes], name: str, rate: int = RATE) -> Joiner:
    joiner = Joiner()
    for part in parts:
        joiner.add(part, name, rate)
    return joiner


def heard(samples: Any, rate: int) -> float:
    """Return the pitch of some samples in Hz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 4 * rate))
    return float(np.argmax(spectrum)) / 4


def check_tones(samples: Any, rate: int, ends: list[float]) -> None:
    """Hear each part's tone from its beginning to its end, but for what an encoder puts around it."""
    for pitch, start, end in zip(PITCHES, [0.0, *ends], ends, strict=False):
        for a, b in ((start + SILENCE, start + SILENCE + 0.1), (end - SILENCE - 0.1, end - SILENCE)):
            piece = samples[round(a * rate) : round(b * rate)]
            assert heard(piece, rate) == pytest.approx(pitch, abs=20), (start, end)
            assert np.abs(piece).max() > 0.3
