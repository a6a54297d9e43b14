"""Charts of Altair whose data are transformed, one for each kind of transform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

_RANDOM = np.random.default_rng(5)
SALES = pd.DataFrame(
    {
        "shop": _RANDOM.choice(["north", "south", "east"], 60),
        "day": np.arange(60) % 20,
        "sales": _RANDOM.gamma(3, 20, 60).round(1),
        "costs": _RANDOM.gamma(2, 10, 60).round(1),
        "date": pd.date_range("2021-11-20", periods=60, freq="36h"),
    }
)


def filtered() -> Any:
    points = alt.Chart(SALES).mark_point().encode(x="costs:Q", y="sales:Q")
    return points.transform_filter("datum.sales > 50 && datum.shop != 'east'")


def calculated() -> Any:
    points = alt.Chart(SALES).mark_point().encode(x="costs:Q", y="gain:Q")
    return points.transform_calculate(gain=alt.datum.sales - 2 * alt.datum.costs)


def aggregated() -> Any:
    bars = alt.Chart(SALES).mark_bar().encode(x="shop:N", y="middle:Q")
    return bars.transform_aggregate(middle="median(sales)", groupby=["shop"])


def monthly() -> Any:
    line = alt.Chart(SALES, title="Sales").mark_line().encode(x="month:T", y="sum(sales):Q")
    return line.transform_timeunit(month="yearmonth(date)")


def cumulated() -> Any:
    line = alt.Chart(SALES).mark_line().encode(x="date:T", y="total:Q")
    return line.transform_window(total="sum(sales)", sort=[{"field": "date"}])


def folded() -> Any:
    lines = alt.Chart(SALES).mark_line().encode(x="date:T", y="amount:Q", color="kind:N")
    return lines.transform_fold(["sales", "costs"], as_=["kind", "amount"])


def pivoted() -> Any:
    points = alt.Chart(SALES).mark_point().encode(x="north:Q", y="south:Q")
    return points.transform_pivot("shop", value="sales", groupby=["day"])


def with_totals() -> Any:
    points = alt.Chart(SALES).mark_point().encode(x="costs:Q", y="share:Q")
    return points.transform_joinaggregate(total="sum(sales)", groupby=["shop"]).transform_calculate(
        share="100 * datum.sales / datum.total"
    )


def binned() -> Any:
    bars = alt.Chart(SALES).mark_bar().encode(x="low:O", y="count()")
    return bars.transform_bin(["low", "high"], field="sales", bin=alt.Bin(step=20))


TRANSFORMED: dict[str, Callable[[], Any]] = {
    chart.__name__: chart
    for chart in (
        filtered,
        calculated,
        aggregated,
        monthly,
        cumulated,
        folded,
        pivoted,
        with_totals,
        binned,
    )
}
