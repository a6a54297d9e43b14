"""Describe what the solvers of scipy.optimize and scipy.integrate return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.integrate._ivp.ivp import OdeResult
from scipy.optimize import OptimizeResult, RootResults

from ipytts.description.wording import numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Fact, join, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Phrase, Words

_LISTED_VALUES: dict[Detail, int] = {"brief": 3, "normal": 6, "full": 20}
_MESSAGE_LENGTH = 150  # characters
_TOLERANCE = 6  # decimals


def _describe_optimum(result: Any, detail: Detail) -> Description | str:
    """Return whether an optimization converged, its value, and where that is."""
    values = dict(result)
    if "x" not in values:
        return ""
    has_converged = bool(values.get("success", True))
    state = "converged" if has_converged else "did not converge"
    fun: Any = values.get("fun")
    is_value = fun is not None and np.size(fun) == 1 and "cost" not in values and "fjac" not in values
    value = phrase(": value {}", number_fact(float(np.ravel(fun)[0]), "value")) if is_value else ""
    position = _values(values["x"], "x", detail)
    opening = phrase("an optimization that {}{} at {}", state, value, position)
    if detail == "brief":
        return Description.of([opening])
    return Description.of(
        [opening, _effort(values), _message(values, has_converged=has_converged, detail=detail)]
    )


def _values(values: Any, of: str, detail: Detail) -> Phrase:
    """Return the values of a vector as one phrase; of a long one, the first."""
    flat = np.ravel(values)
    most = _LISTED_VALUES[detail]
    finite = [float(value) for value in flat[:most]]
    texts = [_in_words(value) for value in finite]
    listed: list[Words] = [
        Fact(text, value, "value", of, f"value {index}", is_estimate=is_near)
        for index, (value, (text, is_near)) in enumerate(zip(finite, texts, strict=True), 1)
    ]
    if len(flat) > most:
        listed.append(phrase("{} more", number_fact(len(flat) - most, "count of others")))
    return join(listed)


def _in_words(value: float) -> tuple[str, bool]:
    """Return a number in words, and whether it is a whole one but for the tolerance of a solver."""
    rounded = round(value, _TOLERANCE) + 0.0
    is_near = rounded != value and rounded.is_integer()
    return (f"about {numbers.number(int(rounded))}" if is_near else numbers.number(value)), is_near


def _effort(values: Mapping[str, Any]) -> Words:
    found = []
    for key, noun in (("nit", "iteration"), ("nfev", "evaluation")):
        count: Any = values.get(key)
        if count is not None and np.ndim(count) == 0:
            found.append(counted(int(count), noun, noun))
    return phrase("it took {}", join(found)) if found else ""


def _message(values: Mapping[str, Any], *, has_converged: bool, detail: Detail) -> Words:
    text = values.get("message")
    if not isinstance(text, str) or (has_converged and detail != "full"):
        return ""
    return phrase("the message: {}", phrases.value(text.rstrip("."), _MESSAGE_LENGTH))


def _describe_root(result: Any, _: Detail) -> Description:
    state = "found" if result.converged else "not found, the search ended"
    opening = phrase("a root, {} at {}", state, number_fact(float(result.root), "root"))
    counts = (
        counted(int(result.iterations), "iteration", "iteration"),
        counted(int(result.function_calls), "evaluation", "evaluation"),
    )
    return Description.of([phrase("{}, in {} and {}", opening, *counts)])


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
    most = _LISTED_VALUES[detail]
    if np.isrealobj(values):
        for index, row in enumerate(values[:most], 1):
            first, last = numbers.apart([float(row[0]), float(row[-1])])
            facts = (
                number_fact(float(row[0]), "first value", f"y {index}", text=first),
                number_fact(float(row[-1]), "last value", f"y {index}", text=last),
            )
            yield phrase("variable {} goes from {} to {}", str(index), *facts)
    if not result.success:
        yield _message(dict(result), has_converged=False, detail=detail)


FORMATTERS: Mapping[type, Formatter] = {
    OptimizeResult: _describe_optimum,
    RootResults: _describe_root,
    OdeResult: _describe_solution,
}
