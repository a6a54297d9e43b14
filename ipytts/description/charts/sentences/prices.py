"""Describe prices: the highest and the lowest, the first and the last, and how many periods rise and fall."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Curve
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, phrase


def describe_prices(curve: Curve, x: AxisFormatter, y: AxisFormatter) -> list[Phrase]:
    """Return sentences about prices with their opening, highest, lowest and closing values; or none."""
    if curve.form != "prices" or curve.opening is None or curve.low is None or curve.high is None:
        return []
    known = np.isfinite(curve.x) & np.isfinite(curve.opening + curve.low + curve.high + curve.y)
    times, opening, closing = (values[known] for values in (curve.x, curve.opening, curve.y))
    if times.size < 2:
        return []
    order = np.argsort(times, kind="stable")
    first, last = order[0], order[-1]
    ends = []
    for values, at, method in (
        (curve.high[known], int(np.argmax(curve.high[known])), "highest price"),
        (curve.low[known], int(np.argmin(curve.low[known])), "lowest price"),
    ):
        ends += [y.fact(values[at], method, of=curve.name), x.fact_at(times[at], f"place of the {method}")]
    start = y.fact(opening[first], "first opening price", of=curve.name)
    end = y.fact(closing[last], "last closing price", of=curve.name)
    counts = {"rising": int((closing > opening).sum()), "falling": int((closing < opening).sum())}
    rising, falling = (
        Fact(numbers.number(n), n, f"count of {name} periods", curve.name) for name, n in counts.items()
    )
    total = Fact(numbers.number(times.size), int(times.size), "count of periods", curve.name)
    return [
        phrase("the highest price is {}, {}, the lowest {}, {}", *ends),
        phrase("it opens at {} and closes at {}", start, end),
        phrase("in {} of {} periods it closes above its opening price, in {} below", rising, total, falling),
    ]
