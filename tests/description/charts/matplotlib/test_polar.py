"""Polar charts: angles in degrees, directions as categories, radar charts."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.model import Bars, Curve

QUARTERS = np.arange(4) * np.pi / 2


def polar_axes() -> Any:
    return Figure().add_subplot(projection="polar")


def test_angles_are_degrees() -> None:
    axes = polar_axes()
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    axes.bar(QUARTERS, [4, 3, 2, 1], width=0.5)
    panel = read_panel(axes)
    (bars,) = panel.marks
    assert isinstance(bars, Bars)
    np.testing.assert_allclose(bars.positions, [0, 90, 180, 270])
    assert panel.x.label == "angle (°)"


def test_touching_stacked_bars_of_a_wind_rose_stand_at_its_directions() -> None:
    axes = polar_axes()
    calm, strong = np.array([4, 1, 2, 3]), np.array([1, 1, 2, 0.5])
    axes.bar(QUARTERS, calm, width=np.pi / 2, label="calm")
    axes.bar(QUARTERS, strong, width=np.pi / 2, bottom=calm, label="strong")
    axes.set_xticks(QUARTERS, ["E", "N", "W", "S"])
    panel = read_panel(axes)
    assert panel.x.categories == {0: "E", 1: "N", 2: "W", 3: "S"}
    assert [(m.name, m.is_stacked, m.values.tolist()) for m in panel.marks if isinstance(m, Bars)] == [
        ("calm", False, calm.tolist()),
        ("strong", True, strong.tolist()),
    ]


def test_radar_chart_has_each_category_once() -> None:
    axes = polar_axes()
    axes.plot([*QUARTERS, 0], [4, 3, 2, 1, 4], label="Ann")
    axes.fill([*QUARTERS, 0], [4, 3, 2, 1, 4], alpha=0.2)
    axes.fill(QUARTERS, [2, 2, 3, 3], alpha=0.2, label="Ben")
    axes.set_xticks(QUARTERS, ["price", "weight", "range", "noise"])
    panel = read_panel(axes)
    curves = {mark.name: mark for mark in panel.marks if isinstance(mark, Curve)}
    assert curves.keys() == {"Ann", "Ben"}
    assert len(panel.marks) == 2
    assert curves["Ann"].y.tolist() == [4, 3, 2, 1]
    assert curves["Ben"].y.tolist() == [2, 2, 3, 3]
    assert curves["Ann"].x.tolist() == [0, 1, 2, 3]
