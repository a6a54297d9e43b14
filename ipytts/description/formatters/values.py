"""Numbers, truths, texts and other single values of Python."""

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

_READ_OUT: dict[Detail, int] = {"brief": 120, "normal": 600, "full": 2500}  # characters of a text
_FEW_WORDS = 12  # a text with no more needs no introduction
_PRECISE = 6  # significant digits, in full


def tell_number(value: float | Decimal | Fraction, detail: Detail) -> str:
    """Say a number; in full, with more of its digits where they were rounded."""
    short = numbers.number(value)
    precise = numbers.number(value, _PRECISE)
    return f"{short}, or more precisely {precise}" if detail == "full" and precise != short else short


def _int(value: int, detail: Detail) -> str:
    return tell_number(int.__int__(value), detail)


def _float(value: float, detail: Detail) -> str:
    return tell_number(float.__float__(value), detail)


def _bool(value: bool, _: Detail) -> str:  # noqa: FBT001 - it is what is told
    return "True" if value else "False"


def _none(_: None, __: Detail) -> str:
    return "None, that is no value"


def _complex(value: complex, _: Detail) -> str:
    real, imaginary = complex.real.__get__(value), complex.imag.__get__(value)
    sign = "minus" if imaginary < 0 else "plus"
    return f"The complex number {numbers.number(real)} {sign} {numbers.number(abs(imaginary))} i"


def tell_text(value: str, detail: Detail) -> str:
    """Read a text out, or say how long it is and how it begins."""
    text = str.__str__(value)
    if not text.strip():
        return "A text of white space alone" if text else "An empty text"
    report = classification_report.parsed(text)
    if report:
        return classification_report.tell(report, detail)
    said = plain_text.to_plain(text)
    if not any(map(str.isalnum, said)):
        marks = plain_text.name_marks(said) if said else numbers.with_noun(len(text), "character")
        return f"A text without words: {marks}"
    most = _READ_OUT[detail]
    if len(said) <= most and len(text) <= 2 * len(said):
        return said
    length = f"{numbers.with_noun(len(text), 'character')}, {numbers.with_noun(len(text.split()), 'word')}"
    return f"A text of {length}. It begins: {plain_text.shorten(said, most)}"


def _binary(value: bytes | bytearray | memoryview, _: Detail) -> str:
    return f"{numbers.with_noun(len(value), 'byte')} of binary data"


def _path(value: pathlib.PurePath, _: Detail) -> str:
    return f"The path {plain_text.to_plain(pathlib.PurePath.__str__(value), 150)}"


def _uuid(value: uuid.UUID, _: Detail) -> str:
    return f"A unique identifier that begins with {' '.join(uuid.UUID.__str__(value)[:4])}"


FORMATTERS: Mapping[type, Formatter] = {
    int: _int,
    float: _float,
    Decimal: tell_number,
    Fraction: tell_number,
    bool: _bool,
    type(None): _none,
    complex: _complex,
    str: tell_text,
    bytes: _binary,
    bytearray: _binary,
    memoryview: _binary,
    pathlib.PurePath: _path,
    uuid.UUID: _uuid,
}
