"""Scatter plots: points that fan out, the range of most points, and relations within groups alone."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.model import Points
from tests.helpers.chart_panels import facts_of, words_of

RANDOM = np.random.default_rng(4)
X, NOISE = RANDOM.uniform(0, 10, 300), RANDOM.normal(size=300)


def test_points_that_fan_out_are_described() -> None:
    words = words_of(Points("", X, 3 * X + X * NOISE))
    assert "The points fan out: the spread of y grows with x" in words
    assert "The spread of y shrinks as x rises" in words_of(Points("", X, 3 * X + (10 - X) * NOISE))
    assert "spread" not in words_of(Points("", X, 3 * X + 4 * NOISE))


def test_few_points_and_points_in_order_do_not_fan_out() -> None:
    few, order = X[:20], np.argsort(X)
    assert "spread" not in words_of(Points("", few, 3 * few + few * NOISE[:20]))
    assert "spread" not in words_of(Points("", X[order], (3 * X + X * NOISE)[order]))


def test_range_of_most_points_is_described_if_it_is_much_smaller() -> None:
    y = np.concatenate([RANDOM.normal(size=298), [-30, 30]])
    words = words_of(Points("", X, y))
    low, high = np.quantile(y, [0.1, 0.9])
    assert f"y from minus 30 to 30, mostly minus {-low:.3g} to {high:.3g}" in words
    deciles = {fact.method: fact.value for fact in facts_of(Points("", X, y)) if "decile" in fact.method}
    assert deciles == {"lower decile": low, "upper decile": high}
    assert "mostly" not in words_of(Points("", X, RANDOM.uniform(size=300)))


def test_relations_within_groups_are_described_where_all_points_show_none() -> None:
    lines = [Points(name, X[:100] + 6 * n, X[:100] - 6 * n + NOISE[:100]) for n, name in enumerate("abc")]
    noise = [Points(name, X[:100], NOISE[100 * n : 100 * n + 100]) for n, name in enumerate("abc")]
    assert "but within" in words_of(*lines)
    words = words_of(*noise)
    assert "the two are hardly correlated." in words


def test_few_points_without_a_relation_are_not_called_uncorrelated() -> None:
    words = words_of(Points("", RANDOM.uniform(size=12), RANDOM.normal(size=12)))
    assert "hardly correlated" not in words
    assert "they show no clear relation" in words
