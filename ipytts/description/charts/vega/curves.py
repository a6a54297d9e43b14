"""Read lines and areas."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import Column, to_floats
from ipytts.description.charts.model import AreaBetween, Curve, Mark, ParallelCoordinates
from ipytts.description.charts.statistics.arrays import sum_by_position
from ipytts.description.charts.vega.bars import read_bars, shares
from ipytts.description.charts.vega.channels import Channel
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.view import View

_MIN_PARALLEL = 21  # lines; fewer are described one by one


def read_curves(view: View) -> tuple[View, list[Mark]]:
    """Return lines, areas, areas between two lines, or the outlines of histograms."""
    x, y = view.x, view.y
    if view.definitions.get("longitude"):
        raise UnsupportedSpecError
    if (x.ends is not None) != (y.ends is not None) and not view.channel("x2").kind:
        return read_bars(view)
    is_turned = view.mark == "area" and (
        view.channel("x2").kind or view.settings.get("orient") == "horizontal"
    )
    if not x.kind or not y.kind or is_turned:
        raise UnsupportedSpecError
    end = view.channel("y2")
    if end.kind:
        return view, _areas_between(view, end)
    values, axis = shares(view, x, y) if view.mark == "area" else (y.values, y.axis)
    view = replace(view, y=replace(y, values=values, axis=axis))
    return view, _parallel(view) or [_curve(view, name, rows) for name, rows in view.series()]


def _parallel(view: View) -> list[Mark]:
    """Return many lines across a few categories as parallel coordinates; else nothing."""
    series = list(view.series())
    categories = view.x.axis.categories
    if view.mark == "area" or view.x.kind != "category" or len(series) < _MIN_PARALLEL or len(categories) < 2:
        return []
    columns = np.full((len(categories), len(series)), np.nan)
    for number, (_, rows) in enumerate(series):
        at = np.nan_to_num(view.x.values[rows], nan=-1).astype(int)
        if at.size != np.unique(at).size or at.min(initial=0) < 0:
            return []
        columns[at, number] = view.y.values[rows]
    return [ParallelCoordinates(list(categories.values()), list(columns))]


def _curve(view: View, name: str, rows: Column) -> Curve:
    x, y, form = view.x.values[rows], view.y.values[rows], _form(view)
    if form == "path":
        order = np.arange(x.size)
        if view.definitions["order"].get("field") if "order" in view.definitions else None:
            order = np.argsort(view.channel("order").values[rows], kind="stable")
        return Curve(name, x[order], y[order], form="path")
    known = np.isfinite(x)
    x, y = _imputed(view, x[known], y[known])
    if view.mark == "area" and view.stack():
        return Curve(name, *sum_by_position(x, y), form=form)
    order = np.argsort(x, kind="stable")
    return Curve(name, x[order], y[order], form=form)


def _form(view: View) -> Any:
    if view.mark == "area":
        return "stacked area" if view.stack() and view.grouping() else "area"
    order = view.definitions.get("order")
    if order is not None and ("field" in order or order.get("value", False) is None):
        return "path"
    is_vertical = view.y.kind in ("category", "date") and view.x.kind == "number"
    if is_vertical or view.settings.get("orient") == "horizontal":
        return "path"
    return "steps" if str(view.settings.get("interpolate", "")).startswith("step") else "line"


def _imputed(view: View, x: Any, y: Any) -> tuple[Any, Any]:
    """Return a line with the value that is drawn for missing ones, if there is one."""
    settings = view.definitions["y"].get("impute")
    if not isinstance(settings, dict) or settings.get("method", "value") != "value":
        return x, y
    everywhere = np.unique(view.x.values[np.isfinite(view.x.values)])
    missing = np.setdiff1d(everywhere, x)
    filling = to_floats([settings.get("value")])[0]
    filled = np.where(np.isfinite(y), y, filling)
    return np.concatenate([x, missing]), np.concatenate([filled, np.full(missing.size, filling)])


def _areas_between(view: View, end: Channel) -> list[Mark]:
    marks: list[Mark] = []
    for name, rows in view.series():
        x, low, high = view.x.values[rows], view.y.values[rows], end.values[rows]
        order = np.argsort(x, kind="stable")[: int(np.isfinite(x).sum())]
        if not low[order].any() or not high[order].any():  # from 0, an area like any other
            marks.append(Curve(name, x[order], (low + high)[order], form="area"))
        else:
            marks.append(AreaBetween(name, x[order], low[order], high[order]))
    return marks
