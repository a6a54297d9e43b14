"""Replace written words by the words to speak."""

from __future__ import annotations

import re
from collections.abc import Mapping


def pronounce(text: str, pronunciations: Mapping[str, str]) -> str:
    """Return a text with words replaced by their pronunciations.

    Parameters
    ----------
    text : str
        Any text.
    pronunciations : mapping of str to str
        The spoken words for written ones. Only whole words match, and only with the same capitals; of two
        that match, the longer one counts.

    Returns
    -------
    str
        The text to speak.

    Examples
    --------
    >>> spoken = {"kNN": "k nearest neighbours", "C": "sea", "C++": "C plus plus"}
    >>> pronounce("kNN in C++, not kNNs.", spoken)
    'k nearest neighbours in C plus plus, not kNNs.'
    """
    written = sorted(filter(None, pronunciations), key=len, reverse=True)
    if not written:
        return text
    words = "|".join(map(re.escape, written))
    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", lambda match: pronunciations[match[0]], text)
