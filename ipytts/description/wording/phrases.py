"""Names and values in the user's data as phrases."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ipytts.description import safe_types
from ipytts.description.wording.dates import Period, Seconds, date, duration
from ipytts.description.wording.grammar import with_article
from ipytts.description.wording.numbers import number
from ipytts.description.wording.plain_text import has_words, name_marks, shorten, to_plain
from ipytts.description.wording.symbols import name_signs

_POWER = re.compile(r"(?<=\w)\^([23])(?!\w)")
_POWERS = {"2": "²", "3": "³"}
_ADDRESS = re.compile(
    r"https?://(?:www\.)?([\w-]+(?:\.[\w-]+)+)\S*?(?:/([\w-]{1,20})/?)?"
)  # its site, its page
_YEAR_LIMIT = 10_000  # a name that is a whole number below this is read without separators, as a year


def name(label: object, length: int = 40) -> str:
    """Return the name of a column, a series or an axis in words.

    Examples
    --------
    >>> name("sepal_length"), name(("sales", "mean")), name(None), name("Volume (m^3)")
    ('sepal length', 'sales mean', 'unnamed', 'Volume (cubic meters)')
    """
    if type(label) is tuple:
        return shorten(" ".join(name(part, length) for part in label[:4] if part != ""), length) or "unnamed"
    if type(label) is str:
        label = _POWER.sub(lambda match: _POWERS[match[1]], label.replace("_", " "))
        return _plain(name_signs(label), length) or "unnamed"
    if label is None:
        return "unnamed"
    is_year = type(label) is int and 0 <= label < _YEAR_LIMIT
    return str(label) if is_year else value(label, length)


def text_of(label: object) -> str:
    """Return the text of a label by which it can be found; Python refuses that of a very large number."""
    try:
        return str(label)
    except ValueError:
        return name(label)


def class_label(label: object) -> str:
    """Return the label of a class of a classification in words; a text as it is.

    Examples
    --------
    >>> class_label("iris_setosa"), class_label(2024)
    ('iris_setosa', '2024')
    """
    return value(label) if type(label) is str else name(label)


def category(label: str) -> str:
    """Return the name of a class of a classification; "class 2" for a number, which would sound like a count.

    Examples
    --------
    >>> category("setosa"), category("2")
    ('setosa', 'class 2')
    """
    return f"class {label}" if label[:1].isdecimal() else label


def value(item: object, length: int = 60) -> str:
    """Return the value of a cell in words: a number, date, duration, truth value or text; else its class.

    Examples
    --------
    >>> value(2.50), value(True), value(None), value(dt.date(2024, 1, 3)), value("ok")
    ('2.5', 'true', 'missing', 'January 3, 2024', 'ok')
    >>> value("https://www.example.org/birds/gulls")
    'a link to example.org, gulls'
    """
    if item is None or (type(item) is float and math.isnan(item)):
        return "missing"
    for types, to_words in _TYPES_AND_WORDING:
        if issubclass(type(item), types):  # `isinstance` trusts an object's `__class__`
            return to_words(item, length)
    return with_article(class_name(type(item)))


def _plain(text: str, length: int) -> str:
    """Return a text as one line; if it has no words, the names of its punctuation marks."""
    text = to_plain(text, length)
    return name_marks(text) if text and not has_words(text) else text


def _text(text: str, length: int) -> str:
    """Return a text as one line; an address by its site and the name of its page."""
    if address := _ADDRESS.fullmatch(text.strip()):
        return shorten(", ".join(filter(None, [f"a link to {address[1]}", address[2]])), length)
    return _plain(text, length) or "empty text"


def class_name(cls: type) -> str:
    """Return the name of a Python class."""
    return to_plain(safe_types.name_of(cls), 60) or "thing"


def split_class_name(camel_case: str) -> str:
    """Return a CamelCase name in words; abbreviations stay as they are.

    Examples
    --------
    >>> split_class_name("RandomForestClassifier"), split_class_name("PCA"), split_class_name("SGDClassifier")
    ('random forest classifier', 'PCA', 'SGD classifier')
    """
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[A-Z]+|\d+", camel_case)
    return " ".join(part if part.isupper() and len(part) > 1 else part.lower() for part in parts)


_TYPES_AND_WORDING: tuple[tuple[type | tuple[type, ...], Callable[[Any, int], str]], ...] = (
    (bool, lambda truth, _: "true" if truth else "false"),
    (int, lambda item, _: number(int.__int__(item))),
    (Seconds, lambda span, _: duration(float.__float__(span))),
    (Period, lambda period, _: str(period)),
    (float, lambda item, _: number(float.__float__(item))),
    ((Decimal, Fraction), lambda item, _: number(item)),
    (str, lambda text, length: _text(str.__str__(text), length)),
    ((dt.date, dt.time), lambda moment, _: date(moment)),
    (dt.timedelta, lambda span, _: duration(dt.timedelta.total_seconds(span))),
)
