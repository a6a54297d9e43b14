"""Printed text in words: lines, values, warnings; long ones are cut where little is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipytts.description.documents.speakable import as_sentence, speakable
from ipytts.description.wording import numbers, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOKED_AT = 100_000  # characters, from the start
_FIRST, _LAST = 8, 2  # lines that are told of many
_LONGEST_LINE, _LONGEST_VALUE = 2_000, 300  # characters that are looked at, and that are told

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\].*?(?:\x07|\x1b\\)", re.DOTALL)
_PROGRESS = re.compile(r"\d%\||\d%\s*[\[|(━#=]|\bit/s\b|━{3}|\[=+>?[ .]*\]|\d/\d+ \[")
_COLUMNS = re.compile(r"(?<=[^\s=:,;])(?: {2,}|\t+)(?=[^\s=:])")
_DTYPE = re.compile(
    r"\n(?:Name: .*, )?(?:Length: \d+, )?dtype: [\w\[\], ]+\Z"
)  # what pandas writes below a series
_WARNING = re.compile(r"(?:.*?:\d+: )?(\w*Warning): (.*)")
_ADDRESS = re.compile(r"\s+at 0x[0-9a-fA-F]+")
_OBJECT = re.compile(r"<(?:[\w.]*\.)?(\w+)(?: object)?>")
_CONTAINER = re.compile(r"[(\[{]|\w+\(\s*[\[{(]")  # whose lines are one value
_SCALAR = re.compile(r"\bnp\.(?:float|int|uint|bool|str)\w*\(([^()]*)\)")  # of numpy
_NUMBER = re.compile(
    r"(?<![\w.])-?\d+\.\d{4,}(?:[eE][-+]?\d+)?(?![\w.])|(?<![\w.])-?\d+(?:\.\d+)?[eE][-+]?\d+(?![\w.])"
)
_WHOLE = re.compile(r"[-−]?\d+(?:\.\d+)?")
_QUOTED = re.compile(r"\A(['\"])(.*)\1\Z", re.DOTALL)


def lines(text: str) -> str:
    r"""Tell what was printed, line by line; of many lines the first and the last.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> lines("epoch 1  loss 0.5123456\n" * 2)
    'epoch 1, loss 0.512. epoch 1, loss 0.512.'
    >>> lines("\n".join(f"step {n}" for n in range(100)))[-64:]
    'step 6. step 7. 90 more lines, and at the end: step 98. step 99.'
    """
    return _told(_lines(text))


def errors(text: str) -> str:
    r"""Tell what came on the channel for errors: warnings by kind and message, else its lines.

    Examples
    --------
    >>> errors("/lib/x.py:3: FutureWarning: Use fit().\n  warnings.warn(\n")
    'A warning, FutureWarning: Use fit.'
    """
    found = [match for line in _lines(text) if (match := _WARNING.match(line))]
    if not found:
        return _told(_lines(text))
    told = dict.fromkeys(f"A warning, {match[1]}: {_line(match[2])}" for match in found)
    return _told(list(told))


def value(text: str) -> str:
    """Tell a value by the text that Python has of it.

    Examples
    --------
    >>> value("0.94123456"), value("'Adelie'"), value("<foo.Bar object at 0x7f12>"), value("-3")
    ('0.941', 'Adelie', 'a Bar', 'minus 3')
    """
    text = _DTYPE.sub("", without_colours(text[:_LOOKED_AT]).strip())
    if quoted := _QUOTED.match(text):
        text = quoted[2]
    rows = _lines(text)
    if len(rows) > 1 and not _CONTAINER.match(text):
        return _told(rows)
    return plain_text.shorten(_line(" ".join(text[:_LONGEST_LINE].split())), _LONGEST_VALUE)


def without_colours(text: str) -> str:
    """Take out what colours a terminal."""
    return _COLOURS.sub("", text)


def _lines(text: str) -> list[str]:
    """Return the lines that were to be seen in the end, but for progress bars."""
    rows = without_colours(text[:_LOOKED_AT]).split("\n")
    seen = [
        row.rstrip("\r").rpartition("\r")[2][:_LONGEST_LINE] for row in rows
    ]  # what "\r" went back over is gone
    return [line for line in seen if any(map(str.isalnum, line)) and not _PROGRESS.search(line)]


def _told(rows: Sequence[str]) -> str:
    if len(rows) > _FIRST + _LAST + 1:
        first, last = map(_sentences, (rows[:_FIRST], rows[-_LAST:]))
        return f"{first} {numbers.counted(len(rows) - _FIRST - _LAST, 'more line')}, and at the end: {last}"
    return _sentences(rows)


def _sentences(rows: Sequence[str]) -> str:
    return " ".join(as_sentence(said) for row in rows if (said := _line(row)))


def _line(line: str) -> str:
    line = _OBJECT.sub(lambda match: phrases.with_article(match[1]), _ADDRESS.sub("", line))
    line = _SCALAR.sub(r"\1", line)
    line = _NUMBER.sub(lambda match: numbers.number(float(match[0])), line)
    if _WHOLE.fullmatch(line.strip()):
        return numbers.number(float(line)) if "." in line else numbers.number(int(line))
    said = speakable(_COLUMNS.sub(", ", line.strip())).lstrip(" ,;:")
    return plain_text.shorten(said, _LONGEST_VALUE)
