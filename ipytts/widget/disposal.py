"""Closing widgets together with their parts: ipywidgets closes a single model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ipywidgets import Widget


def close_each(widgets: Iterable[Widget]) -> None:
    """Close widgets and the widgets that they hold, with their layouts and styles."""
    for widget in list(_with_parts(widgets, set())):
        widget.close()


def _with_parts(objects: Iterable[Any], seen: set[int]) -> Iterator[Widget]:
    for item in objects:
        if not isinstance(item, Widget) or id(item) in seen:
            continue
        seen.add(id(item))
        yield item
        # A part of the playground owns the widgets in its attributes, even those not shown at the moment.
        held = [getattr(item, name, None) for name in ("layout", "style")]
        yield from _with_parts([*held, *vars(item).values(), *getattr(item, "children", ())], seen)
