"""Failures of the built-in voice, with a fake hibari package in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.environment import require

if TYPE_CHECKING:
    from pathlib import Path

VOICE = """
import os
import numpy as np

class Hibari:
    def __init__(self):
        if os.environ["FAULT"] == "load":
            raise RuntimeError("the model file is damaged")

    def split_sentences(self, text):
        return [f"{part}." for part in text.split(".") if part.strip()]

    def phonemize(self, text):
        return [text]

    def from_phonemes(self, phonemes, *, speed, seed):
        if os.environ["FAULT"] == phonemes.split()[0]:
            raise RuntimeError("the graphics card is gone")
        return np.full(24_000, 0.5, np.float32)
"""
ASKING = """
import json, os, sys
import ipytts

for os.environ["FAULT"] in sys.argv[1:]:
    result = {"error": None}
    try:
        speech = ipytts.speak("One. Two. Three.", service="builtin", response_format="wav", timeout=20)
    except ipytts.SpeechError as error:
        result = {"error": str(error)}
        speech = error.speech
    result["duration"] = speech and speech.duration
    print(json.dumps(result))
"""


@pytest.fixture
def hibari(tmp_path: Path) -> Path:
    """Give the folder of a package that stands in for hibari."""
    require("lameenc", "soundfile")
    (tmp_path / "hibari.py").write_text(VOICE)
    return tmp_path


def _ask(folder: Path, *faults: str) -> list[dict[str, Any]]:
    """Ask once with each fault, all in one process."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASKING, *faults],
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_voice_that_fails_to_load_is_reported_and_loaded_again(hibari: Path) -> None:
    failed, again, repaired = _ask(hibari, "load", "load", "none")
    assert "the model file is damaged" in failed["error"]
    assert "the model file is damaged" in again["error"]
    assert repaired == {"error": None, "duration": 3}


@pytest.mark.parametrize(("at", "spoken"), [("One.", None), ("Three.", 2)])
def test_voice_that_fails_while_speaking_is_reported_and_speaks_again(
    at: str, spoken: float | None, hibari: Path
) -> None:
    failed, repaired = _ask(hibari, at, "none")
    assert "the graphics card is gone" in failed["error"]
    assert failed["duration"] == spoken
    assert repaired == {"error": None, "duration": 3}


def test_package_that_cannot_be_imported_is_reported(hibari: Path) -> None:
    (hibari / "hibari.py").write_text("raise ImportError('numpy is too old')")
    [failed] = _ask(hibari, "none")
    assert "numpy is too old" in failed["error"]
