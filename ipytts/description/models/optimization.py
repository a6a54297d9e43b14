"""Describe the result of an optimization, live or from its text: whether it converged, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.wording import numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Fact, Phrase, Words, join, phrase

_LISTED_VALUES: dict[Detail, int] = {"brief": 3, "normal": 6, "full": 20}
_MESSAGE_LENGTH = 150  # characters
_TOLERANCE = 6  # decimals


def describe_optimum(
    values: Mapping[str, Any], detail: Detail, *, is_partial: bool = False
) -> Description | None:
    """Return whether an optimization converged, its value, and where that is; None without a position.

    `values` are the fields of ``OptimizeResult``: `x` a list of numbers, `fun` a number or None; with
    `is_partial`, `x` has only the first numbers.

    Examples
    --------
    >>> str(describe_optimum({"x": [2.0, 0.5], "fun": 7.0, "success": True, "nit": 4}, "normal"))
    'An optimization that converged: value 7 at 2 and 0.5. It took 4 iterations.'
    """
    if "x" not in values:
        return None
    has_converged = bool(values.get("success", True))
    state = "converged" if has_converged else "did not converge"
    fun = values.get("fun")
    value = "" if fun is None else phrase(": value {}", number_fact(float(fun), "value"))
    position = _position(values["x"], detail, is_partial=is_partial)
    opening = phrase("an optimization that {}{} at {}", state, value, position)
    if detail == "brief":
        return Description.of([opening])
    message = describe_message(values, has_converged=has_converged, detail=detail)
    return Description.of([opening, _effort(values), message])


def _position(values: Sequence[float], detail: Detail, *, is_partial: bool) -> Phrase:
    """Return the values of a vector as one phrase; of a long one, the first."""
    most = _LISTED_VALUES[detail]
    shown = [float(value) for value in values[:most]]
    texts = [_in_words(value) for value in shown]
    listed: list[Words] = [
        Fact(text, value, "value", "x", f"value {index}", is_estimate=is_near)
        for index, (value, (text, is_near)) in enumerate(zip(shown, texts, strict=True), 1)
    ]
    if is_partial:
        listed.append("more")
    elif len(values) > most:
        listed.append(phrase("{} more", number_fact(len(values) - most, "count of others")))
    return join(listed)


def _in_words(value: float) -> tuple[str, bool]:
    """Return a number in words, and whether it is a whole one but for the tolerance of a solver."""
    rounded = round(value, _TOLERANCE) + 0.0
    is_near = rounded != value and rounded.is_integer()
    return (f"about {numbers.number(int(rounded))}" if is_near else numbers.number(value)), is_near


def _effort(values: Mapping[str, Any]) -> Words:
    nouns = {"nit": "iteration", "nfev": "evaluation"}
    counts: list[tuple[str, Any]] = [(noun, values.get(key)) for key, noun in nouns.items()]
    found = [
        counted(int(count), noun, noun)
        for noun, count in counts
        if hasattr(count, "__int__") and not getattr(count, "ndim", 0)
    ]
    return phrase("it took {}", join(found)) if found else ""


def describe_root(values: Mapping[str, Any]) -> Description:
    """Return whether a search found a root, and where; `values` are the fields of ``RootResults``.

    Examples
    --------
    >>> str(describe_root({"converged": True, "root": 1.5, "iterations": 8, "function_calls": 9}))
    'A root, found at 1.5, in 8 iterations and 9 evaluations.'
    """
    state = "found" if values["converged"] else "not found, the search ended"
    opening = phrase("a root, {} at {}", state, number_fact(float(values["root"]), "root"))
    counts = (
        counted(int(values["iterations"]), "iteration", "iteration"),
        counted(int(values["function_calls"]), "evaluation", "evaluation"),
    )
    return Description.of([phrase("{}, in {} and {}", opening, *counts)])


def describe_message(values: Mapping[str, Any], *, has_converged: bool, detail: Detail) -> Words:
    """Return the message of a solver; without "full", only that of a failure."""
    text = values.get("message")
    if not isinstance(text, str) or (has_converged and detail != "full"):
        return ""
    return phrase("the message: {}", phrases.value(text.rstrip("."), _MESSAGE_LENGTH))
