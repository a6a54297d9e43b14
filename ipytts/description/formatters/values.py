"""Describe numbers, texts and other single values of Python."""

from __future__ import annotations

import enum
import pathlib
import uuid
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ipytts.description.detail import Detail, Formatter
from ipytts.description.formatters import classification_report, python_code
from ipytts.description.wording import numbers, plain_text
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Phrase, phrase

_TEXT_LENGTHS: dict[Detail, int] = {"brief": 120, "normal": 600, "full": 2500}  # characters
_PRECISE_DIGITS = 6  # significant digits in full detail
_PATH_LENGTH = 150  # characters


def describe_number(value: float | Decimal | Fraction, detail: Detail) -> Description:
    """Return a number in words; in full detail also with more of its digits."""
    if not numbers.is_finite(value):
        return Description.of([numbers.number(value)])
    short = number_fact(value, "value", text=numbers.single(value))
    precise = number_fact(value, "value", text=numbers.single(value, _PRECISE_DIGITS))
    if detail != "full" or precise == short:
        return Description.of([short])
    return Description.of([phrase("{}, or more precisely {}", short, precise)])


def _describe_int(value: int, detail: Detail) -> Description:
    if isinstance(type(value), enum.EnumMeta):
        return python_code.describe_member(value, detail)  # type: ignore[arg-type]  # a member that is an int
    return describe_number(int.__int__(value), detail)


def _describe_float(value: float, detail: Detail) -> Description:
    return describe_number(float.__float__(value), detail)


def _describe_bool(value: bool, _: Detail) -> Description:  # noqa: FBT001 - it is the object to describe
    return Description.of(["true" if value else "false"])


def _describe_none(_: None, __: Detail) -> Description:
    return Description.of(["None"])


def _describe_complex(value: complex, _: Detail) -> Description:
    real, imaginary = complex.real.__get__(value), complex.imag.__get__(value)
    return Description.of([phrase("the complex number {}", complex_words(complex(real, imaginary)))])


def complex_words(value: complex, at: str | None = None) -> Phrase:
    """Return a complex number in words, such as "3 minus 4 i"."""
    return phrase(
        "{} {}{} i",
        number_fact(value.real, "real part", at=at),
        "" if value.imag < 0 else "plus ",  # a negative number begins with "minus"
        number_fact(value.imag, "imaginary part", at=at),
    )


def _describe_text(value: str, detail: Detail) -> str | Description:
    """Return a text as it is; of a long text, its length and its start."""
    text = str.__str__(value)
    if isinstance(type(value), enum.EnumMeta):
        return python_code.describe_member(value, detail)  # type: ignore[arg-type]  # a member that is a str
    if not text.strip():
        return Description.of(["a text of white space alone" if text else "an empty text"])
    report = classification_report.parse_text(text)
    if report:
        return classification_report.describe_report(report, detail)
    plain = plain_text.to_plain(text)
    if not plain_text.has_words(plain):
        marks = plain_text.name_marks(plain) if plain else counted(len(text), "character", "length")
        return Description.of([phrase("a text without words: {}", marks)])
    return _describe_words(text, plain, _TEXT_LENGTHS[detail])


def _describe_words(text: str, plain: str, most: int) -> str | Description:
    if plain_text.is_identifier(plain):
        length = counted(len(plain), "character", "length")
        return Description.of(
            [phrase("an identifier of {} that begins with {}", length, " ".join(plain[:4]))]
        )
    if len(plain) <= most and len(text) <= 2 * len(plain):
        return plain
    size = counted(len(text), "character", "length"), counted(len(text.split()), "word", "word count")
    start = f"it begins: {plain_text.shorten(plain, most)}"
    return Description.of([phrase("a text of {}, {}", *size), start])


def _describe_binary(value: bytes | bytearray | memoryview, _: Detail) -> Description:
    if not len(value):
        return Description.of(["empty binary data"])
    return Description.of([phrase("{} of binary data", counted(len(value), "byte", "size"))])


def _describe_path(value: pathlib.PurePath, _: Detail) -> Description:
    return Description.of([f"the path {plain_text.to_plain(pathlib.PurePath.__str__(value), _PATH_LENGTH)}"])


def _describe_uuid(value: uuid.UUID, _: Detail) -> Description:
    start = " ".join(uuid.UUID.__str__(value)[:4])
    return Description.of([f"a unique identifier that begins with {start}"])


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
