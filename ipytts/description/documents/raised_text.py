"""Text that stands above or below the line, as of ``<sup>`` and ``<sub>``."""

from __future__ import annotations

import re

_ABOVE = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_BELOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_POWER = re.compile(r"[+\-−]?(?:\d+|n)|\d*[+\-−]")  # or a charge
_INDEX = re.compile(r"\d+")
_ORDINAL = re.compile(r"st|nd|rd|th", re.IGNORECASE)
_MARK = re.compile(r"\[?\(?(?:\d{1,3}|[a-z])\)?\]|[*†‡§¶#]+|TM|SM|\(?R\)?|[™®]")  # of a footnote, or a brand
_AFTER_INDEX = re.compile(r" sub \S+ \Z")
_SMALL_POWERS = {"2": "squared ", "3": "cubed "}
_WORD = re.compile(r"[^\W\d_]{4,}[.,;:]?\Z|[.,;:]\Z")  # a number above it is that of a footnote
_FOOTNOTE_NUMBER = re.compile(r"[14-9]|\d{2,3}")
_MAX_INDEX = 8  # characters; a longer text is no index


def describe_raised(text: str, before: str) -> str:
    """Return the text of a ``<sup>`` as it is put after the text `before`; empty for the mark of a footnote.

    Examples
    --------
    >>> describe_raised("2", "5 km"), describe_raised("st", "the 1"), describe_raised("[3]", "a claim")
    ('²', 'st', '')
    >>> describe_raised("x+1", "e"), describe_raised("a small remark", "the end")
    (' to the x+1 ', ' a small remark ')
    """
    text = text.strip()
    if _ORDINAL.fullmatch(text):
        return text.lower() if before[-1:].isdigit() else f"-{text.lower()}"
    if _MARK.fullmatch(text) or (_WORD.search(before) and _FOOTNOTE_NUMBER.fullmatch(text)):
        return ""
    if _AFTER_INDEX.search(before) and text in _SMALL_POWERS:
        return _SMALL_POWERS[text]
    if _POWER.fullmatch(text):
        return text.translate(_ABOVE)
    if " " in text or len(text) > _MAX_INDEX or not before[-1:].strip():
        return f" {text} "
    return f" to the {re.sub('^[-−]', 'minus ', text)} "


def describe_lowered(text: str, before: str) -> str:
    """Return the text of a ``<sub>`` as it is put after the text `before`.

    Examples
    --------
    >>> describe_lowered("2", "CO"), describe_lowered("max", "v"), describe_lowered("a small remark", "")
    ('₂', ' sub max ', ' a small remark ')
    """
    text = text.strip()
    if _INDEX.fullmatch(text):
        return text.translate(_BELOW)
    if " " in text or len(text) > _MAX_INDEX or not before[-1:].strip():
        return f" {text} "
    return f" sub {text} "
