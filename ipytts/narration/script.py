"""What is to be said of a notebook: a title, sections, and passages that know their role and their cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ipytts.description.documents.speakable import as_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@dataclass(frozen=True)
class Script:
    """All that is to be said of a notebook, in order.

    Parameters
    ----------
    title : str
        What the notebook is called; may be empty.
    sections : tuple of Section
        They are the chapters. Only the first may be without a heading.

    Raises
    ------
    ValueError
        A later section has no heading.

    Examples
    --------
    >>> script = Script("Penguins", (Section("Data", 2, (Passage("There are 344 rows."),)),))
    >>> [passage.text for passage in script.passages()]
    ['Penguins.', 'Data.', 'There are 344 rows.']
    """

    title: str = ""
    sections: tuple[Section, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", " ".join(self.title.split()))
        if not all(section.heading for section in self.sections[1:]):
            raise ValueError("Only the first section may be without a heading.")

    def passages(self) -> Iterator[Passage]:
        """Yield all that is said, in order: headings too, and first the title if no heading says it."""
        if self.title and self.title not in (section.heading for section in self.sections):
            yield Passage(as_sentence(self.title), "heading")
        for section in self.sections:
            yield from said_in(section)


def said_in(section: Section) -> Iterator[Passage]:
    """Yield what is said of one section: its heading, then its passages."""
    if section.heading:
        yield Passage(as_sentence(section.heading), "heading", section.cell)
    yield from section.passages
