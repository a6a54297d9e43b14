"""Describe expressions, equations, matrices and sets of SymPy as mathematics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import sympy
from sympy.core.basic import Basic
from sympy.logic.boolalg import BooleanFalse, BooleanTrue
from sympy.matrices import MatrixBase

from ipytts.description.describer import describe
from ipytts.description.detail import Detail, Formatter
from ipytts.description.documents.mathematics import formulas
from ipytts.description.wording import numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Phrase, Words, join, join_some, join_with, phrase

_LARGEST = 300  # parts of an expression that is spoken; a larger one is described by its size
_COUNTED = 5_000  # parts that are counted
_LENGTHS: dict[Detail, int] = {"brief": 190, "normal": 600, "full": 2500}  # characters
_LISTED_ROWS: dict[Detail, int] = {"brief": 0, "normal": 4, "full": 10}  # and columns of a matrix
_LISTED_ITEMS: dict[Detail, int] = {"brief": 6, "normal": 12, "full": 40}  # of a set
_LISTED_SYMBOLS = 6
_DIGITS = 6  # of a number in an expression
_WORD = re.compile(r"[A-Za-z]{2,}")
_GREEK = re.compile(
    r"(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|omicron|pi|rho|sigma|tau"
    r"|upsilon|phi|chi|psi|omega)",
    re.IGNORECASE,
)
_SPECIAL = {
    sympy.oo: "infinity",
    -sympy.oo: "minus infinity",
    sympy.zoo: "complex infinity",
    sympy.nan: "not a number",
    sympy.S.EmptySet: "the empty set",
    sympy.S.Reals: "the real numbers",
}


def _describe_expression(expression: Any, detail: Detail) -> Description:
    """Return an expression in words; one that is large by its size and its symbols."""
    count = _count_parts(expression)
    if count <= _LARGEST:
        words = _in_words(expression)
        if words and len(words) <= _LENGTHS[detail]:
            return Description.of([words])
    return Description.of([_size(expression, count)])


def _count_parts(expression: Any) -> int:
    return sum(1 for _ in islice(sympy.preorder_traversal(expression), _COUNTED))


def _size(expression: Any, count: int) -> Words:
    if count == _COUNTED:
        return phrase("an expression of at least {}", counted(count, "part", "part count"))
    names = sorted(str(symbol) for symbol in getattr(expression, "free_symbols", ()))
    of = phrase(" in {}", join_some([phrases.name(name) for name in names], _LISTED_SYMBOLS)) if names else ""
    return phrase("{}{}", _parts(expression, count), of)


def _parts(expression: Any, count: int) -> Phrase:
    """Return the terms of a sum or the factors of a product; the parts of another expression."""
    if expression.is_Add:
        return phrase("a sum of {}", counted(len(expression.args), "term", "term count"))
    if expression.is_Mul:
        return phrase("a product of {}", counted(len(expression.args), "factor", "factor count"))
    return phrase("an expression of {}", counted(count, "part", "part count"))


def _in_words(expression: Any) -> str:
    """Return an expression in words; empty if it is too long."""
    if expression in _SPECIAL:
        return _SPECIAL[expression]
    words = formulas.describe_formula(_latex(expression))
    return "" if words == formulas.UNREADABLE else words


def _latex(expression: Any) -> str:
    """Return an expression in LaTeX, in which symbols that are words stay words."""
    symbols = getattr(expression, "free_symbols", ())
    words = {symbol: rf"\text{{{symbol}}}" for symbol in symbols if _is_word(str(symbol))}
    times = {"mul_symbol": "times"} if words else {}  # "mass velocity" would sound like one name
    return str(sympy.latex(_rounded(expression), symbol_names=words, **times))


def _is_word(name: str) -> bool:
    return bool(_WORD.fullmatch(name)) and not _GREEK.fullmatch(name)


def _rounded(expression: Any) -> Any:
    """Return an expression with its floats rounded."""
    floats = expression.atoms(sympy.Float) if hasattr(expression, "atoms") else ()
    return (
        expression.xreplace({value: sympy.Float(value, _DIGITS) for value in floats})
        if floats
        else expression
    )


def _describe_integer(number: Any, _: Detail) -> Description:
    return Description.of([number_fact(int(number), "value")])


def _describe_float(number: Any, _: Detail) -> Description:
    return Description.of([number_fact(float(number), "value")])


def _describe_matrix(matrix: Any, detail: Detail) -> Description:
    """Return the size of a matrix, and its rows if they are few."""
    rows, columns = matrix.shape
    size = counted(int(rows), "row", "row count"), counted(int(columns), "column", "column count")
    most = _LISTED_ROWS[detail]
    listed = list(_rows(matrix)) if max(rows, columns) <= most else []
    return Description.of([phrase("a matrix of {} and {}", *size), *listed])


def _rows(matrix: Any) -> Iterator[Words]:
    rows, columns = matrix.shape
    for row in range(rows):
        cells = [_short(matrix[row, column]) for column in range(columns)]
        yield phrase("row {}: {}", str(row + 1), join_with("; ", cells))


def _short(expression: Any) -> Words:
    if isinstance(expression, sympy.Integer):
        return numbers.number(int(expression))
    count = _count_parts(expression)
    return (count <= _LARGEST and _in_words(expression)) or _size(expression, count)


def _describe_interval(interval: Any, _: Detail) -> Description:
    if interval.start == -sympy.oo and interval.end == sympy.oo:
        return Description.of([_SPECIAL[sympy.S.Reals]])
    start = phrase("{}{}", _short(interval.start), ", excluded," if _is_excluded(interval, "left") else "")
    end = phrase("{}{}", _short(interval.end), ", excluded" if _is_excluded(interval, "right") else "")
    return Description.of([phrase("the interval from {} to {}", start, end)])


def _is_excluded(interval: Any, side: str) -> bool:
    """Return whether an end is not in an interval; infinity, which never is, is not said to be left out."""
    end, is_open = {
        "left": (interval.start, interval.left_open),
        "right": (interval.end, interval.right_open),
    }[side]
    return bool(is_open) and not end.is_infinite


def _describe_union(union: Any, detail: Detail) -> Description:
    """Return the sets that a union consists of."""
    parts: list[Words] = [describe.phrase(part) for part in union.args[: _LISTED_ITEMS[detail]]]
    left_out = len(union.args) - len(parts)
    if left_out:
        parts.append(counted(left_out, "more set", "count of others"))
    return Description.of([phrase("the union of {}", join_with("; and ", parts))])


def _describe_finite_set(items: Any, detail: Detail) -> Description:
    listed = [_short(item) for item in islice(items, 1_000)]
    return Description.of([phrase("the set of {}", join_some(listed, _LISTED_ITEMS[detail]))])


def _describe_polynomial(polynomial: Any, detail: Detail) -> Description:
    expression = polynomial.as_expr()
    degree = phrase("degree {}", number_fact(int(polynomial.total_degree()), "degree"))
    variables = join([_in_words(generator) for generator in polynomial.gens])
    words = _describe_expression(expression, detail)
    return Description.of([phrase("a polynomial in {} of {}: {}", variables, degree, words.sentences[0])])


def _describe_truth(truth: Any, _: Detail) -> Description:
    return Description.of(["true" if truth else "false"])


FORMATTERS: Mapping[type, Formatter] = {
    Basic: _describe_expression,
    sympy.Integer: _describe_integer,
    sympy.Float: _describe_float,
    MatrixBase: _describe_matrix,
    sympy.Interval: _describe_interval,
    sympy.Union: _describe_union,
    sympy.FiniteSet: _describe_finite_set,
    sympy.Poly: _describe_polynomial,
    BooleanTrue: _describe_truth,
    BooleanFalse: _describe_truth,
}
