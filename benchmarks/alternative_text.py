"""What `%alttext` adds to a cell that shows a chart: time, and bytes of the notebook."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from jupyter_client.manager import start_new_kernel

from benchmarks.figures import Figures, Row, Samples, in_turn, median, milliseconds

if TYPE_CHECKING:
    from jupyter_client.blocking.client import BlockingKernelClient

_ROUNDS = 7
_MOST_TIME = 0.2  # s
_MOST_BYTES = 1_000
_MODES = ("off", "on", "text")
_SETUP = """
%load_ext ipytts
%matplotlib inline
import ipytts, altair, numpy as np, pandas as pd, plotly.express as px
import matplotlib.pyplot as plt
altair.data_transformers.disable_max_rows()
random = np.random.default_rng(1)
days = pd.date_range("2024-01-01", periods=366)
series = pd.DataFrame(random.normal(size=(366, 4)).cumsum(axis=0), index=days, columns=list("abcd"))
points = random.normal(size=(10_000, 2))
cars = pd.DataFrame({"power": random.gamma(9, 12, 400), "origin": random.choice(["Japan", "USA"], 400)})
cars["range"] = 60 - cars.power / 4 + random.normal(size=400)
grid = random.normal(size=(20, 20))
"""
_CHARTS = {
    "4 lines of a year": "series.plot()\nplt.show()",
    "10,000 points": "plt.scatter(*points.T)\nplt.show()",
    "a histogram": "plt.hist(points[:, 0], 30)\nplt.show()",
    "12 bars": "series.a.groupby(series.index.month).mean().plot.bar()\nplt.show()",
    "2 boxes": "cars.boxplot('power', 'origin')\nplt.show()",
    "a heat map": "plt.imshow(grid)\nplt.colorbar()\nplt.show()",
    "4 panels": "series.plot(subplots=True)\nplt.show()",
    "400 points of Altair": "altair.Chart(cars).mark_point().encode(x='power', y='range', color='origin')",
    "400 points of Plotly": "px.scatter(cars, x='power', y='range', color='origin')",
}


def run() -> Figures:
    """Show charts in a kernel, without and with alternative text in turn."""
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        _show(client, _SETUP)
        return _measure(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _measure(client: BlockingKernelClient) -> Figures:
    ways = {
        f"{chart}, {mode}": partial(_show_with, client, mode, code)
        for chart, code in _CHARTS.items()
        for mode in _MODES
    }
    samples = in_turn(ways, _ROUNDS)
    rows = [_time_row(samples, mode) for mode in _MODES[1:]]
    sizes = {mode: [_size(client, mode, code) for code in _CHARTS.values()] for mode in _MODES}
    rows += [_size_row(sizes, mode) for mode in _MODES[1:]]
    return Figures(rows, "s", samples)


def _time_row(samples: Samples, mode: str) -> Row:
    medians = {chart: [median(samples, f"{chart}, {each}") for each in ("off", mode)] for chart in _CHARTS}
    added = {chart: after - before for chart, (before, after) in medians.items()}
    slowest = max(added, key=lambda chart: added[chart])
    return Row(
        f"`%alttext {mode}`, time added to a cell that shows a chart",
        f"at most {milliseconds(added[slowest])} ({slowest}, which takes "
        f"{milliseconds(medians[slowest][0])} without it)",
        f"at most {milliseconds(_MOST_TIME)}" if mode == "on" else "",
        added[slowest] <= _MOST_TIME if mode == "on" else None,
    )


def _size_row(sizes: dict[str, list[int]], mode: str) -> Row:
    added = sorted(size - without for size, without in zip(sizes[mode], sizes["off"], strict=True))
    return Row(
        f"`%alttext {mode}`, bytes added to the notebook for a chart",
        f"{added[len(added) // 2]} bytes; at most {added[-1]}",
        f"at most {_MOST_BYTES}" if mode == "on" else "",
        added[-1] <= _MOST_BYTES if mode == "on" else None,
    )


def _show_with(client: BlockingKernelClient, mode: str, code: str, _: int) -> None:
    _show(client, f"ipytts.SpeechDefaults.instance().alt_text = {None if mode == 'off' else mode!r}\n{code}")


def _size(client: BlockingKernelClient, mode: str, code: str) -> int:
    """Return the bytes of the outputs of a cell in JSON, as a notebook keeps them."""
    _show_with(client, mode, "None", 0)
    return len(json.dumps(_show(client, code), indent=1))


def _show(client: BlockingKernelClient, code: str) -> list[dict[str, Any]]:
    """Run a cell, and return the data and metadata of what it shows."""
    outputs: list[dict[str, Any]] = []

    def keep(message: dict[str, Any]) -> None:
        content = message["content"]
        if message["msg_type"] == "error":
            raise RuntimeError(content["evalue"])
        if "data" in content:
            outputs.append({"data": content["data"], "metadata": content["metadata"]})

    client.execute_interactive(code, output_hook=keep)
    return outputs
