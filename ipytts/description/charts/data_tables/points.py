"""Tables of points in the plane and in space: scatter plots, arrows, hexagons, maps and marked points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.data_tables.model import (
    Column,
    Draft,
    category_axis,
    label_of,
    numbered,
)
from ipytts.description.charts.data_tables.series import draft_points_over_one_axis
from ipytts.description.charts.field_marks import Arrows, Events, Hexagons, MarkedPoints
from ipytts.description.charts.model import (
    Axis,
    Floats,
    MapPoints,
    Panel,
    ParallelCoordinates,
    Plot3D,
    Points,
    ScatterMatrix,
)


def draft_points(panel: Panel, marks: Sequence[Points]) -> list[Draft]:
    """Return the table of points, with the group of each if there are several."""
    return draft_points_over_one_axis(panel, marks) or [_draft_groups(panel, marks)]


def draft_marked_points(panel: Panel, marks: Sequence[MarkedPoints]) -> list[Draft]:
    """Return the table of the marked points of lines."""
    return [_draft_groups(panel, marks, "Marked points")]


def _draft_groups(panel: Panel, marks: Sequence[Points | MarkedPoints], name: str = "") -> Draft:
    x, y = (np.concatenate([getattr(mark, letter) for mark in marks]) for letter in "xy")
    rows = [Column(_label(panel, 0), x, panel.x)]
    names = [mark.name.strip() for mark in marks]
    if any(names):
        rows.insert(0, _groups(panel, names, [mark.x.size for mark in marks]))
    return Draft(rows, [Column(_label(panel, 1), y, panel.y)], name)


def _groups(panel: Panel, names: Sequence[str], sizes: Sequence[int]) -> Column:
    """Return a column with the name of the group of each row."""
    numbers = np.repeat(np.arange(float(len(names))), sizes)
    return Column(panel.legend_title.strip() or "Group", numbers, category_axis(names))


def _label(panel: Panel, number: int) -> str:
    words = ("angle", "radius") if panel.is_polar else ("x", "y")
    return label_of((panel.x, panel.y)[number], words[number])


def draft_events(panel: Panel, marks: Sequence[Events]) -> list[Draft]:
    """Return the table of events, with the row of each if there are several."""
    at = 0 if marks[0].is_horizontal else 1
    axis = (panel.x, panel.y)[at]
    positions = Column(_label(panel, at), np.concatenate([mark.positions for mark in marks]), axis)
    sizes = [mark.positions.size for mark in marks]
    names = [mark.name.strip() or f"Row {number}" for number, mark in enumerate(marks, 1)]
    across = (panel.y, panel.x)[at].label.strip()
    rows = Column(across or "Row", _groups(panel, names, sizes).values, category_axis(names))
    return [Draft([rows if len(marks) > 1 else numbered("Event", sizes[0])], [positions])]


def draft_arrows(panel: Panel, mark: Arrows) -> Draft:
    """Return the table of the places and components of arrows; in stream plots, of directions."""
    x, y = _label(panel, 0), _label(panel, 1)
    word = "Direction" if mark.form == "stream plot" else "Arrow"
    return Draft(
        [Column(x, mark.x, panel.x), Column(y, mark.y, panel.y)],
        [Column(f"{word} along {x}", mark.along_x), Column(f"{word} along {y}", mark.along_y)],
    )


def draft_hexagons(panel: Panel, mark: Hexagons) -> Draft:
    """Return the table of hexagonal bins by their centers; of counts, without empty bins."""
    shown = mark.values != 0 if mark.are_counts else np.ones(mark.values.shape, bool)
    header = mark.label.strip() or ("Count" if mark.are_counts else "Value")
    rows = [
        Column(f"{_label(panel, 0)}, center", mark.x[shown], panel.x),
        Column(f"{_label(panel, 1)}, center", mark.y[shown], panel.y),
    ]
    return Draft(rows, [Column(header, mark.values[shown])])


def draft_3d_plot(panel: Panel, mark: Plot3D) -> Draft:
    """Return the table of z by x and y."""
    z = panel.z or Axis()
    x = Column(_label(panel, 0), mark.x.ravel(), panel.x)
    y = Column(_label(panel, 1), mark.y.ravel(), panel.y)
    return Draft([x, y], [Column(label_of(z, "z"), mark.z.ravel(), z)])


def draft_map_points(_panel: Panel, mark: MapPoints) -> Draft:
    """Return the table of places with their coordinates and values."""
    count = max(len(mark.names), mark.values.size, mark.longitudes.size)
    places = (
        Column(mark.name_label.strip() or "Place", mark.names)
        if len(mark.names)
        else numbered("Place", count)
    )
    columns = [
        Column("Longitude (°)", mark.longitudes),
        Column("Latitude (°)", mark.latitudes),
        Column(mark.label.strip() or "Value", mark.values),
    ]
    return Draft([places], [column for column in columns if len(column.values)], mark.name.strip())


def draft_scatter_matrix(panel: Panel, mark: ScatterMatrix) -> Draft:
    """Return the table with a column for each variable."""
    rows = numbered("Point", _length(mark.columns))
    if len(mark.groups):
        rows = Column(panel.legend_title.strip() or "Group", mark.groups)
    return Draft([rows], [Column(*column) for column in zip(mark.names, mark.columns, strict=True)])


def draft_parallel_coordinates(_panel: Panel, mark: ParallelCoordinates) -> Draft:
    """Return the table with a column for each axis."""
    axes = [category_axis(names) if names else Axis() for names in mark.categories]
    axes = axes or [Axis() for _ in mark.names]
    columns = [Column(*column) for column in zip(mark.names, mark.columns, axes, strict=True)]
    return Draft([numbered("Line", _length(mark.columns))], columns)


def _length(columns: Sequence[Floats]) -> int:
    return max((values.size for values in columns), default=0)
