"""Describe arrays and scalars of NumPy."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.describer import describe
from ipytts.description.formatters.array_statistics import count_texts, finite_numbers
from ipytts.description.formatters.values import describe_number
from ipytts.description.wording import dates, grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipytts.description.detail import Detail, Formatter

_LISTED_VALUES: dict[Detail, int] = {"brief": 0, "normal": 10, "full": 30}
_LISTED_ROWS: dict[Detail, int] = {"brief": 0, "normal": 5, "full": 12}  # and columns of a matrix
_LISTED_FIELDS = 10
_COUNTED_STRINGS = 3_000_000  # texts of NumPy's StringDType, at most; converting them takes long


def describe_array(array: Any, detail: Detail) -> str:
    """Return the shape of an array, the range and mean of its values, and the number of missing values."""
    if array.ndim == 0:
        return describe.phrase(array.item()) if array.dtype.names is None else "A record"
    if not array.size:
        return f"an empty array of {_shape(array)}"
    is_masked = np.ma.isMaskedArray(array)
    values = np.asarray(array.compressed() if is_masked else array)
    opening = f"{_noun(array)} of {_shape(array)}"
    if array.ndim == 1 and not is_masked and _is_listed(array, detail):
        return f"{opening}: {_join_values(values)}"
    with np.errstate(all="ignore"):
        summary = [part for part in _summary(values, detail) if part] if values.size else ["all masked"]
    if 0 < values.size < array.size:
        summary.append(f"{numbers.number(int(array.size - values.size))} masked")
    opening = ", ".join([opening, *summary])
    if is_masked:
        return opening
    rest = _rows(values) if _is_listed(array, detail) else [_start_and_end(values, detail)]
    return grammar.paragraph(opening, *rest)


def _noun(array: Any) -> str:
    return "a matrix" if array.ndim == 2 and 1 not in array.shape else "an array"


def _shape(array: Any) -> str:
    noun = _item_noun(array.dtype)
    if array.ndim == 1:
        return numbers.with_noun(array.shape[0], noun)
    if array.ndim == 2 and array.size:
        rows, width = (
            numbers.with_noun(n, what) for n, what in zip(array.shape, ("row", "column"), strict=True)
        )
        return f"{rows} and {width} of {numbers.plural(noun)}"
    return f"{' by '.join(numbers.number(n) for n in array.shape)} {numbers.plural(noun)}"


def _item_noun(dtype: Any) -> str:
    if dtype.names is not None:
        return "record"
    return {
        "b": "truth value",
        "i": "whole number",
        "u": "whole number",
        "f": "number",
        "c": "complex number",
        "U": "text",
        "T": "text",
        "M": "date",
        "m": "duration",
    }.get(dtype.kind, "item")


def _summary(array: Any, detail: Detail) -> Iterator[str]:
    kind = array.dtype.kind
    if array.dtype.names is not None:
        fields = [phrases.name(name) for name in array.dtype.names]
        yield f"with the fields {grammar.join_some(fields, _LISTED_FIELDS)}"
    elif kind == "b":
        yield f"{numbers.number(int(array.sum()))} of them true"
    elif kind in "iuf":
        yield from _number_summary(array, detail)
    elif kind == "c":
        magnitudes = abs(array)
        low, high = float(magnitudes.min()), float(magnitudes.max())
        yield f"of magnitudes from {numbers.number(low)} to {numbers.number(high)}"
    elif kind in "Mm":
        yield from _time_summary(array)
    elif kind == "U" or (kind == "T" and array.size <= _COUNTED_STRINGS):
        yield from _text_summary(array)


def _number_summary(array: Any, detail: Detail) -> Iterator[str]:
    finite, missing, infinite = finite_numbers(array)
    low, high = (finite.min().item(), finite.max().item()) if finite.size else (0, 1)
    if low == high:
        yield f"always {numbers.number(low)}" if array.size > 1 else ""
    elif finite.size:
        yield f"from {numbers.number(low)} to {numbers.number(high)}"
        mean = float(finite.mean(dtype="float64"))
        if np.isfinite(mean):
            yield f"mean {numbers.number(mean)}"
            if detail == "full":
                yield f"median {numbers.number(float(np.median(finite)))}"
                yield f"standard deviation {numbers.number(float(finite.std(dtype='float64')))}"
    if array.dtype.kind == "f":
        yield f"{numbers.number(missing)} missing" if missing else "none missing" if not infinite else ""
        yield f"{numbers.number(infinite)} infinite" if infinite else ""


def _time_summary(array: Any) -> Iterator[str]:
    missing = int(np.count_nonzero(np.isnat(array)))
    if missing < array.size:  # fmin and fmax pass over missing values
        low, high = (extreme.reduce(array, axis=None) for extreme in (np.fmin, np.fmax))
        yield f"from {_format_value(low)} to {_format_value(high)}"
    if missing:
        yield f"{numbers.number(missing)} missing"


def _text_summary(array: Any) -> Iterator[str]:
    texts = array.ravel()
    counts = count_texts(texts)
    if counts is None:
        return
    distinct, position, count = counts
    yield "all different" if distinct == array.size else f"{numbers.number(distinct)} different"
    if position is not None and 1 < distinct < array.size:
        yield f"most often {phrases.value(str(texts[position]))}, {numbers.number(count)} times"


def _is_listed(array: Any, detail: Detail) -> bool:
    if array.dtype.names is not None:
        return False
    if array.ndim == 2:
        return bool(max(array.shape) <= _LISTED_ROWS[detail])
    return bool(array.ndim == 1 and array.size <= _LISTED_VALUES[detail])


def _join_values(array: Any) -> str:
    return grammar.join(_format_value(item) for item in array)


def _rows(array: Any) -> Iterator[str]:
    for number, row in enumerate(array, 1):
        yield f"row {number}: {_join_values(row)}"


def _start_and_end(array: Any, detail: Detail) -> str:
    if detail == "brief" or array.ndim != 1 or array.dtype.names is not None:
        return ""
    return f"it starts with {_join_values(array[:3])} and ends with {_format_value(array[-1])}"


def _format_value(item: Any) -> str:
    if isinstance(item, np.datetime64):
        return _format_datetime(item)
    if isinstance(item, np.timedelta64):
        return _format_timedelta(item)
    value = item.item() if isinstance(item, np.generic) else item
    if isinstance(value, np.generic):  # longdouble or clongdouble
        is_float = value.dtype.kind == "f"
        return numbers.number(float(value)) if is_float else describe.phrase(complex(value), 60)
    return phrases.value(value) if isinstance(value, (bool, int, float, str)) else describe.phrase(value, 60)


def _format_datetime(item: Any) -> str:
    if np.isnat(item):
        return "missing"
    unit = np.datetime_data(item.dtype)[0]
    if unit == "Y":
        return str(item)
    moment = item.astype("datetime64[us]").item()
    if not isinstance(moment, dt.date):  # a year before 1 or after 9999
        return f"a date in the year {str(item.astype('datetime64[Y]')).replace('-', 'minus ')}"
    return dates.month(moment.year, moment.month) if unit == "M" else dates.date(moment)


def _format_timedelta(item: Any) -> str:
    if np.isnat(item):
        return "missing"
    unit = np.datetime_data(item.dtype)[0]
    if unit in ("Y", "M"):
        count = int(item.astype(f"timedelta64[{unit}]").astype("int64"))
        return numbers.with_noun(count, {"Y": "year", "M": "month"}[unit])
    if unit == "generic":
        return numbers.number(int(item.astype("int64")))
    return dates.duration(float(item / np.timedelta64(1, "s")))


def _describe_scalar(item: Any, detail: Detail) -> str:
    value = item.item()
    if isinstance(item, np.floating) and isinstance(value, float):
        # By its text, as a float32 of 0.1 has the value 0.10000000149.
        return describe_number(float(str(item)), detail)
    if isinstance(value, (bool, int, str)) and not isinstance(item, (np.datetime64, np.timedelta64)):
        return describe(value, detail)
    return _format_value(item)


FORMATTERS: Mapping[type, Formatter] = {np.ndarray: describe_array, np.generic: _describe_scalar}
