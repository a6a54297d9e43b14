"""What ipytts 0.1.0 put into the cache is still found and read."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipytts import speak
from ipytts.services.named_services import BUILTIN
from ipytts.synthesis import plan as plan_module
from ipytts.synthesis.cache import Cache, open_cache
from ipytts.synthesis.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

# "Hello.", spoken by the built-in voice of hibari-tts 0.2.1, as ipytts 0.1.0 stored it.
KEY = "16e133c6bbcb51e879b9c5b94c3d4ad666d8ce83e865037d1d06d7d929936617"
ENTRY = Path(__file__).parent / "data" / f"{KEY}.speech"
SHA256_OF_AUDIO = "aac2951f99867a043c69eaa2281a3423f1cd1947545ebae1ac76f5d557d63f34"


@pytest.fixture(autouse=True)
def _hibari_0_2_1(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("importlib.metadata.version", {"hibari-tts": "0.2.1"}.__getitem__)
    plan_module._voice_version.cache_clear()
    yield
    plan_module._voice_version.cache_clear()


def test_cache_reads_an_entry_of_0_1_0(tmp_path: Path) -> None:
    shutil.copy(ENTRY, tmp_path)
    entry = Cache(tmp_path).get(KEY)
    assert entry is not None
    assert (entry.response_format, entry.rate) == ("mp3", 24_000)
    assert sha256(entry.data).hexdigest() == SHA256_OF_AUDIO


def test_speak_takes_speech_of_the_builtin_voice_from_the_cache_of_0_1_0() -> None:
    folder = open_cache().folder
    folder.mkdir(parents=True)
    shutil.copy(ENTRY, folder)
    speech = speak("Hello.", service=BUILTIN, play=False)
    assert speech.from_cache
    assert sha256(speech.data).hexdigest() == SHA256_OF_AUDIO


def test_key_of_the_builtin_voice_is_that_of_0_1_0() -> None:
    (step,) = plan("Hello.", service=BUILTIN).steps
    assert step.key == KEY


def test_key_of_a_server_is_that_of_0_1_0() -> None:
    (step,) = plan("Hello.", service="http://127.0.0.1:9/v1").steps
    assert step.key == "6570a27e2423f3dc6541d22d5e369a351c5f9bc93d93be4c9e07c8d10ac7d6f8"
