"""Relations of points, of data whose relation is known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipytts.description.charts.statistics import arrays, relations

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.charts.model import Floats

X = np.linspace(-4, 2, 80)


def noise(size: int, seed: int = 5) -> Floats:
    return np.random.default_rng(seed).normal(size=size)


def found_of_200(model: Callable[[np.random.Generator], tuple[Floats, Floats]]) -> int:
    """Return in how many of 200 samples a relation is found."""
    rng = np.random.default_rng(7)
    return sum(relations.relation(*model(rng)) is not None for _ in range(200))


def test_correlation_of_huge_values_does_not_overflow() -> None:
    x = np.linspace(0, 4e300, 5)
    assert relations.correlation(x, -x) == -1
    assert math.isnan(relations.correlation(x, np.ones(5)))


def test_correlation_is_1_only_for_a_straight_line() -> None:
    assert relations.correlation(X, 3 * X + 7) == 1
    assert 0.9999 < relations.correlation(X, X + 0.01 * noise(80)) < 1


def test_ranks_of_equal_values_are_their_mean() -> None:
    assert arrays.ranks(np.array([5.0, 1, 5, 9])).tolist() == [2.5, 1, 2.5, 4]


def test_tail_probability_is_that_of_students_t() -> None:
    # t = 2.228 with 10 degrees of freedom has a two-sided probability of 0.05
    assert relations.tail_probability(2.228 / math.sqrt(2.228**2 + 10), 10) == pytest.approx(0.05, rel=0.01)


@pytest.mark.parametrize(
    ("y", "form"),
    [
        (2 * X + noise(80), "line"),
        ((X + 1) ** 2 + 0.5 * noise(80), "valley"),
        (-((X + 1) ** 2), "hill"),
        (np.exp(X), "curve"),
        (np.log(X + 4.1), "curve"),
        (noise(80), None),
    ],
)
def test_relation_has_a_form(y: Floats, form: str | None) -> None:
    found = relations.relation(X, y)
    assert (found and found.form) == form


def test_a_curve_flattens_or_gets_steeper() -> None:
    flattening, steeper = relations.relation(X, np.log(X + 4.1)), relations.relation(X, -np.exp(X))
    assert flattening
    assert flattening.flattens
    assert steeper
    assert not steeper.flattens


def test_turning_point_is_where_a_valley_is_lowest() -> None:
    found = relations.relation(X, (X + 1) ** 2 + 0.3 * noise(80))
    assert found
    assert found.turning_points == pytest.approx((-1,), abs=0.1)


def test_wave_turns_twice() -> None:
    x = np.random.default_rng(4).uniform(0, 2 * math.pi, 150)
    found = relations.relation(x, np.sin(x) + 0.2 * np.random.default_rng(5).normal(size=150))
    assert found
    assert found.form == "wave"
    assert found.coefficient > 0
    assert found.turning_points == pytest.approx((math.pi / 2, 3 * math.pi / 2), abs=0.4)


def test_few_points_and_small_coefficients_are_no_relation() -> None:
    assert relations.relation(np.arange(7.0), np.arange(7.0)) is None
    rng = np.random.default_rng(0)
    x = rng.normal(size=4_000)
    assert relations.relation(x, 0.2 * x + rng.normal(size=4_000)) is None  # r is 0.2, and p tiny


def test_one_extreme_point_makes_no_relation() -> None:
    x, y = np.append(noise(40, 1), 50), np.append(noise(40, 2), 50)
    assert relations.correlation(x, y) > 0.9
    assert relations.relation(x, y) is None


@pytest.mark.parametrize(
    "model",
    [
        pytest.param(lambda rng: rng.normal(size=(2, 60)).cumsum(axis=1), id="two random walks"),
        pytest.param(lambda rng: (np.arange(60.0), rng.normal(size=60).cumsum()), id="a random walk by time"),
        pytest.param(lambda rng: rng.standard_t(3, (2, 25)), id="heavy tails"),
        pytest.param(lambda rng: rng.integers(0, 4, (2, 25)).astype(float), id="ties"),
    ],
)
def test_unrelated_values_rarely_have_a_relation(
    model: Callable[[np.random.Generator], tuple[Floats, Floats]],
) -> None:
    assert found_of_200(model) <= 10  # 5 %


def test_walks_whose_steps_are_related_have_a_relation() -> None:
    def together(rng: np.random.Generator) -> tuple[Floats, Floats]:
        steps = rng.normal(size=100)
        return steps.cumsum(), (steps + 0.5 * rng.normal(size=100)).cumsum()

    assert found_of_200(together) >= 160
