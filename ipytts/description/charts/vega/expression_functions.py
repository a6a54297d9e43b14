"""The functions and constants of Vega's expressions that are supported."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

from ipytts.description.charts.json_data import to_days

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - charts show clock times
_MILLISECONDS_PER_DAY = 86_400_000
_FIRST_MOMENT = (
    1970,
    0,
    1,
    0,
    0,
    0,
    0,
)  # year, month from 0, day, and so on, where an expression leaves them out

CONSTANTS: Mapping[str, Any] = {
    "null": None,
    "undefined": None,
    "true": True,
    "false": False,
    "NaN": math.nan,
    "Infinity": math.inf,
    "PI": math.pi,
    "E": math.e,
    "LN2": math.log(2),
    "LN10": math.log(10),
    "LOG2E": math.log2(math.e),
    "LOG10E": math.log10(math.e),
    "SQRT2": math.sqrt(2),
    "SQRT1_2": math.sqrt(0.5),
}


def truth(value: Any) -> bool:
    """Return whether JavaScript takes a value as true."""
    if isinstance(value, (dict, list)):
        return True
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def to_number(value: Any) -> float:
    """Return a value as a number, as JavaScript converts it."""
    if value is None or value == "":
        return 0.0
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def _or_none(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None or value == "" else convert(value)


def _to_string(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _milliseconds(value: Any) -> float:
    if isinstance(value, str):
        return float(to_days([value])[0]) * _MILLISECONDS_PER_DAY
    return math.nan if value is None else to_number(value)


def _moment(value: Any) -> dt.datetime:
    return _EPOCH + dt.timedelta(milliseconds=_milliseconds(value))


def _datetime(*parts: Any) -> float:
    """Return milliseconds since 1970; the month counts from 0."""
    if len(parts) == 1:
        return _milliseconds(parts[0])
    given = [to_number(part) for part in parts]
    year, month, day, hour, minute, second, millisecond = (given + list(_FIRST_MOMENT[len(given) :]))[:7]
    first = dt.datetime(int(year + month // 12), int(month % 12) + 1, 1)  # noqa: DTZ001
    moment = first + dt.timedelta(
        days=day - 1, hours=hour, minutes=minute, seconds=second, milliseconds=millisecond
    )
    return (moment - _EPOCH) / dt.timedelta(milliseconds=1)


def _part(part: Callable[[dt.datetime], float]) -> Callable[[Any], float]:
    return lambda value: part(_moment(value))


_DATE_PARTS: dict[str, Callable[[dt.datetime], float]] = {
    "year": lambda moment: moment.year,
    "quarter": lambda moment: (moment.month - 1) // 3 + 1,
    "month": lambda moment: moment.month - 1,
    "date": lambda moment: moment.day,
    "day": lambda moment: moment.isoweekday() % 7,
    "dayofyear": lambda moment: moment.timetuple().tm_yday,
    "hours": lambda moment: moment.hour,
    "minutes": lambda moment: moment.minute,
    "seconds": lambda moment: moment.second,
    "milliseconds": lambda moment: moment.microsecond // 1000,
}


def _round(value: Any) -> float:
    return math.floor(to_number(value) + 0.5)


def _log(value: Any, base: Callable[[float], float] = math.log) -> float:
    number = to_number(value)
    return base(number) if number > 0 else -math.inf if number == 0 else math.nan


def _sqrt(value: Any) -> float:
    number = to_number(value)
    return math.sqrt(number) if number >= 0 else math.nan


def _index_of(items: Any, item: Any) -> int:
    return items.find(item) if isinstance(items, str) else items.index(item) if item in items else -1


def _slice(items: Any, start: Any, end: Any = None) -> Any:
    return items[int(start) : None if end is None else int(end)]


def _substring(text: Any, start: Any, end: Any = None) -> str:
    low, high = max(0, int(start)), len(text) if end is None else max(0, int(end))
    return str(text)[min(low, high) : max(low, high)]


def _parse_int(text: Any, base: Any = 10) -> float:
    try:
        return int(float(text)) if base == 10 else int(str(text), int(base))
    except ValueError:
        return math.nan


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _math(function: Callable[[float], float]) -> Callable[[Any], float]:
    return lambda value: function(to_number(value))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    # types
    "isValid": lambda value: value is not None and value == value,  # noqa: PLR0124 - NaN is not itself
    "isNumber": _is_number,
    "isString": lambda value: isinstance(value, str),
    "isBoolean": lambda value: isinstance(value, bool),
    "isArray": lambda value: isinstance(value, list),
    "isFinite": lambda value: math.isfinite(to_number(value)),
    "isNaN": lambda value: math.isnan(to_number(value)),
    "toNumber": _or_none(to_number),
    "toString": _to_string,
    "toBoolean": _or_none(lambda value: value not in ("false", "0", 0)),
    "toDate": _or_none(_milliseconds),
    # numbers
    "abs": _math(abs),
    "ceil": _math(math.ceil),
    "floor": _math(math.floor),
    "round": _round,
    "sqrt": _sqrt,
    "exp": _math(math.exp),
    "log": _log,
    "sin": _math(math.sin),
    "cos": _math(math.cos),
    "tan": _math(math.tan),
    "asin": _math(math.asin),
    "acos": _math(math.acos),
    "atan": _math(math.atan),
    "atan2": lambda y, x: math.atan2(to_number(y), to_number(x)),
    "hypot": lambda *values: math.hypot(*map(to_number, values)),
    "pow": lambda base, exponent: to_number(base) ** to_number(exponent),
    "min": lambda *values: min(map(to_number, values)),
    "max": lambda *values: max(map(to_number, values)),
    "clamp": lambda value, low, high: min(max(to_number(value), low), high),
    "parseFloat": to_number,
    "parseInt": _parse_int,
    # texts and lists
    "length": len,
    "indexof": _index_of,
    "lastindexof": lambda text, part: text.rfind(part),
    "inrange": lambda value, ends: min(ends) <= to_number(value) <= max(ends),
    "slice": _slice,
    "substring": _substring,
    "upper": lambda text: str(text).upper(),
    "lower": lambda text: str(text).lower(),
    "trim": lambda text: str(text).strip(),
    "replace": lambda text, old, new: _to_string(text).replace(old, _to_string(new), 1),
    "split": lambda text, separator: str(text).split(separator),
    "join": lambda items, separator=",": separator.join(map(_to_string, items)),
    # dates, in milliseconds since 1970
    "datetime": _datetime,
    "utc": _datetime,
    "time": _milliseconds,
    **{name: _part(part) for name, part in _DATE_PARTS.items()},
    **{f"utc{name}": _part(part) for name, part in _DATE_PARTS.items()},
}
