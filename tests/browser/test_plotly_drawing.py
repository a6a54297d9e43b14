"""Plotly's figures are read as plotly.js draws them in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.express as px
import plotly.graph_objects as go
import pytest
from plotly.data import gapminder, iris, medals_long, tips

from ipytts.description.charts.model import Bars, BoxSummary, Histogram
from ipytts.description.charts.plotly.figures import chart_of
from tests.helpers.plotly_drawing import drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    Draw = Callable[[Any], dict[str, Any]]

pytestmark = pytest.mark.browser

_RANDOM = np.random.default_rng(5)
SAMPLES = {
    "numbers with fractions": tips().total_bill,
    "small whole numbers": tips()["size"],
    "years": gapminder().year,
    "large numbers": gapminder()["pop"],
    "rounded numbers": iris().petal_width,
    "small numbers": _RANDOM.normal(0, 1e-3, 500),
    "tenths": np.round(_RANDOM.uniform(0, 1, 400), 1),
    "counts": _RANDOM.poisson(3, 100),
    "one value": [5, 5, 5],
}
HISTOGRAMS: dict[str, dict[str, Any]] = {
    "default": {},
    "at most 8 bins": {"nbinsx": 8},
    "at most 60 bins": {"nbinsx": 60},
    "running totals": {"cumulative": {"enabled": True, "currentbin": "half"}},
    "densities": {"histnorm": "probability density"},
}
BARS = {
    "stacked": px.bar(medals_long(), x="nation", y="count", color="medal"),
    "by total": px.bar(tips(), x="day", y="tip").update_xaxes(categoryorder="total descending"),
    "by name": go.Figure(go.Bar(x=[10, 9, 100], y=[4, 5, 1])).update_xaxes(
        type="category", categoryorder="category ascending"
    ),
    "two levels": go.Figure(go.Bar(x=[["b", "a", "b"], ["u", "u", "v"]], y=[1, 2, 3])),
    "percentages": px.histogram(tips(), x="day", color="sex", barnorm="percent"),
    "parts of stacks": go.Figure(
        [go.Bar(x=["a", "b"], y=[1, -3]), go.Bar(x=["b", "a"], y=[4, 2])],
        {"barmode": "relative", "barnorm": "fraction"},
    ),
}


@pytest.fixture(scope="module")
def draw(browser: Browser) -> Iterator[Draw]:
    with drawing(browser) as draw:
        yield draw


def marks_of(figure: go.Figure) -> list[Any]:
    return list(chart_of(figure.to_dict()).panels[0].marks)


@pytest.mark.parametrize("sample", SAMPLES)
def test_bins_are_those_that_are_drawn(sample: str, draw: Draw) -> None:
    for settings in HISTOGRAMS.values():
        figure = go.Figure(go.Histogram(x=np.asarray(SAMPLES[sample]), **settings))
        (histogram,), (drawn,) = marks_of(figure), draw(figure)["traces"]
        assert isinstance(histogram, Histogram)
        centers = (histogram.edges[:-1] + histogram.edges[1:]) / 2
        np.testing.assert_allclose(centers, [point["p"] for point in drawn], rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(histogram.heights, [point["s"] for point in drawn])


@pytest.mark.parametrize("name", BARS)
def test_bars_and_categories_are_those_that_are_drawn(name: str, draw: Draw) -> None:
    figure = BARS[name]
    drawn, (panel,) = draw(figure), chart_of(figure.to_dict()).panels
    categories = [", ".join(each) if isinstance(each, list) else str(each) for each in drawn["categories"]]
    assert categories == list(panel.x.categories.values())
    for bars, points in zip(panel.marks, drawn["traces"], strict=True):
        assert isinstance(bars, Bars)
        lengths = dict.fromkeys(bars.positions.tolist(), 0.0)
        for point in points:
            lengths[point["p"]] += point["s"]
        np.testing.assert_allclose(bars.values, list(lengths.values()))


@pytest.mark.parametrize("method", ["linear", "inclusive", "exclusive"])
def test_boxes_are_those_that_are_drawn(method: str, draw: Draw) -> None:
    for values in (tips().tip, [1, 2, 4, 8, 9, 11, 30, 3, 90], [1, 2, 2.5, 7, 30]):
        figure = go.Figure(go.Box(y=values, quartilemethod=method))
        (box,), ((drawn,),) = marks_of(figure), draw(figure)["traces"]
        assert isinstance(box, BoxSummary)
        ours = (box.low, box.lower_quartile, box.median, box.upper_quartile, box.high)
        np.testing.assert_allclose(ours, [drawn[key] for key in ("lf", "q1", "med", "q3", "uf")])


@pytest.mark.parametrize(
    "data", [["1", "2"], ["2019-01", "2020"], [1, "a", 2], [True], ["2019", "x"], [None, 3]]
)
@pytest.mark.parametrize("template", ["plotly", "none"])
def test_kinds_of_axes_are_those_that_are_drawn(data: list[Any], template: str, draw: Draw) -> None:
    figure = go.Figure(go.Scatter(x=data, y=[1, 2, 3]), {"template": template})
    kind = {"linear": "number", "-": "number"}
    drawn = draw(figure)["kind"]
    assert chart_of(figure.to_dict()).panels[0].x.kind == kind.get(drawn, drawn)
