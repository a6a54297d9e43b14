from __future__ import annotations

import contextlib
import io
import itertools
import json
import shutil
import struct
import subprocess
import tracemalloc
from bisect import bisect
from functools import cache
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from ipytts.audio import mpeg
from ipytts.audio.formats import duration, mend
from ipytts.audio.join import Joiner
from ipytts.audio.response_formats import FORMATS, RATE
from ipytts.audio.wav import from_pcm
from ipytts.errors import SpeechError
from tests.helpers import audio_files
from tests.helpers.environment import report_missing
from tests.helpers.sounds import decode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


@pytest.mark.parametrize("encode", MP3.values(), ids=MP3)
@pytest.mark.parametrize("rate", [48_000, 44_100, 24_000, 22_050])
def test_join_mp3_of_every_encoder(encode: Encode, rate: int) -> None:
    joiner = join(tones(encode, rate=rate), "mp3")
    whole = joiner.file()
    samples, _ = decode(whole)
    assert duration(whole, "mp3") == pytest.approx(len(samples) / rate, abs=1 / rate)
    assert joiner.ends[-1] == pytest.approx(len(samples) / rate, abs=1 / rate)
    check_tones(samples, rate, joiner.ends)
    assert len(samples) / rate - sum(LENGTHS) <= len(LENGTHS) * SILENCE
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    assert np.diff(loud).max() / rate <= SILENCE


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


# -- mp3 -----------------------------------------------------------------------------------------------------


def info_of(data: bytes) -> tuple[mpeg.Trim, bytes]:
    """Return the contents of the first frame of a file, and that frame."""
    start, frame, info = next(mpeg.frames(data))
    assert info is not None
    return info, data[start : start + frame.length]


def sound_of(data: bytes) -> bytes:
    """Return the frames of sound alone."""
    return b"".join(
        data[start : start + frame.length] for start, frame, info in mpeg.frames(data) if info is None
    )


@pytest.mark.parametrize("encode", MP3.values(), ids=MP3)
def test_join_mp3_keeps_every_frame(encode: Encode) -> None:
    parts = tones(encode)
    assert sound_of(join(parts, "mp3").file()) == b"".join(map(sound_of, parts))


def test_joined_mp3_has_one_info_frame_with_delay_and_padding() -> None:
    parts = tones(MP3["libsndfile"])
    whole = join(parts, "mp3").file()
    info, frame = info_of(whole)
    assert sum(found is not None for _, _, found in mpeg.frames(whole)) == 1
    (first, _), (last, _) = info_of(parts[0]), info_of(parts[-1])
    assert (info.start, info.end) == (first.start, last.end)
    assert info.end > 0
    mark = 4 + 9
    _, count, size = struct.unpack_from(">3I", frame, mark + 4)
    starts = [start for start, _, found in mpeg.frames(whole) if found is None]
    assert (count, size) == (len(starts), len(whole))
    for number, place in enumerate(frame[mark + 16 : mark + 116]):
        assert place * size / 256 == pytest.approx(starts[count * number // 100], abs=size / 500)


def test_frames_before_an_info_frame_have_no_delay() -> None:
    bare, with_info = (
        MP3["lame"](audio_files.sound(0.7), RATE),
        MP3["libsndfile"](audio_files.sound(0.7), RATE),
    )
    joiner = join([bare + with_info, with_info], "mp3")
    assert info_of(joiner.file())[0] == mpeg.Trim()
    assert joiner.ends[-1] == pytest.approx(audio_files.decoded(joiner.file()), abs=1 / RATE)


def test_info_frame_has_no_checksum_even_if_the_others_have() -> None:
    part = MP3["lame"](audio_files.sound(0.7), RATE)
    protected = b"".join(
        bytes([0xFF, part[start + 1] & 0xFE]) + part[start + 2 : start + frame.length]
        for start, frame, _ in mpeg.frames(part)
    )
    whole = join([protected, protected], "mp3").file()
    assert whole[1] & 1
    assert duration(whole, "mp3") == 2 * duration(part, "mp3")


def test_checksum_of_an_info_frame_is_that_of_lame() -> None:
    for parts in (tones(MP3["libsndfile"]), tones(MP3["libsndfile"], rate=44_100)):
        for data in (parts[0], join(parts, "mp3").file()):
            _, frame = info_of(data)
            end = frame.index(b"LAME") + 36
            assert mpeg._checksum(frame[: end - 2]) == frame[end - 2 : end]


@pytest.mark.parametrize(("first", "second"), list(itertools.product(MP3, repeat=2)))
def test_join_mp3_of_different_encoders(first: str, second: str) -> None:
    parts = [MP3[first](audio_files.tone(400, 0.8), RATE), MP3[second](audio_files.tone(1_000, 0.9), RATE)]
    joiner = join(parts, "mp3")
    assert duration(joiner.file(), "mp3") == pytest.approx(audio_files.decoded(joiner.file()), abs=1 / RATE)
    assert joiner.ends[-1] == pytest.approx(audio_files.decoded(joiner.file()), abs=1 / RATE)


def test_join_leaves_out_tags() -> None:
    parts = tones(MP3["lame"], 3)
    id3 = b"ID3\x04\0\0\0\0\x03\x00" + 2 * (bytes.fromhex("fff384c4") + bytes(188))
    ape = b"APETAGEX" + struct.pack("<4I", 2000, 32, 0, 0xA0000000) + bytes(8)
    tagged = [id3 + part + ape + b"TAG" + bytes(125) for part in parts]
    assert join(tagged, "mp3").file() == join(parts, "mp3").file()


def test_join_leaves_out_only_a_truncated_last_frame() -> None:
    parts = tones(MP3["lame"], 3)
    cut = [part[:-1] for part in parts]
    whole = join(parts, "mp3").ends[-1]
    assert join(cut, "mp3").ends[-1] == pytest.approx(whole - 3 * 576 / RATE)


def test_join_mp3_of_different_bit_rates_and_stereo_modes() -> None:
    sound = audio_files.sound(0.8, 44_100, channels=2)
    parts = [audio_files.by_lame(sound, 44_100, kbps=kbps) for kbps in (320, 112, 128)]
    assert len({part[3] >> 6 for part in parts}) == 2  # plain and joint
    whole = join(parts, "mp3").file()
    assert duration(whole, "mp3") == pytest.approx(audio_files.decoded(whole), abs=1e-4)


@pytest.mark.parametrize("rate", [48_000, 44_100, 32_000, 24_000, 16_000, 8_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("kbps", [8, 32, 320])
def test_info_frame_is_long_enough(rate: int, channels: int, kbps: int) -> None:
    part = audio_files.by_lame(audio_files.sound(0.4, rate, channels), rate, kbps=kbps)
    whole = join([part, part], "mp3").file()
    assert duration(whole, "mp3") == pytest.approx(2 * duration(part, "mp3"))
    assert duration(whole, "mp3") == pytest.approx(audio_files.decoded(whole), abs=1 / rate)


# -- Five minutes of mp3 -------------------------------------------------------------------------------------


@cache
def five_minutes(encoder: str) -> Joiner:
    """Fifty tones, the later ones in noise: those take more bits where bit rates vary."""
    rough = np.random.default_rng(7).standard_normal((6 * RATE, 1)).astype(np.float32)
    clear, noisy = (
        [MP3[encoder](audio_files.tone(pitch, 6) + loud * rough, RATE) for pitch in PITCHES]
        for loud in (0.001, 0.1)
    )
    return join(5 * clear + 5 * noisy, "mp3")


@pytest.mark.parametrize("encoder", MP3)
def test_ffprobe_agrees_on_the_duration_of_five_minutes(encoder: str, tmp_path: Path) -> None:
    if not shutil.which("ffprobe"):
        report_missing("ffprobe")
    joiner = five_minutes(encoder)
    path = tmp_path / "talk.mp3"
    path.write_bytes(joiner.file())
    command = ["ffprobe", "-v", "warning", "-show_format", "-of", "json", str(path)]
    run = subprocess.run(command, capture_output=True, check=True, text=True)
    assert run.stderr == ""
    assert float(json.loads(run.stdout)["format"]["duration"]) == pytest.approx(joiner.ends[-1], abs=0.2)
    assert audio_files.decoded(joiner.file()) == pytest.approx(joiner.ends[-1], abs=0.001)


@pytest.mark.parametrize("encoder", MP3)
def test_seeking_in_a_joined_mp3_is_exact(encoder: str) -> None:
    joiner = five_minutes(encoder)
    data = joiner.file()
    # Without a constant bit rate a player looks places up in a table, whose steps are 256ths of the file.
    assert (b"Info" in data[:100]) == (encoder in CONSTANT)
    near = 0.1 if encoder in CONSTANT else 0.7
    with av.open(io.BytesIO(data), "r", options={"fflags": "+fastseek"}) as file:  # as browsers do it
        stream: Any = file.streams.audio[0]
        for wanted in np.arange(1, 298, 4.7):
            file.seek(int(wanted / stream.time_base), stream=stream)
            frames = list(itertools.islice(file.decode(stream), 30))[20:]  # the first ones may lack bits
            landed = frames[0].time
            assert wanted - 5 < landed < wanted + 1
            pitch = heard(np.concatenate([frame.to_ndarray()[0] for frame in frames]), RATE)
            around = {bisect(joiner.ends, landed + off) % len(PITCHES) for off in (-near, 0.12, 0.24 + near)}
            assert any(abs(pitch - PITCHES[number]) < 20 for number in around), landed


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
        ("wav", of("wav", 22_050), "24000 Hz 16-bit with 1 channel, part 3 is wav in 22050 Hz 16-bit with 1"),
        (
            "wav",
            of("wav", RATE, 2),
            "16-bit with 1 channel, part 3 is wav in 24000 Hz 16-bit with 2 channels",
        ),
        ("wav", audio_files.wav(subtype="PCM_24"), "part 3 is wav in 24000 Hz 24-bit with 1 channel"),
        ("wav", audio_files.wav(subtype="FLOAT"), "part 3 is wav in 24000 Hz 32-float with 1 channel"),
        ("wav", audio_files.wav(subtype="ULAW"), "part 3 is wav in 24000 Hz 8-bit mu-law with 1 channel"),
        # It begins as the others do:
        ("mp3", of("mp3") + of("mp3", 44_100), "part 3 is mp3 in 44100 Hz mono"),
        ("wav", of("wav") + of("wav", 44_100), "part 3 is wav in 44100 Hz 16-bit with 1 channel"),
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


def test_join_refuses_pcm_of_different_rates() -> None:
    joiner = join([bytes(480)], "pcm", 24_000)
    with pytest.raises(SpeechError, match="after pcm in 24000 Hz, part 2 is pcm in 22050 Hz"):
        joiner.add(bytes(480), "pcm", 22_050)


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
