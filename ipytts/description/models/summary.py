"""Describe a fitted statistical model: what it explains, how well, and each term with its p value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ipytts.description.detail import Detail
from ipytts.description.models.p_values import LEVEL, describe_p
from ipytts.description.models.term_names import is_constant, is_variance, term_name
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Fact, Phrase, Words, join_some, join_with, phrase

_LISTED_TERMS: dict[Detail, int] = {"brief": 0, "normal": 8, "full": 30}
_NAMED_TERMS = 8
_IN_A_SENTENCE = 10  # terms


@dataclass(frozen=True)
class Statistic:
    """A statistic of a whole model, such as R squared."""

    name: str
    value: float
    p: float | None = None


@dataclass(frozen=True)
class Term:
    """A term of a model; its p value and interval may be unknown."""

    name: str  # as in the model
    estimate: float
    p: float | None = None
    low: float | None = None
    high: float | None = None
    outcome: str = ""  # of a multinomial model

    @property
    def at(self) -> str | None:
        """Where the term is, for facts: its outcome."""
        return self.outcome or None

    @property
    def words(self) -> str:
        """The name in words."""
        name = term_name(self.name)
        return f"{name} for {self.outcome}" if self.outcome else name


class _TestedTerm(NamedTuple):
    """A term with a p value."""

    term: Term
    p: float


@dataclass(frozen=True)
class ModelSummary:
    """A fitted model.

    `is_printed` is set if the values were read from a printed summary, where they are rounded.
    """

    kind: str  # with its article
    explained: str = ""
    form: str = ""  # such as orders, a family or components
    observations: int | None = None
    groups: int | None = None
    fit: Sequence[Statistic] = ()  # the main ones
    other_statistics: Sequence[Statistic] = ()
    terms: Sequence[Term] = ()
    level: float = 0.95  # of the intervals
    converged: bool = True
    is_printed: bool = False


def describe_summary(model: ModelSummary, detail: Detail) -> Description:
    """Return what a model explains and how well, then each term with its estimate and p value."""
    return Description.of(_sentences(model, detail), [_named(model)])


def _sentences(model: ModelSummary, detail: Detail) -> Iterator[Words]:
    yield _opening(model)
    if detail == "brief":
        return
    below = [tested.term.words for tested in _tested(model) if tested.p < LEVEL]
    if below and len(model.terms) > _LISTED_TERMS[detail]:
        yield phrase(f"p is below {LEVEL} for {{}}", join_some(below, _NAMED_TERMS))
    yield from _list_terms(model, detail)
    if detail == "full":
        named = {statistic.name for statistic in model.fit}
        others = [statistic for statistic in model.other_statistics if statistic.name not in named]
        yield join_with("; ", [_statistic(model, statistic) for statistic in others])


def _named(model: ModelSummary) -> Phrase:
    of = phrase(" of {}", phrases.name(model.explained)) if model.explained else ""
    return phrase("{}{}", model.kind, of)


def _opening(model: ModelSummary) -> Phrase:
    words: list[Words] = [_named(model), *([model.form] if model.form else [])]
    if model.observations is not None:
        observations = phrase("{}", counted(model.observations, "observation", "observation count"))
        if model.groups is not None:
            observations += phrase(" in {}", counted(model.groups, "group", "group count"))
        words.append(phrase("with {}", observations))
    results: list[Words] = [] if model.converged else ["the fit did not converge"]
    results += [_statistic(model, statistic) for statistic in model.fit]
    results += [count] if (count := _count_below_level(model)) else []
    opening = join_with(", " if model.form else " ", words)
    return phrase("{}: {}", opening, join_with("; ", results)) if results else opening


def _tested(model: ModelSummary) -> list[_TestedTerm]:
    """Return the terms with a p value, without the constant and variances."""
    return [
        _TestedTerm(term, term.p)
        for term in model.terms
        if _has_p(term) and term.p is not None and not is_constant(term.name)
    ]


def _has_p(term: Term) -> bool:
    return term.p is not None and not math.isnan(term.p) and not is_variance(term.name)


def _count_below_level(model: ModelSummary) -> Phrase | None:
    """Return how many terms have a small p value; None if a rounded one may be on either side."""
    tested = _tested(model)
    if not tested or (model.is_printed and any(term.p == LEVEL for term in tested)):
        return None
    if len(tested) == 1:
        term, p = tested[0]
        return phrase("{} has {}", term.words, describe_p(p, term.name, term.at))
    below, total = sum(term.p < LEVEL for term in tested), len(tested)
    besides = " besides the constant" if any(is_constant(term.name) for term in model.terms) else ""
    has = "has" if below == 1 else "have"
    return phrase(f"{{}} terms{besides} {has} p below {LEVEL}", _count_of(below, total))


def _count_of(count: int, total: int) -> Phrase:
    """Return "both", "all 3", "none of 3" or "2 of 3"."""
    method, whole = "count of small p values", number_fact(total, "count of tested terms")
    if count == total:
        text = "both" if total == 2 else "all"
        return phrase(
            "{}{}", number_fact(count, method, text=text), phrase(" {}", whole) if total > 2 else ""
        )
    return phrase("{} of {}", number_fact(count, method, text="" if count else "none"), whole)


def _list_terms(model: ModelSummary, detail: Detail) -> Iterator[Words]:
    """Yield the first terms, some a sentence; those of each outcome apart."""
    shown = model.terms[: _LISTED_TERMS[detail]]
    for outcome, terms in groupby(shown, key=lambda term: term.outcome):
        of_outcome = [_term(model, term, detail) for term in terms]
        for start in range(0, len(of_outcome), _IN_A_SENTENCE):
            listed = of_outcome[start : start + _IN_A_SENTENCE]
            noun = "estimate" if len(listed) == 1 else "estimates"
            opening = f"for {outcome}" if outcome else f"{'further' if start else 'the'} {noun}"
            yield phrase("{}: {}", opening, join_with("; ", listed))
    if len(shown) < len(model.terms):
        left_out = len(model.terms) - len(shown)
        yield phrase("there {} {}", grammar.are(left_out), counted(left_out, "more term", "count of others"))


def _term(model: ModelSummary, term: Term, detail: Detail) -> Phrase:
    name = term_name(term.name)
    gap = ", " if name[-1:].isdecimal() else " "  # "x1 minus 2" would sound like a difference
    words = phrase("{}{}{}", name, gap, _value(term, term.estimate, "estimate"))
    if _has_p(term) and term.p is not None:
        words += phrase(", {}", describe_p(term.p, term.name, term.at))
    if detail == "full" and term.low is not None and term.high is not None:
        ends = _value(term, term.low, "lower bound"), _value(term, term.high, "upper bound")
        words += phrase(f", {numbers.percent(model.level)} interval from {{}} to {{}}", *ends)
    return words


def _value(term: Term, value: float, method: str) -> Fact:
    return number_fact(value, method, term.name, term.at, text=_rounded(value))


def _statistic(model: ModelSummary, statistic: Statistic) -> Phrase:
    fact = number_fact(statistic.value, statistic.name, text=_rounded(statistic.value))
    is_rounded = model.is_printed and statistic.value == 1 and statistic.name.endswith("R squared")
    words = phrase("{} {}{}", statistic.name, "rounded to " if is_rounded else "", fact)
    return words if statistic.p is None else phrase("{}, {}", words, describe_p(statistic.p, statistic.name))


def _rounded(value: float) -> str:
    """Return a number with three digits, so that one read from a printed summary sounds the same."""
    if math.isfinite(value) and abs(value) < 1000 and not 0.99 < abs(value) < 1:
        return numbers.number(float(f"{value:.3g}"))
    return numbers.number(value)
