"""Describe numbers, texts and other single values of Python."""

from __future__ import annotations

import pathlib
import uuid
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ipytts.description.formatters import classification_report
from ipytts.description.wording import numbers, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Description

_TEXT_LENGTHS: dict[Detail, int] = {"brief": 120, "normal": 600, "full": 2500}  # characters
_PRECISE_DIGITS = 6  # significant digits in full detail
_PATH_LENGTH = 150  # characters


def describe_number(value: float | Decimal | Fraction, detail: Detail) -> str:
    """Return a number in words; in full detail also with more of its digits."""
    short = numbers.number(value)
    precise = numbers.number(value, _PRECISE_DIGITS)
    return f"{short}, or more precisely {precise}" if detail == "full" and precise != short else short


def _describe_int(value: int, detail: Detail) -> str:
    return describe_number(int.__int__(value), detail)


def _describe_float(value: float, detail: Detail) -> str:
    return describe_number(float.__float__(value), detail)


def _describe_bool(value: bool, _: Detail) -> str:  # noqa: FBT001 - it is the object to describe
    return "True" if value else "False"


def _describe_none(_: None, __: Detail) -> str:
    return "None, that is no value"


def _describe_complex(value: complex, _: Detail) -> str:
    real, imaginary = complex.real.__get__(value), complex.imag.__get__(value)
    sign = "minus" if imaginary < 0 else "plus"
    return f"The complex number {numbers.number(real)} {sign} {numbers.number(abs(imaginary))} i"


def _describe_text(value: str, detail: Detail) -> str | Description:
    """Return a text as it is read aloud; for a long text, its length and its start."""
    text = str.__str__(value)
    if not text.strip():
        return "A text of white space alone" if text else "An empty text"
    report = classification_report.parse_text(text)
    if report:
        return classification_report.describe_report(report, detail)
    plain = plain_text.to_plain(text)
    if not plain_text.has_words(plain):
        marks = plain_text.name_marks(plain) if plain else numbers.with_noun(len(text), "character")
        return f"A text without words: {marks}"
    most = _TEXT_LENGTHS[detail]
    if len(plain) <= most and len(text) <= 2 * len(plain):
        return plain
    length = f"{numbers.with_noun(len(text), 'character')}, {numbers.with_noun(len(text.split()), 'word')}"
    return f"A text of {length}. It begins: {plain_text.shorten(plain, most)}"


def _describe_binary(value: bytes | bytearray | memoryview, _: Detail) -> str:
    return f"{numbers.with_noun(len(value), 'byte')} of binary data"


def _describe_path(value: pathlib.PurePath, _: Detail) -> str:
    return f"The path {plain_text.to_plain(pathlib.PurePath.__str__(value), _PATH_LENGTH)}"


def _describe_uuid(value: uuid.UUID, _: Detail) -> str:
    return f"A unique identifier that begins with {' '.join(uuid.UUID.__str__(value)[:4])}"


FORMATTERS: Mapping[type, Formatter] = {
    int: _describe_int,
    float: _describe_float,
    Decimal: describe_number,
    Fraction: describe_number,
    bool: _describe_bool,
    type(None): _describe_none,
    complex: _describe_complex,
    str: _describe_text,
    bytes: _describe_binary,
    bytearray: _describe_binary,
    memoryview: _describe_binary,
    pathlib.PurePath: _describe_path,
    uuid.UUID: _describe_uuid,
}
