"""Read data and titles of charts in JSON: columns of numbers, dates or categories."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.wording.numbers import number

Column: TypeAlias = "np.ndarray[Any, Any]"
Kind: TypeAlias = Literal["number", "date", "category"]

_ISO_DATE = re.compile(r"\d{4}-\d{1,2}(-\d{1,2}([T ]\d{1,2}:\d{2}.*)?)?")
_MAX_WHOLE = 1e21  # from here on, JavaScript writes whole numbers with an exponent
_SAMPLE = 50  # values that decide the kind of a column
_DAY = np.timedelta64(1, "D")
_EPOCH = np.datetime64("1970-01-01")


def decode(data: Any) -> Column:
    """Return data as an array: a list, a column of a data frame, or numbers packed into base64 by plotly."""
    if isinstance(data, dict) and "bdata" in data:
        return _unpack(data)
    if data is None:
        return np.empty(0)
    if isinstance(data, (list, tuple)):
        return _from_list(data)
    if hasattr(data, "to_numpy"):
        return np.asarray(data.to_numpy())
    return np.atleast_1d(np.asarray(data))


def _unpack(data: dict[str, Any]) -> Column:
    values = np.frombuffer(base64.b64decode(data["bdata"]), dtype=np.dtype(data["dtype"]))
    shape = data.get("shape")
    if shape is None:
        return values
    return values.reshape([int(n) for n in shape.split(",")] if isinstance(shape, str) else shape)


def _from_list(data: Sequence[Any]) -> Column:
    """Return a list of numbers as an array of numbers, any other list as an array of objects."""
    if all(type(value) in (int, float) for value in data[:_SAMPLE]):
        try:
            values = np.array(data)
        except ValueError:  # ragged
            values = np.empty(0)
        if values.dtype.kind in "biuf" and values.size:
            return values
    array = np.empty(len(data), dtype=object)
    array[:] = list(data)
    return array


def kind_of(column: Column) -> Kind:
    """Return whether a column holds numbers, dates or categories."""
    if column.dtype.kind in "iufM":
        return "date" if column.dtype.kind == "M" else "number"
    sample = [value for value in column.ravel()[: 4 * _SAMPLE].tolist() if not is_missing(value)][:_SAMPLE]
    if sample and all(map(is_date, sample)):
        return "date"
    return "number" if all(map(is_number, sample)) else "category"


def is_missing(value: Any) -> bool:
    """Return whether a value stands for a missing one."""
    return (
        value is None
        or value == ""
        or (isinstance(value, float) and np.isnan(value))
        or type(value).__name__ in ("NaTType", "NAType")
    )


def is_date(value: Any) -> bool:
    """Return whether a value is a date, or a text in ISO 8601 with at least a month."""
    if isinstance(value, str):
        return bool(_ISO_DATE.fullmatch(value.strip()))
    return isinstance(value, (dt.date, np.datetime64))


def is_number(value: Any) -> bool:
    """Return whether a value is a number, or a text that reads as one."""
    if isinstance(value, bool):
        return False
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def to_floats(data: Any) -> Floats:
    """Return data as floats, with NaN for values that are not numbers."""
    column = decode(data)
    if column.dtype.kind in "biuf":
        return column.astype(float).ravel()
    return np.array([float(v) if is_number(v) else np.nan for v in column.ravel().tolist()], float)


def to_days(data: Any) -> Floats:
    """Return dates as days since 1970, with NaN for values that are not dates."""
    column = decode(data).ravel()
    if column.dtype.kind == "M":
        return np.where(np.isnat(column), np.nan, (column - _EPOCH) / _DAY)
    return np.array([_day(value) for value in column.tolist()], float)


def _day(value: Any) -> float:
    try:
        if isinstance(value, str):
            value = dt.datetime.fromisoformat(_complete(value.strip()))
        if isinstance(value, dt.datetime):
            value = value.replace(tzinfo=None)  # charts show the local time of a date
        moment = np.datetime64(value)
    except (TypeError, ValueError):
        return float("nan")
    return float((moment - _EPOCH) / _DAY) if not np.isnat(moment) else float("nan")


def _complete(text: str) -> str:
    """Return an ISO date in the form that Python 3.10 reads."""
    text = text.removesuffix("Z")
    if re.fullmatch(r"\d{4}(-\d{1,2})?", text):
        text += "-01" if "-" in text else "-01-01"
    fraction = re.search(r"\.(\d+)", text)
    if fraction:  # Python 3.10 reads three or six digits only
        text = text.replace(fraction[0], f".{fraction[1][:6]:0<6}")
    return text


def to_texts(data: Any) -> list[str]:
    """Return data as texts, with an empty text for missing values."""
    known: dict[Any, str] = {}
    texts = []
    for value in decode(data).ravel().tolist():
        key = value if isinstance(value, (str, int, bool)) else repr(value)
        if key not in known:
            known[key] = "" if is_missing(value) else _text(value)
        texts.append(known[key])
    return texts


def _text(value: Any) -> str:
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _MAX_WHOLE:
            return str(int(value))  # as JavaScript writes it
        return f"{value:.12g}" if np.isfinite(value) else number(value)
    return str(value)


def group_rows(texts: Sequence[str]) -> tuple[Column, list[str]]:
    """Return the group number of each text, and the names of the groups in order of first occurrence."""
    groups: dict[str, int] = {}
    return np.array([groups.setdefault(text, len(groups)) for text in texts], int), list(groups)


def positions(texts: Sequence[str], categories: Iterable[str]) -> Floats:
    """Return the positions of texts on an axis of categories, with NaN for texts that are no category."""
    position_of = {name: float(position) for position, name in enumerate(categories)}
    return np.array([position_of.get(text, np.nan) for text in texts], float)


def title_text(title: Any) -> str:
    """Return the text of a title, given as a text, as a list of lines, or as an object with one of these."""
    if isinstance(title, dict):
        title = title.get("text")
    text = " ".join(map(str, title)) if isinstance(title, list) else str(title or "")
    return text.replace("<br>", " ")
