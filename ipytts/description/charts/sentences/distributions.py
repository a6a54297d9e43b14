"""Histograms, boxes, violins and strips in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import statistics
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Bars
from ipytts.description.charts.sentences import bars
from ipytts.description.charts.sentences.chart_text import (
    EACH,
    NAMED,
    ChartText,
    full_name,
    grouped,
    name,
    names,
)
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Axis, BoxSummary, Histogram, Panel, Points, UnbinnedHistogram

_FEW = 3
_WHOLE = 4  # boxes that are told whole
_BOXES = 8  # that are told one by one
_SKEW = 0.8


def tell_histograms(panel: Panel, histograms: Sequence[Histogram]) -> ChartText:
    """Tell where the values are, bin by bin."""
    histograms = [replace(h, heights=np.nan_to_num(h.heights, posinf=0, neginf=0)) for h in histograms]
    along, across = (panel.y, panel.x) if histograms[0].horizontal else (panel.x, panel.y)
    x = AxisFormatter(along, [h.edges for h in histograms])
    heights = AxisFormatter(across, [h.heights for h in histograms])
    told = ChartText("histogram", f"of {x.label}" if x.label else "")
    if len(histograms) > 1:
        told.kind = f"chart of {numbers.with_noun(len(histograms), 'histogram')}"
        listed = grouped(panel, [h.name for h in histograms])
        told.more += [f"They are {'by ' if panel.legend_title else 'of '}{listed}"] if listed else []
        shown = histograms[:EACH]
        told.more += [f"{full_name(panel, h.name) or 'One'}: {_shape(h, x, heights)}" for h in shown]
        tops = [(float(np.nanmax(h.heights)), h) for h in histograms if np.isfinite(h.heights).any()]
        if tops:
            _, top = max(tops, key=lambda pair: pair[0])
            whose = f" is that of {name(top.name)}," if top.name else " reaches"
            told.point = f"the tallest bin{whose} {_bin(top, int(np.nanargmax(top.heights)), x)}"
        return told
    one = histograms[0]
    told.point = _shape(one, x, heights) or "it is empty"
    told.more += _middle(one, x)
    told.more += _gaps(one, x)
    told.more.append(f"There are {numbers.with_noun(one.heights.size, 'bin')} {x.format_range()}")
    told.full += _bins(one, x, heights)
    return told


def _are_counts(histogram: Histogram) -> bool:
    heights = histogram.heights[np.isfinite(histogram.heights)]
    return bool(heights.size) and bool((heights == np.round(heights)).all()) and float(heights.sum()) >= 1


def _bin(histogram: Histogram, at: int, x: AxisFormatter) -> str:
    return f"from {x.format(histogram.edges[at])} to {x.format(histogram.edges[at + 1])}"


def _shape(histogram: Histogram, x: AxisFormatter, heights: AxisFormatter) -> str:
    """Say where the peaks are, and to which side it trails off."""
    tall = histogram.heights
    if not np.isfinite(tall).any() or not np.nanmax(tall) > 0:
        return ""
    top = int(np.nanargmax(tall))
    count = f" holds {heights.format(tall[top])} of {numbers.with_noun(int(np.nansum(tall)), 'value')}"
    most = f"the fullest bin{f'{count},' if _are_counts(histogram) else ' is'} {_bin(histogram, top, x)}"
    found = statistics.peaks(tall)
    others = [_bin(histogram, at, x) for at in found if at != top]
    if others:
        peaks = "another peak is" if len(others) == 1 else f"{len(others)} more peaks are"
        return f"{most}; {peaks} {grammar.join_some(others, _FEW)}"
    return f"{most}; {_tail(_skew(histogram))}".removesuffix("; ")


def _tail(skew: float) -> str:
    if abs(skew) > _SKEW:
        return f"a long tail goes to the {'right' if skew > 0 else 'left'}"
    return "both sides are about the same" if abs(skew) < _SKEW / 4 else ""


def _skew(histogram: Histogram) -> float:
    centres = (histogram.edges[:-1] + histogram.edges[1:]) / 2
    weights = np.nan_to_num(histogram.heights * (1 if _are_counts(histogram) else np.diff(histogram.edges)))
    with np.errstate(all="ignore"):
        mean = np.average(centres, weights=weights)
        spread = np.average((centres - mean) ** 2, weights=weights) ** 0.5
        return float(np.nan_to_num(np.average((centres - mean) ** 3, weights=weights) / spread**3))


def _middle(histogram: Histogram, x: AxisFormatter) -> list[str]:
    """Return the narrowest range of bins with at least half of all values."""
    weights = histogram.heights if _are_counts(histogram) else histogram.heights * np.diff(histogram.edges)
    total = float(np.nansum(weights))
    if not 0 < total < np.inf or weights.size <= _FEW or bool((np.nan_to_num(weights) < 0).any()):
        return []
    first, last = statistics.windows(weights)
    share = float(np.nansum(weights[first : last + 1])) / total
    low, high = x.format(histogram.edges[first]), x.format(histogram.edges[last + 1])
    return [f"{numbers.percent(share)} of the values are from {low} to {high}"]


def _gaps(histogram: Histogram, x: AxisFormatter) -> list[str]:
    """Return the widest stretch of empty bins between others."""
    filled = np.flatnonzero(np.nan_to_num(histogram.heights))
    if filled.size < 2:  # a gap is between two
        return []
    steps = np.diff(filled)
    at = int(steps.argmax())
    if steps[at] < 2:  # neighbours
        return []
    low, high = histogram.edges[filled[at] + 1], histogram.edges[filled[at + 1]]
    return [f"No values lie from {x.format(low)} to {x.format(high)}"]


def _bins(histogram: Histogram, x: AxisFormatter, heights: AxisFormatter) -> list[str]:
    if not _are_counts(histogram) or histogram.heights.size > 30:
        return []
    told = [f"{_bin(histogram, at, x)} {heights.format(tall)}" for at, tall in enumerate(histogram.heights)]
    return [f"The bins: {'; '.join(told)}"]


def tell_samples(panel: Panel, samples: Sequence[UnbinnedHistogram]) -> ChartText:
    """Tell values that the page sums up only when it draws them."""
    spreads = [statistics.summarize_box(sample.name, sample.values, count=True) for sample in samples]
    told = tell_spreads(panel, spreads, axis=panel.y if samples[0].horizontal else panel.x)
    told.kind = (
        "histogram" if len(samples) == 1 else f"chart of {numbers.with_noun(len(samples), 'histogram')}"
    )
    return told


def tell_strips(panel: Panel, clouds: Sequence[Points]) -> ChartText:
    """Tell points over categories: by the spread in each, or like bars where each has one."""
    upright = panel.x.kind == "category"
    axis = panel.x if upright else panel.y
    spreads = []
    for place, category in sorted(axis.categories.items()):
        for cloud in clouds:
            across, along = (cloud.x, cloud.y) if upright else (cloud.y, cloud.x)
            here = along[: across.size][np.abs(across[: along.size] - place) < 0.5]  # halfway
            if here.size:
                named = dict.fromkeys(filter(None, [category, cloud.name if len(clouds) > 1 else ""]))
                spreads.append(statistics.summarize_box(", ".join(named), here, count=True))
    if not spreads:
        return ChartText("strip plot", point="there are no points in it")
    if all(s.count == 1 for s in spreads):
        series = [Bars(c.name, c.x if upright else c.y, c.y if upright else c.x, not upright) for c in clouds]
        told = bars.tell(panel, series)
        told.kind = "dot plot"
        told.subject = told.subject.replace("bar", "dot")
        return told
    return tell_spreads(panel, spreads)


_KINDS = {"box": "box plot", "violin": "violin plot", "strip": "strip plot"}


def tell_spreads(panel: Panel, spreads: Sequence[BoxSummary], axis: Axis | None = None) -> ChartText:
    """Tell the medians, then the spread of each."""
    measured = axis or (panel.x if panel.y.kind == "category" and panel.x.kind != "category" else panel.y)
    other = panel.y if measured is panel.x else panel.x
    ends = [np.array([s.low, s.high, s.median, s.lower_quartile, s.upper_quartile]) for s in spreads]
    says = AxisFormatter(measured, [*ends, *(s.outliers for s in spreads)])
    by = AxisFormatter(other, []).label
    told = ChartText(
        _KINDS[spreads[0].form],
        " ".join(
            filter(None, [f"of {says.label}" if says.label else "", f"by {by}" if by and not axis else ""])
        ),
    )
    full = [s for s in spreads if np.isfinite([s.low, s.high]).all()]
    if not full:
        told.point = "there are no values in it"
        return told
    told.point = _ranked(full, says)
    if len(full) > 1 or not np.isfinite(full[0].median):
        told.more += [_spread(s, says, short=len(full) > _WHOLE) for s in full[:_BOXES]]
    else:
        told.more.append(
            _spread(full[0], says, median=False).replace(
                "half of the values from", "half of the values are from"
            )
        )
    if len(full) > _BOXES:
        told.more.insert(0, f"There are {numbers.number(len(full))}: {names(s.name for s in full)}")
        told.full += [_spread(s, says, short=True) for s in full[_BOXES:30]]
    elif len(full) > _WHOLE:
        told.full += [f"{name(s.name)}: {_ends(s, says)}" for s in full]
    told.full += [
        f"{name(s.name) or 'It'} has outliers at {grammar.join(map(says.format, np.sort(s.outliers)))}"
        for s in full[:_BOXES]
        if 0 < s.outliers.size <= NAMED
    ]
    return told


def _ranked(spreads: Sequence[BoxSummary], says: AxisFormatter) -> str:
    """Say which medians are highest and lowest, or where violins without any are widest."""
    known = [s for s in spreads if np.isfinite(s.median)]
    if len(known) != len(spreads):
        tops = [
            f"{name(s.name) or 'it'} is widest at {says.format(s.peak)}"
            for s in spreads
            if np.isfinite(s.peak)
        ]
        return grammar.join_some(tops, _FEW) if tops else f"it reaches {says.format_range()}"
    if len(known) == 1:
        one = known[0]
        values = f" of {numbers.with_noun(one.count, 'value')}" if one.count else ""
        return f"the median{values} is {says.format(one.median)}"
    high, low = max(known, key=lambda s: s.median), min(known, key=lambda s: s.median)
    if high.median == low.median:
        return f"all medians are {says.format(high.median)}"
    top, bottom = name(high.name) or "one", name(low.name) or "another"
    most, least = says.format(high.median), says.format(low.median)
    return f"the median is highest for {top}, {most}, and lowest for {bottom}, {least}"


def _spread(s: BoxSummary, says: AxisFormatter, *, median: bool = True, short: bool = False) -> str:
    told = []
    if np.isfinite(s.median) and median:
        told.append(f"median {says.format(s.median)}")
    if np.isfinite(s.lower_quartile):
        half = "half" if short else "half of the values"
        told.append(f"{half} from {says.format(s.lower_quartile)} to {says.format(s.upper_quartile)}")
    if np.isfinite(s.peak) and not np.isfinite(s.median):
        told.append(f"widest at {says.format(s.peak)}")
    if np.isfinite(s.center_line):
        told.append(f"a line at {says.format(s.center_line)}")
    if not short or not told:
        told.append(_ends(s, says))
    if s.outliers.size:
        told.append(numbers.with_noun(s.outliers.size, "outlier") if short else _outliers(s, says))
    return (f"{name(s.name)}: " if s.name else "") + ", ".join(told)


def _ends(s: BoxSummary, says: AxisFormatter) -> str:
    what = "whiskers" if s.form == "box" else "the body" if s.form == "violin" and not s.count else "all"
    return f"{what} from {says.format(s.low)} to {says.format(s.high)}"


def _outliers(s: BoxSummary, says: AxisFormatter) -> str:
    count = numbers.with_noun(s.outliers.size, "outlier")
    above, below = s.outliers[s.outliers > s.high], s.outliers[s.outliers < s.low]
    if s.outliers.size == 1:
        return f"{count} at {says.format(s.outliers[0])}"
    told = []
    if above.size:
        told.append(f"up to {says.format(above.max())}")
    if below.size:
        told.append(f"down to {says.format(below.min())}")
    return f"{count} {grammar.join(told)}".strip()
