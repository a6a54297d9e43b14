"""Describe histograms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.sentences.chart_text import (
    MAX_SERIES,
    ChartText,
    count,
    format_groups,
    format_series_name,
)
from ipytts.description.charts.statistics import distributions, series
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Floats, Histogram, Panel

_MAX_PEAKS = 3  # peaks that are named besides the highest
_MIN_BINS = 4  # bins; with fewer, the range of half of the values is not described
_MAX_FULL_BINS = 30  # bins that are described one by one at detail "full"
_LONG_TAIL = 0.8  # skewness
_SYMMETRIC = 0.2  # skewness


def describe_histograms(panel: Panel, histograms: Sequence[Histogram]) -> ChartText:
    """Describe the fullest bin, further peaks and the tails."""
    histograms = [replace(h, heights=np.nan_to_num(h.heights, posinf=0, neginf=0)) for h in histograms]
    x_axis, y_axis = (panel.y, panel.x) if histograms[0].is_horizontal else (panel.x, panel.y)
    x = AxisFormatter(x_axis, [h.edges for h in histograms])
    y = AxisFormatter(y_axis, [h.heights for h in histograms])
    text = ChartText("histogram", x.label)
    if len(histograms) > 1:
        _describe_several(text, panel, histograms, x, y)
        return text
    histogram = histograms[0]
    text.main_point = _describe_shape(histogram, x, y) or "it is empty"
    text.details += _describe_middle(histogram, x)
    text.details += _describe_gap(histogram, x)
    bins = count(histogram.heights.size, "bin")
    text.details.append(phrase("there {} {} {}", grammar.are(histogram.heights.size), bins, x.format_range()))
    if _has_counts(histogram) and histogram.heights.size <= _MAX_FULL_BINS:
        contents = [
            f"{_bin(histogram, n, x)} {y.format(height)}" for n, height in enumerate(histogram.heights)
        ]
        text.full_details.append(f"The bins: {'; '.join(contents)}")
    return text


def _describe_several(
    text: ChartText, panel: Panel, histograms: Sequence[Histogram], x: AxisFormatter, y: AxisFormatter
) -> None:
    text.sizes.append(count(len(histograms), "group"))
    groups = format_groups(panel, [h.name for h in histograms])
    if groups:
        text.groups = phrase("the groups are {}{}", "by " if panel.legend_title else "", groups)
    for histogram in histograms[:MAX_SERIES]:
        name = format_series_name(panel, histogram.name) or "One"
        text.details.append(f"{name}: {_describe_shape(histogram, x, y)}")
    filled = [h for h in histograms if h.heights.size]
    if filled:
        tallest = max(filled, key=lambda h: h.heights.max())
        verb = f" is that of {format_name(tallest.name)}," if tallest.name else " reaches"
        text.main_point = f"the tallest bin{verb} {_bin(tallest, int(tallest.heights.argmax()), x)}"


def _has_counts(histogram: Histogram) -> bool:
    """Return whether heights are numbers of values, not densities or shares."""
    heights = histogram.heights
    return bool(heights.size) and bool((heights == np.round(heights)).all()) and float(heights.sum()) >= 1


def _weights(histogram: Histogram) -> Floats:
    """Return the count or the share of each bin; for densities, their areas."""
    return histogram.heights * (1 if _has_counts(histogram) else np.diff(histogram.edges))


def _bin(histogram: Histogram, index: int, x: AxisFormatter) -> str:
    return f"from {x.format(histogram.edges[index])} to {x.format(histogram.edges[index + 1])}"


def _describe_shape(histogram: Histogram, x: AxisFormatter, y: AxisFormatter) -> str:
    """Return a clause about the peaks, or about the longer tail of a single peak."""
    heights = histogram.heights
    if not heights.size or not heights.max() > 0:
        return ""
    fullest = int(heights.argmax())
    verb = " is"
    if _has_counts(histogram):
        verb = f" holds {y.format(heights[fullest])} of {numbers.with_noun(int(heights.sum()), 'value')},"
    text = f"the fullest bin{verb} {_bin(histogram, fullest, x)}"
    others = [_bin(histogram, peak, x) for peak in series.peaks(heights) if peak != fullest]
    if others:
        more = "another peak is" if len(others) == 1 else f"{len(others)} more peaks are"
        return f"{text}; {more} {grammar.join_some(others, _MAX_PEAKS)}"
    skewness = _skewness(histogram)
    if abs(skewness) > _LONG_TAIL:
        return f"{text}; a long tail goes to the {'right' if skewness > 0 else 'left'}"
    return f"{text}; both sides are about the same" if abs(skewness) < _SYMMETRIC else text


def _skewness(histogram: Histogram) -> float:
    centers = (histogram.edges[:-1] + histogram.edges[1:]) / 2
    weights = np.nan_to_num(_weights(histogram))
    with np.errstate(all="ignore"):
        mean = np.average(centers, weights=weights)
        deviation = np.average((centers - mean) ** 2, weights=weights) ** 0.5
        return float(np.nan_to_num(np.average((centers - mean) ** 3, weights=weights) / deviation**3))


def _describe_middle(histogram: Histogram, x: AxisFormatter) -> list[str]:
    """Return the narrowest range of bins that holds at least half of all values."""
    weights = _weights(histogram)
    total = float(np.nansum(weights))
    is_usable = 0 < total < np.inf and not bool((np.nan_to_num(weights) < 0).any())
    if weights.size < _MIN_BINS or not is_usable:
        return []
    first, last = distributions.narrowest_range(weights)
    share = numbers.percent(float(np.nansum(weights[first : last + 1])) / total)
    low, high = x.format(histogram.edges[first]), x.format(histogram.edges[last + 1])
    return [f"{share} of the values are from {low} to {high}"]


def _describe_gap(histogram: Histogram, x: AxisFormatter) -> list[str]:
    """Return the widest range of empty bins between others."""
    filled = np.flatnonzero(histogram.heights)
    steps = np.diff(filled)
    if not steps.size or steps.max() == 1:
        return []
    before = int(steps.argmax())
    low, high = histogram.edges[filled[before] + 1], histogram.edges[filled[before + 1]]
    return [f"No values lie from {x.format(low)} to {x.format(high)}"]
