"""Words for the data that code names: variables, columns, and simple steps between them."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from ipytts.description.documents.mathematics import formulas
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import plain_text

_MAX_NAME, _MAX_TEXT = 40, 90  # characters
_MAX_DEPTH = 12
_FORMULA = re.compile(r"\$([^$]{1,200})\$")
_ARROW = re.compile(r"\\(?:long)?(?:left|right)arrow\b", re.IGNORECASE)  # drawn beside the name of an axis
_LATEX = re.compile(r"[\\_^{}$]")
#: Methods and functions whose result has the same meaning as their data.
_SAME = frozenset(
    ["values", "to_numpy", "numpy", "astype", "dropna", "fillna", "sort_values", "sort_index", "ravel",
     "flatten", "squeeze", "reshape", "tolist", "to_list", "T", "transpose", "copy", "detach", "cpu",
     "head", "tail", "sample", "compute", "reset_index", "to_frame", "to_pandas", "loc", "iloc", "items"]
)  # fmt: skip
_SAME_FUNCTIONS = frozenset(
    [
        "array",
        "asarray",
        "list",
        "sorted",
        "tuple",
        "ravel",
        "squeeze",
        "Series",
        "flatten",
        "DataFrame",
        "reshape",
        "transpose",
    ]
)
_FUNCTIONS = {
    "log": "the logarithm of", "log10": "the logarithm of", "log2": "the logarithm of",
    "log1p": "the logarithm of 1 plus", "sqrt": "the square root of", "abs": "the absolute value of",
    "sin": "the sine of", "cos": "the cosine of", "tan": "the tangent of", "exp": "the exponential of",
    "cumsum": "the running total of",
}  # fmt: skip
_STATISTICS = {
    "mean": "mean", "sum": "total", "median": "median", "max": "highest", "min": "lowest",
    "count": "count of", "std": "standard deviation of", "var": "variance of",
    "nunique": "number of different",
}  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_MODULES = frozenset(
    ["np", "numpy", "pd", "pandas", "plt", "math", "torch", "tf", "jnp", "sns", "K", "scipy"]
)
_MEANINGLESS = frozenset(["index", "columns", "range", "arange", "linspace", "self"])


def literal(node: ast.expr | None) -> str:
    """Return the text that is written in the code; empty for one that is computed.

    Examples
    --------
    >>> literal(ast.parse("'Rain in mm'", mode="eval").body)
    'Rain in mm'
    """
    if isinstance(node, ast.JoinedStr) and all(isinstance(part, ast.Constant) for part in node.values):
        node = ast.Constant(
            "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        )
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return ""
    text = _FORMULA.sub(lambda match: _formula(_ARROW.sub("", match[1])), node.value)
    return plain_text.shorten(to_speakable(text.replace("\n", " ").replace(";", ",")), _MAX_TEXT)


def _formula(latex: str) -> str:
    if not latex.strip():
        return ""
    words = formulas.describe_formula(latex)
    return _LATEX.sub(" ", latex) if words in ("", formulas.UNREADABLE) else words


def name_of(node: ast.expr | None, names: Mapping[str, str] | None = None, depth: int = 0) -> str:
    """Return words for the data of an expression; empty if its code does not name them.

    `names` are words for variables, such as the arguments of a function that is called.

    Examples
    --------
    >>> codes = ('df["unit_price"]', "df.tip.values", "x + 1")
    >>> [name_of(ast.parse(code, mode="eval").body) for code in codes]
    ['unit price', 'tip', '']
    >>> name_of(ast.parse("df.groupby('day')['tip'].mean()", mode="eval").body)
    'mean tip'
    """
    names = names or {}
    if node is None or depth > _MAX_DEPTH:
        return ""
    if isinstance(node, ast.Name):
        return names[node.id] if node.id in names else _to_words(node.id)
    if isinstance(node, ast.Attribute):
        return _attribute(node, names, depth + 1)
    if isinstance(node, ast.Subscript):
        return _subscript(node, names, depth + 1)
    if isinstance(node, ast.Call):
        return _call(node, names, depth + 1)
    return _power(node, names, depth + 1) if isinstance(node, ast.BinOp) else ""


def _power(node: ast.BinOp, names: Mapping[str, str], depth: int) -> str:
    exponent = node.right.value if isinstance(node.right, ast.Constant) else None
    words = {2: "squared", 3: "cubed"}.get(exponent, "") if type(exponent) is int else ""
    base = name_of(node.left, names, depth) if words and isinstance(node.op, ast.Pow) else ""
    return f"{base} {words}" if base else ""


def column(node: ast.expr | None, names: Mapping[str, str] | None = None) -> str:
    """Return words for a column by its name in quotes, or for data."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _to_words(node.value)
    return name_of(node, names)


def columns(node: ast.expr | None, names: Mapping[str, str] | None = None) -> list[str]:
    """Return words for a column, or for each column in a list."""
    items = node.elts if isinstance(node, ast.List | ast.Tuple) else [node] if node else []
    return [name for item in items if (name := column(item, names))]


def grouping(node: ast.expr) -> str:
    """Return the name of the groups of a chain such as ``df.groupby("day")["tip"].mean()``."""
    for part in chain(node):
        if isinstance(part, ast.Call) and method(part) in ("groupby", "resample", "set_index"):
            by = part.args[0] if part.args else keyword(part, "by")
            found = columns(by)
            return found[0] if method(part) != "resample" and len(found) == 1 else ""
    return ""


def chain(node: ast.expr) -> list[ast.expr]:
    """Return the steps of an expression with dots, calls and brackets, the last first."""
    steps: list[ast.expr] = []
    inner: ast.expr | None = node
    while inner is not None and len(steps) < 100:
        steps.append(inner)
        if isinstance(inner, ast.Call):
            inner = inner.func
        elif isinstance(inner, ast.Attribute | ast.Subscript):
            inner = inner.value
        else:
            break
    return steps


def method(node: ast.Call) -> str:
    """Return the last name of the function that is called."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def keyword(node: ast.Call, *names: str) -> ast.expr | None:
    """Return the argument with one of these names."""
    return next((given.value for given in node.keywords if given.arg in names), None)


def _to_words(name: str) -> str:
    if name in _MEANINGLESS or name in ("_", "__"):
        return ""
    return plain_text.shorten(to_speakable(name.replace("_", " ")), _MAX_NAME)


def _attribute(node: ast.Attribute, names: Mapping[str, str], depth: int) -> str:
    if node.attr in _SAME:
        return name_of(node.value, names, depth)
    owner = node.value
    if isinstance(owner, ast.Name) and owner.id in _MODULES:
        return ""
    return _to_words(node.attr)


def _subscript(node: ast.Subscript, names: Mapping[str, str], depth: int) -> str:
    key = node.slice
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return _to_words(key.value)
    if isinstance(key, ast.List):
        found = columns(key, names)
        return " and ".join(found) if 0 < len(found) <= 3 else ""
    if isinstance(key, ast.Tuple) and len(key.elts) == 2:
        return _cell_range(node.value, key.elts[1], names, depth)
    if isinstance(key, ast.Slice | ast.Compare):
        return name_of(node.value, names, depth)
    return ""


def _cell_range(owner: ast.expr, key: ast.expr, names: Mapping[str, str], depth: int) -> str:
    """Return words for ``x[:, key]``."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return _to_words(key.value)
    name = name_of(owner, names, depth)
    if isinstance(key, ast.Slice):
        return name
    ordinal = _ordinal(key)
    return f"the {ordinal} column of {name}" if ordinal and name else ""


def numbered_column(node: ast.expr | None) -> tuple[str, str]:
    """Return the code of the data and the ordinal of a column, for ``x[:, 0]``; else empty texts.

    Examples
    --------
    >>> numbered_column(ast.parse("points[:, 1]", mode="eval").body)
    ('points', 'second')
    """
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        ordinal = _ordinal(node.slice.elts[1])
        return (ast.unparse(node.value), ordinal) if ordinal else ("", "")
    return "", ""


def _ordinal(key: ast.expr) -> str:
    number = key.value if isinstance(key, ast.Constant) else None
    return _ORDINALS[number] if type(number) is int and 0 <= number < len(_ORDINALS) else ""


def _call(node: ast.Call, names: Mapping[str, str], depth: int) -> str:
    function = method(node)
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if owner is None or (isinstance(owner, ast.Name) and owner.id in _MODULES):
        data = name_of(node.args[0], names, depth) if node.args else ""
        if function in _SAME_FUNCTIONS:
            return data
        return f"{_FUNCTIONS[function]} {data}" if function in _FUNCTIONS and data else ""
    return _step(function, owner, name_of(owner, names, depth))


def _step(function: str, owner: ast.expr, inner: str) -> str:
    """Return words for the result of a method of data that have the words `inner`."""
    if function == "value_counts":
        return f"the counts of {inner}" if inner else "counts"
    if not inner or function in _SAME:
        return inner
    if function in _FUNCTIONS:
        return f"{_FUNCTIONS[function]} {inner}"
    is_grouped = any(isinstance(part, ast.Call) and method(part) == "groupby" for part in chain(owner))
    is_column = is_grouped and isinstance(owner, ast.Subscript | ast.Attribute)
    return f"{_STATISTICS[function]} {inner}" if function in _STATISTICS and is_column else ""
