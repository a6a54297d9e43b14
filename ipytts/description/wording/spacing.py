"""Spaces around words that stand for signs."""

from __future__ import annotations

import re

GAP = "\ue000"  # a space, unless it is at an edge or before a comma: of the private use area, in no real text
_GAPS = re.compile(rf" *{GAP}[ {GAP}]*")
_OPENING = re.compile(r"(?:[(\[{“‘\n]|(?:\A|[\s(])\")\Z")
_CLOSING = re.compile(r"[,.;:!?](?!\d)|[)\]}”’\n]|\"(?:\Z|[\s,.;:)])")


def spaced(words: str, match: re.Match[str]) -> str:
    """Return words for a match, apart from letters and digits that touch it."""
    text, (start, end) = match.string, match.span()
    before = GAP if text[max(0, start - 1) : start].isalnum() else ""
    after = GAP if text[end : end + 1].isalnum() else ""
    return f"{before}{words}{after}"


def close_gaps(text: str) -> str:
    """Return a text whose gaps are spaces where words meet, and nothing elsewhere."""
    return _GAPS.sub(_space, text) if GAP in text else text


def _space(match: re.Match[str]) -> str:
    start, end, text = match.start(), match.end(), match.string
    if start == 0 or end == len(text):
        return ""
    is_opened = _OPENING.search(text[max(0, start - 2) : start])
    return "" if is_opened or _CLOSING.match(text[end : end + 2]) else " "
