from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from ipytts.audio.encode import encode_wav, encoder, joinable
from ipytts.audio.formats import duration, mend, sniff
from ipytts.audio.frames import HEAD
from ipytts.audio.response_formats import FORMATS
from ipytts.audio.wav import from_pcm
from ipytts.errors import SpeechError
from tests.helpers import audio_files
from tests.helpers.sounds import Samples, decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 3.3
SAMPLES = (audio_files.sound(SECONDS)[:, 0] * 32_767).astype("<i2")
PCM = SAMPLES.tobytes()
LOSSLESS = ("flac", "wav", "pcm")
STREAMED = [name for name in FORMATS if name != "flac"]


def blocks_of(size: int) -> Iterator[bytes]:
    return (PCM[start : start + size] for start in range(0, len(PCM), size))


def encoded(name: str, size: int) -> bytes:
    return mend(b"".join(encoder(name)(blocks_of(size))), name)


def decoded(name: str, data: bytes) -> Samples:
    return decode(data, rate=audio_files.RATE, pcm_rate=audio_files.RATE if name == "pcm" else None)[0]


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

    pieces = encoder(name)(blocks())
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
    for call in (lambda: joinable(name), lambda: encode_wav(audio_files.wav(), name)):
        with pytest.raises(SpeechError, match=rf'No encoder for {name} .* `pip install "ipytts\[offline\]"`'):
            call()
    assert joinable("mp3") == "mp3"


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100, 96_000])
@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "ULAW", "ALAW"])
def test_encode_wav_to_flac_keeps_the_samples(subtype: str, rate: int, channels: int) -> None:
    whole = audio_files.by_soundfile(
        audio_files.sound(2.3, rate, channels), rate, format="WAV", subtype=subtype
    )
    data = encode_wav(whole, "flac")
    assert sniff(data) == "flac"
    read, got = soundfile.read(io.BytesIO(data), always_2d=True)
    original, _ = soundfile.read(io.BytesIO(whole), always_2d=True)
    assert (got, read.shape) == (rate, original.shape)
    assert duration(data, "flac") == duration(whole, "wav")
    assert np.abs(read - original).max() <= (2**-22 if subtype in {"PCM_32", "FLOAT"} else 0)


def test_encode_wav_to_flac_clips_floats_above_full_scale() -> None:
    whole = audio_files.by_soundfile(3 * audio_files.sound(), format="WAV", subtype="FLOAT")
    read, _ = soundfile.read(io.BytesIO(encode_wav(whole, "flac")), always_2d=True)
    assert np.abs(read - np.clip(3 * audio_files.sound(), -1, 1)).max() < 2**-20


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8_000, 12_000, 16_000, 24_000, 48_000])
@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
def test_encode_wav_to_opus_decodes_to_the_samples(subtype: str, rate: int, channels: int) -> None:
    sound = audio_files.sound(2.3, rate, channels)
    data = encode_wav(audio_files.by_soundfile(sound, rate, format="WAV", subtype=subtype), "opus")
    assert sniff(data) == "opus"
    read, got = soundfile.read(io.BytesIO(data), always_2d=True)
    assert read.shape[1] == channels
    assert duration(data, "opus") == pytest.approx(2.3, abs=0.001)
    assert len(read) / got == pytest.approx(2.3, abs=0.001)
    heard, original = read[:: got // rate, 0], sound[:, 0]
    length = min(len(heard), len(original))
    assert np.corrcoef(heard[:length], original[:length])[0, 1] > 0.9


def test_encode_wav_ignores_wrong_sizes() -> None:
    whole = from_pcm(PCM, audio_files.RATE)
    lying = whole[:40] + b"\xff\xff\xff\xff" + whole[44:]
    assert encode_wav(2 * lying, "flac") == encode_wav(from_pcm(2 * PCM, audio_files.RATE), "flac")


@pytest.mark.parametrize("rate", [22_050, 44_100])
def test_encode_wav_refuses_a_rate_that_opus_lacks(rate: int) -> None:
    whole = audio_files.by_soundfile(audio_files.sound(0.5, rate), rate, format="WAV")
    with pytest.raises(SpeechError, match=f"opus cannot hold this sound, {rate} Hz .* such as wav or mp3"):
        encode_wav(whole, "opus")


_MEASURE = """
import pathlib, re, sys
from ipytts.audio.encode import encode_wav
def peak():  # kB; what getrusage returns may be the parent's
    return int(re.search(r"VmHWM:\\s*([0-9]+)", pathlib.Path("/proc/self/status").read_text())[1])
encode_wav(pathlib.Path(sys.argv[1]).read_bytes(), "flac")  # what is loaded once
whole = pathlib.Path(sys.argv[2]).read_bytes()
before = peak()
encode_wav(whole, "flac")
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel in Linux' way")
def test_encode_wav_takes_little_memory(tmp_path: Path) -> None:
    short, long = tmp_path / "short.wav", tmp_path / "long.wav"
    short.write_bytes(from_pcm(PCM, audio_files.RATE))
    long.write_bytes(from_pcm(bytes(20 * 60 * 48_000), audio_files.RATE))  # 58 MB of silence
    run = subprocess.run([sys.executable, "-c", _MEASURE, short, long], capture_output=True, check=True)
    assert int(run.stdout) < 15_000  # kB
