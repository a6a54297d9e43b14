"""Describe summaries of other data: statistics, correlations, counts, confusion matrices and pivot tables."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ipytts.description.tables.cells import format_label, format_value
from ipytts.description.wording import grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipytts.description.detail import Detail
    from ipytts.description.tables.model import Column, Table

_STATISTICS = {"count", "mean", "std", "min", "max"}
_TEXT_STATISTICS = {"count", "unique", "top", "freq"}
_SHARE_NAMES = ("proportion", "share")
_COUNT_NAMES = ("count", "counts", "len", *_SHARE_NAMES)
_ACTUAL = {"actual", "true", "truth", "true label", "y true", "observed", "expected", "label"}
_PREDICTED = {"predicted", "prediction", "predictions", "predicted label", "y pred", "pred"}
_SENTENCES: dict[Detail, int] = {"brief": 1, "normal": 6, "full": 25}  # at most
_LISTED_ROWS: dict[Detail, int] = {"brief": 3, "normal": 12, "full": 40}  # rows of one value, at most
_NAMED_COLUMNS = 5  # at most
_ROUNDING = 1e-9  # rounding error of correlations


def describe_summary(table: Table, detail: Detail) -> list[str]:
    """Return the sentences for a summary; none if the table is not one."""
    if not table.columns or not table.rows:
        return []
    for describe in (_statistics, _correlations, _counts, _confusion_matrix, _pivot, _values_by_label):
        sentences = list(describe(table, detail))
        if sentences:
            return sentences
    return []


def _statistics(table: Table, detail: Detail) -> Iterator[str]:
    """Describe the result of `describe`, of a table, a series or a grouping, also transposed."""
    statistics = _statistics_by_name(table)
    if not statistics:
        return
    counts = [_to_number(values.get("count")) for values in statistics.values()]
    known = [count for count in counts if count is not None]
    largest = int(max(known, default=0))
    subject = _statistics_subject(table, statistics)
    opening = f"Summary statistics of {subject} over {numbers.with_noun(largest, 'value')}"
    is_one = len(statistics) == 1
    if detail == "brief":
        names = grammar.join_some([*statistics], _NAMED_COLUMNS)
        yield f"{opening}: {_describe_statistics(*statistics.values()) if is_one else names}"
        return
    yield opening if len(set(known)) == 1 else f"{opening} at most"
    most = 2 * _SENTENCES[detail]
    for (name, values), count in list(zip(statistics.items(), counts, strict=True))[:most]:
        is_fewer = count is not None and count < largest
        fewer = f"{numbers.with_noun(int(count or 0), 'value')}, " if is_fewer else ""
        sentence = _describe_statistics(values, is_full=detail == "full")
        yield sentence if is_one else f"{name}: {fewer}{sentence}"
    if len(statistics) > most:
        yield f"and {numbers.with_noun(len(statistics) - most, 'more column')}"


def _statistics_by_name(table: Table) -> dict[str, dict[str, Any]]:
    """Return the statistics of each column or group by its name; empty if the table has none."""
    if not table.labels or not table.cells:
        return {}
    rows, columns = [str(value) for value in table.labels.values], [column.name for column in table.columns]
    if _are_statistics(columns):
        names, statistics = [format_label(table.labels, label) for label in table.labels.values], columns
        values = [list(row) for row in table.cells]
    elif _are_statistics(rows):
        names, statistics = columns, rows
        values = [list(column) for column in zip(*table.cells, strict=True)]
    else:
        return {}
    by_name = {name: dict(zip(statistics, row, strict=True)) for name, row in zip(names, values, strict=True)}
    return by_name if len(by_name) == len(names) else {}


def _are_statistics(names: Sequence[str]) -> bool:
    return set(names) >= _STATISTICS or set(names) >= _TEXT_STATISTICS


def _statistics_subject(table: Table, statistics: dict[str, Any]) -> str:
    """Return words for the series, columns or groups that have the statistics."""
    if table.noun == "series":
        return table.columns[0].name
    by = table.labels.name if table.labels and len(statistics) == table.rows else ""
    count = len(statistics)
    return f"{numbers.number(count)} groups by {by}" if by else numbers.with_noun(count, "column")


def _describe_statistics(values: dict[str, Any], *, is_full: bool = False) -> str:
    words = {name: phrases.value(value) for name, value in values.items() if value is not None}
    parts = []
    if "mean" in words:
        parts.append(f"mean {words['mean']}")
    if _to_number(values.get("std")) is not None:
        parts.append(f"standard deviation {words['std']}")
    if "min" in words:
        parts.append(f"from {words['min']} to {words.get('max', 'missing')}")
    if "50%" in words:
        parts.append(f"median {words['50%']}")
    if is_full and {"25%", "75%"} <= words.keys():
        parts.append(f"the middle half from {words['25%']} to {words['75%']}")
    if "unique" in words:
        parts.append(f"{words['unique']} different values")
        parts.append(f"most often {words.get('top', 'missing')}, {words.get('freq', 'missing')} times")
    return ", ".join(parts) or "nothing"


def _to_number(value: Any) -> float | None:
    if type(value) is str:  # polars gives texts where columns are of several kinds
        try:
            value = float(value)
        except ValueError:
            return None
    return value if type(value) is int or (type(value) is float and math.isfinite(value)) else None


def _correlations(table: Table, detail: Detail) -> Iterator[str]:
    if not _are_correlations(table):
        return
    names = [column.name for column in table.columns]
    pairs = [
        (table.cells[j][i], names[i], names[j])
        for i, j in combinations(range(len(names)), 2)
        if _to_number(table.cells[j][i]) is not None
    ]
    if not pairs:
        return
    pairs.sort(key=lambda pair: -abs(pair[0]))
    strongest, one, other = pairs[0]
    if len(pairs) == 1:
        yield f"The correlation of {one} and {other} is {numbers.number(strongest)}"
        return
    opening = f"Correlations among {numbers.with_noun(len(names), 'column')}"
    yield f"{opening}: the strongest is {numbers.number(strongest)}, between {one} and {other}"
    if detail == "brief":
        return
    most = _SENTENCES[detail]
    for value, one, other in pairs[1:most]:
        yield f"{one} and {other}: {numbers.number(value)}"
    if len(pairs) > most:
        value, one, other = pairs[-1]
        yield f"the weakest is {numbers.number(value)}, between {one} and {other}"


def _are_correlations(table: Table) -> bool:
    size = table.width
    if size < 2 or len(table.cells) != size or len(table.columns) != size:
        return False
    if table.labels and [phrases.name(v) for v in table.labels.values] != [c.name for c in table.columns]:
        return False
    if not all(column.kind in ("number", "empty") for column in table.columns):
        return False
    cells = [[math.nan if v is None else float(v) for v in row] for row in table.cells]
    has_ones = all(math.isnan(cells[i][i]) or abs(cells[i][i] - 1) < _ROUNDING for i in range(size))
    pairs = [(cells[i][j], cells[j][i]) for i, j in combinations(range(size), 2)]
    is_symmetric = all((math.isnan(a) and math.isnan(b)) or abs(a - b) < _ROUNDING for a, b in pairs)
    is_within_one = all(not abs(a) > 1 + _ROUNDING for a, _ in pairs)
    is_identity = not table.labels and not any(a for a, _ in pairs)
    return has_ones and is_symmetric and is_within_one and not is_identity


def _counts(table: Table, detail: Detail) -> Iterator[str]:
    """Describe the result of `value_counts`: one column of counts or shares."""
    if table.width != 1 or not table.labels:
        return
    column, labels = table.columns[0], table.labels
    if column.name not in _COUNT_NAMES or column.kind not in ("number", "whole number"):
        return
    is_share = column.name in _SHARE_NAMES
    of = f" of {labels.name}" if labels.name else ""
    opening = f"{'shares' if is_share else 'counts'}{of}, {numbers.with_noun(table.rows, 'value')}"
    if column.mean is not None and not is_share:
        opening += f" and {numbers.number(round(column.mean * table.rows))} in all"
    if not table.cells:
        yield opening
        if column.high_at:
            yield f"most often {column.high_at}, {_format_count(column.high, is_share=is_share)}"
        return
    counts = list(zip(labels.values, (row[0] for row in table.cells), strict=True))
    counts.sort(key=lambda pair: -(pair[1] or 0))  # polars gives them in no order
    listed = [
        f"{format_label(labels, label)}, {_format_count(count, is_share=is_share)}" for label, count in counts
    ]
    most = _LISTED_ROWS[detail]
    more = [f"and {numbers.number(len(listed) - most)} more"] if len(listed) > most else []
    yield f"{opening}: {'; '.join([*listed[:most], *more])}"


def _format_count(value: Any, *, is_share: bool) -> str:
    return numbers.percent(value) if is_share and isinstance(value, float) else phrases.value(value)


def _confusion_matrix(table: Table, detail: Detail) -> Iterator[str]:
    if not table.labels or not table.cells or table.rows != table.width:
        return
    if table.labels.name.lower() not in _ACTUAL or table.columns_name.lower() not in _PREDICTED:
        return
    names = [phrases.name(label) for label in table.labels.values]
    if [column.name for column in table.columns] == names:
        yield from describe_confusion_matrix(names, table.cells, detail)


def describe_confusion_matrix(
    names: Sequence[str], cells: Sequence[Sequence[Any]], detail: Detail
) -> Iterator[str]:
    """Yield the sentences for a confusion matrix, with a row for each actual class."""
    total = sum(sum(row) for row in cells)
    right = sum(cells[i][i] for i in range(len(names)))
    share = numbers.percent(right / total) if total else "none"
    cases = f"{numbers.number(right)} of {numbers.with_noun(total, 'case')} right, {share}"
    yield f"a confusion matrix of {numbers.with_noun(len(names), 'class')}: {cases}"
    if detail == "brief":
        return
    names = [phrases.category(name) for name in names]
    wrong = [
        (cells[i][j], names[i], names[j])
        for i in range(len(names))
        for j in range(len(names))
        if i != j and cells[i][j]
    ]
    wrong.sort(key=lambda item: -item[0])
    most = _SENTENCES[detail]
    mistakes = [
        f"{actual} taken for {other}, {numbers.times(count)}" for count, actual, other in wrong[:most]
    ]
    left = len(wrong) - most
    more = f"; and {numbers.with_noun(left, 'more kind')} of mistakes" if left > 0 else ""
    yield f"mistakes: {'; '.join(mistakes)}{more}" if wrong else "there are no mistakes"
    for i, actual in enumerate(names[: 2 * most]):
        yield f"of {actual}, {numbers.number(cells[i][i])} of {numbers.number(sum(cells[i]))} are right"


def _pivot(table: Table, detail: Detail) -> Iterator[str]:
    """Describe the result of `pivot` and `crosstab`: numbers by the labels of rows and of columns."""
    if not table.labels or not table.labels.name or not table.columns_name or not table.cells:
        return
    labels = [format_label(table.labels, label) for label in table.labels.values]
    values = [
        (value, label, _column_name(column, table.columns_name))
        for label, row in zip(labels, table.cells, strict=True)
        for column, value in zip(table.columns, row, strict=True)
        if type(value) is not str and _to_number(value) is not None
    ]
    if not values or table.width < 2:
        return
    shape = f"{numbers.number(table.rows)} by {numbers.number(table.width)}"
    extremes = _pivot_extremes(values) if len(values) > 1 else ""
    yield f"values by {table.labels.name} and {table.columns_name}, {shape}{extremes}"
    if detail == "brief":
        return
    most = 2 * _SENTENCES[detail]
    for label, row in list(zip(labels, table.cells, strict=True))[:most]:
        yield f"for {label}: {'; '.join(_pivot_row(table, row, most))}"
    if table.rows > most:
        yield f"and {numbers.with_noun(table.rows - most, 'more row')}"


def _pivot_row(table: Table, row: Sequence[Any], most: int) -> Iterator[str]:
    """Yield the cells of a row; several zeros, or several missing values, become one phrase."""
    cells: list[tuple[Column | None, Any]] = []
    cells += zip(table.columns, row, strict=True)
    cells = cells[:most]
    for empty in (0, None):
        alike = [cell for cell in cells if cell[1] == empty]
        if len(alike) > 1:
            cells = [cell for cell in cells if cell not in alike] + [(None, empty)]
    for column, value in cells:
        name = _column_name(column, table.columns_name) if column else "the others"
        yield f"{name}, {format_value(column or table.columns[0], value)}"
    if table.width > most:
        yield f"and {numbers.number(table.width - most)} more"


def _column_name(column: Column, columns_name: str) -> str:
    return f"{columns_name} {column.name}" if column.name.replace(",", "").isdecimal() else column.name


def _pivot_extremes(values: Sequence[tuple[Any, str, str]]) -> str:
    low, high = (extreme(value for value, _, _ in values) for extreme in (min, max))
    if low == high:
        return f": always {phrases.value(low)}"
    parts = []
    for which, extreme in (("highest", high), ("lowest", low)):
        cells = [f"{label} and {column}" for value, label, column in values if value == extreme]
        in_words = phrases.value(extreme)
        many = f"{which} {in_words}, in {numbers.with_noun(len(cells), 'place')}"
        parts.append(f"{which} for {cells[0]}, {in_words}" if len(cells) == 1 else many)
    return f": {'; '.join(parts)}"


def _values_by_label(table: Table, detail: Detail) -> Iterator[str]:
    """Describe one column of numbers by label, such as an aggregated `groupby`."""
    column, labels = table.columns[0], table.labels
    if table.width != 1 or not labels or column.low is None:
        return
    if labels.is_chronological and table.rows > _LISTED_ROWS["normal"]:
        return
    by = f" by {labels.name}" if labels.name else ""
    is_named = column.name != "unnamed"
    rows = numbers.with_noun(table.rows, "value") if is_named else f"{numbers.number(table.rows)} in all"
    yield f"{column.name if is_named else 'values'}{by}, {rows}{_column_extremes(column)}"
    if detail == "brief":
        return
    if table.cells and table.rows <= _LISTED_ROWS[detail]:
        yield "; ".join(
            f"{format_label(labels, label)}, {format_value(column, row[0])}"
            for label, row in zip(labels.values, table.cells, strict=True)
        )
    elif column.mean is not None:
        yield f"the mean is {numbers.number(column.mean)}"
    if column.missing:
        yield f"{numbers.with_noun(column.missing, 'value')} {grammar.are(column.missing)} missing"


def _column_extremes(column: Column) -> str:
    low, high = format_value(column, column.low), format_value(column, column.high)
    if column.low == column.high:
        return f": always {low}"
    highest = f" for {column.high_at}" if column.high_at else ""
    lowest = f" for {column.low_at}" if column.low_at else ""
    return f": highest{highest}, {high}; lowest{lowest}, {low}"
