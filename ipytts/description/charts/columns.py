"""Columns of data as charts in JSON hold them: numbers, dates or categories."""

from __future__ import annotations

import base64
import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipytts.description.charts.model import Floats

_ISO = re.compile(r"\d{4}-\d{1,2}(-\d{1,2}([T ]\d{1,2}:\d{2}.*)?)?")
_LOOKED_AT = 50  # values by which a column is judged
_DAY = np.timedelta64(1, "D")


def decoded(data: Any) -> np.ndarray[Any, Any]:
    """Return data of a chart's JSON as an array; plotly packs arrays of numbers into base64."""
    if isinstance(data, dict) and "bdata" in data:
        return _unpacked(data)
    if data is None:
        return np.empty(0)
    if isinstance(data, (list, tuple)):
        return _listed(data)
    if hasattr(data, "to_numpy"):
        return np.asarray(data.to_numpy())
    return np.atleast_1d(np.asarray(data))


def _unpacked(data: dict[str, Any]) -> np.ndarray[Any, Any]:
    values = np.frombuffer(base64.b64decode(data["bdata"]), dtype=np.dtype(data["dtype"]))
    shape = data.get("shape")
    if shape is None:
        return values
    return values.reshape([int(n) for n in shape.split(",")] if isinstance(shape, str) else shape)


def _listed(data: Sequence[Any]) -> np.ndarray[Any, Any]:
    """Return a list as numbers, if it is one of numbers; else its items as they are."""
    if all(type(value) in (int, float) for value in data[:_LOOKED_AT]):
        try:
            values = np.array(data)
        except ValueError:  # ragged
            values = np.empty(0)
        if values.dtype.kind in "biuf" and values.size:
            return values
    array = np.empty(len(data), dtype=object)
    array[:] = list(data)
    return array


def kind_of(data: np.ndarray[Any, Any]) -> str:
    """Tell whether a column holds numbers, dates or categories."""
    if data.dtype.kind in "iuf":
        return "number"
    if data.dtype.kind == "M":
        return "date"
    sample = [value for value in data.ravel()[: 4 * _LOOKED_AT].tolist() if not _is_missing(value)][
        :_LOOKED_AT
    ]
    if not sample:
        return "number"
    if all(
        isinstance(value, (dt.date, np.datetime64))
        or (isinstance(value, str) and _ISO.fullmatch(value.strip()))
        for value in sample
    ):
        return "date"
    if all(_is_number(value) for value in sample):
        return "number"
    return "category"


def _is_missing(value: Any) -> bool:
    return (
        value is None
        or value == ""
        or (isinstance(value, float) and np.isnan(value))
        or type(value).__name__ in ("NaTType", "NAType")
    )


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def numbers(data: np.ndarray[Any, Any]) -> Floats:
    """Return a column as floats, NaN for what is none."""
    if data.dtype.kind in "biuf":
        return data.astype(float).ravel()
    return np.array([float(v) if _is_number(v) else np.nan for v in data.ravel().tolist()], float)


def days(data: np.ndarray[Any, Any]) -> Floats:
    """Return dates as days since 1970."""
    if data.dtype.kind == "M":
        found = (data.ravel() - np.datetime64("1970-01-01")) / _DAY
        return np.where(np.isnat(data.ravel()), np.nan, found)
    return np.array([_day(value) for value in data.ravel().tolist()], float)


def _day(value: Any) -> float:
    try:
        if isinstance(value, str):
            value = dt.datetime.fromisoformat(_complete(value.strip()))
        if isinstance(value, dt.datetime):
            value = value.replace(tzinfo=None)  # as the clock of the chart shows it
        moment = np.datetime64(value)
    except (TypeError, ValueError):
        return float("nan")
    return float((moment - np.datetime64("1970-01-01")) / _DAY) if not np.isnat(moment) else float("nan")


def _complete(text: str) -> str:
    text = text.removesuffix("Z")
    if re.fullmatch(r"\d{4}-\d{1,2}", text):
        text += "-01"
    fraction = re.search(r"\.(\d+)", text)
    if fraction:  # Python 3.10 reads three or six digits only
        text = text.replace(fraction[0], f".{fraction[1][:6]:0<6}")
    return text


def names(data: np.ndarray[Any, Any]) -> list[str]:
    """Return a column as texts."""
    texts: dict[Any, str] = {}
    told = []
    for value in data.ravel().tolist():
        key = value if isinstance(value, (str, int, bool)) else repr(value)
        if key not in texts:
            texts[key] = "" if _is_missing(value) else _text(value)
        told.append(texts[key])
    return told


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def grouped(texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], list[str]]:
    """Return the number of the group of each text, and the texts that differ, as they come."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], int), list(numbers)


def places(given: Sequence[str], order: Iterable[str]) -> Floats:
    """Return the places of categories on an axis, by their order."""
    at = {name: float(place) for place, name in enumerate(order)}
    return np.array([at.get(name, np.nan) for name in given], float)
