from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.recognizer import character_error_rate, hear
from tests.helpers.sounds import FORMATS, RATE, encode, spoken, tone

pytestmark = pytest.mark.ear

SENTENCES = (
    "The model reached ninety three percent on 1,200 rows.",
    "The weather in the mountains changed before noon.",
    "She plays the violin, and her brother repairs old clocks.",
)


def test_recognizer_hears_what_is_said_and_nothing_else() -> None:
    heard = [hear(spoken(sentence, "mp3")) for sentence in SENTENCES]
    for i, sentence in enumerate(SENTENCES):
        rates = [character_error_rate(sentence, each) for each in heard]
        assert rates.pop(i) <= 0.2
        assert min(rates) >= 0.5


@pytest.mark.parametrize("audio_format", FORMATS)
def test_recognizer_hears_every_format(audio_format: str) -> None:
    heard = hear(spoken(SENTENCES[0], audio_format), pcm_rate=RATE if audio_format == "pcm" else None)
    assert character_error_rate(SENTENCES[0], heard) <= 0.2


def test_recognizer_hears_nothing_in_a_hum() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 3 * RATE).astype(np.float32)
    assert hear(encode(np.zeros(3 * RATE, np.float32), "wav")) == ""
    assert hear(encode(noise, "wav")) == ""
    assert hear(tone("what the fast server hums", "wav")) == ""


def test_error_rate_ignores_case_punctuation_and_spelling_of_numbers() -> None:
    assert character_error_rate("Ninety-three percent!", "93%") == 0
    assert character_error_rate("ninety-three percent", "ninety-two percent") > 0
    assert character_error_rate("something", "") == 1
