"""Scatter plots in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import statistics
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.sentences.chart_text import EACH, ChartText, grouped, name, of
from ipytts.description.charts.sentences.distributions import tell_strips
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Curve, Floats, Panel, Points

_CLOSE, _CLEAR, _LOOSE = 0.9, 0.6, 0.3  # what a correlation is called
_STRAIGHT = 1e-6


def tell(panel: Panel, clouds: Sequence[Points]) -> ChartText:
    """Tell how x and y hang together, then where each group lies."""
    x, y = AxisFormatter(panel.x, [c.x for c in clouds]), AxisFormatter(panel.y, [c.y for c in clouds])
    points = [statistics.finite(c.x, c.y) for c in clouds]
    count = sum(px.size for px, _ in points)
    many = len(clouds) > 1 and any(c.name for c in clouds)
    clouds = [replace(c, x=c.x[: c.y.size], y=c.y[: c.x.size]) for c in clouds]
    if (panel.x.kind == "category") != (panel.y.kind == "category"):
        return tell_strips(panel, clouds)
    kind = "density map" if clouds[0].form == "density" else "scatter plot"
    told = ChartText(kind, f"{of(y, x, 'against')} with {numbers.with_noun(count, 'point')}".strip())
    if not count:
        told.subject, told.point = of(y, x, "against"), "there are no points in it"
        return told
    if many:
        told.subject += f" in {numbers.with_noun(len(clouds), 'group')}"
    whole_x, whole_y = (np.concatenate(parts) for parts in zip(*points, strict=True))
    told.point = related(panel, whole_x, whole_y, x, y)
    if many:
        _groups(told, panel, clouds, x, y)
    told.more.append(f"{_what(x, 'x')} reaches {x.format_range()}, {_what(y, 'y')} {y.format_range()}")
    told.outliers = _outliers(clouds, x, y)
    missing = sum(c.x.size for c in clouds) - count
    if missing:
        told.full.append(f"{numbers.with_noun(missing, 'point')} {'is' if missing == 1 else 'are'} missing")
    return told


def _what(values: AxisFormatter, otherwise: str) -> str:
    return _bare(values.label) or otherwise


def _bare(label: str) -> str:
    return label.split(" in ", maxsplit=1)[0]


def related(panel: Panel, px: Floats, py: Floats, x: AxisFormatter, y: AxisFormatter) -> str:
    """Say how two quantities hang together, as they are seen: on logarithmic axes, their logarithms."""
    r = correlation(panel, px, py)
    if not np.isfinite(r):
        if px.size == 1:
            return f"it is at {x.format(px[0])} and {y.format(py[0])}"
        if y.low == y.high:
            return f"all are at {_what(y, 'y')} {y.format(y.low)}"
        return (
            f"all are at {_what(x, 'x')} {x.format(x.low)}"
            if x.low == x.high
            else f"{_what(y, 'y')} is {y.format_range()}"
        )
    size = abs(r)
    if size < _LOOSE:
        return f"the two hardly hang together, correlation {numbers.number(round(r, 2))}"
    how = "closely" if size >= _CLOSE else "clearly" if size >= _CLEAR else "loosely"
    verb = "rises" if r > 0 else "falls"
    curve = ", along a curve" if statistics.bends(*_as_seen(panel, px, py)) else ""
    return (
        f"{_what(y, 'y')} {how} {verb} with {_what(x, 'x')}{curve}, correlation {numbers.number(round(r, 2))}"
    )


def correlation(panel: Panel, px: Floats, py: Floats) -> float:
    """Return the correlation as it is seen on the axes."""
    return statistics.correlation(*_as_seen(panel, px, py))


def _as_seen(panel: Panel, px: Floats, py: Floats) -> tuple[Floats, Floats]:
    good = np.ones(px.size, dtype=bool)
    if panel.x.log:
        good &= px > 0
    if panel.y.log:
        good &= py > 0
    px, py = px[good], py[good]
    return np.log10(px) if panel.x.log else px, np.log10(py) if panel.y.log else py


def _groups(
    told: ChartText, panel: Panel, clouds: Sequence[Points], x: AxisFormatter, y: AxisFormatter
) -> None:
    listed = grouped(panel, [c.name for c in clouds])
    if len(clouds) > EACH:
        told.more.append(
            f"The groups are {listed}" if not panel.legend_title else f"The groups are by {listed}"
        )
        return
    if panel.legend_title:
        told.more.append(f"The groups are by {listed}")
    for cloud in clouds:
        px, py = statistics.finite(cloud.x, cloud.y)
        named = name(cloud.name) or "Others"
        if not px.size:
            told.more.append(f"{named}: no points")
            continue
        at_x, at_y = x.format(np.median(px)), y.format(np.median(py))
        centre = f"{_what(x, 'x')} {at_x} and {_what(y, 'y')} {at_y}"
        told.more.append(f"{named}: {numbers.with_noun(px.size, 'point')} around {centre}")
        r = correlation(panel, px, py)
        if np.isfinite(r):
            told.full.append(f"Within {named} the correlation is {numbers.number(round(r, 2))}")


def _outliers(clouds: Sequence[Points], x: AxisFormatter, y: AxisFormatter) -> list[str]:
    """Return the few points that lie far from all others, along either axis."""
    px, py = np.concatenate([c.x for c in clouds]), np.concatenate([c.y for c in clouds])
    if px.size != py.size:
        return []
    far = sorted(
        {*statistics.standing_out(px), *statistics.standing_out(py)}
        or {*statistics.standing_out(statistics.residuals(px, py))}
    )[:5]
    if not far:
        return []
    at = [f"{_what(x, 'x')} {x.format(px[one])}, {_what(y, 'y')} {y.format(py[one])}" for one in far]
    lie = "1 point lies" if len(far) == 1 else f"{len(far)} points lie"
    return (
        [f"{lie} far from the others, at {grammar.join(at)}"]
        if len(far) > 1
        else [f"{lie} far from the others, at {at[0]}"]
    )


def is_straight(curve: Curve, panel: Panel) -> bool:
    """Tell whether a curve is drawn as a straight line."""
    px, py = statistics.finite(curve.x, curve.y)
    if panel.x.log:
        px = np.log10(px[px > 0])
    if panel.y.log:
        py = np.log10(py[py > 0])
    if px.size < 2 or px.size != py.size or px[0] == px[-1]:  # a line has two points
        return False
    chord = py[0] + (py[-1] - py[0]) * (px - px[0]) / (px[-1] - px[0])
    return bool(np.abs(py - chord).max() <= _STRAIGHT * max(1e-300, float(np.abs(py).max())))


def fitted(panel: Panel, curves: Sequence[Curve]) -> list[str]:
    """Tell the lines that are drawn through clouds of points."""
    told = []
    for curve in curves:
        course = statistics.course(curve.x, curve.y)
        if not course:
            continue
        x, y = AxisFormatter(panel.x, [curve.x]), AxisFormatter(panel.y, [curve.y])
        what = "straight line" if is_straight(curve, panel) else "curve"
        named = f"The {what} for {name(curve.name)}" if curve.name else f"A fitted {what}"
        verb = "rises" if course.end[1] > course.start[1] else "falls"
        start, end = (f"{y.format(point[1])} {x.format_at(point[0])}" for point in (course.start, course.end))
        at = f"from {start} to {end}"
        told.append(
            f"{named} {verb} {at}" if not course.flat else f"{named} stays at {y.format(course.start[1])}"
        )
    return told
