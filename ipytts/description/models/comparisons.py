"""Describe tests that compare each group with each other one, or all with a control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipytts.description.detail import Detail
from ipytts.description.models.p_values import LEVEL, describe_p
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Phrase, Words, join_with, phrase

_NAMED_PAIRS: dict[Detail, int] = {"brief": 2, "normal": 5, "full": 15}
_LISTED_PAIRS: dict[Detail, int] = {"brief": 0, "normal": 6, "full": 30}


@dataclass(frozen=True)
class Comparison:
    """The comparison of two groups; the difference is as its library gives it."""

    one: str
    other: str
    difference: float
    p: float

    @property
    def pair(self) -> str:
        """The names of both groups."""
        return f"{self.one} and {self.other}"


def describe_comparisons(
    test: str, comparisons: Sequence[Comparison], groups: int, detail: Detail
) -> Description:
    """Return which pairs of groups have a small p value, then the difference and p value of each pair."""
    return Description.of(_sentences(test, comparisons, groups, detail))


def _sentences(test: str, comparisons: Sequence[Comparison], groups: int, detail: Detail) -> Iterator[Words]:
    opening = phrase("{} of {}", test, counted(groups, "group", "group count"))
    below = [comparison for comparison in comparisons if comparison.p < LEVEL]
    yield phrase("{}: {}", opening, _count(below, len(comparisons), detail))
    most = _LISTED_PAIRS[detail]
    if most:
        listed = [_compare(comparison) for comparison in comparisons[:most]]
        yield phrase("the differences: {}", join_with("; ", listed))
    if most and len(comparisons) > most:
        yield phrase("there are {}", counted(len(comparisons) - most, "more pair", "count of others"))


def _count(below: Sequence[Comparison], total: int, detail: Detail) -> Phrase:
    whole = counted(total, "pair", "count of pairs")
    if not below:
        return phrase(f"none of {{}} has p below {LEVEL}", whole)
    method = "count of small p values"
    if len(below) == total:
        the_only = phrase("{} pair", number_fact(1, method, text="the only"))
        size = the_only if total == 1 else phrase("{} {}", number_fact(total, method, text="all"), whole)
    else:
        size = phrase("{} of {}", number_fact(len(below), method), whole)
    has = "has" if len(below) == 1 else "have"
    most = _NAMED_PAIRS[detail]
    named: list[Words] = [comparison.pair for comparison in below[:most]]
    if len(below) > most:
        named.append(phrase("and {} more", number_fact(len(below) - most, "count of others")))
    pairs = join_with("; ", named)
    return phrase(f"{{}} {has} p below {LEVEL}: {{}}", size, pairs)


def _compare(comparison: Comparison) -> Phrase:
    difference = number_fact(
        comparison.difference,
        "mean difference",
        comparison.pair,
        text=numbers.number(comparison.difference),
    )
    return phrase("{}, {}, {}", comparison.pair, difference, describe_p(comparison.p, comparison.pair))
