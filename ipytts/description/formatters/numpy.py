"""Arrays and scalars of numpy."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.describer import describe
from ipytts.description.formatters import values
from ipytts.description.tables import columns
from ipytts.description.wording import dates, grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipytts.description.detail import Detail, Formatter

_SHORT: dict[Detail, int] = {"brief": 0, "normal": 10, "full": 30}  # values that are told one by one
_ROWS: dict[Detail, int] = {"brief": 0, "normal": 5, "full": 12}  # of a matrix that is told row by row
_COUNTED = 1_000_000  # texts
_TWO = 2  # dimensions


def tell_array(array: Any, detail: Detail) -> str:
    """Tell an array: shape, range, mean, what is missing; the values of a small one."""
    masked = np.ma.isMaskedArray(array)
    held = np.asarray(array.compressed() if masked else array)
    hidden = int(array.size - held.size) if masked else 0
    if array.ndim == 0:
        return describe.phrase(array.item()) if array.dtype.names is None else "A record"
    opening = f"{_what(array)} of {_shape(array)}"
    if not array.size:
        return f"an empty array of {_shape(array)}"
    with np.errstate(all="ignore"):
        told = [part for part in _told(held, detail) if part] if held.size else ["all masked"]
    if hidden and held.size:
        told.append(f"{numbers.number(hidden)} masked")
    if masked or not _is_told_whole(array, detail):
        return grammar.paragraph(", ".join([opening, *told]), "" if masked else _start(held, detail))
    return grammar.paragraph(
        f"{opening}: {_values(held)}" if array.ndim == 1 else ", ".join([opening, *told]),
        *([] if array.ndim == 1 else _by_row(held)),
    )


def _what(array: Any) -> str:
    return "a matrix" if array.ndim == _TWO and 1 not in array.shape else "an array"


def _shape(array: Any) -> str:
    noun = _noun(array.dtype)
    if array.ndim == 1:
        return numbers.with_noun(array.shape[0], noun)
    if array.ndim == _TWO and array.size:
        rows, width = (
            numbers.with_noun(n, what) for n, what in zip(array.shape, ("row", "column"), strict=True)
        )
        return f"{rows} and {width} of {numbers.plural(noun)}"
    return f"{' by '.join(numbers.number(n) for n in array.shape)} {numbers.plural(noun)}"


def _noun(dtype: Any) -> str:
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


def _told(array: Any, detail: Detail) -> Iterator[str]:
    kind = array.dtype.kind
    if array.dtype.names is not None:
        yield f"with the fields {grammar.join_some([phrases.name(n) for n in array.dtype.names], 10)}"
    elif kind == "b":
        yield f"{numbers.number(int(array.sum()))} of them true"
    elif kind in "iuf":
        yield from _numbers(array, detail)
    elif kind == "c":
        low, high = float(abs(array).min()), float(abs(array).max())
        yield f"of magnitudes from {numbers.number(low)} to {numbers.number(high)}"
    elif kind in "Mm":
        yield from _times(array)
    elif kind in "UT" and array.size <= _COUNTED:
        yield from _texts(array)


def _numbers(array: Any, detail: Detail) -> Iterator[str]:
    finite = array
    if array.dtype.kind == "f":
        missing, infinite = int(np.isnan(array).sum()), int(np.isinf(array).sum())
        finite = array[np.isfinite(array)] if missing or infinite else array
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


def _times(array: Any) -> Iterator[str]:
    there = array[~np.isnat(array)]
    if there.size:
        yield f"from {_value(there.min())} to {_value(there.max())}"
    if there.size < array.size:
        yield f"{numbers.number(int(array.size - there.size))} missing"


def _texts(array: Any) -> Iterator[str]:
    distinct, frequent = columns.counted_texts([str(text) for text in array.ravel()])
    yield "all different" if distinct == array.size else f"{numbers.number(distinct)} different"
    text, count = frequent[0]
    if 1 < distinct < array.size:
        yield f"most often {phrases.value(text)}, {numbers.number(count)} times"


def _is_told_whole(array: Any, detail: Detail) -> bool:
    if array.dtype.names is not None:
        return False
    if array.ndim == _TWO:
        return bool(max(array.shape) <= _ROWS[detail])
    return bool(array.ndim == 1 and array.size <= _SHORT[detail])


def _values(array: Any) -> str:
    return grammar.join(_value(item) for item in array)


def _by_row(array: Any) -> Iterator[str]:
    for place, row in enumerate(array, 1):
        yield f"row {place}: {_values(row)}"


def _start(array: Any, detail: Detail) -> str:
    if detail == "brief" or array.ndim != 1 or array.dtype.names is not None:
        return ""
    return f"it starts with {_values(array[:3])} and ends with {_value(array[-1])}"


def _value(item: Any) -> str:
    """Say an item of an array, or a scalar."""
    if isinstance(item, np.datetime64):
        return _moment(item)
    if isinstance(item, np.timedelta64):
        return _span(item)
    told = item.item() if isinstance(item, np.generic) else item
    if isinstance(told, np.generic):  # of a kind that Python has not
        return numbers.number(float(told)) if told.dtype.kind == "f" else describe.phrase(complex(told), 60)
    return phrases.value(told) if isinstance(told, (bool, int, float, str)) else describe.phrase(told, 60)


def _moment(item: Any) -> str:
    if np.isnat(item):
        return "missing"
    unit = np.datetime_data(item.dtype)[0]
    if unit == "Y":
        return str(item)
    moment = item.astype("datetime64[us]").item()
    if not isinstance(moment, dt.date):  # a year that Python does not have
        return f"a date in the year {str(item.astype('datetime64[Y]')).replace('-', 'minus ')}"
    return dates.month(moment.year, moment.month) if unit == "M" else dates.date(moment)


def _span(item: Any) -> str:
    if np.isnat(item):
        return "missing"
    unit = np.datetime_data(item.dtype)[0]
    if unit in ("Y", "M"):
        count = int(item.astype(f"timedelta64[{unit}]").astype("int64"))
        return numbers.with_noun(count, {"Y": "year", "M": "month"}[unit])
    if unit == "generic":
        return numbers.number(int(item.astype("int64")))
    return dates.duration(float(item / np.timedelta64(1, "s")))


def _scalar(item: Any, detail: Detail) -> str:
    told = item.item()
    if isinstance(item, np.floating) and isinstance(told, float):
        # A float32 of 0.1 is said as 0.1, not as 0.10000000149.
        return values.tell_number(float(str(item)), detail)
    if isinstance(told, (bool, int, str)) and not isinstance(item, (np.datetime64, np.timedelta64)):
        return describe(told, detail)
    return _value(item)


FORMATTERS: Mapping[type, Formatter] = {np.ndarray: tell_array, np.generic: _scalar}
