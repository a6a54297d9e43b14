"""Read plain numbers from lists and arrays, whose library may not be there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipytts.description.safe_types import package_of

_MOST = 100_000  # numbers


def to_plain_items(items: Sequence[Any]) -> Sequence[Any]:
    """Return items with the numbers and texts of NumPy among them as those of Python."""
    if not any(package_of(cls) == "numpy" for cls in set(map(type, items))):
        return items
    import numpy as np

    return [
        item.item() if isinstance(item, np.generic) and item.dtype.kind in "iufbU" else item for item in items
    ]


def to_numbers(values: Any) -> list[float] | None:
    """Return the numbers in a list, a tuple or an array of one dimension; None for anything else.

    Examples
    --------
    >>> to_numbers([1, 2.5]), to_numbers([1, "a"]), to_numbers("ab")
    ([1, 2.5], None, None)
    """
    if package_of(type(values)) == "numpy":
        values = _list_of_array(values)
    if type(values) not in (list, tuple) or not 0 < len(values) <= _MOST:
        return None
    plain = list(to_plain_items(values))
    return plain if set(map(type, plain)) <= {int, float} else None


def _list_of_array(array: Any) -> list[Any] | None:
    import numpy as np

    is_vector = type(array) is np.ndarray and array.ndim == 1 and array.size <= _MOST
    return array.tolist() if is_vector and array.dtype.kind in "iuf" else None
