"""What the panels of matplotlib's axes hold, whichever readers have read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from ipytts.description.charts.matplotlib import panels
from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.model import Curve

if TYPE_CHECKING:
    import pytest


def test_hidden_artists_are_named_but_not_read() -> None:
    axes = Figure().subplots()
    axes.plot([1, 2], label="shown")
    axes.plot([3, 4], label="line")[0].set_visible(False)
    for bar in axes.bar([0, 1], [5, 6], label="bars"):
        bar.set_visible(False)
    panel = read_panel(axes)
    assert [mark.name for mark in panel.marks if isinstance(mark, Curve)] == ["shown"]
    assert len(panel.marks) == 1
    assert sorted(panel.hidden) == ["bars", "line"]
    assert not panel.has_other_marks


def test_a_reader_that_fails_leaves_the_marks_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise RuntimeError

    axes = Figure().subplots()
    axes.plot([1, 2, 3])
    monkeypatch.setattr(panels, "READERS", [fail, *panels.READERS])
    monkeypatch.setattr(panels, "JOINS", [fail, *panels.JOINS])
    panel = read_panel(axes)
    assert panel.has_other_marks
    assert [type(mark) for mark in panel.marks] == [Curve]
