"""Describe how values compare in size: which leads and by how much, shares of the total, a typical level."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ipytts.description.charts import calendar_names, labels, quantities
from ipytts.description.charts.axis_formatter import PLAUSIBLE_YEARS, AxisFormatter
from ipytts.description.charts.model import Floats
from ipytts.description.charts.sentences.bar_values import describe_extremes, format_bars
from ipytts.description.charts.statistics.arrays import are_equal
from ipytts.description.charts.time_order import follow_each_other
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, phrase

BY_FAR = 2.0  # times the second
_NEARLY_EQUAL = 1.05  # times the lowest
_MUCH_LARGER = 1.5  # times the lowest; a smaller ratio is not worth a sentence
_MAX_RATIO = 100.0  # a larger one says no more than the values
_LARGE_SHARE = 2 / 3  # of the total, that the first two or three hold
_MANY = 8  # values; of more, a typical one is named
_DROP = 1.5  # times the next value, from which the first few stand out
_MAX_FIRST = 5  # values that may stand out together
_MAX_RANKED = 5  # values that are listed from highest to lowest
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_WORDS = ("one", "two", "three", "four", "five")


@dataclass(frozen=True)
class Amounts:
    """The values of categories, and what may be done with them.

    `are_from_zero` is whether they are drawn from 0, so that a ratio is what the eye sees.
    """

    positions: Floats
    values: Floats
    x: AxisFormatter
    y: AxisFormatter
    label: str  # of the values
    are_from_zero: bool = True
    of: str = ""  # the series
    are_sums: bool | None = None  # whether they may be added up, if the label does not show it

    @property
    def names(self) -> list[str]:
        """The names of the categories; empty if the positions are numbers or dates."""
        return list(self.x.axis.categories.values()) if self.x.axis.kind == "category" else []

    @property
    def are_over_time(self) -> bool:
        """Whether the positions are dates or years, whose changes say more than their ranks."""
        are_years = self.names and all(labels.read_number(name) in PLAUSIBLE_YEARS for name in self.names)
        return self.x.axis.kind == "date" or self.x.has_years or bool(are_years)

    @property
    def may_lead(self) -> bool:
        """Whether the categories are those of groups, and not in the order of time."""
        return bool(self.names) and not self.are_over_time and not calendar_names.are_months(self.names)

    @property
    def have_ratios(self) -> bool:
        """Whether the values may be divided by each other."""
        if not self.are_from_zero or quantities.has_total(self.names) or not (self.values >= 0).all():
            return False
        return bool(self.are_sums) or quantities.has_true_zero(self.y, self.label)

    @property
    def add_up(self) -> bool:
        """Whether a sum of the values is one of the quantity too."""
        are_sums = quantities.may_be_added(self.label) if self.are_sums is None else self.are_sums
        return self.have_ratios and are_sums and float(self.values.sum()) > 0

    @property
    def order(self) -> list[int]:
        """The indexes of the values, the highest first."""
        found: list[int] = np.argsort(-self.values, kind="stable").tolist()
        return found

    def name(self, index: int) -> str:
        """Return the name of a category as it is spoken."""
        return self.x.format_with_quantity(self.positions[index])


def describe_amounts(amounts: Amounts) -> Phrase:
    """Return which value leads and by how much, or which values are highest and lowest."""
    extremes = describe_extremes(amounts.positions, amounts.values, amounts.x, amounts.y, amounts.of)
    if not (amounts.may_lead and amounts.have_ratios) or amounts.values.size < 3:
        return extremes
    high, low = float(amounts.values.max()), float(amounts.values.min())
    if low < high <= _NEARLY_EQUAL * low:
        return phrase("all are nearly equal; {}", extremes)
    lead = _lead(amounts)
    if not lead:
        return extremes
    first, second = amounts.order[:2]
    last = amounts.order[-1]
    top, bottom = (
        amounts.y.fact(
            float(amounts.values[n]), method, of=amounts.of, at=amounts.x.place(amounts.positions[n])
        )
        for n, method in ((first, "maximum"), (last, "minimum"))
    )
    start = phrase(
        "{} leads by far at {}, {} times the second, {}", amounts.name(first), top, lead, amounts.name(second)
    )
    if are_equal(low, float(amounts.values[amounts.order[-2]])):
        return phrase("{}; the lowest are at {}", start, bottom)
    return phrase("{}; {} is lowest at {}", start, amounts.name(last), bottom)


def _lead(amounts: Amounts) -> Fact | None:
    """Return how many times the second value the first is, if it is far larger."""
    first, second, third = np.sort(amounts.values)[::-1][:3].tolist()
    if not 0 < BY_FAR * second <= first <= _MAX_RATIO * second or are_equal(second, third):
        return None
    return ratio_fact(first / second, "ratio to the second", amounts.of)


def ratio_fact(ratio: float, method: str, of: str = "") -> Fact:
    """Return a ratio as a fact with two digits."""
    rounded = float(f"{ratio:.2g}") if ratio < _MAX_RATIO else round(ratio)
    return Fact(numbers.number(rounded), ratio, method, of)


def describe_proportions(amounts: Amounts) -> list[Words]:
    """Return sentences about shares of the total, the ratio of the highest and the lowest, and the level."""
    if amounts.values.size < 3 or amounts.are_over_time:
        return []
    sentences = _describe_shares(amounts) if amounts.may_lead and amounts.add_up else []
    high, low = float(amounts.values.max()), float(amounts.values.min())
    has_lead = amounts.may_lead and _lead(amounts)
    if amounts.have_ratios and not has_lead and low > 0 and _MUCH_LARGER * low <= high <= _MAX_RATIO * low:
        ratio = ratio_fact(high / low, "ratio to the lowest", amounts.of)
        sentences.append(phrase("the highest is {} times the lowest", ratio))
    if not has_lead:
        sentences += _describe_drop(amounts)
    if amounts.values.size > _MANY:
        median = amounts.y.fact(float(np.median(amounts.values)), "median", of=amounts.of)
        sentences.append(phrase("a typical value, the median, is {}", median))
    return sentences


def _describe_drop(amounts: Amounts) -> list[Words]:
    """Return after which of the first values there is a drop that is much larger than any other."""
    values, order = np.sort(amounts.values)[::-1], amounts.order
    if not (amounts.may_lead and amounts.have_ratios) or not values.min() > 0 or values.size <= _MAX_FIRST:
        return []
    ratios = values[:-1] / values[1:]
    at = int(ratios.argmax())
    ratio, others = float(ratios[at]), np.delete(ratios, at)
    if not 0 < at < min(_MAX_FIRST, values.size - 2) or not ratio >= max(_DROP, float(others.max()) ** 2):
        return []
    fact = ratio_fact(ratio, "largest ratio of neighbors", amounts.of)
    times = replace(fact, text="twice" if fact.text == "2" else f"{fact} times")
    first, last, rest = _ORDINALS[at], amounts.name(order[at]), amounts.name(order[at + 1])
    return [
        phrase("the first {} stand out: the {}, {}, is {} the next, {}", _WORDS[at], first, last, times, rest)
    ]


def _describe_shares(amounts: Amounts) -> list[Words]:
    """Return a sentence about the first, if it is more than half, or about the first two or three."""
    shares = np.sort(amounts.values)[::-1] / amounts.values.sum()
    if shares[0] > 0.5:
        share = share_of_first(shares, 1, amounts.of)
        name = amounts.name(amounts.order[0])
        return [phrase("{} has more than all others together, {} of the total", name, share)]
    for count in (2, 3):
        if shares[:count].sum() >= _LARGE_SHARE and 2 * count <= shares.size:
            names = join([amounts.name(n) for n in amounts.order[:count]])
            return [
                phrase("{} together have {} of the total", names, share_of_first(shares, count, amounts.of))
            ]
    return []


def share_of_first(shares: Floats, count: int, of: str = "") -> Fact:
    """Return the share of the total of the largest values."""
    share = float(np.sort(shares)[::-1][:count].sum())
    return Fact(numbers.percent(share), share, "share of the highest values", of, float(count))


def list_amounts(amounts: Amounts) -> Phrase:
    """Return each value with its name; those of a few groups from highest to lowest."""
    are_in_order = not amounts.may_lead or follow_each_other(amounts.names)
    if are_in_order or amounts.values.size > _MAX_RANKED:
        return format_bars(amounts.positions, amounts.values, amounts.x, amounts.y)
    order = amounts.order
    listed = format_bars(amounts.positions[order], amounts.values[order], amounts.x, amounts.y)
    return phrase("from highest to lowest: {}", listed)
