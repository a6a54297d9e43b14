"""Estimate how long a text takes to be spoken, from its letters."""

from __future__ import annotations

import re

# In letters of ordinary words, fitted to the built-in voice; numbers are long in every voice and language.
_PLACES = (3.5, 5.0, 9.5)  # of the digits of a group: seven, seventy, seven hundred
_GROUP = 7.5  # "thousand", "million"
_FRACTION, _FRACTION_DIGIT = 5.0, 4.0  # "point", and each digit after it
_YEAR = 12.0  # "nineteen eighty"
_SPELLED = 2.5  # of a capital that is spelled, beyond its own letter
_SIGN = 5.0  # "percent", "equals"
_WIDE = 3.0  # a syllable, or a word
_END = 6.0  # at the end of a sentence

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_YEARS = re.compile(r"1[1-9]\d\d|20[1-9]\d")
_CAPITALS = re.compile(r"\b[A-Z]{1,5}\b")
_SIGNS = re.compile(r"[%$€£&+=<>°@#/]")
_STOP = re.compile(r"[.!?](?=\s|\Z)|[。！？]")
_WIDE_CHARACTER = re.compile(r"[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def spoken_length(text: str) -> float:
    """Return about how long a text takes to be spoken, in letters of ordinary words.

    Examples
    --------
    >>> spoken_length("seven"), spoken_length("7"), spoken_length("53,892")
    (5.0, 3.5, 34.0)
    """
    words, numbers = _NUMBER.subn("", text)
    length = float(len(words))
    if numbers:
        length += sum(_number_length(match[0]) for match in _NUMBER.finditer(text))
    length += _SPELLED * sum(map(len, _CAPITALS.findall(words)))
    marks = ((_SIGNS, _SIGN), (_STOP, _END), (_WIDE_CHARACTER, _WIDE - 1))
    return length + sum(weight * len(pattern.findall(words)) for pattern, weight in marks)


def _number_length(number: str) -> float:
    whole, _, fraction = number.partition(".")
    length = _YEAR if _YEARS.fullmatch(whole) else _whole_length(whole.replace(",", ""))
    return length + (_FRACTION + _FRACTION_DIGIT * len(fraction) if fraction else 0.0)


def _whole_length(digits: str) -> float:
    length = sum(_PLACES[place % 3] for place, digit in enumerate(reversed(digits)) if digit != "0")
    groups = (digits[max(0, end - 3) : end] for end in range(len(digits) - 3, 0, -3))
    return max(length + sum(_GROUP for group in groups if group.strip("0")), _PLACES[0])
