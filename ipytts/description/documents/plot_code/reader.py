"""Read the figures that Python code draws, statement by statement, from its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ipytts.description.documents.plot_code import calls, constants, grammar_of_graphics, kinds
from ipytts.description.documents.plot_code.drawing import PYPLOT, Drawing, owner_id
from ipytts.description.documents.plot_code.expressions import chain, keyword, literal, method, name_of
from ipytts.description.documents.plot_code.grids import AXES_NAME, is_axes, list_axes, read_grid
from ipytts.description.documents.plot_code.model import DrawnFigure, DrawnPanel

_MAX_CALLS = 3  # functions of the notebook that call one another
_MAX_STATEMENTS = 3_000
_SHORT = 2  # letters of a name that has no meaning of its own
_EXPRESS = frozenset(["px", "express"])
_FIGURE_CALLS = frozenset(["figure", "subplots", "gcf", "get_figure"])
_AXES_CALLS = frozenset(
    ["subplots", "subplot", "add_subplot", "gca", "axes", "figure", "subplot2grid", "twinx", "twiny"]
)
_Loop = ast.For | ast.While | ast.AsyncFor


class _TooLongError(Exception):
    """Loops and functions hold more statements than are read."""


def read_figures(
    source: str, earlier: Sequence[str] = (), *, unrolls: bool = True, takes_branches: bool = False
) -> list[DrawnFigure]:
    r"""Return the figures that Python code draws, in their order; none if the code cannot be parsed.

    A loop is read once for each item that is written in the code if `unrolls`, else once. Under a condition
    that the code does not decide, nothing is read, unless `takes_branches`: then the only branch that draws.

    Examples
    --------
    >>> figure, = read_figures("plt.bar(years, sales)\nplt.title('Sales')")
    >>> figure.charts[0].kind, figure.panels["current"].title
    ('bar chart', 'Sales')
    """
    body = constants.parse(source)
    reader = _Reader(
        body, constants.read_definitions(earlier), unrolls=unrolls, takes_branches=takes_branches
    )
    try:
        reader.read(body)
    except (RecursionError, _TooLongError):
        return []
    for figure in reader.figures:
        for chart in figure.charts:
            chart.is_repeated = chart.is_repeated or chart.loops > figure.loops
    return [figure for figure in reader.figures if figure.has_words]


class _Reader(Drawing):
    def __init__(
        self, body: list[ast.stmt], defined: Mapping[str, ast.AST], *, unrolls: bool, takes_branches: bool
    ) -> None:
        super().__init__()
        self._unrolls = unrolls
        self._takes_branches = takes_branches
        self._functions: dict[str, ast.FunctionDef] = {}
        self._constants: dict[str, ast.expr] = {}
        self._plots: dict[str, DrawnPanel] = {}  # drawn only where they are shown, by the names of variables
        self._figure_names: set[str] = set()
        self._depth = 0
        self._left = _MAX_STATEMENTS
        for name, node in defined.items():
            if isinstance(node, ast.FunctionDef):
                self._functions[name] = node
            elif isinstance(node, ast.expr):
                self._keep(name, node)
        for statement in body:
            for name in constants.bound_names(statement):
                self._functions.pop(name, None)
            if isinstance(statement, ast.FunctionDef):
                self._functions[statement.name] = statement

    def _keep(self, name: str, value: ast.expr) -> None:
        if constants.is_constant(value):
            self._constants[name] = value
        elif panel := self._returned_panel(value):
            self._plots[name] = panel

    def read(self, body: list[ast.stmt]) -> None:
        for node in body:
            self._left -= 1
            if self._left < 0:
                raise _TooLongError
            self._statement(node)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, _Loop):
            self._loop(node)
        elif isinstance(node, ast.If):
            self._condition(node)
        elif isinstance(node, (ast.With, ast.Try)):
            self.read(node.body)
        elif isinstance(node, ast.FunctionDef):
            self._functions[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
            self._assignment(node)
        elif isinstance(node, ast.Expr | ast.Return) and node.value is not None:
            self._forget(constants.bound_names(node))
            self._expression(node.value)

    def _forget(self, names: AbstractSet[str]) -> None:
        self._constants = {name: value for name, value in self._constants.items() if name not in names}

    def _condition(self, node: ast.If) -> None:
        holds = constants.truth(node.test, self._constants)
        if holds is not None:
            self.read(node.body if holds else node.orelse)
            return
        self._forget(constants.bound_names(node))
        drawing = [branch for branch in (node.body, node.orelse) if _may_draw(branch)]
        if self._takes_branches and len(drawing) == 1:
            self.read(drawing[0])

    def _loop(self, node: _Loop) -> None:
        before = self._names, self._constants, self._items
        items = self._loop_items(node)
        if items is not None and not isinstance(node, ast.While):
            for item in items:
                self._bind(node.target, item)
                self.read(node.body)
        else:
            self._repeat(node)
        self._names, self._constants, self._items = before
        self._forget(constants.bound_names(node))

    def _loop_items(self, node: _Loop) -> list[ast.expr] | None:
        is_even = not any(isinstance(part, ast.Break | ast.Continue | ast.Return) for part in ast.walk(node))
        if isinstance(node, ast.While) or not (self._unrolls and is_even):
            return None
        grid = self.figures[-1].grid if self.figures else None
        return constants.iterations(list_axes(node.iter, grid, self._axes), self._constants)

    def _repeat(self, node: _Loop) -> None:
        """Read a loop once, as its turns are not known."""
        self._forget(constants.bound_names(node))
        if not isinstance(node, ast.While):
            variables = [part.id for part in ast.walk(node.target) if isinstance(part, ast.Name)]
            for name in variables:
                if AXES_NAME.fullmatch(name):
                    self._axes[name] = "each"
            self._names = {**self._names, **dict.fromkeys(variables, "")}
            self._items = {**self._items, **{name: kinds.item_name(name) for name in variables}}
        self._loops += 1
        self.read(node.body)
        self._loops -= 1

    def _bind(self, target: ast.expr, value: ast.expr) -> None:
        """Let the names of a target stand for a value."""
        if isinstance(target, ast.Name):
            self._bind_name(target.id, value)
        elif isinstance(target, ast.Tuple | ast.List):
            values = value.elts if isinstance(value, ast.Tuple | ast.List) else []
            known = values if len(values) == len(target.elts) else [ast.Constant(None)] * len(target.elts)
            for part, inner in zip(target.elts, known, strict=True):
                self._bind(part, inner)

    def _bind_name(self, name: str, value: ast.expr) -> None:
        self._forget({name})
        if is_axes(value, self._axes):
            self._axes[name] = self._key_of(value)
            return
        words = name_of(value, self._names)
        value = constants.evaluate(value, self._constants)
        if constants.is_constant(value):
            self._constants = {**self._constants, name: value}
        self._names = {**self._names, name: words}

    def _assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        value = node.value
        targets: list[ast.expr] = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
        if value is None:
            return
        found = self._assigned(node)
        self._forget(constants.bound_names(node))
        self._constants = {**self._constants, **found}
        if isinstance(value, ast.Call) and method(value) in _FIGURE_CALLS and names:
            self._figure_names.add(names[0])
        if isinstance(value, ast.Call) and method(value) in _AXES_CALLS:
            self._new_axes(constants.fill_in(value, self._constants), names)
        elif isinstance(value, ast.Subscript) and len(names) == 1 and is_axes(value, self._axes):
            self._axes[names[0]] = self._key_of(value)
        elif names and (panel := self._returned_panel(value)):
            self._plots[names[0]] = panel
        else:
            self._name_short(targets, value)
            self._expression(value)

    def _assigned(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> dict[str, ast.expr]:
        """Return the constants that an assignment gives to names."""
        if isinstance(node, ast.AugAssign) or node.value is None:
            return {}
        targets: list[ast.expr] = node.targets if isinstance(node, ast.Assign) else [node.target]
        value = constants.evaluate(node.value, self._constants)
        return constants.assigned_constants(ast.Assign(targets, value))

    def _name_short(self, targets: list[ast.expr], value: ast.expr) -> None:
        """Name a short variable, such as ``x``, by the column that it stands for."""
        target = targets[0]
        if not isinstance(target, ast.Name) or len(target.id) > _SHORT:
            return
        value = constants.evaluate(value, self._constants)
        keys = [part.slice for part in chain(value) if isinstance(part, ast.Subscript)]
        is_column = len(keys) == 1 and isinstance(getattr(keys[0], "value", None), str)
        self._names = {name: words for name, words in self._names.items() if name != target.id}
        if is_column and (words := name_of(value, self._names)):
            self._names = {**self._names, target.id: words}

    def _returned_panel(self, value: ast.expr) -> DrawnPanel | None:
        """Return the panel of a chart that is drawn only where it is shown."""
        if isinstance(value, ast.BinOp):
            return grammar_of_graphics.plotnine_panel(value)
        if chart := calls.altair_chart(value):
            return DrawnPanel([chart])
        if isinstance(value, ast.Call) and owner_id(value) in _EXPRESS:
            chart = calls.express_chart(value, self._names)
            return DrawnPanel([chart], literal(keyword(value, "title"))) if chart else None
        return None

    def _expression(self, node: ast.expr) -> None:
        if isinstance(node, ast.BinOp | ast.Tuple | ast.List):
            self._several(node)
        elif isinstance(node, ast.Name):
            self._show(node.id)
        elif isinstance(node, ast.Await):
            self._expression(node.value)
        elif isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
            for part in _calls_inside_out(node):
                self._call(constants.fill_in(part, self._constants))

    def _several(self, node: ast.BinOp | ast.Tuple | ast.List) -> None:
        if panel := self._returned_panel(node):
            self._show_panel(panel)
            return
        for part in (node.left, node.right) if isinstance(node, ast.BinOp) else node.elts:
            self._expression(part)

    def _show(self, name: str) -> None:
        if panel := self._plots.get(name):
            self._show_panel(panel)
        elif name in self._figure_names and self.figures and not self._depth:
            self.figures[-1].times_shown += 1

    def _show_panel(self, panel: DrawnPanel) -> None:
        self._start_figure()
        self.figures[-1].panels["current"] = panel
        self.figures[-1].is_shown = True

    def _call(self, call: ast.Call) -> None:
        name, owner = method(call), owner_id(call)
        if isinstance(call.func, ast.Name) and name in self._functions:
            self._inline(self._functions[name], call)
        elif panel := self._returned_panel(call):
            self._show_panel(panel)
        elif name in ("show", "draw", "display") and self._shows_value(call):
            pass
        elif owner in PYPLOT and name in ("show", "close"):
            self._shown()
        elif name in ("figure", "subplots") and (owner in PYPLOT or not owner):
            self._start_figure(read_grid(call) if name == "subplots" else None)
        elif name in ("subplot", "add_subplot", "subplot2grid") or (name == "axes" and owner in PYPLOT):
            self._change_panel(call)
        elif not self._draws(call) and not self._labels(call):
            self._painted(call)

    def _shows_value(self, call: ast.Call) -> bool:
        """Show the plot whose method is called, or those in ``display(…)``; return whether there are any."""
        if isinstance(call.func, ast.Name):
            for argument in call.args if call.func.id == "display" else ():
                self._expression(argument)
            return call.func.id == "display"
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if isinstance(owner, ast.BinOp):
            self._several(owner)
        elif isinstance(owner, ast.Name) and owner.id in self._plots:
            self._show(owner.id)
        else:
            return False
        return True

    def _inline(self, function: ast.FunctionDef, call: ast.Call) -> None:
        """Read the body of a function of the notebook, with the words for its arguments."""
        before = self._names, self._constants, dict(self._axes)
        drawn = sum(len(figure.charts) for figure in self.figures)
        if self._depth < _MAX_CALLS:
            self._depth += 1
            arguments = _arguments(function, call)
            self._forget(constants.bound_names(function) | arguments.keys())
            for name, value in arguments.items():
                self._bind_argument(name, value, before[0])
            self.read(function.body)
            self._depth -= 1
        self._names, self._constants = before[:2]
        self._axes.update({name: key for name, key in before[2].items() if name in self._axes})
        has_drawn = sum(len(figure.charts) for figure in self.figures) > drawn
        if has_drawn and not self._depth:
            self.figures[-1].painter = self.figures[-1].painter or name_of(ast.Name(function.name))
        elif not has_drawn:
            self._painted(call)

    def _bind_argument(self, name: str, value: ast.expr | None, names: Mapping[str, str]) -> None:
        words = name_of(value, names)
        if value is not None and (constants.is_constant(value) or is_axes(value, self._axes)):
            self._bind_name(name, value)
        if not (value is not None and is_axes(value, self._axes)):
            self._names = {**self._names, name: words}


def _arguments(function: ast.FunctionDef, call: ast.Call) -> dict[str, ast.expr | None]:
    """Return the parameters of a function with their values in a call, or their defaults."""
    given = function.args
    positional = [parameter.arg for parameter in (*given.posonlyargs, *given.args)]
    found: dict[str, ast.expr | None] = dict.fromkeys(positional)
    found.update(zip(reversed(positional), reversed(given.defaults), strict=False))
    found.update({p.arg: default for p, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)})
    found.update(zip(positional, call.args, strict=False))
    found.update({given.arg: given.value for given in call.keywords if given.arg in found})
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return dict.fromkeys(found)
    return found


def _may_draw(body: list[ast.stmt]) -> bool:
    """Return whether statements hold the call of a function that draws."""
    names = {method(part) for node in body for part in ast.walk(node) if isinstance(part, ast.Call)}
    return not names.isdisjoint(kinds.DRAWING)


def _calls_inside_out(node: ast.expr) -> Iterator[ast.Call]:
    """Yield the calls of a chain such as ``plt.figure().add_subplot().plot(x)``, the first first.

    A chain of Altair is one call, as is a chain that leads to a plot of pandas.
    """
    found = [part for part in chain(node) if isinstance(part, ast.Call)]
    if any(method(part) == "Chart" for part in found):
        found = [part for part in found if method(part) not in ("show", "display")][:1]
    yield from reversed(found)
