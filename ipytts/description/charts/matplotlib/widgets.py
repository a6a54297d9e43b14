"""Describe the figures of matplotlib that ipympl shows as widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipympl.backend_nbagg import Canvas

from ipytts.description.charts.matplotlib.figures import describe_figure

if TYPE_CHECKING:
    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Description


def _describe_canvas(canvas: Any, detail: Detail) -> Description:
    return describe_figure(canvas.figure, detail)


FORMATTERS: dict[type, Formatter] = {Canvas: _describe_canvas}
