"""Transforms of Vega-Lite, compared with what Vega draws and with numbers worked out by hand."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from ipytts.description.charts.vega.filters import Parameters
from ipytts.description.charts.vega.tables import Table, table_of
from ipytts.description.charts.vega.transforms import Context, transform
from tests.helpers.vega_drawing import drawn_rows

_CONTEXT = Context(Parameters({}, {}), table_of)
_RANDOM = np.random.default_rng(5)
_SALES = pd.DataFrame(
    {
        "shop": _RANDOM.choice(["north", "south", "east"], 60),
        "day": np.arange(60) % 20,
        "sales": _RANDOM.gamma(3, 20, 60).round(1),
        "costs": _RANDOM.gamma(2, 10, 60).round(1),
        "date": pd.date_range("2021-11-20", periods=60, freq="36h"),
    }
)
_LISTS = pd.DataFrame({"name": ["a", "b"], "values": [[1, 2, 3], [4]]})
_STAFF = pd.DataFrame({"shop": ["north", "east"], "staff": [4, 9]})


def _apply(table: Any, *steps: dict[str, Any]) -> Table:
    return transform(table_of(table), steps, _CONTEXT)


def _rows(table: Table, *fields: str) -> list[tuple[Any, ...]]:
    columns = [table.column(field) for field in fields]
    days = [
        (c - np.datetime64("1970-01-01")) / np.timedelta64(1, "D") if c.dtype.kind == "M" else c
        for c in columns
    ]
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in zip(*(column.tolist() for column in days), strict=True)
    ]


def _assert_close(ours: list[tuple[Any, ...]], drawn: list[tuple[Any, ...]]) -> None:
    def key(row: tuple[Any, ...]) -> str:
        return str([f"{value:09.3f}" if isinstance(value, float | int) else value for value in row])

    assert drawn
    assert len(ours) == len(drawn)
    for row, other in zip(sorted(ours, key=key), sorted(drawn, key=key), strict=True):
        for value, expected in zip(row, other, strict=True):
            is_number = isinstance(expected, float)
            assert value == (pytest.approx(expected, rel=1e-6, abs=1e-9) if is_number else expected)


_CASES: list[tuple[list[dict[str, Any]], list[str]]] = [
    ([{"calculate": "datum.sales - 2 * datum.costs", "as": "gain"}], ["day", "gain"]),
    ([{"filter": "datum.sales > 50 && datum.shop != 'east'"}], ["sales"]),
    ([{"filter": {"field": "shop", "oneOf": ["north", "east"]}}], ["sales"]),
    ([{"filter": {"not": {"field": "sales", "range": [30, 60]}}}], ["sales"]),
    ([{"filter": {"or": [{"field": "sales", "lt": 20}, {"field": "day", "equal": 7}]}}], ["sales"]),
    ([{"filter": {"timeUnit": "year", "field": "date", "equal": 2022}}], ["sales"]),
    ([{"filter": {"timeUnit": "month", "field": "date", "range": [1, 1]}}], ["sales"]),
    (
        [
            {
                "aggregate": [
                    {"op": "count", "as": "n"},
                    {"op": "q3", "field": "sales", "as": "q"},
                    {"op": "stdev", "field": "sales", "as": "s"},
                    {"op": "distinct", "field": "day", "as": "d"},
                ],
                "groupby": ["shop"],
            }
        ],
        ["shop", "n", "q", "s", "d"],
    ),
    (
        [{"joinaggregate": [{"op": "mean", "field": "sales", "as": "m"}], "groupby": ["shop"]}],
        ["sales", "m"],
    ),
    ([{"bin": True, "field": "sales", "as": ["low", "high"]}], ["low", "high"]),
    ([{"bin": {"maxbins": 25}, "field": "sales", "as": "bin"}], ["sales", "bin", "bin_end"]),
    ([{"timeUnit": "yearmonth", "field": "date", "as": "month"}], ["month", "sales"]),
    ([{"fold": ["sales", "costs"], "as": ["kind", "amount"]}], ["day", "kind", "amount"]),
    (
        [
            {
                "window": [{"op": "sum", "field": "sales", "as": "total"}],
                "sort": [{"field": "day"}],
                "groupby": ["shop"],
            }
        ],
        ["day", "sales", "total"],
    ),
    (
        [
            {
                "window": [{"op": "mean", "field": "sales", "as": "smooth"}],
                "frame": [-2, 2],
                "sort": [{"field": "date"}],
            }
        ],
        ["sales", "smooth"],
    ),
    (
        [
            {
                "window": [{"op": "rank", "as": "rank"}, {"op": "row_number", "as": "row"}],
                "sort": [{"field": "sales", "order": "descending"}],
            }
        ],
        ["sales", "rank", "row"],
    ),
    ([{"density": "sales", "as": ["sales", "density"]}], ["sales", "density"]),
    ([{"density": "sales", "groupby": ["shop"], "steps": 9}], ["shop", "value", "density"]),
    ([{"regression": "costs", "on": "sales"}], ["sales", "costs"]),
    ([{"loess": "costs", "on": "sales", "bandwidth": 0.4}], ["sales", "costs"]),
    ([{"quantile": "sales", "step": 0.1}], ["prob", "value"]),
    ([{"pivot": "shop", "value": "sales", "groupby": ["day"]}], ["day", "north", "south"]),
    (
        [{"impute": "sales", "key": "day", "value": 0, "groupby": ["shop"]}],
        ["shop", "day", "sales"],
    ),
    (
        [{"stack": "sales", "groupby": ["day"], "offset": "normalize", "as": ["a", "b"]}],
        ["day", "a", "b"],
    ),
    (
        [
            {
                "lookup": "shop",
                "from": {"data": {"values": _STAFF.to_dict("records")}, "key": "shop", "fields": ["staff"]},
            }
        ],
        ["shop", "staff"],
    ),
]
_METHODS = ("log", "exp", "pow", "quad", "poly")


def _view(steps: list[dict[str, Any]], fields: list[str]) -> alt.Chart:
    details = [{"field": field, "type": "nominal"} for field in fields]
    return alt.Chart.from_dict(
        {**alt.Chart(_SALES).mark_point().to_dict(), "transform": steps, "encoding": {"detail": details}}
    )


@pytest.fixture(scope="module")
def drawn() -> list[list[tuple[Any, ...]]]:
    """Return what Vega draws of each case, and of each method of regression."""
    curves = [
        ([{"regression": "costs", "on": "sales", "method": method}], ["sales", "costs"])
        for method in _METHODS
    ]
    return drawn_rows([(_view(steps, fields), fields) for steps, fields in (*_CASES, *curves)])


@pytest.mark.parametrize("case", range(len(_CASES)), ids=["-".join(steps[0]) for steps, _ in _CASES])
def test_transforms_compute_what_vega_draws(case: int, drawn: list[list[tuple[Any, ...]]]) -> None:
    steps, fields = _CASES[case]
    _assert_close(_rows(_apply(_SALES, *steps), *fields), drawn[case])


def test_dates_stay_dates_when_rows_are_shifted_or_joined() -> None:
    window = {"window": [{"op": "lag", "field": "date", "as": "before"}], "sort": [{"field": "date"}]}
    lookup = {
        "lookup": "day",
        "from": {"data": _SALES[:20], "key": "day", "fields": ["date"]},
        "as": ["first"],
    }
    shifted, joined = _apply(_SALES, window), _apply(_SALES, lookup)
    assert pd.to_datetime(shifted.column("before"))[1:].tolist() == _SALES.date[:-1].tolist()
    assert pd.to_datetime(joined.column("first")).tolist() == _SALES.date[:20].tolist() * 3


def test_many_values_have_the_same_density_as_their_bins() -> None:
    values = _RANDOM.normal(size=20_000)
    step = {"density": "value", "steps": 40}
    few, all_values = (
        _apply(pd.DataFrame({"value": v}), {**step, "bandwidth": 0.2, "extent": [-3, 3]})
        for v in (values[:5000], values)
    )
    exact = np.exp(-(((few.column("value")[:, None] - values) / 0.2) ** 2) / 2).mean(axis=1) / (
        0.2 * np.sqrt(2 * np.pi)
    )
    assert all_values.column("density") == pytest.approx(exact, rel=1e-3, abs=1e-5)


@pytest.mark.parametrize("method", _METHODS)
def test_curves_of_a_regression_are_those_that_vega_draws(
    method: str, drawn: list[list[tuple[Any, ...]]]
) -> None:
    table = _apply(_SALES, {"regression": "costs", "on": "sales", "method": method})
    xs, ys = np.array(drawn[len(_CASES) + _METHODS.index(method)]).T  # at other points of the same curve
    assert np.interp(xs, table.column("sales"), table.column("costs")) == pytest.approx(ys, rel=2e-3)
