"""Describe labelled arrays and data sets of xarray. Data that are not in memory are never loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np
import xarray as xr

from ipytts.description.describer import describe
from ipytts.description.detail import Detail, Formatter
from ipytts.description.models.units import unit_in_words
from ipytts.description.tables.cells import format_year
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Fact, Phrase, Words, join, join_some, phrase

_LISTED_VARIABLES: dict[Detail, int] = {"brief": 3, "normal": 6, "full": 20}
_LISTED_COORDINATES: dict[Detail, int] = {"brief": 0, "normal": 6, "full": 15}
_LISTED_DIMENSIONS = 6
_LISTED_LABELS = 5
_LISTED_DATES = 2
_LISTED_NOTES = 5
_PLACED_DIMENSIONS = 3  # of an array of which the places of the extremes are described
_LARGE = 20_000_000  # values of which no statistics are computed
_TEXT_LENGTH = 60  # characters
_NOTES = ("title", "source", "institution", "history")  # attributes of a data set, by CF conventions


def _describe_array(array: Any, detail: Detail) -> Description:
    """Return the name and the dimensions of an array, the range of its values, and its coordinates."""
    title = _title(array)
    opening = phrase("{} {}", f"an array of {title}" if title else "an array", _dimensions(array))
    summary = _summary(array.variable, _unit(array), detail)
    words = [phrase("{}: {}", opening, summary) if summary else opening]
    if detail == "brief":
        return Description.of(words)
    places = _places(array) if detail == "full" else ()
    return Description.of([*words, *places, *_coordinates(array, detail)])


def _places(array: Any) -> Iterator[Words]:
    """Yield where the highest and the lowest value are, if they occur once, by the coordinates."""
    values = array.values if _is_loaded(array.variable) and array.dtype.kind in "iuf" else np.empty(0)
    has_names = 0 < array.ndim <= _PLACED_DIMENSIONS and all(name in array.coords for name in array.dims)
    if not has_names or np.isfinite(values).sum() < 2:
        return
    named = []
    for words, find, method in (("highest", np.nanargmax, "maximum"), ("lowest", np.nanargmin, "minimum")):
        at = np.unravel_index(find(values), values.shape)
        if np.count_nonzero(values == values[at]) > 1:
            continue
        place = [
            phrase(
                "{} {}",
                phrases.name(name),
                _value(array.coords[name].values[index], f"place of the {method}", str(name)),
            )
            for name, index in zip(array.dims, at, strict=True)
        ]
        named.append(phrase("the {} is at {}", words, join(place)))
    if named:
        yield join(named)


def _title(array: Any) -> str:
    """Return the long name of an array, with its short one where they differ."""
    name = phrases.name(array.name) if array.name is not None else ""
    long_name = array.attrs.get("long_name", array.attrs.get("standard_name", ""))
    long_name = phrases.name(long_name, _TEXT_LENGTH) if isinstance(long_name, str) and long_name else ""
    if not long_name or long_name.lower() == name.lower():
        return name
    return f"{long_name}, {name}," if name else long_name


def _unit(array: Any) -> str:
    """Return the unit of values in words, after a space; empty without one."""
    unit = array.attrs.get("units", "")
    return unit_in_words(unit) if isinstance(unit, str) else ""


def _dimensions(array: Any) -> Phrase:
    """Return the names and sizes of dimensions, after "with"."""
    if not array.sizes:
        return phrase("of one value")
    named: list[Words] = []
    for name, size in islice(array.sizes.items(), _LISTED_DIMENSIONS):
        words = phrases.name(name)
        gap = " of size " if words[-1:].isdecimal() else " "  # "dim 0 3" would sound like one number
        named.append(phrase("{}{}{}", words, gap, number_fact(int(size), "size", str(name))))
    noun = "dimension" if len(named) == 1 else "dimensions"
    return phrase("with the {} {}", noun, join(named))


def _summary(variable: Any, unit: str, detail: Detail) -> Words:
    """Return the range and the mean of values in memory; empty for others, such as those of dask."""
    if not _is_loaded(variable):
        return "its values are not loaded"
    values = variable.values
    if not values.size:
        return "without values"
    if values.dtype.kind in "iuf":
        return _number_summary(values, unit, detail)
    if values.dtype.kind == "b":
        return phrase("{} of them true", number_fact(int(values.sum()), "count of true values"))
    return _range(values)


def _is_loaded(variable: Any) -> bool:
    """Return whether the values are in memory, and few enough to be read."""
    is_in_memory = bool(getattr(variable, "_in_memory", False))
    return is_in_memory and variable.size <= _LARGE


def _number_summary(values: Any, unit: str, detail: Detail) -> Words:
    finite = values[np.isfinite(values)]
    if not finite.size:
        return "each value is missing"
    low, high = finite.min().item(), finite.max().item()
    low_text, high_text = numbers.apart([low, high])
    low_fact = number_fact(low, "minimum", text=low_text)
    if numbers.are_equal(low, high):
        return phrase("always {}{}" if finite.size > 1 else "{}{}", low_fact, unit)
    mean = number_fact(float(finite.mean(dtype="float64")), "mean")
    words = phrase(
        "from {} to {}{}, mean {}", low_fact, number_fact(high, "maximum", text=high_text), unit, mean
    )
    if detail == "full":
        deviation = float(finite.std(dtype="float64"))
        words += phrase(
            ", standard deviation {}", number_fact(deviation, "standard deviation of the population")
        )
    missing = int(values.size - finite.size)
    return words + phrase(", {} missing", number_fact(missing, "missing count")) if missing else words


def _coordinates(array: Any, detail: Detail) -> Iterator[Words]:
    """Yield the range of each coordinate, and the names of the attributes."""
    most = _LISTED_COORDINATES[detail]
    shown = [name for name in array.coords if name != getattr(array, "name", None)]
    for name in shown[:most]:
        yield _coordinate(str(name), array.coords[name])
    if len(shown) > most:
        left_out = len(shown) - most
        more = counted(left_out, "more coordinate", "count of others")
        yield phrase("there {} {}", grammar.are(left_out), more)


def _coordinate(name: str, coordinate: Any) -> Words:
    if not _is_loaded(coordinate.variable) or not coordinate.size:
        return ""
    values, unit = np.ravel(coordinate.values), _unit(coordinate)
    words = phrases.name(name)
    if values.size == 1:
        return phrase("{} is {}{}", words, _value(values[0], "value", name), unit)
    most = _LISTED_DATES if values.dtype.kind == "M" else _LISTED_LABELS
    if values.dtype.kind in "iufM" and values.size > most:
        ends = _value(values.min(), "minimum", name), _value(values.max(), "maximum", name)
        return phrase("{} goes from {} to {}{}", words, *ends, unit)
    listed = [_value(value, "value", name, f"value {at}") for at, value in enumerate(values[:most], 1)]
    if values.size > most:
        listed.append(phrase("{} more", number_fact(int(values.size) - most, "count of others", name)))
    return phrase("{} is {}{}", words, join(listed), unit)


def _value(value: Any, method: str, of: str, at: str | None = None) -> Words:
    """Return a value of a coordinate: a number or a date as a fact, a label as it is."""
    item = value.item() if isinstance(value, np.generic) and value.dtype.kind != "M" else value
    if isinstance(item, np.datetime64):
        days = (item - np.datetime64(0, "D")) / np.timedelta64(1, "D")
        return Fact(str(describe.phrase(item)), float(days), method, of, at)
    if isinstance(item, (int, float)) and not isinstance(item, bool):
        return number_fact(item, method, of, at, text=format_year(of, item))
    return phrases.value(item, _TEXT_LENGTH) if isinstance(item, str) else describe.phrase(item, _TEXT_LENGTH)


def _range(values: Any) -> Words:
    """Return the first and the last date or text of an array."""
    if values.dtype.kind == "M" and not np.isnat(values).any():
        return phrase(
            "from {} to {}", _value(values.min(), "minimum", ""), _value(values.max(), "maximum", "")
        )
    return ""


def _describe_set(data: Any, detail: Detail) -> Description:
    """Return the variables and dimensions of a data set, then each variable and coordinate."""
    return Description.of(_set_sentences(data, detail))


def _set_sentences(data: Any, detail: Detail) -> Iterator[Words]:
    names = [phrases.name(name) for name in data.data_vars]
    if not names and not data.sizes:
        yield "an empty data set"
        return
    count = counted(len(names), "variable", "variable count")
    most = _LISTED_VARIABLES[detail]
    listed = phrase(", {},", join_some(names, most)) if names else ""
    yield phrase("a data set of {}{} {}", count, listed, _dimensions(data))
    if detail == "brief":
        return
    for name, array in islice(data.data_vars.items(), most):
        summary = _of_variable(array, str(name), detail)
        title = _title(array)
        over = grammar.join([phrases.name(dimension) for dimension in array.dims])
        yield phrase("{} by {}: {}" if over else "{}{}: {}", title, over, summary)
    yield from _coordinates(data, detail)
    if detail == "full":
        yield from _notes(data)


def _of_variable(array: Any, name: str, detail: Detail) -> Phrase:
    """Return the summary of a variable; its facts are of that variable."""
    words = phrase("{}", _summary(array.variable, _unit(array), detail) or "other values")
    parts = (
        Fact(part.text, part.value, part.method, name, part.at) if isinstance(part, Fact) else part
        for part in words.parts
    )
    return type(words)(tuple(parts))


def _notes(data: Any) -> Iterator[Words]:
    for note in _NOTES[:_LISTED_NOTES]:
        text = data.attrs.get(note)
        if isinstance(text, str) and text:
            yield phrase("{}: {}", note, phrases.value(text, 2 * _TEXT_LENGTH))


def _describe_groups(groups: Any, _: Detail) -> Description:
    """Return what data are grouped by, and into how many groups."""
    count = counted(len(groups), "group", "group count")
    noun = "data set" if "Dataset" in type(groups).__name__ else "array"
    names = [phrases.name(grouper.name) for grouper in getattr(groups, "groupers", ())]
    by = phrase(" by {}", join(names)) if names else ""
    return Description.of([phrase("the groups of {}{}: {}", grammar.with_article(noun), by, count)])


def _describe_variable(variable: Any, detail: Detail) -> Description:
    summary = _summary(variable, _unit(variable), detail)
    opening = phrase("a variable {}", _dimensions(variable))
    return Description.of([phrase("{}: {}", opening, summary) if summary else opening])


def _formatters() -> Iterator[tuple[type, Formatter]]:
    yield xr.DataArray, _describe_array
    yield xr.Dataset, _describe_set
    yield xr.Variable, _describe_variable
    for module, name in (("groupby", "GroupBy"),):
        base = getattr(getattr(xr.core, module, None), name, None)
        if isinstance(base, type):
            yield base, _describe_groups


FORMATTERS: Mapping[type, Formatter] = dict(_formatters())
