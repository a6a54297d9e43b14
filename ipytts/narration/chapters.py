"""Chapters: the headings of a script with their times in the recording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipytts.description.documents.passages import Passage
from ipytts.narration.script import Script, section_passages
from ipytts.synthesis.captions import Cue
from ipytts.synthesis.part import Part
from ipytts.text.splitting import has_words

UNTITLED = "Beginning"  # the title of the first chapter if the script has none


def chapters_of(script: Script, parts: Iterable[Part]) -> tuple[Cue, ...]:
    """Return the chapters of a recording: one for each spoken heading, up to the next heading.

    Passages before the first heading are a chapter with the title of the script. Each part of the sound
    belongs to one passage; parts at the end may be missing.

    Examples
    --------
    >>> from ipytts.description.documents.passages import Section
    >>> from ipytts.narration.script import Script
    >>> from ipytts.synthesis.part import Part
    >>> script = Script("Birds", (Section("Birds", 1), Section("Data", 2)))
    >>> chapters_of(script, [Part("Birds.", 0.0, 1.5), Part("Data.", 1.5, 2.5)])
    (Cue(start=0.0, end=1.5, text='Birds'), Cue(start=1.5, end=2.5, text='Data'))
    """
    remaining = iter(parts)
    chapters = []
    for heading, passages in _groups(script):
        length = sum(_length(passage.text) for passage in passages if has_words(passage.text))
        if spoken := list(_take(length, remaining)):
            chapters.append(Cue(spoken[0].start, spoken[-1].end, heading))
    return tuple(chapters)


def _groups(script: Script) -> Iterator[tuple[str, list[Passage]]]:
    """Yield each heading with its passages, and first the title with the passages before any heading."""
    groups = [
        (section.heading, list(section_passages(section))) for section in script.sections if section.heading
    ]
    passages = list(script.passages())
    yield script.title or UNTITLED, passages[: len(passages) - sum(len(group) for _, group in groups)]
    yield from groups


def _take(length: int, parts: Iterator[Part]) -> Iterator[Part]:
    """Yield the next parts, up to `length` characters that are not white space."""
    while length > 0 and (part := next(parts, None)) is not None:
        length -= _length(part.text)
        yield part


def _length(text: str) -> int:
    return len("".join(text.split()))
