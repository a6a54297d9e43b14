"""Whole charts: several panels, margins, frames of animations."""

from __future__ import annotations

import numpy as np
import pytest

from ipytts.description.charts.model import Axis, Bars, Chart, Curve, Frame, Histogram, Panel, Points
from ipytts.description.charts.sentences.chart import describe_chart
from tests.helpers.chart_panels import array, categories

UP = array(1, 2, 3, 4, 5, 6, 7, 8)


def test_margins_are_described_beside_their_panel() -> None:
    main = Panel([Points("", UP, UP**2)], x=Axis("dose"), y=Axis("response"))
    margin = Panel([Histogram("", array(0, 4, 8, 12), array(3, 4, 1))], x=Axis("dose"), is_marginal=True)
    words = str(describe_chart(Chart([margin, main]), "normal"))
    assert words.startswith("A scatter plot of response against dose with 8 points")
    assert "Beside it, a histogram of dose" in words
    assert str(describe_chart(Chart([margin]), "normal")).startswith("A histogram of dose")


def test_frame_of_an_animation_is_mentioned() -> None:
    panel = Panel([Curve("", UP, UP)], x=Axis("step"), y=Axis("height"))
    words = str(describe_chart(Chart([panel], frame=Frame("1950", 3, 12, "year")), "normal"))
    assert "in the frame for 1950, it goes from 1 at 1 to 8 at 8" in words
    assert "This is the third of 12 frames by year." in words


def test_kinds_of_panels_are_counted_in_the_plural() -> None:
    bars = Panel([Bars("", array(0, 1), array(3, 5))], x=categories("a", "b"), y=Axis("cost"))
    lines = Panel([Curve("", UP, UP)], x=Axis("day"), y=Axis("cost"))
    stacked = Panel(
        [Bars(name, array(0, 1), array(3, 5), is_stacked=True) for name in "pq"], x=categories("a", "b")
    )
    words = str(describe_chart(Chart([bars, bars, lines, stacked, stacked], rows=1, columns=5), "brief"))
    assert words == "A figure of 5 panels, side by side: 2 bar charts, a line chart and 2 stacked bar charts."


def test_years_between_two_years_have_no_thousands_separator() -> None:
    edges = array(1950, 1954.5, 1959, 1963.5, 1968, 1972.5)
    words = str(
        describe_chart(Chart([Panel([Histogram("", edges, array(2, 9, 4, 3, 1))], x=Axis("year"))]), "full")
    )
    assert "1,9" not in words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["2022-03-31", "2022-06-30", "2022-09-30"], "from 1 in quarter 1 of 2022 to 3 in quarter 3 of 2022"),
        (["2022-01-01", "2022-04-01", "2022-07-01"], "from 1 in quarter 1 of 2022 to 3 in quarter 3 of 2022"),
        (["2022-01-31", "2022-02-28", "2022-03-31"], "from 1 in January 2022 to 3 in March 2022"),
        (["2021-12-31", "2022-12-31", "2023-12-31"], "from 1 in 2021 to 3 in 2023"),
        (["2022-03-31", "2022-06-30", "2022-09-29"], "from 1 on March 31, 2022 to 3 on September 29, 2022"),
    ],
)
def test_dates_that_stand_for_months_quarters_or_years_are_described_so(days: list[str], words: str) -> None:
    x = np.array(days, "datetime64[D]").astype(float)
    panel = Panel([Curve("", x, array(1, 2, 3))], x=Axis("", "date"))
    assert words in str(describe_chart(Chart([panel]), "normal"))


def test_named_chart_does_not_repeat_its_quantity() -> None:
    panel = Panel(
        [Curve("", UP, UP)], x=Axis("lag"), y=Axis("Autocorrelation"), purpose="autocorrelation plot"
    )
    assert str(describe_chart(Chart([panel]), "brief")).startswith("An autocorrelation plot by lag")
