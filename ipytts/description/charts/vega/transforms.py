"""The transforms of Vega-Lite, computed by VegaFusion where it is installed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

from ipytts.description.charts.json_data import Column, decode, kind_of, to_days
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError, group_by
from ipytts.description.charts.vega.time_units import to_datetimes, unit_of

_PACKAGES = {  # what computes transforms: modules, and the packages that have them
    "altair": "altair",
    "pyarrow": "pyarrow",
    "vegafusion": "vegafusion",
    "vl_convert": "vl-convert-python",
}
_NEVER_COMPUTED = ("density", "flatten", "loess", "lookup", "quantile", "regression", "sample")
_PARAMETER = ("name", "value", "expr", "select")  # what matters of a parameter before anyone changes it
_STRICT = ("calculate", "filter", "impute", "joinaggregate")  # where missing values matter
_FIELD = r"datum(?:\.\w+|\[(?:'[^']*'|\"[^\"]*\")\])"
_SAME_FOR_MISSING = re.compile(  # filters that both take alike
    rf"\(?(?:isValid\({_FIELD}\)|{_FIELD} *(?:!==? *null|(?:>|===?) *(?:'[^']*'|\"[^\"]*\"|\d[\d.]*)))\)?"
)
_USE_OF_TEXT = re.compile(  # where both take a text alike: in a function, before "+", and equal to another
    rf"(?<=\w\()(?<!\bif\()(?<!\btoBoolean\(){_FIELD}|{_FIELD} *(?:[!=]==?|\+) *(?:'[^']*'|\"[^\"]*\")"
)


def missing_packages(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the packages to install for these transforms; none if they could not be computed then either."""
    if any(name in step for step in steps for name in _NEVER_COMPUTED):
        return []
    return [package for module, package in _PACKAGES.items() if not _is_installed(module)]


def _is_installed(module: str) -> bool:
    with suppress(ImportError, ValueError):
        return find_spec(module) is not None
    return False


def transform(
    table: Table,
    steps: Sequence[Mapping[str, Any]],
    parameters: Sequence[Mapping[str, Any]],
    date_fields: Collection[str],
) -> Table:
    """Return a table after all transforms of a view, as the chart is before anyone selects anything.

    `date_fields` are read as dates, also where they are texts.

    Raises
    ------
    UnsupportedSpecError
        A transform cannot be computed, or not as Vega does it.
    """
    for step in steps:
        try:
            table = _transformed(table, step, parameters, date_fields)
        except Exception as error:
            raise UnsupportedSpecError(*step) from error
    return table


def _transformed(
    table: Table,
    step: Mapping[str, Any],
    parameters: Sequence[Mapping[str, Any]],
    date_fields: Collection[str],
) -> Table:
    """Return a table after a step: the data behind points without an encoding."""
    import altair as alt
    import pyarrow as pa

    text = json.dumps(step, ensure_ascii=False)
    columns = {name: _to_arrow(own, is_date=name in date_fields) for name, own in table.columns.items()}
    missing = [name for name, own in columns.items() if own.null_count]
    texts = [name for name, own in columns.items() if pa.types.is_string(own.type)]
    if _depends_on_missing(step, text, missing) or _depends_on_text(step, texts) or _has_ties(table, step):
        raise UnsupportedSpecError
    if "timeUnit" in step and "year" not in unit_of(step):  # dates in 2012, which no row has
        raise UnsupportedSpecError
    used = {p["name"]: p for p in parameters if "select" not in p or p["name"] in text}
    params = [{key: p[key] for key in _PARAMETER if key in p} for p in used.values()]
    settings: dict[str, Any] = {"params": params} if params else {}
    chart = alt.Chart(pa.table(columns), mark="point", transform=[step], **settings)
    result: Any = chart.transformed_data()
    return Table({name: _from_arrow(result[name]) for name in result.column_names})


def _depends_on_missing(step: Mapping[str, Any], text: str, missing: Collection[str]) -> bool:
    """Return whether VegaFusion takes missing values in another way than Vega: as SQL does, not as 0."""
    if not any(name in step for name in _STRICT) or _is_same_for_missing(step.get("filter")):
        return False
    return _mentions(text, missing)


def _depends_on_text(step: Mapping[str, Any], texts: Collection[str]) -> bool:
    """Return whether an expression takes a text as a number or as a truth value, unlike Vega."""
    expressions = [step[key] for key in ("calculate", "filter") if isinstance(step.get(key), str)]
    return any(_mentions(_USE_OF_TEXT.sub("", expression), texts) for expression in expressions)


def _mentions(text: str, names: Collection[str]) -> bool:
    text = text.replace("\\", "")
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def _has_ties(table: Table, step: Mapping[str, Any]) -> bool:
    """Return whether a window has rows of equal rank, which VegaFusion puts into other frames than Vega."""
    if "window" not in step or step.get("ignorePeers") or not step.get("frame"):
        return False
    fields = [*(step.get("groupby") or ()), *(key["field"] for key in step.get("sort") or ())]
    _, first = group_by([table.column(field) for field in fields], len(table))
    return bool(step.get("sort")) and first.size < len(table)


def _is_same_for_missing(predicate: Any) -> bool:
    if isinstance(predicate, dict):
        return any(name in predicate for name in ("equal", "oneOf", "param", "valid"))
    return bool(_SAME_FOR_MISSING.fullmatch(str(predicate)))


def _to_arrow(column: Column, *, is_date: bool) -> Any:
    import pyarrow as pa

    values = column.tolist() if column.dtype.kind == "O" else column
    if kind_of(column) == "date" and (is_date or not any(isinstance(value, str) for value in values)):
        values = to_datetimes(to_days(column))
    return pa.array(values, from_pandas=True)


def _from_arrow(column: Any) -> Column:
    import pyarrow as pa
    import pyarrow.compute as pc

    is_aware = pa.types.is_timestamp(column.type) and column.type.tz
    return decode(pc.local_timestamp(column) if is_aware else column)
