"""Format values of an axis: dates as dates, categories by name, numbers rounded for the ear."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

import numpy as np

from ipytts.description.charts import calendar_names, labels
from ipytts.description.charts.model import Axis, Floats
from ipytts.description.charts.statistics.arrays import are_equal
from ipytts.description.wording import dates, grammar, numbers
from ipytts.description.wording.phrase import Fact, Phrase, phrase

_MIN_STEPS = 20  # steps in the range of the data that rounded numbers must distinguish
_MIN_DIGITS, _MAX_DIGITS = 3, 12  # significant digits
PLAUSIBLE_YEARS = range(1500, 2200)
_OUR_TIME = (1900, 2100)
_NO_LABELS = ("x", "y", "index")  # labels that chart libraries give to axes by themselves
_SECONDS_PER_DAY = 86_400
_MAX_DAYS = 10**7  # beyond the dates of `datetime`
_TIME_OF_DAY = 1e-6  # days, about 0.1 s; a date that is nearer to midnight has no time of day
CALENDAR_UNITS = ((365.2425, "year"), (30.44, "month"), (7.0, "week"), (1.0, "day"))  # days
_NEARLY_A_UNIT = 0.9  # of a unit; a longer distance is rounded up to the unit
_ROUNDING_ERROR = 1e-12  # of the range; a smaller value, such as sin(pi), is 0
TICK_TOLERANCE = 0.02  # units of the axis; a value that is nearer to a tick has the tick's label
CATEGORY_TOLERANCE = 0.5  # units of the axis, halfway to the next category


class AxisFormatter:
    """Formats values of one axis, with enough digits or parts of dates to distinguish the values of `data`.

    `low` and `high` are the smallest and the largest value, NaN without data; `varies` is whether they differ
    by more than rounding errors. `quantity` is the label without its unit. `name` is the quantity, or the
    letter of an axis without a label. `has_years` is whether the numbers are years; without a label, only
    those of a position (`is_position`) can be.

    Examples
    --------
    >>> from ipytts.description.charts.model import Axis
    >>> pressure = AxisFormatter(Axis("pressure (hPa)"), [np.array([1013.24, 1013.91])])
    >>> pressure.format(1013.24), pressure.label, pressure.quantity
    ('1,013.24', 'pressure in hectopascals', 'pressure')
    >>> AxisFormatter(Axis("day", "date"), [np.array([19723.0, 19725.0])]).format_at(19723)
    'on January 1, 2024'
    """

    def __init__(
        self, axis: Axis, data: Iterable[Floats], letter: str = "x", *, is_position: bool = False
    ) -> None:
        self.axis = axis
        label = labels.read_label(axis.label)
        self.label, self.quantity = (str(label), label.quantity) if axis.label.strip() else ("", "")
        self.name = self.quantity or letter
        known = [values[np.isfinite(values)] for values in data]
        known = [values for values in known if values.size]
        self.low = min((float(values.min()) for values in known), default=math.nan)
        self.high = max((float(values.max()) for values in known), default=math.nan)
        self.varies = not are_equal(self.low, self.high)
        self.has_years = axis.kind == "number" and self._are_years(known, is_position=is_position)
        are_months = self.label.lower() == "month" and 1 <= self.low <= self.high <= len(dates.MONTHS)
        self._has_months = axis.kind == "number" and are_months
        self._date_unit = _date_unit(known) if axis.kind == "date" else ""
        self._full_names = calendar_names.full_names(axis.categories.values())

    def _are_years(self, data: list[Floats], *, is_position: bool) -> bool:
        is_named = labels.is_of_years(self.label)
        is_unnamed = is_position and not self.label and self.high - self.low >= 1
        is_unnamed = is_unnamed or (is_position and self.label in _NO_LABELS and _are_consecutive_years(data))
        if not data or not (is_named or is_unnamed):
            return False
        if math.floor(self.low) not in PLAUSIBLE_YEARS or math.ceil(self.high) not in PLAUSIBLE_YEARS:
            return False
        return is_named or all(bool((values == np.floor(values)).all()) for values in data)

    def format(self, value: float) -> str:
        """Return a value as text; weekdays and months in full if all categories are such names."""
        place = self.place(value)
        return self._full_names.get(place, place)

    def place(self, value: float) -> str:
        """Return a value as text, a category by its name in the data: where a fact is found."""
        if not math.isfinite(value):
            return numbers.number(value)
        if self.axis.kind == "date":
            return self._format_date(value)
        if self.has_years:
            return self._format_year(value)
        if self._has_months and value in range(1, len(dates.MONTHS) + 1):
            return dates.MONTHS[int(value) - 1]
        return self._category(value) or self._format_amount(value)

    def fact(
        self,
        value: float,
        method: str,
        *,
        of: str = "",
        at: float | str | tuple[float, float] | None = None,
        is_estimate: bool = False,
    ) -> Fact:
        """Return a value that was found by `method` as a fact; an estimate is spoken with "about"."""
        text = f"about {self.format(value)}" if is_estimate else self.format(value)
        return Fact(text, float(value), method, of, at, is_estimate)

    def _category(self, value: float) -> str:
        """Return the name of the tick or category at a value, or an empty string."""
        if not self.axis.categories:
            return ""
        nearest = min(self.axis.categories, key=lambda position: abs(position - value))
        tolerance = CATEGORY_TOLERANCE if self.axis.kind == "category" else TICK_TOLERANCE
        if abs(nearest - value) >= tolerance:
            return ""
        return labels.format_category(self.axis.categories[nearest]) or "unnamed"

    def _format_year(self, year: float) -> str:
        """Return a year without a thousands separator; between two years, to the year if many are shown."""
        whole = math.floor(year + TICK_TOLERANCE)  # 2009.75 is in 2009
        is_whole = year == whole or self.high - self.low >= _MIN_STEPS
        return str(whole) if is_whole else f"{year:.2f}"

    def _format_amount(self, value: float) -> str:
        """Return a number; on an axis that is drawn in percent, a percentage."""
        if math.isnan(self.axis.percent_of):
            return self._format_number(value)
        share = value / self.axis.percent_of * 100
        return f"{numbers.number(float(f'{share:.{_MAX_DIGITS}g}'), self._digits(value))} percent"

    def _format_number(self, value: float) -> str:
        if not self.axis.is_log and abs(value) < _ROUNDING_ERROR * (self.high - self.low):
            return "0"
        value = float(f"{value:.{_MAX_DIGITS}g}")
        digits = self._digits(value)
        if 0.99 < abs(value) < 1:  # on an axis, almost 1 may be called 1
            value = round(value, digits)
        return numbers.number(value, digits)

    def _digits(self, value: float) -> int:
        """Return the number of significant digits that distinguish a value from the other data."""
        step = (self.high - self.low) / _MIN_STEPS
        if not value or not self.varies or not math.isfinite(step):
            return _MIN_DIGITS
        digits = math.floor(math.log10(abs(value))) - math.floor(math.log10(step)) + 1
        return min(_MAX_DIGITS, max(_MIN_DIGITS, digits))

    def _format_date(self, days: float) -> str:
        try:
            moment = dates.EPOCH + dt.timedelta(seconds=round(days * _SECONDS_PER_DAY))
        except OverflowError:
            return f"day {numbers.number(days)}"
        if self._date_unit == "year":
            return str(moment.year)
        if self._date_unit == "month":
            return dates.month(moment.year, moment.month)
        if self._date_unit == "quarter":
            return str(dates.Period(moment.date(), "quarter"))
        return dates.date(moment.date() if self._date_unit == "day" else moment)

    def fact_at(self, value: float, method: str, *, of: str = "") -> Fact:
        """Return a place on the axis, after its preposition, as a fact."""
        return Fact(self.format_at(value), float(value), method, of, at=float(value))

    def format_at(self, value: float) -> str:
        """Return a value after its preposition: "in 2012", "at x 3"."""
        text = self.format(value)
        if self.axis.kind == "date":
            return f"{'on' if self._date_unit in ('day', 'time') else 'in'} {text}"
        if self.has_years or self._has_months:
            return f"in {text}"
        if self.axis.categories and (preposition := calendar_names.preposition(text)):
            return f"{preposition} {text}"
        return f"at {text}" if self.label or self.axis.kind == "category" else f"at {self.name} {text}"

    def format_with_quantity(self, value: float) -> str:
        """Return a number after its quantity: "pressure 1,013"; a date or a category alone."""
        is_number = self.axis.kind == "number" and value not in self.axis.categories
        if not is_number or self.has_years or self._has_months:
            return self.format(value)
        return f"{self.name} {self.format(value)}"

    def format_distance(self, size: float) -> str:
        """Return a distance on the axis as text; on a date axis, in its largest calendar unit: "a year"."""
        if self.axis.kind != "date":
            is_share = math.isfinite(self.axis.percent_of)
            amount = numbers.number(float(f"{size / self.axis.percent_of * 100 if is_share else size:.3g}"))
            return f"{amount} percentage points" if is_share else amount
        days, unit = next((u for u in CALENDAR_UNITS if size >= _NEARLY_A_UNIT * u[0]), CALENDAR_UNITS[-1])
        count = round(size / days)
        return grammar.with_article(unit) if count <= 1 else numbers.with_noun(count, unit)

    def format_range(self) -> Phrase:
        """Return the range of the data: "from 2 to 8"."""
        low, high = (
            self.fact(self.low, "minimum", of=self.name),
            self.fact(self.high, "maximum", of=self.name),
        )
        return phrase("from {} to {}", low, high) if self.varies else phrase("at {}", low)


def _are_consecutive_years(data: list[Floats]) -> bool:
    """Return whether whole numbers in steps of one are years of our time, whatever their axis is called."""
    years = np.unique(np.concatenate(data)) if data else np.empty(0)
    in_range = years.size > 2 and _OUR_TIME[0] <= years[0] and years[-1] <= _OUR_TIME[1]
    return bool(in_range and (np.diff(years) == 1).all() and years[0] == np.floor(years[0]))


def _date_unit(data: list[Floats]) -> str:
    """Return the unit that distinguishes dates: a year or a month if all are first, or all last, days."""
    if not data:
        return "day"
    days = np.concatenate(data)
    if days.size and float(np.abs(days).max()) > _MAX_DAYS:
        return "day"
    if bool((np.abs(days - np.round(days)) > _TIME_OF_DAY).any()):
        return "time"
    calendar_days = np.round(days).astype("int64").astype("datetime64[D]")
    for shift in (0, 1):  # the day after a last day is a first day
        shifted = calendar_days + shift
        months = shifted.astype("datetime64[M]")
        if bool((shifted == months).all()):
            numbers_of_months = np.unique(months.astype("int64") - shift).tolist()
            return dates.unit_of_months(numbers_of_months, at_end=bool(shift)) or "day"
    return "day"
