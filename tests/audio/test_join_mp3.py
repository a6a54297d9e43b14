"""Joining mp3: its frames, its info frame, and five minutes of it."""

from __future__ import annotations

import io
import itertools
import json
import shutil
import struct
import subprocess
from bisect import bisect
from functools import cache
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from ipytts.audio import mpeg
from ipytts.audio.formats import duration
from ipytts.audio.response_formats import RATE
from tests.helpers import audio_files
from tests.helpers.environment import report_missing
from tests.helpers.joined_audio import (
    CONSTANT,
    LENGTHS,
    MP3,
    PITCHES,
    SILENCE,
    Encode,
    check_tones,
    heard,
    join,
    tones,
)
from tests.helpers.sounds import decode

if TYPE_CHECKING:
    from pathlib import Path

    from ipytts.audio.join import Joiner


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


# -- Frames and tags -----------------------------------------------------------------------------------------


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
    for number, position in enumerate(frame[mark + 16 : mark + 116]):
        assert position * size / 256 == pytest.approx(starts[count * number // 100], abs=size / 500)


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
    # Without a constant bit rate a player looks positions up in a table, whose steps are 256ths of the file.
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
