"""Tooltips of labels."""

from __future__ import annotations

from typing import Any


def with_tooltip(widget: Any, text: str = "") -> Any:
    """Return the widget, with a tooltip for its label; in ipywidgets 8 a label without one shows "null"."""
    if widget.has_trait("tooltip"):  # not in ipywidgets 7, whose labels are their own tooltips
        widget.tooltip = text
    return widget
