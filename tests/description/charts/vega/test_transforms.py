"""Charts whose data are transformed: with VegaFusion, compared with pandas and Vega, and without it."""

# ruff: noqa: PD011 - the values of marks are arrays

from __future__ import annotations

import subprocess
import sys
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from ipytts import describe
from ipytts.description.charts.vega.altair import _spec_and_frames
from ipytts.description.charts.vega.tables import table_of
from ipytts.description.charts.vega.transforms import transform
from ipytts.description.charts.vega.views import chart_of
from tests.helpers.transformed_charts import (
    SALES,
    TRANSFORMED,
    aggregated,
    binned,
    calculated,
    cumulated,
    filtered,
    folded,
    monthly,
    pivoted,
    with_totals,
)
from tests.helpers.vega_drawing import drawn_rows

pytest.importorskip("vegafusion")
pytest.importorskip("pyarrow")

_TRANSFORMED_DATA = "Its data are transformed when it is drawn, so no values are described."
_WITHOUT = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {modules!r}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Blocked())
from ipytts import describe
from tests.helpers.transformed_charts import TRANSFORMED
for name, chart in TRANSFORMED.items():
    print(name + ": " + describe(chart(), "full").replace("\\n", " "))
"""


def _panel(chart: Any) -> Any:
    (panel,) = chart_of(*_spec_and_frames(chart)).panels
    return panel


def _marks(chart: Any) -> Any:
    return _panel(chart).marks


def _bars(chart: Any) -> dict[str, float]:
    panel = _panel(chart)
    (bars,) = panel.marks
    names = [panel.x.categories[at] for at in bars.positions.tolist()]
    return dict(zip(names, bars.values.tolist(), strict=True))


def test_filtered_rows_are_those_of_pandas() -> None:
    (points,) = _marks(filtered())
    expected = SALES.query("sales > 50 and shop != 'east'")
    assert sorted(points.y.tolist()) == sorted(expected.sales)


def test_calculated_columns_are_those_of_pandas() -> None:
    (points,) = _marks(calculated())
    assert points.y == pytest.approx((SALES.sales - 2 * SALES.costs).to_numpy())


def test_aggregated_columns_are_those_of_pandas() -> None:
    assert _bars(aggregated()) == pytest.approx(SALES.groupby("shop").sales.median().to_dict())


def test_months_are_those_of_pandas() -> None:
    (curve,) = _marks(monthly())
    expected = SALES.groupby(SALES.date.dt.to_period("M")).sales.sum()
    days = (expected.index.to_timestamp() - pd.Timestamp("1970-01-01")) / pd.Timedelta("1D")
    assert curve.x.tolist() == days.tolist()
    assert curve.y == pytest.approx(expected.to_numpy())


def test_windows_are_running_sums() -> None:
    (curve,) = _marks(cumulated())
    assert curve.y == pytest.approx(SALES.sales.cumsum().to_numpy())


def test_folded_columns_are_series() -> None:
    curves = _marks(folded())
    assert [curve.name for curve in curves] == ["costs", "sales"]
    for curve in curves:
        assert curve.y == pytest.approx(SALES[curve.name].to_numpy())


def test_pivoted_columns_are_those_of_pandas() -> None:
    (points,) = _marks(pivoted())
    expected = SALES.pivot_table(index="day", columns="shop", values="sales", aggfunc="sum")
    expected = expected[["north", "south"]].dropna()
    known = np.isfinite(points.x) & np.isfinite(points.y)
    rows = sorted(zip(points.x[known].tolist(), points.y[known].tolist(), strict=True))
    assert len(rows) > 3
    assert rows == [pytest.approx(row) for row in sorted(zip(expected.north, expected.south, strict=True))]


def test_joined_aggregates_are_those_of_pandas() -> None:
    (points,) = _marks(with_totals())
    expected = 100 * SALES.sales / SALES.groupby("shop").sales.transform("sum")
    assert points.y == pytest.approx(expected.to_numpy())


def test_bins_of_a_transform_hold_the_rows_that_numpy_counts() -> None:
    (bars,) = _marks(binned())
    counts, _ = np.histogram(SALES.sales, np.arange(0, SALES.sales.max() + 20, 20))
    assert sorted(bars.values.tolist()) == sorted(counts[counts > 0].tolist())


@pytest.mark.parametrize(
    "steps",
    [
        [
            {"impute": "sales", "key": "day", "value": 0, "groupby": ["shop"]},
            {"calculate": "datum.sales", "as": "y"},
        ],
        [{"stack": "sales", "groupby": ["day"], "offset": "normalize", "as": ["y", "end"]}],
        [{"window": [{"op": "mean", "field": "sales", "as": "y"}], "frame": [-2, 2]}],
        [{"calculate": "datum.shop == 'east' ? 1 : 2", "as": "y"}, {"filter": "datum.y > 1"}],
    ],
)
def test_transforms_give_what_vega_draws(steps: list[dict[str, Any]]) -> None:
    chart = alt.Chart(SALES, transform=steps).mark_point().encode(x="day:Q", y="y:Q")
    (rows,) = drawn_rows([(chart, ["y"])])
    (points,) = _marks(chart)
    assert sorted(points.y.tolist()) == pytest.approx(sorted(value for (value,) in rows))


def test_columns_of_every_type_keep_their_values() -> None:
    data = pd.DataFrame(
        {
            "a.b": [1.5, np.nan, 2.5],
            "day": pd.to_datetime(["2024-03-31 02:30", "2024-10-27 12:00", None]),
            "big": [2**53 + 1, 5, 6],
            "flag": [True, None, False],
            "name": ["x", None, "y"],
            "nested": [{"c": 1}, {"c": 2}, {"c": 3}],
        }
    )
    chart = alt.Chart(data, transform=[{"filter": "datum.big > 1"}]).mark_point()
    (points,) = _marks(chart.encode(x="day:T", y="a\\.b:Q"))
    days = (data.day - pd.Timestamp("1970-01-01")) / pd.Timedelta("1D")
    assert points.x.tolist() == pytest.approx(days.tolist(), nan_ok=True)
    assert points.y.tolist() == pytest.approx([1.5, np.nan, 2.5], nan_ok=True)
    for field in ("flag:N", "name:N", "nested.c:O"):
        assert _bars(chart.mark_bar().encode(x=field, y="count()")) == _bars(
            alt.Chart(data).mark_bar().encode(x=field, y="count()")
        )
    table = transform(table_of(data), [{"filter": "datum.big > 1"}], [], ())
    assert table.column("big").tolist() == data.big.tolist()


@pytest.mark.parametrize(
    "step",
    [
        {"filter": "datum.weight < 5"},  # Vega takes a missing number as 0
        {"filter": "datum.name != 'b'"},  # what is missing is not "b" in Vega
        {"filter": "!datum.label"},  # a text is true
        {"calculate": "datum.weight + 1", "as": "weight"},
        {"joinaggregate": [{"op": "count", "as": "weight"}], "groupby": ["name"]},
        {"timeUnit": "month", "field": "day", "as": "weight"},
        {"filter": "random() < 0.5"},
        {"filter": "datum.rank > undefined_name"},
        {"density": "rank"},
    ],
)
def test_data_that_vega_would_compute_otherwise_are_not_described(step: dict[str, Any]) -> None:
    data = pd.DataFrame(
        {
            "name": ["a", "b", None, "c"],
            "label": ["p", "q", "r", "s"],
            "weight": [1, 2, 7, np.nan],
            "rank": [1, 2, 3, 4],
            "day": pd.date_range("2024-01-01", periods=4),
        }
    )
    chart = alt.Chart(data, transform=[step]).mark_point().encode(x="rank:Q", y="weight:Q")
    assert describe(chart) == f"A scatter plot of weight by rank. {_TRANSFORMED_DATA}"


def test_moving_sums_over_rows_of_equal_rank_are_not_described() -> None:
    window = {
        "window": [{"op": "sum", "field": "a", "as": "total"}],
        "sort": [{"field": "b"}],
        "frame": [-1, 0],
    }
    for b, is_known in (([1, 1, 2], False), ([1, 2, 3], True)):
        chart = alt.Chart(pd.DataFrame({"a": [1, 2, 3], "b": b}), transform=[window])
        words = describe(chart.mark_point().encode(x="a:Q", y="total:Q"))
        assert (_TRANSFORMED_DATA in words) != is_known


def test_texts_are_dates_where_they_are_encoded_as_such() -> None:
    records = [{"day": f"2024-01-{day:02}", "sales": day} for day in range(1, 31)]
    chart = alt.Chart(alt.InlineData(values=records)).mark_line().encode(x="day:T", y="sales:Q")
    (curve,) = _marks(chart.transform_filter("datum.day >= datetime(2024, 0, 15)"))
    assert curve.y.tolist() == list(range(15, 31))


@pytest.mark.parametrize("condition", ["isValid(datum.weight)", "datum.weight != null", alt.datum.weight > 1])
def test_filters_may_leave_out_missing_values(condition: Any) -> None:
    data = pd.DataFrame({"weight": [2.0, np.nan, 3.0], "rank": [1, 2, 3]})
    chart = alt.Chart(data).mark_point().encode(x="rank:Q", y="weight:Q")
    (points,) = _marks(chart.transform_filter(condition).transform_calculate(weight="datum.weight * 2"))
    assert points.y.tolist() == [4, 6]


@pytest.mark.parametrize("modules", [["vegafusion"], ["pyarrow", "vl_convert"]])
def test_without_vegafusion_the_axes_are_described_and_no_number_of_the_data(modules: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _WITHOUT.format(modules=modules)],
        capture_output=True,
        text=True,
        check=True,
    )
    sentences = dict(line.split(": ", 1) for line in result.stdout.splitlines())
    packages = "vegafusion" if len(modules) == 1 else "pyarrow and vl-convert-python"
    assert sentences.keys() == TRANSFORMED.keys()
    for sentence in sentences.values():
        assert sentence.endswith(f" {_TRANSFORMED_DATA} Install {packages} to have them described.")
        assert not any(character.isdigit() for character in sentence)
    assert sentences["monthly"].startswith("A line chart, “Sales”, of total sales by month.")


@pytest.mark.parametrize("time_zone", ["America/New_York", "Asia/Tokyo"])
def test_dates_are_those_of_the_data_in_every_time_zone(
    time_zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", time_zone)
    program = (
        "from ipytts import describe; from tests.helpers.transformed_charts import monthly;"
        "print(describe(monthly(), 'full'))"
    )
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == describe(monthly(), "full")
