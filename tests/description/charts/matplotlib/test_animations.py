"""Animations of matplotlib: which frame is described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import pytest
from matplotlib.animation import ArtistAnimation, FuncAnimation, PillowWriter

from ipytts import describe

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def figure() -> Any:
    yield plt.figure()
    plt.close("all")


def _growing_line(figure: Any) -> FuncAnimation:
    axes = figure.subplots()
    (line,) = axes.plot([0, 1, 2], [0, 0, 0])
    axes.set(xlim=(0, 2), ylim=(0, 20))
    return FuncAnimation(figure, lambda n: line.set_data([0, 1, 2], [0, n, 2 * n]), frames=7)


def test_frame_of_a_function_is_the_last_that_was_drawn(figure: Any, tmp_path: Path) -> None:
    animation = _growing_line(figure)
    assert "This is an animation with 7 frames, none of which is drawn yet." in describe(animation)
    animation.save(tmp_path / "line.gif", writer=PillowWriter())
    assert "This is the seventh of 7 frames." in describe(animation)
    assert "12" in describe(animation, "brief")


def test_frame_of_artists_is_the_visible_one(figure: Any, tmp_path: Path) -> None:
    axes = figure.subplots()
    frames = [axes.plot([0, 1, 2], [0, 1, n]) for n in range(4)]
    animation = ArtistAnimation(figure, frames)
    animation.save(tmp_path / "lines.gif", writer=PillowWriter())
    assert "This is the fourth of 4 frames." in describe(animation)
    assert [line.get_visible() for (line,) in frames] == [False, False, False, True]
