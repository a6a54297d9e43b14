"""Describe the figures of matplotlib that ipympl shows as widgets."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ipytts.description.charts.matplotlib.figures import describe_figure

if TYPE_CHECKING:
    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Description


def _describe_canvas(canvas: Any, detail: Detail) -> Description:
    return describe_figure(canvas.figure, detail)


# Not imported here: ipympl would become the backend of a program that does not use it.
_BACKEND = sys.modules.get("ipympl.backend_nbagg")
FORMATTERS: dict[type, Formatter] = {_BACKEND.Canvas: _describe_canvas} if _BACKEND else {}
