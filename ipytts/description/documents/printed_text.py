"""Describe printed text: lines, values and warnings; long text is shortened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipytts.description.documents.speakable_text import as_sentence, to_speakable
from ipytts.description.wording import grammar, numbers, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_READ = 100_000  # characters, from the start
_FIRST, _LAST = 8, 2  # lines of a long text that are kept
_MAX_LINE_READ = 2_000  # characters
_MAX_LINE_SPOKEN = 300  # characters

_PROGRESS = re.compile(r"\d%\||\d%\s*[\[|(━#=]|\bit/s\b|━{3}|\[=+>?[ .]*\]|\d/\d+ \[")
_COLUMNS = re.compile(r"(?<=[^\s=:,;])(?: {2,}|\t+)(?=[^\s=:])")
_DTYPE = re.compile(r"\n(?:Name: .*, )?(?:Length: \d+, )?dtype: [\w\[\], ]+\Z")  # below a pandas series
_WARNING = re.compile(r"(?:.*?:\d+: )?(\w*Warning): (.*)")
_ADDRESS = re.compile(r"\s+at 0x[0-9a-fA-F]+")
_OBJECT = re.compile(r"<(?:[\w.]*\.)?(\w+)(?: object)?>")
_CONTAINER = re.compile(r"[(\[{]|\w+\(\s*[\[{(]")  # its lines are one value
_NUMPY_SCALAR = re.compile(r"\bnp\.(?:float|int|uint|bool|str)\w*\(([^()]*)\)")
_NUMBER = re.compile(
    r"(?<![\w.])-?\d+\.\d{4,}(?:[eE][-+]?\d+)?(?![\w.])|(?<![\w.])-?\d+(?:\.\d+)?[eE][-+]?\d+(?![\w.])"
)
_WHOLE = re.compile(r"[-−]?\d+(?:\.\d+)?")
_QUOTED = re.compile(r"\A(['\"])(.*)\1\Z", re.DOTALL)


def describe_stdout(text: str) -> str:
    r"""Return the printed lines as sentences; if there are many, only the first and the last lines.

    Examples
    --------
    >>> describe_stdout("epoch 1  loss 0.5123456\n" * 2)
    'epoch 1, loss 0.512. epoch 1, loss 0.512.'
    >>> describe_stdout("\n".join(f"step {n}" for n in range(100)))[-64:]
    'step 6. step 7. 90 more lines, and at the end: step 98. step 99.'
    """
    return _describe(_lines(text))


def describe_stderr(text: str) -> str:
    r"""Return each warning once, by its class and message; without warnings, the lines as sentences.

    Examples
    --------
    >>> describe_stderr("/lib/x.py:3: FutureWarning: Use fit().\n  warnings.warn(\n")
    'A warning, FutureWarning: Use fit.'
    """
    found = [match for line in _lines(text) if (match := _WARNING.match(line))]
    if not found:
        return _describe(_lines(text))
    warnings = dict.fromkeys(f"A warning, {match[1]}: {_to_words(match[2])}" for match in found)
    return _describe(list(warnings))


def describe_repr(text: str) -> str:
    """Return words for a value, given its `repr`.

    Examples
    --------
    >>> describe_repr("0.94123456"), describe_repr("'Adelie'")
    ('0.941', 'Adelie')
    >>> describe_repr("<foo.Bar object at 0x7f12>"), describe_repr("-3")
    ('a Bar', 'minus 3')
    """
    text = _DTYPE.sub("", plain_text.strip_ansi(text[:_MAX_READ]).strip())
    if quoted := _QUOTED.match(text):
        text = quoted[2]
    lines = _lines(text)
    if len(lines) > 1 and not _CONTAINER.match(text):
        return _describe(lines)
    return plain_text.shorten(_to_words(" ".join(text[:_MAX_LINE_READ].split())), _MAX_LINE_SPOKEN)


def _lines(text: str) -> list[str]:
    """Return the lines that remain visible, without progress bars."""
    printed = plain_text.strip_ansi(text[:_MAX_READ]).split("\n")
    # Text before a carriage return was overwritten.
    visible = [line.rstrip("\r").rpartition("\r")[2][:_MAX_LINE_READ] for line in printed]
    return [line for line in visible if plain_text.has_words(line) and not _PROGRESS.search(line)]


def _describe(lines: Sequence[str]) -> str:
    if len(lines) > _FIRST + _LAST + 1:
        first, last = map(_sentences, (lines[:_FIRST], lines[-_LAST:]))
        return (
            f"{first} {numbers.with_noun(len(lines) - _FIRST - _LAST, 'more line')}, and at the end: {last}"
        )
    return _sentences(lines)


def _sentences(lines: Sequence[str]) -> str:
    return " ".join(as_sentence(words) for line in lines if (words := _to_words(line)))


def _to_words(line: str) -> str:
    line = _OBJECT.sub(lambda match: grammar.with_article(match[1]), _ADDRESS.sub("", line))
    line = _NUMPY_SCALAR.sub(r"\1", line)
    line = _NUMBER.sub(lambda match: numbers.number(float(match[0])), line)
    if _WHOLE.fullmatch(line.strip()):
        return numbers.number(float(line)) if "." in line else numbers.number(int(line))
    words = to_speakable(_COLUMNS.sub(", ", line.strip())).lstrip(" ,;:")
    return plain_text.shorten(words, _MAX_LINE_SPOKEN)
