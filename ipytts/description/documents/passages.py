"""Passages, the paragraphs to be spoken, and the sections that contain them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ipytts.description.documents.speakable_text import as_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

Role = Literal["text", "quotation", "code", "output", "error", "heading"]

ROLES: tuple[Role, ...] = get_args(Role)

_MAX_LEVEL = 6  # of headings, as in Markdown


@dataclass(frozen=True)
class Passage:
    r"""A paragraph to be spoken, in words.

    Parameters
    ----------
    text : str
        Words without markup, not empty. White space is reduced to single spaces.
    role : str
        What it is part of, for the choice of a voice: ``text``, ``quotation``, ``code``, ``output``,
        ``error`` or ``heading``.
    cell : int or None
        The number of its cell, from 1.

    Raises
    ------
    ValueError
        The text is empty.

    Examples
    --------
    >>> Passage("Bills are\n 44 mm  long.", cell=2)
    Passage(text='Bills are 44 mm long.', role='text', cell=2)
    """

    text: str
    role: Role = "text"
    cell: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(self.text.split()))
        if not self.text:
            raise ValueError("A passage needs a text.")


@dataclass(frozen=True)
class Section:
    """A heading and the passages below it, up to the next heading.

    Parameters
    ----------
    heading : str
        Empty for the passages before the first heading.
    level : int
        1 to 6, as in Markdown; 0 without a heading.
    passages : tuple of Passage
        In order; may be empty.
    cell : int or None
        The number of the heading's cell, from 1.

    Raises
    ------
    ValueError
        The level does not fit the heading.
    """

    heading: str = ""
    level: int = 0
    passages: tuple[Passage, ...] = ()
    cell: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", " ".join(self.heading.split()))
        if not (1 <= self.level <= _MAX_LEVEL if self.heading else self.level == 0):
            raise ValueError(f"level={self.level} is not possible for the heading {self.heading!r}.")
        if not self.heading:
            object.__setattr__(self, "cell", None)


def sentence_passage(text: str, role: Role = "text", end: str = ".") -> Iterator[Passage]:
    """Yield a text as a passage that ends with punctuation; nothing for a text without words."""
    if any(map(str.isalnum, text)):
        yield Passage(as_sentence(text, end), role)
