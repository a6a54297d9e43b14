"""Describe the text of a result of scipy.optimize, with a field a line, in the words of the result."""

from __future__ import annotations

import re
from typing import Any

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.models.optimization import describe_optimum, describe_root
from ipytts.description.wording.phrase import Description

_FIELD = re.compile(r"^ *(\w+):(?= |$)(.*(?:\n(?! *\w+:(?: |$)).*)*)", re.MULTILINE)
_OF_OPTIMUM = {"success", "message", "x"}
_OF_ROOT = {"converged", "root", "iterations", "function_calls"}
_ROUNDED = 1000  # numbers below it are shown with up to four digits, and spoken with three
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|nan|inf)", re.IGNORECASE)
_VECTOR = re.compile(r"(?:array\()?\[?[^\[\]()]*\]?\)?")


def describe_optimize_text(text: str, detail: Detail) -> str:
    r"""Return words for the text of an `OptimizeResult` or of `RootResults`; empty for another text.

    Examples
    --------
    >>> text = " message: It ended.\n success: True\n fun: 7.5\n x: [ 2.000e+00 -1.000e+00]\n nit: 3"
    >>> describe_optimize_text(text, "normal")
    'An optimization that converged: value 7.5 at 2 and minus 1. It took 3 iterations.'
    """
    found = {name: " ".join(value.split()) for name, value in _FIELD.findall(text)}
    if found.keys() >= _OF_ROOT:
        description = _root(found)
    else:
        description = _optimum(found, detail) if found.keys() >= _OF_OPTIMUM else None
    return description.render(LENGTHS[detail]) if description else ""


def _root(found: dict[str, str]) -> Description | None:
    shown = [_numbers(found[name]) for name in ("root", "iterations", "function_calls")]
    if not all(len(values) == 1 for values in shown):
        return None
    root, iterations, calls = (value for (value,) in shown)
    has_converged = found["converged"] == "True"
    return describe_root(
        {"converged": has_converged, "root": root, "iterations": iterations, "function_calls": calls}
    )


def _optimum(found: dict[str, str], detail: Detail) -> Description | None:
    first, _, others = found["x"].partition("...")
    values: dict[str, Any] = {
        "x": _numbers(first),
        "success": found["success"] == "True",
        "message": found["message"].strip("'\""),
    }
    # Least squares and equations have a value for each residual.
    if not {"cost", "fjac"} & found.keys() and len(value := _numbers(found.get("fun", ""))) == 1:
        values["fun"] = value[0]
    values.update({name: int(found[name]) for name in ("nit", "nfev") if found.get(name, "").isdecimal()})
    return describe_optimum(values, detail, is_partial=bool(others)) if values["x"] else None


def _numbers(text: str) -> list[float]:
    """Return the numbers of a vector that a text shows, rounded as those of the object would be."""
    numbers = [float(number) for number in _NUMBER.findall(text)] if _VECTOR.match(text) else []
    return [float(f"{number:.3g}") if abs(number) < _ROUNDED else number for number in numbers]
