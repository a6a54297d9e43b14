"""Which figure the artists in a value belong to."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from sklearn.metrics import RocCurveDisplay

from ipytts import describe
from ipytts.description.charts.matplotlib.artists import figure_of


def test_figure_of_a_value_of_artists_is_their_figure() -> None:
    figure, axes = plt.subplots()
    data = [1, 2, 2, 5]
    values: list[Any] = [
        *(
            figure,
            axes,
            axes.plot(data),
            axes.bar([1, 2], [3, 4], yerr=1),
            axes.hist(data),
            axes.hist([data, data]),
        ),
        *(
            axes.boxplot(data),
            axes.violinplot(data),
            axes.scatter(data, data),
            axes.pie(data),
            axes.stem(data),
        ),
        *(axes.errorbar(data, data, yerr=1), axes.fill_between(data, data), axes.stackplot(data, data)),
        *(
            axes.set_title("Title"),
            axes.legend(["a"]),
            (figure, axes),
            np.array([[axes, axes]]),
            [axes.title],
        ),
        *(
            axes.imshow([[1, 2]]),
            axes.hist2d(data, data),
            axes.hexbin(data, data),
            pd.Series(data).plot(ax=axes),
        ),
    ]
    for value in values:
        assert figure_of(value) is figure, value
    plt.close(figure)


def test_figure_of_other_values_is_none() -> None:
    axes, other = Figure().subplots(), Figure().subplots()
    data = [1, 2, 2, 5]
    for value in [
        None,
        3,
        "axes",
        [],
        {},
        (),
        data,
        np.array(data),
        [axes, 3],
        {"a": 1},
        (axes, other),
        {"a": axes, "b": 2},
    ]:
        assert figure_of(value) is None, value


def test_figure_of_a_display_of_scikit_learn_is_the_one_it_has_drawn() -> None:
    display = RocCurveDisplay.from_predictions([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    figure = figure_of(display)
    assert figure is display.figure_
    assert describe(figure, "brief") == (
        "An ROC curve of true Positive Rate by false Positive Rate: Classifier (AUC = 0.75) is highest above "
        "the diagonal at 0, by 0.5."
    )
    assert figure_of(RocCurveDisplay(fpr=[0, 1], tpr=[0, 1])) is None  # not drawn
    plt.close(figure)
