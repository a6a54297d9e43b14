"""Join points that are drawn on a line with this line: they repeat all its points, or mark some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from ipytts.description.charts.field_marks import MarkedPoints
from ipytts.description.charts.model import Curve, Floats, Points

_T = TypeVar("_T")
_ROUNDING_ERROR = 1e-9  # of a value
_MOST_MARKED = 0.5  # of the points of a line; more are no marks of single ones
_JOINED = ("line", "steps", "path", "area")  # forms of curves that go through points


def join_line_points(marks: Sequence[_T]) -> list[_T | Curve | MarkedPoints]:
    """Return marks with the lines that join points instead of these, and with the marked points of lines.

    Marks of other kinds are returned as they are.
    """
    joined: list[_T | Curve | MarkedPoints] = list(marks)
    for points in marks:
        if isinstance(points, Points) and points.form == "scatter" and points.x.size:
            _join(joined, points)
    return joined


def _join(marks: list[_T | Curve | MarkedPoints], points: Points) -> None:
    """Join points with the first line that they lie on."""
    number = next(n for n, mark in enumerate(marks) if mark is points)
    for at, curve in enumerate(marks):
        if not isinstance(curve, Curve) or curve.form not in _JOINED:
            continue
        if _have_one_name(points, curve) and _are_all(points, curve):
            marks[at] = replace(curve, name=curve.name or points.name)
            del marks[number]
            return
        if _are_some(points, curve):
            name = "" if points.name == curve.name else points.name
            marks[number] = MarkedPoints(name, points.x, points.y)
            return


def _have_one_name(points: Points, curve: Curve) -> bool:
    return not points.name or not curve.name or points.name == curve.name


def _are_all(points: Points, curve: Curve) -> bool:
    """Return whether points are those that a line joins, in any order."""
    own, others = _rows(points), _rows(curve)
    if own.shape != others.shape:  # to sort them takes long
        return False
    return bool(np.isclose(_sorted(own), _sorted(others), rtol=_ROUNDING_ERROR, atol=0).all())


def _are_some(points: Points, curve: Curve) -> bool:
    """Return whether points are a few of those that a line joins."""
    own, others = _rows(points), _rows(curve)
    if not 0 < len(own) <= _MOST_MARKED * len(others):
        return False
    known = set(map(tuple, others.tolist()))
    return all(tuple(row) in known for row in own.tolist())


def _rows(mark: Points | Curve) -> Floats:
    """Return the points that are drawn."""
    count = min(mark.x.size, mark.y.size)
    rows = np.column_stack([mark.x[:count], mark.y[:count]])
    return rows[np.isfinite(rows).all(axis=1)]


def _sorted(rows: Floats) -> Floats:
    """Return points in the order of x and y."""
    return rows[np.lexsort(rows.T[::-1])]
