"""The names of what plotting functions draw."""

from __future__ import annotations

PYPLOT = {
    "plot": "line chart", "bar": "bar chart", "barh": "horizontal bar chart", "hist": "histogram",
    "scatter": "scatter plot", "boxplot": "box plot", "violinplot": "violin plot", "pie": "pie chart",
    "imshow": "image", "matshow": "heat map", "pcolormesh": "heat map", "pcolor": "heat map",
    "contour": "contour plot", "contourf": "filled contour plot", "tricontourf": "filled contour plot",
    "hexbin": "hexbin plot", "hist2d": "two-dimensional histogram", "stackplot": "stacked area chart",
    "errorbar": "chart with error bars", "step": "step chart", "stem": "stem plot",
    "quiver": "field of arrows", "streamplot": "stream plot", "eventplot": "event plot", "spy": "matrix plot",
    "loglog": "line chart", "semilogx": "line chart", "semilogy": "line chart", "polar": "polar line chart",
    "plot_surface": "surface in three dimensions", "plot_wireframe": "wireframe in three dimensions",
    "plot_trisurf": "surface in three dimensions", "plot3D": "line in three dimensions",
    "scatter3D": "scatter plot in three dimensions", "contour3D": "contour plot in three dimensions",
    "specgram": "spectrogram", "fill_between": "filled area", "plot_date": "line chart",
    "ecdf": "cumulative distribution",
}  # fmt: skip

#: Drawn over or beside other marks; named only if they stand alone.
MINOR = frozenset(["filled area"])

SEABORN = {
    "lineplot": "line chart", "scatterplot": "scatter plot", "histplot": "histogram",
    "kdeplot": "density plot", "barplot": "bar chart", "countplot": "bar chart of counts",
    "boxplot": "box plot", "boxenplot": "box plot", "violinplot": "violin plot", "swarmplot": "swarm plot",
    "stripplot": "strip plot", "pointplot": "point plot", "heatmap": "heat map",
    "regplot": "scatter plot with a regression line", "lmplot": "scatter plot with a regression line",
    "relplot": "scatter plot", "catplot": "strip plot", "displot": "histogram", "distplot": "histogram",
    "pairplot": "matrix of scatter plots", "jointplot": "scatter plot",
    "ecdfplot": "cumulative distribution", "clustermap": "heat map with clusters",
    "residplot": "residual plot",
    "factorplot": "point plot", "rugplot": "rug plot",
}  # fmt: skip
SEABORN_FIGURES = frozenset(
    ["relplot", "catplot", "displot", "lmplot", "pairplot", "jointplot", "clustermap", "factorplot"]
)
SEABORN_KINDS = {
    "line": "line chart", "scatter": "scatter plot", "hist": "histogram", "kde": "density plot",
    "ecdf": "cumulative distribution", "strip": "strip plot", "swarm": "swarm plot", "box": "box plot",
    "violin": "violin plot", "boxen": "box plot", "point": "point plot", "bar": "bar chart",
    "count": "bar chart of counts",
}  # fmt: skip
JOINT_KINDS = {
    "scatter": "scatter plot", "hex": "hexbin plot", "kde": "density plot",
    "hist": "two-dimensional histogram",
    "reg": "scatter plot with a regression line", "resid": "residual plot",
}  # fmt: skip

PANDAS = {
    "line": "line chart", "bar": "bar chart", "barh": "horizontal bar chart", "hist": "histogram",
    "box": "box plot", "kde": "density plot", "density": "density plot", "area": "area chart",
    "pie": "pie chart", "scatter": "scatter plot", "hexbin": "hexbin plot",
}  # fmt: skip

PLOTLY_EXPRESS = {
    "line": "line chart", "bar": "bar chart", "scatter": "scatter plot", "histogram": "histogram",
    "box": "box plot", "violin": "violin plot", "strip": "strip plot", "pie": "pie chart",
    "area": "area chart", "imshow": "image", "density_heatmap": "heat map", "density_contour": "contour plot",
    "scatter_3d": "scatter plot in three dimensions", "line_3d": "line in three dimensions",
    "scatter_matrix": "matrix of scatter plots", "sunburst": "sunburst chart", "treemap": "treemap",
    "funnel": "funnel chart", "timeline": "timeline", "choropleth": "choropleth map",
    "scatter_geo": "map of points",
    "scatter_mapbox": "map of points", "scatter_map": "map of points", "line_geo": "map of lines",
    "ecdf": "cumulative distribution",
    "parallel_coordinates": "parallel coordinates plot", "scatter_polar": "polar scatter plot",
    "line_polar": "polar line chart", "bar_polar": "polar bar chart", "icicle": "icicle chart",
}  # fmt: skip

ALTAIR = {
    "mark_line": "line chart", "mark_bar": "bar chart", "mark_point": "scatter plot",
    "mark_circle": "scatter plot", "mark_square": "scatter plot", "mark_area": "area chart",
    "mark_boxplot": "box plot", "mark_tick": "strip plot", "mark_arc": "pie chart",
    "mark_geoshape": "map", "mark_trail": "line chart",
}  # fmt: skip

GEOMS = {
    "geom_point": "scatter plot", "geom_jitter": "scatter plot", "geom_line": "line chart",
    "geom_path": "line chart", "geom_bar": "bar chart", "geom_col": "bar chart",
    "geom_histogram": "histogram", "geom_boxplot": "box plot", "geom_violin": "violin plot",
    "geom_density": "density plot", "geom_area": "area chart", "geom_tile": "heat map",
    "geom_raster": "heat map", "geom_step": "step chart", "geom_freqpoly": "frequency polygon",
    "geom_sf": "map", "geom_hex": "hexbin plot", "geom_bin2d": "two-dimensional histogram",
}  # fmt: skip

#: Other functions, by their last name.
FUNCTIONS = {
    "plot_tree": "drawing of a decision tree", "dendrogram": "dendrogram", "plot_model": "diagram of a model",
    "plot_confusion_matrix": "confusion matrix", "plot_roc_curve": "ROC curve",
    "plot_precision_recall_curve": "precision and recall curve", "scatter_matrix": "matrix of scatter plots",
    "plot_acf": "autocorrelation plot", "plot_pacf": "partial autocorrelation plot",
    "autocorrelation_plot": "autocorrelation plot", "qqplot": "Q-Q plot", "probplot": "probability plot",
    "parallel_coordinates": "parallel coordinates plot", "andrews_curves": "Andrews curves plot",
    "plot_partial_dependence": "partial dependence plot", "plot_importance": "feature importance chart",
    "summary_plot": "summary plot of SHAP values", "waterfall_plot": "waterfall plot of SHAP values",
}  # fmt: skip
NETWORKX = frozenset(
    ["draw", "draw_networkx", "draw_networkx_nodes", "draw_networkx_edges", "draw_circular", "draw_spring",
     "draw_kamada_kawai", "draw_planar", "draw_random", "draw_shell", "draw_spectral"]
)  # fmt: skip
DISPLAYS = {
    "ConfusionMatrixDisplay": "confusion matrix", "RocCurveDisplay": "ROC curve",
    "PrecisionRecallDisplay": "precision and recall curve", "DetCurveDisplay": "detection error curve",
    "PartialDependenceDisplay": "partial dependence plot", "LearningCurveDisplay": "learning curve",
    "ValidationCurveDisplay": "validation curve", "CalibrationDisplay": "calibration curve",
    "DecisionBoundaryDisplay": "map of decision regions", "PredictionErrorDisplay": "prediction error plot",
}  # fmt: skip

TAKING_PLACES = frozenset(["scatter plot", "scatter plot with a regression line"])  # "y against x"

#: The functions that certainly draw, by their last name.
DRAWING = frozenset([*PYPLOT, *SEABORN, *PANDAS, *FUNCTIONS, *DISPLAYS])

_WORDS = {"col": "column", "feat": "feature", "clf": "classifier", "reg": "regressor", "img": "image",
          "cls": "class", "lbl": "label", "cat": "category", "var": "variable", "grp": "group"}  # fmt: skip
_VAGUE = frozenset(["key", "val", "value", "item", "elem", "element", "obj", "idx", "ind", "index", "num",
                    "tmp", "row", "line", "ax", "axis", "axes", "plot", "fig", "data", "pos", "label",
                    "color", "colour", "mark", "marker", "style", "cmap", "fmt"])  # fmt: skip


def item_name(variable: str) -> str:
    """Return a noun for what the variable of a loop stands for; empty if its name does not say it.

    Examples
    --------
    >>> item_name("col"), item_name("test_city"), item_name("i")
    ('column', 'test city', '')
    """
    words = variable.strip("_").replace("_", " ")
    is_plural = words.endswith("s") and not words.endswith("ss")
    is_vague = len(words) < 3 or words in _VAGUE or is_plural or not words.replace(" ", "").isalpha()
    return "" if is_vague else _WORDS.get(words, words)
