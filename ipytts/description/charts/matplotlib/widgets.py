"""Describe the figures of matplotlib that ipympl shows as widgets."""

from __future__ import annotations

import sys
from typing import Any

from ipytts.description.charts.chart_formatter import ChartFormatter
from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.charts.model import Chart
from ipytts.description.detail import Formatter


def _chart_of_canvas(canvas: Any) -> Chart:
    return chart_of(canvas.figure)


# Not imported here: ipympl would become the backend of a program that does not use it.
_BACKEND = sys.modules.get("ipympl.backend_nbagg")
FORMATTERS: dict[type, Formatter] = {_BACKEND.Canvas: ChartFormatter(_chart_of_canvas)} if _BACKEND else {}
