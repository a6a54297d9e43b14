"""Describe arrays and scalars of NumPy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ipytts.description.describer import describe
from ipytts.description.detail import Detail, Formatter
from ipytts.description.formatters import values
from ipytts.description.formatters.array_kind import Kind
from ipytts.description.formatters.array_kinds import find_kind
from ipytts.description.formatters.array_statistics import count_texts, finite_numbers
from ipytts.description.wording import dates, numbers, phrases
from ipytts.description.wording.facts import counted, extremes, number_fact
from ipytts.description.wording.phrase import (
    Description,
    Fact,
    Phrase,
    Words,
    join,
    join_some,
    join_with,
    phrase,
)

_LISTED_VALUES: dict[Detail, int] = {"brief": 0, "normal": 10, "full": 30}
_LISTED_ROWS: dict[Detail, int] = {"brief": 0, "normal": 5, "full": 12}  # and columns of a matrix
_LISTED_FIELDS = 10
_FEW_VALUES = 10  # of an array among others
_FEW_CELLS = 4  # of a matrix among others
_SCORES = range(5, 21)  # numbers of decimals that may be scores, of which the mean is added
_LISTED_RECORDS = 5
_READ_OBJECTS = 100_000
_ITEM_LENGTH = 60  # characters
_COUNTED_STRINGS = 3_000_000  # texts of NumPy's StringDType, at most; converting them takes long


def describe_array(array: Any, detail: Detail) -> Description:
    """Return the shape of an array, the range and mean of its values, and the number of missing values."""
    if array.ndim == 0:
        return Description.of([_phrase(array.item()) if array.dtype.names is None else "a record"])
    if not array.size:
        return Description.of(
            [phrase("an empty array of {}", _shape(array)) if array.ndim > 1 else "an empty array"]
        )
    is_masked = np.ma.isMaskedArray(array)
    present = _with_texts(np.asarray(array.compressed() if is_masked else array))
    opening = phrase("{} of {}", _noun(array), _shape(array, present.dtype))
    if array.ndim == 1 and not is_masked and _is_listed(array, detail):
        return Description.of(
            [phrase("{}: {}", opening, _join_values(present)), _mean_of_scores(present, detail)]
        )
    with np.errstate(all="ignore"):
        kind = None if is_masked else find_kind(array)
        summary = _summary_of_kind(present, kind, detail)
    if 0 < present.size < array.size:
        summary.append(phrase("{} masked", number_fact(int(array.size - present.size), "masked count")))
    opening = join_with(", ", [opening, *summary])
    if detail == "brief" or is_masked or _is_all_missing(present):
        return Description.of([opening])
    return Description.of([opening, *(kind.sentences if kind else ()), *_contents(present, kind, detail)])


def _is_all_missing(array: Any) -> bool:
    return array.dtype.kind == "f" and bool(np.isnan(array).all())


def _summary_of_kind(present: Any, kind: Kind | None, detail: Detail) -> list[Words]:
    """Return what an array looks like; its range and mean, if they do not follow from that."""
    if not present.size:
        return ["all masked"]
    usual = [] if kind and not kind.has_range else [part for part in _summary(present, detail) if part]
    return [*usual, *(kind.summary if kind else ())]


def _contents(array: Any, kind: Kind | None, detail: Detail) -> Iterator[Words]:
    """Yield the values of a small matrix, the fields of records, or the first values and the last."""
    if array.dtype.names is not None:
        yield from _fields(array, detail)
    elif kind and kind.is_complete:
        return
    elif _is_listed(array, detail):
        yield from _rows(array)
    elif kind is None or array.dtype.kind == "b":
        yield _start_and_end(array, detail)


def _fields(array: Any, detail: Detail) -> Iterator[Phrase]:
    """Yield the name of each field of records, and what it contains."""
    for name in array.dtype.names[:_LISTED_FIELDS]:
        values = array[name]
        if array.ndim == 1 and values.ndim == 1 and values.dtype.names is None:
            if values.size <= _LISTED_RECORDS:
                yield phrase("{}: {}", phrases.name(name), _of_field(_join_values(values), name))
                continue
            words = [part for part in _summary(values, detail) if part]
            if words:
                yield phrase("{}: {}", phrases.name(name), _of_field(join_with(", ", words), name))


def _of_field(words: Phrase, name: str) -> Phrase:
    """Return words whose facts are those of a field."""
    return Phrase(tuple(replace(part, of=name) if isinstance(part, Fact) else part for part in words.parts))


def _mean_of_scores(array: Any, detail: Detail) -> Words:
    """Return the mean of a few decimals of one sign, such as the scores of a cross-validation."""
    if detail == "brief" or array.size not in _SCORES or array.dtype.kind != "f":
        return ""
    low, high = array.min().item(), array.max().item()
    if not np.isfinite(array).all() or numbers.are_equal(low, high) or low < 0 < high:
        return ""
    return phrase("the mean is {}", number_fact(float(array.mean(dtype="float64")), "mean"))


def describe_arrays(arrays: Iterable[Any]) -> Iterator[Words]:
    """Yield the shape of each array, such as "38 by 4 numbers", and its values if they are few numbers."""
    for number, array in enumerate(arrays, 1):
        name = f"array {number}"
        sizes = [number_fact(n, "size", name, f"axis {axis}") for axis, n in enumerate(array.shape)]
        values = list(_few_values(array, name))
        if array.size == 1 and values:
            yield values[0]
            continue
        item = _item_noun(array.dtype)
        noun = item if array.shape == (1,) else numbers.plural(item)
        words = phrase("{} {}", join_with(" by ", sizes), noun) if sizes else phrase("one {}", item)
        yield phrase("{}: {}", words, join(values)) if values else words


def _few_values(array: Any, name: str) -> Iterator[Words]:
    most = _FEW_VALUES if max(array.shape, default=1) == array.size else _FEW_CELLS
    if array.dtype.kind not in "iuf" or not 0 < array.size <= most or not np.isfinite(array).all():
        return
    flat = array.ravel().tolist()
    for place, (value, text) in enumerate(zip(flat, numbers.apart(flat), strict=True), 1):
        yield number_fact(value, "value", name, f"value {place}", text=text)


def _noun(array: Any) -> str:
    return "a matrix" if array.ndim == 2 and 1 not in array.shape else "an array"


def _with_texts(array: Any) -> Any:
    """Return an array of Python texts as one of texts; any other array as it is."""
    if array.dtype.kind != "O" or not 0 < array.size <= _READ_OBJECTS:
        return array
    items = array.ravel().tolist()
    are_texts = set(map(type, items)) <= {str, np.str_} and max(map(len, items)) <= _ITEM_LENGTH
    return array.astype("U") if are_texts else array


def _shape(array: Any, dtype: Any = None) -> Phrase:
    noun = _item_noun(array.dtype if dtype is None else dtype)
    if array.ndim == 1:
        return counted(array.shape[0], noun, "size")
    if array.ndim == 2 and array.size:
        rows, width = array.shape
        size = counted(rows, "row", "row count"), counted(width, "column", "column count")
        return phrase("{} and {} of {}", *size, numbers.plural(noun))
    sizes = [number_fact(n, "size", at=f"axis {axis}") for axis, n in enumerate(array.shape)]
    return phrase("{} {}", join_with(" by ", sizes), numbers.plural(noun))


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


def _summary(array: Any, detail: Detail) -> Iterator[Words]:
    kind = array.dtype.kind
    if array.dtype.names is not None:
        fields = [phrases.name(name) for name in array.dtype.names]
        yield f"with the fields {join_some(fields, _LISTED_FIELDS)}"
    elif kind == "b":
        yield phrase("{} of them true", number_fact(int(array.sum()), "count of true values"))
    elif kind in "iuf":
        yield from _number_summary(array, detail)
    elif kind == "c":
        magnitudes = abs(array)
        low, high = float(magnitudes.min()), float(magnitudes.max())
        ends = number_fact(low, "minimum of magnitude"), number_fact(high, "maximum of magnitude")
        yield phrase("of magnitudes from {} to {}", *ends)
    elif kind in "Mm":
        yield from _time_summary(array)
    elif kind == "U" or (kind == "T" and array.size <= _COUNTED_STRINGS):
        yield from _text_summary(array)


def _number_summary(array: Any, detail: Detail) -> Iterator[Words]:
    finite, missing, infinite = finite_numbers(array)
    low, high = (finite.min().item(), finite.max().item()) if finite.size else (0, 1)
    if numbers.are_equal(low, high):
        yield phrase("always {}", number_fact(low, "minimum")) if array.size > 1 else ""
    elif finite.size:
        ends = extremes(low, high)
        yield phrase("from {} to {}", *ends)
        yield from _mean_and_deviation(finite, detail)
    if missing == array.size:
        yield number_fact(missing, "missing count", text="all missing")
    elif array.dtype.kind == "f":
        yield phrase("{} missing", number_fact(missing, "missing count")) if missing else ""
        yield phrase("{} infinite", number_fact(infinite, "infinite count")) if infinite else ""


def _mean_and_deviation(finite: Any, detail: Detail) -> Iterator[Words]:
    mean = float(finite.mean(dtype="float64"))
    if not np.isfinite(mean):
        return
    yield phrase("mean {}", number_fact(mean, "mean"))
    if detail == "full":
        yield phrase("median {}", number_fact(float(np.median(finite)), "median"))
        deviation = number_fact(float(finite.std(dtype="float64")), "standard deviation of the population")
        yield phrase("standard deviation {}", deviation)


def _time_summary(array: Any) -> Iterator[Words]:
    missing = int(np.count_nonzero(np.isnat(array)))
    if missing < array.size:  # fmin and fmax pass over missing values
        low, high = (extreme.reduce(array, axis=None) for extreme in (np.fmin, np.fmax))
        yield phrase("from {} to {}", _time_fact(low, "minimum"), _time_fact(high, "maximum"))
    if missing:
        yield phrase("{} missing", number_fact(missing, "missing count"))


def _time_fact(item: Any, method: str) -> Fact:
    """Return a date as days since 1970, or a duration in seconds; months and years as their number."""
    if isinstance(item, np.datetime64):
        value = (item.astype("datetime64[us]") - np.datetime64(0, "us")) / np.timedelta64(1, "D")
    elif np.datetime_data(item.dtype)[0] in ("Y", "M", "generic"):
        value = item.astype("int64")
    else:
        value = item / np.timedelta64(1, "s")
    return Fact(_format_value(item), float(value), method)


def _text_summary(array: Any) -> Iterator[Words]:
    texts = array.ravel()
    counts = count_texts(texts)
    if counts is None:
        return
    distinct, position, count = counts
    text = "all" if distinct == array.size else ""
    yield phrase("{} different", number_fact(distinct, "distinct count", text=text))
    if position is not None and 1 < distinct < array.size:
        most_often = str(texts[position])
        times = number_fact(count, "count", at=most_often, text=numbers.times(count))
        yield phrase("most often {}, {}", phrases.value(most_often), times)


def _is_listed(array: Any, detail: Detail) -> bool:
    if array.dtype.names is not None:
        return False
    if array.ndim == 2:
        return bool(max(array.shape) <= _LISTED_ROWS[detail])
    return bool(array.ndim == 1 and array.size <= _LISTED_VALUES[detail])


def _join_values(
    array: Any, at: str = "value {}", in_words: Callable[[list[Any]], list[str]] = numbers.listed
) -> Phrase:
    """Return values as one phrase; `at` is where they are, with a gap for the number of each."""
    return join(
        _value_words(item, text, at.format(number))
        for number, (item, text) in enumerate(zip(array, _format_values(array, in_words), strict=True), 1)
    )


def _value_words(item: Any, text: str, at: str) -> Words:
    if _is_number(item):
        return number_fact(item.item(), "value", at=at, text=text)
    if isinstance(item, np.complexfloating) and isinstance(item.item(), complex):
        return values.complex_words(item.item(), at)
    return text


def _is_number(item: Any) -> bool:
    is_finite = isinstance(item, (np.integer, np.floating)) and bool(np.isfinite(item))
    return is_finite and isinstance(item.item(), (int, float))  # but not a long double


def _format_values(array: Any, in_words: Callable[[list[Any]], list[str]]) -> list[str]:
    """Return values in words, numbers by a function for all of them."""
    texts = [_format_value(item) for item in array]
    found = [index for index, item in enumerate(array) if _is_number(item)]
    for index, text in zip(found, in_words([array[index].item() for index in found]), strict=True):
        texts[index] = text
    return texts


def _rows(array: Any) -> Iterator[Phrase]:
    for number, row in enumerate(array, 1):
        yield phrase(
            "row {}: {}", str(number), _join_values(row, f"row {number}, column {{}}", numbers.apart)
        )


def _start_and_end(array: Any, detail: Detail) -> Words:
    if detail == "brief" or array.ndim != 1 or array.dtype.names is not None:
        return ""
    last = _join_values(array[-1:], f"value {len(array)}")
    return phrase("it starts with {} and ends with {}", _join_values(array[:3]), last)


def _format_value(item: Any) -> str:
    if isinstance(item, np.datetime64):
        return _format_datetime(item)
    if isinstance(item, np.timedelta64):
        return _format_timedelta(item)
    value = item.item() if isinstance(item, np.generic) else item
    if isinstance(value, np.generic):  # longdouble or clongdouble
        is_float = value.dtype.kind == "f"
        return numbers.number(float(value)) if is_float else _phrase(complex(value))
    return phrases.value(value) if isinstance(value, (bool, int, float, str)) else _phrase(value)


def _phrase(value: Any) -> str:
    return str(describe.phrase(value, _ITEM_LENGTH))


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


def _describe_scalar(item: Any, detail: Detail) -> str | Description:
    value = item.item()
    if isinstance(item, np.floating) and isinstance(value, float):
        # By its text, as a float32 of 0.1 has the value 0.10000000149.
        return values.describe_number(float(str(item)), detail)
    if isinstance(value, (bool, int, str, complex)) and not isinstance(item, (np.datetime64, np.timedelta64)):
        return values.FORMATTERS[type(value)](value, detail)
    if isinstance(item, (np.datetime64, np.timedelta64)) and not np.isnat(item):
        return Description.of([_time_fact(item, "value")])
    return Description.of([_format_value(item)])


def _describe_type(dtype: Any, _: Detail) -> Description:
    return Description.of([f"the data type {phrases.value(str(dtype))}"])


FORMATTERS: Mapping[type, Formatter] = {
    np.ndarray: describe_array,
    np.generic: _describe_scalar,
    np.dtype: _describe_type,
}
