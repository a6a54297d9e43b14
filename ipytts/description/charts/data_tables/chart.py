"""Read the data behind a whole chart, as tables."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeGuard

import numpy as np

from ipytts.description.charts.data_tables.cells import format_text, format_values
from ipytts.description.charts.data_tables.chart_data import ChartData
from ipytts.description.charts.data_tables.matrices import MAX_COLUMNS
from ipytts.description.charts.data_tables.model import Column, Draft
from ipytts.description.charts.data_tables.panels import draft_panel
from ipytts.description.charts.data_tables.tables import DataTable
from ipytts.description.charts.model import Chart, Floats, Frame, OtherMark, Outside, Panel
from ipytts.description.wording import grammar, numbers, plain_text

_MAX_ROWS = 30  # of a table
_MAX_TABLES = 12  # of a chart
_MAX_CAPTION = 160  # characters
_MAX_NAMED = 3  # columns that a caption names


class _Name(NamedTuple):
    """The name of a panel, which is its title or only says where it is."""

    text: str
    is_title: bool


def read_data(chart: Chart) -> ChartData:
    """Return the data behind a chart: at most 30 rows of each table; the other rows are counted only.

    Examples
    --------
    >>> import numpy as np
    >>> from ipytts.description.charts.model import Axis, Chart, Curve, Panel
    >>> line = Curve("", np.arange(200.0), np.arange(200.0) / 8)
    >>> data = read_data(Chart([Panel([line], x=Axis("Time (s)"), y=Axis("Way (m)"))]))
    >>> data.tables[0].rows[1], data.tables[0].left_out
    (('1', '0.125'), 'and 170 more rows')
    """
    with np.errstate(all="ignore"):  # data may be anything
        drafts = [
            (name, draft)
            for name, panel in _named_panels(chart)
            for draft in draft_panel(panel)
            if draft.columns and _known_rows(draft).size
        ]
        tables = tuple(_table(name, draft) for name, draft in drafts[:_MAX_TABLES])
    remarks = _remarks(chart, len(drafts) - len(tables), has_tables=bool(tables))
    return ChartData(_title(chart), tables, tuple(remarks))


def _title(chart: Chart) -> str:
    """Return the title of a chart; of a single panel, with its title."""
    titles = [chart.title, *(panel.title for panel in _main_panels(chart)[:2])]
    kept = dict.fromkeys(filter(None, map(format_text, titles if len(titles) == 2 else titles[:1])))
    return ", ".join(kept)


def _main_panels(chart: Chart) -> list[Panel]:
    return [panel for panel in chart.panels if _has_marks(panel) and not panel.is_marginal]


def _has_marks(panel: Panel) -> bool:
    return bool(panel.marks) or any(map(_has_marks, panel.twins))


def _named_panels(chart: Chart) -> Iterator[tuple[_Name, Panel]]:
    """Yield the panels with marks, each with its title, or its number if there are several."""
    is_single = len(_main_panels(chart)) == 1
    number = itertools.count(1)
    for panel in filter(_has_marks, chart.panels):
        title = format_text(panel.title)
        if panel.is_marginal:
            yield _Name(title or "Margin", is_title=bool(title)), panel
            continue
        place = f"Panel {next(number)}"
        title = _title(chart) if is_single else title
        yield _Name(title or ("" if is_single else place), is_title=bool(title)), panel


def _size(draft: Draft) -> int:
    """Return the number of rows for which all columns have a value, perhaps a missing one."""
    return min(len(column.values) for column in (*draft.row_headers, *draft.columns))


def _table(panel: _Name, draft: Draft) -> DataTable:
    known = _known_rows(draft)
    first = known[:_MAX_ROWS].tolist()
    shown = draft.columns[:MAX_COLUMNS]
    headers = _distinct([format_text(c.header) or "unnamed" for c in (*draft.row_headers, *shown)])
    cells = [_cells(column, first) for column in draft.row_headers]
    cells = [[text or "unnamed" for text in column] for column in cells]
    cells += [_cells(column, first) for column in shown]
    count = len(draft.row_headers)
    return DataTable(
        _caption(panel, format_text(draft.name), headers[:count], headers[count:]),
        tuple(headers[:count]),
        tuple(headers[count:]),
        tuple(zip(*cells, strict=True)),
        known.size - len(first),
        draft.more_columns + len(draft.columns) - len(shown),
    )


def _known_rows(draft: Draft) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the numbers of the rows that have a place: a break in a line has none."""
    known = np.ones(_size(draft), bool)
    for column in draft.row_headers:
        if _are_numbers(column.values):
            known &= ~np.isnan(column.values[: known.size])
    return np.flatnonzero(known)


def _cells(column: Column, rows: Sequence[int]) -> list[str]:
    values = column.values
    if _are_numbers(values):
        shown = values[rows].tolist()
        return format_values(shown, column.axis, has_whole_dates=column.has_whole_dates)
    return [format_text(str(values[row])) for row in rows]


def _are_numbers(values: Floats | Sequence[str]) -> TypeGuard[Floats]:
    return isinstance(values, np.ndarray) and values.dtype.kind == "f"


def _distinct(headers: Sequence[str]) -> list[str]:
    """Return headers with a number after those that occurred before."""
    counts: dict[str, int] = {}
    distinct = []
    for header in headers:
        counts[header] = counts.get(header, 0) + 1
        distinct.append(header if counts[header] == 1 else f"{header} ({counts[header]})")
    return distinct


def _caption(panel: _Name, name: str, row_headers: Sequence[str], columns: Sequence[str]) -> str:
    """Return the name of the panel and of the table; if neither says anything, what the headers say."""
    if not panel.is_title and not name:
        named = columns if len(columns) <= _MAX_NAMED else [*columns[: _MAX_NAMED - 1], "others"]
        name = f"{grammar.join(named)} by {grammar.join(row_headers)}"
    return plain_text.shorten(": ".join(filter(None, [panel.text, name])), _MAX_CAPTION)


def _remarks(chart: Chart, more_tables: int, *, has_tables: bool) -> Iterator[str]:
    """Yield sentences about the tables, and about what they do not show."""
    if more_tables:
        yield f"and {more_tables:,} more table{'' if more_tables == 1 else 's'}"
    if chart.frame:
        yield _frame_remark(chart.frame)
    if chart.remark:
        yield grammar.sentence(chart.remark)
    if not has_tables:
        yield "No data of this chart can be listed."
        return
    panels = [part for panel in chart.panels for part in (panel, *panel.twins)]
    yield from dict.fromkeys(remark for panel in panels for remark in _panel_remarks(panel))


def _panel_remarks(panel: Panel) -> Iterator[str]:
    """Yield sentences about what the tables of a panel do not show."""
    for mark in panel.marks:
        if isinstance(mark, Outside):
            count = numbers.with_noun(mark.count, mark.noun)
            yield f"Not in the tables: {count} outside the axes."
    shown = [("color", panel.color_label), *((known.channel, known.label) for known in panel.encodings)]
    for channel, label in shown:
        subject = channel if channel in ("color", "size") else f"the {channel}"
        if text := format_text(label):
            yield f"Not in the tables: {text}, which {subject} shows."
    if panel.has_other_marks or any(isinstance(mark, OtherMark) for mark in panel.marks):
        yield "Not in the tables: other marks of the chart."


def _frame_remark(frame: Frame) -> str:
    name = " ".join(filter(None, [format_text(frame.label), format_text(frame.name)]))
    which = f"{numbers.ordinal(frame.number)} of {numbers.with_noun(frame.count, 'frame')}"
    return f"These are the data of the {which}{f': {name}' if name else ''}."
