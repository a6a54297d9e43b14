"""Charts of the neutral model: a shorthand for their axes, and the descriptions of a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.model import Axis, Chart, Panel
from ipytts.description.charts.sentences.chart import describe_chart

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats, Mark
    from ipytts.description.wording.phrase import Fact


def array(*values: float) -> Floats:
    """Return values as an array of floats."""
    return np.array(values, float)


def categories(*names: str, label: str = "") -> Axis:
    """Return an axis with categories at 0, 1, 2, …"""
    return Axis(label, "category", categories={float(n): name for n, name in enumerate(names)})


def words_of(*marks: Mark, **panel: Any) -> str:
    """Return the full description of a panel with some marks."""
    return str(describe_chart(Chart([Panel(marks, **panel)]), "full"))


def facts_of(*marks: Mark, **panel: Any) -> tuple[Fact, ...]:
    """Return the facts of the full description of a panel with some marks."""
    return describe_chart(Chart([Panel(marks, **panel)]), "full").facts
