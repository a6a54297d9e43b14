from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from ipytts.audio import mpeg
from ipytts.audio.formats import duration, sniff
from tests.helpers import audio_files

if TYPE_CHECKING:
    from collections.abc import Callable

RATES = [44_100, 48_000, 24_000, 22_050, 16_000, 11_025, 8_000]  # MPEG-1, 2 and 2.5
FRAME = 576 / audio_files.RATE


def bare() -> bytes:
    return audio_files.by_lame(audio_files.sound())


def frame_starts(data: bytes) -> list[int]:
    """Starts of the frames of a file from `bare`, whose frames are all 192 bytes long."""
    assert len(data) % 192 == 0
    return list(range(0, len(data), 192))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(
    "encode",
    [
        audio_files.by_lame,
        lambda samples, rate: audio_files.by_lame(samples, rate, vbr=True),
        lambda samples, rate: audio_files.by_soundfile(samples, rate, format="MP3"),
        lambda samples, rate: audio_files.by_soundfile(
            samples, rate, format="MP3", bitrate_mode="VARIABLE", compression_level=0.6
        ),
        lambda samples, rate: audio_files.by_av(samples, "mp3", "libmp3lame", rate),
        lambda samples, rate: audio_files.by_av(
            samples, "mp3", "libmp3lame", rate, muxer={"write_xing": "0", "id3v2_version": "0"}
        ),
    ],
    ids=["cbr-bare", "vbr-bare", "cbr-info", "vbr-xing", "id3-info", "ffmpeg-bare"],
)
def test_duration_is_that_of_the_decoded_samples(encode: Callable[..., bytes], rate: int) -> None:
    data = encode(audio_files.sound(1.3, rate), rate)
    assert duration(data, "mp3") == pytest.approx(audio_files.decoded(data), abs=1 / rate)


@pytest.mark.parametrize("rate", [44_100, 24_000])
def test_duration_of_stereo_reads_the_info_frame(rate: int) -> None:
    data = audio_files.by_soundfile(audio_files.sound(1.3, rate, channels=2), rate, format="MP3")
    assert duration(data, "mp3") == pytest.approx(1.3, abs=1 / rate)


def test_duration_leaves_out_delay_and_padding() -> None:
    assert duration(audio_files.mp3(1.234), "mp3") == pytest.approx(1.234)


def test_duration_reads_an_info_frame_with_a_checksum() -> None:
    data = audio_files.mp3()
    length = data.index(b"\xff\xf3", 4)
    protected = bytes([0xFF, data[1] & 0xFE]) + data[2:4] + b"\x12\x34" + data[4 : length - 2]
    assert duration(protected + data[length:], "mp3") == duration(data, "mp3")


def test_duration_leaves_out_a_vbri_frame() -> None:
    data = bare()
    vbri = data[:36] + b"VBRI" + bytes(192 - 40)
    assert duration(vbri + data, "mp3") == duration(data, "mp3")


def test_duration_ignores_the_frame_count_in_the_header() -> None:
    data = audio_files.mp3()
    count = data.index(b"Xing") + 8
    truth = duration(data, "mp3")
    for lie in (0, 1, 10_000_000):
        lying = data[:count] + struct.pack(">I", lie) + data[count + 4 :]
        assert duration(lying, "mp3") == pytest.approx(truth, abs=0.1)


def test_duration_adds_files_of_different_rates() -> None:
    parts = [
        audio_files.mp3(0.8),
        bare(),
        audio_files.by_lame(audio_files.sound(0.9, 44_100), 44_100),
        audio_files.mp3(0.5),
    ]
    total = sum(duration(part, "mp3") for part in parts)
    assert duration(b"".join(parts), "mp3") == pytest.approx(total)


def test_duration_skips_tags() -> None:
    data = bare()
    inside = bytes.fromhex("fff384c4") + bytes(188)  # what looks like frames, in a tag
    tag = b"ID3\x04\0\0\0\0\x03\x00" + 2 * inside
    tagged = tag + data + tag + data + b"TAG" + bytes(125)
    assert duration(tagged, "mp3") == pytest.approx(2 * duration(data, "mp3"))


def test_duration_skips_tags_in_a_row() -> None:
    data = bare()
    small, cover = b"ID3\x03\0\0\0\0\0\x05hello", b"ID3\x04\0\0\0\0\x03\0" + data[:384]
    assert sniff(small + cover + data) == "mp3"
    assert duration(small + cover + data, "mp3") == duration(data, "mp3")


def test_duration_skips_garbage_between_frames() -> None:
    data = bare()
    middle = frame_starts(data)[10]
    for garbage in (b"\0", b"\xff\xfb\x90", b"\xff" * 500, b"<html>" * 99):
        broken = data[:middle] + garbage + data[middle:] + garbage
        assert duration(broken, "mp3") == pytest.approx(duration(data, "mp3"))


def test_duration_leaves_out_a_truncated_last_frame() -> None:
    data = bare()
    assert duration(data[:-50], "mp3") == pytest.approx(duration(data, "mp3") - FRAME)


def test_duration_of_a_file_after_a_truncated_one() -> None:
    data = bare()
    expected = 2 * duration(data, "mp3") - FRAME
    assert duration(data[:-50] + data, "mp3") == pytest.approx(expected)


def test_duration_of_adts_and_layer_2_as_mp3_is_zero() -> None:
    assert duration(audio_files.aac(), "mp3") == 0
    assert duration(audio_files.by_av(audio_files.sound(), "mp2", "mp2"), "mp3") == 0


def test_start_trim_is_what_a_decoder_skips() -> None:
    sound = audio_files.sound(1.0)
    mp3 = audio_files.by_av(sound, "mp3", "libmp3lame", audio_files.RATE)
    count = sum(1 for _, _, info in mpeg.frames(mp3) if info is None)
    padding = next(info for _, _, info in mpeg.frames(mp3) if info).end / audio_files.RATE
    assert mpeg.start_trim(mp3) == pytest.approx(count * FRAME - padding - audio_files.decoded(mp3), abs=1e-4)
    assert mpeg.start_trim(bare()) == 0
    assert mpeg.start_trim(b"") == 0
