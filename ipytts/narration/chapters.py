"""Chapters: the headings of a script, with their times in the speech that was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipytts.narration.script import said_in
from ipytts.synthesis.captions import Cue, format_track
from ipytts.text.splitting import has_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipytts.description.documents.passages import Passage
    from ipytts.narration.script import Script
    from ipytts.synthesis.part import Part

_OPENING = "Beginning"  # of a script without a title


def chapters_of(script: Script, parts: Iterable[Part]) -> tuple[Cue, ...]:
    """Find the chapters of a speech.

    Parameters
    ----------
    script : Script
        What was to be said.
    parts : iterable of Part
        What was said, in order: each part belongs to one passage, and the last ones may be missing.

    Returns
    -------
    tuple of Cue
        One for each heading, up to the next one, as far as the speech goes. What is said before the first
        heading is a chapter that is called as the script is.

    Examples
    --------
    >>> from ipytts.narration.script import Script, Section
    >>> from ipytts.synthesis.speech import Part
    >>> script = Script("Birds", (Section("Birds", 1), Section("Data", 2)))
    >>> chapters_of(script, [Part("Birds.", 0.0, 1.5), Part("Data.", 1.5, 2.5)])
    (Cue(start=0.0, end=1.5, text='Birds'), Cue(start=1.5, end=2.5, text='Data'))
    """
    remaining = iter(parts)
    chapters = []
    for heading, passages in _groups(script):
        length = sum(_ink(passage.text) for passage in passages if has_words(passage.text))
        if said := list(_first(length, remaining)):
            chapters.append(Cue(said[0].start, said[-1].end, heading))
    return tuple(chapters)


def chapters_track(chapters: Iterable[Cue]) -> str:
    """Return chapters as a WebVTT file, for a ``<track kind="chapters">``."""
    return format_track(chapters)


def _groups(script: Script) -> Iterator[tuple[str, list[Passage]]]:
    """Yield each heading with what is said from there to the next."""
    groups = [(section.heading, list(said_in(section))) for section in script.sections if section.heading]
    said = list(script.passages())
    yield script.title or _OPENING, said[: len(said) - sum(len(passages) for _, passages in groups)]
    yield from groups


def _first(length: int, parts: Iterator[Part]) -> Iterator[Part]:
    """Take the parts that have so many characters."""
    while length > 0 and (part := next(parts, None)) is not None:
        length -= _ink(part.text)
        yield part


def _ink(text: str) -> int:
    return len("".join(text.split()))
