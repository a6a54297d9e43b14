"""Sentences with signs, as the built-in voice speaks them and a speech recognizer hears them."""

from __future__ import annotations

import pytest

from ipytts import speak
from ipytts.description.documents.speakable.speakable_text import to_speakable
from tests.helpers.environment import require
from tests.helpers.recognizer import character_error_rate, hear

HEARD = {  # the recognizer writes "kilograms" and "percent" short
    "The effect is significant (p<0.05).": "the effect is significant p less than 0.05",
    "It needs more files >4MB.": "it needs more files over 4 megabytes",
    "The angle ϕ is small.": "the angle phi is small",
    "The variance is σ² in every step Δt.": "the variance is sigma squared in every step delta t",
    "There are 6.02×10²³ of them.": "there are 6.02 times 10 to the 23 of them",
    "The error is at most 10⁻³ here.": "the error is at most 10 to the minus 3 here",
    "Its length is √2 or about 1.41.": "its length is the square root of 2 or about 1.41",
    "The limit is ∞ in the end.": "the limit is infinity in the end",
    "Every number ≥ 5 was kept.": "every number at least 5 was kept",
    "The area is 5 km² in total.": "the area is 5 square kilometers in total",
    "It moves at 3 m/s on the floor.": "it moves at 3 meters per second on the floor",
    "The density is 10 kg/m³ there.": "the density is 10 kg per cubic meter there",
    "The cells are 10 µm wide.": "the cells are 10 micrometers wide",
    "Choose File > Save As in the window.": "choose file save as in the window",
    "It began at 2024-01-05T14:30:00Z.": "it began at January 5 2024 14:30 UTC",
    "The city has 100 000 people.": "the city has 100,000 people",
    "See Eq. 3 in Sec. 4 of the book.": "see equation 3 in section 4 of the book",
    "It is written in C# and in Python.": "it is written in c sharp and in python",
    "The price rose by ±3 % to 20 €.": "the price rose by plus or minus 3% to 20 euros",
    "Read pages 10–20, e.g. on a train.": "read pages 10 to 20 for example on a train",
}
LIMIT = 0.1  # of the rate that wrong sentences exceed; see tests/helpers/test_recognizer.py


@pytest.mark.ear
@pytest.mark.parametrize("written", HEARD)
def test_signs_are_heard_as_they_are_meant(written: str) -> None:
    require("hibari")
    heard = hear(speak(to_speakable(written), service="builtin", cache=False, response_format="wav").data)
    assert character_error_rate(HEARD[written], heard) <= LIMIT, heard
