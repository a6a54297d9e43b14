"""Find the weeks, months, quarters and years that dates and periods of pandas stand for."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.wording import dates

_FIRST = 60  # dates


def unit_of_index(index: Any) -> dates.Unit | None:
    """Return the unit of dates that stand for weeks, months, quarters or years; None for other dates."""
    return None if index.hasnans else _unit_of_frequency(index.freqstr or "") or unit_of_dates(index)


def _unit_of_frequency(frequency: str) -> dates.Unit | None:
    """Return the unit of a frequency of pandas, such as "QE-DEC"; None if it is not one of the calendar."""
    name, _, anchor = frequency.partition("-")
    begins = name.endswith("S")
    unit = name.removeprefix("B").removesuffix("S" if begins else "E")
    if unit == "Q" and anchor in (("JAN", "APR", "JUL", "OCT") if begins else ("MAR", "JUN", "SEP", "DEC")):
        return "quarter"
    if unit in ("Y", "A") and anchor == ("JAN" if begins else "DEC"):
        return "year"
    units: dict[str, dates.Unit] = {"W": "week end", "M": "month"}
    return units.get(unit)


def _are_first_or_last(days: Any) -> tuple[bool, bool]:
    """Return whether all days begin a month, and whether all end one."""
    return bool((days.day == 1).all()), bool(days.is_month_end.all())


def unit_of_dates(days: Any) -> dates.Unit | None:
    """Return the unit of dates that all begin, or all end, a month, a quarter or a year; None for others."""
    start = days[:_FIRST]  # most dates are no first or last days, as their first few show
    if not len(days) or days.hasnans or not any(_are_first_or_last(start)) or not days.is_normalized:
        return None
    days = days.unique()
    is_first, is_last = _are_first_or_last(days)
    months = np.unique(12 * days.year.to_numpy() + days.month.to_numpy() - 1).tolist()
    return dates.unit_of_months(months, at_end=is_last) if is_first or is_last else None


def to_period(item: Any) -> Any:
    """Return a week, a month, a quarter or a year as a period; for another period of time, its start."""
    unit = _unit_of_frequency(item.freqstr)
    if unit is None and item.freqstr.startswith("Q"):  # of a business year
        return f"quarter {item.quarter} of {item.year}"
    if unit is None and item.freqstr.startswith(("Y", "A")):
        return str(item.year)
    start = item.start_time.to_pydatetime(warn=False)
    return dates.Period(start.date(), "week" if unit == "week end" else unit) if unit else start
