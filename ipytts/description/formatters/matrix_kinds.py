"""What a matrix looks like: diagonal, symmetric, counts that lie on the diagonal, shares of its rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.formatters.array_kind import Kind, are_close
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted, number_fact, percent_fact
from ipytts.description.wording.phrase import Fact, Phrase, Words, join_some, phrase

_LISTED_COLUMNS = 6
_MOST_CLASSES = 200  # rows of a table of counts
_ROUNDING_OF_SUMS = 1e-5  # of rows of float32


def find_matrix_kind(matrix: Any) -> Kind | None:
    """Return what a matrix of finite numbers looks like; None if it is a matrix of any numbers."""
    if matrix.min() == matrix.max():
        return None
    if matrix.shape[0] == matrix.shape[1]:
        square = _diagonal(matrix) or _counts(matrix) or _symmetric(matrix) or _triangular(matrix)
        if square:
            return square
    return _one_hot(matrix) or _shares(matrix)


def _diagonal(matrix: Any) -> Kind | None:
    on_diagonal, zero = np.diagonal(matrix), number_fact(0, "distinct value")
    if np.count_nonzero(matrix) != np.count_nonzero(on_diagonal):
        return None
    low, high = on_diagonal.min().item(), on_diagonal.max().item()
    if low == high:
        same = phrase("{} on the diagonal and {} elsewhere", number_fact(low, "diagonal minimum"), zero)
        return Kind([phrase("the identity matrix: {}", same) if low == 1 else same], is_complete=True)
    return Kind([phrase("{} on the diagonal and {} elsewhere", _range(low, high, "diagonal"), zero)])


def _range(low: float, high: float, where: str) -> Phrase:
    low_text, high_text = numbers.apart([low, high])
    return phrase(
        "from {} to {}",
        number_fact(low, f"{where} minimum", text=low_text),
        number_fact(high, f"{where} maximum", text=high_text),
    )


def _counts(matrix: Any) -> Kind | None:
    """Return the words for whole numbers of which most are on the diagonal, as in a confusion matrix."""
    if matrix.dtype.kind not in "iu" or matrix.min() < 0 or len(matrix) > _MOST_CLASSES:
        return None
    total, right = int(matrix.sum()), int(np.trace(matrix))
    if 2 * right <= total:
        return None
    share = percent_fact(right / total, "share on the diagonal")
    sums = number_fact(right, "sum of the diagonal"), number_fact(total, "sum"), share
    others = matrix - np.diag(np.diagonal(matrix))
    row, column = np.unravel_index(int(others.argmax()), others.shape)
    highest = int(others[row, column])
    found = int(np.count_nonzero(others == highest))
    place = phrase(
        ", in the {} row and the {} column",  # "row 3" may be the one of the label 3
        _place_fact(int(row), "row of the highest off the diagonal"),
        _place_fact(int(column), "column of the highest off the diagonal"),
    )
    places = phrase(", in {}", counted(found, "place", "count of the highest off the diagonal"))
    largest = number_fact(highest, "highest off the diagonal")
    return Kind(
        [phrase("most on the diagonal: {} of {}, {}", *sums)],
        [phrase("the highest off the diagonal is {}{}", largest, place if found == 1 else places)],
    )


def _place_fact(index: int, method: str) -> Fact:
    return number_fact(index + 1, method, text=numbers.ordinal(index + 1))


def _symmetric(matrix: Any) -> Kind | None:
    size = float(np.abs(matrix).max())
    if not are_close(matrix, matrix.T, size):
        return None
    if len(matrix) > 2 and are_close(np.diagonal(matrix), 1.0) and size <= 1 + 1e-9:
        rest = matrix[~np.eye(len(matrix), dtype=bool)]
        others = _range(rest.min().item(), rest.max().item(), "off-diagonal")
        return Kind(
            [
                phrase(
                    "symmetric, {} on the diagonal and {} elsewhere",
                    number_fact(1, "diagonal minimum"),
                    others,
                )
            ]
        )
    return Kind(["symmetric"], has_range=True)


def _triangular(matrix: Any) -> Kind | None:
    for name, part in (("below", np.tril(matrix, -1)), ("above", np.triu(matrix, 1))):
        if len(matrix) > 2 and not np.count_nonzero(part):
            zero = number_fact(0, "distinct value")
            return Kind([phrase("all {} {} the diagonal", zero, name)], has_range=True)
    return None


def _one_hot(matrix: Any) -> Kind | None:
    """Return the words for a matrix with a single 1 in each row."""
    ones = matrix == 1
    if np.count_nonzero(matrix) != len(matrix) or not (ones.sum(axis=1) == 1).all():
        return None
    one, zero = (number_fact(value, "distinct value") for value in (1, 0))
    return Kind(
        [phrase("a single {} in each row and {} elsewhere", one, zero)],
        [phrase("the {} is in {}", one, _columns(ones.sum(axis=0)))],
    )


def _columns(counts: Any) -> Phrase:
    """Return the number of rows for each column, those with the most rows first."""
    order = np.argsort(-counts, kind="stable")
    listed: list[Words] = [
        phrase(
            "column {} in {}",
            str(column + 1),
            counted(int(counts[column]), "row", "rows of a column", at=f"column {column + 1}"),
        )
        for column in order.tolist()
        if counts[column]
    ]
    return join_some(listed, _LISTED_COLUMNS)


def _shares(matrix: Any) -> Kind | None:
    """Return the words for shares that add up to 1 in each row, such as probabilities."""
    if matrix.dtype.kind != "f" or matrix.min() < 0:
        return None
    if np.abs(matrix.sum(axis=1, dtype="float64") - 1).max() > _ROUNDING_OF_SUMS:
        return None
    highest = np.bincount(matrix.argmax(axis=1), minlength=matrix.shape[1])
    return Kind(
        ["each row adds up to 1"],
        [phrase("the highest of a row is in {}", _columns(highest))],
        has_range=True,
    )
