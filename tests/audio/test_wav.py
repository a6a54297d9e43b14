from __future__ import annotations

import io
import struct
import wave
from typing import Any

import pytest
import soundfile

from ipytts.audio.formats import duration, mend
from ipytts.audio.wav import from_pcm
from ipytts.errors import SpeechError
from tests.helpers import audio_files

SAMPLES = audio_files.pcm(audio_files.sound(0.5))
PLAIN = struct.pack("<HHIIHH", 1, 1, 24_000, 48_000, 2, 16)
STREAMED = 0xFFFF_FFFF


def chunk(name: bytes, content: bytes, size: int | None = None) -> bytes:
    header = struct.pack("<4sI", name, len(content) if size is None else size)
    return header + content + bytes(len(content) % 2)


def riff(*chunks: bytes, size: int | None = None) -> bytes:
    return chunk(b"RIFF", b"WAVE" + b"".join(chunks), size)


def lying(size: int, samples: bytes = SAMPLES, fmt: bytes = PLAIN) -> bytes:
    return riff(chunk(b"fmt ", fmt), chunk(b"data", samples, size), size=size)


def read(data: bytes) -> tuple[int, Any]:
    samples, rate = soundfile.read(io.BytesIO(data), dtype="int16")
    return rate, samples


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "ULAW"])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("container", ["WAV", "WAVEX"])
def test_duration_of_every_sample_type(subtype: str, channels: int, container: str) -> None:
    samples = audio_files.sound(0.777, 22_050, channels)
    data = audio_files.by_soundfile(samples, 22_050, format=container, subtype=subtype)
    assert duration(data, "wav") == len(samples) / 22_050
    assert mend(data, "wav") is data


@pytest.mark.parametrize("size", [STREAMED, 0x7FFF_FFFF, 0, len(SAMPLES) + 8, 10])
def test_duration_ignores_wrong_sizes(size: int) -> None:
    data = lying(size)
    assert duration(data, "wav") == 0.5
    assert mend(data, "wav") == from_pcm(SAMPLES, 24_000)


def test_samples_that_look_like_a_chunk_after_a_size_of_0() -> None:
    samples = b"abcd\xff\xff\xff\x7f" + SAMPLES
    assert duration(lying(0, samples), "wav") == len(samples) / 48_000


def test_mend_corrects_a_wrong_outer_size() -> None:
    data = riff(chunk(b"fmt ", PLAIN), chunk(b"data", SAMPLES), size=STREAMED)
    assert mend(data, "wav") == from_pcm(SAMPLES, 24_000)


def test_duration_skips_chunks_around_the_samples() -> None:
    before = [chunk(b"JUNK", b"odd"), chunk(b"LIST", b"INFOdata")]
    after = chunk(b"LIST", b"INFOISFT" + bytes(26))
    data = riff(*before, chunk(b"fmt ", PLAIN), *before, chunk(b"data", SAMPLES), after)
    assert duration(data, "wav") == 0.5
    assert mend(data, "wav") is data
    for cut in range(1, len(after)):
        assert duration(data[:-cut], "wav") == 0.5


def test_odd_number_of_bytes_is_padded() -> None:
    fmt = struct.pack("<HHIIHH", 1, 1, 8_000, 8_000, 1, 8)
    padded = riff(chunk(b"fmt ", fmt), chunk(b"data", bytes(801)), chunk(b"LIST", b"INFO"))
    assert duration(padded, "wav") == 801 / 8_000
    unpadded = riff(chunk(b"fmt ", fmt), chunk(b"data", bytes(801))[:-1])
    assert duration(unpadded, "wav") == 801 / 8_000
    joined = mend(unpadded + padded, "wav")
    assert duration(joined, "wav") == 1602 / 8_000


@pytest.mark.parametrize("size", [None, STREAMED, 0])
def test_mend_joins_several_files(size: int | None) -> None:
    one = lying(size) if size is not None else from_pcm(SAMPLES, 24_000)
    data = 3 * one
    assert duration(data, "wav") == 1.5
    whole = mend(data, "wav")
    assert whole == from_pcm(3 * SAMPLES, 24_000)
    with wave.open(io.BytesIO(whole)) as file:
        assert file.getnframes() == 36_000


def test_mend_skips_a_header_without_samples() -> None:
    header = riff(chunk(b"fmt ", PLAIN))
    data = header + lying(0, b"") + lying(STREAMED)
    assert mend(data, "wav") == from_pcm(SAMPLES, 24_000)


def test_mend_keeps_the_encoding() -> None:
    samples = audio_files.sound(0.4, 44_100, 2)
    good = audio_files.by_soundfile(samples, 44_100, format="WAVEX", subtype="FLOAT")
    lie = good.index(b"data") + 4
    bad = good[:lie] + struct.pack("<I", STREAMED) + good[lie + 4 :]
    rate, heard = read(mend(bad, "wav"))
    assert rate == 44_100
    assert (heard == read(good)[1]).all()


def test_mend_refuses_different_encodings() -> None:
    other = audio_files.by_soundfile(audio_files.sound(0.2, 22_050), 22_050, format="WAV")
    with pytest.raises(SpeechError, match=r"24000 Hz 16-bit .*22050 Hz 16-bit"):
        mend(from_pcm(SAMPLES, 24_000) + other, "wav")


def test_duration_of_a_truncated_file() -> None:
    data = from_pcm(SAMPLES, 24_000)[:-2001]
    left = (len(SAMPLES) - 2001) // 2
    assert duration(data, "wav") == left / 24_000
    assert mend(data, "wav") == from_pcm(SAMPLES[: 2 * left], 24_000)


@pytest.mark.parametrize(
    "fmt",
    [b"", PLAIN[:8], bytes(16), struct.pack("<HHIIHH", 85, 1, 24_000, 8_000, 1, 0)],
    ids=["none", "short", "zeros", "mp3 inside"],
)
def test_mend_leaves_a_file_without_usable_format_unchanged(fmt: bytes) -> None:
    data = lying(STREAMED, fmt=fmt)
    assert duration(data, "wav") == 0
    assert mend(data, "wav") is data


def test_wav_from_pcm_is_readable_by_other_libraries() -> None:
    rate, samples = read(from_pcm(SAMPLES, 22_050))
    assert rate == 22_050
    assert samples.tobytes() == SAMPLES
