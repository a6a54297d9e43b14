"""Measure how far captions are from the sentences of the built-in voice.

It speaks one sentence after the other, so what each takes alone says where it begins in the whole. This is
exact, as the durations add up to that of the whole.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from ipytts import speak
from tests.helpers.captions import read_captions
from tests.helpers.sounds import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts import Speech

_LATE = 0.3  # s; a reader hardly notices less
_TABLES = 12
_ROWS, _COLUMNS = 8, 5
_HIGHEST = (10, 100, 1000, 100_000, 1_000_000)  # of the values of a row
_LOUD = 0.03  # of the peak: where a sentence is heard
_SAME = 0.001  # s
_PROSE = [
    "The model reached 94.5 percent in 2023, and 17,342 rows were read.",
    "Nobody knows why.",
    "It is, and it was, and it may well be.",
    "In all, 3,456,789 users, 12 percent, came from there.",
    "Is it true?",
    "The FBI and NASA said so in 1984, when he was 42.",
]


def main() -> None:
    """Print the share of captions in time, and the largest error, for tables of short cells and for prose."""
    for name, texts in (("tables", list(_tables())), ("prose", [_PROSE])):
        errors = [error for sentences in texts for error in _errors(sentences)]
        in_time = sum(abs(error) <= _LATE for error in errors)
        count = sum(map(len, texts))
        print(
            f"{name}: {in_time} of {count} sentences have a caption within {_LATE} s, "
            f"the worst is {max(map(abs, errors)):.2f} s off"
        )


def _tables() -> Iterator[list[str]]:
    """Yield the rows of tables, each with values of one to six digits."""
    rng = np.random.default_rng(0)
    for _ in range(_TABLES):
        highest = rng.choice(_HIGHEST, _ROWS)
        yield [
            f"Row {number}: {', '.join(map(str, rng.integers(0, most, _COLUMNS)))}."
            for number, most in enumerate(highest, 1)
        ]


def _errors(sentences: list[str]) -> Iterator[float]:
    """Yield by how many seconds the caption of each sentence is early or late."""
    whole = _spoken(" ".join(sentences))
    alone = [_spoken(sentence) for sentence in sentences]
    *begins, end = accumulate((speech.duration for speech in alone), initial=0.0)
    if abs(end - whole.duration) > _SAME:
        raise ValueError(f"The sentences take {end} s alone and {whole.duration} s together: {sentences}")
    starts = {cue[2]: cue[0] / 1000 for cue in read_captions(whole.captions())}
    for sentence, begin, speech in zip(sentences, begins, alone, strict=True):
        if sentence in starts:
            yield starts[sentence] - begin - _silence(speech)


def _spoken(text: str) -> Speech:
    return speak(text, service="builtin", response_format="wav", play=False)


def _silence(speech: Speech) -> float:
    """Return how long the silence at the start of a speech is, in s."""
    samples, rate = decode(speech.data)
    return float(np.argmax(np.abs(samples) > _LOUD * np.abs(samples).max())) / rate


if __name__ == "__main__":
    main()
