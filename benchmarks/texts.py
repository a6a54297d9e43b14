"""Prose of any length, the same in each run."""

from __future__ import annotations

import random

# The values in braces differ from sentence to sentence, so that no two parts of a text are alike.
_SENTENCES = (
    "In run {n} the loss fell from {x} to {y} within the first hour, and then hardly moved.",
    "Dr. Meyer had expected as much: at a learning rate of {y} there is little left to gain.",
    "Nobody looked at sample {n} again.",
    (
        "The second sensor, which had been moved to the north wall on Tuesday, reported {x} degrees at "
        "5 p.m., while the first one, as always, reported nothing at all."
    ),
    "Is that much? Compared with the {n} measurements of last year it is.",
    "We kept columns {n} to {m}, dropped what was missing, and sorted the rest by date.",
    "“It will be about {x} percent,” she said, “give or take a few, e.g. because of the weather.”",
    "Of {m} houses in the district, {n} were built before 1950; most of them have been insulated since.",
    "That leaves the question of cost.",
    (
        "A model with {m} trees does slightly better (by {y}), but takes four times as long to train; for a "
        "notebook that is read once a week, that is no good bargain."
    ),
    "The figure below shows both curves: the blue one rises steadily, the orange one stays at {x}.",
    "See section {n} for the details.",
)


def prose(length: int, paragraph: int = 700) -> str:
    """Return `length` characters of English, in paragraphs of about `paragraph` characters."""
    rng = random.Random(length + paragraph)  # noqa: S311 - nothing secret
    rest, since = length, 0
    pieces: list[str] = []
    while rest > 0:
        n, m = sorted(rng.sample(range(2, 5000), 2))
        text = rng.choice(_SENTENCES).format(n=n, m=m, x=round(n / 7, 1), y=round(1 / m, 4))
        since += len(text) + 1
        text += "\n\n" if since >= paragraph else " "
        since = 0 if since >= paragraph else since
        pieces.append(text)
        rest -= len(text)
    return "".join(pieces)[:length]
