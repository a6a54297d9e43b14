"""Build a plot of plotnine as far as its data need it: statistics are computed, nothing is drawn."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from copy import copy, deepcopy
from dataclasses import dataclass, field
from typing import Any

import numpy as np

_DRAWN = ("axs", "figure", "_gridspec")  # attributes of a plot that was drawn
_MAX_ROWS = 1_000_000  # rows of data; of more, only the names are read
_MAX_ROWS_OF = {  # rows for which a statistic is computed that takes long
    **dict.fromkeys(("stat_smooth", "stat_quantile", "stat_qq_line"), 10_000),
    **dict.fromkeys(("stat_density_2d", "stat_pointdensity", "stat_sina", "stat_bindot"), 5_000),
    **dict.fromkeys(("stat_density", "stat_ydensity"), 200_000),
}
_MAX_ROWS_BY_METHOD = {"gpr": 500, "loess": 3_000, "lowess": 3_000}  # of smoothing


class TooManyRowsError(ValueError):
    """A plot has more rows than are read."""


@dataclass(frozen=True)
class BuiltPlot:
    """A copy of a plot with the data of its layers, where colors, sizes and markers are what they show."""

    plot: Any
    positions: list[str]  # how marks of each layer at the same place were put beside or on each other
    scales: Mapping[str, Any]  # of colors, sizes, markers and the like, by aesthetic
    has_left_out: bool = False  # whether layers were left out that take long to compute
    is_drawn: bool = field(default=False)  # whether the plot was drawn before, which changes its labels


def build(plot: Any) -> BuiltPlot:
    """Return a plot that is built; the given one stays as it is, and so does the state of random numbers.

    Raises
    ------
    TooManyRowsError
        It has too many rows.
    """
    is_drawn = "axs" in vars(plot)
    bare = copy(plot)
    for name in _DRAWN:
        vars(bare).pop(name, None)
    own = deepcopy(bare)
    if hasattr(own, "_build_objs"):
        own._build_objs = copy(own._build_objs)  # noqa: SLF001 - plotnine's own copies share it
    has_left_out = _leave_out_costly_layers(own)
    positions = [_without_position(layer) for layer in own.layers]
    if hasattr(own.labels, "add_defaults") and not is_drawn:
        own.labels.add_defaults(own.mapping.labels)
    state = np.random.get_state()  # noqa: NPY002 - plotnine uses this one
    try:
        np.random.seed(0)  # noqa: NPY002 - the same words each time
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            scales = _built_scales(own)
    finally:
        np.random.set_state(state)  # noqa: NPY002 - the same
    return BuiltPlot(own, positions, scales, has_left_out, is_drawn)


def _built_scales(plot: Any) -> dict[str, Any]:
    """Build a plot, and return its scales of colors, sizes and the like, which are not applied."""
    find = plot.scales.non_position_scales
    trained: list[Any] = []

    def train() -> Any:
        scales = find()
        plot.layers.train(scales)
        trained.extend(scales)
        return type(scales)()

    plot.scales.non_position_scales = train
    plot._build()  # noqa: SLF001 - there is no public way to the data of the layers
    return {aesthetic: scale for scale in trained for aesthetic in scale.aesthetics}


def _leave_out_costly_layers(plot: Any) -> bool:
    """Remove the layers of a plot that take long to compute, and return whether there are any."""
    costly = []
    for layer in plot.layers:
        rows = max(_length(getattr(layer, "_data", None)), _length(plot.data))
        if rows > _MAX_ROWS:
            raise TooManyRowsError(f"{rows} rows")
        params = getattr(layer.stat, "params", {})
        limit = _MAX_ROWS_OF.get(type(layer.stat).__name__, _MAX_ROWS)
        limit = _MAX_ROWS_BY_METHOD.get(str(params.get("method")), limit)
        costly += [layer] if rows > limit else []
    for layer in costly:
        plot.layers.remove(layer)
    return bool(costly)


def _length(data: Any) -> int:
    return len(data) if hasattr(data, "__len__") else 0


def _without_position(layer: Any) -> str:
    """Let the marks of a layer stay at their own places, and return how they would have been moved."""
    from plotnine import position_identity

    name = type(layer.position).__name__
    layer.position = position_identity()
    return name
