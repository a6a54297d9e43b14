"""Stages of a process and texts in a table, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np  # noqa: TC002 - the same
from numpy.typing import NDArray  # noqa: TC002 - the same


@dataclass(frozen=True)
class Funnel:
    """The stages of a process, each with what is left of those before it."""

    name: str
    stages: Sequence[str]
    values: NDArray[np.float64]
    label: str = ""  # of the values


@dataclass(frozen=True)
class TextTable:
    """A table that is drawn in a figure, with its cells as texts."""

    header: Sequence[str]  # the names of the columns; may be empty
    rows: Sequence[Sequence[str]]
    labels: Sequence[str] = ()  # of the rows; may be empty
