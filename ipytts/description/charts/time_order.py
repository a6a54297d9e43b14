"""The order of positions along an axis: whether they follow each other, and what lies between two of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ipytts.description.charts.axis_formatter import PLAUSIBLE_YEARS, AxisFormatter
from ipytts.description.charts.model import Floats
from ipytts.description.wording.dates import MONTHS, WEEKDAYS

_WEEKDAYS = tuple(day.lower() for day in WEEKDAYS)
_MONTHS = tuple(month.lower() for month in MONTHS)
_ABBREVIATED = range(3, 6)  # letters of a month or a weekday, such as "Thurs"
_SCALES = tuple(
    tuple(names.split())
    for names in (
        "lowest low medium high highest",
        "tiny small medium large huge",
        "before during after",
        "pre post",
        "spring summer autumn fall winter",
        "morning noon afternoon evening night",
        "never rarely sometimes often always",
        "freshman sophomore junior senior",
    )
)
_UNITS_OF_DAYS = ((365, 366, "year"), (90, 92, "quarter"), (28, 31, "month"), (7, 7, "week"), (1, 1, "day"))
_COUNTED = "year quarter month week day hour minute second epoch generation iteration round season term lap"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_QUARTER = re.compile(r"\bq[1-4]\b|\bquarter\b")
_WORD = re.compile(r"[^\W\d_]+")


def follow_each_other(names: Sequence[str]) -> bool:
    """Return whether names are in an order of time, of number or of size, unlike those of groups.

    Examples
    --------
    >>> [follow_each_other(names) for names in (["Mon", "Tue"], ["week 1", "week 2"], ["control", "treated"])]
    [True, True, False]
    """
    words = [name.lower().strip() for name in names]
    if _cyclic(words, _MONTHS) or _cyclic(words, _WEEKDAYS) or any(_is_part(words, s) for s in _SCALES):
        return True
    keys = [_numbers_of(name) for name in words]
    return all(keys) and all(one < other for one, other in pairwise(keys))


def unit_of_steps(x: AxisFormatter, positions: Floats) -> str:
    """Return what lies between a position and the next, such as "year"; "" if steps differ or have no name.

    Examples
    --------
    >>> import numpy as np
    >>> from ipytts.description.charts.axis_formatter import AxisFormatter
    >>> from ipytts.description.charts.model import Axis
    >>> at = np.array([2010.0, 2011.0, 2012.0])
    >>> unit_of_steps(AxisFormatter(Axis("Year"), [at]), at)
    'year'
    """
    if positions.size < 2:
        return ""
    steps = np.diff(positions)
    if x.axis.kind == "date":
        return _unit_of_days(steps)
    if x.axis.kind == "category":
        is_whole = bool((steps == 1).all())
        return _unit_of_names([x.format(at).lower() for at in positions.tolist()]) if is_whole else ""
    if not bool((np.abs(steps - 1) < 1e-9).all()):
        return ""
    if x.has_years:
        return "year"
    words = _WORD.findall(x.label.lower())
    return next((unit for unit in _COUNTED.split() if unit in words or f"{unit}s" in words), "")


def is_of_time(x: AxisFormatter, positions: Floats) -> bool:
    """Return whether positions are dates, years, or names or numbers of months or days in order."""
    if x.axis.kind == "date" or x.has_years:
        return True
    unit = unit_of_steps(x, positions)
    return bool(unit) and bool((np.diff(positions) > 0).all())


def _unit_of_days(steps: Floats) -> str:
    low, high = float(steps.min()), float(steps.max())
    return next((unit for least, most, unit in _UNITS_OF_DAYS if least <= low <= high <= most), "")


def _unit_of_names(names: Sequence[str]) -> str:
    if _cyclic(names, _MONTHS):
        return "month"
    if _cyclic(names, _WEEKDAYS):
        return "day"
    if not follow_each_other(names):
        return ""
    if all(_QUARTER.search(name) for name in names):
        return "quarter"
    if all(name.isdecimal() and int(name) in PLAUSIBLE_YEARS for name in names):
        return "year" if all(int(b) - int(a) == 1 for a, b in pairwise(names)) else ""
    words = {word.removesuffix("s") for name in names for word in _WORD.findall(name)}
    return words.pop() if len(words) == 1 and words <= set(_COUNTED.split()) else ""


def _cyclic(names: Sequence[str], cycle: tuple[str, ...]) -> bool:
    """Return whether names are months or days, one after the other, at most once round."""
    numbers = [_index(name, cycle) for name in names]
    if -1 in numbers or not 1 < len(numbers) <= len(cycle):
        return False
    return all((other - one) % len(cycle) == 1 for one, other in pairwise(numbers))


def _index(name: str, cycle: tuple[str, ...]) -> int:
    """Return the number of the month or the weekday that has the name, which may be short; -1 if none has."""
    is_short = len(name) in _ABBREVIATED
    return next(
        (n for n, full in enumerate(cycle) if name == full or (is_short and full.startswith(name))), -1
    )


def _is_part(names: Sequence[str], scale: Sequence[str]) -> bool:
    places = [scale.index(name) if name in scale else -1 for name in names]
    return len(names) > 1 and -1 not in places and all(one < other for one, other in pairwise(places))


def _numbers_of(name: str) -> tuple[float, ...]:
    """Return the numbers in a name, the largest unit of a date first: "Feb 3, 2020" is 2020, 1, 3."""
    found = [float(text) for text in _NUMBER.findall(name)]
    months = [float(number) for word in _WORD.findall(name) if (number := _index(word, _MONTHS)) >= 0]
    if not months:
        return tuple(found)
    years = [number for number in found if number in PLAUSIBLE_YEARS]
    return (*years, *months, *(number for number in found if number not in PLAUSIBLE_YEARS))
