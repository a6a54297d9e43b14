"""How numbers, counts, dates, durations, lists and names are said, so that any voice reads them well.

A voice stumbles over ``1e-9``, ``-3``, ``NaN``, ``2024-01-03``, ``3x4`` and ``snake_case``; it reads
``1,234.5``, ``4.2 billion``, ``minus 3``, ``January 3, 2024`` and ``3 by 4`` right.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

Real = int | float | Decimal | Fraction

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_NO_WORD_FROM = 10**15  # from here on, and below this, powers of ten are said
_TINY = 1e-4
_EXACT = 4  # significant digits that are said as they are
_NEARLY = 7  # digits up to which a number that is not 1 must not sound like 1
_BIG = 10**300  # beyond what a float holds

_ADDRESS = re.compile(r"\s*\bat 0x[0-9a-fA-F]+\b|\b0x[0-9a-fA-F]{6,}\b")
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\].*?(?:\x07|\x1b\\)", re.DOTALL)
_TAG = re.compile(  # but not "a <b and c> d"
    r"<!--.*?-->|<(style|script)\b.*?</\1\s*>"
    r"|</?[a-z][\w:-]*(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))*\s*/?>",
    re.DOTALL | re.IGNORECASE,
)
_WITHIN_WORDS = re.compile(
    r"</?(?:a|b|code|em|i|mark|small|span|strong|sub|sup|u)(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*>",
    re.IGNORECASE,
)
_UNSAYABLE = re.compile(
    r"[^\S ]|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufeff\u200b-\u200f\u202a-\u202e]"
)
_BYTES = re.compile(r"""(?<!\w)b(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", re.DOTALL)
_ESCAPES = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4})+")
_MACHINE = re.compile(  # what programs write and voices stumble over
    r"(?<![\w.-])(?P<date>\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00)?)?(?!\w|-\d)"
    r"|(?<![\w.])(?P<power>-?\d+(?:\.\d+)?[eE][+-]?\d+)(?!\w)"
    r"|(?<!\w)(?P<special>nan|NaN|NaT|-?inf)(?!\w)|(?<![\w.-])-(?=\.?\d)"
)
_SPECIAL = {"inf": "infinity", "-inf": "minus infinity", "NaT": "missing"}
_LONG_WORD = re.compile(r"\S{61,}")
_LONGEST_YEAR = 10_000
_IRREGULAR = {
    "index": "indexes",
    "matrix": "matrices",
    "axis": "axes",
    "box": "boxes",
    "class": "classes",
    "series": "series",
    "standard deviation": "standard deviations",
}
_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def number(value: Real, digits: int = 3) -> str:
    """Say a number, rounded for the ear: it is right to its last digit.

    Whole numbers below a million are said as they are, and so is what has at most four digits.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
    digits : int
        Significant digits of what is rounded.

    Returns
    -------
    str

    Examples
    --------
    >>> [number(x) for x in (5.84333, -3, 53_940, 4_183_000_000, 2.5e-9, float("nan"))]
    ['5.84', 'minus 3', '53,940', '4.183 billion', '2.5 times 10 to the minus 9', 'not a number']
    """
    special = _special(value)
    if special:
        return special
    if value < 0:
        return f"minus {number(-value, digits)}"
    if value >= _NO_WORD_FROM or value < _TINY:
        return _power(value, digits)
    whole = int(value)
    if value == whole and whole < _SCALES[-1][0]:
        return f"{whole:,}"
    for scale, name in _SCALES:
        if value >= scale:
            return _scaled(value, scale, name, digits)
    return _decimal(float(value), digits)


def _special(value: Real) -> str:
    if value.is_nan() if isinstance(value, Decimal) else value != value:  # noqa: PLR0124 - what it means
        return "not a number"
    if value in (math.inf, -math.inf):
        return "infinity" if value > 0 else "minus infinity"
    return "" if value else "0"


def _scaled(value: Real, scale: int, name: str, digits: int) -> str:
    said = _decimal(float(value) / scale, digits)
    return said.replace(",", "") + f" {name}"


def _decimal(value: float, digits: int) -> str:
    if _significant(f"{value:.12g}") <= _EXACT:
        return _trimmed(f"{value:,.12f}".rstrip("0"))
    nearly = _NEARLY if 0.99 < value < 1 else digits  # noqa: PLR2004 - an accuracy that is not 1 is not told as 1
    for places in range(digits, max(nearly, digits) + 1):
        said = _trimmed(f"{value:,.{max(0, places - 1 - math.floor(math.log10(value)))}f}")
        if said != "1" or places == nearly:
            break
    return "almost 1" if said == "1" and nearly > digits else said


def _significant(text: str) -> int:
    return len(text.partition("e")[0].replace(".", "").strip("0"))


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _power(value: Real, digits: int) -> str:
    if value >= _BIG and not isinstance(value, Decimal):
        logarithm = math.log10(value) if isinstance(value, int) else math.log10(int(value))
        exponent = math.floor(logarithm)
        mantissa = 10 ** (logarithm - exponent)
    else:
        value = value if isinstance(value, (int, Decimal)) else float(value)
        told = f"{value:.{digits - 1}e}"
        mantissa, exponent = float(told.partition("e")[0]), int(told.partition("e")[2])
    factor = _trimmed(f"{mantissa:.{digits - 1}f}")
    if factor == "10":
        factor, exponent = "1", exponent + 1
    power = f"10 to the {number(exponent)}"
    return power if factor == "1" else f"{factor} times {power}"


def percent(share: float) -> str:
    """Say a share of 1 in percent; what is not all is not said as all, nor what is something as nothing.

    Examples
    --------
    >>> percent(0.945), percent(1), percent(0.99999), percent(0.00001)
    ('94.5 percent', '100 percent', 'almost 100 percent', 'under 0.1 percent')
    """
    if not math.isfinite(share):
        return number(share)
    if 0 < share < 0.0005:  # noqa: PLR2004 - would round to nothing
        return "under 0.1 percent"
    said = _trimmed(f"{100 * share:.1f}")
    if said == "100" and share < 1:
        return "almost 100 percent"
    return f"{said.replace('-', 'minus ')} percent"


def plural(noun: str) -> str:
    """Return the plural of a noun that we use.

    Examples
    --------
    >>> plural("row"), plural("category"), plural("class"), plural("box plot")
    ('rows', 'categories', 'classes', 'box plots')
    """
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def counted(count: int, noun: str) -> str:
    """Say how many there are; a noun of ours, in the singular.

    Examples
    --------
    >>> counted(3, "row"), counted(1, "column"), counted(0, "class"), counted(1_234_567, "row")
    ('3 rows', '1 column', 'no classes', '1.23 million rows')
    """
    if count == 0:
        return f"no {plural(noun)}"
    return f"{number(count)} {noun if count == 1 else plural(noun)}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Say several things one after another.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b"]), listed(["a"])
    ('a, b and c', 'a and b', 'a')
    """
    told = list(items)
    if len(told) < 2:  # noqa: PLR2004 - one needs no "and"
        return "".join(told)
    return f"{', '.join(told[:-1])} {last} {told[-1]}"


def some(items: Sequence[str], most: int, noun: str = "") -> str:
    """Say several things, at most so many, and how many are left out.

    Examples
    --------
    >>> some(["a", "b", "c", "d"], 2), some(["a", "b", "c", "d"], 2, "column"), some(["a", "b", "c"], 2)
    ('a, b and 2 more', 'a, b and 2 more columns', 'a, b and c')
    """
    left = len(items) - most
    if left <= 1:  # "and 1 more" takes as long as the one
        return listed(items)
    more = f"{number(left)} more"
    return listed([*items[:most], f"{more} {plural(noun)}" if noun else more])


def a(noun: str) -> str:
    """Put the indefinite article before a noun.

    Examples
    --------
    >>> a("table"), a("array"), a("hour"), a("user")
    ('a table', 'an array', 'an hour', 'a user')
    """
    first = noun[:1].lower()
    silent = noun.startswith(("hour", "honest"))
    spelled = noun[:2].isupper() and noun[0] in "FHLMNRSX"  # an SVC, an HTML page
    vowel = first in "aeiou" and not noun.lower().startswith(("uni", "use", "one", "eu"))
    return f"an {noun}" if vowel or silent or spelled else f"a {noun}"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop.

    Examples
    --------
    >>> sentence("a table of 3 rows"), sentence("Is it so?")
    ('A table of 3 rows.', 'Is it so?')
    """
    text = text.strip()
    return ended(text[:1].upper() + text[1:])


def ended(text: str) -> str:
    """End with a full stop, unless there is another end."""
    has_end = not text or text.rstrip("\"')”").endswith((".", "!", "?", "…"))
    return text if has_end else f"{text}."


def paragraph(*told: str) -> str:
    """Make sentences of what is not empty, one after another."""
    return " ".join(sentence(text) for text in told if text)


def shortened(text: str, length: int) -> str:
    """Cut a text after a word, so that it has at most `length` characters, and say that it goes on.

    Examples
    --------
    >>> shortened("the quick brown fox jumps", 16)
    'the quick…'
    """
    if len(text) <= length:
        return text
    cut = text[: max(0, length - 1)]
    space = cut.rfind(" ")
    return (cut[:space] if space > length // 2 else cut).rstrip(" ,;:.") + "…"


def looks_like_markup(text: str) -> bool:
    """Tell whether there is a tag in a text.

    Examples
    --------
    >>> looks_like_markup("<td>3</td>"), looks_like_markup("a < 3 or b > 2")
    (True, False)
    """
    return bool(_TAG.search(text))


def plain(text: str, length: int = 10_000) -> str:
    r"""Return a text without what cannot be said: markup, addresses, control characters, endless words.

    Parameters
    ----------
    text : str
    length : int
        Characters, at most.

    Examples
    --------
    >>> plain("<b>3</b> rows\n\x1b[31mred\x1b[0m"), plain("Foo object at 0x7f3a5c1d2e80")
    ('3 rows red', 'Foo object')
    """
    text = text[: 4 * length]  # what is cut off below need not be cleaned
    text = _ESCAPES.sub(" ", _BYTES.sub("binary data", _ANSI.sub("", text)))
    text = _TAG.sub(" ", _WITHIN_WORDS.sub("", text))
    text = _MACHINE.sub(_as_said, _ADDRESS.sub("", text))
    text = _LONG_WORD.sub(lambda match: match[0][:40] + "…", _UNSAYABLE.sub(" ", text))
    return shortened(" ".join(text.split()), length)


def _as_said(match: re.Match[str]) -> str:
    """Say a number or a date that stands in a text as programs write it."""
    try:
        if match["date"]:
            return date(dt.date.fromisoformat(match["date"]))
        if match["power"]:
            return number(Decimal(match["power"]))
    except (ValueError, ArithmeticError):  # there is no such day
        return match[0].replace("-", " ")
    return _SPECIAL.get(match["special"], "not a number") if match["special"] else "minus "


def marks(text: str) -> str:
    """Say a text that has no letter and no digit by what its marks are called.

    Examples
    --------
    >>> marks("+"), marks("-"), marks("?!"), marks("...........")
    ('plus sign', 'hyphen-minus', 'question mark, exclamation mark', '11 marks')
    """
    named = [unicodedata.name(mark, "").lower() for mark in text if not mark.isspace()]
    return ", ".join(named) if len(named) <= 3 and all(named) else counted(len(named), "mark")  # noqa: PLR2004


def name(label: object, length: int = 40) -> str:
    """Say the name of a column, a series or an axis.

    Examples
    --------
    >>> name("sepal_length"), name(("sales", "mean")), name(None), name("Weight_in_lbs")
    ('sepal length', 'sales mean', 'unnamed', 'Weight in lbs')
    """
    if type(label) is tuple:
        return (
            shortened(" ".join(name(part, length) for part in label[:4] if part != ""), length) or "unnamed"
        )
    if type(label) is str:
        return _with_words(plain(label.replace("_", " "), length)) or "unnamed"
    if label is None:
        return "unnamed"
    # A name that is a number counts nothing: 1931 is a year.
    return str(label) if type(label) is int and 0 <= label < _LONGEST_YEAR else value(label, length)


def category(label: str) -> str:
    """Say the name of a class, so that a number is not taken for one that counts.

    Examples
    --------
    >>> category("setosa"), category("2")
    ('setosa', 'class 2')
    """
    return f"class {label}" if label[:1].isdecimal() else label


def value(item: object, length: int = 60) -> str:
    """Say a value of a cell: number, date, duration, truth, text; what is missing; else its kind.

    Examples
    --------
    >>> value(2.50), value(True), value(None), value(dt.date(2024, 1, 3)), value("ok")
    ('2.5', 'true', 'missing', 'January 3, 2024', 'ok')
    """
    if item is None or (type(item) is float and math.isnan(item)):
        return "missing"
    for types, say in _SAID:
        if issubclass(type(item), types):  # `isinstance` believes an object's `__class__`
            return say(item, length)
    return a(kind(type(item)))


def _text(text: str, length: int) -> str:
    return _with_words(plain(str.__str__(text), length)) or "empty text"


def _with_words(text: str) -> str:
    return marks(text) if text and not any(map(str.isalnum, text)) else text


def kind(cls: type) -> str:
    """Say what a class is called, whatever its metaclass claims."""
    return plain(str(type.__dict__["__name__"].__get__(cls)), 60) or "thing"


def date(moment: dt.date | dt.time) -> str:
    """Say a date, with its time of day unless that is midnight; or a time of day.

    Examples
    --------
    >>> date(dt.date(2024, 1, 3)), date(dt.datetime(2024, 1, 3, 14, 30)), date(dt.time(9, 5, 30))
    ('January 3, 2024', 'January 3, 2024 at 2:30 PM', '9:05 AM and 30 seconds')
    """
    if isinstance(moment, dt.time):
        return _clock(moment)
    day = f"{_MONTHS[moment.month - 1]} {moment.day}, {moment.year}"
    if not isinstance(moment, dt.datetime) or (moment.time() == dt.time() and moment.tzinfo is None):
        return day
    clock = "" if moment.time() == dt.time() else f" at {_clock(moment.time())}"
    zone = plain(str(moment.tzname() or ""), 20)
    return f"{day}{clock}{f' {zone}' if zone else ''}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _clock(time: dt.time) -> str:
    said = f"{(time.hour + 11) % 12 + 1}:{time.minute:02} {'AM' if time.hour < 12 else 'PM'}"  # noqa: PLR2004
    seconds = time.second + time.microsecond / 1e6
    return f"{said} and {number(seconds)} second{'' if seconds == 1 else 's'}" if seconds else said


def month(year: int, number_of_month: int) -> str:
    """Say a month.

    Examples
    --------
    >>> month(2024, 1)
    'January 2024'
    """
    return f"{_MONTHS[number_of_month - 1]} {year}"


def duration(seconds: float) -> str:
    """Say how long something takes, in the two largest units that it has.

    Examples
    --------
    >>> [duration(x) for x in (125, 90000, 1.5, 0.00025, 3600, 0)]
    ['2 minutes and 5 seconds', '1 day and 1 hour', '1.5 seconds', '0.25 milliseconds', '1 hour', '0 seconds']
    """
    if not math.isfinite(seconds):
        return number(seconds)
    if seconds < 0:
        return f"minus {duration(-seconds)}"
    if seconds == 0 or 1 <= seconds < 60:  # noqa: PLR2004 - a minute
        return _amount(seconds, "second")
    for size, unit in ((1e-3, "millisecond"), (0, "microsecond")):
        if size / 10 <= seconds < 1:
            return _amount(seconds / (size or 1e-6), unit)
    return _in_two_units(seconds)


def _in_two_units(seconds: float) -> str:
    first = next(place for place, (size, _) in enumerate(_UNITS) if seconds >= size)
    second_size = _UNITS[min(first + 1, len(_UNITS) - 1)][0]
    rest = round(seconds / second_size) * second_size
    told = []
    for size, unit in _UNITS[first - 1 if first else 0 : first + 2]:
        count, rest = divmod(rest, size)
        if count:
            told.append(counted(int(count), unit))
    return listed(told[:2])


def _amount(count: float, unit: str) -> str:
    said = number(count)
    return f"{said} {unit if said == '1' else plural(unit)}"


def spaced(name_of_class: str) -> str:
    """Say a CamelCase name in words; abbreviations stay as they are.

    Examples
    --------
    >>> spaced("RandomForestClassifier"), spaced("PCA"), spaced("SGDClassifier"), spaced("ZeroDivisionError")
    ('random forest classifier', 'PCA', 'SGD classifier', 'zero division error')
    """
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[A-Z]+|\d+", name_of_class)
    return " ".join(part if part.isupper() and len(part) > 1 else part.lower() for part in parts)


_SAID: tuple[tuple[type | tuple[type, ...], Callable[[Any, int], str]], ...] = (
    (bool, lambda truth, _: "true" if truth else "false"),
    (int, lambda item, _: number(int.__int__(item))),
    (float, lambda item, _: number(float.__float__(item))),
    ((Decimal, Fraction), lambda item, _: number(item)),
    (str, _text),
    ((dt.date, dt.time), lambda moment, _: date(moment)),
    (dt.timedelta, lambda span, _: duration(dt.timedelta.total_seconds(span))),
)
