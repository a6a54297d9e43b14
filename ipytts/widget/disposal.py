"""Closing a widget with all that it is made of: ipywidgets closes one model alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def close_each(widgets: Iterable[Widget]) -> None:
    """Close widgets and the widgets that they hold, with layouts and styles."""
    for widget in list(_parts(widgets, set())):
        widget.close()


def _parts(things: Iterable[Any], seen: set[int]) -> Iterator[Widget]:
    for thing in things:
        if not isinstance(thing, Widget) or id(thing) in seen:
            continue
        seen.add(id(thing))
        yield thing
        # What a piece of the playground holds belongs to it, also where it is not shown just now.
        held = [getattr(thing, name, None) for name in ("layout", "style")]
        yield from _parts([*held, *vars(thing).values(), *getattr(thing, "children", ())], seen)
