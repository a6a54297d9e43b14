"""Passages, the paragraphs to be spoken, and the sections that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["text", "quotation", "code", "output", "error", "heading"]

ROLES: tuple[Role, ...] = get_args(Role)

_DEEPEST = 6  # levels of headings


@dataclass(frozen=True)
class Passage:
    r"""One paragraph, as it is to be said.

    Parameters
    ----------
    text : str
        Words alone: no markup. White space in it is single spaces; there is something in it.
    role : str
        Whose words they are, by which a voice may be chosen: ``text``, ``quotation``, ``code``, ``output``,
        ``error`` or ``heading``.
    cell : int or None
        The number of the cell it comes from, the first being 1.

    Raises
    ------
    ValueError
        There is nothing in the text.

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
    """A heading and what stands below it, up to the next heading.

    Parameters
    ----------
    heading : str
        As it is shown and said; empty for what stands before the first heading.
    level : int
        1 to 6, as in Markdown; 0 where there is no heading.
    passages : tuple of Passage
        In order; there may be none.
    cell : int or None
        The number of the cell that the heading is in.

    Raises
    ------
    ValueError
        Heading and level do not go together.
    """

    heading: str = ""
    level: int = 0
    passages: tuple[Passage, ...] = ()
    cell: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", " ".join(self.heading.split()))
        if not (1 <= self.level <= _DEEPEST if self.heading else self.level == 0):
            raise ValueError(f"level={self.level} is not possible for the heading {self.heading!r}.")
        if not self.heading:
            object.__setattr__(self, "cell", None)
