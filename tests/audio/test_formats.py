from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipytts.audio.formats import duration, mend, sniff
from ipytts.audio.frames import HEAD
from ipytts.audio.response_formats import FORMATS
from tests.helpers import audio_files

NAMES = sorted(FORMATS)
SNIFFED = [name for name in NAMES if name != "pcm"]
TAG = b"ID3\x04\0\0\0\0\0\x05hello"


def beginnings() -> st.SearchStrategy[bytes]:
    """Bytes that get past the first test of some reader."""
    marks = [b"RIFF\0\0\0\0WAVE", b"OggS\0", b"fLaC\0\0\0\x22", b"\xff\xf3\x84\xc4", b"\xff\xf1"]
    marks += [b"fmt ", b"data", b"OpusHead", b"ID3\4\0\0\0\0\0\1", b"Info", b"\xff\xf8"]
    return st.lists(st.sampled_from(marks) | st.binary(max_size=40)).map(b"".join)


@pytest.mark.parametrize("name", SNIFFED)
def test_sniff_detects_what_encoders_write(name: str) -> None:
    data = audio_files.examples()[name]
    assert sniff(data[:HEAD]) == name
    assert sniff(data) == name
    assert sniff(data[:48]) == name


def test_sniff_detects_frames_without_header() -> None:
    for rate in (44_100, 24_000, 8_000):
        assert sniff(audio_files.by_lame(audio_files.sound(0.5, rate), rate)[:HEAD]) == "mp3"
    assert sniff(audio_files.by_av(audio_files.sound(0.5, 44_100, 2), "adts", "aac", 44_100)[:HEAD]) == "aac"


@pytest.mark.parametrize("name", ["mp3", "aac", "flac"])
def test_sniff_detects_the_format_after_a_tag(name: str) -> None:
    assert sniff(TAG + audio_files.examples()[name][:HEAD]) == name


def test_sniff_takes_a_tag_longer_than_the_head_for_mp3() -> None:
    assert sniff(b"ID3\x03\0\0\0\x7f\0\0" + b"\xff\xd8 a picture") == "mp3"


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff",
        b"<!DOCTYPE html><html>",
        b'{"error": {"message": "no"}}',
        b"ID3 tags are small",
        b"RIFF\x10\0\0\0AVI LIST",
        b"OggS",
        b"OggS\0\2" + bytes(20) + b"\x01\x33\x7fFLAC\x01\0",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        "text with a byte order mark".encode("utf-16"),
        bytes(HEAD),
        b"\xff" * HEAD,
        b"\xff\xf3\x84\xc4" + bytes(HEAD),  # an mp3 header that no other one follows
        b"\xff\xf1\x58\x40\x01\x1f\xfc" + bytes(HEAD),
        b"\xff\xf3\x84\xc4" + bytes(188) + b"\xff\xf3\x80\xc4",  # the next has another rate
        b"\xff\xf3\x84\xc6",  # emphasis 2 is reserved
        b"\xff\xf1\x58\x40\x00\xff\xfc",  # ADTS of 7 bytes: nothing but a header
    ],
)
def test_sniff_detects_nothing_else(head: bytes) -> None:
    assert sniff(head) is None


def test_sniff_detects_no_other_audio_formats() -> None:
    assert sniff(audio_files.by_soundfile(audio_files.sound(), format="OGG", subtype="VORBIS")) is None
    assert sniff(audio_files.by_av(audio_files.sound(), "mp2", "mp2")) is None
    assert sniff(audio_files.by_soundfile(audio_files.sound(), format="AIFF")) is None


def test_sniff_does_not_take_pcm_for_frames() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (20_000, HEAD), dtype=np.uint8)
    noise[:, 0] = 0xFF
    assert [head for head in noise if sniff(head.tobytes())] == []


def test_formats_have_different_suffixes() -> None:
    assert list(FORMATS) == ["mp3", "opus", "aac", "flac", "wav", "pcm"]
    suffixes = [suffix for known in FORMATS.values() for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_duration_of_pcm_counts_samples() -> None:
    assert duration(bytes(44_101), "pcm", rate=22_050) == 1.0


@pytest.mark.parametrize("name", NAMES)
def test_mend_returns_a_good_file_itself(name: str) -> None:
    data = audio_files.examples()[name]
    assert mend(data, name) is data


@settings(deadline=None, derandomize=True)
@given(data=st.binary() | beginnings(), name=st.sampled_from(NAMES))
def test_any_bytes_have_a_duration(data: bytes, name: str) -> None:
    sniff(data)
    assert duration(data, name) >= 0


@settings(deadline=None, derandomize=True)
@given(
    name=st.sampled_from(NAMES),
    cuts=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    rubbish=st.binary(max_size=50),
)
def test_duration_of_broken_files(name: str, cuts: tuple[float, float], rubbish: bytes) -> None:
    data = audio_files.examples()[name]
    short, long = sorted(int(cut * len(data)) for cut in cuts)
    lengths = [duration(data[:end], name) for end in (0, short, long, len(data))]
    assert lengths == sorted(lengths)
    assert lengths[0] == 0
    # Beyond the headers, which hold the rate, nothing can make a sound longer.
    broken = data[: max(short, 300)] + rubbish + data[max(long, 300) :]
    assert duration(broken, name) <= lengths[-1] + 0.1


def test_audio_formats_need_only_the_standard_library() -> None:
    heavy = {"numpy", "wave", "requests", "IPython"}
    program = f"import sys, ipytts.audio.formats; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.strip() == b"[]"
