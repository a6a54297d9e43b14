"""Describe the interpolators of SciPy by their kind and the range that they cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import interpolate

from ipytts.description.detail import Detail, Formatter
from ipytts.description.wording import grammar, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, phrase

_NAMES = ("BSpline", "PPoly", "interp1d", "UnivariateSpline", "RegularGridInterpolator", "RBFInterpolator")
_KINDS = {
    "BSpline": "B-spline",
    "PPoly": "piecewise polynomial",
    "interp1d": "interpolation",
    "PchipInterpolator": "PCHIP interpolator",
    "Akima1DInterpolator": "Akima interpolator",
    "RBFInterpolator": "interpolator by radial basis functions",
}


def _describe_interpolator(interpolator: Any, _: Detail) -> Description:
    """Return the kind of an interpolator, and the range of its points."""
    name = type(interpolator).__name__
    kind = _KINDS.get(name) or phrases.split_class_name(name)
    points = _points(interpolator)
    opening = phrase("{}", grammar.with_article(kind))
    if points is None or points.ndim != 1 or not points.size:
        return Description.of([opening])
    count = counted(int(points.size), _noun(interpolator), "point count")
    ends = number_fact(float(points[0]), "first point"), number_fact(float(points[-1]), "last point")
    return Description.of([phrase("{} with {} from {} to {}", opening, count, *ends)])


def _noun(interpolator: Any) -> str:
    return "knot" if hasattr(interpolator, "t") else "point"


def _points(interpolator: Any) -> Any:
    """Return the points along the only axis; None for several axes."""
    if hasattr(interpolator, "get_knots"):
        return np.asarray(interpolator.get_knots())
    for name in ("x", "t"):
        points = getattr(interpolator, name, None)
        if points is not None:
            return np.asarray(points)
    return None


def _classes() -> Iterator[type]:
    for name in _NAMES:
        if hasattr(interpolate, name):
            yield getattr(interpolate, name)


FORMATTERS: dict[type, Formatter] = dict.fromkeys(_classes(), _describe_interpolator)
