"""Read which frame of an animation a figure shows."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.model import Frame
from ipytts.description.charts.plotly.settings import items, mapping
from ipytts.description.charts.plotly.texts import plain

_DATA_KEYS = ("x", "y", "z", "r", "theta", "lon", "lat", "values", "locations", "labels", "base", "value")


def frame_of(figure: dict[str, Any]) -> Frame | None:
    """Return the frame whose data are drawn, or else the one of the slider; None if neither is known."""
    frames = items(figure.get("frames"))
    if not frames:
        return None
    slider = next(iter(items(mapping(figure.get("layout")).get("sliders"))), {})
    steps, active = items(slider.get("steps")), slider.get("active", 0)
    prefix = plain(mapping(slider.get("currentvalue")).get("prefix"))
    label = prefix.rstrip(":= ")
    shown = [number for number, frame in enumerate(frames) if _is_shown(frame, items(figure.get("data")))]
    if isinstance(active, int) and 0 <= active < len(steps) and (not shown or active in shown):
        return Frame(plain(steps[active].get("label")), active + 1, len(steps), label)
    return Frame(plain(frames[shown[0]].get("name")), shown[0] + 1, len(frames), label) if shown else None


def _is_shown(frame: dict[str, Any], traces: list[dict[str, Any]]) -> bool:
    """Return whether the traces have the data of a frame."""
    changes = items(frame.get("data"))
    numbers = frame.get("traces") or range(len(changes))
    pairs = [(traces[n], change) for n, change in zip(numbers, changes, strict=False) if 0 <= n < len(traces)]
    return bool(pairs) and all(
        _are_equal(trace.get(key), change[key])
        for trace, change in pairs
        for key in _DATA_KEYS
        if key in change
    )


def _are_equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return bool(np.array_equal(np.asarray(one, object), np.asarray(other, object)))
    return bool(one == other)
