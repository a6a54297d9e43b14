"""Find out whether the heights of a histogram are running totals."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ipytts.description.charts.model import Floats

_FEWEST_BINS = 6  # of a histogram that is recognized as cumulative by its heights alone
_FLATTENS = 0.2  # of the greatest step; the last step of running totals is smaller, as of most samples
_FEWEST_VALUES = 30  # of such a histogram; lower bins are equally high by chance
_WORDS = ("cumul", "cdf")


def are_running_totals(heights: Floats, texts: Iterable[str]) -> bool | None:
    """Return whether the heights of bins are running totals; None if they may be.

    `texts` are the title of the chart and the labels of its axes. Heights that never fall show it, if their
    steps get smaller at the end or their last is exactly 1: those of a skewed sample grow most at the end.
    Heights that never rise are those of many samples, so that only a label or a first height of exactly 1
    shows running totals from above. Other heights that go one way are those of a skewed sample or running
    totals.

    Examples
    --------
    >>> are_running_totals(np.array([2.0, 5, 4]), []), are_running_totals(np.array([0.1, 0.7, 1]), [])
    (False, True)
    """
    if len(heights) < 2 or not np.isfinite(heights).all():
        return False
    steps = np.diff(heights)
    is_rising, is_falling = bool((steps >= 0).all()), bool((steps <= 0).all())
    if is_rising == is_falling or np.count_nonzero(steps) < 2:  # goes up and down, or is almost level
        return False
    is_named = any(word in text.lower() for text in texts for word in _WORDS)
    if is_named or np.isclose(heights.max(), 1, rtol=0, atol=1e-9):
        return True
    flattens = len(heights) >= _FEWEST_BINS and bool(steps[-1] <= _FLATTENS * steps.max())
    return True if is_rising and flattens and heights[-1] >= _FEWEST_VALUES else None
