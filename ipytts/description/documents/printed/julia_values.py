"""Describe values as Julia shows them: vectors, matrices, dicts and data frames, without their types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ipytts.description.describer import describe
from ipytts.description.detail import Detail
from ipytts.description.documents import tables
from ipytts.description.documents.printed import python_values
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import grammar, numbers, plain_text

_MAX_READ = 50_000  # characters
_TYPE = r"[A-Za-z][\w.]*(?:\{.*\})?"
_VECTOR = re.compile(rf"(\d+)-element {_TYPE}(?: with .*)?:\s*\Z")
_MATRIX = re.compile(rf"(\d+)×(\d+) {_TYPE}(?: with .*)?:\s*\Z")
_DICT = re.compile(r"(?:\w+\.)*\w*Dict(?:\{.*\})? with (\d+) entr(?:y|ies):\s*\Z")
_SET = re.compile(r"(?:\w+\.)*Set(?:\{.*\})? with (\d+) elements?:\s*\Z")
_EMPTY = re.compile(rf"(?:0-element {_TYPE}|{_TYPE}\[\]|\w*Dict(?:\{{.*\}})?\(\))\s*\Z")
_LIST = re.compile(rf"{_TYPE}(\[.*\])\s*\Z")
_FUNCTION = re.compile(r"(\S+) \(generic function with (\d+) methods?\)\s*\Z")
_FRAME = re.compile(r"(\d+)×(\d+) (?:Sub)?DataFrame\s*\Z")
_RULE = re.compile(r"[─┼├┤┬┴-]+\Z")
_LEFT_OUT = ("⋮", "⋱", "…")
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*)(?:\.\d*)?(?:[eEf][-+]?\d+)?")
_WORDS = {
    "true": True,
    "false": False,
    "nothing": "nothing",
    "missing": "missing",
    "NaN": float("nan"),
    "Inf": float("inf"),
}
_ENDS = 3  # values at each end of a vector of which a part is shown
_PAGE = re.compile(r"<table[^>]*\bclass\s*=\s*\"data-frame\"", re.IGNORECASE)
_SIZE = re.compile(
    r"<(p|span)>(?:(\d+)(?:×| rows? × )(\d+)(?: (?:Sub)?DataFrame| columns?[^<]*)|DataFrameRow[^<]*)</\1>",
    re.IGNORECASE,
)
_HEAD = re.compile(r"<thead>.*?</thead>", re.IGNORECASE | re.DOTALL)
_TABLE_ROW = re.compile(r"<tr.*?</tr>", re.IGNORECASE | re.DOTALL)
_ROW_NUMBER = re.compile(
    r"<(?:th|td)[^>]*\bclass\s*=\s*\"row(?:Number|Label)\"[^>]*>(.*?)</t[hd]>", re.IGNORECASE | re.DOTALL
)


def is_julia(language: str) -> bool:
    """Return whether a language is Julia."""
    return language.lower() == "julia"


def describe_julia_text(text: str, detail: Detail) -> str:
    r"""Return words for a value of Julia that a text shows; empty for any other text.

    Examples
    --------
    >>> describe_julia_text("3-element Vector{Int64}:\n 4\n 5\n 6", "normal")
    'A vector of 3 numbers: 4, 5 and 6.'
    >>> describe_julia_text('Dict{String, Int64} with 1 entry:\n  "gull" => 3', "normal")
    'A dict of 1 entry: gull is 3.'
    """
    head, _, body = plain_text.strip_ansi(text[:_MAX_READ]).strip("\n").partition("\n")
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    for pattern, describe_found in _KINDS:
        if found := pattern.fullmatch(head):
            return describe_found(found, lines, detail)
    return ""


def _describe_one_line(found: re.Match[str], lines: Sequence[str], detail: Detail) -> str:
    """Return words for a function, an empty container, or a list with its type before it."""
    if lines:
        return ""
    if found.re is _FUNCTION:
        return f"The function {to_speakable(found[1])}."
    if found.re is _EMPTY:
        return "An empty dict." if "Dict" in found[0] else "An empty vector."
    return _described(found[1], detail)


def _described(text: str, detail: Detail) -> str:
    try:
        return describe(python_values.to_value(text), detail)
    except python_values.NoValueError:
        return ""


def _value(text: str) -> Any:
    """Return the value that a text shows, or the text in words."""
    text = text.strip().removeprefix(":")
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        plain = text.replace("_", "").replace("f", "e")
        return int(plain) if plain.lstrip("+-").isdecimal() else float(plain)
    try:
        return python_values.to_value(text)
    except python_values.NoValueError:
        return to_speakable(text)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _describe_values(found: re.Match[str], lines: Sequence[str], detail: Detail) -> str:
    """Return the values of a vector or a set in words, given its first line and the others."""
    noun, count = "set" if found.re is _SET else "vector", int(found[1])
    values = [_value(line) for line in lines if line not in _LEFT_OUT]
    if not values or (len(values) < count) != any(line in _LEFT_OUT for line in lines):
        return ""
    item = "number" if all(map(_is_number, values)) else "item"
    opening = f"A {noun} of {numbers.with_noun(count, item)}"
    if len(values) == count:
        of_list = describe(values, detail)
        _, colon, shown = of_list.partition(": ") if of_list.startswith("A list of") else ("", "", "")
        return f"{opening}: {shown}" if colon else of_list
    first, last = (
        [describe(value, "brief").rstrip(".") for value in part] for part in (values[:_ENDS], values[-1:])
    )
    return f"{opening}, from {grammar.join(first)} on to {last[0]}."


def _describe_matrix(found: re.Match[str], lines: Sequence[str], detail: Detail) -> str:
    shape = (int(found[1]), int(found[2]))
    rows = [[_value(cell) for cell in re.split(r"\s{2,}|\s(?=[-\d])", line)] for line in lines]
    size = f"{numbers.with_noun(shape[0], 'row')} and {numbers.with_noun(shape[1], 'column')}"
    if len(rows) != shape[0] or any(len(row) != shape[1] for row in rows):
        is_part = any(mark in line for line in lines for mark in _LEFT_OUT)
        return f"A matrix of {size}, of which a part is shown." if is_part else ""
    are_numbers = all(_is_number(value) for row in rows for value in row)
    if are_numbers and (described := _described(f"array({rows})", detail)):
        return described
    words = [
        f"Row {n}: {grammar.join(describe(cell, 'brief').rstrip('.') for cell in row)}."
        for n, row in enumerate(rows, 1)
    ]
    return grammar.paragraph(f"A matrix of {size}.", *words)


def _describe_dict(found: re.Match[str], lines: Sequence[str], detail: Detail) -> str:
    pairs = [line.split("=>", 1) for line in lines if "=>" in line]
    entries = {
        _value(pair[0]): _value(pair[1]) for pair in pairs if isinstance(_value(pair[0]), str | int | float)
    }
    return describe(entries, detail) if len(entries) == int(found[1]) else ""


def _describe_frame(found: re.Match[str], lines: Sequence[str], _detail: Detail) -> str:
    """Return words for the printed text of a data frame; its second line has the types of the columns."""
    shape = (int(found[1]), int(found[2]))
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines if "│" in line]
    lines_of_cells = [
        row[:1] + [cell for part in row[1:] for cell in re.split(r"\s{2,}", part)] for row in rows
    ]
    if len(lines_of_cells) < 2 or any(_RULE.fullmatch("".join(row)) for row in lines_of_cells):
        return ""
    header, _, *body = lines_of_cells
    body = [row for row in body if not all(cell in _LEFT_OUT for cell in row)]
    if any(len(row) != len(header) for row in body) or len(header) != shape[1] + 1:
        return ""
    cells = tuple(tuple("" if cell == "missing" else cell for cell in row[1:]) for row in body)
    grid = tables.Grid(tuple(header[1:]), cells, shape=shape if len(body) < shape[0] else None, is_data=True)
    return tables.describe_grid(grid)


_KINDS = (  # the first line of a text, and what describes it
    (_FUNCTION, _describe_one_line),
    (_EMPTY, _describe_one_line),
    (_FRAME, _describe_frame),
    (_VECTOR, _describe_values),
    (_SET, _describe_values),
    (_MATRIX, _describe_matrix),
    (_DICT, _describe_dict),
    (_LIST, _describe_one_line),
)


def as_pandas_page(page: str) -> str:
    """Return the HTML of a data frame of Julia as pandas writes it; other HTML as it is.

    Examples
    --------
    >>> head = "<thead><tr><th>n</th></tr><tr><th>Int64</th></tr></thead>"
    >>> as_pandas_page(f'<p>1×1 DataFrame</p><table class="data-frame">{head}</table>')
    '<table class="dataframe"><thead><tr><th>n</th></tr></thead></table><p>1 rows × 1 columns</p>'
    """
    if not _PAGE.search(page):
        return page
    size = _SIZE.search(page)
    page = _HEAD.sub(_without_types, _PAGE.sub('<table class="dataframe"', _SIZE.sub("", page)))
    page = _ROW_NUMBER.sub(_as_label, page)
    page = re.sub(r"<em>missing</em>|(?<=>)missing(?=<)", "NaN", page)
    if size and size[2]:
        page = page.replace("</table>", f"</table><p>{size[2]} rows × {size[3]} columns</p>", 1)
    return page


def _without_types(head: re.Match[str]) -> str:
    """Return the header of a table without its second row, which has the types of the columns."""
    rows = _TABLE_ROW.findall(head[0])
    return f"<thead>{rows[0]}</thead>" if len(rows) == 2 else head[0]


def _as_label(cell: re.Match[str]) -> str:
    text = cell[1].strip()
    return f"<th>{text if text.isdecimal() else ''}</th>"
