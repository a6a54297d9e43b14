"""Lines over texts, of which pandas labels only some."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from ipytts import describe
from ipytts.description.charts.matplotlib.figures import chart_of

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def names_of(index: list[str], **options: object) -> list[str]:
    axes = pd.Series([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8][: len(index)], index).plot(
        ax=Figure().subplots(), **options
    )
    (panel,) = chart_of(axes.figure).panels
    assert sorted(panel.x.categories) == list(range(len(index)))
    return list(panel.x.categories.values())


def test_months_and_years_between_labels_have_their_names() -> None:
    assert names_of(MONTHS) == MONTHS
    assert names_of(MONTHS[8:] + MONTHS[:7]) == MONTHS[8:] + MONTHS[:7]
    years = [str(year) for year in range(1998, 2010)]
    assert names_of(years) == years


def test_other_points_are_named_after_the_label_before_them() -> None:
    names = names_of(list("abcdefghijk"))
    assert names[:3] == ["a", "the point after a", "c"]
    axes = Figure().subplots()
    axes.plot(range(6), [4, 5, 9, 5, 4, 3])
    axes.set_xticks([0, 3], ["one", "four"])
    (panel,) = chart_of(axes.figure).panels
    assert panel.x.categories[2] == "the second point after one"
    assert "the highest is 9, at the second point after one;" in describe(axes.figure)


@pytest.mark.parametrize("x", [[0, 1, 2, 3.5], [1, 2, 3, 4], [0, 2, 4, 6]])
def test_labels_of_numbers_leave_the_axis_as_it_is(x: list[float]) -> None:
    axes = Figure().subplots()
    axes.plot(x, [4, 5, 9, 5])
    axes.set_xticks([0, 2, 4], ["low", "middle", "high"])
    (panel,) = chart_of(axes.figure).panels
    assert panel.x.kind == "number"
