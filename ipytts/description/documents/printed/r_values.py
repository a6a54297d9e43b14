"""Describe values as R prints them: vectors, named vectors, summaries, data frames and tibbles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ipytts.description.describer import describe
from ipytts.description.detail import Detail
from ipytts.description.documents import cell_values, tables
from ipytts.description.documents.printed.printed_text import PrintedText, describe_stdout
from ipytts.description.documents.printed.r_frames import describe_r_frame
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import number_fact
from ipytts.description.wording.phrase import Description, join_with, phrase

_MAX_READ = 50_000  # characters
_INDEX = re.compile(r"\s*\[(\d+)\]\s*(.*)")  # of the first value of a line
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|(?:1st|3rd) Qu\.|[\[(][^\s\[\]()]+,[^\s\[\]()]+[\])]|\S+')
_LEVELS = re.compile(r"\n(?:\d+ )?Levels: .*\Z", re.DOTALL)
_ENTRY = re.compile(r"\s*(?:\$([\w.]+|`[^`\n]+`)|\[\[(\d+)\]\])\n(.+)", re.DOTALL)  # of a list
_TIBBLE = re.compile(r"# A tibble: ([\d,]+) [×x] ([\d,]+)\n")
_COMMENT = re.compile(r"^# .*\n?", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n\s*\n")
_TYPE = re.compile(r"<\w+>")
_INTERVAL = re.compile(r"([\[(][^,]+),(\S+)")
_ELEMENT = re.compile(r"\$\w[\w.$]*|\[\[\d+\]\]")  # a part of a list
_PLACE = re.compile(r"\[(\d+),\]|\[,(\d+)\]")  # a row or a column of a matrix without names
_WORDS = {"NA": "", "TRUE": "True", "FALSE": "False", "NULL": "", "Inf": "inf", "-Inf": "-inf"}
_SUMMARY = ["Min.", "1st Qu.", "Median", "Mean", "3rd Qu.", "Max."]


def is_r(language: str, code: str) -> bool:
    r"""Return whether a cell is in R: of its own kernel, or by a cell magic in Python.

    Examples
    --------
    >>> is_r("R", "x"), is_r("python", "%%R\nx"), is_r("python", "x")
    (True, True, False)
    """
    return language.lower() == "r" or code.lstrip().startswith("%%R")


def describe_r_text(text: str, detail: Detail) -> str:
    r"""Return words for a value of R that a text shows; empty for any other text.

    Examples
    --------
    >>> describe_r_text("[1] 4 5 6", "normal"), describe_r_text('[1] "gull"', "normal")
    ('A list of 3 numbers: 4, 5 and 6.', 'gull.')
    >>> describe_r_text("  n site\n1 5 a\n2 7 b", "normal")
    'A table of 2 rows and 2 columns. Row 1: n 5, site a. Row 2: 7, b.'
    """
    text = text[:_MAX_READ].strip("\n")
    parts = [part for part in _BLANK_LINES.split(text) if part.strip()]
    if entries := _describe_list(parts, detail):
        return entries
    known = [_describe_part(part, detail) for part in parts]
    if len(known) < 2 or not any(known):
        return "".join(known)
    others = (describe_stdout(PrintedText(part), detail) for part in parts)
    return grammar.paragraph(*(words or other for words, other in zip(known, others, strict=True)))


def _describe_list(parts: Sequence[str], detail: Detail) -> str:
    """Return words for a list with names, each above its value; empty for other parts of a text."""
    entries = [_ENTRY.fullmatch(part) for part in parts]
    if not entries or not all(entries):
        return ""
    named = [(entry[1] or f"item {entry[2]}", entry[3]) for entry in entries if entry]
    values = [
        _describe_value(value, detail) or describe_stdout(PrintedText(value), detail) for _, value in named
    ]
    sentences = [
        f"{to_speakable(name.strip('`'))}: {value}" for (name, _), value in zip(named, values, strict=True)
    ]
    size = numbers.with_noun(len(named), "entry")
    return grammar.paragraph(f"A list of {size}", *sentences)


def _describe_part(text: str, detail: Detail) -> str:
    title, _, rest = text.partition("\n")
    if _ELEMENT.fullmatch(title.strip()) and (words := _describe_value(rest, detail)):
        return f"{to_speakable(title.strip('$[] ').replace('$', ' '))}: {words}"
    if title.rstrip().endswith(":") and (words := _describe_value(rest, detail)):
        return grammar.paragraph(to_speakable(title.rstrip(" :")), words)
    return _describe_value(text, detail)


def _describe_value(text: str, detail: Detail) -> str:
    if words := describe_r_frame(text) or _describe_vector(text, detail):
        return words
    tibble = _TIBBLE.match(text)
    rows = [_TOKEN.findall(line) for line in _COMMENT.sub("", text).splitlines() if line.strip()]
    if tibble:
        rows = [row for row in rows if not all(map(_TYPE.fullmatch, row))]
    if not tibble and (words := _describe_named(text.splitlines(), rows)):
        return words
    size = (int(tibble[1].replace(",", "")), int(tibble[2].replace(",", ""))) if tibble else None
    return _describe_frame(rows, size)


def _describe_vector(text: str, detail: Detail) -> str:
    found = [_INDEX.fullmatch(line) for line in _LEVELS.sub("", text).splitlines()]
    tokens: list[str] = []
    for line in found:
        if line is None or int(line[1]) != len(tokens) + 1:
            return ""
        tokens += _TOKEN.findall(line[2])
    values = _values(tokens)
    return describe(values[0] if len(values) == 1 else values, detail) if values else ""


def _values(tokens: Sequence[str]) -> list[Any]:
    """Return the values of a vector; a text in quotes is one, even if it looks like a number."""
    if any(token.startswith('"') for token in tokens):
        return [token[1:-1] if token.startswith('"') else "missing" for token in tokens]
    values = cell_values.parse_column([_cell(token) for token in tokens])
    return ["missing" if value is None else value for value in values]


def _cell(token: str) -> str:
    return _INTERVAL.sub(r"\1, \2", _WORDS.get(token, token))


def _describe_named(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return words for a vector with names above its values; empty for other lines."""
    if len(rows) < 2 or len(rows) % 2:
        return ""
    lines = [line for line in lines if line.strip()]
    if any(_ends(one) != _ends(two) for one, two in zip(lines[::2], lines[1::2], strict=True)):
        return ""
    names = [name for row in rows[::2] for name in row]
    values = _values([value for row in rows[1::2] for value in row])
    if not all(isinstance(value, int | float) for value in values):
        return ""
    if names == _SUMMARY:
        return str(Description.of([_summary(values)]))
    pairs = [
        phrase("{}, {}", phrases.name(name.strip("()")), number_fact(value, "value", at=name))
        for name, value in zip(names, values, strict=True)
    ]
    return str(Description.of([join_with("; ", pairs)]))


def _summary(values: Sequence[float]) -> Any:
    ways = ("minimum", "first quartile", "median", "mean", "third quartile", "maximum")
    low, first, median, mean, third, high = (
        number_fact(value, way) for value, way in zip(values, ways, strict=True)
    )
    return phrase("from {} to {}, mean {}, median {}, the middle half from {} to {}",
                  low, high, mean, median, first, third)  # fmt: skip


def _ends(line: str) -> list[int]:
    return [match.end() for match in _TOKEN.finditer(line)]


def _of_matrix(text: str) -> str:
    """Return "row 1" for ``[1,]``, and "column 2" for ``[,2]``; another label as it is."""
    place = _PLACE.fullmatch(text)
    return f"row {place[1]}" if place and place[1] else f"column {place[2]}" if place else text


def _describe_frame(rows: Sequence[Sequence[str]], size: tuple[int, int] | None) -> str:
    """Return words for a data frame, the rows of which begin with their names; empty for other rows."""
    if len(rows) < 2:
        return ""
    header, *body = rows
    if any(len(row) != len(header) + 1 for row in body):
        return ""
    labels = tuple(_of_matrix(row[0]) for row in body)
    if any(map(_INDEX.fullmatch, labels)):  # a vector below something else
        return ""
    grid = tables.Grid(
        header=tuple(map(_of_matrix, header)),
        rows=tuple(tuple(map(_cell, row[1:])) for row in body),
        labels=() if list(labels) == [str(n) for n in range(1, len(labels) + 1)] else labels,
        shape=size,
        is_data=True,
    )
    return tables.describe_grid(grid)
