"""Read arrays of NumPy as ``print`` shows them: values in brackets, without commas."""

from __future__ import annotations

import re
from typing import Any

from ipytts.description.documents.printed import python_values, shown_values

_MAX_READ = 100_000  # characters
_MAX_ARRAYS = 20  # in one text
_TOKEN = re.compile(
    r"""\s*(\[|\]|\.\.\.|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|True|False|None"""
    r"""|[-+]?(?:nan|inf|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?j?(?:[-+]\d+\.?\d*j)?))(?=[\s\[\]]|\Z)"""
    r"""|\s*(\[)"""
)
_START = re.compile(r"(?P<before>[^\[\]]*?)\s*(?P<array>(?:(?:tensor|array)\()?\[.*)")
_GAP_IN_COMPLEX = re.compile(r"(?<=[\d.]) +(?=[+-][\d.]+(?:e[+-]\d+)?j)")  # 0.25 +0.j
_CALL = re.compile(r"(?:tensor|array)\(\[")  # as their `repr` begins
_IN_LINE = re.compile(r"\[([^\[\],'\"]*[^\[\],'\"\s] +[^\[\],'\"\s][^\[\],'\"]*)\]")


def read_array(text: str) -> Any:
    r"""Return the array that a text shows, or the part that is shown of it; None for any other text.

    Examples
    --------
    >>> read_array("[[1 2]\n [3 4]]").tolist(), read_array("[1, 2]"), read_array("[see below]")
    ([[1, 2], [3, 4]], None, None)
    """
    if _CALL.match(text.lstrip()):
        return _read_call(text)
    text = _GAP_IN_COMPLEX.sub("", text) if "j" in text else text
    if shown_values.is_complex_array(text[:_MAX_READ]) and (array := _read_call(text)) is not None:
        return array
    tokens = _tokens(text) if len(text) <= _MAX_READ and text.lstrip()[:1] == "[" else []
    if not _is_of_an_array(tokens):
        return None
    parts = [
        f", {mark}" if last and last != "[" and mark != "]" else mark
        for last, mark in zip(["", *tokens], tokens, strict=False)
    ]
    try:
        return python_values.to_value(f"array({''.join(parts)})")
    except python_values.NoValueError:
        return None


def _read_call(text: str) -> Any:
    """Return the array or the tensor that its `repr` shows; None for any other text."""
    try:
        return python_values.to_value(text)
    except python_values.NoValueError:
        return None


def split_arrays(text: str) -> list[str]:
    r"""Return the arrays in a printed text, and the texts between them, in their order.

    Examples
    --------
    >>> split_arrays("Sum:\n[[1 2]\n [3 4]]\ndone\n")
    ['Sum', '[[1 2]\n [3 4]]', 'done']
    """
    parts: list[str] = []
    others: list[str] = []
    lines = text.split("\n")
    while lines:
        found = _START.fullmatch(lines[0])
        count = _count_lines([found["array"], *lines[1:]]) if found else 0
        is_in_line = count == 1 and found and found["before"].strip()
        if not found or not count or is_in_line or len(parts) > 2 * _MAX_ARRAYS:
            others.append(lines.pop(0))
            continue
        parts.append("\n".join([*others, found["before"]]).strip("\n").rstrip(" =:"))
        parts.append("\n".join([found["array"], *lines[1:count]]))
        others, lines = [], lines[count:]
    return [part for part in [*parts, "\n".join(others).strip("\n")] if part.strip()]


def list_in_line(line: str) -> str:
    """Return a line with commas between the numbers of arrays in it.

    Examples
    --------
    >>> list_in_line("x = [0.1 0.2] of [3]")
    'x = 0.1, 0.2 of [3]'
    """
    return _IN_LINE.sub(_with_commas, line)


def _with_commas(match: re.Match[str]) -> str:
    if read_array(match[0]) is None:
        return match[0]
    return ", ".join(part.removesuffix(".") for part in match[1].split())


def _tokens(text: str) -> list[str]:
    """Return the brackets and values of an array; empty if there is anything else."""
    tokens, place, end = [], 0, len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if not found:
            return []
        tokens.append(found[1] or found[2])
        place = found.end()
    return tokens


def _is_of_an_array(tokens: list[str]) -> bool:
    """Return whether tokens are those of one array, and not of a list of at most one item."""
    depth = 0
    for index, mark in enumerate(tokens):
        depth += (mark == "[") - (mark == "]")
        if depth == 0 and index < len(tokens) - 1:
            return False
    values = [mark for mark in tokens if mark not in "[]"]
    return depth == 0 and (len(values) > 1 or (len(values) == 1 and tokens[:2] == ["[", "["]))


def _count_lines(lines: list[str]) -> int:
    """Return how many lines the array has that begins with them; 0 if it is none, or stands in one line."""
    depth = 0
    for count, line in enumerate(lines, 1):
        depth += line.count("[") - line.count("]") + line.count("(") - line.count(")")
        if depth <= 0:
            is_whole_line = count > 1 or lines[0].lstrip() == line
            return count if is_whole_line and read_array("\n".join(lines[:count])) is not None else 0
    return 0
