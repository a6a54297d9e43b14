"""Describe the shape of an array or a table, if that is what a cell shows."""

from __future__ import annotations

import ast
from typing import Any

from ipytts.description.wording.facts import number_fact
from ipytts.description.wording.phrase import Description, Phrase, join_with


def describe_shape(code: str, value: Any) -> str:
    """Return a shape in words if the last line of the code is one; empty for any other value.

    Examples
    --------
    >>> describe_shape("x.shape", (60_000, 28)), describe_shape("x.shape, y.shape", ((9, 2), (9,)))
    ('60,000 by 28.', '9 by 2; 9.')
    >>> describe_shape("x.size", (3, 4))
    ''
    """
    if type(value) is not tuple or not value or ".shape" not in code:
        return ""
    try:
        last = ast.parse(code.strip().splitlines()[-1].strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    if isinstance(last, ast.Tuple) and len(last.elts) == len(value) and all(map(_is_shape, last.elts)):
        shapes = value
    elif _is_shape(last):
        shapes = (value,)
    else:
        return ""
    if not all(map(_are_sizes, shapes)):
        return ""
    return str(Description.of([join_with("; ", map(_sizes, shapes))]))


def _is_shape(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "shape"


def _are_sizes(shape: Any) -> bool:
    return type(shape) is tuple and bool(shape) and all(type(size) is int for size in shape)


def _sizes(shape: tuple[int, ...]) -> Phrase:
    return join_with(
        " by ", [number_fact(size, "size", at=f"axis {axis}") for axis, size in enumerate(shape)]
    )
