"""Describe the text of labelled arrays and data sets of xarray in the words of live ones."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.models.units import unit_in_words
from ipytts.description.wording import dates, numbers, phrases
from ipytts.description.wording.facts import counted, extremes, number_fact
from ipytts.description.wording.phrase import Description, Phrase, Words, join, join_some, phrase

_LISTED_VARIABLES: dict[Detail, int] = {"brief": 3, "normal": 6, "full": 20}
_LISTED_VALUES, _LISTED_DATES = 5, 2  # of a coordinate
_HEAD = re.compile(r"<xarray\.(Dataset|DataArray)(?: '([^'\n]*)')?(?: \(([^)\n]*)\))?>")
_DIMENSIONS = re.compile(r"^Dimensions: +\(([^)\n]*)\)", re.MULTILINE)
_SIZE = re.compile(r"(\w+): (\d+)")
_SECTION = re.compile(r"^([A-Z][a-z ]+):[^\n]*\n((?: +[^\n]*(?:\n|$))+)", re.MULTILINE)
_VARIABLE = re.compile(r"^ +\*? ?(\w+) +(?:\(([\w, ]*)\) )?\S+(?: [\d.]+k?[MGT]?B)? +(.+)$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"^ +(long_name|units): +(.+)$", re.MULTILINE)
_NUMBER = re.compile(r"[+-]?\d+\.?\d*(?:e[+-]?\d+)?")
_LABEL = re.compile(r"'[^']*'|\S+")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00(?:\.0+)?)?")


class _Variable(NamedTuple):
    name: str
    dimensions: str
    values: Sequence[str]  # as they are shown
    is_partial: bool


def describe_xarray_text(text: str, detail: Detail) -> str:
    r"""Return words for the text of a data set or an array of xarray; empty for another text.

    Examples
    --------
    >>> text = "<xarray.DataArray 'rain' (day: 3)> Size: 24B\narray([2., 4., 0.])"
    >>> describe_xarray_text(text, "normal")
    'An array of rain with the dimension day 3: from 0 to 4, mean 2.'
    """
    head = _HEAD.match(text)
    if not head:
        return ""
    body = text[head.end() :]
    sections: dict[str, str] = dict(_SECTION.findall(body))
    coordinates = _variables(sections.get("Coordinates", ""))
    if head[1] == "Dataset":
        found = _DIMENSIONS.search(text)
        variables = _variables(sections.get("Data variables", ""))
        sentences = _of_set(found[1] if found else "", variables, detail)
    else:
        attributes: dict[str, str] = dict(_ATTRIBUTE.findall(sections.get("Attributes", "")))
        sentences = _of_array(head, body, attributes)
    described = [*sentences, *([] if detail == "brief" else map(_coordinate, coordinates))]
    return Description.of(described[:1] if detail == "brief" else described).render(LENGTHS[detail])


def _variables(body: str) -> list[_Variable]:
    return [
        _Variable(name, dimensions, _LABEL.findall(values.replace("...", " ")), "..." in values)
        for name, dimensions, values in _VARIABLE.findall(body)
    ]


def _of_set(sizes: str, variables: Sequence[_Variable], detail: Detail) -> Iterator[Words]:
    names = [phrases.name(variable.name) for variable in variables]
    if not names and not sizes:
        yield "an empty data set"
        return
    listed = phrase(", {},", join_some(names, _LISTED_VARIABLES[detail])) if names else ""
    count = counted(len(names), "variable", "variable count")
    yield phrase("a data set of {}{} {}", count, listed, _dimensions(sizes))
    for variable in variables[: _LISTED_VARIABLES[detail]]:
        over = join([phrases.name(name) for name in re.findall(r"\w+", variable.dimensions)])
        words = phrase("{} by {}", phrases.name(variable.name), over) if over else phrases.name(variable.name)
        summary = "" if variable.is_partial else _summary(variable.values)
        yield phrase("{}: {}", words, summary) if summary else words


def _of_array(head: re.Match[str], body: str, attributes: Mapping[str, str]) -> Iterator[Words]:
    name, long_name = phrases.name(head[2] or ""), phrases.name(attributes.get("long_name", ""))
    title = " ".join(_title(name if head[2] else "", long_name if attributes.get("long_name") else ""))
    opening = phrase("an array{} {}", f" of {title}" if title else "", _dimensions(head[3] or ""))
    shown = re.search(r"array\((.*?)\)\s*(?:\n[A-Z]|\Z)", body, re.DOTALL)
    values = re.findall(r"[^\s\[\],]+", shown[1]) if shown else []
    is_whole = bool(values) and "..." not in values and all(map(_NUMBER.fullmatch, values))
    summary = _summary(values, unit_in_words(attributes.get("units", "").strip())) if is_whole else ""
    yield phrase("{}: {}", opening, summary) if summary else opening


def _title(name: str, long_name: str) -> list[str]:
    if not long_name or long_name.lower() == name.lower():
        return [name] if name else []
    return [f"{long_name}, {name},"] if name else [long_name]


def _dimensions(sizes: str) -> Phrase:
    found = _SIZE.findall(sizes)
    if not found:
        return phrase("of one value")
    listed = []
    for name, size in found:
        words = phrases.name(name)
        gap = " of size " if words[-1:].isdecimal() else " "  # "dim 0 3" would sound like one number
        listed.append(phrase("{}{}{}", words, gap, number_fact(int(size), "size", name)))
    return phrase("with the {} {}", "dimension" if len(found) == 1 else "dimensions", join(listed))


def _summary(texts: Sequence[str], unit: str = "") -> Words:
    """Return the range and the mean of numbers all of which are shown; empty for other values."""
    if not texts or not all(map(_NUMBER.fullmatch, texts)):
        return ""
    values = list(map(float, texts))
    low, high = min(values), max(values)
    if numbers.are_equal(low, high):
        words = "always {}{}" if len(values) > 1 else "{}{}"
        return phrase(words, number_fact(low, "minimum"), unit)
    ends = extremes(low, high)
    mean = number_fact(sum(values) / len(values), "mean")
    return phrase("from {} to {}{}, mean {}", *ends, unit, mean)


def _coordinate(coordinate: _Variable) -> Words:
    words, values = phrases.name(coordinate.name), [_value(text) for text in coordinate.values]
    if not values:
        return ""
    are_dates = all(map(_DATE.fullmatch, coordinate.values))
    if coordinate.is_partial or len(values) > (_LISTED_DATES if are_dates else _LISTED_VALUES):
        return phrase("{} goes from {} to {}", words, values[0], values[-1])
    return phrase("{} is {}", words, join(values))


def _value(text: str) -> str:
    """Return a value of a coordinate in words: a date, a number or a label."""
    if found := _DATE.fullmatch(text):
        return dates.date(dt.date(*map(int, found.groups())))
    return numbers.number(float(text)) if _NUMBER.fullmatch(text) else phrases.value(text.strip("'"))
