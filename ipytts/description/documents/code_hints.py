"""Find out from the code of a cell what its last value is, where the value itself does not show it."""

from __future__ import annotations

import ast
from contextlib import suppress

_MAX_READ = 20_000  # characters
#: By the name of the method, or of the function, that is called last.
_RESULTS = {
    "head": "The first rows",
    "tail": "The last rows",
    "sample": "Rows chosen at random",
    "nlargest": "The rows with the largest values",
    "nsmallest": "The rows with the smallest values",
    "conf_int": "Confidence intervals",
    "crosstab": "A cross-tabulation",
    "confusion_matrix": "A confusion matrix",
}
_ATTRIBUTES = {"pvalues": "P values", "tvalues": "T values", "bse": "Standard errors"}
_MISSING = ("isna", "isnull")


def result_of(code: str) -> str:
    r"""Return what the last expression of Python code gives, in a few words; empty if that is not known.

    Examples
    --------
    >>> result_of("df = load()\ndf.head(3)"), result_of("birds.isna().sum()"), result_of("fit.pvalues")
    ('The first rows', 'Missing values by column', 'P values')
    >>> result_of("x = df.head()"), result_of("df.head(3);")
    ('', '')
    """
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        body = ast.parse(code[-_MAX_READ:]).body if not code.rstrip().endswith(";") else []
        if body and isinstance(body[-1], ast.Expr):
            return _result(body[-1].value)
    return ""


def _result(value: ast.expr) -> str:
    if isinstance(value, ast.Attribute):
        return _ATTRIBUTES.get(value.attr, "")
    if not isinstance(value, ast.Call):
        return ""
    name = _name(value.func)
    if name == "sum" and isinstance(value.func, ast.Attribute) and not (value.args or value.keywords):
        of = value.func.value
        return "Missing values by column" if isinstance(of, ast.Call) and _name(of.func) in _MISSING else ""
    return _RESULTS.get(name, "")


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
