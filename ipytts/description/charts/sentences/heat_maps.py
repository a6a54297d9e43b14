"""Describe heat maps, correlation and confusion matrices, and images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ipytts.description.charts import calendar_names, labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name, has_letters
from ipytts.description.charts.model import Axis, HeatMap, Panel, RGBImage
from ipytts.description.charts.sentences.cells import Grid, describe_means, read_lines
from ipytts.description.charts.sentences.chart_text import (
    ChartText,
    count,
    count_with_verb,
)
from ipytts.description.charts.sentences.matrices import (
    describe_confusion,
    describe_correlations,
    is_confusion_matrix,
    is_correlation_matrix,
)
from ipytts.description.charts.statistics.arrays import equal_to
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_some, join_with, phrase

_MEANS = {"average", "avg", "mean", "median"}  # of groups, whose mean would ignore their sizes
_MAX_TIES = 3  # equal cells that are named
_MAX_ROWS = 12  # names of rows or columns
_MAX_CELLS = 16  # cells that are described one by one


class _CellNames(NamedTuple):
    """The names of the rows and the columns of a heat map, as they are spoken."""

    rows: Sequence[str]
    columns: Sequence[str]


def describe_heat_maps(panel: Panel, heat_maps: Sequence[HeatMap]) -> ChartText:
    """Describe the highest and lowest values, the strongest correlations, or the mistakes of a classifier."""
    heat_map = heat_maps[0]
    height, width = heat_map.values.shape
    row_label, column_label = (labels.format_axis_label(axis.label) for axis in (panel.y, panel.x))
    values = AxisFormatter(Axis(heat_map.label), [heat_map.values.ravel()])
    if heat_map.form == "image":
        text = ChartText("image", extent=phrase("of {} by {} values", *_size(height, width)))
    else:
        by = grammar.join(filter(None, [row_label, column_label]))
        size = phrase("{} and {}", count(height, "row"), count(width, "column"))
        text = ChartText(heat_map.form, values.label, by, sizes=[size])
    names = _cell_names(panel, heat_map)
    missing = int((~np.isfinite(heat_map.values)).sum())
    are_correlations = is_correlation_matrix(heat_map)
    if missing == heat_map.values.size:
        text.main_point = "it has no values"
    elif are_correlations:
        describe_correlations(text, heat_map)
    elif is_confusion_matrix(heat_map, row_label, column_label):
        describe_confusion(text, heat_map)
    elif not values.varies:
        text.main_point = phrase("all cells are {}", values.fact(values.high, "value"))
    elif heat_map.form == "image":
        _describe_brightness(text, heat_map, values)
    elif set(np.unique(heat_map.values[np.isfinite(heat_map.values)])) == {0.0, 1.0}:
        _describe_ones(text, heat_map)
    else:
        grid = Grid.of(heat_map, (row_label, column_label), (names.rows, names.columns))
        _describe_extremes(text, heat_map, values, names, grid)
    if heat_map.form != "image":
        text.details += _describe_rows_and_columns(heat_map, row_label, column_label)
    if 0 < missing < heat_map.values.size and not are_correlations:
        text.details.append(phrase("{} empty", count_with_verb(missing, "cell")))
    return text


def _size(height: int, width: int) -> tuple[Fact, Fact]:
    named = ((height, "height"), (width, "width"))
    rows, columns = (Fact(numbers.number(size), size, method) for size, method in named)
    return rows, columns


def _describe_rows_and_columns(heat_map: HeatMap, row_label: str, column_label: str) -> list[Words]:
    rows, columns = list(heat_map.rows), list(heat_map.columns)
    if rows == columns and 0 < len(rows) <= _MAX_ROWS:
        return [phrase("rows and columns are {}", join(map(format_name, rows)))]
    sentences: list[Words] = []
    for noun, names, numbers_of, label in (
        ("rows", rows, heat_map.row_numbers, row_label),
        ("columns", columns, heat_map.column_numbers, column_label),
    ):
        values = numbers_of if len(numbers_of) else [labels.read_number(name) for name in names]
        if len(names) > _MAX_ROWS and _are_sorted(values):
            of_what = f", {label}," if label else ""
            ends = (
                Fact(names[n], values[n], f"{end} of the {noun}") for n, end in ((0, "start"), (-1, "end"))
            )
            sentences.append(phrase("the {}{} go from {} to {}", noun, of_what, *ends))
        elif names:
            by = f", by {label}," if label else ""
            listed = join_some([line.text for line in read_lines(names, label)], _MAX_ROWS)
            sentences.append(phrase("the {}{} are {}", noun, by, listed))
    return sentences


def _are_sorted(values: Sequence[float]) -> bool:
    steps = np.diff(values)
    return bool((steps > 0).all() or (steps < 0).all())


def _describe_ones(text: ChartText, heat_map: HeatMap) -> None:
    """Describe how many cells are 1 and not 0, as those of missing values, and in which columns."""
    ones = heat_map.values == 1
    known = int(np.isfinite(heat_map.values).sum())
    total, of_all = int(ones.sum()), count(known, "cell")
    text.main_point = phrase(
        "{} of {} {} 1", Fact(numbers.number(total), total, "sum"), of_all, grammar.are(total)
    )
    per_column = [(int(n), name) for n, name in zip(ones.sum(0), heat_map.columns, strict=False) if n]
    per_column.sort(key=lambda pair: -pair[0])
    if per_column:
        listed = [
            phrase("{} in {}", Fact(numbers.number(n), n, "sum", of="column", at=name), format_name(name))
            for n, name in per_column
        ]
        text.details.append(join_some(listed, _MAX_ROWS, "column"))


def _describe_brightness(text: ChartText, heat_map: HeatMap, values: AxisFormatter) -> None:
    mean = float(np.nanmean(np.where(np.isfinite(heat_map.values), heat_map.values, np.nan)))
    text.main_point = phrase(
        "the values go {}, {} on average", values.format_range(), values.fact(mean, "mean")
    )


def _cell_names(panel: Panel, heat_map: HeatMap) -> _CellNames:
    """Return the names of rows and columns as they are spoken; numbers after their quantity: "size 2"."""
    spoken = []
    for noun, given, axis, size in (
        ("row", heat_map.rows, panel.y, heat_map.values.shape[0]),
        ("column", heat_map.columns, panel.x, heat_map.values.shape[1]),
    ):
        full = calendar_names.full_names(given)
        names = [format_name(full.get(name, name)) for name in given]
        names = names or [str(number) for number in range(1, size + 1)]
        quantity = labels.read_label(axis.label).quantity if given and axis.label.strip() else noun
        have_letters = all(map(has_letters, names))
        spoken.append(names if have_letters else [f"{quantity} {name}" for name in names])
    return _CellNames(*spoken)


def _describe_extremes(
    text: ChartText, heat_map: HeatMap, values: AxisFormatter, names: _CellNames, grid: Grid
) -> None:
    ends: list[Words] = []
    for value, method in ((values.high, "maximum"), (values.low, "minimum")):
        cells = np.argwhere(equal_to(heat_map.values, value)).tolist()
        fact = values.fact(value, method, at=_place(heat_map, *cells[0]))
        ends.append(phrase("{}{}", fact, _format_cells(heat_map, cells, names, grid)))
    text.main_point = phrase("highest is {}, lowest {}", *ends)
    if heat_map.values.size <= _MAX_CELLS and len(heat_map.rows) and len(heat_map.columns):
        text.details += [_format_row(heat_map, row, values, names) for row in range(len(heat_map.rows))]
        return
    if heat_map.form == "contour plot" or labels.words_in(heat_map.label) & _MEANS:
        return
    text.details += describe_means(heat_map.values, grid.lines, values)


def _format_row(heat_map: HeatMap, row: int, values: AxisFormatter, names: _CellNames) -> Phrase:
    own = format_name(heat_map.rows[row])
    are_clear = all(name[-1:].isalpha() for name in names.columns)
    cells = [
        phrase("{}{} {}", spoken, "" if are_clear else ",", values.fact(float(value), "value", of=own, at=at))
        if np.isfinite(value)
        else f"{spoken} empty"
        for at, spoken, value in zip(heat_map.columns, names.columns, heat_map.values[row], strict=True)
    ]
    return phrase("{}: {}", names.rows[row], join(cells) if are_clear else join_with("; ", cells))


def _format_cells(heat_map: HeatMap, cells: Sequence[Sequence[int]], names: _CellNames, grid: Grid) -> Phrase:
    """Return where cells are; of many cells, their number."""
    if len(cells) > _MAX_TIES or not (heat_map.rows or heat_map.columns):
        return phrase(" in {}", count(len(cells), "cell")) if len(cells) > 1 else phrase("")
    if grid.are_months_of_years:
        return phrase(" in {}", join([grid.format(*cell) for cell in cells]))
    return phrase(" at {}", join_with("; ", [f"{names.rows[r]}, {names.columns[c]}" for r, c in cells]))


def _place(heat_map: HeatMap, row: int, column: int) -> str:
    """Return the row and the column of a cell by their names in the data."""
    of_row = format_name(heat_map.rows[row]) if heat_map.rows else f"row {row + 1}"
    of_column = format_name(heat_map.columns[column]) if heat_map.columns else f"column {column + 1}"
    return f"{of_row}, {of_column}"


def describe_images(_: Panel, images: Sequence[RGBImage]) -> ChartText:
    """Describe the size of an image."""
    height, width = _size(images[0].height, images[0].width)
    text = ChartText("picture", extent=phrase("of {} by {} pixels", width, height))
    text.details.append("its content is not described")
    return text
