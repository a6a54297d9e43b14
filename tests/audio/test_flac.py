from __future__ import annotations

import struct

import numpy as np
import pytest

from ipytts.audio.formats import duration
from tests.helpers import audio_files

TOTAL = 21  # where STREAMINFO has the low bytes of its number of samples


def crc(data: bytes, width: int, polynomial: int) -> int:
    value = 0
    for byte in data:
        value ^= byte << (width - 8)
        for _ in range(8):
            carry = value >> (width - 1)
            value = (value << 1 & (1 << width) - 1) ^ (polynomial * carry)
    return value


def header(position: int, size: int, *, is_variable: bool) -> bytes:
    """Block size in 16 bits, rate as in STREAMINFO, mono, 16 bits."""
    data = bytes([0xFF, 0xF9 if is_variable else 0xF8, 0x70, 0x08])
    data += chr(position).encode(errors="surrogatepass") + (size - 1).to_bytes(2, "big")
    return data + bytes([crc(data, 8, 0x07)])


def variable(sizes: list[int], start: int = 0, rate: int = 24_000) -> bytes:
    """A file of silent frames of these sizes, with no total in its header."""
    info = struct.pack(">HH6x", min(sizes), max(sizes)) + (rate << 44 | 15 << 36).to_bytes(8, "big")
    data = b"fLaC\x80\0\0\x22" + info + bytes(16)
    position = start
    for size in sizes:
        # One subframe of a constant 0.
        frame = header(position, size, is_variable=True) + bytes(3)
        data += frame + crc(frame, 16, 0x8005).to_bytes(2, "big")
        position += size
    return data


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100])
@pytest.mark.parametrize("channels", [1, 2])
def test_duration_is_exact(rate: int, channels: int) -> None:
    samples = audio_files.sound(1.234, rate, channels)
    for data in (
        audio_files.by_soundfile(samples, rate, format="FLAC"),
        audio_files.by_soundfile(samples, rate, format="FLAC", subtype="PCM_24"),
        audio_files.by_av(samples, "flac", "flac", rate),
    ):
        assert duration(data, "flac") * rate == pytest.approx(len(samples), abs=1e-6)


@pytest.mark.parametrize("lie", [0, 1, 0xFFFF_FFFF])
def test_duration_ignores_the_total_in_the_header(lie: int) -> None:
    data = audio_files.flac()
    at = TOTAL + 1
    lying = data[:at] + struct.pack(">I", lie) + data[at + 4 :]
    assert duration(lying, "flac") == duration(data, "flac") == pytest.approx(1.7)


def test_duration_of_frames_of_varying_size() -> None:
    sizes = [4096, 192, 1152, 65_535, 17, 4608] * 3
    data = variable(sizes)
    assert duration(data, "flac") * 24_000 == pytest.approx(sum(sizes))
    assert audio_files.decoded(data) * 24_000 == pytest.approx(sum(sizes))


def test_duration_of_a_stream_joined_late() -> None:
    assert duration(variable([480] * 10, start=50_000), "flac") == pytest.approx(0.2)


def test_duration_of_a_truncated_file_is_that_of_its_decoded_samples() -> None:
    data = audio_files.by_av(audio_files.sound(), "flac", "flac")
    for size in range(len(data) // 5, len(data), len(data) // 7):
        cut = data[:size]
        assert duration(cut, "flac") == pytest.approx(audio_files.decoded(cut))


def test_duration_with_a_last_frame_larger_than_the_first_window() -> None:
    noise = np.random.default_rng(1).uniform(-1, 1, (2 * 65_535, 1))
    data = audio_files.by_av(noise, "flac", "flac", encoder={"frame_size": "65535"})
    assert len(data) > 200_000
    assert duration(data, "flac") == pytest.approx(2 * 65_535 / 24_000)
    assert duration(data[:-9], "flac") == pytest.approx(65_535 / 24_000)


@pytest.mark.parametrize(
    "chance", [header(2, 4096, is_variable=False), header(0x1_0000, 4096, is_variable=True)]
)
def test_duration_ignores_data_that_looks_like_a_header(chance: bytes) -> None:
    is_variable = bool(chance[1] & 1)
    data = audio_files.flac() if is_variable else variable([4096] * 20)
    cut = data[:-9]
    assert duration(cut + chance, "flac") == duration(cut, "flac") > 0


def test_duration_ignores_a_header_with_an_impossible_position() -> None:
    cut = audio_files.flac()[:-9]
    chance = header(0x10_FFFF, 4096, is_variable=False)
    assert duration(cut + chance, "flac") == duration(cut, "flac") > 0


def test_duration_adds_files() -> None:
    assert duration(audio_files.flac(0.5) + audio_files.flac(1.25), "flac") == pytest.approx(1.75)


def test_duration_skips_tags() -> None:
    tag = b"ID3\x04\0\0\0\0\0\x05hello"
    assert duration(tag + audio_files.flac() + b"TAG" + bytes(125), "flac") == pytest.approx(1.7)
