"""Passages, the paragraphs to be spoken, and the sections that contain them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from ipytts.description.documents.speakable.speakable_text import as_sentence, to_speakable
from ipytts.description.documents.speakable.spoken_names import name_paths_and_identifiers
from ipytts.description.wording.plain_text import has_words

Role = Literal["text", "quotation", "code", "output", "error", "heading"]

ROLES: tuple[Role, ...] = get_args(Role)

_MAX_LEVEL = 6  # of headings, as in Markdown

_NOT_SPOKEN = re.compile(r"[\\`{}_^]|\*\*")  # in names, keys and messages that descriptions quote


@dataclass(frozen=True)
class Passage:
    r"""A paragraph to be spoken; the role decides which voice speaks it.

    Examples
    --------
    >>> Passage("Bills are\n 44 mm  long.", cell=2)
    Passage(text='Bills are 44 mm long.', role='text', cell=2)
    """

    text: str  # words without markup, not empty; white space is reduced to single spaces
    role: Role = "text"
    cell: int | None = None  # the number of its cell, from 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(self.text.split()))
        if not self.text:
            raise ValueError("A passage needs a text.")


@dataclass(frozen=True)
class Section:
    """A heading and the passages below it, up to the next heading."""

    heading: str = ""  # empty for the passages before the first heading
    level: int = 0  # 1 to 6, as in Markdown; 0 without a heading
    passages: tuple[Passage, ...] = ()
    cell: int | None = None  # the number of the heading's cell, from 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", " ".join(self.heading.split()))
        if not (1 <= self.level <= _MAX_LEVEL if self.heading else self.level == 0):
            raise ValueError(f"level={self.level} is not possible for the heading {self.heading!r}.")
        if not self.heading:
            object.__setattr__(self, "cell", None)


def sentence_passage(text: str, role: Role = "text", end: str = ".") -> Iterator[Passage]:
    """Yield a text as a passage that ends with punctuation; nothing for a text without words."""
    if role in ("output", "error"):
        text = to_speakable(text) if _NOT_SPOKEN.search(text) else name_paths_and_identifiers(text)
    if has_words(text):
        yield Passage(as_sentence(text, end), role)
