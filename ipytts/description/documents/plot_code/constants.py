"""Know the values that code writes down: constants under names, functions, and what a loop runs over."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ipytts.description.documents.code.python_code import statements
from ipytts.description.documents.plot_code.expressions import keyword, method
from ipytts.description.documents.plot_code.magics import without_magics

MAX_SOURCE = 100_000  # characters of a cell
_MAX_ITEMS = 100  # of a list that a loop runs over
_MAX_NUMBER = 1_000_000
_CHANGING = frozenset(["append", "extend", "insert", "remove", "pop", "sort", "reverse", "clear", "update"])
_TAKING_NUMBERS = frozenset(["subplot", "add_subplot", "subplots", "subplot2grid"])


def parse(source: str) -> list[ast.stmt]:
    """Return the statements of a cell; none if it cannot be parsed."""
    return statements(without_magics(source[:MAX_SOURCE])) or []


def read_definitions(sources: Iterable[str]) -> dict[str, ast.AST]:
    r"""Return the constants and functions that cells define, by their names; a later cell wins.

    Examples
    --------
    >>> found = read_definitions(["size = 3\nname = 'wing length'", "size = measure()"])
    >>> {name: ast.literal_eval(node) for name, node in found.items()}
    {'name': 'wing length'}
    """
    found: dict[str, ast.AST | None] = {}
    for source in sources:
        found.update(_definitions(source))
    return {name: node for name, node in found.items() if node is not None}


@lru_cache(maxsize=256)
def _definitions(source: str) -> Mapping[str, ast.AST | None]:
    found: dict[str, ast.AST | None] = {}
    for node in parse(source):
        found.update(dict.fromkeys(bound_names(node)))
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign):
            found.update(_assigned_charts(node) | assigned_constants(node))
    return found


def _assigned_charts(node: ast.Assign) -> dict[str, ast.expr]:
    """Return the value of an assignment that makes a chart of Altair, Plotly Express or plotnine."""
    names = {part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)}
    names |= {part.attr for part in ast.walk(node.value) if isinstance(part, ast.Attribute)}
    target = node.targets[0]
    is_chart = isinstance(target, ast.Name) and not names.isdisjoint(("Chart", "px", "ggplot"))
    return {target.id: node.value} if is_chart and isinstance(target, ast.Name) else {}


@lru_cache(maxsize=1024)
def bound_names(node: ast.AST) -> frozenset[str]:
    """Return the names that a statement sets, imports, defines, or whose values it changes."""
    names: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            names.add(part.id)
        elif isinstance(part, ast.FunctionDef | ast.ClassDef):
            names.add(part.name)
        elif isinstance(part, ast.alias):
            names.add(part.asname or part.name)
        elif isinstance(part, ast.Subscript | ast.Attribute) and isinstance(part.ctx, ast.Store):
            names |= {name.id for name in ast.walk(part.value) if isinstance(name, ast.Name)}
        elif isinstance(part, ast.Attribute) and part.attr in _CHANGING and isinstance(part.value, ast.Name):
            names.add(part.value.id)
    return frozenset(names)


def assigned_constants(node: ast.Assign) -> dict[str, ast.expr]:
    """Return the constants that an assignment gives to names."""
    found: dict[str, ast.expr] = {}
    for target in node.targets:
        if isinstance(target, ast.Name):
            found[target.id] = node.value
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = zip(target.elts, node.value.elts, strict=False)
            found |= {name.id: value for name, value in pairs if isinstance(name, ast.Name)}
    return {name: value for name, value in found.items() if is_constant(value)}


def is_constant(node: ast.AST | None) -> bool:
    """Return whether an expression is a constant, or a list of constants that is not empty."""
    if isinstance(node, ast.List | ast.Tuple):
        return 0 < len(node.elts) <= _MAX_ITEMS and all(map(is_constant, node.elts))
    return isinstance(node, ast.Constant)


def fill_in(node: ast.Call, constants: Mapping[str, ast.expr]) -> ast.Call:
    """Return a call with constants for names: texts everywhere, numbers in places that count.

    Examples
    --------
    >>> call = ast.parse("ax.plot(df[key], label=f'{key} in {year}')", mode="eval").body
    >>> ast.unparse(fill_in(call, {"key": ast.Constant("rain"), "year": ast.Constant(2020)}))
    "ax.plot(df['rain'], label='rain in 2020')"
    """
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    if names.isdisjoint(constants):
        return node
    filled = _Filler(constants).visit(copy.deepcopy(node))
    return filled if isinstance(filled, ast.Call) else node


def evaluate(node: ast.expr, constants: Mapping[str, ast.expr]) -> ast.expr:
    """Return an expression with its constants filled in, and computed as far as they are known."""
    if isinstance(node, ast.Constant):
        return node
    if isinstance(node, ast.Name):
        return constants.get(node.id, node)
    filled = _Filler(constants, with_numbers=True).visit(copy.deepcopy(node))
    return filled if isinstance(filled, ast.expr) else node


class _Filler(ast.NodeTransformer):
    def __init__(self, constants: Mapping[str, ast.expr], *, with_numbers: bool = False) -> None:
        self._constants = constants
        self._with_numbers = with_numbers

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self._constants.get(node.id)
        is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
        return value if value is not None and (is_text or self._with_numbers) else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        before, self._with_numbers = self._with_numbers, method(node) in (*_TAKING_NUMBERS, "range", "str")
        node.args = [self.visit(argument) for argument in node.args]
        for given in node.keywords:
            given.value = self.visit(given.value)
        self._with_numbers = before
        node.func = self.visit(node.func)
        if isinstance(node.func, ast.Name) and node.func.id == "str" and len(node.args) == 1:
            text = _constant(node.args[0])
            return ast.Constant(str(text)) if text is not None else node
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        node.value = self.visit(node.value)
        node.slice = self._number(node.slice)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        node.value = self._number(node.value)
        value = _constant(node.value)
        is_plain = node.conversion == -1 and node.format_spec is None
        return ast.Constant(str(value)) if is_plain and value is not None else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        node.values = [self.visit(part) for part in node.values]
        texts = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
        return ast.Constant("".join(texts)) if len(texts) == len(node.values) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
            node.right = self._number(node.right)
        else:
            node.left, node.right = self.visit(node.left), self.visit(node.right)
        return _computed(node)

    def _number(self, node: ast.expr) -> ast.expr:
        before, self._with_numbers = self._with_numbers, True
        visited: ast.expr = self.visit(node)
        self._with_numbers = before
        return visited


def _constant(node: ast.AST | None) -> str | int | float | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str | int | float) else None


def _computed(node: ast.BinOp) -> ast.expr:
    """Return the value of simple arithmetic, or of a text that is put together."""
    left, right = _constant(node.left), _constant(node.right)
    if isinstance(left, str):
        return _text(node, left)
    if not (type(left) is int and type(right) is int and max(abs(left), abs(right)) < _MAX_NUMBER):
        return node
    if isinstance(node.op, ast.Add | ast.Sub):
        return ast.Constant(left + right if isinstance(node.op, ast.Add) else left - right)
    if isinstance(node.op, ast.Mult):
        return ast.Constant(left * right)
    if isinstance(node.op, ast.FloorDiv | ast.Mod) and right:
        return ast.Constant(left // right if isinstance(node.op, ast.FloorDiv) else left % right)
    return node


def _text(node: ast.BinOp, left: str) -> ast.expr:
    right = _constant(node.right)
    if isinstance(node.op, ast.Add) and isinstance(right, str):
        return ast.Constant(left + right)
    if not isinstance(node.op, ast.Mod) or len(left) > _MAX_ITEMS:
        return node
    items = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
    values = [value for item in items if (value := _constant(item)) is not None]
    if len(values) != len(items) or not {f"%{kind}" for kind in "di"}.union(["%s"]) >= _formats(left):
        return node
    try:
        return ast.Constant(left % tuple(values))
    except (TypeError, ValueError):
        return node


def _formats(text: str) -> set[str]:
    """Return the formats in a text for ``%``, as far as their first letter."""
    return {text[at : at + 2] for at, character in enumerate(text) if character == "%"}


def truth(node: ast.expr, constants: Mapping[str, ast.expr]) -> bool | None:
    """Return whether a condition holds; None if its constants do not decide it.

    Examples
    --------
    >>> condition = ast.parse("not dark", mode="eval").body
    >>> truth(condition, {"dark": ast.Constant(False)}), truth(condition, {})
    (True, None)
    """
    node = evaluate(node, constants)
    if isinstance(node, ast.Constant):
        return bool(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = truth(node.operand, constants)
        return None if inner is None else not inner
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _compared(node)
    return None


def _compared(node: ast.Compare) -> bool | None:
    left, right = node.left, node.comparators[0]
    if isinstance(left, ast.Name) and left.id == "__name__":
        return isinstance(node.ops[0], ast.Eq)
    if not (isinstance(left, ast.Constant) and isinstance(right, ast.Constant)):
        return None
    if isinstance(node.ops[0], ast.Eq | ast.Is):
        return bool(left.value == right.value)
    return left.value != right.value if isinstance(node.ops[0], ast.NotEq | ast.IsNot) else None


def iterations(node: ast.expr, constants: Mapping[str, ast.expr]) -> list[ast.expr] | None:
    """Return what a loop takes in turn; None if the code does not write it down.

    Examples
    --------
    >>> node = ast.parse("enumerate(['age', 'fare'])", mode="eval").body
    >>> [ast.unparse(item) for item in iterations(node, {})]
    ["(0, 'age')", "(1, 'fare')"]
    """
    if isinstance(node, ast.Name):
        node = constants.get(node.id, node)
    if isinstance(node, ast.List | ast.Tuple):
        items = node.elts
        return list(items) if len(items) <= _MAX_ITEMS and not _has_star(items) else None
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    if node.func.id == "range":
        return _range(node, constants)
    return _pairs(node, node.func.id, constants) if node.func.id in ("enumerate", "zip") else None


def _pairs(node: ast.Call, function: str, constants: Mapping[str, ast.expr]) -> list[ast.expr] | None:
    """Return the items of ``enumerate(…)`` or ``zip(…)``."""
    arguments = node.args if function == "zip" else node.args[:1]
    columns = [iterations(argument, constants) for argument in arguments]
    known = [column for column in columns if column is not None]
    if not known or len(known) != len(columns):
        return None
    if function == "enumerate":
        start = node.args[1] if len(node.args) > 1 else keyword(node, "start")
        first = _constant(evaluate(start, constants)) if start is not None else 0
        if not isinstance(first, int):
            return None
        known.insert(0, [ast.Constant(first + index) for index in range(len(known[0]))])
    return [ast.Tuple(list(items), ast.Load()) for items in zip(*known, strict=False)]


def _has_star(items: Sequence[ast.expr]) -> bool:
    return any(isinstance(item, ast.Starred) for item in items)


def _range(node: ast.Call, constants: Mapping[str, ast.expr]) -> list[ast.expr] | None:
    bounds = [_constant(evaluate(argument, constants)) for argument in node.args]
    numbers = [bound for bound in bounds if type(bound) is int and abs(bound) < _MAX_NUMBER]
    if len(numbers) != len(bounds) or not 0 < len(bounds) <= 3 or numbers[2:] == [0]:
        return None
    found = range(*numbers)
    return [ast.Constant(number) for number in found] if len(found) <= _MAX_ITEMS else None
