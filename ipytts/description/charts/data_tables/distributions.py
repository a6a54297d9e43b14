"""Tables of distributions: histograms by their bins, boxes and violins by their statistics."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.box_names import are_of_two_categories
from ipytts.description.charts.data_tables.model import Column, Draft, header_of_group, label_of, numbered
from ipytts.description.charts.model import Axis, BoxSummary, Histogram, Panel, UnbinnedHistogram

_STATISTICS = {  # of a box, in ascending order, and their headers
    "low": "low",
    "lower_quartile": "lower quartile",
    "median": "median",
    "center_line": "line",
    "peak": "widest at",
    "upper_quartile": "upper quartile",
    "high": "high",
}


def draft_histograms(panel: Panel, marks: Sequence[Histogram]) -> list[Draft]:
    """Return a table of bins; one for each set of bins."""
    groups: dict[bytes, list[Histogram]] = {}
    for mark in marks:
        groups.setdefault(mark.edges.tobytes(), []).append(mark)
    return [_draft_bins(panel, group) for group in groups.values()]


def _draft_bins(panel: Panel, marks: Sequence[Histogram]) -> Draft:
    """Return the table of histograms with the same bins: a column for each."""
    edges = marks[0].edges
    axis, heights = (panel.y, panel.x) if marks[0].is_horizontal else (panel.x, panel.y)
    label = label_of(axis, "Value")
    rows = [Column(f"{label}, from", edges[:-1], axis), Column(f"{label}, to", edges[1:], axis)]
    height = heights.label.strip() or ("Running total" if marks[0].is_cumulative else "Height")
    names = [header_of_group(mark.name.strip(), panel.legend_title) for mark in marks]
    if len(marks) == 1:
        return Draft(rows, [Column(height, marks[0].heights, heights)], names[0] or f"{height} by {label}")
    columns = [
        Column(name or f"Histogram {number}", mark.heights, heights)
        for number, (name, mark) in enumerate(zip(names, marks, strict=True), 1)
    ]
    return Draft(rows, columns, f"{height} by {label}")


def draft_unbinned_histogram(panel: Panel, mark: UnbinnedHistogram) -> Draft:
    """Return the table of the values of a histogram whose bins are not known."""
    axis = panel.y if mark.is_horizontal else panel.x
    values = Column(label_of(axis, "Value"), mark.values, axis)
    return Draft([numbered("Number", mark.values.size)], [values], mark.name.strip())


def draft_boxes(panel: Panel, marks: Sequence[BoxSummary]) -> list[Draft]:
    """Return the table of boxes: a row for each, with the statistics that are drawn."""
    is_horizontal = marks[0].is_horizontal or (panel.x.kind, panel.y.kind) == ("number", "category")
    groups, values = (panel.y, panel.x) if is_horizontal else (panel.x, panel.y)
    columns = []
    for attribute, header in _STATISTICS.items():
        column = np.array([getattr(mark, attribute) for mark in marks], float)
        if np.isfinite(column).any():
            columns.append(Column(header, column, values))
    outliers = np.array([mark.outliers.size for mark in marks], float)
    if outliers.any():
        columns.append(Column("number of outliers", outliers))
    counts = np.array([mark.count for mark in marks], float)
    if counts.any():
        columns.append(Column("number of values", np.where(counts > 0, counts, np.nan)))
    label = values.label.strip()
    names = [mark.name.strip() or label or f"Group {n}" for n, mark in enumerate(marks, 1)]
    return [Draft([Column(_header(groups, marks, panel.legend_title.strip()), names)], columns, label)]


def _header(axis: Axis, marks: Sequence[BoxSummary], legend_title: str) -> str:
    """Return what the names of boxes are: those of categories, of groups or of both."""
    if axis.kind != "category":
        return legend_title or "Group"
    is_of_both = legend_title and are_of_two_categories(marks)
    return f"{label_of(axis, '')}, {legend_title}" if is_of_both else label_of(axis, "")
