"""Joining the parts of a speech to one file."""

from __future__ import annotations

import contextlib
import io
import struct
import tracemalloc

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from ipytts.audio.formats import duration, mend
from ipytts.audio.join import Joiner
from ipytts.audio.response_formats import FORMATS, RATE
from ipytts.audio.wav import from_pcm
from ipytts.errors import SpeechError
from tests.helpers import audio_files
from tests.helpers.joined_audio import (
    ENCODE,
    JOINED,
    LENGTHS,
    PITCHES,
    SILENCE,
    check_tones,
    join,
    tones,
)
from tests.helpers.sounds import decode


@pytest.mark.parametrize("name", JOINED)
@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_joined_parts_are_heard_one_after_another(name: str, count: int) -> None:
    joiner = join(tones(ENCODE[name], count), name)
    whole = joiner.file()
    samples, rate = decode(whole, pcm_rate=RATE if name == "pcm" else None)
    assert duration(whole, name) == pytest.approx(len(samples) / rate, abs=1 / rate)
    assert duration(whole, name) == pytest.approx(joiner.ends[-1], abs=1e-9)
    assert len(joiner.ends) == count
    check_tones(samples, rate, joiner.ends)
    lengths = np.diff([0.0, *joiner.ends])
    added = lengths - LENGTHS[:count]
    if name in ("wav", "pcm"):
        assert lengths == pytest.approx(LENGTHS[:count], abs=1e-9)
    elif name == "mp3":
        assert (abs(added) <= SILENCE).all()


@pytest.mark.parametrize("name", FORMATS)
def test_single_part_is_unchanged(name: str) -> None:
    data = audio_files.examples()[name]
    joiner = join([data], name)
    assert joiner.file() is data
    assert joiner.ends == [duration(data, name)]
    assert joiner.response_format == name


def test_single_wav_with_wrong_sizes_is_mended() -> None:
    data = lying(audio_files.pcm(audio_files.sound()))
    assert join([data], "wav").file() == mend(data, "wav") != data


@pytest.mark.parametrize("name", JOINED)
def test_parts_can_be_added_after_the_file_was_read(name: str) -> None:
    parts = tones(ENCODE[name])
    if name == "wav":  # of an odd number of bytes each
        parts = [
            audio_files.by_soundfile(audio_files.sound(0.3)[:7_001], format="WAV", subtype="PCM_U8")
            for _ in parts
        ]
    joiner = join(parts[:1], name)
    for count, part in enumerate(parts[1:], start=2):
        joiner.add(part, name)
        whole = joiner.file()
        assert whole == joiner.file() == join(parts[:count], name).file()
        assert mend(whole, name) is whole


@pytest.mark.parametrize("name", JOINED)
@pytest.mark.parametrize("empty", [b"", b"\0", b"RIFF\0\0\0\0WAVE"], ids=["nothing", "a byte", "a header"])
def test_part_without_audio_adds_nothing(name: str, empty: bytes) -> None:
    if name == "pcm":
        empty = empty[:1]
    first, second = tones(ENCODE[name], 2)
    whole = join([first, second], name)
    for parts in ([empty, first, second], [first, empty, second], [first, second, empty]):
        joiner = join(parts, name)
        assert joiner.file() == whole.file()
        assert joiner.ends[-1] == whole.ends[-1]
    assert duration(join([empty, empty], name).file(), name) == 0


@settings(deadline=None, derandomize=True)
@given(
    name=st.sampled_from(JOINED),
    pieces=st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.binary(max_size=30)), min_size=1, max_size=4
    ),
)
def test_joined_broken_parts_are_a_valid_file(name: str, pieces: list[tuple[float, float, bytes]]) -> None:
    data = audio_files.examples()[name]
    joiner = join([data], name)
    for a, b, rubbish in pieces:
        with contextlib.suppress(SpeechError):
            joiner.add(data[: int(a * len(data))] + rubbish + data[int(b * len(data)) :], name)
    assert joiner.ends == sorted(joiner.ends)
    assert duration(joiner.file(), name) == pytest.approx(joiner.ends[-1], abs=1e-6)


# -- The other formats ---------------------------------------------------------------------------------------


def lying(samples: bytes, rate: int = RATE) -> bytes:
    """A wav as streams write it: its sizes are not known, and more than the samples is in it."""
    fmt = struct.pack("<HHIIHH", 1, 1, rate, 2 * rate, 2, 16)
    chunks = b"fmt \x10\0\0\0" + fmt + b"LIST\x04\0\0\0INFO" + b"data\xff\xff\xff\xff" + samples
    return b"RIFF\xff\xff\xff\xffWAVE" + chunks


def test_join_wavs_with_wrong_sizes_and_several_in_a_row() -> None:
    samples = audio_files.pcm(audio_files.sound(0.5))
    plain = from_pcm(samples, RATE)
    parts = [lying(samples), 2 * plain, plain + b"LIST\x04\0\0\0INFO", 2 * lying(samples), plain[:-1]]
    joiner = join(parts, "wav")
    assert joiner.file() == from_pcm(6 * samples + samples[:-2], RATE)
    assert joiner.ends == pytest.approx([0.5, 1.5, 2.0, 3.0, 3.5 - 1 / RATE])


@pytest.mark.parametrize(("rate", "channels", "subtype"), [(8_000, 1, "PCM_U8"), (44_100, 2, "PCM_24")])
def test_join_wavs_keeps_their_encoding(rate: int, channels: int, subtype: str) -> None:
    sound = audio_files.sound(0.301125, rate, channels)
    part = audio_files.by_soundfile(sound, rate, format="WAVEX", subtype=subtype)
    joiner = join([part, part, part], "wav")
    whole = joiner.file()
    assert len(whole) % 2 == 0
    assert mend(whole, "wav") is whole
    assert joiner.ends[-1] == duration(whole, "wav") == pytest.approx(3 * len(sound) / rate)
    read, got = soundfile.read(io.BytesIO(whole), always_2d=True)
    one, _ = soundfile.read(io.BytesIO(part), always_2d=True)
    assert got == rate
    assert np.array_equal(read, np.concatenate([one, one, one]))


def test_odd_byte_does_not_shift_the_samples_after_it() -> None:
    samples = audio_files.pcm(audio_files.sound(0.5))
    joiner = join([samples + b"\x7f", samples, samples[:-1]], "pcm", 22_050)
    assert joiner.file() == samples + samples + samples[:-2]
    assert joiner.rate == 22_050
    assert joiner.ends[0] == 0.5 * RATE / 22_050


def test_joined_aac_is_its_frames_in_a_row() -> None:
    parts = tones(ENCODE["aac"], 3)
    tagged = [b"ID3\4\0\0\0\0\0\3abc" + part + b"TAG" + bytes(125) for part in parts]
    assert join(tagged, "aac").file() == b"".join(parts)


# -- What does not fit ---------------------------------------------------------------------------------------


def of(name: str, rate: int = RATE, channels: int = 1) -> bytes:
    return ENCODE[name](audio_files.sound(0.4, rate, channels), rate)


@pytest.mark.parametrize(
    ("name", "odd", "message"),
    [
        ("mp3", of("mp3", 44_100), "after mp3 in 24000 Hz mono, part 3 is mp3 in 44100 Hz mono"),
        ("mp3", of("mp3", RATE, 2), "after mp3 in 24000 Hz mono, part 3 is mp3 in 24000 Hz stereo"),
        ("aac", of("aac", 44_100), "after aac in 24000 Hz mono, part 3 is aac in 44100 Hz mono"),
        ("aac", of("aac", RATE, 2), "after aac in 24000 Hz mono, part 3 is aac in 24000 Hz stereo"),
        (
            "wav",
            of("wav", RATE, 2),
            "16-bit with 1 channel, part 3 is wav in 24000 Hz 16-bit with 2 channels",
        ),
        # It begins as the others do:
        ("mp3", of("mp3") + of("mp3", 44_100), "part 3 is mp3 in 44100 Hz mono"),
        ("wav", of("wav") + of("wav", RATE, 2), "part 3 is wav in 24000 Hz 16-bit with 2 channels"),
    ],
)
def test_join_refuses_parts_of_different_encodings(name: str, odd: bytes, message: str) -> None:
    part = of(name)
    joiner = join([part, part], name)
    before, ends = joiner.file(), list(joiner.ends)
    with pytest.raises(SpeechError, match=message) as refused:
        joiner.add(odd, name)
    assert "Ask for another format, such as" in str(refused.value)
    assert (joiner.file(), joiner.ends) == (before, ends)
    joiner.add(part, name)
    assert joiner.file() == join([part, part, part], name).file()


def test_join_refuses_a_second_part_of_another_format() -> None:
    first = of("mp3")
    joiner = join([first], "mp3")
    for odd, name in ((of("mp3", 44_100), "mp3"), (of("wav"), "wav")):
        with pytest.raises(SpeechError, match="part 2 is"):
            joiner.add(odd, name)
        assert joiner.file() == first
        assert joiner.ends == [duration(first, "mp3")]


@pytest.mark.parametrize("subtype", ["FLOAT", "PCM_24", "PCM_U8", "ULAW"])
def test_join_refuses_wavs_that_would_lose_precision(subtype: str) -> None:
    joiner = join([audio_files.wav(subtype=subtype)], "wav")
    with pytest.raises(SpeechError, match="part 2 is wav in 24000 Hz 16-bit with 1 channel"):
        joiner.add(audio_files.wav(), "wav")


@pytest.mark.parametrize("name", ["wav", "pcm"])
def test_join_resamples_parts_to_the_rate_of_the_first(name: str) -> None:
    joiner = Joiner()
    rates = (22_050, 16_000, 48_000)  # as of Piper's voices
    for pitch, length, rate in zip(PITCHES, LENGTHS, rates, strict=False):
        joiner.add(ENCODE[name](audio_files.tone(pitch, length, rate), rate), name, rate)
    samples, rate = decode(joiner.file(), pcm_rate=joiner.rate if name == "pcm" else None)
    assert rate == 22_050
    assert np.diff([0.0, *joiner.ends]) == pytest.approx(LENGTHS[:3], abs=1e-4)
    check_tones(samples, rate, joiner.ends)


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_24", "FLOAT", "ULAW"])
def test_join_gives_wavs_the_encoding_of_a_first_with_16_bits(subtype: str) -> None:
    odd = audio_files.wav(subtype=subtype)
    joiner = join([audio_files.wav(), odd, 2 * odd], "wav")
    read, _ = soundfile.read(io.BytesIO(joiner.file()))
    expected, _ = soundfile.read(io.BytesIO(odd))
    assert np.abs(read[len(expected) :] - np.tile(expected, 3)).max() <= 2**-16


@pytest.mark.parametrize("name", ["opus", "flac"])
def test_formats_that_cannot_be_joined(name: str) -> None:
    part = audio_files.examples()[name]
    joiner = join([part], name)
    with pytest.raises(SpeechError, match=f"come as {name} cannot be joined: ask for another format"):
        joiner.add(part, name)
    assert joiner.file() is part


# -- Memory --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mp3", "wav"])
def test_joined_audio_is_in_memory_once(name: str) -> None:
    part = ENCODE[name](audio_files.sound(60), RATE)
    joiner = Joiner()
    tracemalloc.start()
    try:
        for _ in range(30):
            joiner.add(bytes(bytearray(part)), name)  # bytes of its own, as from a server
        whole = joiner.file()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(whole) > 29 * len(part)
    assert peak < 1.5 * len(whole)
