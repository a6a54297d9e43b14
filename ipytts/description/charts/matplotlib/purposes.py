"""Recognize charts with a name of their own, such as ROC curves, by their labels and by what they show."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts.field_marks import Contours
from ipytts.description.charts.labels import words_in
from ipytts.description.charts.model import Axis, Curve, Floats, Mark, OtherMark, Panel, Points, ReferenceLine

_IN_BRACKETS = re.compile(r"\s*[\(\[][^()\[\]]*[\)\]]\s*$")  # "(Positive label: 1)"
_LAG_PLOT = re.compile(r"y\(t \+ \d+\)")
#: Charts with a name of their own: the labels of x and y, what they show, and the name.
_BY_LABELS: Sequence[tuple[str, str, type[Curve | Points], str]] = (
    ("false positive rate", "true positive rate", Curve, "ROC curve"),
    ("fpr", "tpr", Curve, "ROC curve"),
    ("recall", "precision", Curve, "precision-recall curve"),
    ("false positive rate", "false negative rate", Curve, "detection error tradeoff curve"),
    ("mean predicted probability", "fraction of positives", Curve, "calibration plot"),
    ("theoretical quantiles", "ordered values", Points, "Q-Q plot"),
    ("theoretical quantiles", "sample quantiles", Points, "Q-Q plot"),
    ("predicted values", "residuals", Points, "residual plot"),
    ("predicted values", "actual values", Points, "prediction error plot"),
)
_SAMPLES = {  # labels of x that a learning curve has
    "number of samples in the training set",
    "number of training examples",
    "number of training samples",
    "training examples",
    "training samples",
    "training set size",
}
_SCORES = {"accuracy", "error", "f1", "loss", "mae", "mse", "rmse", "score"}  # in labels of its y
_PARTIAL_DEPENDENCE = "partial dependence plot"
_AUTOCORRELATION = {"autocorrelation", "autocorrelations", "acf", "pacf"}
_PARTIAL = {"partial", "pacf"}


def with_purposes(panels: Sequence[Panel]) -> list[Panel]:
    """Return the panels of a figure with the names of those that have one."""
    named = [_with_purpose(panel) for panel in panels]
    if not any(panel.purpose == _PARTIAL_DEPENDENCE for panel in named):
        return named
    return [_beside_partial_dependence(panel) for panel in named]


def _with_purpose(panel: Panel) -> Panel:
    named = replace(panel, purpose=_purpose(panel))
    return _ADAPT[named.purpose](named) if named.purpose in _ADAPT else named


def _purpose(panel: Panel) -> str:
    """Return the name of a chart, or an empty text if it has none of its own."""
    x, y = _quantity(panel.x), _quantity(panel.y)
    for x_label, y_label, kind, purpose in _BY_LABELS:
        if (x, y) == (x_label, y_label) and any(isinstance(mark, kind) for mark in panel.marks):
            return purpose
    if any(isinstance(mark, Points) for mark in panel.marks):
        is_lag_plot = panel.x.label == "y(t)" and _LAG_PLOT.fullmatch(panel.y.label)
        return "lag plot" if is_lag_plot else ""
    curves = [mark for mark in panel.marks if isinstance(mark, Curve)]
    if not curves:
        return ""
    if y == "partial dependence":
        return _PARTIAL_DEPENDENCE
    return _score_purpose(x, y, curves) or _autocorrelation_purpose(panel, x, curves)


def _quantity(axis: Axis) -> str:
    """Return the label of an axis in small letters, without what stands in brackets at its end."""
    return " ".join(_IN_BRACKETS.sub("", axis.label).casefold().split())


def _score_purpose(x: str, y: str, curves: Sequence[Curve]) -> str:
    """Return the name of a chart of the scores in training and in tests."""
    if x in _SAMPLES and words_in(y) & _SCORES:
        return "learning curve"
    names = {curve.name for curve in curves}
    is_of_validation = y == "score" and names == {"Train", "Test"} and _have_bands(curves)
    return "validation curve" if x and is_of_validation else ""


def _have_bands(curves: Sequence[Curve]) -> bool:
    return all(curve.low is not None for curve in curves)


def _autocorrelation_purpose(panel: Panel, x: str, curves: Sequence[Curve]) -> str:
    """Return the name of a chart of the correlations of a series with itself at whole lags."""
    words = words_in(panel.title) | words_in(panel.y.label)
    is_about_lags = curves[0].form == "stems" or x in ("lag", "lags")
    lags = np.concatenate([curve.x for curve in curves])
    has_lags = bool(((lags >= 0) & (lags == np.round(lags))).all())
    if len(curves) > 1 or not is_about_lags or not has_lags or not words & _AUTOCORRELATION:
        return ""
    return "partial autocorrelation plot" if words & _PARTIAL else "autocorrelation plot"


def _with_level(panel: Panel) -> Panel:
    """Return a panel with the level of chance, or that of no error, as a line across it."""
    return replace(panel, marks=[_level(mark) for mark in panel.marks])


def _level(mark: Mark) -> Mark:
    is_level = isinstance(mark, Curve) and mark.y.size == 2 and mark.y[0] == mark.y[1]
    return ReferenceLine("y", float(mark.y[0]), mark.name) if isinstance(mark, Curve) and is_level else mark


def _with_rates(panel: Panel) -> Panel:
    """Return a detection error tradeoff curve with rates instead of the normal deviates that it draws."""
    marks = [
        replace(mark, x=_normal_cdf(mark.x), y=_normal_cdf(mark.y)) if isinstance(mark, Curve) else mark
        for mark in panel.marks
    ]
    return replace(panel, marks=marks, x=Axis(panel.x.label), y=Axis(panel.y.label))


def _normal_cdf(values: Floats) -> Floats:
    return np.array([(1 + math.erf(value / math.sqrt(2))) / 2 for value in values.tolist()])


def _with_band_of_lines(panel: Panel) -> Panel:
    """Return autocorrelations with the lines at equal distances above and below 0 as their band."""
    (curve,) = (mark for mark in panel.marks if isinstance(mark, Curve))
    lines = [mark for mark in panel.marks if isinstance(mark, ReferenceLine) and mark.axis == "y"]
    levels = {line.value for line in lines}
    level = min((value for value in levels if value > 0 and -value in levels), default=np.nan)
    left = [mark for mark in panel.marks if mark is not curve and not _is_at(mark, level)]
    if curve.low is None and np.isfinite(level):
        curve = replace(curve, low=np.full(curve.y.size, -level), high=np.full(curve.y.size, level))
    is_title = panel.title.strip().casefold() in panel.purpose
    return replace(panel, marks=[*left, replace(curve, form="stems")], title="" if is_title else panel.title)


def _is_at(mark: Mark, level: float) -> bool:
    """Return whether a mark is a line at 0 or at the ends of a band."""
    return isinstance(mark, ReferenceLine) and mark.axis == "y" and abs(mark.value) in (0, level)


def _with_average(panel: Panel) -> Panel:
    """Return a partial dependence plot with the number of the lines of single samples instead of these."""
    curves = [mark for mark in panel.marks if isinstance(mark, Curve)]
    others = [mark for mark in panel.marks if not isinstance(mark, (Curve, OtherMark))]
    average = curves[-1:]  # drawn last, over the others
    single = len(curves) - len(average)
    bundle = [OtherMark(f"bundle of {single} lines for single samples")] if single else []
    return replace(panel, marks=[*average, *bundle, *others])


def _beside_partial_dependence(panel: Panel) -> Panel:
    """Return a panel beside a partial dependence plot; only the first of a row has a label at its y axis."""
    if not panel.y.label and any(isinstance(mark, Curve) for mark in panel.marks):
        labeled = replace(panel, y=replace(panel.y, label="Partial dependence"), purpose=_PARTIAL_DEPENDENCE)
        return _with_average(labeled)
    contours = [mark for mark in panel.marks if isinstance(mark, Contours)]
    if not contours or not all(isinstance(mark, (Contours, OtherMark)) for mark in panel.marks):
        return panel
    return replace(panel, marks=contours[:1], purpose="partial dependence contour plot")  # without rugs


_ADAPT = {
    "precision-recall curve": _with_level,
    "residual plot": _with_level,
    "detection error tradeoff curve": _with_rates,
    "autocorrelation plot": _with_band_of_lines,
    "partial autocorrelation plot": _with_band_of_lines,
    _PARTIAL_DEPENDENCE: _with_average,
}
