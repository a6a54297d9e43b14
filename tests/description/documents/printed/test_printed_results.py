"""The texts of results of SciPy in the words of the results themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import optimize, stats
from sklearn.datasets import load_wine

from ipytts import describe
from ipytts.description.documents.mime_bundles import describe_plain

_WINE = load_wine(as_frame=True)
_FIRST, _SECOND, _THIRD = (_WINE.data[_WINE.target == kind]["ash"] for kind in range(3))


@pytest.mark.parametrize(
    "result",
    [
        stats.ttest_ind(_FIRST, _SECOND),
        stats.ttest_rel([3.5, 4, 6, 8], [3, 4.5, 5, 5]),
        stats.ttest_ind(_WINE.data[::2], _WINE.data[1::2]),
        stats.pearsonr(_WINE.data["ash"], _WINE.data["magnesium"]),
        stats.mannwhitneyu(_FIRST, _SECOND),
        stats.kruskal(_FIRST, _SECOND, _THIRD),
        stats.levene(_FIRST, _SECOND),
        stats.chi2_contingency([[12, 30], [25, 14]]),
        stats.fisher_exact([[7, 2], [3, 9]]),
        stats.binomtest(14, 20),
        stats.linregress(_WINE.data["ash"], _WINE.data["proline"]),
        stats.theilslopes(_WINE.data["ash"], _WINE.data["hue"]),
        stats.bootstrap((_FIRST,), np.median, n_resamples=1500, random_state=np.random.default_rng(2)),
        optimize.linprog([-3, -1], A_ub=[[1, 2]], b_ub=[6]),
        optimize.minimize(optimize.rosen, [-1.25, 2], method="Nelder-Mead", options={"maxiter": 3}),
        optimize.least_squares(lambda x: [x[0] - 4, 3 * x[1]], [0, 5]),
        optimize.root_scalar(lambda x: x**3 - 10, bracket=[0, 5]),
    ],
    ids=lambda result: type(result).__name__,
)
def test_text_of_a_result_is_described_like_the_result(result: Any) -> None:
    assert describe_plain(repr(result), "normal") == describe(result)


def test_position_that_is_shown_in_part_says_that_there_is_more() -> None:
    optimum = optimize.minimize(lambda x: ((x - 0.5) ** 2).sum(), np.zeros(2000), method="CG")
    assert "at 0.5, 0.5 and more. It took" in describe_plain(repr(optimum), "normal")


def test_named_tuple_with_the_name_of_a_test_but_other_fields_keeps_its_fields() -> None:
    words = describe_plain("KruskalResult(runs=3, wins=2)", "normal")
    assert words == "A KruskalResult with 2 fields: runs is 3; wins is 2."
