"""Charts of matplotlib that have a name of their own, by their labels and by what they show."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from sklearn.calibration import CalibrationDisplay
from sklearn.inspection import PartialDependenceDisplay
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import DetCurveDisplay, PrecisionRecallDisplay, PredictionErrorDisplay, RocCurveDisplay
from sklearn.model_selection import LearningCurveDisplay, ValidationCurveDisplay

from ipytts import describe
from ipytts.description.charts.field_marks import Contours
from ipytts.description.charts.matplotlib.artists import figure_of
from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.charts.model import Chart, Curve, OtherMark, Panel, ReferenceLine

RANDOM = np.random.default_rng(8)
CLASSES = np.tile([0, 1], 40)
SCORES = np.clip(0.3 + 0.3 * CLASSES + RANDOM.normal(0, 0.2, 80), 0, 1)
FEATURES = pd.DataFrame(RANDOM.normal(size=(80, 3)), columns=["rain", "wind", "sun"])
YIELD = 2 * FEATURES.rain + FEATURES.sun


def chart(drawn: object) -> Chart:
    figure = figure_of(drawn)
    assert figure is not None
    plt.close(figure)
    return chart_of(figure)


def panel(drawn: object) -> Panel:
    (only,) = chart(drawn).panels
    return only


def curves(of: Panel) -> list[Curve]:
    return [mark for mark in of.marks if isinstance(mark, Curve)]


def lines(of: Panel) -> list[ReferenceLine]:
    return [mark for mark in of.marks if isinstance(mark, ReferenceLine)]


def test_chance_level_of_a_roc_curve_is_the_diagonal() -> None:
    roc = panel(RocCurveDisplay.from_predictions(CLASSES, SCORES, plot_chance_level=True))
    assert roc.purpose == "ROC curve"
    assert len(curves(roc)) == 1
    assert [line.axis for line in lines(roc)] == ["diagonal"]
    assert lines(roc)[0].name.startswith("Chance level")


def test_roc_curve_drawn_by_hand_is_recognized() -> None:
    axes = Figure().subplots()
    axes.plot([0, 0.2, 0.5, 1], [0, 0.6, 0.9, 1], label="forest")
    axes.plot([0, 1], [0, 1], "--")
    axes.set(xlabel="False Positive Rate", ylabel="True Positive Rate")
    assert panel(axes).purpose == "ROC curve"
    assert [curve.name for curve in curves(panel(axes))] == ["forest"]


@pytest.mark.parametrize("labels", [("False positive rate", "Cost"), ("Recall", "Year"), ("Lag", "Growth")])
def test_charts_that_share_one_word_have_no_name(labels: tuple[str, str]) -> None:
    axes = Figure().subplots(subplot_kw={"xlabel": labels[0], "ylabel": labels[1]})
    axes.plot([0, 0.5, 1], [0, 0.8, 1])
    assert panel(axes).purpose == ""


def test_chance_level_of_a_precision_recall_curve_is_a_level() -> None:
    display = PrecisionRecallDisplay.from_predictions(CLASSES, SCORES, plot_chance_level=True)
    found = panel(display)
    assert found.purpose == "precision-recall curve"
    assert [(line.axis, line.value) for line in lines(found)] == [("y", 0.5)]


def test_detection_error_tradeoff_curve_has_rates() -> None:
    display = DetCurveDisplay.from_predictions(CLASSES, SCORES)
    found = panel(display)
    (curve,) = curves(found)
    assert found.purpose == "detection error tradeoff curve"
    assert curve.x.size > 10
    assert all(np.isclose(display.fpr, x).any() for x in curve.x)
    assert all(np.isclose(display.fnr, y).any() for y in curve.y)


def test_learning_and_validation_curves_have_bands() -> None:
    learning = LearningCurveDisplay.from_estimator(LogisticRegression(), FEATURES, CLASSES, score_type="both")
    validation = ValidationCurveDisplay.from_estimator(
        LogisticRegression(), FEATURES, CLASSES, param_name="C", param_range=[0.1, 1, 10]
    )
    for display, purpose in ((learning, "learning curve"), (validation, "validation curve")):
        found = panel(display)
        assert found.purpose == purpose
        assert [curve.low is not None for curve in curves(found)] == [True, True]


def test_calibration_plot_has_the_diagonal() -> None:
    found = panel(CalibrationDisplay.from_predictions(CLASSES, SCORES, n_bins=4))
    assert found.purpose == "calibration plot"
    assert [line.axis for line in lines(found)] == ["diagonal"]


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [("residual_vs_predicted", "residual plot"), ("actual_vs_predicted", "prediction error plot")],
)
def test_prediction_errors_have_no_fitted_line(kind: str, purpose: str) -> None:
    found = panel(PredictionErrorDisplay.from_predictions(YIELD, YIELD + 0.3 * FEATURES.wind, kind=kind))
    assert found.purpose == purpose
    assert not curves(found)
    assert len(lines(found)) == 1


def test_each_panel_of_partial_dependence_has_its_curve() -> None:
    model = LinearRegression().fit(FEATURES, YIELD)
    display = PartialDependenceDisplay.from_estimator(model, FEATURES, ["rain", "sun", ("rain", "wind")])
    rain, sun, both = (one for one in chart(display).panels if one.marks)
    assert (rain.purpose, sun.purpose) == ("partial dependence plot", "partial dependence plot")
    assert (rain.x.label, sun.x.label, sun.y.label) == ("rain", "sun", "Partial dependence")
    (curve,) = curves(rain)
    assert curve.y[-1] - curve.y[0] == pytest.approx(2 * (curve.x[-1] - curve.x[0]))
    (contours,) = both.marks
    assert isinstance(contours, Contours)
    assert both.purpose == "partial dependence contour plot"


def test_partial_dependence_on_a_feature_without_effect_stays() -> None:
    axes = Figure().subplots(subplot_kw={"xlabel": "wind", "ylabel": "Partial dependence"})
    axes.plot(np.linspace(0, 5, 6), -0.35 + np.array([0, 1, 1, 2, 2, 3]) * 1e-16)
    assert "stays at minus 0.35" in describe(axes, "brief")


def test_lines_of_single_samples_are_counted() -> None:
    model = LinearRegression().fit(FEATURES, YIELD)
    display = PartialDependenceDisplay.from_estimator(model, FEATURES, ["rain"], kind="both", subsample=12)
    found = next(one for one in chart(display).panels if one.marks)
    (average,) = curves(found)
    assert average.y.mean() == pytest.approx(display.pd_results[0]["average"][0].mean())
    assert OtherMark("bundle of 12 lines for single samples") in found.marks
