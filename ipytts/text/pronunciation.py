"""Words that are said otherwise than they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def pronounce(text: str, pronunciations: Mapping[str, str]) -> str:
    """Put in place of words what is to be said for them.

    Parameters
    ----------
    text : str
        Any text.
    pronunciations : mapping of str to str
        What is written, and what is said. Whole words count, with their capitals; of two that fit, the
        longer.

    Returns
    -------
    str
        The text as it is to be said.

    Examples
    --------
    >>> said = {"kNN": "k nearest neighbours", "C": "sea", "C++": "C plus plus"}
    >>> pronounce("kNN in C++, not kNNs.", said)
    'k nearest neighbours in C plus plus, not kNNs.'
    """
    written = sorted(filter(None, pronunciations), key=len, reverse=True)
    if not written:
        return text
    words = "|".join(map(re.escape, written))
    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", lambda word: pronunciations[word[0]], text)
