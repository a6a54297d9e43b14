"""Text as one line for speech. A text keeps its words; only markup and the text of an object are changed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from ipytts.description.wording.dates import date
from ipytts.description.wording.numbers import number, with_noun

_ADDRESS = re.compile(r"\s+at 0x[0-9a-fA-F]+(?=>|\Z)")
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
_TEXT_IN_QUOTES = r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\""""
_TOKEN = re.compile(  # texts stay as they are; bytes, dates and numbers stand in the form of a program
    rf"(?<!\w)b(?P<bytes>{_TEXT_IN_QUOTES})|(?P<text>(?<!\w)(?:{_TEXT_IN_QUOTES}))"
    r"|(?<![\w.-])(?P<date>\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00)?)?(?!\w|-\d)"
    r"|(?<![\w.])(?P<power>-?\d+(?:\.\d+)?[eE][+-]?\d+)(?!\w)"
    r"|(?<![^\s=(\[{,:])(?P<special>nan|NaN|NaT|-?inf)(?=\s*(?:[,)\]}]|\Z))|(?<![\w.-])-(?=\.?\d)"
)
_SPECIAL_NUMBERS = {"inf": "infinity", "-inf": "minus infinity", "NaT": "missing"}
_MARKS = {".": "dot", "/": "slash", "\\": "backslash", "-": "hyphen", "_": "underscore", "|": "vertical bar"}
_IDENTIFIER = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{20,128}",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"\S{101,}")  # more characters than a hash or an identifier has


def has_words(text: str) -> bool:
    """Return whether a text has a letter or a digit."""
    return any(map(str.isalnum, text))


def is_identifier(text: str) -> bool:
    """Return whether a text is a hash or an identifier in hexadecimal digits.

    Examples
    --------
    >>> is_identifier("d41d8cd98f00b204e9800998ecf8427e"), is_identifier("deadbeef"), is_identifier("1" * 32)
    (True, False, False)
    """
    return bool(_IDENTIFIER.fullmatch(text))


def looks_like_markup(text: str) -> bool:
    """Return whether a text has a tag.

    Examples
    --------
    >>> looks_like_markup("<td>3</td>"), looks_like_markup("a < 3 or b > 2")
    (True, False)
    """
    return bool(_TAG.search(text))


def to_plain(text: str, length: int = 10_000) -> str:
    r"""Return a text as one line, without ANSI sequences, control characters and the rest of very long words.

    The result has at most `length` characters. Its words stay as they are, whatever they look like.

    Examples
    --------
    >>> to_plain("b'3'\n\x1b[31mred\x1b[0m"), to_plain("12e3 <b 2024-01-03")
    ("b'3' red", '12e3 <b 2024-01-03')
    """
    text = strip_ansi(text[: 4 * length])  # the rest would be cut off below
    text = _LONG_WORD.sub(lambda match: match[0][:40] + "…", _UNSPEAKABLE.sub(" ", text))
    return shorten(" ".join(text.split()), length)


def without_markup(text: str) -> str:
    """Return the text of HTML, or of a title that may have tags.

    Examples
    --------
    >>> without_markup("<b>3</b> rows<br>of 4"), without_markup("a <b and c> d")
    ('3 rows of 4', 'a <b and c> d')
    """
    return _TAG.sub(" ", _INLINE_TAG.sub("", text))


def repr_in_words(text: str) -> str:
    """Return the ``repr`` of an object with its numbers and dates in words, and without memory addresses.

    Texts in quotes stay as they are.

    Examples
    --------
    >>> repr_in_words("Run(p=2.5e-9, day=2024-01-03, name='12e3', data=b'x')")
    "Run(p=2.5 times 10 to the minus 9, day=January 3, 2024, name='12e3', data=binary data)"
    >>> repr_in_words("<Foo object at 0x7f3a5c1d2e80>")
    '<Foo object>'
    """
    return _TOKEN.sub(_in_words, without_address(text))


def without_address(text: str) -> str:
    """Return the ``repr`` of an object without its address in memory."""
    return _ADDRESS.sub("", text)


def strip_ansi(text: str) -> str:
    """Return the text without ANSI escape sequences, such as colors."""
    return _ANSI.sub("", text)


def _in_words(match: re.Match[str]) -> str:
    """Return a token of a ``repr`` in words; a text in quotes as it is."""
    if match["text"] or match["bytes"]:
        return match["text"] or "binary data"
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
    ('plus sign', 'hyphen', 'question mark, exclamation mark', '11 marks')
    """
    named = [_MARKS.get(mark) or unicodedata.name(mark, "").lower() for mark in text if not mark.isspace()]
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
