"""How long a text takes to be spoken, compared with the same in words."""

from __future__ import annotations

import pytest

from ipytts.text.spoken_length import spoken_length


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("7", "seven"),
        ("42", "forty two"),
        ("53,892", "fifty three thousand eight hundred ninety two"),
        ("53892", "fifty three thousand eight hundred ninety two"),
        ("7,000,000", "seven million"),
        ("0.945", "zero point nine four five"),
        ("94%", "ninety four percent"),
        ("x = 3", "x equals three"),
        ("FBI", "eff bee eye"),
    ],
)
def test_length_is_about_that_of_the_words(text: str, words: str) -> None:
    assert spoken_length(text) == pytest.approx(len(words), rel=0.35)


def test_length_of_words_is_that_of_their_characters() -> None:
    assert spoken_length("Birds fly over the house") == 25 - 1


@pytest.mark.parametrize(
    ("longer", "shorter"), [("One. Two.", "One, Two."), ("你好吗", "abc"), ("1,000", "1")]
)
def test_stops_wide_characters_and_thousands_are_longer(longer: str, shorter: str) -> None:
    assert spoken_length(longer) > spoken_length(shorter)
