"""Describe a matrix in LaTeX, as SymPy shows it, in the words of the matrix itself."""

from __future__ import annotations

import re

from ipytts.description.detail import Detail
from ipytts.description.documents.mathematics import formulas
from ipytts.description.wording import grammar, numbers

_MATRIX = re.compile(
    r"\$*(?:\\displaystyle)?\s*\\left\[\\begin\{(?:matrix|array)\}(?:\{c*\})?(.*)\\end\{(?:matrix|array)\}\\right\]\$*",
    re.DOTALL,
)
_LISTED: dict[Detail, int] = {"brief": 0, "normal": 4, "full": 10}  # rows and columns


def describe_matrix(latex: str, detail: Detail) -> str:
    r"""Return the size and the rows of a matrix; empty for another formula.

    Examples
    --------
    >>> describe_matrix(r"$\left[\begin{matrix}x & 1\\0 & y\end{matrix}\right]$", "normal")
    'A matrix of 2 rows and 2 columns. Row 1: x; 1. Row 2: 0; y.'
    """
    found = _MATRIX.fullmatch(latex.strip())
    if not found or r"\begin" in found[1]:
        return ""
    rows = [[cell.strip() for cell in row.split("&")] for row in found[1].split(r"\\")]
    if len({len(row) for row in rows}) != 1:
        return ""
    size = f"{numbers.with_noun(len(rows), 'row')} and {numbers.with_noun(len(rows[0]), 'column')}"
    is_listed = max(len(rows), len(rows[0])) <= _LISTED[detail]
    listed = [f"row {number}: {'; '.join(map(_cell, row))}" for number, row in enumerate(rows, 1)]
    return grammar.paragraph(f"a matrix of {size}", *(listed if is_listed else ()))


def _cell(latex: str) -> str:
    if re.fullmatch(r"-?\d+", latex):
        return numbers.number(int(latex))
    return formulas.describe_formula(latex)
