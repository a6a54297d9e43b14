"""What the numbers of a chart come to: how a curve goes, how two quantities hang together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ipytts.description.charts.model import BoxSummary

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats

_SWING = 0.3  # of the range: what counts as a rise or a fall
_POINTS = 2_000  # that a curve's way is looked at by
_FAR = 3.0  # quartile ranges beyond the quartiles
_FENCE = 1.5
_BENT = 0.15  # of the variance that a curve explains and a straight line does not
_REGULAR = 0.2  # by which the distances of peaks may differ
_MOST = 5  # points that can stand out; more are a tail


@dataclass(frozen=True)
class Trend:
    """How a curve goes from left to right; points are pairs of x and y."""

    start: tuple[float, float]
    end: tuple[float, float]
    low: tuple[float, float]
    high: tuple[float, float]
    turns: tuple[tuple[float, float], ...]  # where a large rise ends and a large fall begins, or the reverse
    steady: bool  # never turns at all
    flat: bool
    count: int


def course(x: Floats, y: Floats, *, log: bool = False) -> Trend | None:
    """Follow a curve; None where it has no points.

    Parameters
    ----------
    x, y : array of float
        Points with NaN or infinity are left out; the others are taken from left to right.
    log : bool
        Whether heights are seen on a logarithmic axis.
    """
    x, y = finite(x, y)
    if log:
        x, y = x[y > 0], y[y > 0]
    if not x.size:
        return None
    if bool((np.diff(x) < 0).any()):
        order = np.argsort(x, kind="stable")
        x, y = x[order], y[order]
    lowest, highest = int(y.argmin()), int(y.argmax())
    seen = np.log10(y) if log else y
    rises = np.diff(y)
    return Trend(
        start=(float(x[0]), float(y[0])),
        end=(float(x[-1]), float(y[-1])),
        low=(float(x[lowest]), float(y[lowest])),
        high=(float(x[highest]), float(y[highest])),
        turns=tuple((float(x[at]), float(y[at])) for at in _turns(seen)),
        steady=bool((rises >= 0).all() or (rises <= 0).all()),
        flat=bool(y[lowest] == y[highest]),
        count=int(x.size),
    )


def finite(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the points of which both values are finite."""
    n = min(x.size, y.size)
    x, y = x[:n], y[:n]
    good = np.isfinite(x) & np.isfinite(y)
    return (x, y) if bool(good.all()) else (x[good], y[good])


def _thinned(y: Floats) -> list[int]:
    """Return places of the lowest and highest values of as many stretches as can be looked at."""
    n = y.size
    if n <= _POINTS:
        return list(range(n))
    width = -(-n // (_POINTS // 2))
    starts = np.arange(0, n - n % width, width)
    blocks = y[: starts.size * width].reshape(starts.size, width)
    places = {0, n - 1, *(starts + blocks.argmin(1)).tolist(), *(starts + blocks.argmax(1)).tolist()}
    rest = y[starts.size * width :]
    if rest.size:
        places |= {starts.size * width + int(rest.argmin()), starts.size * width + int(rest.argmax())}
    return sorted(places)


def _turns(y: Floats) -> list[int]:
    """Return where swings of a good part of the range end, between the first and the last point."""
    with np.errstate(over="ignore", invalid="ignore"):
        threshold = float(y.max() - y.min()) * _SWING
    if not threshold > 0 or not np.isfinite(threshold):
        return []
    places = _thinned(y)
    turns: list[int] = []
    low = high = places[0]
    going = 0  # up, down, or not yet known
    for at in places:
        if going >= 0 and y[at] > y[high]:
            high = at
        if going <= 0 and y[at] < y[low]:
            low = at
        if going >= 0 and y[high] - y[at] >= threshold:
            turns += [high] if going else []
            going, low = -1, at
        elif going <= 0 and y[at] - y[low] >= threshold:
            turns += [low] if going else []
            going, high = 1, at
    return turns


def peaks(heights: Floats) -> list[int]:
    """Return where the peaks of a distribution are, from left to right, the ends included."""
    padded = np.concatenate([[0.0], np.nan_to_num(heights), [0.0]])
    if padded.size < 3 or not padded.max() > 0:  # two are the padding
        return []
    return [at - 1 for at in _turns(padded)[::2]]  # it begins to rise, so every other turn is a peak


def correlation(x: Floats, y: Floats) -> float:
    """Return Pearson's coefficient; NaN where there is none."""
    x, y = finite(x, y)
    if x.size < 3 or x.min() == x.max() or y.min() == y.max():  # two points lie on a line
        return float("nan")
    x, y = _scaled(x), _scaled(y)
    return float(np.clip((x @ y) / np.sqrt((x @ x) * (y @ y)), -1, 1))


def fences(values: Floats, width: float = _FENCE) -> tuple[float, float]:
    """Return beyond what a value lies outside: quartiles, and so many times their distance."""
    first, third = np.quantile(values, [0.25, 0.75])
    return float(first - width * (third - first)), float(third + width * (third - first))


def standing_out(values: Floats) -> list[int]:
    """Return the places of a few values far away from the rest; none where there are many."""
    good = np.isfinite(values)
    if good.sum() < 8:  # too few to say what is usual
        return []
    low, high = fences(values[good], _FAR)
    if low == high and float(np.mean(values[good] != low)) > 0.1:  # a tenth is no exception
        return []
    far = np.flatnonzero(good & ((values < low) | (values > high)))
    return far.tolist() if far.size <= _MOST else []


def windows(heights: Floats, share: float = 0.5) -> tuple[int, int]:
    """Return the first and the last of the fewest neighbors that hold at least such a share of all."""
    sums = np.concatenate([[0.0], np.cumsum(np.nan_to_num(heights))])
    wanted = share * sums[-1]
    ends = np.searchsorted(sums, sums[:-1] + wanted - 1e-9 * sums[-1])
    widths = [(int(end - start), start, int(end)) for start, end in enumerate(ends) if end < sums.size]
    _, start, end = min(widths)
    return start, end - 1


def above_throughout(curves: list[tuple[Floats, Floats]]) -> int | None:
    """Return which of several curves with the same x is above all others everywhere, if one is."""
    if any(x.shape != curves[0][0].shape or not np.array_equal(x, curves[0][0]) for x, _ in curves[1:]):
        return None
    heights = np.array([y for _, y in curves])
    best = int(np.nan_to_num(heights[:, 0], nan=-np.inf).argmax())
    others = np.delete(heights, best, axis=0)
    return best if bool((heights[best] > others).all()) else None


def summarize_box(
    named: str,
    values: Floats,
    form: Literal["box", "violin", "strip"] = "strip",
    *,
    method: Any = "linear",
    count: bool = False,
) -> BoxSummary:
    """Sum up values as a box does: its whiskers reach to the last values within 1.5 quartile distances.

    `method` is how quartiles are found, as in `numpy.quantile`; `count` says whether the values are counted.
    """
    good = values[np.isfinite(values)]
    if not good.size:
        return BoxSummary(named, np.nan, np.nan, form=form)
    first, median, third = (float(q) for q in np.quantile(good, [0.25, 0.5, 0.75], method=method))
    low, high = first - _FENCE * (third - first), third + _FENCE * (third - first)
    inside = good[(good >= low) & (good <= high)]
    body = inside if form == "box" and inside.size else good
    outliers = good[(good < low) | (good > high)] if form == "box" else np.empty(0)
    return BoxSummary(
        named,
        float(body.min()),
        float(body.max()),
        median,
        first,
        third,
        outliers,
        form=form,
        count=good.size if count else 0,
    )


def bends(x: Floats, y: Floats) -> bool:
    """Tell whether points lie along a curve much more than along a straight line."""
    x, y = _scaled(x), _scaled(y)
    if np.unique(x).size < 5 or not (y @ y) > 0:  # too few for a curve
        return False
    left = [y - np.polyval(np.polyfit(x, y, degree), x) for degree in (1, 2)]
    straight, curved = (float(rest @ rest) for rest in left)
    return (straight - curved) / float(y @ y) > _BENT


def _scaled(values: Floats) -> Floats:
    """Return values around 0 and no larger than 2, so that their squares have room."""
    values = values / (float(np.abs(values).max()) or 1.0) if values.size else values
    return values - values.mean() if values.size else values


def residuals(x: Floats, y: Floats) -> Floats:
    """Return how far points lie from the straight line that fits them best; NaN where there is none."""
    left = np.full(x.size, np.nan)
    good = np.isfinite(x) & np.isfinite(y)
    if np.unique(x[good]).size >= 3:  # two points lie on a line
        px, py = _scaled(x[good]), _scaled(y[good])
        left[good] = py - np.polyval(np.polyfit(px, py, 1), px)
    return left


def rhythm(course: Trend) -> float:
    """Return the distance of the peaks of a curve where they come regularly; NaN where not."""
    peaks = [one for one, other in pairwise(course.turns) if one[1] > other[1]]
    peaks += [course.turns[-1]] if course.turns and course.turns[-1][1] > course.end[1] else []
    steps = np.diff([x for x, _ in peaks])
    if steps.size < 2 or np.abs(steps - steps.mean()).max() > _REGULAR * steps.mean():  # three peaks
        return float("nan")
    return float(steps.mean())
