"""Describe data frames of R by what ``str`` and ``summary`` print of them."""

from __future__ import annotations

import re

from ipytts.description.wording import grammar, numbers

_FRAME = re.compile(r"'data\.frame':\s*(\d+) obs\. of +(\d+) variables?:?\s*\n")
_COLUMN = re.compile(
    r" \$ (?P<name>.+?) *: *(?P<kind>num|int|chr|logi|cplx|Date|POSIXct|Factor w/ \d+ levels?)\b(?P<rest>.*)"
)
_KINDS = {
    "num": "numbers",
    "int": "whole numbers",
    "chr": "texts",
    "logi": "true or false",
    "cplx": "complex numbers",
    "Date": "dates",
    "POSIXct": "times",
}
_MAX_COLUMNS = 12
_STATISTIC = re.compile(r"(Min\.|1st Qu\.|Median|Mean|3rd Qu\.|Max\.) *:\s*(-?[\d.]+(?:e[-+]?\d+)?)(?=\s|\Z)")
_STATISTICS = ("Min.", "1st Qu.", "Median", "Mean", "3rd Qu.", "Max.")
_NAME = re.compile(r"\S+(?: \S+)*")


def describe_r_frame(text: str) -> str:
    r"""Return words for what ``str`` or ``summary`` prints of a data frame; empty for any other text.

    Examples
    --------
    >>> describe_r_frame("'data.frame':\t3 obs. of  1 variable:\n $ n: int  4 5 6")
    'A data frame of 3 rows and 1 column: n, whole numbers.'
    """
    return _describe_structure(text) or _describe_summary(text)


def _describe_structure(text: str) -> str:
    start = _FRAME.match(text)
    columns = [_COLUMN.fullmatch(line) for line in text[start.end() :].rstrip().splitlines()] if start else []
    if not start or not columns or not all(columns) or len(columns) != int(start[2]):
        return ""
    named = [f"{match['name']}, {_kind(match['kind'])}" for match in columns[:_MAX_COLUMNS] if match]
    left_out = len(columns) - len(named)
    more = [f"and {numbers.number(left_out)} more"] if left_out else []
    rows, columns_ = numbers.with_noun(int(start[1]), "row"), numbers.with_noun(int(start[2]), "column")
    return grammar.sentence(f"a data frame of {rows} and {columns_}: {'; '.join([*named, *more])}")


def _kind(text: str) -> str:
    if text.startswith("Factor"):
        return f"a factor with {numbers.with_noun(int(text.split()[2]), 'level')}"
    return _KINDS[text]


def _describe_summary(text: str) -> str:
    """Return words for a summary with the six statistics of each column."""
    header, *rows = text.strip("\n").splitlines() or [""]
    found = [_STATISTIC.findall(row) for row in rows]
    names = [match[0] for match in _NAME.finditer(header)]
    if len(rows) != len(_STATISTICS) or any(len(cells) != len(names) for cells in found) or not names:
        return ""
    if any(name != kind for kind, cells in zip(_STATISTICS, found, strict=True) for name, _ in cells):
        return ""
    columns = zip(names, zip(*found, strict=True), strict=True)
    return " ".join(
        f"{name}: from {low} to {high}, mean {mean}, median {median}, the middle half {first} to {third}."
        for name, cells in columns
        for low, first, median, mean, third, high in [[_number(value) for _, value in cells]]
    )


def _number(text: str) -> str:
    return numbers.single(float(text))
