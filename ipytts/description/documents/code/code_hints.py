"""Find out from the code of a cell what its last value is, where the value itself does not show it."""

from __future__ import annotations

import ast
import numbers
import re
from contextlib import suppress
from itertools import islice
from typing import Any

from ipytts.description.describer import describe
from ipytts.description.detail import Detail
from ipytts.description.documents.code.python_code import last_expression, last_name
from ipytts.description.safe_types import package_of

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
_YEAR = re.compile(  # not such as "sales_per_year" and "n_years", which are counts
    r"(?:(?:start|end|first|last|birth|death|max|min|this|current|base|target|next|release|model|from|to)_?)?year",
    re.IGNORECASE,
)
_FIRST_YEAR, _END_OF_YEARS = 1000, 3000
_KEEPING_YEARS = (
    "max",
    "min",
    "int",
    "item",
    "idxmax",
    "idxmin",
    "head",
    "first",
    "last",
    "pop",
    "unique",
    "tolist",
    "sorted",
    "list",
)
_SEPARATOR = re.compile(r"\b([12]),(\d{3})\b(?! (?:whole )?(?:numbers|items|values))")  # not of a count
_MAX_YEARS = 10_000
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
    value = None if code.rstrip().endswith(";") else last_expression(code[-_MAX_READ:])
    return _result(value) if value else ""


def describe_year(code: str, value: Any, detail: Detail = "normal") -> str:
    r"""Return a year, or an array or list of years, without separators; empty for what code names otherwise.

    Examples
    --------
    >>> describe_year("df.year.max()", 2012), describe_year("sales.year.nunique()", 2012)
    ('2012', '')
    """
    is_list = type(value) is list or (package_of(type(value)), type(value).__name__) == ("numpy", "ndarray")
    years = list(islice(value, _MAX_YEARS)) if is_list and getattr(value, "ndim", 1) == 1 else [value]
    if not years or not all(map(_may_be_year, years)):
        return ""
    last = last_expression(code[-_MAX_READ:])
    with suppress(RecursionError):  # a name of a thousand parts
        if last and _is_year(last):
            return _SEPARATOR.sub(r"\1\2", describe(value, detail)) if is_list else str(int(value))
    return ""


def _may_be_year(value: Any) -> bool:
    is_number = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    return is_number and _FIRST_YEAR <= int(value) < _END_OF_YEARS


def _is_year(value: ast.expr) -> bool:
    """Return whether an expression is a year by its names, such as ``df["Year"].max()`` or ``day.year``."""
    if isinstance(value, ast.Call):
        name = last_name(value.func)
        if isinstance(value.func, ast.Attribute) and name in _KEEPING_YEARS:
            return _is_year(value.func.value)
        return name in _KEEPING_YEARS and len(value.args) == 1 and _is_year(value.args[0])
    if isinstance(value, ast.Subscript):
        if isinstance(value.slice, ast.Constant) and isinstance(value.slice.value, str):
            return bool(_YEAR.fullmatch(value.slice.value))
        of = value.value
        return _is_year(
            of.value if isinstance(of, ast.Attribute) and of.attr in ("iloc", "iat", "values") else of
        )
    return bool(_YEAR.fullmatch(last_name(value)))


def _result(value: ast.expr) -> str:
    if isinstance(value, ast.Attribute):
        return _ATTRIBUTES.get(value.attr, "")
    if not isinstance(value, ast.Call):
        return ""
    name = last_name(value.func)
    if name == "sum" and isinstance(value.func, ast.Attribute) and not (value.args or value.keywords):
        of = value.func.value
        return (
            "Missing values by column" if isinstance(of, ast.Call) and last_name(of.func) in _MISSING else ""
        )
    return _RESULTS.get(name, "")
