"""Read arcs: pies, rings, and bars around a center."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ipytts.description.charts.model import Axis, Bars, Mark, Pie
from ipytts.description.charts.statistics.arrays import sum_by_position
from ipytts.description.charts.vega.channels import Channel, as_categories
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.view import View


def read_arcs(view: View) -> tuple[View, list[Mark]]:
    """Return a pie, or bars around a center."""
    theta, radius = view.channel("theta"), view.channel("radius")
    if (theta.is_discrete or theta.kind == "date") and radius.kind == "number":
        theta = as_categories(theta)
        marks: list[Mark] = [
            Bars(
                name,
                *sum_by_position(theta.values[rows], radius.values[rows]),
                is_stacked=bool(view.grouping()),
            )
            for name, rows in view.series()
        ]
        return replace(view, x=theta, y=radius), marks
    sizes = theta if theta.kind else radius
    if sizes.kind != "number" or view.channel("theta2").kind:
        raise UnsupportedSpecError
    names, shares = [], []
    for name, rows in view.series():
        names.append(name)
        shares.append(float(np.nansum(sizes.values[rows])))
    if not sum(shares) > 0 or min(shares) < 0:
        raise UnsupportedSpecError
    empty = Channel(axis=Axis())
    return replace(view, x=empty, y=empty), [Pie(names, np.array(shares) / sum(shares))]
