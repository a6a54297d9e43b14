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


def draft_arrows(panel: Panel, marks: Sequence[Arrows]) -> list[Draft]:
    """Return a table of the places and components of arrows for each mark; in stream plots, of directions."""
    x, y = _label(panel, 0), _label(panel, 1)
    return [
        Draft(
            [Column(x, mark.x, panel.x), Column(y, mark.y, panel.y)],
            [Column(f"{word} along {x}", mark.along_x), Column(f"{word} along {y}", mark.along_y)],
        )
        for mark in marks
        for word in ["Direction" if mark.form == "stream plot" else "Arrow"]
    ]


def draft_hexagons(panel: Panel, marks: Sequence[Hexagons]) -> list[Draft]:
    """Return a table of hexagonal bins by their centers for each mark; of counts, without empty bins."""
    drafts = []
    for mark in marks:
        shown = mark.values != 0 if mark.are_counts else np.ones(mark.values.shape, bool)
        header = mark.label.strip() or ("Count" if mark.are_counts else "Value")
        rows = [
            Column(f"{_label(panel, 0)}, center", mark.x[shown], panel.x),
            Column(f"{_label(panel, 1)}, center", mark.y[shown], panel.y),
        ]
        drafts.append(Draft(rows, [Column(header, mark.values[shown])]))
    return drafts


def draft_3d_plots(panel: Panel, marks: Sequence[Plot3D]) -> list[Draft]:
    """Return a table of z by x and y for each mark."""
    z = panel.z or Axis()
    return [
        Draft(
            [
                Column(_label(panel, 0), mark.x.ravel(), panel.x),
                Column(_label(panel, 1), mark.y.ravel(), panel.y),
            ],
            [Column(label_of(z, "z"), mark.z.ravel(), z)],
        )
        for mark in marks
    ]


def draft_map_points(_panel: Panel, marks: Sequence[MapPoints]) -> list[Draft]:
    """Return a table of places with their coordinates and values for each mark."""
    return [_draft_map(mark) for mark in marks]


def _draft_map(mark: MapPoints) -> Draft:
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


def draft_scatter_matrices(panel: Panel, marks: Sequence[ScatterMatrix]) -> list[Draft]:
    """Return a table with a column for each variable for each mark."""
    drafts = []
    for mark in marks:
        rows = numbered("Point", _length(mark.columns))
        if len(mark.groups):
            rows = Column(panel.legend_title.strip() or "Group", mark.groups)
        named = zip(mark.names, mark.columns, strict=True)
        drafts.append(Draft([rows], [Column(name, values) for name, values in named]))
    return drafts


def draft_parallel_coordinates(_panel: Panel, marks: Sequence[ParallelCoordinates]) -> list[Draft]:
    """Return a table with a column for each axis for each mark."""
    drafts = []
    for mark in marks:
        axes = [category_axis(names) if names else Axis() for names in mark.categories]
        axes = axes or [Axis() for _ in mark.names]
        columns = [Column(*column) for column in zip(mark.names, mark.columns, axes, strict=True)]
        drafts.append(Draft([numbered("Line", _length(mark.columns))], columns))
    return drafts


def _length(columns: Sequence[Floats]) -> int:
    return max((values.size for values in columns), default=0)
