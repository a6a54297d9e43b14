"""The README's chart of first sounds, drawn from the samples that were kept.

``python -m benchmarks.chart`` draws it again.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from benchmarks.first_sound import BUILTIN, CACHED, LONG_50, SHORT, WITHOUT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SAMPLES = Path(__file__).parent / "results" / "samples.json"
_OUTPUT_PATH = Path(__file__).parents[1] / "docs" / "images" / "first-sound.svg"
_BARS = {
    SHORT: "30 s of speech,\narriving over 6 s",
    LONG_50: "20,000 characters,\nat 50 times real time",
    CACHED: "a minute of speech\nthat was fetched before",
    BUILTIN: "ten minutes of the\nbuilt-in voice",
}
_MARGIN = 0.12  # inches
_WIDTH = 0.38  # of a bar, where 1 is from one pair to the next
# A background of its own, so that it can be read on light and dark pages.
_BACKGROUND, _GREY, _ORANGE = "white", "#8c959f", "#d4572a"
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "ipytts",  # the same samples give the same file
}


def draw() -> None:
    """Write the chart."""
    samples = json.loads(_SAMPLES.read_text("utf-8"))["found"]["first_sound"]["samples"]
    with mpl.rc_context(_STYLE):
        layout = ConstrainedLayoutEngine(w_pad=_MARGIN, h_pad=_MARGIN)
        figure = Figure(figsize=(8, 3.8), facecolor=_BACKGROUND, layout=layout)
        axes = figure.add_subplot(facecolor=_BACKGROUND)
        without = [statistics.median(samples[WITHOUT.format(name)]) for name in _BARS]
        ours = [statistics.median(samples[name]) for name in _BARS]
        _add_bars(axes, "fetch all, then Audio(…, autoplay=True)", without, -_WIDTH / 2, _GREY)
        _add_bars(axes, "%%speak --play", ours, _WIDTH / 2, _ORANGE)
        _label(axes)
        figure.legend(frameon=False, ncols=2, loc="outside upper center")
        figure.savefig(_OUTPUT_PATH, metadata={"Date": None, "Title": "Seconds until the first sound"})


def _add_bars(axes: Axes, name: str, seconds: list[float], shift: float, color: str) -> None:
    positions = [number + shift for number in range(len(seconds))]
    bars = axes.barh(positions, seconds, _WIDTH, label=name, color=color)
    axes.bar_label(bars, [f"{value:.{1 if value >= 1 else 2}f} s" for value in seconds], padding=4)


def _label(axes: Axes) -> None:
    axes.set_yticks(range(len(_BARS)), list(_BARS.values()))
    axes.invert_yaxis()
    axes.set_xlabel("from the key press to the first sound, in seconds (medians)")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)
    axes.margins(x=0.1)


if __name__ == "__main__":
    draw()
