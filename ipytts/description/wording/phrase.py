"""Words that keep the facts in them until they are rendered.

A formatter builds phrases from templates, names and facts, and joins them. Only `str()` renders them, at the
end: no code searches, splits or replaces in words that were rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ipytts.description.wording import grammar
from ipytts.description.wording.numbers import number, plural


@dataclass(frozen=True)
class Fact:
    """A value that a description states.

    Attributes
    ----------
    text : str
        The value as it is spoken.
    value : float or str
        The value itself, not rounded; a date is given as days since 1970.
    method : str
        How it was found, such as ``"maximum"`` or ``"Pearson correlation"``.
    of : str
        The series, the column or the group that it was found in; empty for all data.
    at : float, str or tuple, optional
        Where it is in the data: an x value, a label, or both ends of a range.
    is_estimate : bool
        Whether the value is an estimate, which is spoken with "about".

    Examples
    --------
    >>> Fact("1,013", 1013.2, "maximum", of="Oslo", at="May")
    Fact(text='1,013', value=1013.2, method='maximum', of='Oslo', at='May', is_estimate=False)
    """

    text: str
    value: float | str
    method: str
    of: str = ""
    at: float | str | tuple[float, float] | None = None
    is_estimate: bool = False

    def __str__(self) -> str:
        return self.text


Fact.__module__ = "ipytts"  # mypy would take an assignment in the body for a field
__test__ = {"Fact": Fact}  # doctest searches a class only in its `__module__`


@dataclass(frozen=True)
class Phrase:
    """Words with facts among them.

    Examples
    --------
    >>> highest = Fact("1,013", 1013.2, "maximum", of="Oslo", at=3.0)
    >>> words = phrase("{} is highest, {}", "Oslo", highest)
    >>> str(words), words.facts == (highest,)
    ('Oslo is highest, 1,013', True)
    """

    parts: tuple[str | Fact, ...] = ()

    def __str__(self) -> str:
        return "".join(map(str, self.parts))

    def __bool__(self) -> bool:
        return any(map(str, self.parts))

    def __add__(self, words: Words) -> Phrase:
        return Phrase((*self.parts, *_parts(words)))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts, in the order in which they are spoken."""
        return tuple(part for part in self.parts if isinstance(part, Fact))


Words: TypeAlias = "str | Fact | Phrase"


def phrase(template: str, *words: Words) -> Phrase:
    """Return a phrase: a template with words in place of each ``{}``, as they are.

    Examples
    --------
    >>> str(phrase("from {} to {}", "{low}", Fact("3", 3.0, "maximum")))
    'from {low} to 3'
    """
    texts = template.split("{}")
    if len(texts) != len(words) + 1:
        raise ValueError(f"{template!r} has {len(texts) - 1} gaps for {len(words)} words")
    parts: list[str | Fact] = [texts[0]]
    for word, text in zip(words, texts[1:], strict=True):
        parts += (*_parts(word), text)
    return Phrase(tuple(part for part in parts if part != ""))


def join(items: Iterable[Words], last: str = "and") -> Phrase:
    """Return items as one phrase, with commas and a conjunction before the last.

    Examples
    --------
    >>> str(join(["a", "b", "c"]))
    'a, b and c'
    """
    *first, end = tuple(items) or ("",)
    return phrase("{} {} {}", join_with(", ", first), last, end) if first else phrase("{}", end)


def join_with(separator: str, items: Iterable[Words]) -> Phrase:
    """Return items as one phrase, with a separator between them.

    Examples
    --------
    >>> str(join_with("; ", ["a", "b"]))
    'a; b'
    """
    parts: list[str | Fact] = []
    for item in items:
        parts += (separator, *_parts(item))
    return Phrase(tuple(parts[1:]))


def join_some(items: Sequence[Words], most: int, noun: str = "") -> Phrase:
    """Return the first `most` items as one phrase that ends with the number of the other items.

    Examples
    --------
    >>> str(join_some(["a", "b", "c", "d"], 2, "column"))
    'a, b and 2 more columns'
    """
    left_out = len(items) - most
    if left_out <= 1:  # "and 1 more" is no shorter than the item itself
        return join(items)
    more = Fact(number(left_out), left_out, "count of others")
    return join([*items[:most], phrase("{} more{}", more, f" {plural(noun)}" if noun else "")])


def _parts(words: Words) -> tuple[str | Fact, ...]:
    return words.parts if isinstance(words, Phrase) else (words,)


@dataclass(frozen=True)
class Description:
    """Sentences in the order of their importance; the first has the main point.

    `shorter_openings` are shorter forms of the first sentence, for when it is too long. `limit` is a length
    in characters for a description that is to be shorter than others of its detail.

    Examples
    --------
    >>> description = Description.of(["a line chart", "", "it rises"])
    >>> str(description), description.render(20)
    ('A line chart. It rises.', 'A line chart.')
    """

    sentences: tuple[Phrase, ...]
    shorter_openings: tuple[Phrase, ...] = field(default=())
    limit: int | None = None

    @classmethod
    def of(
        cls, sentences: Iterable[Words], shorter_openings: Iterable[Words] = (), *, limit: int | None = None
    ) -> Description:
        """Return a description of the sentences that are not empty."""
        return cls(
            tuple(Phrase(_parts(words)) for words in sentences if words),
            tuple(Phrase(_parts(words)) for words in shorter_openings if words),
            limit,
        )

    def __str__(self) -> str:
        return " ".join(grammar.sentence(str(words)) for words in self.sentences)

    def __bool__(self) -> bool:
        return bool(self.sentences)

    def fit(self, limit: int) -> Description:
        """Return as many whole sentences as fit into `limit` characters, and at least a first one."""
        limit = min(limit, self.limit or limit)
        openings = (*self.sentences[:1], *self.shorter_openings)
        first = next((words for words in openings if len(grammar.sentence(str(words))) <= limit), None)
        kept = [first or openings[-1]] if openings else []
        length = sum(len(grammar.sentence(str(words))) for words in kept)
        for words in self.sentences[1:]:
            length += 1 + len(grammar.sentence(str(words)))
            if length > limit:
                break
            kept.append(words)
        return Description(tuple(kept))

    def render(self, limit: int) -> str:
        """Return the text of at most `limit` characters."""
        from ipytts.description.wording.plain_text import shorten

        return shorten(str(self.fit(limit)), limit)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all sentences."""
        return tuple(fact for words in self.sentences for fact in words.facts)
