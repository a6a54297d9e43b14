"""Charts of trees with the facts about their data: dendrograms, decision trees, parts within parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import plotly.express as px
import seaborn as sns
from plotly.data import gapminder, medals_long
from scipy.cluster import hierarchy
from sklearn import datasets
from sklearn.tree import DecisionTreeClassifier, plot_tree

from tests.helpers.chart_fact_builders import ChartFacts, matrix_facts
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import iris

if TYPE_CHECKING:
    import pandas as pd

ANDES = gapminder(year=2007).query(
    "country in ['Bolivia', 'Chile', 'Colombia', 'Ecuador', 'Peru', 'Argentina', 'Uruguay', 'Paraguay']"
)
WINE = datasets.load_wine(as_frame=True)


def _linkage() -> Any:
    values = ANDES[["lifeExp", "gdpPercap"]]
    return hierarchy.linkage((values - values.mean()) / values.std(), "average")


def _join_facts(links: Any, colors: int) -> ChartFacts:
    heights = links[:, 2]
    tree = hierarchy.to_tree(links)
    halves = [tree.get_left().get_count(), tree.get_right().get_count()]
    clusters = hierarchy.fcluster(links, 0.7 * heights.max(), "distance")
    sizes = np.unique(clusters, return_counts=True)[1].tolist()
    return ChartFacts(
        [len(links) + 1, *halves, *sizes, colors and len(sizes)],
        given={
            "height of the last join": [heights[-1]],
            "height of the first join": [heights[0]],
            "height of the join before the last": [heights[-2]],
        },
    )


def _neighbors() -> ChartFacts:
    facts = _join_facts(_linkage(), 1)
    facts.required = list(ANDES.country)
    return facts


@chart(_neighbors)
def matplotlib_dendrogram() -> Any:
    figure, axes = plt.subplots()
    hierarchy.dendrogram(_linkage(), labels=list(ANDES.country), ax=axes)
    axes.set_ylabel("Distance")
    return figure


def _flowers() -> pd.DataFrame:
    means = iris().groupby("species").mean().round(2)
    return means.rename(columns=lambda name: name.removesuffix(" (cm)"))


def _trees_beside_means() -> ChartFacts:
    means = _flowers()
    facts = matrix_facts(means)
    facts.required = list(means.index)
    facts.given = {"height of the last join": []}
    for table in (means, means.T):
        links = hierarchy.linkage(table, "average")
        facts.numbers += _join_facts(links, 0).numbers
        facts.given["height of the last join"].append(links[-1, 2])
    return facts


@chart(_trees_beside_means)
def seaborn_trees_beside_a_heat_map() -> Any:
    return sns.clustermap(_flowers())


def _classifier() -> Any:
    return DecisionTreeClassifier(max_depth=2, random_state=0).fit(WINE.data, WINE.target)


def _wine_tree() -> ChartFacts:
    tree = _classifier().tree_
    is_leaf = tree.children_left == -1
    first = tree.threshold[0]
    second = [tree.threshold[n] for n in (tree.children_left[0], tree.children_right[0])]
    return ChartFacts(
        [int(is_leaf.sum()), tree.max_depth],
        required=["proline"],
        quoted=["od280/od315"],
        given={
            "depth": [tree.max_depth],
            "first split": [float(f"{first:.3f}")],
            "second split": [float(f"{threshold:.3f}") for threshold in second],
            "samples of the largest leaf": [int(tree.n_node_samples[is_leaf].max())],
        },
    )


@chart(_wine_tree)
def matplotlib_decision_tree() -> Any:
    figure, axes = plt.subplots()
    names = ["Barolo", "Grignolino", "Barbera"]
    plot_tree(_classifier(), ax=axes, feature_names=list(WINE.data), class_names=names)
    return figure


def _part_facts(leaves: pd.Series) -> ChartFacts:
    """Return the facts about values by two levels of names."""
    sums = leaves.groupby(level=0).sum()
    return ChartFacts(
        [len(leaves), 3, 2, *(100 * sums / leaves.sum())],
        required=list(sums.index),
        quoted=[str(name) for name in leaves.index.get_level_values(1)],
        given={
            "value of the whole": [leaves.sum()],
            "value of a part": [*leaves, *sums],
            "share of the whole": list(sums / leaves.sum()),
        },
    )


@chart(lambda: _part_facts(gapminder(year=2007).groupby(["continent", "country"])["pop"].sum()))
def plotly_tree_map() -> Any:
    return px.treemap(
        gapminder(year=2007),
        path=[px.Constant("world"), "continent", "country"],
        values="pop",
        labels={"pop": "Population"},
    )


@chart(lambda: _part_facts(medals_long().groupby(["nation", "medal"])["count"].sum()))
def plotly_sunburst() -> Any:
    return px.sunburst(medals_long(), path=["nation", "medal"], values="count", labels={"count": "Medals"})


@chart(lambda: _part_facts(medals_long().groupby(["medal", "nation"])["count"].sum()))
def plotly_icicle() -> Any:
    return px.icicle(medals_long(), path=[px.Constant("games"), "medal", "nation"], values="count")
