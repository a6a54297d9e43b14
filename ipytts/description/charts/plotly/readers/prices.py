"""Read candlestick and open-high-low-close charts."""

from __future__ import annotations

from typing import Any

from ipytts.description.charts.json_data import to_floats
from ipytts.description.charts.model import Curve, Mark
from ipytts.description.charts.plotly.subplots import Subplot, name_of


def read_prices(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the closing prices with the opening, lowest and highest ones."""
    opening, low, high, close = (to_floats(trace.get(key)) for key in ("open", "low", "high", "close"))
    x = subplot.x.values(trace.get("x"))
    if trace.get("x") is None:
        x = subplot.indexes(trace, "x", close.size)
    count = min(each.size for each in (x, opening, low, high, close))
    return [
        Curve(
            name_of(trace),
            x[:count],
            close[:count],
            low[:count],
            high[:count],
            "prices",
            opening=opening[:count],
        )
    ]
