"""Describe histograms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Histogram, Panel
from ipytts.description.charts.sentences.chart_text import (
    MAX_SERIES,
    ChartText,
    count,
    format_groups,
    format_series_name,
)
from ipytts.description.charts.sentences.histogram_extents import describe_extent, describe_positions
from ipytts.description.charts.sentences.shapes import describe_shape, format_bin
from ipytts.description.charts.statistics import distributions
from ipytts.description.charts.statistics.contents import Contents, read_contents
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase

_MIN_BINS = 4  # bins; with fewer, the range of half of the values is not described
_MAX_FULL_BINS = 30  # bins that are described one by one at detail "full"
_MAX_TIES = 2  # bins that are equally full and named


def describe_histograms(panel: Panel, histograms: Sequence[Histogram]) -> ChartText:
    """Describe the fullest bin, and peaks, gaps and tails as far as the counts support them."""
    histograms = [replace(h, heights=np.nan_to_num(h.heights, posinf=0, neginf=0)) for h in histograms]
    is_horizontal, is_cumulative = histograms[0].is_horizontal, histograms[0].is_cumulative
    x_axis, y_axis = (panel.y, panel.x) if is_horizontal else (panel.x, panel.y)
    x = AxisFormatter(x_axis, [h.edges for h in histograms], "y" if is_horizontal else "x")
    y = AxisFormatter(y_axis, [h.heights for h in histograms], "x" if is_horizontal else "y")
    text = ChartText("cumulative histogram" if is_cumulative else "histogram", x.label)
    if not x.varies and x.axis.kind == "number":
        text.main_point = phrase("all values are {}", x.format_range())
        return text
    contents = read_contents(histograms, labels.words_in(y_axis.label))
    if len(histograms) > 1:
        _describe_several(text, panel, contents, x, y)
        return text
    _describe_one(text, contents[0], x, y)
    return text


def _describe_one(text: ChartText, contents: Contents, x: AxisFormatter, y: AxisFormatter) -> None:
    heights = contents.heights
    if contents.is_cumulative:
        text.main_point = _describe_median(contents, x) or "it is empty"
        text.details += _describe_quarters(contents, x)
    else:
        shape = describe_shape(contents, x)
        has_peaks = any(
            fact.method == "further peak" for words in shape for fact in phrase("{}", words).facts
        )
        text.main_point = join_with("; ", [*_describe_fullest(contents, x, y), *shape]) or "it is empty"
        # Between two peaks, the middle is a place with few values.
        text.details += [] if has_peaks else _describe_middle(contents, x)
    text.extent = x.format_range()
    bins = count(heights.size, "bin")
    text.details.append(phrase("there {} {}", grammar.are(heights.size), bins))
    if contents.counts is not None and heights.size <= _MAX_FULL_BINS:
        method = "count up to a bin" if contents.is_cumulative else "count of a bin"
        listed = [
            phrase(
                "{}, {}",
                format_bin(contents, number, x, "edge of a bin"),
                y.fact(height, method, at=contents.ends(number)),
            )
            for number, height in enumerate(heights)
        ]
        text.full_details.append(phrase("the bins: {}", join_with("; ", listed)))


def _describe_several(
    text: ChartText, panel: Panel, several: Sequence[Contents], x: AxisFormatter, y: AxisFormatter
) -> None:
    text.sizes.append(count(len(several), "group"))
    groups = format_groups(panel, [contents.name for contents in several])
    if groups:
        text.groups = phrase("the groups are {}{}", "by " if panel.legend_title else "", groups)
    for number, contents in enumerate(several[:MAX_SERIES], 1):
        name = format_series_name(panel, contents.name) or f"histogram {number}"
        if contents.is_cumulative:
            clauses: list[Words] = [_describe_median(contents, x)]
        else:
            clauses = [
                *describe_extent(contents, x),
                *_describe_fullest(contents, x, y),
                *describe_shape(contents, x),
            ]
        text.details.append(phrase("{}: {}", name, join_with("; ", filter(None, clauses)) or "it is empty"))
    text.main_point = _compare(several, x)
    text.details[:0] = describe_positions(panel, several, x)


def _compare(several: Sequence[Contents], x: AxisFormatter) -> Words:
    """Return which histogram has the highest median and which the lowest, by the bins they are in."""
    known = [(number, *found) for number, c in enumerate(several, 1) if (found := c.median())]
    if any(contents.is_cumulative is None for contents in several):
        return ""
    if len(known) < 2:
        return "only one has values" if known else "they are empty"
    low_number, low_bin, low = min(known, key=lambda item: item[2])
    high_number, high_bin, high = max(known, key=lambda item: item[2])
    low_ends, high_ends = several[low_number - 1].ends(low_bin), several[high_number - 1].ends(high_bin)
    if low_ends == high_ends:
        words = "both medians lie in the bin" if len(known) == 2 else "all medians lie in the bin"
        return phrase("{} {}", words, format_bin(several[high_number - 1], high_bin, x, "median"))
    names = [format_name(contents.name) or f"histogram {n}" for n, contents in enumerate(several, 1)]
    top, bottom = names[high_number - 1], names[low_number - 1]
    highest = _estimate(several[high_number - 1], high, "median", x, top)
    lowest = _estimate(several[low_number - 1], low, "median", x, bottom)
    if str(highest) == str(lowest):
        return phrase("the medians are {}", highest)
    if high_ends[0] < low_ends[1]:  # either may be the higher one
        return phrase("the medians go from {} to {}", lowest, highest)
    return phrase("the median is highest for {}, {}, and lowest for {}, {}", top, highest, bottom, lowest)


def _estimate(contents: Contents, value: float, method: str, x: AxisFormatter, of: str = "") -> Fact:
    """Return an estimate from bins, which is no closer than a bin is wide."""
    width = float(np.diff(contents.edges).min()) if contents.edges.size > 1 else 0.0
    is_number = x.axis.kind == "number" and not x.axis.is_log and not x.has_years
    if is_number and 0 < width < np.inf and np.isfinite(value):
        value = round(value, -int(np.floor(np.log10(width / 2))))
    return x.fact(value, method, of=of or contents.name, is_estimate=True)


def _describe_fullest(contents: Contents, x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return a clause about the bin, or the bins, that hold most values."""
    heights = contents.heights
    if not heights.size or not heights.max() > 0:
        return []
    highest = float(heights.max())
    fullest = np.flatnonzero(heights == highest).tolist()
    places = [format_bin(contents, number, x, "fullest bin") for number in fullest[:_MAX_TIES]]
    at = contents.ends(fullest[0])
    are_several = len(fullest) > 1
    of_all: Words
    if contents.counts is not None:
        total = int(heights.sum())
        values = Fact(numbers.with_noun(total, "value"), total, "count of values", contents.name)
        held = y.fact(highest, "count of the fullest bin", of=contents.name, at=at)
        of_all = phrase("{} of {}{}", held, values, " shown" if contents.is_cut else "")
    elif contents.are_shares and np.isclose(contents.shares.sum(), 1):
        share = float(contents.shares[fullest[0]])
        held = Fact(numbers.percent(share), 100 * share, "share of the fullest bin", contents.name, at)
        of_all = phrase("{} of the values", held)
    else:
        return [_describe_highest(len(fullest), places, y.fact(highest, "maximum", of=contents.name, at=at))]
    if len(fullest) > _MAX_TIES:
        equal = Fact(numbers.number(len(fullest)), len(fullest), "count of the fullest bins", contents.name)
        if len(fullest) == heights.size:
            return [phrase("all {} bins are equally tall, with {} each", equal, of_all)]
        return [phrase("{} bins are the tallest, with {} each", equal, of_all)]
    if are_several:
        return [phrase("the tallest bins are {}, with {} each", join(places), of_all)]
    return [phrase("the tallest bin is {}, with {}", places[0], of_all)]


def _describe_highest(equal: int, places: list[Phrase], height: Fact) -> Phrase:
    """Return a clause about the highest bins whose heights are neither counts nor shares."""
    if equal > _MAX_TIES:
        bins = Fact(numbers.number(equal), equal, "count of the highest bins")
        return phrase("{} bins are the tallest, at {} each", bins, height)
    if equal > 1:
        return phrase("the tallest bins are {}, at {} each", join(places), height)
    return phrase("the tallest bin is {}, at {}", places[0], height)


def _describe_middle(contents: Contents, x: AxisFormatter) -> list[Words]:
    """Return the narrowest range of bins that holds at least half of all values."""
    shares = contents.shares
    if shares.size < _MIN_BINS or not contents.has_values:
        return []
    first, last = distributions.narrowest_range(shares)
    low, high = float(contents.edges[first]), float(contents.edges[last + 1])
    share = float(shares[first : last + 1].sum() / shares.sum())
    method = "share of the values in the narrowest range"
    held = Fact(numbers.percent(share), 100 * share, method, contents.name, (low, high))
    ends = (x.fact(value, "narrowest range", of=contents.name, at=(low, high)) for value in (low, high))
    shown = " shown" if contents.is_cut else ""
    median = _estimate(contents, contents.quantile(0.5), "median", x)
    middle = phrase("{} of the values{} lie between {} and {}", held, shown, *ends)
    return [phrase("{}; the median is {}", middle, median)]


def _describe_median(contents: Contents, x: AxisFormatter) -> Words:
    """Return the median of a cumulative histogram."""
    median = contents.quantile(0.5)
    if not np.isfinite(median):
        return ""
    half: Words = "half of the values"
    if contents.counts is not None:
        total = int(contents.heights.max())
        values = Fact(numbers.with_noun(total, "value"), total, "count of values", contents.name)
        half = phrase("half of {}", values)
    side = "above" if contents.is_reversed else "below"
    value = _estimate(contents, median, "median", x)
    return phrase("{} are at or {} {}", half, side, value)


def _describe_quarters(contents: Contents, x: AxisFormatter) -> list[Words]:
    if not contents.has_values:
        return []
    quarters = ((0.25, "lower quartile"), (0.75, "upper quartile"))
    lower, upper = (_estimate(contents, contents.quantile(share), method, x) for share, method in quarters)
    return [phrase("a quarter of the values are below {}, and a quarter above {}", lower, upper)]
