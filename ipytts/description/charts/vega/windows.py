"""The transforms of Vega-Lite that work along ordered rows: windows, stacks and imputed values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.json_data import decode, kind_of, to_floats, to_texts
from ipytts.description.charts.vega.aggregates import aggregate
from ipytts.description.charts.vega.tables import (
    Table,
    UnsupportedSpecError,
    codes_of,
    group_by,
    join_tables,
    to_list,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ipytts.description.charts.json_data import Column
    from ipytts.description.charts.model import Floats

_MAX_ROWS = 5_000  # rows of a window other than a sum or a mean; more take longer than a second
_RANKS = ("row_number", "rank", "dense_rank", "percent_rank", "cume_dist")


def sorted_rows(table: Table, sort: Sequence[Mapping[str, Any]]) -> Column:
    """Return the rows of a table in the order of its fields; equal rows stay in their order."""
    keys = []
    for definition in reversed(sort):
        codes = codes_of(table.column(definition["field"]))
        keys.append(-codes if definition.get("order") == "descending" else codes)
    return np.lexsort(keys) if keys else np.arange(len(table))


def _parts(table: Table, step: Mapping[str, Any]) -> Iterator[Column]:
    """Yield the rows of each group, in their order."""
    if not len(table):
        return
    groups, _ = group_by([table.column(name) for name in step.get("groupby") or ()], len(table))
    order = sorted_rows(table, step.get("sort") or ())
    for group in range(int(groups.max()) + 1):
        yield order[groups[order] == group]


def _window(table: Table, step: Mapping[str, Any]) -> Table:
    columns: dict[str, list[Any]] = {}
    for definition in step["window"]:
        operation, field = str(definition["op"]), definition.get("field")
        name = definition.get("as") or (f"{operation}_{field}" if field else operation)
        source = table.column(field) if field else None
        values: list[Any] = [None] * len(table)
        for rows in _parts(table, step):
            peers = _peers(table, rows, step)
            own = None if source is None else source[rows]
            results = _window_values(operation, own, peers, step.get("frame"), definition.get("param"))
            for row, value in zip(rows.tolist(), results, strict=True):
                values[row] = value
        columns[name] = values
    return table.with_columns({name: decode(values) for name, values in columns.items()})


def _peers(table: Table, rows: Column, step: Mapping[str, Any]) -> Column:
    """Return for each row of a group the number of its peers, which are equal in all fields of the sort."""
    sort = step.get("sort") or ()
    if not sort or step.get("ignorePeers"):
        return np.arange(rows.size)
    numbers, _ = group_by([table.column(definition["field"])[rows] for definition in sort], rows.size)
    return numbers


def _window_values(operation: str, values: Column | None, peers: Column, frame: Any, param: Any) -> list[Any]:
    count = peers.size
    if operation in _RANKS:
        return list(_ranks(operation, peers))
    known = [] if values is None else to_list(values)
    if operation in ("lag", "lead"):
        shift = int(param or 1) * (1 if operation == "lead" else -1)
        return [known[at + shift] if 0 <= at + shift < count else None for at in range(count)]
    starts, ends = _frames(peers, *(frame or (None, 0)))
    if operation in ("first_value", "last_value"):
        return [known[at] for at in (starts if operation == "first_value" else ends - 1).tolist()]
    if operation == "count" or (values is not None and operation in ("sum", "mean", "average")):
        numbers = np.ones(count) if values is None else to_floats(values)
        return list(_running(operation, numbers, starts, ends))
    if count > _MAX_ROWS or values is None:
        raise UnsupportedSpecError(operation)
    frames = zip(starts.tolist(), ends.tolist(), strict=True)
    return [float(aggregate(values[a:b], np.zeros(b - a, int), 1, operation)[0]) for a, b in frames]


def _frames(peers: Column, before: Any, after: Any) -> tuple[Column, Column]:
    """Return the first row and the end of the frame of each row; the peers of both are in the frame."""
    count = peers.size
    rows = np.arange(count)
    starts = np.zeros(count, int) if before is None else np.clip(rows + int(before), 0, count - 1)
    lasts = np.full(count, count - 1) if after is None else np.clip(rows + int(after), 0, count - 1)
    return np.searchsorted(peers, peers[starts]), np.searchsorted(peers, peers[lasts], "right")


def _running(operation: str, values: Floats, starts: Column, ends: Column) -> Floats:
    """Return counts, sums or means of frames, by the differences of running sums."""
    known = np.isfinite(values)
    sums, counts = (np.concatenate([[0.0], np.cumsum(v)]) for v in (np.where(known, values, 0), known))
    if operation == "count":
        return np.asarray(ends - starts, float)
    total = sums[ends] - sums[starts]
    return np.asarray(total if operation == "sum" else total / (counts[ends] - counts[starts]), float)


def _ranks(operation: str, peers: Column) -> Floats:
    count = peers.size
    first = np.searchsorted(peers, peers).astype(float)
    if operation == "row_number":
        return np.arange(1.0, count + 1.0)
    if operation == "rank":
        return first + 1
    if operation == "dense_rank":
        return peers + 1.0
    if operation == "percent_rank":
        return first / max(1, count - 1)
    return np.asarray(np.searchsorted(peers, peers, "right") / count, float)


def _stack(table: Table, step: Mapping[str, Any]) -> Table:
    values = to_floats(table.column(step["stack"]))
    names = step["as"] if isinstance(step["as"], list) else [step["as"], f"{step['as']}_end"]
    starts, ends = np.zeros(values.size), np.zeros(values.size)
    parts = list(_parts(table, step))
    largest = max((np.nansum(np.abs(values[rows])) for rows in parts), default=0.0)
    for rows in parts:
        starts[rows], ends[rows] = _stacked(
            np.nan_to_num(values[rows]), str(step.get("offset", "zero")), largest
        )
    return table.with_columns(dict(zip(names, (starts, ends), strict=False)))


def _stacked(values: Floats, offset: str, largest: float) -> tuple[Floats, Floats]:
    if offset in ("center", "normalize"):
        sums = np.cumsum(np.abs(values))
        starts, total = sums - np.abs(values), float(sums[-1]) if sums.size else 0.0
        if offset == "center":
            return starts + (largest - total) / 2, sums + (largest - total) / 2
        return starts / (total or 1.0), sums / (total or 1.0)
    starts = np.zeros(values.size)
    for sign in (values >= 0, values < 0):
        sums = np.cumsum(values[sign])
        starts[sign] = sums - values[sign]
    return starts, starts + values


def _impute(table: Table, step: Mapping[str, Any]) -> Table:
    """Return the table with a row for each key that a group lacks, and its missing values filled in."""
    if step.get("frame", [None, None]) != [None, None]:
        raise UnsupportedSpecError
    field, key = str(step["impute"]), str(step["key"])
    given = step.get("keyvals")
    if isinstance(given, dict):
        given = np.arange(given.get("start", 0), given["stop"], given.get("step", 1)).tolist()
    by = [str(name) for name in step.get("groupby") or ()]
    keys = dict(zip(to_texts(table.column(key)), table.column(key).tolist(), strict=True))
    keys.update(zip(to_texts(given or []), given or [], strict=True))
    tables = []
    for rows in _parts(table, {"groupby": by}):
        part = table.where(rows)
        present = set(to_texts(part.column(key)))
        missing = [value for text, value in keys.items() if text not in present]
        new = {name: decode([part.columns[name].tolist()[0]] * len(missing)) for name in by}
        whole = (
            join_tables([part, Table({**new, key: _like(table.columns[key], missing)})]) if missing else part
        )
        tables.append(_filled(whole, field, step))
    return join_tables(tables)


def _like(column: Column, values: list[Any]) -> Column:
    return (
        np.array(values, dtype="int64").astype(column.dtype) if column.dtype.kind == "M" else decode(values)
    )


def _filled(table: Table, field: str, step: Mapping[str, Any]) -> Table:
    numbers = to_floats(table.column(field))
    method = str(step.get("method", "value"))
    groups = np.zeros(numbers.size, int)
    filling = step.get("value") if method == "value" else aggregate(numbers, groups, 1, method)[0]
    if kind_of(table.column(field)) != "number":
        raise UnsupportedSpecError
    return table.with_columns({field: np.where(np.isfinite(numbers), numbers, to_floats([filling])[0])})


TRANSFORMS: dict[str, Callable[[Table, Mapping[str, Any]], Table]] = {
    "window": _window,
    "stack": _stack,
    "impute": _impute,
}
