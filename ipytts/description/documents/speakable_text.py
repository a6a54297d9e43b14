r"""Convert written text to text that voices read correctly: symbols as words, full stops at pauses.

Voices read ``$5``, ``3.12``, ``25 °C``, ``60 %`` and ``data/raw.csv`` correctly. They spell out or drop
``snake_case``, ``x >= 3``, ``->``, ``-3``, ``1e-9``, ``2024-01-03``, addresses, backslashes and leftover
markup.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from ipytts.description.wording import dates

_PAUSES = (".", "!", "?", "…", ":", ";", "。", "！", "？", "；", "।", "؟")
_CLOSERS = "\"'”’»›)]）」』"
_FILE_NAME = re.compile(r"(?:.*[/\\])?([^/\\]+)\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)\Z", re.IGNORECASE)
_MEANINGLESS = re.compile(
    r"\b(?:images?|img|pic(?:ture)?|fig(?:ure)?|screen\s?shot|untitled|png|alt(?: text)?)\b", re.IGNORECASE
)


def _date(match: re.Match[str]) -> str:
    try:
        return dates.date(dt.date.fromisoformat(match[0]))
    except ValueError:
        return match[0]


def _time_zone(sign: str, hours: str, minutes: str) -> str:
    """Return the difference of a time zone from universal time, such as ``+0200``, in words."""
    ahead = "plus" if sign == "+" else "minus"
    rest = f":{minutes}" if minutes != "00" else ""
    return f" UTC {ahead} {int(hours)}{rest}" if int(hours) or rest else " UTC"


_REPLACEMENTS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufeff\u200b\u2060\u00ad]", ""),
        (r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=]*|\b[A-Za-z0-9+/]{100,}={0,2}", " binary data "),
        (r"\b(?:https?|ftp)://[^\s<>\"]*[^\s<>\"'.,;:!?)\]]", lambda match: describe_link(match[0])),
        (r"\\(?:cite[tp]?|label|ref|eqref)\*?(?:\[[^\]]*\])*\{[^{}]*\}", " "),
        (r"\\(?:newpage|clearpage|noindent|centering|v?space)\b\*?(?:\{[^{}]*\})?", " "),
        (r"\\[a-zA-Z]{2,}\*?\{([^{}]*)\}", r"\1"),
        (r"\\(?=[\w\"'])", " backslash "),
        (r"\\+", " "),
        (r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)", _date),
        (r"\b(\d+(?:\.\d+)?)[eE]([+-]?)0*(\d{1,3})\b",
         lambda match: f"{match[1]} times 10 to the {'minus ' if match[2] == '-' else ''}{match[3]}"),
        (r"(?<=\d\d:\d\d) ?([+-])(\d\d):?(\d\d)\b", lambda match: _time_zone(*match.groups())),
        (r"(?<![\w-])--(?=\d)", "minus minus "),
        (r"(?<![\w.)\]-])[-−](?=\d)", "minus "),
        (r"(?<![\w-])--(?=[a-z])", "dash dash "),
        (r"\s-{2,3}\s|(?<=\w)-{2,3}(?=\s)", " – "),
        (r"(?<![-=])[-=]{1,3}>|→|⟶|⇒|➔|➜", " to "),
        (r"<[-=]*-|←", " from "),
        (r"<=|≤", " is at most "),
        (r">=|≥", " is at least "),
        (r"!=|≠", " is not "),
        (r"\A\s*={2,}(?=\s)|(?<=\s)={2,}\s*\Z", " "),
        (r"={1,3}|≡", " equals "),
        (r"≈|(?<!\w)~(?=\d)", " about "),
        (r"±|\+/-", " plus or minus "),
        (r"(?<=\d)\s?[×✕]\s?(?=\d)", " by "),
        (r"[×✕]|(?<=\w)\s?\*{1}\s?(?=\w)", " times "),
        (r"(?<=\w)\s?(?:\*\*|\^)\s?(?=[\w-])", " to the power "),
        (r"(?<=\s)<(?=\s)", "is less than"),
        (r"(?<=\s)>(?=\s)", "is greater than"),
        (r"(?<!\w)#(?=\d)", "number "),
        (r"\(\)", ""),
        (r"(?<=\d)_(?=\d{3})", ""),
        (r"(?<=\s)~(?=\s)", "tilde"),
        (r"_+", " "),
        (r"[`*<>{}\[\]|^~•▪●◦]+|\${2,}", " "),
        (r"(?<!\w)#+|#{2,}", " "),
        (r"\s+", " "),
        (r"(?<=\() | (?=\))| (?=[,;:.!?](?:\s|\Z))", ""),
    )
]  # fmt: skip


def to_speakable(text: str) -> str:
    r"""Return prose, or a few words of code, as one line that voices read correctly.

    Examples
    --------
    >>> to_speakable("learning_rate = 1e-3 on 2024-01-03, see https://www.example.org/a?b=1.")
    'learning rate equals 1 times 10 to the minus 3 on January 3, 2024, see a link to example.org.'
    >>> to_speakable("It costs $5 (v3.12.1, data/raw.csv), at -3 °C."), to_speakable(r"C:\data")
    ('It costs $5 (v3.12.1, data/raw.csv), at minus 3 °C.', 'C: backslash data')
    """
    for pattern, replacement in _REPLACEMENTS:
        text = pattern.sub(replacement, text)
    return text.strip()


def describe_link(address: str) -> str:
    """Return words for a link that has no text of its own.

    Examples
    --------
    >>> describe_link("https://www.example.org/a/b?c=1"), describe_link("#data")
    ('a link to example.org', 'a link')
    >>> describe_link("mailto:ann@example.org")
    'ann@example.org'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "a link"
    if parts.scheme == "mailto":
        return parts.path
    host = (parts.hostname or "").removeprefix("www.")
    return f"a link to {host}" if host else "a link"


def as_sentence(text: str, end: str = ".") -> str:
    """Return a text that ends with punctuation at which a voice pauses; `end` is added if it has none.

    Examples
    --------
    >>> as_sentence("Data"), as_sentence("Why?"), as_sentence('He said "no."'), as_sentence("So:")
    ('Data.', 'Why?', 'He said "no."', 'So:')
    """
    text = text.rstrip()
    if not text or text.rstrip(_CLOSERS).endswith(_PAUSES):
        return text
    return text.rstrip(",–—-").rstrip() + end


def describe_image(alt: str) -> str:
    """Return words for an image, with its alternative text if that is a description.

    Examples
    --------
    >>> describe_image("A pair of bills"), describe_image("bill_depth.png")
    ('An image: A pair of bills', 'An image: bill depth')
    >>> describe_image("Screenshot 3.png"), describe_image("")
    ('An image', 'An image')
    """
    words = to_speakable(_FILE_NAME.sub(r"\1", alt))
    return f"An image: {words}" if any(map(str.isalpha, _MEANINGLESS.sub("", words))) else "An image"
