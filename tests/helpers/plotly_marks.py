"""The marks that plotly's figures are read into, for tests of its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ipytts.description.charts.plotly.figures import chart_of

if TYPE_CHECKING:
    from ipytts.description.charts.model import Chart

TOWNS = pd.DataFrame(
    {
        "town": ["Aalen", "Bonn", "Celle", "Daun"],
        "code": ["AA", "BN", "CE", "DN"],
        "people": [68, 336, 69, 8],
        "lat": [48.8, 50.7, 52.6, 50.2],
        "lon": [10.1, 7.1, 10.1, 6.8],
        "side": ["south", "west", "north", "west"],
    }
)


def chart(*traces: Any, **layout: Any) -> Chart:
    return chart_of(go.Figure(list(traces), layout).to_dict())


def marks(figure: Any) -> list[Any]:
    return list(chart_of(figure.to_dict()).panels[0].marks)


def the_mark(*traces: Any, **layout: Any) -> Any:
    (mark,) = chart(*traces, **layout).panels[0].marks
    return mark


def same(values: Any, expected: Any) -> None:
    np.testing.assert_allclose(np.asarray(values, float), expected)
