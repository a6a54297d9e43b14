"""Read which axes code draws on, and the rows and columns of panels."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from ipytts.description.documents.plot_code.expressions import keyword, method

if TYPE_CHECKING:
    from collections.abc import Collection

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
