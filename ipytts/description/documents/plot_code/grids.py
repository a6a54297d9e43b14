"""Read the numbers of rows and columns of panels."""

from __future__ import annotations

import ast

from ipytts.description.documents.plot_code.expressions import keyword


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
