"""What is known of a quantity from its axis and its names: whether ratios and sums of it have a meaning."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter

# Words of quantities whose zero is chosen, so that twice the value is not twice as much.
_WORDS = """
    temperature temperatures temp temps celsius fahrenheit degree degrees deg °c °f heat warmth dew freezing
    tmax tmin tmean tavg return returns growth
    altitude elevation latitude longitude lat lon angle phase direction bearing level levels date dates doy
    birth ph db decibel decibels log logs ln log10 log2 logarithm logit z score scores zscore index
    rank ranks ranking position rating grade magnitude anomaly anomalies deviation difference change balance
    residual residuals correlation coefficient autocorrelation effect skew standardized normalized scaled
    """
_CHOSEN_ZERO = frozenset(_WORDS.split())
_PERCENT_WORDS = {"%", "percent", "percentage", "pct"}
# Words of statistics of groups and of quantities by a unit of another; words of counts and of sums.
_NOT_ADDED_WORDS = """
    mean average avg median max maximum min minimum highest lowest per each rate ratio percent
    percentage % density cumulative running
    """
_ADDED_WORDS = """
    count counts number frequency total sum sales revenue turnover votes population pop people persons
    inhabitants medals records exports imports deaths births visitors passengers visits orders students
    tables budget
    """
_NOT_ADDED, _ADDED = frozenset(_NOT_ADDED_WORDS.split()), frozenset(_ADDED_WORDS.split())
_TOTAL_WORDS = """
    all total totals sum overall world worldwide global eu oecd average mean
    """
_TOTALS = frozenset(_TOTAL_WORDS.split()) | {"grand total", "european union", "all countries"}
_MEANS = {"mean", "average", "avg", "median"}
_WORD = re.compile(r"[a-z]+\d*|°[cf]|%")


def has_true_zero(y: AxisFormatter, *names: str) -> bool:
    """Return whether the ratios of the values on an axis have a meaning: they are amounts above zero.

    `names` are those of the series and of the chart, which may say what the axis does not. It is False if
    nothing says what is shown.

    Examples
    --------
    >>> import numpy as np
    >>> from ipytts.description.charts.axis_formatter import AxisFormatter
    >>> from ipytts.description.charts.model import Axis
    >>> [has_true_zero(AxisFormatter(Axis(name), [np.array([3.0, 6.0])])) for name in ("sales", "temp", "")]
    [True, False, False]
    """
    axis = y.axis
    if axis.kind != "number" or axis.is_log or axis.scale or axis.categories or y.has_years or not y.low > 0:
        return False
    if labels.read_label(axis.label).unit == "kelvins":
        return True
    words = set(_WORD.findall(" ".join((axis.label, y.label, *names)).lower().replace("_", " ")))
    return bool(words) and not words & _CHOSEN_ZERO


def may_be_added(label: str) -> bool:
    """Return whether a label names a count or a sum, so that the values of different bars may be added up.

    Examples
    --------
    >>> [may_be_added(label) for label in ("number of votes", "votes per person", "mean sales", "price")]
    [True, False, False, False]
    """
    words = labels.words_in(label)
    return bool(words & _ADDED) and not words & (_NOT_ADDED | _CHOSEN_ZERO)


def are_means(label: str) -> bool:
    """Return whether a label names means, whose sums have no meaning.

    Examples
    --------
    >>> are_means("mean tip"), are_means("number of tips")
    (True, False)
    """
    return bool(labels.words_in(label) & _MEANS)


def has_total(names: Iterable[str]) -> bool:
    """Return whether one of several names is that of a total of the others."""
    return any(name.strip().lower() in _TOTALS for name in names)


def is_percentage(y: AxisFormatter) -> bool:
    """Return whether the values on an axis are percentages, whose differences are percentage points."""
    is_named = bool(set(_WORD.findall(y.axis.label.lower())) & _PERCENT_WORDS)
    return is_named or math.isfinite(y.axis.percent_of)


def format_difference(y: AxisFormatter, size: float) -> str:
    """Return the difference of two values on an axis, in percentage points where these fit.

    Examples
    --------
    >>> import numpy as np
    >>> from ipytts.description.charts.axis_formatter import AxisFormatter
    >>> from ipytts.description.charts.model import Axis
    >>> share = AxisFormatter(Axis("share (%)"), [np.array([3.0, 6.0])])
    >>> format_difference(share, 1.5)
    '1.5 percentage points'
    """
    if math.isfinite(y.axis.percent_of):
        return y.format_distance(size)
    text = y.format(size)
    return f"{text} percentage point{'' if text == '1' else 's'}" if is_percentage(y) else text
