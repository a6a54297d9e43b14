"""Describe two-dimensional histograms by their fullest bins, or by the highest and the lowest value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.field_marks import PlaneBins
from ipytts.description.charts.model import Axis, Panel
from ipytts.description.charts.sentences.chart_text import ChartText, count
from ipytts.description.charts.sentences.places import describe_extremes
from ipytts.description.charts.sentences.relations import describe_relation, relation
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join_with, phrase

_MAX_TIES = 2  # bins that are named
_MAX_POINTS = 20_000  # whose relation is tested
_EDGE = "edge of a bin"


def describe_plane_bins(panel: Panel, marks: Sequence[PlaneBins]) -> ChartText:
    """Describe the fullest bin, or those with the highest and the lowest value, and where the bins lie."""
    mark = marks[0]
    x = AxisFormatter(panel.x, [mark.x_edges])
    y = AxisFormatter(panel.y, [mark.y_edges], "y")
    values = AxisFormatter(Axis("" if mark.are_counts else mark.label), [mark.values.ravel()])
    known = np.isfinite(mark.values)
    if mark.are_counts:
        text = ChartText("two-dimensional histogram", y.label, x.label, "against")
        known &= mark.values > 0
    else:
        text = ChartText("heat map", values.label, " and ".join(filter(None, [y.label, x.label])))
    if not known.any():
        text.main_point = "it is empty"
        return text
    if mark.are_counts:
        _describe_counts(text, panel, mark, x, y)
    else:
        text.sizes.append(phrase("{} with values", count(int(known.sum()), "bin")))
        columns = mark.values.shape[1]
        text.main_point = describe_extremes(
            mark.values,
            values,
            "bin",
            lambda index: phrase("where {}", _format_bin(mark, divmod(index, columns), x, y)),
        )
    text.details.append(phrase("the bins go {} and {}", _format_extent(x), _format_extent(y)))
    return text


def _format_extent(axis: AxisFormatter) -> Phrase:
    ends = (axis.fact(value, _EDGE) for value in (axis.low, axis.high))
    return phrase("from {} to {} in {}", *ends, axis.name)


def _describe_counts(
    text: ChartText, panel: Panel, mark: PlaneBins, x: AxisFormatter, y: AxisFormatter
) -> None:
    counts = np.sort(mark.values[mark.values > 0])[::-1]
    total = int(counts.sum())
    filled = Fact(numbers.number(counts.size), counts.size, "count of bins")
    text.sizes.append(phrase("{} in {} of {}", count(total, "point"), filled, count(mark.values.size, "bin")))
    fullest = np.argwhere(mark.values == counts[0]).tolist()
    most = Fact(numbers.number(counts[0]), float(counts[0]), "count of points")
    if len(fullest) == 1:
        at = _format_bin(mark, fullest[0], x, y)
        text.main_point = phrase("the fullest is where {}, with {}", at, most)
    elif len(fullest) <= _MAX_TIES:
        places = join_with(", and where ", [_format_bin(mark, each, x, y) for each in fullest])
        text.main_point = phrase("the fullest are where {}, with {} each", places, most)
    else:
        number = Fact(numbers.number(len(fullest)), len(fullest), "count of the fullest bins")
        text.main_point = phrase("the {} fullest have {} each", number, most)
    half = int(np.searchsorted(np.cumsum(counts), total / 2)) + 1
    if half > 1:
        number = Fact(numbers.number(half), half, "count of bins with half of the points")
        text.details.append(phrase("half of the points lie in the {} fullest bins", number))
    if 0 < mark.x.size <= _MAX_POINTS:
        inside = np.isfinite(mark.x) & np.isfinite(mark.y)
        found = relation(panel, mark.x[inside], mark.y[inside])
        text.details += [describe_relation(found, x, y)] if found else []
    elif not mark.x.size and total <= _MAX_POINTS:
        text.details += _describe_binned_relation(panel, mark, x, y)


def _describe_binned_relation(
    panel: Panel, mark: PlaneBins, x: AxisFormatter, y: AxisFormatter
) -> list[Words]:
    """Return a sentence about a straight relation of the points, taken at the centers of their bins."""
    counts = mark.values.astype(int).ravel()
    ys, xs = np.meshgrid(*((own[1:] + own[:-1]) / 2 for own in (mark.y_edges, mark.x_edges)), indexing="ij")
    found = relation(panel, np.repeat(xs.ravel(), counts), np.repeat(ys.ravel(), counts))
    if not found or found.form != "line":
        return []
    text = f"about {numbers.correlation(found.coefficient)}"
    fact = Fact(text, found.coefficient, "correlation of binned points", is_estimate=True)
    verb = "rises" if found.coefficient > 0 else "falls"
    return [phrase("{} {} with {}, correlation {}", y.name, verb, x.name, fact)]


def _format_bin(mark: PlaneBins, cell: Sequence[int], x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return where a bin is: "age is 20 to 30 and income is 0 to 500"."""
    row, column = cell
    ranges = []
    for axis, edges, at in ((x, mark.x_edges, column), (y, mark.y_edges, row)):
        low, high = sorted((float(edges[at]), float(edges[at + 1])))
        ranges.append(phrase("{} is {} to {}", axis.name, axis.fact(low, _EDGE), axis.fact(high, _EDGE)))
    return phrase("{} and {}", *ranges)
