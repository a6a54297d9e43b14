"""Values of facts about graphs and labelled arrays, recomputed with networkx and numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import xarray as xr
from networkx.classes import coreviews, reportviews

from tests.helpers.recomputed_models import recompute_science

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.wording.phrase import Fact


def of_graph(graph: Any, fact: Fact) -> Any:
    """Return the value of a fact about a graph, from its matrix."""
    counts = nx.to_numpy_array(graph, weight=None)
    degrees = counts.sum(axis=0) + (counts.sum(axis=1) if graph.is_directed() else 0)
    if fact.at is not None:
        return degrees[[str(node) for node in graph].index(str(fact.at))]
    if fact.of == "weight":
        weights = nx.to_numpy_array(graph)[counts > 0]
        return weights.min() if fact.method == "minimum" else weights.max()
    pairs = len(counts) * (len(counts) - 1)
    reached = np.linalg.matrix_power(np.eye(len(counts)) + counts + counts.T, len(counts)) > 0
    known = {
        "node count": len(counts),
        "edge count": counts.sum() / (1 if graph.is_directed() else 2),
        "density": counts.sum() / pairs,
        "component count": len({tuple(row) for row in reached}),
        "isolated count": (degrees == 0).sum(),
        "degree": degrees.max(),
        "maximum": degrees.max(),
        "count of highest degree": (degrees == degrees.max()).sum(),
    }
    return known[fact.method]


def of_degrees(view: Any, fact: Fact) -> Any:
    """Return the value of a fact about the degrees of nodes."""
    degrees = {str(node): degree for node, degree in view}
    known = {"node count": len(degrees), "minimum": min(degrees.values()), "maximum": max(degrees.values())}
    if fact.method == "count of others":
        return len(degrees) - 20
    return degrees[str(fact.at)] if fact.method == "degree" else known[fact.method]


def of_view(view: Any, _: Fact) -> Any:
    """Return the value of a fact about nodes, edges or neighbors."""
    return len(list(view))


def of_array(array: Any, fact: Fact) -> Any:
    """Return the value of a fact about a labelled array, or about one of its coordinates."""
    if fact.method == "size":
        return array.sizes[fact.of]
    if fact.method.startswith("place of the "):
        extreme = array.max() if fact.method.endswith("maximum") else array.min()
        place = array.where(array == extreme, drop=True).coords[fact.of].to_numpy()
        days = np.datetime64("1970-01-01"), np.timedelta64(1, "D")
        return (place[0] - days[0]) / days[1] if place.dtype.kind == "M" else place[0]
    chosen = array if fact.of in ("", array.name) else array.coords[fact.of]
    return _of_values(np.ravel(chosen.to_numpy()), fact)


def _of_values(values: Any, fact: Fact) -> Any:
    if values.dtype.kind == "M":
        values = (values - np.datetime64("1970-01-01")) / np.timedelta64(1, "D")
    known: dict[str, Callable[[], Any]] = {
        "value": lambda: values[int(str(fact.at).split()[1]) - 1 if fact.at else 0],
        "minimum": lambda: np.nanmin(values),
        "maximum": lambda: np.nanmax(values),
        "mean": lambda: np.nanmean(values),
        "standard deviation of the population": lambda: np.nanstd(values),
        "missing count": lambda: np.isnan(values).sum(),
        "count of true values": lambda: int(values.sum()),
    }
    return known[fact.method]()


def of_set(data: Any, fact: Fact) -> Any:
    """Return the value of a fact about a data set."""
    if fact.method == "variable count":
        return len(list(data.data_vars))
    return (
        data.sizes[fact.of] if fact.method == "size" else _of_values(np.ravel(data[fact.of].to_numpy()), fact)
    )


def of_groups(groups: Any, _: Fact) -> Any:
    """Return the number of groups."""
    return len(list(groups))


RECOMPUTED: dict[type, Callable[[Any, Fact], Any]] = {
    nx.Graph: of_graph,
    reportviews.DiDegreeView: of_degrees,
    reportviews.OutEdgeView: of_view,
    coreviews.AtlasView: of_view,
    xr.DataArray: of_array,
    xr.Dataset: of_set,
    type(xr.Dataset({"x": ("y", [1])}).groupby("x")): of_groups,
}
for cls, function in RECOMPUTED.items():
    recompute_science.register(cls)(function)
