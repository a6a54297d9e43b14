"""Plain text for speech, without markup, memory addresses, bytes and control characters."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from ipytts.description.wording.dates import date
from ipytts.description.wording.numbers import number, with_noun

_ADDRESS = re.compile(r"\s*\bat 0x[0-9a-fA-F]+\b|\b0x[0-9a-fA-F]{6,}\b")
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\].*?(?:\x07|\x1b\\)", re.DOTALL)
_TAG = re.compile(  # but not "a <b and c> d"
    r"<!--.*?-->|<(style|script)\b.*?</\1\s*>"
    r"|</?[a-z][\w:-]*(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))*\s*/?>",
    re.DOTALL | re.IGNORECASE,
)
_INLINE_TAG = re.compile(
    r"</?(?:a|b|code|em|i|mark|small|span|strong|sub|sup|u)(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*>",
    re.IGNORECASE,
)
_UNSPEAKABLE = re.compile(
    r"[^\S ]|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufeff\u200b-\u200f\u202a-\u202e]"
)
_BYTES = re.compile(r"""(?<!\w)b(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", re.DOTALL)
_ESCAPES = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4})+")
_MACHINE_FORMAT = re.compile(  # dates and numbers as programs write them
    r"(?<![\w.-])(?P<date>\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00)?)?(?!\w|-\d)"
    r"|(?<![\w.])(?P<power>-?\d+(?:\.\d+)?[eE][+-]?\d+)(?!\w)"
    r"|(?<!\w)(?P<special>nan|NaN|NaT|-?inf)(?!\w)|(?<![\w.-])-(?=\.?\d)"
)
_SPECIAL_NUMBERS = {"inf": "infinity", "-inf": "minus infinity", "NaT": "missing"}
_LONG_WORD = re.compile(r"\S{61,}")  # more characters than a real word has


def has_words(text: str) -> bool:
    """Return whether a text has a letter or a digit."""
    return any(map(str.isalnum, text))


def looks_like_markup(text: str) -> bool:
    """Return whether a text has a tag.

    Examples
    --------
    >>> looks_like_markup("<td>3</td>"), looks_like_markup("a < 3 or b > 2")
    (True, False)
    """
    return bool(_TAG.search(text))


def to_plain(text: str, length: int = 10_000) -> str:
    r"""Return a text without what cannot be spoken: markup, addresses, control characters, very long words.

    The result has at most `length` characters.

    Examples
    --------
    >>> to_plain("<b>3</b> rows\n\x1b[31mred\x1b[0m"), to_plain("Foo object at 0x7f3a5c1d2e80")
    ('3 rows red', 'Foo object')
    """
    text = text[: 4 * length]  # the rest would be cut off below
    text = _ESCAPES.sub(" ", _BYTES.sub("binary data", strip_ansi(text)))
    text = _TAG.sub(" ", _INLINE_TAG.sub("", text))
    text = _MACHINE_FORMAT.sub(_in_words, _ADDRESS.sub("", text))
    text = _LONG_WORD.sub(lambda match: match[0][:40] + "…", _UNSPEAKABLE.sub(" ", text))
    return shorten(" ".join(text.split()), length)


def strip_ansi(text: str) -> str:
    """Return the text without ANSI escape sequences, such as colors."""
    return _ANSI.sub("", text)


def _in_words(match: re.Match[str]) -> str:
    """Return a number or a date in words."""
    try:
        if match["date"]:
            return date(dt.date.fromisoformat(match["date"]))
        if match["power"]:
            return number(Decimal(match["power"]))
    except (ValueError, ArithmeticError):  # no such day
        return match[0].replace("-", " ")
    return _SPECIAL_NUMBERS.get(match["special"], "not a number") if match["special"] else "minus "


def name_marks(text: str) -> str:
    """Return the names of the punctuation marks of a text that has neither letters nor digits.

    Examples
    --------
    >>> name_marks("+"), name_marks("-"), name_marks("?!"), name_marks("...........")
    ('plus sign', 'hyphen-minus', 'question mark, exclamation mark', '11 marks')
    """
    named = [unicodedata.name(mark, "").lower() for mark in text if not mark.isspace()]
    return ", ".join(named) if len(named) <= 3 and all(named) else with_noun(len(named), "mark")


def shorten(text: str, length: int) -> str:
    """Return a text cut after a word, with an ellipsis, so that it has at most `length` characters.

    Examples
    --------
    >>> shorten("the quick brown fox jumps", 16)
    'the quick…'
    """
    if len(text) <= length:
        return text
    cut = text[: max(0, length - 1)]
    space = cut.rfind(" ")
    return (cut[:space] if space > length // 2 else cut).rstrip(" ,;:.") + "…"
