"""Describe matrices of correlations, and of right and wrong predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.sentences.chart_text import count
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.phrase import Fact, Phrase, join, join_with, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Floats, HeatMap
    from ipytts.description.charts.sentences.chart_text import ChartText
    from ipytts.description.wording.phrase import Words

    _Pair = tuple[float, str, str]  # a correlation and its two variables

_MAX_PAIRS = 3  # pairs of variables at detail "normal"
_MAX_MISTAKES = 3  # mistakes in a confusion matrix
_MAX_FULL_PAIRS = 20  # pairs of variables at detail "full"
_MAX_FULL_CLASSES = 20  # classes of a confusion matrix at detail "full"
_WEAK = 0.3  # correlation coefficient
_LEVELS = (0.9, 0.8, 0.7, 0.6, 0.5)  # of correlations, that a large part of the pairs may exceed
_PART = 0.4  # of the pairs
_FEW_PAIRS = 3  # pairs, which are all named
_FEW_VARIABLES = 3
_MAX_PARTNERS = 10  # variables whose strongest correlation is described at detail "full"


def is_correlation_matrix(heat_map: HeatMap) -> bool:
    """Return whether values are correlations; one half of the matrix may be missing."""
    values = heat_map.values
    if values.shape[0] != values.shape[1] or values.shape[0] < 2:
        return False
    if not heat_map.rows or list(heat_map.rows) != list(heat_map.columns):
        return False
    known = np.isfinite(values)
    both = known & known.T
    either = known | known.T | np.eye(len(values), dtype=bool)
    diagonal = np.diag(values)[np.diag(known)]
    return (
        bool(known.any())
        and bool((np.abs(values[known]) <= 1 + 1e-9).all())  # rounding errors
        and bool(np.allclose(values[both], values.T[both]))
        and bool(np.allclose(diagonal, 1))
        and bool(either.all())
    )


def describe_correlations(text: ChartText, heat_map: HeatMap) -> None:
    """Describe which pairs of variables are correlated most, and which least."""
    values = np.where(np.isfinite(heat_map.values), heat_map.values, heat_map.values.T)
    names = [format_name(name) for name in heat_map.rows]
    pairs = [
        (float(values[row, column]), names[column], names[row])
        for row in range(len(names))
        for column in range(row)
    ]
    pairs.sort(reverse=True)
    text.kind = "heat map of correlations"
    text.quantity, text.by, text.sizes = "", "", [count(len(names), "variable")]
    text.main_point = phrase("the highest is {}", _format_pair(pairs[0]))
    if len(pairs) > 1:
        text.main_point = phrase("{}, the lowest {}", text.main_point, _format_pair(pairs[-1]))
    text.details += [*_describe_signs(pairs), *_describe_strong_part(pairs), *_describe_weakest(pairs)]
    others = sorted(pairs[1:-1], key=lambda pair: -abs(pair[0]))
    strong = [_format_pair(pair) for pair in others if abs(pair[0]) >= _WEAK]
    if strong:
        verb = "come" if len(strong) > 1 else "comes"
        text.details.append(phrase("then {} {}", verb, join(strong[:_MAX_PAIRS])))
    if len(names) > _FEW_VARIABLES:
        text.details += _describe_partner(names[0], pairs)
        for name in names[1:_MAX_PARTNERS]:
            text.full_details += _describe_partner(name, pairs)
    if len(strong) > _MAX_PAIRS:
        text.full_details.append(phrase("further ones are {}", join(strong[_MAX_PAIRS:_MAX_FULL_PAIRS])))


def _describe_signs(pairs: Sequence[_Pair]) -> list[Words]:
    """Return how many pairs are negative; the pairs are in order, the highest first."""
    negative = [pair for pair in pairs if pair[0] < 0]
    if len(pairs) <= _FEW_PAIRS or not pairs[0][0] > 0:
        return []
    if not negative:
        return ["all are positive"] if pairs[-1][0] > 0 else []
    if len(negative) == 1:
        return ["the lowest is the only negative one"]
    number = Fact(numbers.number(len(negative)), len(negative), "count of negative pairs")
    return [phrase("{} of {} are negative", number, count(len(pairs), "pair"))]


def _describe_strong_part(pairs: Sequence[_Pair]) -> list[Words]:
    """Return how many pairs are above a level that a large part exceeds, or how many are weak."""
    if len(pairs) <= _FEW_PAIRS:
        return []
    for level in _LEVELS:
        strong = [pair for pair in pairs if abs(pair[0]) > level]
        if len(strong) >= _PART * len(pairs):
            every = Fact(numbers.number(len(strong)), len(strong), "count of pairs above a level", at=level)
            of_all = count(len(pairs), "pair")
            beyond = f"stronger than {level}, positive or negative" if strong[-1][0] < 0 else f"above {level}"
            return [phrase("{} of {} are {}", every, of_all, beyond)]
    weak = sum(abs(pair[0]) < _WEAK for pair in pairs)
    if not weak:
        return []
    number, of_all = Fact(str(weak), weak, "count of weak pairs"), count(len(pairs), "pair")
    return [phrase("{} of {} {} weaker than {} either way", number, of_all, grammar.are(weak), str(_WEAK))]


def _describe_weakest(pairs: Sequence[_Pair]) -> list[Words]:
    """Return the pair that is nearest to 0, unless it is the lowest, which the main point names."""
    weakest = min(pairs, key=lambda pair: abs(pair[0]))
    if len(pairs) <= _FEW_PAIRS or weakest is pairs[-1]:
        return []
    return [phrase("the weakest is {}", _format_pair(weakest))]


def _describe_partner(name: str, pairs: Sequence[_Pair]) -> list[Words]:
    """Return with which variable another one is correlated most."""
    own = [pair for pair in pairs if name in pair[1:]]
    strongest = max(own, key=lambda pair: abs(pair[0]))
    other = strongest[2] if strongest[1] == name else strongest[1]
    pair_name = f"{strongest[1]} and {strongest[2]}"
    fact = Fact(numbers.correlation(strongest[0]), strongest[0], "correlation", of=pair_name)
    return [phrase("{} is correlated most with {}, {}", name, other, fact)]


def _format_pair(pair: _Pair) -> Phrase:
    r, one, other = pair
    pair_name = f"{one} and {other}"
    return phrase("{} between {}", Fact(numbers.correlation(r), r, "correlation", of=pair_name), pair_name)


def is_confusion_matrix(heat_map: HeatMap, row_label: str, column_label: str) -> bool:
    """Return whether rows are true classes and columns predicted ones."""
    values = heat_map.values
    return (
        "true" in labels.words_in(row_label)
        and "predicted" in labels.words_in(column_label)
        and values.shape[0] == values.shape[1]
        and bool(np.isfinite(values).all())
        and bool((values >= 0).all())
        and float(values.sum()) > 0
    )


def describe_confusion(text: ChartText, heat_map: HeatMap) -> None:
    """Describe how many predictions are right and which mistakes are frequent, in counts or in shares."""
    values = heat_map.values
    are_counts = bool((values == np.round(values)).all())
    text.kind, text.quantity, text.by, text.sizes = "confusion matrix", "", "", [count(len(values), "class")]
    text.main_point = _accuracy(values, are_counts=are_counts)
    rows, columns = (_class_names(names, len(values)) for names in (heat_map.rows, heat_map.columns))

    def cell(row: int, column: int) -> Fact:
        value = float(values[row, column])
        words = numbers.number(value) if are_counts else numbers.percent(value)
        return Fact(words, value, "value", of=rows[row], at=columns[column])

    wrong = [(row, column) for row, column in np.argwhere(values > 0).tolist() if row != column]
    wrong.sort(key=lambda at: -values[at])
    mistakes = [phrase("{} taken for {}, {}", rows[r], columns[c], cell(r, c)) for r, c in wrong]
    frequent = phrase("the most frequent mistakes: {}", join_with("; ", mistakes[:_MAX_MISTAKES]))
    text.details.append(frequent if mistakes else "there are no mistakes")
    for n, name in enumerate(rows[:_MAX_FULL_CLASSES]):
        cases = float(values[n].sum())
        of_all: Words = Fact(f" of {numbers.number(cases)}", cases, "sum", of=name) if are_counts else ""
        text.full_details.append(phrase("of {}, {}{} are right", name, cell(n, n), of_all))


def _accuracy(values: Floats, *, are_counts: bool) -> Phrase:
    """Return how many predictions are right; of shares of each class, the mean."""
    total, right = float(values.sum()), float(np.trace(values))
    if are_counts:
        cases = Fact(numbers.number(right), right, "sum of the diagonal")
        every = Fact(numbers.number(total), total, "sum")
        share = Fact(numbers.percent(right / total), right / total, "accuracy")
        return phrase("{} of {} are predicted right, {}", cases, every, share)
    if bool(np.allclose(values.sum(1), 1)):
        share = Fact(numbers.percent(right / len(values)), right / len(values), "mean recall")
        return phrase("on average {} of a class are predicted right", share)
    return Phrase()


def _class_names(names: Sequence[str], size: int) -> list[str]:
    return [
        phrases.category(format_name(names[n])) if n < len(names) else f"class {n + 1}" for n in range(size)
    ]
