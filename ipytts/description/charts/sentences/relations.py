"""Describe the relation of two quantities, if the points support one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis, Floats, Panel
from ipytts.description.charts.statistics import relations
from ipytts.description.charts.statistics.claims import level
from ipytts.description.charts.statistics.relations import Relation
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, phrase

_ALMOST_1 = 0.995
_DEGREES = (
    (1.0, "exactly"),
    (_ALMOST_1, "almost exactly"),
    (0.9, "closely"),
    (0.6, "clearly"),
    (0.0, "loosely"),
)


def relation(panel: Panel, xs: Floats, ys: Floats, sets: int = 1) -> Relation | None:
    """Return the supported relation of points as they are drawn; the panel has several sets of points."""
    found = relations.relation(*as_drawn(panel, xs, ys), level(panel, sets))
    if found and panel.x.is_log:
        return replace(found, turning_points=tuple(10**place for place in found.turning_points))
    return found


def as_drawn(panel: Panel, xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """Return points on the scales of their axes; a point that is not above 0 has no logarithm."""
    if not (panel.x.is_log or panel.y.is_log):
        return xs, ys
    is_drawn = (xs > 0) | (not panel.x.is_log)
    is_drawn &= (ys > 0) | (not panel.y.is_log)
    return _scaled(panel.x, xs[is_drawn]), _scaled(panel.y, ys[is_drawn])


def _scaled(axis: Axis, values: Floats) -> Floats:
    return np.log10(values) if axis.is_log else values


def describe_relation(relation: Relation, x: AxisFormatter, y: AxisFormatter, of: str = "") -> Phrase:
    """Return a relation as a clause: "price rises clearly with size, correlation 0.83"."""
    if relation.form in ("valley", "hill"):
        place = x.fact(relation.turning_points[0], "turning point", of=of, is_estimate=True)
        turn = "falls, then rises" if relation.form == "valley" else "rises, then falls"
        end = "a U, lowest" if relation.form == "valley" else "an arch, highest"
        return phrase("{} {} with {}: {} where {} is {}", y.name, turn, x.name, end, x.name, place)
    if relation.form == "wave":
        turns = "rises, falls and rises again" if relation.coefficient > 0 else "falls, rises and falls again"
        places = (x.fact(at, "turning point", of=of, is_estimate=True) for at in relation.turning_points)
        return phrase("{} {} with {}: it turns where {} is {} and {}", y.name, turns, x.name, x.name, *places)
    degree = _degree(relation)
    verb = "rises" if relation.coefficient > 0 else "falls"
    words = f"{y.name} {verb} {degree} with {x.name}"
    fact = correlation_fact(relation, of)
    if relation.form == "line":
        return phrase("{}, correlation {}", words, fact)
    change = (
        "steeply at first, then more slowly" if relation.flattens else "slowly at first, then more steeply"
    )
    return phrase("{}, {}, rank correlation {}", words, change, fact)


def _degree(relation: Relation) -> str:
    size = abs(relation.coefficient)
    if relation.form == "curve" and size >= _ALMOST_1:
        return "steadily"
    return next(word for least, word in _DEGREES if size >= least)


def correlation_fact(relation: Relation, of: str = "") -> Fact:
    """Return the coefficient of a line or a curve."""
    method = "Pearson correlation" if relation.form == "line" else "Spearman correlation"
    return Fact(numbers.correlation(relation.coefficient), relation.coefficient, method, of)
