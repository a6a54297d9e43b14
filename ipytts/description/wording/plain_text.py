"""Texts without what cannot be said: markup, addresses, bytes, what only programs read."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from ipytts.description.wording.numbers import counted, date, number

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


def looks_like_markup(text: str) -> bool:
    """Tell whether there is a tag in a text.

    Examples
    --------
    >>> looks_like_markup("<td>3</td>"), looks_like_markup("a < 3 or b > 2")
    (True, False)
    """
    return bool(_TAG.search(text))


def to_plain(text: str, length: int = 10_000) -> str:
    r"""Return a text without what cannot be said: markup, addresses, control characters, endless words.

    Parameters
    ----------
    text : str
    length : int
        Characters, at most.

    Examples
    --------
    >>> to_plain("<b>3</b> rows\n\x1b[31mred\x1b[0m"), to_plain("Foo object at 0x7f3a5c1d2e80")
    ('3 rows red', 'Foo object')
    """
    text = text[: 4 * length]  # what is cut off below need not be cleaned
    text = _ESCAPES.sub(" ", _BYTES.sub("binary data", _ANSI.sub("", text)))
    text = _TAG.sub(" ", _WITHIN_WORDS.sub("", text))
    text = _MACHINE.sub(_as_said, _ADDRESS.sub("", text))
    text = _LONG_WORD.sub(lambda match: match[0][:40] + "…", _UNSAYABLE.sub(" ", text))
    return shorten(" ".join(text.split()), length)


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


def name_marks(text: str) -> str:
    """Say a text that has no letter and no digit by what its marks are called.

    Examples
    --------
    >>> name_marks("+"), name_marks("-"), name_marks("?!"), name_marks("...........")
    ('plus sign', 'hyphen-minus', 'question mark, exclamation mark', '11 marks')
    """
    named = [unicodedata.name(mark, "").lower() for mark in text if not mark.isspace()]
    return ", ".join(named) if len(named) <= 3 and all(named) else counted(len(named), "mark")


def shorten(text: str, length: int) -> str:
    """Cut a text after a word, so that it has at most `length` characters, and say that it goes on.

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
