"""Format the values of a column as they are: dates, categories by name, numbers with equal decimals."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import CATEGORY_TOLERANCE, TICK_TOLERANCE
from ipytts.description.charts.model import Axis
from ipytts.description.wording import dates, plain_text

_DIGITS, _MIN_DIGITS = 6, 3  # significant digits of the largest and of the smallest number of a column
_MAX_DECIMALS = 9  # with more, numbers have exponents
_LARGE = 1e15  # so have numbers from here
_SEPARATED = 10_000  # from here, thousands have separators: a year has none
_ROUNDING_ERROR = 1e-12  # of the largest number; a smaller one is 0
_MS_PER_DAY = 86_400_000
_MAX_TEXT = 80  # characters of a cell or a header


def format_text(text: str) -> str:
    r"""Return a name or a label on one line, shortened, with its formulas in words; it may be empty.

    Examples
    --------
    >>> format_text("Price ($)"), format_text("$10^3$"), format_text("a\nb")
    ('Price ($)', '10 cubed', 'a b')
    """
    return plain_text.shorten(labels.to_plain(text), _MAX_TEXT)


def format_values(values: Sequence[float], axis: Axis, *, has_whole_dates: bool = False) -> list[str]:
    """Return values on an axis as texts; missing ones are empty.

    Examples
    --------
    >>> from ipytts.description.charts.model import Axis
    >>> format_values([1013.24, 1013.9, float("nan")], Axis())
    ['1013.24', '1013.90', '']
    >>> format_values([19723.0, 19724.5], Axis(kind="date"))
    ['2024-01-01 00:00', '2024-01-02 12:00']
    """
    names = _names(values, axis) if axis.categories else None
    if names:
        return names
    known = [value for value in values if not math.isnan(value)]
    if axis.kind == "date":
        texts = _format_dates(known, has_whole_dates=has_whole_dates)
    elif math.isfinite(axis.percent_of):
        shares = [value / axis.percent_of * 100 for value in known]
        texts = [f"{text}%" for text in format_numbers(shares)]
    else:
        texts = format_numbers(known, is_log=axis.is_log)
    remaining = iter(texts)
    return ["" if math.isnan(value) else next(remaining) for value in values]


def format_numbers(values: Sequence[float], *, is_log: bool = False) -> list[str]:
    """Return numbers with the decimals that the column needs, at most six significant digits of the largest.

    Examples
    --------
    >>> format_numbers([0.1 + 0.2, 12.25]), format_numbers([1318683096.0, 7.0]), format_numbers([3e-23, 0.5])
    (['0.30', '12.25'], ['1,318,683,096', '7'], ['0.0', '0.5'])
    """
    sizes = [abs(value) for value in values if math.isfinite(value) and value]
    largest = max(sizes, default=0.0)
    decimals = _decimals([size for size in sizes if is_log or size > _ROUNDING_ERROR * largest])
    return [_format_number(value, decimals) for value in values]


def _decimals(sizes: list[float]) -> int | None:
    """Return how many decimals distinguish positive numbers; None for those that need exponents."""
    if not sizes:
        return 0
    of_largest = _DIGITS - 1 - math.floor(math.log10(max(sizes)))
    of_smallest = _MIN_DIGITS - 1 - math.floor(math.log10(min(sizes)))
    most = max(0, of_largest, of_smallest)
    if most > _MAX_DECIMALS or max(sizes) >= _LARGE:
        return None
    return max(len(f"{size:.{most}f}".partition(".")[2].rstrip("0")) for size in sizes)


def _format_number(value: float, decimals: int | None) -> str:
    if not math.isfinite(value):
        return "infinity" if value > 0 else "-infinity"
    if decimals is None:
        mantissa, exponent, power = f"{value:.{_DIGITS}g}".partition("e")
        return f"{mantissa}e{int(power)}" if exponent else mantissa
    rounded = round(value, decimals) + 0.0  # no "-0"
    return f"{rounded:{',' if abs(rounded) >= _SEPARATED else ''}.{decimals}f}"


def _names(values: Sequence[float], axis: Axis) -> list[str] | None:
    """Return the names of values; None if not all numbers on an axis have one."""
    positions = np.fromiter(axis.categories, float)
    is_category = axis.kind == "category"
    names = []
    for value in values:
        nearest = value if math.isnan(value) else float(positions[int(np.abs(positions - value).argmin())])
        if abs(nearest - value) < (CATEGORY_TOLERANCE if is_category else TICK_TOLERANCE):
            names.append(format_text(axis.categories[nearest]) or "unnamed")
        elif is_category or math.isnan(value):
            names += format_values([value], type(axis)())
        else:
            return None
    return names


def _format_dates(days: Sequence[float], *, has_whole_dates: bool) -> list[str]:
    """Return dates as years, quarters, months or days, or with a time, whatever distinguishes them."""
    try:
        moments = [dates.EPOCH + dt.timedelta(milliseconds=round(day * _MS_PER_DAY)) for day in days]
    except (OverflowError, ValueError):
        return [f"day {text}" for text in format_numbers(days)]
    unit = None if has_whole_dates else dates.find_unit(moments)
    if unit == "year":
        return [f"{moment.year:04}" for moment in moments]
    if unit == "quarter":
        return [f"{moment.year:04} Q{(moment.month + 2) // 3}" for moment in moments]
    if unit == "month":
        return [moment.date().isoformat()[:7] for moment in moments]
    if not any(moment.time() != dt.time() for moment in moments):
        return [moment.date().isoformat() for moment in moments]
    precision = _precision(moments)
    return [moment.isoformat(" ", precision) for moment in moments]


def _precision(moments: Sequence[dt.datetime]) -> str:
    if any(moment.microsecond for moment in moments):
        return "milliseconds"
    return "seconds" if any(moment.second for moment in moments) else "minutes"
