"""Values of facts about models and tests, read from the results of statsmodels and scipy by their method."""

from __future__ import annotations

import re
from functools import singledispatch
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse, stats
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline
from scipy.optimize import OptimizeResult, RootResults
from scipy.spatial.transform import Rotation
from statsmodels.base.wrapper import ResultsWrapper
from statsmodels.iolib.summary import Summary
from statsmodels.regression.linear_model import OLS
from statsmodels.sandbox.stats.multicomp import TukeyHSDResults
from statsmodels.stats.contrast import ContrastResults, WaldTestResults

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.wording.phrase import Fact

_CONSTANTS = {"const", "Intercept", "sigma2", "Group Var"}
_BOUNDS = ("lower bound", "upper bound")
_LABELS = {"R squared": "R-squared:", "adjusted R squared": "Adj. R-squared:", "F statistic": "F-statistic:"}


def of_results(results: Any, fact: Fact) -> Any:
    """Return the value of a fact about a fitted model."""
    if fact.method in ("estimate", "p value", *_BOUNDS):
        return _of_term(results, fact)
    if fact.method in ("count of small p values", "count of tested terms"):
        p = pd.DataFrame(results.pvalues)
        tested = p.loc[[name not in _CONSTANTS for name in p.index]].to_numpy()
        return tested.size if "tested" in fact.method else (tested < 0.05).sum()
    null: Callable[[], float] = lambda: float(  # noqa: E731 - a fit that only some need
        type(results.model)(results.model.endog, np.ones(len(results.model.endog)))
        .fit(disp=0, method="newton", tol=1e-14)
        .llf
    )
    known: dict[str, Callable[[], Any]] = {
        "R squared": lambda: results.rsquared,
        "uncentered R squared": lambda: results.rsquared,
        "adjusted R squared": lambda: results.rsquared_adj,
        "pseudo R squared": lambda: 1 - results.llf / null(),
        "Cox and Snell pseudo R squared": lambda: results.pseudo_rsquared("cs"),
        "F statistic": lambda: results.fvalue,
        "AIC": lambda: results.aic,
        "BIC": lambda: results.bic,
        "log likelihood": lambda: results.llf,
        "condition number": lambda: results.condition_number,
        "observation count": lambda: len(results.model.endog),
        "group count": lambda: len(set(results.model.groups)),
    }
    return known[fact.method]()


def _of_term(results: Any, fact: Fact) -> Any:
    if fact.of == "F statistic":
        return results.f_pvalue
    if fact.of == "Group Var":
        return np.asarray(results.cov_re)[0, 0]
    if isinstance(results.params, dict):
        return results.params[fact.of]
    if fact.at is not None:
        return _of_outcome(results, fact)
    index = results.params.index
    if fact.method in _BOUNDS:
        return np.asarray(results.conf_int())[list(index).index(fact.of), _BOUNDS.index(fact.method)]
    values = results.params if fact.method == "estimate" else results.pvalues
    return pd.Series(np.asarray(values), index=index)[fact.of]


def _of_outcome(results: Any, fact: Fact) -> Any:
    column = int(str(fact.at).rpartition(" ")[2]) - 1  # of "PID 2"
    if fact.method in _BOUNDS:
        return results.conf_int().loc[str(column + 1)].loc[fact.of].iloc[_BOUNDS.index(fact.method)]
    return (results.params if fact.method == "estimate" else results.pvalues).loc[fact.of].iloc[column]


def of_summary(summary: Any, fact: Fact) -> Any:
    """Return the value of a fact about a printed summary, from its cells."""
    head = [str(cell).strip() for row in summary.tables[0].data for cell in row]
    below = [str(cell).strip() for row in summary.tables[2].data for cell in row]
    header, *rows = ([str(cell).strip() for cell in row] for row in summary.tables[1].data)
    terms = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    columns = {"estimate": "coef", "p value": "P>|t|", "lower bound": "[0.025", "upper bound": "0.975]"}
    if fact.of == "F statistic":
        return float(head[head.index("Prob (F-statistic):") + 1])
    if fact.method in columns:
        return float(terms[fact.of][columns[fact.method]])
    if "terms" in fact.method or "small" in fact.method:
        p = [float(row["P>|t|"]) for name, row in terms.items() if name not in _CONSTANTS]
        return len(p) if "terms" in fact.method else sum(value < 0.05 for value in p)
    if fact.method == "observation count":
        return int(head[head.index("No. Observations:") + 1])
    if fact.method == "condition number":
        return float(below[below.index("Cond. No.") + 1])
    label = _LABELS.get(fact.method, f"{fact.method}:".replace("log likelihood", "Log-Likelihood"))
    return float(head[head.index(label) + 1])


def of_unfitted(model: Any, fact: Fact) -> Any:
    """Return the value of a fact about a model that is not fitted."""
    return model.exog.shape[0 if fact.method == "observation count" else 1]


def of_tukey(result: Any, fact: Fact) -> Any:
    """Return the value of a fact about a Tukey test of statsmodels."""
    rows = result._results_table.data[1:]
    by_pair = {f"{row[0]} and {row[1]}": position for position, row in enumerate(rows)}
    if fact.of:
        values = result.meandiffs if fact.method == "mean difference" else result.pvalues
        return values[by_pair[fact.of]]
    known = {
        "group count": len(result.groupsunique),
        "count of pairs": len(rows),
        "count of small p values": int(np.sum(result.reject)),
    }
    return known[fact.method]


def of_contrast(contrast: Any, fact: Fact) -> Any:
    """Return the value of a fact about tests of hypotheses."""
    index = int(str(fact.at).rpartition(" ")[2]) - 1 if fact.at else 0
    known = {
        "statistic": np.ravel(contrast.statistic)[index],
        "p value": np.ravel(contrast.pvalue)[index],
        "size": np.size(contrast.pvalue),
        "degrees of freedom of the numerator": getattr(contrast, "df_num", None),
        "degrees of freedom of the denominator": contrast.df_denom,
    }
    return np.ravel(contrast.effect)[index] if fact.method == "estimate" else known[fact.method]


def of_wald(tests: Any, fact: Fact) -> Any:
    """Return the value of a fact about the tests of the terms of a model."""
    if fact.method == "p value":
        return float(tests.table["pvalue"][fact.of])
    p = np.ravel(tests.table["pvalue"]).astype(float)
    return len(p) if fact.method == "size" else (p < 0.05).sum()


def of_test(result: Any, fact: Fact) -> Any:
    """Return the value of a fact about a test of scipy."""
    names = {
        "p value": "pvalue",
        "coefficient": "statistic",
        "success count": "k",
        "trial count": "n",
        "standard error": "standard_error",
        "standard error of the slope": "stderr",
    }
    known: dict[str, Callable[[], Any]] = {
        "minimum": lambda: float(result.expected_freq.min()),
        "R squared": lambda: result.rvalue**2,
        "resample count": lambda: result.null_distribution.size,
        "degrees of freedom": lambda: result.df if hasattr(result, "df") else result.dof,
        "lower bound": lambda: result.confidence_interval.low,
        "upper bound": lambda: result.confidence_interval.high,
    }
    if np.ndim(getattr(result, "pvalue", 0)):
        several = {"size": np.size, "count of small p values": lambda p: (p < 0.05).sum()}
        return several.get(fact.method, np.min if fact.at == "minimum" else np.max)(result.pvalue)
    if fact.method == "resample count" and hasattr(result, "bootstrap_distribution"):
        return result.bootstrap_distribution.size
    return known.get(fact.method, lambda: getattr(result, names.get(fact.method, fact.method)))()


def of_pairs(result: Any, fact: Fact) -> Any:
    """Return the value of a fact about a comparison of each pair of groups."""
    pair = tuple(int(found) - 1 for found in re.findall(r"\d+", fact.of))
    if pair:
        return (result.pvalue if fact.method == "p value" else result.statistic)[pair]
    below = [p for row, values in enumerate(result.pvalue) for p in values[row + 1 :]]
    known = {"group count": len(result.pvalue), "count of pairs": len(below)}
    return known.get(fact.method, sum(p < 0.05 for p in below))


def of_distribution(frozen: Any, fact: Fact) -> Any:
    """Return the value of a fact about a distribution."""
    if fact.method == "parameter":
        names = [*(frozen.dist.shapes or "").split(", "), "loc", "scale"]
        return {**dict(zip(filter(None, names), frozen.args, strict=False)), **frozen.kwds}[fact.of]
    if fact.method.startswith("quantile"):
        return frozen.interval(0.95)[fact.method == "quantile 0.975"]
    return {"mean": frozen.mean, "standard deviation": frozen.std}[fact.method]()


def of_optimum(result: Any, fact: Fact) -> Any:
    """Return the value of a fact about a solver's result."""
    if "t" in result:
        known = {"equation count": len(result.y), "first time": result.t[0], "last time": result.t[-1]}
        known["time count"] = len(result.t)
        if not fact.of:
            return known[fact.method]
        return result.y[int(fact.of.split()[1]) - 1, 0 if fact.method == "first value" else -1]
    if fact.of == "x":
        return np.ravel(result.x)[int(str(fact.at).split()[1]) - 1]
    return result[{"value": "fun", "iteration": "nit", "evaluation": "nfev"}[fact.method]]


def of_root(result: Any, fact: Fact) -> Any:
    """Return the value of a fact about a root."""
    return getattr(
        result, {"iteration": "iterations", "evaluation": "function_calls"}.get(fact.method, "root")
    )


def of_sparse(matrix: Any, fact: Fact) -> Any:
    """Return the value of a fact about a sparse matrix, from the dense one."""
    dense = matrix.toarray()
    stored = dense[dense != 0]
    known = {"stored count": stored.size, "share of stored values": stored.size / dense.size}
    known |= {"row count": len(dense), "column count": dense.shape[1]}
    return known.get(fact.method, stored.min() if fact.method == "minimum" else stored.max())


def of_spline(spline: Any, fact: Fact) -> Any:
    """Return the value of a fact about an interpolator."""
    return {"point count": len(spline.x), "first point": spline.x[0], "last point": spline.x[-1]}[fact.method]


def of_rotation(rotation: Any, fact: Fact) -> Any:
    """Return the value of a fact about a rotation."""
    vector = rotation.as_rotvec(degrees=True)
    if fact.method == "angle":
        return np.linalg.norm(vector)
    return vector["xyz".index(str(fact.at))] / np.linalg.norm(vector)


@singledispatch
def recompute_science(thing: Any, fact: Fact) -> Any:
    """Return the value of a fact, from its object."""
    raise NotImplementedError(type(thing))


_TESTS = [
    stats.ttest_ind([1, 2, 4], [3, 5, 6]),
    stats.pearsonr([1, 2, 4], [3, 5, 6]),
    stats.mannwhitneyu([1, 2], [3, 5]),
    stats.chi2_contingency([[1, 2], [3, 5]]),
    stats.shapiro([1, 2, 4]),
    stats.f_oneway([1, 2], [3, 5]),
    stats.linregress([1, 2, 4], [3, 5, 6]),
    stats.binomtest(1, 2),
    stats.bootstrap(([1, 2, 4],), np.mean, n_resamples=9),
    stats.spearmanr([1, 2, 4], [3, 5, 6]),
]
RECOMPUTED: dict[type, Callable[[Any, Fact], Any]] = {
    ResultsWrapper: of_results,
    Summary: of_summary,
    OLS: of_unfitted,
    TukeyHSDResults: of_tukey,
    ContrastResults: of_contrast,
    WaldTestResults: of_wald,
    **dict.fromkeys(map(type, _TESTS), of_test),
    type(stats.tukey_hsd([1, 2], [3, 5])): of_pairs,
    type(stats.norm(0, 1)): of_distribution,
    type(stats.poisson(3)): of_distribution,
    OptimizeResult: of_optimum,
    type(solve_ivp(lambda _, y: -y, (0, 1), [1])): of_optimum,
    RootResults: of_root,
    sparse.sparray: of_sparse,
    sparse.spmatrix: of_sparse,
    CubicSpline: of_spline,
    Rotation: of_rotation,
}
for cls, function in RECOMPUTED.items():
    recompute_science.register(cls)(function)
