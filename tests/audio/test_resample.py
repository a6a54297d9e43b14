from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ipytts.audio.resample import resample
from ipytts.audio.samples import Samples
from tests.helpers import audio_files

SECONDS = 1.3


def tone(hertz: float, rate: int) -> Any:
    # `audio_files.tone` is not exact enough.
    return 0.4 * np.sin(2 * np.pi * hertz * np.arange(round(SECONDS * rate)) / rate)[:, None]


def resampled(sound: Any, rate: int, target: int, bits: int, block: int) -> Any:
    scale = 1 << (bits - 1)
    data = (sound * scale).astype(f"<i{bits // 8}").tobytes()
    size = block * sound.shape[1] * bits // 8
    blocks = [data[start : start + size] for start in range(0, len(data), size)]
    made = resample(Samples(blocks, rate, sound.shape[1], bits), target)
    assert (made.rate, made.channels, made.bits) == (target, sound.shape[1], bits)
    whole = np.frombuffer(b"".join(made.blocks), f"<i{bits // 8}")
    return whole.reshape(-1, sound.shape[1]) / scale


@pytest.mark.parametrize("bits", [16, 32])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(
    ("rate", "target"), [(22_050, 24_000), (44_100, 48_000), (96_000, 48_000), (6_000, 7_350)]
)
def test_resampled_tone_is_the_tone_at_the_other_rate(
    rate: int, target: int, channels: int, bits: int
) -> None:
    pitch = 0.4 * min(rate, target)  # near the highest that both can hold
    sound = np.hstack([tone(pitch / (n + 1), rate) for n in range(channels)])
    made = resampled(sound, rate, target, bits, block=rate)
    assert len(made) == round(SECONDS * target)
    middle = slice(target // 10, -target // 10)
    for n in range(channels):
        expected = tone(pitch / (n + 1), target)[:, 0]
        assert np.abs(made[middle, n] - expected[middle]).max() < 1e-3  # 60 dB


def test_resample_removes_what_the_lower_rate_cannot_hold() -> None:
    sound = tone(30_000, 96_000)
    assert np.abs(resampled(sound, 96_000, 48_000, 32, block=96_000)[2_000:-2_000]).max() < 1e-4


@pytest.mark.parametrize("block", [1, 97, 5_000])
def test_resample_is_independent_of_the_block_size(block: int) -> None:
    sound = audio_files.sound(0.3, 22_050)
    whole = resampled(sound, 22_050, 24_000, 16, block=22_050)
    assert np.array_equal(resampled(sound, 22_050, 24_000, 16, block=block), whole)


def test_resample_of_nothing_is_nothing() -> None:
    assert b"".join(resample(Samples([], 22_050), 24_000).blocks) == b""
