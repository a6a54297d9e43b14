"""Describe p values in the same words wherever they come from."""

from __future__ import annotations

import math

from ipytts.description.wording.numbers import number
from ipytts.description.wording.phrase import Fact, Phrase, phrase

#: The level that descriptions compare p values with. It is a convention, not a judgment.
LEVEL = 0.05
_SMALLEST, _LARGEST = 0.001, 0.999
_DECIMALS = 3


def describe_p(p: float, of: str = "", at: str | None = None) -> Phrase:
    """Return a p value in words: to three decimals, as summaries print it.

    Examples
    --------
    >>> [str(describe_p(p)) for p in (0.0213, 0.00002, 0.04996, 0.9999)]
    ['p 0.021', 'p below 0.001', 'p 0.04996', 'p above 0.999']
    """
    return phrase("p {}", Fact(_text(p), p, "p value", of, at))


def _text(p: float) -> str:
    if math.isnan(p):
        return "unknown"
    if p < _SMALLEST / 2:  # the bound of what is printed as 0.000, or of what is rounded to it
        return f"below {_SMALLEST}"
    if p > _LARGEST + _SMALLEST / 2:
        return f"above {_LARGEST}"
    rounded = round(p, _DECIMALS)
    # A value on one side of the level must not sound like the level itself.
    return number(p, 4) if rounded == LEVEL != p else number(rounded)
