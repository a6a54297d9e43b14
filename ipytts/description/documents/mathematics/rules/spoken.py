"""The words of a node with their pauses, and how they are joined to a text."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ipytts.description.documents.mathematics.nodes import Node

PAUSE = ","
_MARKS = {",": 1, ".": 1, ":": 2, ";": 3, "?": 3}  # of several in a row, the strongest stays


class Place(enum.Enum):
    """Where a part stands, where that decides on its words."""

    LINE = enum.auto()
    SCRIPT = enum.auto()
    RANGE = enum.auto()  # below a sum
    ARGUMENTS = enum.auto()
    SET = enum.auto()


@dataclass(frozen=True)
class Spoken:
    """Words for a part of a formula.

    `ending` are words that say where the part ends; they are needed if something follows that might
    belong to it.
    """

    words: tuple[str, ...]
    ending: str = ""

    def closed(self) -> tuple[str, ...]:
        """Return the words with their ending."""
        return (*self.words, PAUSE, self.ending, PAUSE) if self.ending else self.words

    def without_ending(self) -> Spoken:
        """Return the words alone, where what follows shows that the part ends."""
        return Spoken(self.words)


Speak = Callable[[Node, Place], Spoken]


def spoken(*parts: str | Spoken, ending: str = "") -> Spoken:
    """Return parts as one; its ending is the one given, or that of the last part.

    Examples
    --------
    >>> spoken("the square root of", Spoken(("2",))).words
    ('the square root of', '2')
    """
    words: list[str] = []
    for part in parts:
        words += [part] if isinstance(part, str) else part.words
    last = parts[-1] if parts else ""
    return Spoken(tuple(words), ending or (last.ending if isinstance(last, Spoken) else ""))


def join(words: Iterable[str]) -> str:
    """Return words as a text, with one mark where several meet, and none at the ends.

    Examples
    --------
    >>> join([",", "a", ",", ";", "b", ","])
    'a; b'
    """
    text, mark = "", ""
    for word in words:
        if word in _MARKS:
            mark = word if _MARKS[word] > _MARKS.get(mark, 0) else mark
        elif word:
            joint = "" if word.startswith("-") and not mark else f"{mark} "  # p-value
            text += (joint if text else "") + word
            mark = ""
    return text
