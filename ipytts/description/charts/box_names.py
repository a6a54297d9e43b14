"""Names of boxes: weekdays and months in full, numbers after their quantity, and the order on the axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts import calendar_names
from ipytts.description.charts.labels import has_letters, read_number
from ipytts.description.charts.model import Axis, BoxSummary

_BARE = ("yes", "no", "true", "false")  # names of groups that say nothing without their quantity


def with_full_names(boxes: Sequence[BoxSummary], category: str, hue: str) -> list[BoxSummary]:
    """Return boxes with full names: weekdays and months in full, and numbers after what they are.

    `category` and `hue` are the quantities that the two parts of a name show.
    """
    names = calendar_names.full_names(box.name for box in boxes)
    named = [names.get(box.name, box.name) for box in boxes]
    are_numbers = all(box.name.strip() and not has_letters(box.name) for box in boxes)
    if hue and are_of_two_categories(boxes):
        named = [_with_quantities(name, category, hue) for name in named]
        are_numbers = False
    return [
        replace(box, full_name="" if name == box.name else name, label=category if are_numbers else "")
        for box, name in zip(boxes, named, strict=True)
    ]


def are_of_two_categories(boxes: Sequence[BoxSummary]) -> bool:
    """Return whether the name of each box consists of a category and a group."""
    return bool(boxes) and all(", " in box.name for box in boxes)


def _with_quantities(name: str, category: str, hue: str) -> str:
    """Return a name with the quantities of numbers and of yes and no: "Sunday, smoker Yes"."""
    first, _, second = name.rpartition(", ")
    parts = (
        (category if np.isfinite(read_number(first)) else "", first),
        (hue if _is_bare(second) else "", second),
    )
    return ", ".join(" ".join(filter(None, part)) for part in parts)


def _is_bare(name: str) -> bool:
    return name.lower() in _BARE or bool(np.isfinite(read_number(name)))


def in_order_of(axis: Axis, boxes: Sequence[BoxSummary]) -> list[BoxSummary]:
    """Return boxes of categories and groups in the order of the categories on their axis."""
    order = [name for _, name in sorted(axis.categories.items())]
    firsts = [box.name.rpartition(", ")[0] for box in boxes]
    if not are_of_two_categories(boxes) or not all(first in order for first in firsts):
        return list(boxes)
    return [
        box
        for _, _, box in sorted(
            (order.index(f), n, b) for n, (f, b) in enumerate(zip(firsts, boxes, strict=True))
        )
    ]
