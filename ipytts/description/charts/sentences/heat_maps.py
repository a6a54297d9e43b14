"""Describe heat maps, correlation and confusion matrices, and images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis
from ipytts.description.charts.sentences.chart_text import (
    ChartText,
    count,
    count_with_verb,
)
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import HeatMap, Panel, RGBImage

_MAX_TIES = 3  # equal cells that are named
_MAX_PAIRS = 3  # pairs of variables at detail "normal"
_MAX_MISTAKES = 3  # mistakes in a confusion matrix
_MAX_ROWS = 12  # names of rows or columns
_MAX_CELLS = 16  # cells that are described one by one
_MAX_FULL_PAIRS = 20  # pairs of variables at detail "full"
_MAX_FULL_CLASSES = 20  # classes of a confusion matrix at detail "full"
_WEAK = 0.3  # correlation coefficient


def describe_heat_maps(panel: Panel, heat_maps: Sequence[HeatMap]) -> ChartText:
    """Describe the highest and lowest values, the strongest correlations, or the mistakes of a classifier."""
    heat_map = heat_maps[0]
    height, width = heat_map.values.shape
    row_label, column_label = (labels.format_axis_label(axis.label) for axis in (panel.y, panel.x))
    values = AxisFormatter(Axis(heat_map.label), [heat_map.values.ravel()])
    if heat_map.form == "image":
        text = ChartText("image", f"{numbers.number(height)} by {numbers.number(width)} values")
    else:
        by = grammar.join(filter(None, [row_label, column_label]))
        size = phrase("{} and {}", count(height, "row"), count(width, "column"))
        text = ChartText("heat map", values.label, by, sizes=[size])
    missing = int((~np.isfinite(heat_map.values)).sum())
    are_correlations = _is_correlation_matrix(heat_map)
    if missing == heat_map.values.size:
        text.main_point = "it has no values"
    elif are_correlations:
        _describe_correlations(text, heat_map)
    elif _is_confusion_matrix(heat_map, row_label, column_label):
        _describe_confusion(text, heat_map)
    elif values.low == values.high:
        text.main_point = f"all cells are {values.format(values.high)}"
    elif heat_map.form == "image":
        _describe_brightness(text, heat_map, values)
    else:
        _describe_extremes(text, heat_map, values)
    if heat_map.form != "image":
        text.details += _describe_rows_and_columns(heat_map, row_label, column_label)
    if 0 < missing < heat_map.values.size and not are_correlations:
        text.details.append(phrase("{} empty", count_with_verb(missing, "cell")))
    return text


def _describe_rows_and_columns(heat_map: HeatMap, row_label: str, column_label: str) -> list[str]:
    rows, columns = list(heat_map.rows), list(heat_map.columns)
    if rows == columns and 0 < len(rows) <= _MAX_ROWS:
        return [f"Rows and columns are {grammar.join(map(format_name, rows))}"]
    sentences = []
    for noun, names, label in (("rows", rows, row_label), ("columns", columns, column_label)):
        if len(names) > _MAX_ROWS and _are_sorted_numbers(names):
            of_what = f", {label}," if label else ""
            sentences.append(f"The {noun}{of_what} reach from {names[0]} to {names[-1]}")
        elif names:
            by = f", by {label}," if label else ""
            listed = grammar.join_some([format_name(name) for name in names], _MAX_ROWS)
            sentences.append(f"The {noun}{by} are {listed}")
    return sentences


def _are_sorted_numbers(names: Sequence[str]) -> bool:
    try:
        values = np.array([float(name.replace(",", "").replace("minus ", "-")) for name in names])
    except ValueError:
        return False
    return bool((np.diff(values) > 0).all() or (np.diff(values) < 0).all())


def _describe_brightness(text: ChartText, heat_map: HeatMap, values: AxisFormatter) -> None:
    mean = float(np.nanmean(np.where(np.isfinite(heat_map.values), heat_map.values, np.nan)))
    low, high = values.format(values.low), values.format(values.high)
    text.main_point = f"they go from {low} to {high}, {values.format(mean)} on average"


def _describe_extremes(text: ChartText, heat_map: HeatMap, values: AxisFormatter) -> None:
    high, low = values.format(values.high), values.format(values.low)
    at_high, at_low = _format_cells(heat_map, values.high), _format_cells(heat_map, values.low)
    text.main_point = f"highest is {high}{at_high}, lowest {low}{at_low}"
    if heat_map.values.size <= _MAX_CELLS and len(heat_map.rows) and len(heat_map.columns):
        for name, row in zip(heat_map.rows, heat_map.values, strict=True):
            cells = zip(heat_map.columns, row, strict=True)
            listed = grammar.join(f"{format_name(column)} {values.format(value)}" for column, value in cells)
            text.details.append(f"{format_name(name)}: {listed}")
        return
    known = np.isfinite(heat_map.values)
    for noun, names, axis in (("row", heat_map.rows, 1), ("column", heat_map.columns, 0)):
        with np.errstate(all="ignore"):
            means = np.where(known, heat_map.values, 0).sum(axis) / known.sum(axis)
        if len(names) > 1 and np.isfinite(means).any():
            highest, lowest = int(np.nanargmax(means)), int(np.nanargmin(means))
            (top, high), (bottom, low) = (
                (format_name(names[n]), values.format(means[n])) for n in (highest, lowest)
            )
            text.details.append(f"On average the {noun} {top} is highest, {high}, and {bottom} lowest, {low}")


def _format_cells(heat_map: HeatMap, value: float) -> str:
    """Return the rows and columns of the cells with a value; of many cells, their number."""
    cells = np.argwhere(heat_map.values == value)
    if len(cells) > _MAX_TIES or not (heat_map.rows or heat_map.columns):
        return f" in {numbers.with_noun(len(cells), 'cell')}" if len(cells) > 1 else ""
    named = [
        f"{format_name(heat_map.rows[row]) if heat_map.rows else f'row {row + 1}'}, "
        f"{format_name(heat_map.columns[column]) if heat_map.columns else f'column {column + 1}'}"
        for row, column in cells
    ]
    return f" at {grammar.join(named)}"


def _is_correlation_matrix(heat_map: HeatMap) -> bool:
    """Return whether values are correlations; one half of the matrix may be missing."""
    values = heat_map.values
    if values.shape[0] != values.shape[1] or values.shape[0] < 2:
        return False
    if not heat_map.rows or list(heat_map.rows) != list(heat_map.columns):
        return False
    known = np.isfinite(values)
    both = known & known.T
    either = known | known.T | np.eye(len(values), dtype=bool)
    diagonal = np.diag(values)[np.diag(known)]
    return (
        bool(known.any())
        and bool((np.abs(values[known]) <= 1 + 1e-9).all())  # rounding errors
        and bool(np.allclose(values[both], values.T[both]))
        and bool(np.allclose(diagonal, 1))
        and bool(either.all())
    )


def _describe_correlations(text: ChartText, heat_map: HeatMap) -> None:
    values = np.where(np.isfinite(heat_map.values), heat_map.values, heat_map.values.T)
    names = [format_name(name) for name in heat_map.rows]
    pairs = [
        (float(values[row, column]), names[column], names[row])
        for row in range(len(names))
        for column in range(row)
    ]
    pairs.sort(reverse=True)
    text.kind = "heat map of correlations"
    text.quantity, text.by, text.sizes = "", "", [count(len(names), "variable")]
    text.main_point = f"the highest is {_format_pair(pairs[0])}"
    if len(pairs) > 1:
        text.main_point += f", the lowest {_format_pair(pairs[-1])}"
    others = sorted(pairs[1:-1], key=lambda pair: -abs(pair[0]))
    strong = [_format_pair(pair) for pair in others if abs(pair[0]) >= _WEAK]
    if strong:
        verb = "come" if len(strong) > 1 else "comes"
        text.details.append(f"Then {verb} {grammar.join(strong[:_MAX_PAIRS])}")
    if len(strong) > _MAX_PAIRS:
        text.full_details.append(f"Further ones are {grammar.join(strong[_MAX_PAIRS:_MAX_FULL_PAIRS])}")
    weak = sum(abs(pair[0]) < _WEAK for pair in pairs)
    if weak and len(pairs) > 1:
        of_all = count(len(pairs), "pair")
        text.details.append(
            phrase("{} of {} {} weaker than {}", str(weak), of_all, grammar.are(weak), str(_WEAK))
        )


def _format_pair(pair: tuple[float, str, str]) -> str:
    return f"{numbers.number(round(pair[0], 2))} between {pair[1]} and {pair[2]}"


def _is_confusion_matrix(heat_map: HeatMap, row_label: str, column_label: str) -> bool:
    values = heat_map.values
    return (
        "true" in row_label.lower().split()
        and "predicted" in column_label.lower().split()
        and values.shape[0] == values.shape[1]
        and bool(np.isfinite(values).all())
        and bool((values >= 0).all())
        and float(values.sum()) > 0
    )


def _describe_confusion(text: ChartText, heat_map: HeatMap) -> None:
    """Describe how many predictions are right and which mistakes are frequent, in counts or in shares."""
    values = heat_map.values
    total, right = float(values.sum()), float(np.trace(values))
    are_counts = bool((values == np.round(values)).all())
    format_value = numbers.number if are_counts else numbers.percent
    text.kind, text.quantity, text.by, text.sizes = "confusion matrix", "", "", [count(len(values), "class")]
    if are_counts:
        share = numbers.percent(right / total)
        text.main_point = f"{format_value(right)} of {format_value(total)} are predicted right, {share}"
    elif bool(np.allclose(values.sum(1), 1)):
        text.main_point = f"on average {format_value(right / len(values))} of a class are predicted right"
    cells = sorted(np.argwhere(values > 0).tolist(), key=lambda cell: -values[cell[0], cell[1]])
    verb = "that are" if are_counts else "of"
    rows, columns = (
        [format_name(names[n]) if n < len(names) else f"class {n + 1}" for n in range(len(values))]
        for names in (heat_map.rows, heat_map.columns)
    )
    mistakes = [
        f"{format_value(values[row, column])} {verb} {rows[row]} taken for {columns[column]}"
        for row, column in cells
        if row != column
    ]
    frequent = f"The most frequent mistakes: {'; '.join(mistakes[:_MAX_MISTAKES])}"
    text.details.append(frequent if mistakes else "There are no mistakes")
    for n, name in enumerate(rows[:_MAX_FULL_CLASSES]):
        of_all = f" of {format_value(float(values[n].sum()))}" if are_counts else ""
        text.full_details.append(f"Of {name}, {format_value(values[n, n])}{of_all} are right")


def describe_images(_: Panel, images: Sequence[RGBImage]) -> ChartText:
    """Describe the size of an image."""
    width, height = numbers.number(images[0].width), numbers.number(images[0].height)
    text = ChartText("picture", f"{width} by {height} pixels")
    text.details.append("its content is not described")
    return text
