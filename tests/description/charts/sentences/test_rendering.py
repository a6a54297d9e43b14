"""Sentences are rendered last: labels and names stay as they are, whatever words stand in them."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

import ipytts.description.charts.sentences
from ipytts.description.charts.model import (
    Axis,
    Bars,
    BoxSummary,
    Curve,
    HeatMap,
    Histogram,
    Mark,
    Pie,
    Points,
    ReferenceLine,
)
from tests.helpers.chart_panels import array, categories, words_of

_TAKES_APART = {"endswith", "find", "index", "partition", "removeprefix", "removesuffix", "replace"}
_TAKES_APART |= {"rpartition", "rsplit", "split", "splitlines", "startswith", "translate"}
_NAMES = ("bars in a barn", "half of the values are out", "weeks with fog in May", "a line with dots (m)")
_RISE = array(1, 2, 4, 7, 11, 16, 22, 29, 37, 46)


@pytest.mark.parametrize("path", sorted(Path(ipytts.description.charts.sentences.__path__[0]).glob("*.py")))
def test_sentences_are_not_taken_apart(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    methods = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    assert not methods & _TAKES_APART


@pytest.mark.parametrize(
    "mark",
    [
        Bars(_NAMES[2], array(0, 1, 2, 3), array(3, 1, 2, 5)),
        Points(_NAMES[2], array(0, 1, 2, 3), array(3, 1, 2, 5)),
        Pie(_NAMES, array(0.4, 0.3, 0.2, 0.1)),
        HeatMap(np.arange(16.0).reshape(4, 4), _NAMES, _NAMES[::-1]),
    ],
    ids=lambda mark: type(mark).__name__,
)
def test_categories_stay_as_they_are(mark: Mark) -> None:
    words = words_of(mark, x=categories(*_NAMES))
    assert all(name.lower() in words.lower() for name in _NAMES)


@pytest.mark.parametrize(
    "marks",
    [
        [Curve(name, _RISE, factor * _RISE) for factor, name in enumerate(_NAMES, 1)],
        [BoxSummary(name, 1, 9, 4 + n, 3, 8, count=90) for n, name in enumerate(_NAMES)],
        [Bars(name, array(0, 1, 2), array(3, 1, 2) * n) for n, name in enumerate(_NAMES, 1)],
        [Histogram(name, array(0, 1, 2, 3, 4), array(3, 9, 5, 2) * n) for n, name in enumerate(_NAMES, 1)],
        [Points(name, _RISE + n, _RISE) for n, name in enumerate(_NAMES)],
    ],
    ids=lambda marks: type(marks[0]).__name__,
)
def test_names_of_series_stay_as_they_are(marks: list[Mark]) -> None:
    words = words_of(*marks)
    assert all(name.lower() in words.lower() for name in _NAMES)


@pytest.mark.parametrize(
    "label", ["Votes in favour", "weeks with rain", "barometer by barn", "Mean (of bars)"]
)
def test_labels_of_axes_stay_as_they_are(label: str) -> None:
    marks: list[Mark] = [Curve("", _RISE, _RISE), ReferenceLine("y", 4.0)]
    words = words_of(*marks, x=Axis("day"), y=Axis(label))
    assert f"of {label.lower()} by day" in words.lower()
    assert f"is at {label.lower().partition(' (')[0]} 4" in words.lower()
