"""Marks of maps, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class RegionGroups:
    """The regions of a map whose colors show their groups."""

    names: Sequence[str]  # of the groups
    counts: Sequence[int]  # of the regions in each group
    label: str = ""  # what distinguishes the groups
