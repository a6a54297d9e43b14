r"""Convert written text to text that voices read correctly: symbols as words, full stops at pauses.

Voices read ``$5``, ``3.12``, ``25 °C``, ``60 %`` and ``data/raw.csv`` correctly. They misread, spell out or
drop ``snake_case``, ``p<0.05``, ``->``, ``-3``, ``1e-9``, ``2024-01-03``, ``5 km²``, ``Eq. 3``, addresses,
backslashes and leftover markup. Each kind has a module, and `to_speakable` applies them in turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from ipytts.description.documents.speakable.abbreviations import expand_abbreviations
from ipytts.description.documents.speakable.menu_paths import name_menu_paths
from ipytts.description.documents.speakable.spoken_dates import name_dates
from ipytts.description.documents.speakable.spoken_names import name_languages, name_paths_and_identifiers
from ipytts.description.documents.speakable.spoken_numbers import name_numbers
from ipytts.description.wording.amounts import name_units
from ipytts.description.wording.comparisons import name_comparisons
from ipytts.description.wording.spacing import close_gaps
from ipytts.description.wording.symbols import name_signs

_PAUSES = (".", "!", "?", "…", ":", ";", "。", "！", "？", "；", "।", "؟")
_CLOSERS = "\"'”’»›)]）」』"
_FILE_NAME = re.compile(r"(?:.*[/\\])?([^/\\]+)\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)\Z", re.IGNORECASE)
_MEANINGLESS = re.compile(
    r"\b(?:images?|img|pic(?:ture)?|fig(?:ure)?|screen\s?shot|untitled|output|png|alt(?: text)?)\b",
    re.IGNORECASE,
)


_Rules = list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]]


def _rules(*rules: tuple[str, str | Callable[[re.Match[str]], str]]) -> _Rules:
    return [(re.compile(pattern), replacement) for pattern, replacement in rules]


_MARKUP = _rules(
    (r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufeff\u200b\u2060\u00ad]", ""),
    (r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=]*|\b[A-Za-z0-9+/]{100,}={0,2}", " binary data "),
    (r"\b(?:https?|ftp)://[^\s<>\"]*[^\s<>\"'.,;:!?)\]]", lambda match: describe_link(match[0])),
    (r"\\(?:cite[tp]?|label|ref|eqref)\*?(?:\[[^\]]*\])*\{[^{}]*\}", " "),
    (r"\\(?:newpage|clearpage|noindent|centering|v?space)\b\*?(?:\{[^{}]*\})?", " "),
    (r"\\[a-zA-Z]{2,}\*?\{([^{}]*)\}", r"\1"),
)
_DTYPE = re.compile(r"(?<=['\"])[<>|=](?=[a-zA-Z]\d{1,3}['\"])")  # the order of bytes, as in '<i8'
_MARKS = _rules(  # rules, banners and faces of marks
    (r"(?<!\S)(?![().,;:?!]+(?!\S))(?!\(\+/-)[!#-&(-/:-@\[-_{-~]{4,}(?!\S)", " "),
    (r"(?<!\S)([-*~+#_/])\1\1(?!\S)", " "),
    (r"\A(?:\s*[/\\|_]{1,3}(?=[\s,])){1,9}", ""),
    (r"(?<!\S)(?:[oO0]\^[oO0]/?|\^[_.-]\^)(?!\S)", " "),
    (r"[=_*~#+-]{4,}", " "),
    (r"\.{4,}", "…"),
)
_WORD = re.compile(r"[^\W_]")
_PLAIN = re.compile(r"[A-Za-z]{1,30}(?: [A-Za-z]{1,30}){0,9}")  # words in which no rule finds anything
_SIGN = re.compile(r"[*\\=<>~^−-]")  # those that _SIGNS are about
_SIGNS = _rules(  # of code and of Markdown that is left
    (r"(?<![+/-])\+ ?/? ?-(?=[ \d.]|\Z)|(?<![+/-])\+/-", "±"),
    (r"(?:(?<=\()|(?<=, )|(?<!\S))\*\*(?=[A-Za-z_]\w*(?:[,)]|\s|\Z))", "star star "),
    (r"(?:(?<=\()|(?<=, )|(?<!\S))\*(?=\w*args\b)|(?:(?<=\()|(?<=, ))\*(?=[A-Za-z_]\w*[,)])", "star "),
    (r"\\(?=[\w\"'])", " backslash "),
    (r"\\+", " "),
    (r"(?<![\w-])--(?=\d)", "minus minus "),
    (r"(?<![\w.)\]-])[-−](?=\d)", "minus "),
    (r"(?<![\w-])--(?=[a-z])", "dash dash "),
    (r"\s-{2,3}\s|(?<=\w)-{2,3}(?=\s)", " – "),
    (r"(?<=\w)\s?\*{1}\s?(?=\w)", " times "),
    (r"(?<=\w)\s?(?:\*\*|\^)\s?(?=[\w-])", " to the power "),
    (r"<[-=]{1,3}>", " to and from "),
    (r"(?<![-=])[-=]{1,3}>", " to "),
    (r"<-{1,3}(?!\d)|<={2,3}", " from "),
    (r"<=", "≤"),
    (r">=", "≥"),
    (r"!=|<>", "≠"),
    (r"\A\s*={2,}(?=\s)|(?<=\s)={2,}\s*\Z", " "),
    (r"={1,3}", " equals "),
    (r"(?<!\w)~(?=\d)", " about "),
    (r"(?<![\w~/])~(?=[/\\])", "tilde "),
)
_MARK = re.compile(r"[|#~_`*<>{}\[\]^•▪●◦$]|\(\)")  # those that _LEFT_OVER are about
_LEFT_OVER = _rules(
    (r"\b([Pp]r?\([^()|]{1,40}?) ?\| ?(?=[^()|]{1,40}\))", r"\1 given "),
    (r"(?<![\w|])\|([A-Za-z]\w?(?: ?[-+−] ?\w{1,3})?)\|(?![\w|])", r"the absolute value of \1"),
    (r"(?<=[^\s|]) \| (?=[^\s|])", ", "),
    (r"(?<!\w)#(?=\d)", "number "),
    (r"\(\)", ""),
    (r"(?<=\s)~(?=\s)", "tilde"),
    (r"_+", " "),
    (r"[`*<>{}\[\]|^~•▪●◦]+|\${2,}", " "),
    (r"(?<!\w)#+|#{2,}", " "),
)
_SPACES = _rules(
    (r"\s+", " "),
    (r"(?<=\() | (?=\))| (?=[,;:.!?](?:\s|\Z))", ""),
)


def to_speakable(text: str) -> str:
    r"""Return prose, or a few words of code, as one line that voices read correctly.

    Examples
    --------
    >>> to_speakable("learning_rate = 1e-3 on 2024-01-03, see https://www.example.org/a?b=1.")
    'learning rate equals 1 times 10 to the minus 3 on January 3, 2024, see a link to example.org.'
    >>> to_speakable("It costs $5 (v3.12.1, data/raw.csv), at -3 °C."), to_speakable(r"C:\data")
    ('It costs $5 (v3.12.1, data/raw.csv), at minus 3 °C.', 'C: backslash data')
    """
    if _PLAIN.fullmatch(text):
        return text
    text = name_paths_and_identifiers(_apply(_MARKUP, _DTYPE.sub("", text)))
    text = _apply(_MARKS, text) if _WORD.search(text) else text
    text = expand_abbreviations(name_dates(name_menu_paths(text)))
    text = name_units(name_numbers(name_languages(text)))
    text = _apply(_SIGNS, text) if _SIGN.search(text) else text
    text = name_signs(close_gaps(name_comparisons(text)))
    text = _apply(_LEFT_OVER, text) if _MARK.search(text) else text
    return _apply(_SPACES, text).strip()


def _apply(rules: _Rules, text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


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
