"""Tables of values over a plane: heat maps, bins in rows and columns, contours."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.data_tables.cells import format_values
from ipytts.description.charts.data_tables.model import Column, Draft, header_of_group, label_of
from ipytts.description.charts.field_marks import Contours, Place, PlaneBins
from ipytts.description.charts.model import Axis, Floats, HeatMap, Panel

MAX_COLUMNS = 12  # of values, in a table


def draft_heat_map(panel: Panel, mark: HeatMap) -> Draft:
    """Return the table of the values of a heat map."""
    height, width = mark.values.shape
    rows = list(mark.rows) or _numbers("Row", height)
    columns = list(mark.columns[:MAX_COLUMNS]) or _numbers("Column", min(width, MAX_COLUMNS))
    if mark.columns:
        columns = [header_of_group(name, panel.x.label) for name in columns[:width]]
    return _draft(mark.values, (panel.y.label.strip() or "Row", rows), columns, _name(panel, mark.label))


def _numbers(noun: str, count: int) -> list[str]:
    return [f"{noun} {number}" for number in range(1, count + 1)]


def _draft(values: Floats, rows: tuple[str, Sequence[str]], columns: Sequence[str], name: str) -> Draft:
    shown = [Column(header, values[:, number]) for number, header in enumerate(columns)]
    return Draft([Column(*rows)], shown, name, values.shape[1] - len(shown))


def _name(panel: Panel, label: str) -> str:
    """Return what the cells of a table show: "Days by weather and month"."""
    axes = [text for axis in (panel.y, panel.x) if (text := axis.label.strip())]
    by = f" by {' and '.join(axes)}" if axes else ""
    return f"{label.strip() or 'Value'}{by}" if by or label.strip() else ""


def draft_plane_bins(panel: Panel, mark: PlaneBins) -> Draft:
    """Return the table of rectangular bins: a row for each range of y, a column for each of x."""
    x = label_of(panel.x, "x")
    columns = [f"{x} {limits}" for limits in _ranges(mark.x_edges[: MAX_COLUMNS + 1], panel.x)]
    rows = label_of(panel.y, "y"), _ranges(mark.y_edges, panel.y)
    label = mark.label or ("Count" if mark.are_counts else "")
    return _draft(mark.values, rows, columns, _name(panel, label))


def _ranges(edges: Floats, axis: Axis) -> list[str]:
    texts = format_values(edges.tolist(), axis)
    return [f"{low} to {high}" for low, high in itertools.pairwise(texts)]


def draft_contours(panel: Panel, marks: Sequence[Contours]) -> list[Draft]:
    """Return tables of the levels of contours, and of the areas with the highest and the lowest values."""
    levels = [
        Draft(
            [Column("Contour", np.arange(1.0, mark.levels.size + 1))],
            [Column(mark.label.strip() or ("Density" if mark.is_density else "Level"), mark.levels)],
            mark.name.strip(),
        )
        for mark in marks
    ]
    return levels + [_draft_areas(panel, mark) for mark in marks]


def _draft_areas(panel: Panel, mark: Contours) -> Draft:
    """Return the table of the centers of areas above and below a level."""
    high, low = format_values([mark.high_level, mark.low_level], Axis())
    areas: list[tuple[str, Place]] = [(f"above {high}", place) for place in mark.highest]
    areas += [(f"below {low}", place) for place in mark.lowest]
    areas = [(name, place) for name, place in areas if np.isfinite([place.x, place.y]).all()]
    columns = [
        Column(
            f"{label_of(axis, letter)}, center",
            np.array([getattr(place, letter) for _, place in areas], float),
            axis,
        )
        for letter, axis in (("x", panel.x), ("y", panel.y))
    ]
    of = mark.label.strip() or ("density" if mark.is_density else "value")
    name = f"{mark.name.strip()}: areas" if mark.name.strip() else f"Areas of {of}"
    return Draft([Column("Area", [name for name, _ in areas])], columns, name)
