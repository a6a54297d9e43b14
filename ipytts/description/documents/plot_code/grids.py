"""Read which axes code draws on, and the rows and columns of panels."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

from ipytts.description.documents.plot_code.expressions import keyword, method

AXES_NAME = re.compile(
    r"(?:ax|axs|axes|axis|axarr|axi|axx)\w?\d*(?:_\w+)?|\w+_ax(?:es)?|subplot\w*", re.IGNORECASE
)


def is_grid(call: ast.Call) -> bool:
    """Return whether ``subplots`` returns several axes, or may do so."""
    shape = [*call.args[:2], *(given.value for given in call.keywords if given.arg in ("nrows", "ncols"))]
    return any(not (isinstance(node, ast.Constant) and node.value == 1) for node in shape)


def read_grid(call: ast.Call) -> tuple[int, int] | None:
    """Return the rows and columns of ``subplots``, if they are written in the code."""
    sizes = []
    for index, name in enumerate(("nrows", "ncols")):
        node = call.args[index] if len(call.args) > index else keyword(call, name)
        if node is None:
            sizes.append(1)
        elif isinstance(node, ast.Constant) and type(node.value) is int and 0 < node.value < 50:
            sizes.append(node.value)
        else:
            return None
    return (sizes[0], sizes[1]) if sizes != [1, 1] else None


def read_subplot_grid(call: ast.Call) -> tuple[int, int] | None:
    """Return the rows and columns in ``subplot(2, 3, 1)`` or ``subplot(231)``, if they are written."""
    numbers = [node.value for node in call.args if isinstance(node, ast.Constant) and type(node.value) is int]
    if len(numbers) == 1 == len(call.args) and 110 < numbers[0] < 1_000:
        return numbers[0] // 100, numbers[0] // 10 % 10
    return (numbers[0], numbers[1]) if len(numbers) >= 2 and numbers == _leading(call, len(numbers)) else None


def _leading(call: ast.Call, count: int) -> list[object]:
    return [getattr(node, "value", None) for node in call.args[:count]]


def list_axes(node: ast.expr, grid: tuple[int, int] | None, known: Collection[str]) -> ast.expr:
    """Return what a loop runs over, with all axes of a figure as a list if their number is known.

    Examples
    --------
    >>> ast.unparse(list_axes(ast.parse("axs.flat", mode="eval").body, (1, 2), {"axs"}))
    '[axs[0], axs[1]]'
    """
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("zip", "enumerate")
    ):
        inner = [list_axes(argument, grid, known) for argument in node.args]
        return ast.Call(node.func, inner, node.keywords)
    owner, is_flat = _unflattened(node)
    is_array = isinstance(owner, ast.Name | ast.Attribute) and is_axes(owner, known)
    if not (grid and is_array and (is_flat or min(grid) == 1)):
        return node
    places = range(grid[0] * grid[1])
    return ast.List([ast.Subscript(owner, ast.Constant(at), ast.Load()) for at in places], ast.Load())


def _unflattened(node: ast.expr) -> tuple[ast.expr, bool]:
    """Return the array in ``axs.flat`` or ``axs.ravel()``, and whether the expression has such a step."""
    step = node.func if isinstance(node, ast.Call) else node
    if isinstance(step, ast.Attribute) and step.attr in ("flat", "ravel", "flatten"):
        return step.value, True
    return node, False


def is_axes(node: ast.expr, known: Collection[str]) -> bool:
    """Return whether an expression stands for axes: by a known name, a usual one, or a call.

    Examples
    --------
    >>> code = ("axes[0, 1]", "plt.gca()", "left", "df")
    >>> [is_axes(ast.parse(text, mode="eval").body, {"left"}) for text in code]
    [True, True, True, False]
    """
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Call):
        return method(node) in ("gca", "subplot", "add_subplot", "axes", "twinx")
    if isinstance(node, ast.Attribute):
        return bool(AXES_NAME.fullmatch(node.attr))
    return isinstance(node, ast.Name) and (node.id in known or bool(AXES_NAME.fullmatch(node.id)))
