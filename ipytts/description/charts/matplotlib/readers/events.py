"""Read event plots (`eventplot`)."""

from __future__ import annotations

from typing import Any

from matplotlib.collections import EventCollection

from ipytts.description.charts.field_marks import Events
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading


def read_events(drawing: Drawing) -> Reading:
    """Return the rows of events."""
    rows = drawing.artists_of(EventCollection)
    return Reading([_events(drawing, row, len(rows)) for row in rows], rows)


def _events(drawing: Drawing, row: Any, rows: int) -> Events:
    is_horizontal = bool(row.is_horizontal())
    along, across = (drawing.x, drawing.y) if is_horizontal else (drawing.y, drawing.x)
    offset = float(row.get_lineoffset())
    own = drawing.names.of(row)
    name = across.axis.categories.get(offset, "") or across.tick_labels.get(offset, "") or own
    ends = [segment[0] for segment in row.get_segments() if len(segment) == 2]
    positions = along.values([end[0 if is_horizontal else 1] for end in ends])
    return Events(name if rows > 1 or own else "", positions, is_horizontal)
