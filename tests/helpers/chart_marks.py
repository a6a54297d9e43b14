"""The marks of a panel, for tests of readers."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.model import Panel


def marks_of(chart: Any, kind: type[Any]) -> list[Any]:
    """Return the marks of one class in a panel, or in the panel of matplotlib's axes."""
    panel = chart if isinstance(chart, Panel) else read_panel(chart)
    return [mark for mark in panel.marks if isinstance(mark, kind)]


def only_mark(chart: Any, kind: type[Any]) -> Any:
    """Return the only mark of a panel, or of the panel of matplotlib's axes."""
    panel = chart if isinstance(chart, Panel) else read_panel(chart)
    (mark,) = panel.marks
    assert isinstance(mark, kind), mark
    return mark


def column(mark: Any, name: str) -> list[float]:
    """Return numbers of a mark, rounded."""
    return [float(value) for value in np.round(getattr(mark, name), 9)]
