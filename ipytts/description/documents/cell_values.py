"""Read the cells of a table of text: numbers, dates, durations, truth values and missing values."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any

from ipytts.description.describer import describe
from ipytts.description.wording import phrases
from ipytts.description.wording.dates import Period, Seconds

_MISSING = frozenset(["", "NaN", "nan", "NaT", "None", "<NA>", "null", "NULL"])
_INTEGER = re.compile(r"[-+−]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)")  # 007 is an identifier
_NUMBER = re.compile(r"[-+−]?(?:(?:0|[1-9][\d,]*)?\.?\d+|\d+\.)(?:[eE][-+]?\d+)?|[-+−]?inf")
_LEADING_ZERO = re.compile(r"[-+−]?0\d")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?([+-]\d\d:\d\d)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})Q([1-4])")
_DURATION = re.compile(r"(-?\d+) days?(?:,? ([+-]?)(\d\d?):(\d\d):(\d\d(?:\.\d+)?))?")
_INTERVAL = re.compile(r"\[([^,()\[\]]+), ([^,()\[\]]+)\)|\(([^,()\[\]]+), ([^,()\[\]]+)\]")
_MAX_LIST = 200  # characters of a list that is read
_LENGTH = 60  # characters of its words


class ListInWords(str):
    """A list in words, which is no text of the data."""

    __slots__ = ()


def parse_column(texts: Sequence[str]) -> list[Any]:
    """Return the values of a column, all of one kind; None for those that are missing.

    If it has any other text, its values are texts, except for decimals, moments and truth values.

    Examples
    --------
    >>> parse_column(["3", "", "-4"]), parse_column(["3", "4.50"]), parse_column(["007", "10"])
    ([3, None, -4], [3.0, 4.5], ['007', '10'])
    >>> parse_column(["2024-01-03", "NaT"]), parse_column(["True", "False"]), parse_column(["(0, 5]"])
    ([datetime.date(2024, 1, 3), None], [True, False], ['0 to 5'])
    """
    texts = [text.strip() for text in texts]
    present = [text for text in texts if text not in _MISSING]
    convert = next((convert for convert in _KINDS if _are_all(present, convert)), _mixed)
    return [None if text in _MISSING else convert(text) for text in texts]


def _are_all(texts: Sequence[str], convert: Callable[[str], Any]) -> bool:
    return bool(texts) and all(convert(text) is not None for text in texts)


def _integer(text: str) -> int | None:
    return int(text.replace(",", "").replace("−", "-")) if _INTEGER.fullmatch(text) else None


def _number(text: str) -> float | None:
    if _LEADING_ZERO.match(text) or not _NUMBER.fullmatch(text):
        return None
    return float(text.replace(",", "").replace("−", "-"))


def _truth(text: str) -> bool | None:
    return {"True": True, "False": False, "true": True, "false": False}.get(text)


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _moment(text: str) -> dt.date | None:
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    day, clock, fraction, zone = match.groups(default="")
    try:
        return dt.datetime.fromisoformat(f"{day} {clock}{fraction and f'{fraction:0<7}'[:7]}{zone}")
    except ValueError:
        return None


def _period(text: str) -> Period | None:
    month, quarter = _MONTH.fullmatch(text), _QUARTER.fullmatch(text)
    try:
        if month:
            return Period(dt.date(int(month[1]), int(month[2]), 1), "month")
        return Period(dt.date(int(quarter[1]), 3 * int(quarter[2]) - 2, 1), "quarter") if quarter else None
    except ValueError:
        return None


def _duration(text: str) -> Seconds | None:
    match = _DURATION.fullmatch(text)
    if not match:
        return None
    days, sign, hours, minutes, seconds = match.groups(default="0")
    rest = 3_600 * int(hours) + 60 * int(minutes) + float(seconds)
    return Seconds(86_400 * int(days) + (-rest if sign == "-" else rest))


def _interval(text: str) -> str | None:
    match = _INTERVAL.fullmatch(text)
    ends = [parse_column([end])[0] for end in match.groups() if end] if match else []
    return (
        " to ".join(map(phrases.value, ends)) if ends and not any(type(end) is str for end in ends) else None
    )


def _mixed(text: str) -> Any:
    """Return a cell of a column of several kinds: a decimal, a moment, a truth value, a list, or a text."""
    decimal = _number(text) if "." in text else None
    found = (decimal, _moment(text), {"True": True, "False": False}.get(text), _list(text))
    return next((value for value in found if value is not None), text)


def _list(text: str) -> ListInWords | None:
    """Return a list in words, as a cell of a data frame that holds it is described."""
    if not (text.startswith("[") and text.endswith("]") and len(text) <= _MAX_LIST):
        return None
    try:
        return ListInWords(describe.phrase(ast.literal_eval(text), _LENGTH))
    except (ValueError, SyntaxError):
        return None


_KINDS: tuple[Callable[[str], Any], ...] = (
    _integer,
    _number,
    _truth,
    _date,
    _moment,
    _period,
    _duration,
    _interval,
)
