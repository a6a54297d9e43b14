"""Tables that summarise others, told as what they are: statistics, counts, correlations, cross tables."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ipytts.description.tables import columns
from ipytts.description.wording import grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipytts.description.detail import Detail
    from ipytts.description.tables.model import Column, Table

_STATISTICS = {"count", "mean", "std", "min", "max"}
_TEXT_STATISTICS = {"count", "unique", "top", "freq"}
_MOST: dict[Detail, int] = {"brief": 1, "normal": 6, "full": 25}
_LISTED: dict[Detail, int] = {"brief": 3, "normal": 12, "full": 40}  # rows of one value
_NUMBERS = ("number", "whole number")
_SHARES = ("proportion", "share")
_CLOSE = 1e-9
_ACTUAL = {"actual", "true", "truth", "true label", "y true", "observed", "expected", "label"}
_PREDICTED = {"predicted", "prediction", "predictions", "predicted label", "y pred", "pred"}


def tell(table: Table, detail: Detail) -> list[str]:
    """Return the sentences of a summary; none if it is an ordinary table."""
    if not table.columns or not table.rows:
        return []
    for way in (_statistics, _correlations, _counts, _confusion, _crossed, _by_label):
        told = list(way(table, detail))
        if told:
            return told
    return []


def _statistics(table: Table, detail: Detail) -> Iterator[str]:
    """Tell what `describe` gives, of a table, a series or a grouping, also turned on its side."""
    about = _statistics_of(table)
    if not about:
        return
    counts = [_number(values.get("count")) for values in about.values()]
    known = [count for count in counts if count is not None]
    most = int(max(known, default=0))
    start = f"Summary statistics of {_what(table, about)} over {numbers.with_noun(most, 'value')}"
    one = len(about) == 1
    if detail == "brief":
        yield f"{start}: {_statistic(*about.values()) if one else grammar.join_some([*about], 5)}"
        return
    yield start if len(set(known)) == 1 else f"{start} at most"
    for (name, values), count in list(zip(about.items(), counts, strict=True))[: 2 * _MOST[detail]]:
        fewer = f"{numbers.with_noun(int(count), 'value')}, " if count is not None and count < most else ""
        told = _statistic(values, full=detail == "full")
        yield told if one else f"{name}: {fewer}{told}"
    if len(about) > 2 * _MOST[detail]:
        yield f"and {numbers.with_noun(len(about) - 2 * _MOST[detail], 'more column')}"


def _statistics_of(table: Table) -> dict[str, dict[str, Any]]:
    """Return the statistics of each thing by name, if a table holds such."""
    if not table.labels or not table.cells:
        return {}
    rows, names = [str(value) for value in table.labels.values], [column.name for column in table.columns]
    cells = [list(row) for row in table.cells]
    if _are_statistics(names):  # on its side
        things = [table.labels.say(label) for label in table.labels.values]
    elif _are_statistics(rows):
        things, names, cells = names, rows, [list(column) for column in zip(*cells, strict=True)]
    else:
        return {}
    about = {name: dict(zip(names, held, strict=True)) for name, held in zip(things, cells, strict=True)}
    return about if len(about) == len(things) else {}


def _are_statistics(names: Sequence[str]) -> bool:
    return set(names) >= _STATISTICS or set(names) >= _TEXT_STATISTICS


def _what(table: Table, about: dict[str, Any]) -> str:
    if table.what == "series":
        return table.columns[0].name
    by = table.labels.name if table.labels and len(about) == table.rows else ""
    return f"{numbers.number(len(about))} groups by {by}" if by else numbers.with_noun(len(about), "column")


def _statistic(values: dict[str, Any], *, full: bool = False) -> str:
    told = []
    values = {name: value for name, value in values.items() if value is not None}
    if "mean" in values:
        told.append(f"mean {phrases.value(values['mean'])}")
    if _number(values.get("std")) is not None:
        told.append(f"standard deviation {phrases.value(values['std'])}")
    if "min" in values:
        told.append(f"from {phrases.value(values['min'])} to {phrases.value(values.get('max'))}")
    if "50%" in values:
        told.append(f"median {phrases.value(values['50%'])}")
    if full and {"25%", "75%"} <= values.keys():
        told.append(f"the middle half from {phrases.value(values['25%'])} to {phrases.value(values['75%'])}")
    if "unique" in values:
        told.append(f"{phrases.value(values['unique'])} different values")
        told.append(
            f"most often {phrases.value(values.get('top'))}, {phrases.value(values.get('freq'))} times"
        )
    return ", ".join(told) or "nothing"


def _number(value: Any) -> float | None:
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
        if _number(table.cells[j][i]) is not None
    ]
    if not pairs:
        return
    pairs.sort(key=lambda pair: -abs(pair[0]))
    start = f"Correlations among {numbers.with_noun(len(names), 'column')}"
    if len(pairs) == 1:
        yield f"The correlation of {pairs[0][1]} and {pairs[0][2]} is {numbers.number(pairs[0][0])}"
        return
    yield f"{start}: the strongest is {numbers.number(pairs[0][0])}, between {pairs[0][1]} and {pairs[0][2]}"
    if detail == "brief":
        return
    most = _MOST[detail]
    for value, one, other in pairs[1:most]:
        yield f"{one} and {other}: {numbers.number(value)}"
    if len(pairs) > most:
        value, one, other = pairs[-1]
        yield f"the weakest is {numbers.number(value)}, between {one} and {other}"


def _are_correlations(table: Table) -> bool:
    size = table.width
    if size < 2 or len(table.cells) != size or len(table.columns) != size:  # a pair
        return False
    if table.labels and [phrases.name(v) for v in table.labels.values] != [c.name for c in table.columns]:
        return False
    if not all(column.kind in ("number", "empty") for column in table.columns):
        return False
    cells = [[math.nan if v is None else float(v) for v in row] for row in table.cells]
    diagonal = all(math.isnan(cells[i][i]) or abs(cells[i][i] - 1) < _CLOSE for i in range(size))
    pairs = [(cells[i][j], cells[j][i]) for i, j in combinations(range(size), 2)]
    alike = all((math.isnan(a) and math.isnan(b)) or abs(a - b) < _CLOSE for a, b in pairs)
    within = all(not abs(a) > 1 + _CLOSE for a, _ in pairs)
    told_apart = table.labels or any(a for a, _ in pairs)  # from what is only 1 and 0, without names
    return bool(diagonal and alike and within and told_apart)


def _counts(table: Table, detail: Detail) -> Iterator[str]:
    """Tell what `value_counts` gives: one column of counts or shares beside what is counted."""
    if table.width != 1 or not table.labels or table.rows < 1:
        return
    column = table.columns[0]
    shares = column.name in _SHARES
    if column.name not in ("count", "counts", "len", *_SHARES) or column.kind not in _NUMBERS:
        return
    of = f" of {table.labels.name}" if table.labels.name else ""
    whole = "" if column.mean is None else f" and {numbers.number(round(column.mean * table.rows))} in all"
    total = "" if shares else whole
    start = f"{'shares' if shares else 'counts'}{of}, {numbers.with_noun(table.rows, 'value')}{total}"
    if not table.cells:
        most = f"most often {column.high_at}, {_count(column.high, shares=shares)}" if column.high_at else ""
        yield start
        yield most
        return
    held = list(zip(table.labels.values, (row[0] for row in table.cells), strict=True))
    held.sort(key=lambda pair: -(pair[1] or 0))  # polars gives them in no order
    told = [f"{table.labels.say(label)}, {_count(value, shares=shares)}" for label, value in held]
    yield f"{start}: {_some(told, _LISTED[detail])}"


def _count(value: Any, *, shares: bool) -> str:
    return numbers.percent(value) if shares and isinstance(value, float) else phrases.value(value)


def _some(told: Sequence[str], most: int) -> str:
    left = len(told) - most
    return "; ".join(told) if left <= 0 else f"{'; '.join(told[:most])}; and {numbers.number(left)} more"


def _confusion(table: Table, detail: Detail) -> Iterator[str]:
    if not table.labels or not table.cells or table.rows != table.width:
        return
    if table.labels.name.lower() not in _ACTUAL or table.across.lower() not in _PREDICTED:
        return
    names = [phrases.name(label) for label in table.labels.values]
    if [column.name for column in table.columns] == names:
        yield from confusion(names, table.cells, detail)


def confusion(names: Sequence[str], cells: Sequence[Sequence[Any]], detail: Detail) -> Iterator[str]:
    """Tell a confusion matrix: rows are what it was, columns what it was taken for."""
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
    most = _MOST[detail]
    told = [f"{actual} taken for {other}, {_times(count)}" for count, actual, other in wrong[:most]]
    left = (
        f"; and {numbers.with_noun(len(wrong) - most, 'more kind')} of mistakes" if len(wrong) > most else ""
    )
    yield f"mistakes: {'; '.join(told)}{left}" if wrong else "there are no mistakes"
    for i, actual in enumerate(names[: 2 * most]):
        yield f"of {actual}, {numbers.number(cells[i][i])} of {numbers.number(sum(cells[i]))} are right"


def _times(count: float) -> str:
    return {1: "once", 2: "twice"}.get(int(count), f"{numbers.number(count)} times")


def _crossed(table: Table, detail: Detail) -> Iterator[str]:
    """Tell what `pivot` and `crosstab` give: numbers by the labels of rows and by those of columns."""
    if not table.labels or not table.labels.name or not table.across or not table.cells:
        return
    held = [
        (value, table.labels.say(label), _called(column, table.across))
        for label, row in zip(table.labels.values, table.cells, strict=True)
        for column, value in zip(table.columns, row, strict=True)
        if type(value) is not str and _number(value) is not None
    ]
    if not held or table.width < 2:  # else it is by rows alone
        return
    name = f"{table.labels.name} and {table.across}"
    shape = f"{numbers.number(table.rows)} by {numbers.number(table.width)}"
    yield f"values by {name}, {shape}{_extremes(held) if len(held) > 1 else ''}"
    if detail == "brief":
        return
    most = 2 * _MOST[detail]
    for label, row in list(zip(table.labels.values, table.cells, strict=True))[:most]:
        yield f"for {table.labels.say(label)}: {'; '.join(_cells_told(table, row, most))}"
    if table.rows > most:
        yield f"and {numbers.with_noun(table.rows - most, 'more row')}"


def _cells_told(table: Table, row: Sequence[Any], most: int) -> Iterator[str]:
    """Yield the cells of a row; several that are missing or nothing are told together."""
    pairs: list[tuple[Column | None, Any]] = []
    pairs += zip(table.columns, row, strict=True)
    pairs = pairs[:most]
    for empty in (0, None):
        alike = [pair for pair in pairs if pair[1] == empty]
        if len(alike) > 1:
            pairs = [pair for pair in pairs if pair not in alike] + [(None, empty)]
    for column, value in pairs:
        where = _called(column, table.across) if column else "the others"
        yield f"{where}, {columns.say(column or table.columns[0], value)}"
    if table.width > most:
        yield f"and {numbers.number(table.width - most)} more"


def _called(column: Column, across: str) -> str:
    return f"{across} {column.name}" if column.name.replace(",", "").isdecimal() else column.name


def _extremes(held: Sequence[tuple[Any, str, str]]) -> str:
    low, high = min(held, key=lambda item: item[0]), max(held, key=lambda item: item[0])
    if low[0] == high[0]:
        return f": always {phrases.value(low[0])}"
    ends = []
    for which, end in (("highest", high), ("lowest", low)):
        where = [f"{label} and {column}" for value, label, column in held if value == end[0]]
        value = phrases.value(end[0])
        many = f"{which} {value}, in {numbers.with_noun(len(where), 'place')}"
        ends.append(f"{which} for {where[0]}, {value}" if len(where) == 1 else many)
    return f": {ends[0]}; {ends[1]}"


def _by_label(table: Table, detail: Detail) -> Iterator[str]:
    """Tell one column of numbers by label, as an aggregated `groupby` gives: the extremes, then the rows."""
    column = table.columns[0]
    if table.width != 1 or not table.labels or column.low is None:
        return
    if table.labels.in_time and table.rows > _LISTED["normal"]:
        return
    by = f" by {table.labels.name}" if table.labels.name else ""
    named = column.name != "unnamed"
    rows = numbers.with_noun(table.rows, "value") if named else f"{numbers.number(table.rows)} in all"
    yield f"{column.name if named else 'values'}{by}, {rows}{_ends(column)}"
    if detail == "brief":
        return
    most = _LISTED[detail]
    if table.cells and table.rows <= most:
        told = [
            f"{table.labels.say(label)}, {columns.say(column, row[0])}"
            for label, row in zip(table.labels.values, table.cells, strict=True)
        ]
        yield "; ".join(told)
    elif column.mean is not None:
        yield f"the mean is {numbers.number(column.mean)}"
    if column.missing:
        yield f"{numbers.with_noun(column.missing, 'value')} {'is' if column.missing == 1 else 'are'} missing"


def _ends(column: Column) -> str:
    low, high = columns.say(column, column.low), columns.say(column, column.high)
    if column.low == column.high:
        return f": always {low}"
    highest = f" for {column.high_at}" if column.high_at else ""
    lowest = f" for {column.low_at}" if column.low_at else ""
    return f": highest{highest}, {high}; lowest{lowest}, {low}"
