"""Parse code in Python."""

from __future__ import annotations

import ast


def statements(source: str) -> list[ast.stmt] | None:
    """Return the statements of code in Python; None for code that cannot be parsed.

    Examples
    --------
    >>> len(statements("x = 1; y = 2")), statements("x =")
    (2, None)
    """
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def last_expression(source: str) -> ast.expr | None:
    """Return the expression at the end of code in Python; None if another statement is there.

    Examples
    --------
    >>> ast.unparse(last_expression("x = 1; f(x)")), last_expression("x = 1")
    ('f(x)', None)
    """
    body = statements(source)
    return body[-1].value if body and isinstance(body[-1], ast.Expr) else None


def last_name(function: ast.expr) -> str:
    """Return the name of a function without what is before its last dot; empty if it has no name.

    Examples
    --------
    >>> last_name(last_expression("df.year.max"))
    'max'
    """
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
