"""Statistics of distributions: quartiles and ranges."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from ipytts.description.charts.model import BoxSummary, Floats

_INNER_FENCE = 1.5  # interquartile ranges beyond the quartiles, the convention of box plots


def fences(values: Floats, width: float = _INNER_FENCE, *, method: Any = "linear") -> tuple[float, float]:
    """Return Tukey's fences, which lie `width` interquartile ranges beyond the quartiles."""
    first, third = np.quantile(values, [0.25, 0.75], method=method)
    return float(first - width * (third - first)), float(third + width * (third - first))


def narrowest_range(heights: Floats, share: float = 0.5) -> tuple[int, int]:
    """Return the first and the last index of the fewest adjacent bins with at least `share` of all values."""
    sums = np.concatenate([[0.0], np.cumsum(np.nan_to_num(heights))])
    wanted = share * sums[-1]
    ends = np.searchsorted(sums, sums[:-1] + wanted - 1e-9 * sums[-1])  # less a rounding error of the sums
    widths = [(int(end - start), start, int(end)) for start, end in enumerate(ends) if end < sums.size]
    _, start, end = min(widths)
    return start, end - 1


def summarize_box(
    name: str,
    values: Floats,
    form: Literal["box", "violin", "strip"] = "strip",
    *,
    method: Any = "linear",
    with_count: bool = False,
) -> BoxSummary:
    """Return the quartiles and the range of values; a box has outliers, beyond Tukey's inner fences.

    `method` is that of `numpy.quantile`.
    """
    values = values[np.isfinite(values)]
    if not values.size:
        return BoxSummary(name, np.nan, np.nan, form=form)
    first, median, third = (float(q) for q in np.quantile(values, [0.25, 0.5, 0.75], method=method))
    low, high = fences(values, method=method)
    is_inside = (values >= low) & (values <= high)
    covered = values[is_inside] if form == "box" and is_inside.any() else values
    return BoxSummary(
        name,
        float(covered.min()),
        float(covered.max()),
        median,
        first,
        third,
        values[~is_inside] if form == "box" else np.empty(0),
        form=form,
        count=values.size if with_count else 0,
        values=values,
    )
