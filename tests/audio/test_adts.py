from __future__ import annotations

import pytest

from ipytts.audio.formats import duration
from tests.helpers import audio_files

FRAME = 1024 / audio_files.RATE


def frame(body: int = 50, *, blocks: int = 1, rate_index: int = 6, checksum: bool = False) -> bytes:
    """A frame with the header that ISO 14496-3 asks for, and nothing sensible in it."""
    length = 7 + 2 * checksum + body
    header = 0xFFF << 44 | (not checksum) << 40 | 1 << 38 | rate_index << 34 | 1 << 30
    header |= length << 13 | 0x7FF << 2 | (blocks - 1)
    return header.to_bytes(7, "big") + bytes(length - 7)


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_duration_is_that_of_the_decoded_samples(rate: int, channels: int) -> None:
    data = audio_files.by_av(audio_files.sound(1.3, rate, channels), "adts", "aac", rate)
    assert duration(data, "aac") == pytest.approx(audio_files.decoded(data), abs=1 / rate)


def test_duration_counts_frames_with_four_blocks_and_a_checksum() -> None:
    data = 10 * frame(blocks=4) + 5 * frame(checksum=True) + frame(1)
    assert duration(data, "aac") == pytest.approx(46 * FRAME)


def test_duration_adds_files_of_different_rates() -> None:
    data = 7 * frame(rate_index=4) + 7 * frame(rate_index=6)
    assert duration(data, "aac") == pytest.approx(7 * 1024 / 44_100 + 7 * FRAME)


def test_duration_skips_tags_and_garbage() -> None:
    data = audio_files.aac()
    tag = b"ID3\x04\0\0\0\0\x01\x00" + 2 * frame(57)
    for rubbish in (tag, b"\0", b"\xff\xf1", b"\xff" * 300, b"TAG" + bytes(125)):
        broken = rubbish + data + rubbish + data + rubbish
        assert duration(broken, "aac") == pytest.approx(2 * duration(data, "aac"))


def test_duration_leaves_out_a_truncated_last_frame() -> None:
    data = audio_files.aac()
    whole = duration(data, "aac")
    assert duration(data[:-3], "aac") == pytest.approx(whole - FRAME)
    assert duration(data[:-3] + data, "aac") == pytest.approx(2 * whole - FRAME)


def test_duration_of_mp3_as_aac_is_zero() -> None:
    assert duration(audio_files.mp3(), "aac") == 0
