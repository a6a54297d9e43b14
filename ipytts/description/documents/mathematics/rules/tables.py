"""Put matrices, cases, and formulas of several lines into words."""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.description.documents.mathematics.nodes import (
    Kind,
    Node,
    Row,
    Sign,
    Table,
    is_kind,
    items_of,
    sign_of,
)
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place, Speak, Spoken, spoken

_CONDITIONS = ("if", "for", "otherwise", "when", "where", "else", "while", "unless", "in")
_CASES = frozenset({"cases", "dcases", "rcases", "numcases"})
_MATRICES = frozenset(
    ["matrix", "array", "smallmatrix", "pmatrix", "bmatrix", "Bmatrix", "tabular", "psmallmatrix",
     "bsmallmatrix"]
)  # fmt: skip
_DETERMINANTS = frozenset({"vmatrix", "Vmatrix"})
_CONNECTIVES = frozenset({Kind.RELATION, Kind.BINARY})


def describe_table(node: Table, _: Place, speak: Speak) -> Spoken:
    """Return words for a table: a matrix row by row, cases, or lines one after the other."""
    if node.environment in {"substack", "subarray"}:
        return _lines(node, speak, PAUSE)
    if node.environment in _CASES:
        return _cases(node, speak)
    if node.environment in _DETERMINANTS:
        return _matrix(node, "determinant", speak)
    if node.environment in _MATRICES and not _is_aligned(node):
        return _matrix(node, "matrix", speak)
    return _lines(node, speak, ";")


def _is_aligned(node: Table) -> bool:
    """Return whether an array only aligns the signs of equations."""
    firsts = (item for cells in node.rows for cell in cells for item in items_of(cell)[:1])
    return node.environment == "array" and any(is_kind(item, Kind.RELATION) for item in firsts)


def _lines(node: Table, speak: Speak, separator: str) -> Spoken:
    parts: list[str | Spoken] = []
    for cells in node.rows:
        line = _line(cells)
        if items_of(line):
            parts += [speak(line, Place.LINE).without_ending(), separator]
    return spoken(*parts).without_ending()


def _line(cells: Sequence[Node]) -> Node:
    """Return the cells of a line as one row; between two equations there is a pause."""
    items: list[Node] = []
    for index, cell in enumerate(cells):
        if index and index % 2 == 0 and items and _is_complete(items, cell):
            items.append(Sign("quad", Kind.SPACE, ","))
        items += items_of(cell)
    return Row(tuple(items))


def _is_complete(items: Sequence[Node], cell: Node) -> bool:
    ends = (*items[-1:], *items_of(cell)[:1])
    return not any(is_kind(item, *_CONNECTIVES) for item in ends)


def _cases(node: Table, speak: Speak) -> Spoken:
    if all(len(cells) == 1 and _is_equation(cells[0]) for cells in node.rows):
        return spoken("the system", ":", _lines(node, speak, ";"), ending="end system")
    parts: list[str | Spoken] = ["cases", ":"]
    for number, cells in enumerate(node.rows, 1):
        value, *rest = cells
        condition = Row(
            tuple(item for cell in rest for item in items_of(cell) if not is_kind(item, Kind.SPACE))
        )
        parts += [f"case {number}", ":", speak(value, Place.LINE).without_ending(), PAUSE]
        if condition.items:
            parts += ["" if _has_word(condition) else "if", speak(condition, Place.LINE).without_ending()]
        parts.append(";")
    return spoken(*[part for part in parts if part], ending="end cases")


def _is_equation(cell: Node) -> bool:
    items = items_of(cell)
    has_condition = any(
        isinstance(item, Sign) and (item.style == "text" or item.text == ",") for item in items
    )
    return any(is_kind(item, Kind.RELATION) for item in items) and not has_condition


def _has_word(condition: Row) -> bool:
    first = sign_of(condition.items[0])
    if first is None:
        return False
    return first.style == "text" or first.text == "forall" or first.words.partition(" ")[0] in _CONDITIONS


def _matrix(node: Table, name: str, speak: Speak) -> Spoken:
    count, width = len(node.rows), max((len(cells) for cells in node.rows), default=0)
    if count == 0:
        return Spoken((f"an empty {name}",))
    if name == "matrix" and width == 1 and count > 1:
        return spoken(
            "the column vector", PAUSE, *_cells([cells[0] for cells in node.rows], speak), ending="end vector"
        )
    if name == "matrix" and count == 1 and width > 1:
        return spoken("the row vector", PAUSE, *_cells(node.rows[0], speak), ending="end vector")
    parts: list[str | Spoken] = [f"the {count} by {width} {name}", ":"]
    for number, cells in enumerate(node.rows, 1):
        parts += [f"row {number}", ":", *_cells(cells, speak), ";"]
    return spoken(*parts, ending=f"end {name}")


def _cells(cells: Sequence[Node], speak: Speak) -> list[str | Spoken]:
    parts: list[str | Spoken] = []
    if len(cells) > 1 and all(isinstance(cell, Sign) and cell.kind is Kind.DOTS for cell in cells):
        cells = cells[:1]
    for cell in cells:
        words = speak(cell, Place.LINE)
        parts += [words.without_ending() if words.words else "blank", PAUSE]
    return parts
