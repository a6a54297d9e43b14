"""Numbers as they are written in prose and code, in words that voices read correctly."""

from __future__ import annotations

import re

_EXPONENT = r"(?:\^|\*\*) ?(?:\{|\()?([+−-]?)(\d{1,3})(?:\}|\))?(?!\w|\.\d)"
_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (
            r"(?<![\w.,])(\d{1,3})[\u00a0\u2009\u202f](\d{3})[\u00a0\u2009\u202f](\d{3})(?![\w.]?\d)",
            r"\1,\2,\3",
        ),
        (r"(?<![\w.,])(\d{1,3})[\u00a0\u2009\u202f](\d{3})(?![\w.]?\d)", r"\1,\2"),
        (r"(?<![\w.,])(?<!\d )(\d{1,3}) (000)(?![\w.,]?\d| \d)", r"\1,\2"),
        (r"(?<![\w.,])(?<!\d )(\d{1,3}) (\d{3}) (000)(?![\w.,]?\d| \d)", r"\1,\2,\3"),
        (r"(?<=\d)_(?=\d{3})", ""),
        (r"(?<=\d) ?[x*×·] ?10 ?(?=\^|\*\*)", " times 10"),
        (r"(?<![\w.])(\d+(?:\.\d+)?)[eE]([+-]?)0*(\d{1,3})\b", r"\1 times 10^\2\3"),
        (r"(?<=[\w)\]])\^2(?![\w.]\d|\w)|(?<=[\w)\]]) ?\*\* ?2(?![\w.]\d|\w)", " squared"),
        (r"(?<=[\w)\]])\^3(?![\w.]\d|\w)|(?<=[\w)\]]) ?\*\* ?3(?![\w.]\d|\w)", " cubed"),
        (rf"(?<=10){_EXPONENT}", r" to the \1\2"),
        (r"(?<=10 to the )[−-](?=\d)", "minus "),
        (r"(?<=10 to the )\+(?=\d)", ""),
        (r"(?<![\w.–-])(\d[\d.,]{0,15}%?)–(?=\d)", r"\1 to "),
        (r"(?<![\w:.])(\d{1,3}):(\d)(?![\w:.]*\d)", r"\1 to \2"),
        (r"(?<![\w/])24/7(?![\w/])", "24 7"),
        (r"(?<![\w.])([3-8])'(\d{1,2})\"", r"\1 feet \2 inches"),
    )
]
# One of these is in all that these rules find.
_IN_RULES = re.compile(r"\d[ \u00a0\u2009\u202f_]\d{3}|[*^–:]|\d[eE]|10 to the |24/7|\d'\d")
_LEADING_ZERO = re.compile(r"(?<![\w.,:/+-])0\d{1,9}(?!\w|[.,:/-]\d)")
_DIGIT = re.compile(r"\d")


def name_numbers(text: str) -> str:
    """Return a text with thousands, powers of ten, ranges and ratios as voices read them.

    Numbers with a zero before them are read digit by digit.

    Examples
    --------
    >>> name_numbers("100 000 at 6.02 x 10^23, x^2, pages 10–20, 3:1, code 007")
    '100,000 at 6.02 times 10 to the 23, x squared, pages 10 to 20, 3 to 1, code 0 0 7'
    """
    if not _DIGIT.search(text):
        return text
    for pattern, replacement in _RULES if _IN_RULES.search(text) else ():
        text = pattern.sub(replacement, text)
    return _LEADING_ZERO.sub(lambda match: " ".join(match[0]), text)
