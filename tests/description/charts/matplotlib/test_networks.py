"""Drawings of networks, from the geometry of their nodes and links."""

from __future__ import annotations

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.model import Network

PLACES = np.array([[0, 0], [1, 0.2], [0.4, 1], [2, 2.0]])


def test_lines_between_points_are_the_links_of_a_network() -> None:
    axes = Figure().subplots()
    axes.scatter(*PLACES.T)
    axes.add_collection(LineCollection([PLACES[[0, 1]], PLACES[[2, 0]]]))
    for place, name in zip(PLACES, ["Oslo", "Bonn", "Rome", "Kiel"], strict=True):
        axes.text(place[0], place[1], name)
    panel = read_panel(axes)
    assert panel.marks == [Network(4, [(0, 1), (2, 0)], ["Oslo", "Bonn", "Rome", "Kiel"])]


def test_arrows_between_points_are_links() -> None:
    axes = Figure().subplots()
    axes.scatter(*PLACES.T)
    axes.add_patch(FancyArrowPatch(tuple(PLACES[3]), tuple(PLACES[1])))
    assert read_panel(axes).marks == [Network(4, [(3, 1)], [])]


def test_lines_along_an_axis_between_points_are_no_network() -> None:
    axes = Figure().subplots()
    axes.scatter([1, 2, 3], [5, 6, 7])
    axes.scatter([1, 2, 3], [8, 9, 9])
    axes.vlines([1, 2, 3], [5, 6, 7], [8, 9, 9])
    assert not any(isinstance(mark, Network) for mark in read_panel(axes).marks)
