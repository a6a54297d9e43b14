"""Comparisons in words: ``p<0.05``, ``0 ≤ x < 1``, ``>=1.20,<2``, ``files >4 MB``."""

from __future__ import annotations

import re

from ipytts.description.wording.spacing import GAP

_SIGNS = "<>≤≥⩽⩾≦≧≈≉≠≪≫"
_ANY = re.compile(f"[{_SIGNS}]")
_SAME = str.maketrans("⩽⩾≦≧", "≤≥≤≥")
_OPERAND = r"(?:minus |[-−+])?(?:\d[\d.]{0,20}(?<!\.)%?|[^\W\d_]\w{0,20})"
_NAME = r"(?:[^\W\d]\w{0,20}|\|\w{1,20}\|)"
_CHAIN = re.compile(rf"(?<![\w.-])({_OPERAND}) ?([<≤]) ?({_NAME}) ?([<≤]) ?({_OPERAND})(?![\w<>])")
_TAG = r"<\d{1,9}>|(?<!\w)<[/!]?[A-Za-z][^<>]{0,200}>|<[/!]?[A-Za-z][^<>]{0,200}>(?!\w)"
_TAG_OR_SIGN = re.compile(rf"(?P<tag> ?(?:{_TAG}))|(?P<before> ?)(?P<sign>[{_SIGNS}](?![<>]))(?P<after> ?)")
_AFTER_OPERAND = {
    "<": "less than", ">": "greater than", "≤": "at most", "≥": "at least", "≈": "about", "≉": "not about",
    "≠": "not", "≪": "much less than", "≫": "much greater than",
}  # fmt: skip
_WITHOUT_OPERAND = _AFTER_OPERAND | {"<": "below", ">": "over"}
_ENDS_OPERAND = re.compile(rf"[\w)\]}}%°'’*+|{GAP}]")
_NEEDS_NO_VERB = re.compile(
    r"\b(?:for|with|of|at|in|by|on|from|only|all|any|needs?|requires?|uses?|has|have|a|an|the) \S{1,30}\Z",
    re.IGNORECASE,
)
_CONTEXT = 60  # characters before a sign that decide whether it needs a verb


def name_comparisons(text: str) -> str:
    """Return a text with the signs of comparison in words, which have gaps around them (see `spacing`).

    Tags, as in ``<div>``, and signs that compare with nothing stay as they are.

    Examples
    --------
    >>> from ipytts.description.wording.spacing import close_gaps
    >>> close_gaps(name_comparisons("p<0.05, files >4 MB, ≥1.20,<2, x ≥ 3, for n ≥ 30; List<T>"))
    'p less than 0.05, files over 4 MB, at least 1.20, below 2, x is at least 3, for n at least 30; List<T>'
    >>> close_gaps(name_comparisons("0 ≤ x < 1"))
    'x from 0 to below 1'
    """
    if not _ANY.search(text):
        return text
    return _TAG_OR_SIGN.sub(_name, _CHAIN.sub(_range, text.translate(_SAME)))


def _range(match: re.Match[str]) -> str:
    lowest, first, name, second, highest = match.groups()
    if first == second == "≤":
        return f"{name} from {lowest} to {highest}"
    if first == "≤":
        return f"{name} from {lowest} to below {highest}"
    return f"{name} above {lowest} and {'below' if second == '<' else 'at most'} {highest}"


def _name(match: re.Match[str]) -> str:
    sign, text, start = match["sign"], match.string, match.start()
    after = text[match.end() : match.end() + 1]
    if match["tag"] or (sign in "<>" and (not after or after in "<>)]")):
        return match[0]
    if match[0] == text:
        return f"is {_AFTER_OPERAND[sign]}"
    before = text[max(0, start - _CONTEXT) : start]
    is_spaced = bool(match["before"] and match["after"])
    if not _ENDS_OPERAND.match(before[-1:]) or (match["before"] and not match["after"]):
        return _without_operand(match, before, after)
    verb = "is " if sign == "≠" or (is_spaced and not _NEEDS_NO_VERB.search(before)) else ""
    return f"{GAP}{verb}{_AFTER_OPERAND[sign]}{GAP}"


def _without_operand(match: re.Match[str], before: str, after: str) -> str:
    """Return words for a sign before an amount, as in "files >4 MB"; the sign of a quotation stays."""
    sign = match["sign"]
    if sign in "<>" and not (after.isdigit() or after in "-−+.$€£"):
        return match[0]
    if sign == ">" and match["after"]:
        return match[0]
    return f"{GAP if before else ''}{_WITHOUT_OPERAND[sign]}{GAP}"
