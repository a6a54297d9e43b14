"""Words for everything: names, values and sentences, and how amounts and texts are said."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ipytts.description.wording.numbers import date, duration, listed, number, plural
from ipytts.description.wording.plain_text import name_marks, shorten, to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any


_LONGEST_YEAR = 10_000


def list_some(items: Sequence[str], most: int, noun: str = "") -> str:
    """Say several things, at most so many, and how many are left out.

    Examples
    --------
    >>> list_some(["a", "b", "c", "d"], 2, "column"), list_some(["a", "b", "c"], 2)
    ('a, b and 2 more columns', 'a, b and c')
    """
    left = len(items) - most
    if left <= 1:  # "and 1 more" takes as long as the one
        return listed(items)
    more = f"{number(left)} more"
    return listed([*items[:most], f"{more} {plural(noun)}" if noun else more])


def with_article(noun: str) -> str:
    """Put the indefinite article before a noun.

    Examples
    --------
    >>> with_article("table"), with_article("array"), with_article("hour"), with_article("user")
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
    return end_sentence(text[:1].upper() + text[1:])


def end_sentence(text: str) -> str:
    """End with a full stop, unless there is another end."""
    has_end = not text or text.rstrip("\"')”").endswith((".", "!", "?", "…"))
    return text if has_end else f"{text}."


def paragraph(*told: str) -> str:
    """Make sentences of what is not empty, one after another."""
    return " ".join(sentence(text) for text in told if text)


def name(label: object, length: int = 40) -> str:
    """Say the name of a column, a series or an axis.

    Examples
    --------
    >>> name("sepal_length"), name(("sales", "mean")), name(None), name("Weight_in_lbs")
    ('sepal length', 'sales mean', 'unnamed', 'Weight in lbs')
    """
    if type(label) is tuple:
        return shorten(" ".join(name(part, length) for part in label[:4] if part != ""), length) or "unnamed"
    if type(label) is str:
        return _with_words(to_plain(label.replace("_", " "), length)) or "unnamed"
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
    return with_article(class_name(type(item)))


def _text(text: str, length: int) -> str:
    return _with_words(to_plain(str.__str__(text).replace("_", " "), length)) or "empty text"


def _with_words(text: str) -> str:
    return name_marks(text) if text and not any(map(str.isalnum, text)) else text


def class_name(cls: type) -> str:
    """Say what a class is called, whatever its metaclass claims."""
    return to_plain(str(type.__dict__["__name__"].__get__(cls)), 60) or "thing"


def split_class_name(name_of_class: str) -> str:
    """Say a CamelCase name in words; abbreviations stay as they are.

    Examples
    --------
    >>> split_class_name("RandomForestClassifier"), split_class_name("PCA"), split_class_name("SGDClassifier")
    ('random forest classifier', 'PCA', 'SGD classifier')
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
