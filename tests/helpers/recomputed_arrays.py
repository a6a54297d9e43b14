"""Values of facts about arrays of NumPy, recomputed from the array by another way than the description."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.helpers.recomputed_facts import recompute

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.wording.phrase import Fact


def recompute_array(array: np.ndarray, fact: Fact) -> Any:
    """Return the value of a fact, from its array."""
    if fact.of:
        array = array[fact.of]
    if np.ma.isMaskedArray(array) and fact.method not in ("masked count", "size"):
        array = array.compressed()
    if array.dtype.kind in "iu":
        array = array.astype("int64")  # without overflow
    if fact.method in _METHODS:
        return _METHODS[fact.method](array, fact)
    return recompute(array, fact)


def _finite(array: np.ndarray) -> np.ndarray:
    return array[np.isfinite(array)].astype("float64") if array.dtype.kind == "f" else array


def _mean(array: np.ndarray, fact: Fact) -> Any:
    if fact.at is None:
        return _finite(array).mean(dtype="float64")
    return array[..., int(str(fact.at).split()[1]) - 1].astype("float64").mean()


def _step(array: np.ndarray, _: Fact) -> Any:
    steps = [abs(float(b) - float(a)) for a, b in itertools.pairwise(array)]
    assert max(steps) - min(steps) <= 1e-6 * max(steps)
    return sum(steps) / len(steps)


def _count(array: np.ndarray, fact: Fact) -> Any:
    counts = Counter(array.ravel().tolist())
    return next(count for value, count in counts.items() if str(value) == str(fact.at))


def _elsewhere(array: np.ndarray) -> list[Any]:
    return [value for (row, column), value in np.ndenumerate(array) if row != column]


def _place(axis: int) -> Callable[[np.ndarray, Fact], Any]:
    """Return a function for the row, or the column, of the only highest number off the diagonal."""

    def find(array: np.ndarray, _: Fact) -> Any:
        highest = max(_elsewhere(array))
        [place] = [at for at, value in np.ndenumerate(array) if value == highest and at[0] != at[1]]
        return place[axis] + 1

    return find


def _true_ends(axis: int, extreme: Callable[[list[int]], int]) -> Callable[[np.ndarray, Fact], Any]:
    return lambda array, _: extreme([at[axis] for at, value in np.ndenumerate(array) if value]) + 1


def _rows_of_column(array: np.ndarray, fact: Fact) -> Any:
    column = int(str(fact.at).split()[1]) - 1
    return sum(list(row).index(max(row)) == column for row in array.tolist())


_METHODS: dict[str, Callable[[np.ndarray, Fact], Any]] = {
    "mean": _mean,
    "median": lambda array, _: np.median(array[np.isfinite(array)]),
    "standard deviation of the population": lambda array, _: _finite(array).std(dtype="float64"),
    "step": _step,
    "real part": lambda array, fact: array[int(str(fact.at).split()[1]) - 1].real,
    "imaginary part": lambda array, fact: array[int(str(fact.at).split()[1]) - 1].imag,
    "count": _count,
    "distinct value": lambda array, fact: next(v for v in array.ravel().tolist() if v == fact.value),
    "distinct count": lambda array, _: len(set(array.ravel().tolist())),
    "missing count": lambda array, _: sum(value != value for value in array.ravel().tolist()),  # noqa: PLR0124
    "masked count": lambda array, _: np.ma.getmaskarray(array).sum(),
    "count of true values": lambda array, _: array.ravel().tolist().count(True),
    "share of true values": lambda array, _: array.ravel().tolist().count(True) / array.size,
    "share of zeros": lambda array, _: array.ravel().tolist().count(0) / array.size,
    "sum": lambda array, _: sum(array.ravel().tolist()),
    "sum of the diagonal": lambda array, _: sum(array[i, i] for i in range(len(array))),
    "share on the diagonal": lambda array, _: sum(array[i, i] for i in range(len(array))) / array.sum(),
    "diagonal minimum": lambda array, _: round(min(array[i, i] for i in range(len(array))), 9),
    "diagonal maximum": lambda array, _: max(array[i, i] for i in range(len(array))),
    "off-diagonal minimum": lambda array, _: min(_elsewhere(array)),
    "off-diagonal maximum": lambda array, _: max(_elsewhere(array)),
    "highest off the diagonal": lambda array, _: max(_elsewhere(array)),
    "count of the highest off the diagonal": lambda array, _: _elsewhere(array).count(max(_elsewhere(array))),
    "row of the highest off the diagonal": _place(0),
    "column of the highest off the diagonal": _place(1),
    "rows of a column": _rows_of_column,
    "first row with true values": _true_ends(0, min),
    "last row with true values": _true_ends(0, max),
    "first column with true values": _true_ends(1, min),
    "last column with true values": _true_ends(1, max),
    "image width": lambda array, _: array.shape[1],
    "image height": lambda array, _: array.shape[0],
    "minimum of magnitude": lambda array, _: min(map(abs, array.ravel().tolist())),
    "maximum of magnitude": lambda array, _: max(map(abs, array.ravel().tolist())),
}
