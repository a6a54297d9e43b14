"""Describe bands, error bars, intervals and the areas between lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import AreaBetween, Curve, Floats, Intervals, Panel
from ipytts.description.charts.quantities import format_difference
from ipytts.description.charts.sentences.bar_values import name_value
from ipytts.description.charts.sentences.chart_text import ChartText, chart_text, count, format_series_name
from ipytts.description.charts.statistics.arrays import are_equal
from ipytts.description.wording.phrase import Fact, Phrase, Words, join_with, phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAME = 1e-6  # of the width; widths that differ less are the same
_MAX_ERROR_BARS = 6  # error bars that are described one by one
_MAX_INTERVALS = 12  # values with intervals that are described one by one


def describe_band(curve: Curve, x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return a sentence about every error bar if they are few, else about the widest one or the band."""
    if curve.low is None or curve.high is None or curve.form not in ("line", "steps"):
        return []
    width = curve.high - curve.low
    known = np.flatnonzero(np.isfinite(width))
    if not known.size or not np.nanmax(width) > 0:
        return []
    of_curve = f" of {format_name(curve.name)}" if curve.name else ""
    has_other_name = curve.band_name and curve.band_name != curve.name
    band_name = f", {format_name(curve.band_name)}," if has_other_name else ""
    if curve.band != "error bar" and (same := _format_same(width, y, curve.name)):
        return [phrase("the band{}{} is {} wide throughout", of_curve or " around it", band_name, same)]
    are_few = curve.band == "error bar" and known.size <= _MAX_ERROR_BARS
    ranges = [
        phrase("{} {}", _ends(curve, index, y), place)
        if are_few
        else phrase("{}, {}", place, _ends(curve, index, y))
        for index in (known.tolist() if are_few else [int(np.nanargmax(width))])
        for place in [x.fact_at(curve.x[index], "place")]
    ]
    if are_few:
        return [phrase("the error bars{} go {}", of_curve, join_with(", ", ranges))]
    if curve.band == "error bar":
        return [phrase("the widest error bar{}{} is {}", of_curve, band_name, ranges[0])]
    return [phrase("the band{}{} is widest {}", of_curve or " around it", band_name, ranges[0])]


def _format_same(width: Floats, y: AxisFormatter, of: str) -> Fact | None:
    """Return the width of a band if it is the same everywhere, but for rounding errors."""
    known = width[np.isfinite(width)]
    low, high = float(known.min()), float(known.max())
    if y.axis.kind != "number" or y.axis.is_log or high - low > _SAME * high:
        return None
    middle = float(np.median(known))
    return Fact(format_difference(y, middle), middle, "width of the interval", of)


def describe_values(curve: Curve, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return the values of a curve one by one, with their error bars."""
    values = []
    for index in np.flatnonzero(np.isfinite(curve.x) & np.isfinite(curve.y)).tolist():
        at = float(curve.x[index])
        value = y.fact(curve.y[index], "value", of=curve.name, at=at)
        ends = [bound[index] for bound in (curve.low, curve.high) if bound is not None]
        named = name_value(at, value, x)
        has_ends = bool(ends) and bool(np.isfinite(ends).all())
        values.append(phrase("{}, {}", named, _ends(curve, index, y)) if has_ends else named)
    return join_with("; ", values)


def _ends(mark: Curve | AreaBetween | Intervals, index: int, y: AxisFormatter) -> Phrase:
    at = float((mark.positions if isinstance(mark, Intervals) else mark.x)[index])
    low, high = (
        y.fact(values[index], f"{end} end of interval", of=mark.name, at=at)
        for end, values in (("lower", mark.low), ("upper", mark.high))
        if values is not None
    )
    return phrase("from {} to {}", low, high)


def describe_areas_between(panel: Panel, areas: Sequence[AreaBetween]) -> ChartText:
    """Describe where the area between two lines is widest."""
    x = AxisFormatter(panel.x, [area.x for area in areas], is_position=True)
    y = AxisFormatter(panel.y, [values for area in areas for values in (area.low, area.high)], "y")
    text = chart_text("shaded area", y, x)
    clauses = []
    for area in areas:
        width = np.abs(area.high - area.low)
        if not np.isfinite(width).any():
            continue
        widest = int(np.nanargmax(width))
        at = x.fact_at(area.x[widest], "place of the widest interval", of=area.name)
        name = format_name(area.name) or "it"
        if same := _format_same(width, y, area.name):
            clauses.append(phrase("{} is {} wide throughout, {} {}", name, same, _ends(area, widest, y), at))
            continue
        clauses.append(phrase("{} is widest {}, {}", name, at, _ends(area, widest, y)))
    text.main_point = join_with("; ", clauses)
    return text


def describe_intervals(panel: Panel, marks: Sequence[Intervals]) -> ChartText:
    """Describe values with their intervals: the highest and the lowest, then each."""
    is_horizontal = marks[0].is_horizontal
    position_axis, value_axis = (panel.y, panel.x) if is_horizontal else (panel.x, panel.y)
    x = AxisFormatter(
        position_axis, [mark.positions for mark in marks], "y" if is_horizontal else "x", is_position=True
    )
    data = [values for mark in marks for values in (mark.values, mark.low, mark.high)]
    y = AxisFormatter(value_axis, data, "x" if is_horizontal else "y")
    text = chart_text("interval plot", y, x)
    drawn = [(mark, _known(mark)) for mark in marks]
    size = sum(known.size for _, known in drawn)
    if not size:
        text.main_point = "it has no values"
        return text
    named = [mark for mark in marks if mark.name]
    has_values = any(np.isfinite(mark.values).any() for mark in marks)
    text.sizes.append(count(size, "value" if has_values else "interval"))
    if len(named) > 1:
        text.sizes.insert(0, count(len(marks), "series"))
    text.main_point = _describe_extremes(panel, marks, x, y)
    for mark, known in drawn:
        if not known.size:
            continue
        name = format_series_name(panel, mark.name)
        if known.size > _MAX_INTERVALS:
            widest = int(np.nan_to_num(mark.high - mark.low, nan=-np.inf).argmax())
            each = [phrase("the widest interval is that of {}", _value(mark, widest, x, y))]
        else:
            each = [_value(mark, index, x, y) for index in known.tolist()]
        listed = join_with("; ", each)
        text.details.append(phrase("{}: {}", name, listed) if name else listed)
    return text


def _known(mark: Intervals) -> NDArray[np.intp]:
    """Return the numbers of the values and intervals that are drawn."""
    return np.flatnonzero(np.isfinite(mark.values) | np.isfinite(mark.high - mark.low))


def _value(mark: Intervals, index: int, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    position = float(mark.positions[index])
    named: Words = x.format_with_quantity(position)
    if np.isfinite(mark.values[index]):
        value = y.fact(mark.values[index], "value", of=mark.name, at=position)
        named = name_value(position, value, x)
    if not np.isfinite(mark.high[index] - mark.low[index]):
        return phrase("{}", named)
    return phrase("{}, {}", named, _ends(mark, index, y))


def _describe_extremes(panel: Panel, marks: Sequence[Intervals], x: AxisFormatter, y: AxisFormatter) -> Words:
    """Return the highest and the lowest value; of intervals without values, their common range."""
    marks_of_values = [mark for mark in marks if np.isfinite(mark.values).any()]
    if not marks_of_values:
        low_end, high_end = (
            y.fact(float(function([function(getattr(mark, name)) for mark in marks])), method)
            for name, function, method in (("low", np.nanmin, "minimum"), ("high", np.nanmax, "maximum"))
        )
        return phrase("they go from {} to {}", low_end, high_end)
    highest = max(marks_of_values, key=lambda mark: float(np.nanmax(mark.values)))
    lowest = min(marks_of_values, key=lambda mark: float(np.nanmin(mark.values)))
    high, low = int(np.nanargmax(highest.values)), int(np.nanargmin(lowest.values))
    if are_equal(lowest.values[low], highest.values[high]):
        is_one = sum(int(np.isfinite(mark.values).sum()) for mark in marks) == 1
        return phrase("{} at {}", "it is" if is_one else "all are", y.fact(highest.values[high], "value"))
    parts: list[Words] = []
    for mark, index, method in ((highest, high, "maximum"), (lowest, low, "minimum")):
        name = format_series_name(panel, mark.name)
        at = float(mark.positions[index])
        owner = f"{name}, {x.format_with_quantity(at)}" if name else x.format_with_quantity(at)
        parts += [owner, y.fact(mark.values[index], method, of=mark.name, at=at)]
    return phrase("{} is highest at {}, {} lowest at {}", *parts)
