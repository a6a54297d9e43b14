"""What Vega draws: the data of each mark of a chart of Altair, computed by the Vega inside vl-convert."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

import altair as alt
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARK = re.compile(r'"description": ?("@(?:[^"\\]|\\.)*")')
_MILLISECONDS_PER_DAY = 86_400_000


def drawn_rows(views: Sequence[tuple[Any, Sequence[str]]]) -> list[list[tuple[Any, ...]]]:
    """Return some fields of the datum behind each mark of each view; dates in days since 1970.

    All views are drawn at once, as Vega takes a second to start.
    """
    vl_convert = pytest.importorskip("vl_convert")
    with alt.data_transformers.enable("default", max_rows=None):
        spec = vl_convert.vegalite_to_vega({"hconcat": [_spec(view) for view, _ in views]})
    for number, (group, (_, fields)) in enumerate(zip(_groups(spec), views, strict=True)):
        for mark in _marks([group]):
            values = "+'|'+".join(map(_text, fields))
            mark["encode"]["update"]["description"] = {"signal": f"'@{number}|'+{values}"}
    rows: list[list[tuple[Any, ...]]] = [[] for _ in views]
    for text in _MARK.findall(json.dumps(vl_convert.vega_to_scenegraph(spec))):
        number, *row = json.loads(text)[1:].split("|")
        rows[int(number)].append(tuple(map(_value, row)))
    return rows


def _spec(view: Any) -> dict[str, Any]:
    spec: dict[str, Any] = view.to_dict()
    data = spec.get("data") or {}
    if data.get("name") in spec.get("datasets", {}):
        spec["data"] = {"values": spec.pop("datasets")[data["name"]]}
    return spec


def _groups(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [mark for mark in spec["marks"] if mark["type"] == "group"]


def _marks(marks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for mark in marks:
        if mark["type"] == "group":
            yield from _marks(mark["marks"])
        else:
            yield mark


def _text(field: str) -> str:
    value = f"datum[{json.dumps(field)}]"
    return f"(isDate({value}) ? 'D' + time({value}) : '' + {value})"


def _value(text: str) -> Any:
    if re.fullmatch(r"D-?\d+", text):
        return int(text[1:]) / _MILLISECONDS_PER_DAY
    try:
        number = float(text)
    except ValueError:
        return None if text in ("null", "undefined") else text
    return number if math.isfinite(number) else None
