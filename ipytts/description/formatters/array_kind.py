"""The type of what an array looks like, and helpers of the modules that find it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ipytts.description.wording.phrase import Words


class Kind(NamedTuple):
    """What an array looks like, in words."""

    summary: Sequence[Words]  # follow the size of the array
    sentences: Sequence[Words] = ()  # unless brief
    has_range: bool = False  # whether the range and the mean come before the summary
    is_complete: bool = False  # whether no value needs to be listed


def are_close(one: Any, other: Any, size: float = 1.0) -> bool:
    """Return whether numbers are equal but for rounding errors in numbers of a size."""
    return bool(np.all(np.abs(one - other) <= 1e-9 * size))
