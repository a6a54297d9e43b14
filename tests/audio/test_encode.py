from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipytts.audio import FORMATS, HEAD, duration, mend, sniff
from ipytts.audio.encode import encoder
from ipytts.errors import SpeechError
from tests.encode import Samples, decode

from . import make

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 3.3
SAMPLES = (make.sound(SECONDS)[:, 0] * 32_767).astype("<i2")
PCM = SAMPLES.tobytes()
LOSSLESS = ("flac", "wav", "pcm")
STREAMED = [name for name in FORMATS if name != "flac"]


def blocks_of(size: int) -> Iterator[bytes]:
    return (PCM[start : start + size] for start in range(0, len(PCM), size))


def encoded(name: str, size: int) -> bytes:
    return mend(b"".join(encoder(name)(blocks_of(size))), name)


def decoded(name: str, data: bytes) -> Samples:
    return decode(data, rate=make.RATE, pcm_rate=make.RATE if name == "pcm" else None)[0]


@pytest.mark.parametrize("name", FORMATS)
def test_the_file_is_of_its_format_and_as_long_as_the_samples(name: str) -> None:
    data = encoded(name, 48_000)
    assert sniff(data[:HEAD]) == (None if name == "pcm" else name)
    assert duration(data, name) == pytest.approx(len(decoded(name, data)) / make.RATE, abs=0.001)
    assert duration(data, name) == pytest.approx(SECONDS, abs=0.1)


@pytest.mark.parametrize("name", FORMATS)
def test_it_sounds_as_the_samples_do(name: str) -> None:
    sound = decoded(name, encoded(name, 48_000))
    original = SAMPLES / np.float32(32_768)
    if name in LOSSLESS:
        assert np.array_equal(sound, original)
        return
    # Some formats begin a little late: look for where they fit.
    fits = [np.corrcoef(sound[late:][:48_000], original[:48_000])[0, 1] for late in range(2_400)]
    assert max(fits) > 0.95


@pytest.mark.parametrize("name", FORMATS)
def test_the_size_of_the_blocks_makes_no_difference(name: str) -> None:
    whole = decoded(name, encoded(name, len(PCM)))
    for size in (2 * 97, 2 * 24_001):
        assert np.array_equal(decoded(name, encoded(name, size)), whole)


@pytest.mark.parametrize("name", STREAMED)
def test_the_sound_comes_while_it_is_made(name: str) -> None:
    taken = 0

    def blocks() -> Iterator[bytes]:
        nonlocal taken
        for block in blocks_of(48_000):
            taken += 1
            yield block

    pieces = encoder(name)(blocks())
    come = b""
    while duration(come, name) < 0.5:
        come += next(pieces)
    assert taken <= 2  # of the four


@pytest.mark.parametrize(
    ("name", "library", "extra"),
    [
        ("mp3", "lameenc", "offline"),
        ("opus", "soundfile", "offline"),
        ("flac", "soundfile", "offline"),
        ("aac", "av", "aac"),
    ],
)
def test_a_missing_library_is_told_with_the_extra_that_brings_it(
    name: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)  # as if it were not installed
    with pytest.raises(SpeechError, match=rf'To make {name} .* `pip install "ipytts\[{extra}\]"`'):
        encoder(name)
