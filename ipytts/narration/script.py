"""What is to be said of a notebook: a title, sections, and passages that know their role and their cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipytts.description.documents.speakable_text import as_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
from ipytts.description.documents.passages import Passage, Section


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
