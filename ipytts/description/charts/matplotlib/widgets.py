"""Describe the figures of matplotlib that ipympl shows as widgets."""

from __future__ import annotations

import sys

from ipytts.description.charts.chart_formatter import ChartFormatter
from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.detail import Formatter

# Not imported here: ipympl would become the backend of a program that does not use it.
_BACKEND = sys.modules.get("ipympl.backend_nbagg")
_CANVAS = ChartFormatter(lambda canvas: chart_of(canvas.figure))
FORMATTERS: dict[type, Formatter] = {_BACKEND.Canvas: _CANVAS} if _BACKEND else {}
