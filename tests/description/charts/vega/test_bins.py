"""The bins of Vega-Lite, compared with what Vega draws."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from ipytts.description.charts.json_data import to_floats
from ipytts.description.charts.vega.altair import _spec_and_frames
from ipytts.description.charts.vega.bins import choose_bins
from ipytts.description.charts.vega.views import chart_of
from tests.helpers.vega_drawing import drawn_rows

_RANDOM = np.random.default_rng(11)
_DATA = pd.DataFrame(
    {
        "delay": _RANDOM.gamma(2, 13, 90).round(1),
        "ratio": _RANDOM.uniform(0.02, 0.0431, 90),
        "change": _RANDOM.normal(0, 2500, 90).round(),
        "rating": _RANDOM.integers(1, 6, 90),
        "same": np.full(90, 7.0),
    }
)
_SETTINGS: list[tuple[str, Any]] = [
    *((name, True) for name in _DATA.columns),
    *((name, {}) for name in _DATA.columns),
    *((name, {"maxbins": count}) for name in ("delay", "ratio", "change") for count in (3, 20, 47, 100)),
    ("delay", {"step": 7}),
    ("delay", {"nice": False}),
    ("delay", {"extent": [10, 40]}),
    ("change", {"extent": [-1234, 1234], "nice": False, "maxbins": 6}),
    ("delay", {"minstep": 25}),
    ("ratio", {"base": 2}),
    ("delay", {"steps": [3, 15, 40]}),
]


@pytest.fixture(scope="module")
def drawn() -> list[list[tuple[Any, ...]]]:
    views = []
    for number, (field, settings) in enumerate(_SETTINGS):
        own, low, high = (
            f"{name}_{number}" for name in ("value", "low", "high")
        )  # views share what is named alike
        spec = {
            "data": {"values": [{own: value} for value in _DATA[field].tolist()]},
            "transform": [{"bin": settings, "field": own, "as": [low, high]}],
            "mark": "point",
            "encoding": {"x": {"field": own, "type": "quantitative"}},
        }
        views.append((alt.Chart.from_dict(spec), [own, low, high]))
    return drawn_rows(views)


@pytest.mark.parametrize("case", range(len(_SETTINGS)), ids=[f"{f}-{s}" for f, s in _SETTINGS])
def test_bins_are_those_that_vega_draws(case: int, drawn: list[list[tuple[Any, ...]]]) -> None:
    field, settings = _SETTINGS[case]
    bins = choose_bins(to_floats(_DATA[field]), settings)
    values, low, high = np.array(drawn[case], float).T  # values in no bin have None
    assert bins.starts_of(values) == pytest.approx(low, nan_ok=True)
    assert bins.starts_of(values) + bins.step == pytest.approx(high, nan_ok=True)


def _panels(chart: alt.Chart) -> Any:
    return chart_of(*_spec_and_frames(chart)).panels


@pytest.mark.parametrize(
    "binned", [alt.X("delay:Q").bin(), alt.X("delay:Q", bin=alt.Bin()), alt.X("delay").bin(maxbins=10)]
)
def test_every_spelling_of_a_bin_is_a_histogram_with_ten_bins_at_most(binned: alt.X) -> None:
    (histogram,) = _panels(alt.Chart(_DATA).mark_bar().encode(x=binned, y="count()"))[0].marks
    assert histogram.heights.sum() == len(_DATA)
    assert histogram.edges.size - 1 <= 10
    counts, _ = np.histogram(_DATA.delay, histogram.edges)
    assert histogram.heights.tolist() == counts.tolist()


def test_colors_have_six_bins_at_most() -> None:
    chart = alt.Chart(_DATA).mark_bar().encode(x="rating:O", y="count()", color=alt.Color("delay").bin())
    bars = _panels(chart)[0].marks
    assert [bar.name for bar in bars] == ["0 to 20", "20 to 40", "40 to 60", "60 to 80", "80 to 100"][
        : len(bars)
    ]
    assert sum(float(np.sum(bar.values)) for bar in bars) == len(_DATA)


def test_facets_have_the_bins_of_all_data() -> None:
    data = _DATA.assign(is_late=_DATA.delay > 30)
    chart = alt.Chart(data).mark_bar().encode(x=alt.X("delay").bin(), y="count()", row="is_late:N")
    widths = {float(width) for panel in _panels(chart) for width in np.diff(panel.marks[0].edges).round(9)}
    assert widths == {choose_bins(to_floats(data.delay), {}).step}


def test_bins_of_the_data_are_a_histogram() -> None:
    counts, edges = np.histogram(_DATA.delay, 5, (0, 100))
    data = pd.DataFrame({"low": edges[:-1], "high": edges[1:], "trains": counts})
    chart = alt.Chart(data).mark_bar().encode(x=alt.X("low:Q", bin="binned"), x2="high:Q", y="trains:Q")
    (histogram,) = _panels(chart)[0].marks
    assert (histogram.edges.tolist(), histogram.heights.tolist()) == (edges.tolist(), counts.tolist())
