"""Describe sparse matrices and arrays of SciPy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import sparse

from ipytts.description.detail import Detail, Formatter
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted, extremes, number_fact, percent_fact
from ipytts.description.wording.phrase import Description, Phrase, Words, join_with, phrase

_FORMATS = {
    "bsr": "block rows",
    "coo": "coordinates",
    "csc": "compressed columns",
    "csr": "compressed rows",
    "dia": "diagonals",
    "dok": "a dictionary of keys",
    "lil": "lists of rows",
}


def _describe_sparse(matrix: Any, detail: Detail) -> Description:
    """Return the shape of a sparse matrix, and how many of its values are stored."""
    return Description.of(_sentences(matrix, detail))


def _sentences(matrix: Any, detail: Detail) -> Iterator[Words]:
    cells = 1
    for size in matrix.shape:
        cells *= int(size)
    stored = int(matrix.nnz)
    count = counted(stored, "stored value", "stored count")
    share = (
        phrase(", {} of its cells", percent_fact(stored / cells, "share of stored values")) if cells else ""
    )
    yield phrase("a sparse {}: {}{}", _shape(matrix), count, share)
    values = getattr(matrix, "data", None)
    if detail == "brief" or not isinstance(values, np.ndarray) or values.dtype.kind not in "iuf":
        return
    finite = values[np.isfinite(values)]
    if finite.size:
        low, high = finite.min().item(), finite.max().item()
        facts = extremes(low, high)
        equal = numbers.are_equal(low, high)
        yield phrase("each of them is {}", facts[0]) if equal else phrase("they are from {} to {}", *facts)
    if detail == "full" and matrix.format in _FORMATS:
        yield f"it is stored by {_FORMATS[matrix.format]}"


def _shape(matrix: Any) -> Phrase:
    is_array = type(matrix).__name__.endswith("array")
    noun = "array" if is_array else "matrix"
    if len(matrix.shape) != 2:
        sizes = [number_fact(int(n), "size", at=f"axis {axis}") for axis, n in enumerate(matrix.shape)]
        return phrase("{} of {} values", noun, join_with(" by ", sizes))
    rows, columns = matrix.shape
    size = counted(int(rows), "row", "row count"), counted(int(columns), "column", "column count")
    return phrase("{} of {} and {}", noun, *size)


def _base_classes() -> Iterator[type]:
    for name in ("sparray", "spmatrix"):
        if hasattr(sparse, name):
            yield getattr(sparse, name)


FORMATTERS: dict[type, Formatter] = dict.fromkeys(_base_classes(), _describe_sparse)
