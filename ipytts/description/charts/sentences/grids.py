"""Heat maps, images and pies in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis
from ipytts.description.charts.sentences.chart_text import ChartText, name
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Floats, HeatMap, Panel, Pie, RGBImage

_FEW = 3
_NAMED = 12
_CELLS = 16  # that are told one by one
_SLICES = 8
_CLEAR = 0.3


def tell_grids(panel: Panel, grids: Sequence[HeatMap]) -> ChartText:
    """Tell the extremes of a heat map; of correlations the strongest, of a confusion matrix the mistakes."""
    grid = grids[0]
    height, width = grid.values.shape
    says = AxisFormatter(Axis(grid.label), [grid.values.ravel()])
    size = f"{numbers.number(height)} by {numbers.number(width)}"
    rows, columns = (labels.spoken(axis.label) for axis in (panel.y, panel.x))
    if grid.form == "image":
        told = ChartText("image", f"of {size} values")
    else:
        by = f" by {grammar.join(filter(None, [rows, columns]))}" if rows or columns else ""
        what = f"of {says.label}{by}" if says.label else by.strip()
        size = f"{numbers.with_noun(height, 'row')} by {numbers.with_noun(width, 'column')}"
        told = ChartText("heat map", f"{what}, {size}" if what else f"of {size}")
    good = np.isfinite(grid.values)
    if not good.any():
        told.point = "it has no values"
    elif is_correlation(grid):
        _correlations(told, grid)
    elif is_confusion(grid, rows, columns):
        _confusion(told, grid)
    else:
        _extremes(told, grid, says)
    if grid.form != "image":
        told.more += _names(grid, rows, columns)
    missing = int((~good).sum())
    if missing and good.any() and not is_correlation(grid):
        told.more.append(f"{numbers.with_noun(missing, 'cell')} {'is' if missing == 1 else 'are'} empty")
    return told


def _names(grid: HeatMap, rows: str, columns: str) -> list[str]:
    told = []
    if list(grid.rows) == list(grid.columns) and 0 < len(grid.rows) <= _NAMED:
        return [f"Rows and columns are {grammar.join_some([name(one) for one in grid.rows], _NAMED)}"]
    for what, named, label in (("rows", grid.rows, rows), ("columns", grid.columns, columns)):
        if len(named) > _NAMED and _is_ascending(named):
            told.append(f"The {what}{f', {label},' if label else ''} reach from {named[0]} to {named[-1]}")
        elif named:
            by = f", by {label}," if label else ""
            told.append(f"The {what}{by} are {grammar.join_some([name(one) for one in named], _NAMED)}")
    return told


def _is_ascending(named: Sequence[str]) -> bool:
    """Tell whether names are numbers in order, so that the first and the last say enough."""
    try:
        numbers = np.array([float(one.replace(",", "").replace("minus ", "-")) for one in named])
    except ValueError:
        return False
    return bool((np.diff(numbers) > 0).all() or (np.diff(numbers) < 0).all())


def _extremes(told: ChartText, grid: HeatMap, says: AxisFormatter) -> None:
    values = grid.values
    high, low = float(np.nanmax(_kept(values))), float(np.nanmin(_kept(values)))
    if high == low:
        told.point = f"all cells are {says.format(high)}"
        return
    if grid.form == "image":
        mean = says.format(float(np.nanmean(_kept(values))))
        told.point = f"they go from {says.format(low)} to {says.format(high)}, {mean} on average"
        return
    told.point = (
        f"highest is {says.format(high)}{_cells(grid, high)}, lowest {says.format(low)}{_cells(grid, low)}"
    )
    if values.size <= _CELLS and len(grid.rows) and len(grid.columns):
        for row, line in zip(grid.rows, values, strict=True):
            cells = (f"{name(c)} {says.format(v)}" for c, v in zip(grid.columns, line, strict=True))
            told.more.append(f"{name(row)}: {grammar.join(cells)}")
        return
    for what, named, along in (("row", grid.rows, 1), ("column", grid.columns, 0)):
        if len(named) < 2:  # nothing to compare
            continue
        with np.errstate(all="ignore"):
            known = np.isfinite(values)
            means = np.where(known, values, 0).sum(along) / known.sum(along)
        if np.isfinite(means).any():
            top, bottom = int(np.nanargmax(means)), int(np.nanargmin(means))
            told.more.append(
                f"On average the {what} {name(named[top])} is highest, {says.format(means[top])}, "
                f"and {name(named[bottom])} lowest, {says.format(means[bottom])}"
            )


def _kept(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _cells(grid: HeatMap, value: float) -> str:
    """Say where a value is, if that is not in many places."""
    found = np.argwhere(grid.values == value)
    if len(found) > _FEW or not (grid.rows or grid.columns):
        return f" in {numbers.with_noun(len(found), 'cell')}" if len(found) > 1 else ""
    return f" at {grammar.join(_cell(grid, int(row), int(column)) for row, column in found)}"


def _cell(grid: HeatMap, row: int, column: int) -> str:
    r = name(grid.rows[row]) if grid.rows else f"row {row + 1}"
    c = name(grid.columns[column]) if grid.columns else f"column {column + 1}"
    return f"{r}, {c}"


def is_correlation(grid: HeatMap) -> bool:
    """Tell whether a grid is a correlation matrix, whole or half of it."""
    values = grid.values
    if values.shape[0] != values.shape[1] or values.shape[0] < 2 or list(grid.rows) != list(grid.columns):
        return False
    good = np.isfinite(values)
    both = good & good.T
    diagonal = np.diag(values)[np.diag(good)]
    return (
        bool(grid.rows)
        and bool(good.any())
        and bool((np.abs(values[good]) <= 1 + 1e-9).all())
        and bool(np.allclose(values[both], values.T[both]))
        and bool(np.allclose(diagonal, 1))
        and bool((good | good.T | np.eye(len(values), dtype=bool)).all())
    )


def _correlations(told: ChartText, grid: HeatMap) -> None:
    pairs = []
    for row in range(len(grid.rows)):
        for column in range(row):
            values = [v for v in (grid.values[row, column], grid.values[column, row]) if np.isfinite(v)]
            pairs.append((float(values[0]), name(grid.columns[column]), name(grid.rows[row])))
    pairs.sort(reverse=True)
    told.kind = "heat map of correlations"
    told.subject = f"among {numbers.with_noun(len(grid.rows), 'variable')}"
    told.point = f"the highest is {_pair(pairs[0])}"
    if len(pairs) > 1:
        told.point += f", the lowest {_pair(pairs[-1])}"
    strong = sorted(pairs[1:-1], key=lambda pair: -abs(pair[0]))
    clear = [_pair(pair) for pair in strong if abs(pair[0]) >= _CLEAR]
    if clear:
        told.more.append(
            f"Then come {grammar.join(clear[:_FEW])}" if len(clear) > 1 else f"Then comes {clear[0]}"
        )
        told.full += [f"Further ones are {grammar.join(clear[_FEW:20])}"] if len(clear) > _FEW else []
    weak = len(pairs) - sum(abs(pair[0]) >= _CLEAR for pair in pairs)
    if weak and len(pairs) > 1:
        verb = "is" if weak == 1 else "are"
        told.more.append(
            f"{weak} of {numbers.with_noun(len(pairs), 'pair')} {verb} weaker than 0.3 either way"
        )


def _pair(pair: tuple[float, str, str]) -> str:
    return f"{numbers.number(round(pair[0], 2))} between {pair[1]} and {pair[2]}"


def is_confusion(grid: HeatMap, rows: str, columns: str) -> bool:
    """Tell whether a grid counts true against predicted classes."""
    return (
        "true" in rows.lower().split()
        and "predicted" in columns.lower().split()
        and grid.values.shape[0] == grid.values.shape[1]
        and bool(np.isfinite(grid.values).all())
        and bool((grid.values >= 0).all())
        and float(grid.values.sum()) > 0
    )


def _confusion(told: ChartText, grid: HeatMap) -> None:
    """Tell how many are predicted right, and what is taken for what; shares, where a chart shows these."""
    values = grid.values
    total, right = float(values.sum()), float(np.trace(values))
    counts = bool((values == np.round(values)).all())
    format_value = numbers.number if counts else numbers.percent
    told.kind, told.subject = "confusion matrix", f"of {numbers.with_noun(len(values), 'class')}"
    if counts:
        share = numbers.percent(right / total)
        told.point = f"{format_value(right)} of {format_value(total)} are predicted right, {share}"
    elif bool(np.allclose(values.sum(1), 1)):
        told.point = f"on average {format_value(right / len(values))} of a class are predicted right"
    wrong = sorted(np.argwhere(values > 0).tolist(), key=lambda cell: -values[cell[0], cell[1]])
    are = "that are" if counts else "of"
    mistakes = [
        f"{format_value(float(values[r, c]))} {are} {_of(grid.rows, r)} taken for {_of(grid.columns, c)}"
        for r, c in wrong
        if r != c
    ]
    told.more.append(
        f"The most frequent mistakes: {'; '.join(mistakes[:_FEW])}" if mistakes else "There are no mistakes"
    )
    for r in range(min(len(values), 20)):
        all_of = f" of {format_value(float(values[r].sum()))}" if counts else ""
        told.full.append(f"Of {_of(grid.rows, r)}, {format_value(float(values[r, r]))}{all_of} are right")


def _of(named: Sequence[str], at: int) -> str:
    return name(named[at]) if at < len(named) else f"class {at + 1}"


def tell_pies(panel: Panel, pies: Sequence[Pie]) -> ChartText:
    """Tell the slices, the largest first."""
    del panel
    pie = pies[0]
    told = ChartText("pie chart", f"with {numbers.with_noun(len(pie.shares), 'slice')}")
    named = [name(one) or f"slice {number}" for number, one in enumerate(pie.names, 1)]
    ranked = sorted(zip(pie.shares.tolist(), named, strict=True), key=lambda pair: -pair[0])
    if not ranked:
        told.point = "it is empty"
        return told
    told.point = f"the largest is {ranked[0][1]} with {numbers.percent(ranked[0][0])}"
    if len(ranked) > 1:
        told.point += f", the smallest {ranked[-1][1]} with {numbers.percent(ranked[-1][0])}"
    between = [f"{one} {numbers.percent(share)}" for share, one in ranked[1:-1]]
    if between:
        told.more.append(f"Between them: {grammar.join_some(between, _SLICES, 'slice')}")
    if len(between) > _SLICES + 1:
        told.full.append(f"Further slices: {grammar.join(between[_SLICES:30])}")
    return told


def tell_pictures(panel: Panel, pictures: Sequence[RGBImage]) -> ChartText:
    """Tell the size of an image in colors; what is on it, its numbers do not say."""
    del panel
    one = pictures[0]
    told = ChartText("picture", f"of {numbers.number(one.width)} by {numbers.number(one.height)} pixels")
    told.more.append("What is on it cannot be told from its pixels")
    return told
