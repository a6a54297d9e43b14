"""The script of a notebook: a title, and sections of passages with their roles and cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ipytts.description.documents.passages import Passage, Section
from ipytts.description.documents.speakable.speakable_text import as_sentence
from ipytts.narration.notebook_settings import NotebookSettings
from ipytts.text.splitting import has_words


@dataclass(frozen=True)
class Script:
    """The text to speak for a notebook, in order.

    Examples
    --------
    >>> script = Script("Penguins", (Section("Data", 2, (Passage("There are 344 rows."),)),))
    >>> [passage.text for passage in script.passages()]
    ['Penguins.', 'Data.', 'There are 344 rows.']
    """

    title: str = ""
    sections: tuple[Section, ...] = ()  # the later chapters; only the first may be without a heading
    settings: NotebookSettings = field(default_factory=NotebookSettings, compare=False)  # not in its file
    notices: tuple[str, ...] = field(default=(), compare=False)  # for the user, when it is spoken

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", " ".join(self.title.split()))
        if not all(section.heading for section in self.sections[1:]):
            raise ValueError("Only the first section may be without a heading.")

    def passages(self) -> Iterator[Passage]:
        """Yield all passages in order, with the headings, and first the title unless it is in the text."""
        if self.title and not self.has_title_in_text:
            yield Passage(as_sentence(self.title), "heading")
        for section in self.sections:
            yield from section_passages(section)

    @property
    def has_title_in_text(self) -> bool:
        """Whether a heading, or the first passage, is the same as the title."""
        first = self.sections[0].passages[:1] if self.sections else ()
        texts = [passage.text.rstrip(".:") for passage in first]
        return self.title in [*texts, *(section.heading for section in self.sections)]

    @property
    def has_words(self) -> bool:
        """Whether any passage has words."""
        return any(has_words(passage.text) for passage in self.passages())


def section_passages(section: Section) -> Iterator[Passage]:
    """Yield the heading of a section as a passage, then its passages."""
    if section.heading:
        yield Passage(as_sentence(section.heading), "heading", section.cell)
    yield from section.passages


def first_heading(sections: Iterable[Section]) -> str:
    """Return the first heading, or an empty string."""
    return next((section.heading for section in sections if section.heading), "")
