"""Names and encodings that legends of matplotlib and seaborn give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.figure import Figure

from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.model import Curve, Encoding, Panel, Points

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BIRDS = pd.DataFrame(
    {
        "wing": np.linspace(10, 30, 24),
        "mass": np.linspace(20, 90, 24) ** 1.1,
        "age": np.tile([1.5, 3, 8, 9.5], 6),
        "site": np.repeat(["coast", "hill"], 12),
        "season": np.tile(["spring", "summer", "fall"], 8),
    }
)


def read_and_close(drawn: Axes) -> Panel:
    panel = read_panel(drawn)
    plt.close("all")
    return panel


def names_of(panel: Panel) -> list[str]:
    return [mark.name for mark in panel.marks if isinstance(mark, (Points, Curve))]


def test_headings_of_a_legend_part_groups_from_sizes_and_markers() -> None:
    drawn = sns.scatterplot(
        BIRDS, x="wing", y="mass", hue="site", size="age", style="season", ax=plt.figure().subplots()
    )
    panel = read_and_close(drawn)
    assert names_of(panel) == ["coast", "hill"]
    assert panel.legend_title == "site"
    size, marker = panel.encodings
    assert (size.channel, size.label) == ("size", "age")
    assert (size.low, size.high) == pytest.approx((1.5, 9.5))
    assert marker == Encoding("marker", "season", ["spring", "summer", "fall"])


def test_lines_are_named_by_color_and_style() -> None:
    drawn = sns.lineplot(
        BIRDS, x="wing", y="mass", hue="site", style="season", errorbar=None, ax=plt.figure().subplots()
    )
    panel = read_and_close(drawn)
    assert set(names_of(panel)) == {
        f"{site} with {season}" for site in ("coast", "hill") for season in ("spring", "summer", "fall")
    }
    assert [encoding.channel for encoding in panel.encodings] == ["line style"]


def test_elements_of_several_legends_are_read() -> None:
    axes = Figure().subplots()
    points = axes.scatter([1, 2, 3, 4], [2, 1, 4, 3], c=[0, 2, 2, 0], s=[10, 20, 30, 40])
    axes.add_artist(axes.legend(*points.legend_elements(), title="kind"))
    axes.legend(*points.legend_elements(prop="sizes"), title="weight")
    panel = read_panel(axes)
    assert panel.legend_title == "kind"
    assert len(names_of(panel)) == 2
    ((channel, label, low, high),) = [(e.channel, e.label, e.low, e.high) for e in panel.encodings]
    assert (channel, label) == ("size", "weight")
    assert (low, high) == pytest.approx((10, 40))


def test_texts_of_a_legend_rename_series() -> None:
    axes = Figure().subplots()
    first, second = axes.plot([1, 2], label="a")[0], axes.plot([2, 1], label="b")[0]
    axes.legend([second, first], ["Beta", "Alpha"])
    assert names_of(read_panel(axes)) == ["Beta", "Alpha"]


def test_a_line_outside_the_legend_keeps_its_label() -> None:
    axes = Figure().subplots()
    points = axes.scatter([1, 2], [2, 1], color="red", label="data")
    axes.plot([1, 2], [2, 2], color="red", label="fit")
    axes.legend(handles=[points])
    assert set(names_of(read_panel(axes))) == {"data", "fit"}


def test_repeated_colors_name_no_groups() -> None:
    drawn = sns.scatterplot(
        BIRDS, x="wing", y="mass", hue="age", palette=["r", "g"] * 2, ax=plt.figure().subplots()
    )
    assert names_of(read_and_close(drawn)) == [""]
