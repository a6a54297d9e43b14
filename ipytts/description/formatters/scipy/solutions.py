"""Describe what the solvers of scipy.optimize and scipy.integrate return."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from scipy.integrate._ivp.ivp import OdeResult
from scipy.optimize import OptimizeResult, RootResults

from ipytts.description.detail import Detail, Formatter
from ipytts.description.models.optimization import describe_message, describe_optimum, describe_root
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Words, phrase

_LISTED_VARIABLES: dict[Detail, int] = {"brief": 3, "normal": 6, "full": 20}


def _describe_optimum(result: Any, detail: Detail) -> Description | str:
    values = dict(result)
    fun: Any = values.get("fun")
    plain = {name: np.ravel(value).tolist() for name, value in values.items() if name in ("x", "fun")}
    # Least squares and equations have a value for each residual.
    is_value = np.size(fun) == 1 and "cost" not in values and "fjac" not in values
    values.update(plain, fun=plain["fun"][0] if fun is not None and is_value else None)
    return describe_optimum(values, detail) or ""


def _describe_root(result: Any, _: Detail) -> Description:
    return describe_root(dict(result))


def _describe_solution(result: Any, detail: Detail) -> Description:
    """Return the span of a solution of differential equations, and the last value of each variable."""
    return Description.of(_solution(result, detail))


def _solution(result: Any, detail: Detail) -> Iterator[Words]:
    times, values = np.asarray(result.t, dtype=float), np.atleast_2d(np.asarray(result.y))
    state = "" if result.success else ", which failed"
    size = counted(values.shape[0], "differential equation", "equation count")
    opening = phrase("a solution of {}{}", size, state)
    if not times.size:
        yield opening
        return
    ends = number_fact(float(times[0]), "first time"), number_fact(float(times[-1]), "last time")
    yield phrase("{}, from {} to {} in {}", opening, *ends, counted(int(times.size), "time", "time count"))
    if detail == "brief":
        return
    most = _LISTED_VARIABLES[detail]
    if np.isrealobj(values):
        for index, row in enumerate(values[:most], 1):
            first, last = numbers.apart([float(row[0]), float(row[-1])])
            facts = (
                number_fact(float(row[0]), "first value", f"y {index}", text=first),
                number_fact(float(row[-1]), "last value", f"y {index}", text=last),
            )
            yield phrase("variable {} goes from {} to {}", str(index), *facts)
    if not result.success:
        yield describe_message(dict(result), has_converged=False, detail=detail)


FORMATTERS: Mapping[type, Formatter] = {
    OptimizeResult: _describe_optimum,
    RootResults: _describe_root,
    OdeResult: _describe_solution,
}
