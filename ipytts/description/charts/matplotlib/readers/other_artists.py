"""Name artists that no other reader knows, so that a description mentions them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.collections import Collection, LineCollection
from matplotlib.lines import AxLine
from matplotlib.patches import FancyArrow, FancyArrowPatch, Patch, Rectangle
from matplotlib.table import Table

from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.model import OtherMark
from ipytts.description.charts.stage_marks import TextTable
from ipytts.description.wording import grammar, numbers


def read_other_artists(drawing: Drawing) -> Reading:
    """Return the names of the artists that no other reader has claimed."""
    artists = [one for one in drawing.artists_of(Collection, Patch, AxLine, Table) if _is_drawn(drawing, one)]
    arrows = [one for one in artists if isinstance(one, (FancyArrow, FancyArrowPatch))]
    rugs = [one for one in artists if type(one) is LineCollection and not drawing.in_data(one)]
    lines = [one for one in artists if type(one) is LineCollection and drawing.in_data(one)]
    tables = [one for one in artists if isinstance(one, Table)]
    straight = [one for one in artists if isinstance(one, AxLine)]
    known = {id(one) for one in (*arrows, *rugs, *lines, *tables, *straight)}
    shapes = [one for one in artists if id(one) not in known]
    phrases = [
        *_drawing(lines, shapes, arrows),
        *(f"rug with {numbers.with_noun(_count(rug), 'mark')}" for rug in rugs),
        *map(_straight_line, straight),
    ]
    return Reading([*map(OtherMark, phrases), *map(_table, tables)], artists)


def _is_drawn(drawing: Drawing, artist: Any) -> bool:
    """Return whether an artist shows something in the coordinates of the data."""
    if isinstance(artist, Rectangle) and not (artist.get_width() and artist.get_height()):
        return False
    if isinstance(artist, (AxLine, Table, FancyArrowPatch)):
        return True
    return bool(drawing.in_data(artist) or isinstance(artist, Collection)) and bool(_count(artist))


def _count(artist: Any) -> int:
    """Return the number of shapes of an artist."""
    return len(artist.get_paths()) if isinstance(artist, Collection) else 1


def _drawing(lines: Sequence[Any], shapes: Sequence[Any], arrows: Sequence[Any]) -> list[str]:
    counts = [(sum(map(_count, lines)), "line"), (sum(map(_count, shapes)), "shape"), (len(arrows), "arrow")]
    parts = [numbers.with_noun(count, noun) for count, noun in counts if count]
    return [f"drawing of {grammar.join(parts)}"] if parts else []


def _table(table: Table) -> TextTable:
    """Return a table with its cells; row 0 has the names of the columns, and column -1 those of the rows."""
    cells = {at: cell.get_text().get_text() for at, cell in table.get_celld().items()}
    heads = {at for at in cells if at[0] == 0}
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells if column >= 0})
    has_header = (0, -1) not in cells and any(column == -1 for _, column in cells)
    has_header |= bool(heads) and all(_is_word(cells[at]) for at in heads)
    body = rows[1:] if has_header else rows
    labels = [cells.get((row, -1), "") for row in body]
    return TextTable(
        [cells.get((0, column), "") for column in columns] if has_header else [],
        [[cells.get((row, column), "") for column in columns] for row in body],
        labels if any(labels) else [],
    )


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def _straight_line(line: Any) -> str:
    """Return the phrase for a line of `axline`."""
    slope = line.get_slope() if hasattr(line, "get_slope") else None  # since matplotlib 3.9
    if slope is None and hasattr(line, "get_xy1") and line.get_xy2() is not None:
        (x1, y1), (x2, y2) = line.get_xy1(), line.get_xy2()
        slope = (y2 - y1) / (x2 - x1) if x1 != x2 else None
    return "straight line" if slope is None else f"straight line with slope {numbers.number(float(slope))}"
