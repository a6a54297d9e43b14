"""Describe density curves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis, Curve, Floats, Panel
from ipytts.description.charts.sentences.chart_text import MAX_SERIES, ChartText, count
from ipytts.description.charts.statistics import peaks
from ipytts.description.wording.phrase import Words, join, phrase

_MAX_PEAKS = 3  # peaks of a density curve, and density curves in the main point
_MIN_POINTS = 20  # of a curve that was computed
_MIN_AREA, _MAX_AREA = 0.8, 1.05  # under a density curve, which may be cut off at the ends of the data
_MIN_UNNAMED_AREA = 0.95  # under a curve whose axis has no label


def are_densities(panel: Panel, curves: Sequence[Curve]) -> bool:
    """Return whether curves are densities: the area under one or all of them is about 1."""
    words = labels.words_in(panel.y.label)
    is_named = "density" in words
    if (words and not is_named) or panel.x.kind == "category":
        return False
    if any(np.isfinite(curve.y).sum() < _MIN_POINTS or np.nanmin(curve.y) < 0 for curve in curves):
        return False
    areas = [_areas(curve, panel.x).sum() for curve in curves]
    least = _MIN_AREA if is_named else _MIN_UNNAMED_AREA
    return max(areas) <= _MAX_AREA and any(least <= area <= _MAX_AREA for area in (max(areas), sum(areas)))


def _areas(curve: Curve, axis: Axis) -> Floats:
    """Return the area under a curve between each point and the next, as drawn."""
    x, y = _sorted(curve)
    if axis.is_log:
        x, y = np.log10(x[x > 0]), y[x > 0]
    return np.diff(x) * (y[1:] + y[:-1]) / 2


def _sorted(curve: Curve) -> tuple[Floats, Floats]:
    order = np.argsort(curve.x, kind="stable")
    return curve.x[order], np.nan_to_num(curve.y[order])


def describe_densities(panel: Panel, curves: Sequence[Curve]) -> ChartText:
    """Describe the peaks of density curves, and where the middle half of each lies."""
    x = AxisFormatter(panel.x, [curve.x for curve in curves])
    text = ChartText("density curve" if len(curves) == 1 else "density chart", x.label)
    if len(curves) > 1:
        text.sizes.append(count(len(curves), "curve"))
    names = [
        format_name(curve.name) or ("it" if len(curves) == 1 else f"curve {number}")
        for number, curve in enumerate(curves, 1)
    ]
    clauses = [_describe_peaks(name, curve, x) for name, curve in zip(names, curves, strict=True)]
    if len(clauses) <= _MAX_PEAKS:
        text.main_point = join(clauses)
    else:
        text.details += clauses
    halves = [_describe_half(name, curve, x) for name, curve in zip(names, curves, strict=True)]
    (text.details if len(curves) <= MAX_SERIES else text.full_details).extend(halves)
    are_one = len(curves) == 1
    text.full_details.append(phrase("the curve{} {}", " goes" if are_one else "s go", x.format_range()))
    return text


def _describe_peaks(name: str, curve: Curve, x: AxisFormatter) -> Words:
    positions, heights = _sorted(curve)
    found = peaks.of_curve(heights)
    if not found:
        return f"{name} is flat"
    highest = max(found, key=lambda index: heights[index])
    places = [
        x.fact(positions[index], "place of the maximum" if index == highest else "further peak", of=name)
        for index in found
    ]
    if len(found) > _MAX_PEAKS:
        return phrase("{} has {}", name, count(len(found), "peak", of=name))
    return phrase("{} peaks at {}", name, join(places))


def _describe_half(name: str, curve: Curve, x: AxisFormatter) -> Words:
    positions, _ = _sorted(curve)
    if x.axis.is_log:
        positions = positions[positions > 0]
    below = np.concatenate([[0.0], np.cumsum(_areas(curve, x.axis))])
    lower, upper = (float(q) for q in np.interp([0.25, 0.75], below / below[-1], positions))
    return phrase(
        "half of {} between {} and {}",
        f"the values of {name} lie" if curve.name.strip() else f"{name} lies",
        x.fact(lower, "lower quartile", of=name, is_estimate=True),
        x.fact(upper, "upper quartile", of=name, is_estimate=True),
    )
