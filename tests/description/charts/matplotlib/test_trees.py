"""Decision trees as scikit-learn draws them."""

from __future__ import annotations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn.tree import DecisionTreeRegressor, plot_tree

from ipytts import describe


def test_decision_tree_has_its_nodes_leaves_and_first_split() -> None:
    height = np.arange(12.0)
    model = DecisionTreeRegressor(max_depth=2, random_state=0).fit(height[:, None], np.repeat([0, 1, 5], 4))
    figure = Figure()
    FigureCanvasAgg(figure)
    plot_tree(model, ax=figure.subplots(), feature_names=["height"])
    assert describe(figure, "brief") == (
        "A decision tree with 3 leaves and a depth of 2: the first split is at height at most 7.5."
    )
