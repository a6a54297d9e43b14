from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from ipytts.audio import adts, mpeg
from ipytts.audio.encode import convert, encoder, joinable
from ipytts.audio.formats import duration, mend, sniff
from ipytts.audio.frames import HEAD
from ipytts.audio.response_formats import FORMATS
from ipytts.audio.samples import Samples
from ipytts.audio.wav import from_pcm
from ipytts.errors import SpeechError
from tests.helpers import audio_files, sounds
from tests.helpers.joined_audio import heard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipytts.audio.frames import Frame

SECONDS = 3.3
SAMPLES = (audio_files.sound(SECONDS)[:, 0] * 32_767).astype("<i2")
PCM = SAMPLES.tobytes()
LOSSLESS = ("flac", "wav", "pcm")
STREAMED = [name for name in FORMATS if name != "flac"]


def blocks_of(size: int) -> Iterator[bytes]:
    return (PCM[start : start + size] for start in range(0, len(PCM), size))


def encoded(name: str, size: int) -> bytes:
    return mend(b"".join(encoder(name)(Samples(blocks_of(size)))), name)


def decoded(name: str, data: bytes) -> sounds.Samples:
    return sounds.decode(data, rate=audio_files.RATE, pcm_rate=audio_files.RATE if name == "pcm" else None)[0]


def from_wav(data: bytes, name: str) -> bytes:
    return convert(data, "wav", name)[0]


def frames_of(data: bytes, name: str) -> list[Frame]:
    if name == "aac":
        return [frame for _, frame in adts.frames(data)]
    return [frame for _, frame, _ in mpeg.frames(data)]


@pytest.mark.parametrize("name", FORMATS)
def test_encoder_writes_its_format_with_the_duration_of_the_samples(name: str) -> None:
    data = encoded(name, 48_000)
    assert sniff(data[:HEAD]) == (None if name == "pcm" else name)
    assert duration(data, name) == pytest.approx(len(decoded(name, data)) / audio_files.RATE, abs=0.001)
    assert duration(data, name) == pytest.approx(SECONDS, abs=0.1)


@pytest.mark.parametrize("name", FORMATS)
def test_encoded_file_decodes_to_the_samples(name: str) -> None:
    sound = decoded(name, encoded(name, 48_000))
    original = SAMPLES / np.float32(32_768)
    if name in LOSSLESS:
        assert np.array_equal(sound, original)
        return
    # Some formats begin a little late: look for where they fit.
    fits = [np.corrcoef(sound[late:][:48_000], original[:48_000])[0, 1] for late in range(2_400)]
    assert max(fits) > 0.95


@pytest.mark.parametrize("name", FORMATS)
def test_encoder_is_independent_of_the_block_size(name: str) -> None:
    whole = decoded(name, encoded(name, len(PCM)))
    for size in (2 * 97, 2 * 24_001):
        assert np.array_equal(decoded(name, encoded(name, size)), whole)


@pytest.mark.parametrize("name", STREAMED)
def test_encoder_streams(name: str) -> None:
    taken = 0

    def blocks() -> Iterator[bytes]:
        nonlocal taken
        for block in blocks_of(48_000):
            taken += 1
            yield block

    pieces = encoder(name)(Samples(blocks()))
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
def test_encoder_names_the_extra_of_a_missing_library(
    name: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)  # as if it were not installed
    with pytest.raises(SpeechError, match=rf'No encoder for {name} .* `pip install "ipytts\[{extra}\]"`'):
        encoder(name)


def test_joinable_is_wav_for_formats_that_cannot_be_joined() -> None:
    assert {name: joinable(name) for name in FORMATS} == {
        **{name: name for name in ("mp3", "aac", "wav", "pcm")},
        **dict.fromkeys(("opus", "flac"), "wav"),
    }


@pytest.mark.parametrize("name", ["opus", "flac"])
def test_joinable_names_the_extra_of_a_missing_library(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    for call in (lambda: joinable(name), lambda: convert(audio_files.wav(), "wav", name)):
        with pytest.raises(SpeechError, match=rf'No encoder for {name} .* `pip install "ipytts\[offline\]"`'):
            call()
    assert joinable("mp3") == "mp3"


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100, 96_000])
@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "ULAW", "ALAW"])
def test_convert_to_flac_keeps_the_samples(subtype: str, rate: int, channels: int) -> None:
    whole = audio_files.by_soundfile(
        audio_files.sound(2.3, rate, channels), rate, format="WAV", subtype=subtype
    )
    data = from_wav(whole, "flac")
    assert sniff(data) == "flac"
    read, got = soundfile.read(io.BytesIO(data), always_2d=True)
    original, _ = soundfile.read(io.BytesIO(whole), always_2d=True)
    assert (got, read.shape) == (rate, original.shape)
    assert duration(data, "flac") == duration(whole, "wav")
    assert np.abs(read - original).max() <= (2**-22 if subtype in {"PCM_32", "FLOAT"} else 0)


def test_convert_to_flac_clips_floats_above_full_scale() -> None:
    whole = audio_files.by_soundfile(3 * audio_files.sound(), format="WAV", subtype="FLOAT")
    read, _ = soundfile.read(io.BytesIO(from_wav(whole, "flac")), always_2d=True)
    assert np.abs(read - np.clip(3 * audio_files.sound(), -1, 1)).max() < 2**-20


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8_000, 12_000, 16_000, 24_000, 48_000])
@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
def test_convert_to_opus_decodes_to_the_samples(subtype: str, rate: int, channels: int) -> None:
    sound = audio_files.sound(2.3, rate, channels)
    data = from_wav(audio_files.by_soundfile(sound, rate, format="WAV", subtype=subtype), "opus")
    assert sniff(data) == "opus"
    read, got = soundfile.read(io.BytesIO(data), always_2d=True)
    assert read.shape[1] == channels
    assert duration(data, "opus") == pytest.approx(2.3, abs=0.001)
    assert len(read) / got == pytest.approx(2.3, abs=0.001)
    heard, original = read[:: got // rate, 0], sound[:, 0]
    length = min(len(heard), len(original))
    assert np.corrcoef(heard[:length], original[:length])[0, 1] > 0.9


def test_convert_ignores_wrong_sizes() -> None:
    whole = from_pcm(PCM, audio_files.RATE)
    lying = whole[:40] + b"\xff\xff\xff\xff" + whole[44:]
    assert from_wav(2 * lying, "flac") == from_wav(from_pcm(2 * PCM, audio_files.RATE), "flac")


@pytest.mark.parametrize(
    ("rate", "name", "expected"),
    [(22_050, "opus", 24_000), (44_100, "opus", 48_000), (96_000, "mp3", 48_000), (6_000, "aac", 7_350)],
)
def test_convert_resamples_to_a_rate_that_the_format_has(rate: int, name: str, expected: int) -> None:
    tone = audio_files.tone(1_000, 2.3, rate, 2)
    data, got = convert(audio_files.by_soundfile(tone, rate, format="WAV"), "wav", name)
    samples, decoded_rate = sounds.decode(data)
    assert got == expected
    assert duration(data, name) == pytest.approx(2.3, abs=0.3)
    assert heard(samples[decoded_rate // 2 : decoded_rate], decoded_rate) == pytest.approx(1_000, abs=5)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("name", ["mp3", "aac"])
@pytest.mark.parametrize("rate", [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000])
def test_convert_to_frames_keeps_rate_channels_and_sound(name: str, rate: int, channels: int) -> None:
    tone = audio_files.tone(1_000, 2.3, rate, channels)
    data, got = convert(audio_files.by_soundfile(tone, rate, format="WAV"), "wav", name)
    samples, decoded_rate = sounds.decode(data)
    assert sniff(data) == name
    assert decoded_rate == got == rate
    assert duration(data, name) == pytest.approx(2.3, abs=0.3)
    assert heard(samples[rate // 2 : rate], rate) == pytest.approx(1_000, abs=5)
    (encoding,) = {(frame.rate, frame.channels) for frame in frames_of(data, name)}
    assert encoding == (rate, channels)


@pytest.mark.parametrize(
    "subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW"]
)
def test_convert_to_pcm_rounds_to_16_bits(subtype: str) -> None:
    whole = audio_files.by_soundfile(audio_files.sound(1.1, 22_050), 22_050, format="WAV", subtype=subtype)
    data, rate = convert(whole, "wav", "pcm")
    original, _ = soundfile.read(io.BytesIO(whole))
    assert rate == 22_050
    assert np.abs(np.frombuffer(data, "<i2") - 32_768 * original).max() <= 0.5


@pytest.mark.parametrize("name", FORMATS)
def test_convert_from_pcm_is_what_its_encoder_makes(name: str) -> None:
    data, rate = convert(PCM, "pcm", name)
    assert rate == audio_files.RATE
    assert np.array_equal(decoded(name, data), decoded(name, encoded(name, 48_000)))


@pytest.mark.parametrize("name", ["pcm", "wav", "mp3"])
def test_convert_of_16_bits_needs_no_soundfile(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    assert duration(convert(from_pcm(PCM, 24_000), "wav", name)[0], name) == pytest.approx(SECONDS, abs=0.1)
    with pytest.raises(SpeechError, match=r"decoder for wav in 24000 Hz 24-bit .* `pip install \"ipytts"):
        convert(audio_files.wav(subtype="PCM_24"), "wav", "pcm")


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
@pytest.mark.parametrize(("channels", "name"), [(2, "pcm"), (3, "mp3")])
def test_convert_mixes_more_channels_than_a_format_has(channels: int, name: str, subtype: str) -> None:
    sound = audio_files.sound(0.5, channels=channels).copy()
    sound[:, 1:] = 0
    whole = audio_files.by_soundfile(sound, format="WAV", subtype=subtype)
    data = from_wav(whole, name)
    assert duration(data, name) == pytest.approx(0.5, abs=0.1)
    if name == "mp3":
        assert {frame.channels for frame in frames_of(data, name)} == {1}
    else:
        np.testing.assert_allclose(np.frombuffer(data, "<i2") / 32_768, sound[:, 0] / channels, atol=1e-4)


def test_convert_refuses_compressed_audio() -> None:
    with pytest.raises(SpeechError, match="mp3 cannot be converted to wav here: ask for mp3 or wav"):
        convert(audio_files.mp3(), "mp3", "wav")
    for subtype in ("IMA_ADPCM", "GSM610"):
        with pytest.raises(SpeechError, match="The wav contains no uncompressed samples"):
            from_wav(audio_files.wav(subtype=subtype), "mp3")


def test_convert_counts_seconds_and_ends_with_an_error_between_them() -> None:
    count = 0

    def stop_after_two() -> None:
        nonlocal count
        count += 1
        if count == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert(PCM, "pcm", "mp3", on_block=stop_after_two)


_MEASURE = """
import pathlib, re, sys
from ipytts.audio.encode import convert
def peak():  # kB; what getrusage returns may be the parent's
    return int(re.search(r"VmHWM:\\s*([0-9]+)", pathlib.Path("/proc/self/status").read_text())[1])
convert(pathlib.Path(sys.argv[1]).read_bytes(), "wav", "flac")  # what is loaded once
whole = pathlib.Path(sys.argv[2]).read_bytes()
before = peak()
convert(whole, "wav", "flac")
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel in Linux' way")
def test_convert_takes_little_memory(tmp_path: Path) -> None:
    short, long = tmp_path / "short.wav", tmp_path / "long.wav"
    short.write_bytes(from_pcm(PCM, audio_files.RATE))
    long.write_bytes(from_pcm(bytes(20 * 60 * 48_000), audio_files.RATE))  # 58 MB of silence
    run = subprocess.run([sys.executable, "-c", _MEASURE, short, long], capture_output=True, check=True)
    assert int(run.stdout) < 15_000  # kB
