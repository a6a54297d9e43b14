r"""Read environments of LaTeX: matrices, cases, and formulas of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipytts.description.documents.mathematics.latex.token_reader import LatexError
from ipytts.description.documents.mathematics.nodes import Node, Row, Table

if TYPE_CHECKING:
    from ipytts.description.documents.mathematics.latex.token_reader import TokenReader

_WITH_COLUMNS = frozenset({"array", "tabular", "alignat", "alignedat", "subarray", "tabularx", "darray"})
_CELL_ENDS = frozenset({"&", "\\\\", "\\cr", "\\end", "\\newline"})
_RULES = ("\\hline", "\\toprule", "\\midrule", "\\bottomrule", "\\hdashline")


def read_environment(reader: TokenReader) -> Node:
    r"""Return the table after ``\begin``."""
    name = reader.raw_group().strip()
    environment = name.rstrip("*")
    if environment in _WITH_COLUMNS:
        reader.optional()
        if reader.peek() == "{":
            reader.raw_group()
    elif environment.endswith("matrix"):
        reader.optional()
    rows = _rows(reader)
    reader.expect("\\end")
    if reader.raw_group().strip() != name:
        raise LatexError(f"the environment {name} does not end")
    return Table(environment, tuple(tuple(cells) for cells in rows))


def _rows(reader: TokenReader) -> list[list[Node]]:
    rows: list[list[Node]] = [[]]
    while True:
        while reader.peek() in _RULES:
            reader.next()
        rows[-1].append(reader.row(_CELL_ENDS))
        token = reader.peek()
        if token == "&":
            reader.next()
        elif token in {"\\\\", "\\cr", "\\newline"}:
            reader.next()
            if reader.text[reader.position : reader.position + 1] == "[":  # a distance, not a bracket
                reader.optional()
            rows.append([])
        elif token:
            break
        else:
            raise LatexError("an environment does not end")
    return [cells for cells in rows if any(cell != Row(()) for cell in cells)]
