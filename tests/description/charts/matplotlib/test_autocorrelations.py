"""Autocorrelation plots of matplotlib, pandas and statsmodels, and stem plots."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.charts.model import Curve, Points, ReferenceLine

VALUES = np.array([1, 0.7, 0.4, -0.1, -0.3, 0.05])
LAGS = np.arange(6)


def test_vertical_lines_with_a_band_around_zero_are_an_autocorrelation_plot() -> None:
    """As `plot_acf` of statsmodels draws it: the band begins beside lag 0 and widens."""
    figure = Figure()
    axes = figure.subplots()
    axes.vlines(LAGS, [0], VALUES)
    axes.axhline(0)
    axes.plot(LAGS, VALUES, "o")
    widths = np.array([0.2, 0.25, 0.28, 0.3, 0.3])
    axes.fill_between([0.5, 2, 3, 4, 5.5], -widths, widths, alpha=0.25)
    axes.set_title("Partial Autocorrelation")
    (panel,) = chart_of(figure).panels
    assert panel.purpose == "partial autocorrelation plot"
    (curve,) = panel.marks
    assert isinstance(curve, Curve)
    assert curve.form == "stems"
    np.testing.assert_array_equal(curve.y, VALUES)
    assert curve.low is not None
    assert curve.high is not None
    assert np.isnan(curve.high[0])
    np.testing.assert_allclose(curve.high[2:], [*widths[1:4].tolist(), 0.3])
    np.testing.assert_allclose(curve.low[1:], -curve.high[1:])


def test_nearest_lines_at_equal_distances_from_zero_are_the_band() -> None:
    axes = pd.plotting.autocorrelation_plot(pd.Series(np.sin(np.arange(60))), ax=Figure().subplots())
    (panel,) = chart_of(axes.figure).panels
    assert panel.purpose == "autocorrelation plot"
    (curve,) = (mark for mark in panel.marks if isinstance(mark, Curve))
    assert curve.high is not None
    np.testing.assert_allclose(curve.high, 1.959963985 / np.sqrt(60))
    others = [mark.value for mark in panel.marks if isinstance(mark, ReferenceLine)]
    np.testing.assert_allclose(np.abs(others), 2.5758293035 / np.sqrt(60))


def test_lag_plot_is_named() -> None:
    axes = pd.plotting.lag_plot(pd.Series(np.arange(9.0)), lag=2, ax=Figure().subplots())
    (panel,) = chart_of(axes.figure).panels
    assert panel.purpose == "lag plot"
    assert any(isinstance(mark, Points) for mark in panel.marks)


def test_stems_are_no_line() -> None:
    figure = Figure()
    figure.subplots().stem([1, 2, 3], [4, 1, 2], label="calls")
    (panel,) = chart_of(figure).panels
    (curve,) = panel.marks
    assert isinstance(curve, Curve)
    assert (curve.name, curve.form, panel.purpose) == ("calls", "stems", "")
