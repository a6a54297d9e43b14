"""Read the figures that Python code draws, statement by statement, from its syntax tree."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from ipytts.description.documents.plot_code import calls, grammar_of_graphics, kinds
from ipytts.description.documents.plot_code.expressions import chain, keyword, literal, method, name_of
from ipytts.description.documents.plot_code.grids import AXES_NAME, is_axes, is_grid, read_grid
from ipytts.description.documents.plot_code.magics import without_magics
from ipytts.description.documents.plot_code.model import DrawnChart, DrawnFigure, DrawnPanel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MAX_SOURCE = 100_000  # characters
_MAX_CALLS = 3  # functions of the cell that call one another
_PYPLOT = frozenset(["plt", "pyplot", "pylab", "mpl", "plot"])
_SEABORN = frozenset(["sns", "seaborn"])
_EXPRESS = frozenset(["px", "express"])
_PAINTER = re.compile(r"(?:plot|draw|show|visuali[sz]e|display)_?[A-Za-z]\w*", re.IGNORECASE)
_NO_PAINTERS = frozenset(["show_versions", "display_html", "showtraceback", "show_config"])
_IN_SPACE = frozenset(["line chart", "scatter plot", "bar chart", "contour plot"])
_TITLES = frozenset(["title", "set_title", "suptitle"])
_X_LABELS = frozenset(["xlabel", "set_xlabel", "set_xlabels"])
_Y_LABELS = frozenset(["ylabel", "set_ylabel", "set_ylabels"])


def read_figures(source: str) -> list[DrawnFigure]:
    r"""Return the figures that Python code draws, in their order; none if the code cannot be parsed.

    Examples
    --------
    >>> figure, = read_figures("plt.bar(years, sales)\nplt.title('Sales')")
    >>> figure.charts[0].kind, figure.panels["current"].title
    ('bar chart', 'Sales')
    """
    try:
        body = ast.parse(without_magics(source[:_MAX_SOURCE])).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    reader = _Reader(body)
    try:
        reader.read(body)
    except RecursionError:
        return []
    for figure in reader.figures:
        for chart in figure.charts:
            chart.is_repeated = chart.is_repeated or chart.loops > figure.loops
    return [figure for figure in reader.figures if figure.has_words]


class _Reader:
    def __init__(self, body: list[ast.stmt]) -> None:
        self.figures: list[DrawnFigure] = []
        self._functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
        self._axes: dict[str, str] = {}  # the keys of panels, by the names of axes
        self._current = "current"  # the key of the panel that pyplot draws on
        self._names: Mapping[str, str] = {}
        self._loops = 0
        self._is_in_space = False
        self._depth = 0
        self._charts: dict[str, DrawnChart] = {}  # of Plotly Express and Altair, by the names of variables

    def read(self, body: list[ast.stmt]) -> None:
        for node in body:
            self._statement(node)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.For | ast.While | ast.AsyncFor):
            self._loop(node)
        elif isinstance(node, (ast.With, ast.Try)):
            self.read(node.body)
        elif (
            isinstance(node, ast.If) and isinstance(node.test, ast.Constant | ast.Compare) and not node.orelse
        ):
            if not isinstance(node.test, ast.Compare) and not node.test.value:
                return
            if isinstance(node.test, ast.Constant):
                self.read(node.body)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
            self._assignment(node)
        elif isinstance(node, ast.Expr | ast.Return) and node.value is not None:
            self._expression(node.value)

    def _loop(self, node: ast.For | ast.While | ast.AsyncFor) -> None:
        before = self._names
        if not isinstance(node, ast.While):
            variables = {part.id: "" for part in ast.walk(node.target) if isinstance(part, ast.Name)}
            for name in variables:
                if AXES_NAME.fullmatch(name):
                    self._axes[name] = "each"
            self._names = {**before, **variables}
        self._loops += 1
        self.read(node.body)
        self._loops -= 1
        self._names = before

    def _assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        value = node.value
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
        if isinstance(value, ast.Call) and method(value) in (
            "subplots",
            "subplot",
            "add_subplot",
            "gca",
            "axes",
            "figure",
            "subplot2grid",
            "twinx",
            "twiny",
        ):
            self._new_axes(value, names)
        elif isinstance(value, ast.Subscript) and len(names) == 1 and is_axes(value, self._axes):
            self._axes[names[0]] = self._key_of(value)
        elif value is not None:
            chart = self._returned_chart(value)
            if chart and names:
                self._charts[names[0]] = chart
            else:
                self._expression(value)

    def _returned_chart(self, value: ast.expr) -> DrawnChart | None:
        """Return a chart that is drawn only where it is shown."""
        if chart := calls.altair_chart(value):
            return chart
        if isinstance(value, ast.Call) and _owner_id(value) in _EXPRESS:
            chart = calls.express_chart(value, self._names)
            if chart:
                chart.label = literal(keyword(value, "title"))
            return chart
        return None

    def _new_axes(self, call: ast.Call, names: list[str]) -> None:
        kind = method(call)
        if kind in ("subplots", "figure"):
            self._start_figure(read_grid(call) if kind == "subplots" else None)
            self._is_in_space = "3d" in ast.unparse(call)
            axes = names if kind == "subplots" else []
            for name in axes:
                self._axes[name] = "current" if len(axes) <= 2 and not is_grid(call) else name
            return
        self._change_panel(call)
        for name in names:
            self._axes[name] = self._current

    def _change_panel(self, call: ast.Call) -> None:
        kind = method(call)
        self._figure()
        self._is_in_space = literal(keyword(call, "projection")) == "3d"
        if kind in ("twinx", "twiny"):
            owner = call.func.value if isinstance(call.func, ast.Attribute) else None
            self._current = self._axes.get(ast.unparse(owner), "current") if owner is not None else "current"
        elif kind in ("subplot", "add_subplot", "subplot2grid") and (call.args or self._loops):
            place = ", ".join(map(ast.unparse, call.args))
            place = ", ".join(place) if place.isdecimal() else place  # 221 is 2, 2, 1
            self._current = "each" if self._is_repeated() else f"subplot {place}"

    def _start_figure(self, grid: tuple[int, int] | None = None, loops: int | None = None) -> None:
        loops = self._loops if loops is None else loops
        self.figures.append(DrawnFigure(grid=grid, loops=loops))
        self._current = "current"
        self._is_in_space = False
        self._axes = {name: key for name, key in self._axes.items() if key == "each"}

    def _figure(self) -> DrawnFigure:
        if not self.figures or self.figures[-1].is_shown:
            self._start_figure(loops=0)
        return self.figures[-1]

    def _is_repeated(self) -> bool:
        """Return whether a loop within the code of the figure is read."""
        return self._loops > self._figure().loops

    def _panel(self, key: str) -> DrawnPanel:
        panel = self._figure().panels.setdefault(key, DrawnPanel())
        panel.is_repeated = panel.is_repeated or key == "each"
        return panel

    def _add(self, chart: DrawnChart, key: str) -> None:
        if self._is_in_space and not chart.kind.endswith("three dimensions") and chart.kind in _IN_SPACE:
            chart.kind, chart.x, chart.y, chart.owner = f"{chart.kind} in three dimensions", "", "", ""
        chart.loops = self._loops
        self._panel(key).charts.append(chart)

    def _expression(self, node: ast.expr) -> None:
        if isinstance(node, ast.BinOp | ast.Tuple | ast.List):
            self._several(node)
        elif isinstance(node, ast.Name):
            self._show(node.id)
        elif isinstance(node, ast.Await):
            self._expression(node.value)
        elif isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
            for part in _calls_inside_out(node):
                self._call(part)

    def _several(self, node: ast.BinOp | ast.Tuple | ast.List) -> None:
        if isinstance(node, ast.BinOp) and (panel := grammar_of_graphics.plotnine_panel(node)):
            self._start_figure()
            self.figures[-1].panels["current"] = panel
            return
        for part in (node.left, node.right) if isinstance(node, ast.BinOp) else node.elts:
            self._expression(part)

    def _show(self, name: str) -> None:
        if chart := self._charts.get(name):
            self._shown_chart(chart)

    def _shown_chart(self, chart: DrawnChart) -> None:
        self._start_figure()
        panel = self._panel("current")
        panel.title, chart.label = chart.label, ""
        panel.charts.append(chart)
        self.figures[-1].is_shown = True

    def _call(self, call: ast.Call) -> None:
        name, owner = method(call), _owner_id(call)
        if chart := self._returned_chart(call):
            self._shown_chart(chart)
        elif name == "show" and owner in self._charts:
            self._show(owner)
        elif owner in _PYPLOT and name in ("show", "close"):
            self._shown()
        elif name in ("figure", "subplots") and (owner in _PYPLOT or not owner):
            self._start_figure(read_grid(call) if name == "subplots" else None)
        elif name in ("subplot", "add_subplot", "subplot2grid") or (name == "axes" and owner in _PYPLOT):
            self._change_panel(call)
        elif name in self._functions and isinstance(call.func, ast.Name):
            self._inline(self._functions[name], call)
        elif not self._draws(call) and not self._labels(call):
            self._painted(call)

    def _shown(self) -> None:
        if self.figures:
            self.figures[-1].is_shown = True
            self.figures[-1].loops = max(self.figures[-1].loops, self._loops)

    def _draws(self, call: ast.Call) -> bool:
        name, owner = method(call), _owner_id(call)
        chart = self._chart(call)
        if chart is None:
            return False
        is_figure = owner in _SEABORN and name in kinds.SEABORN_FIGURES
        axes = keyword(call, "ax")
        key = self._key(call, axes)
        if is_figure or (self._is_of_table(call) and axes is None and self._starts_figure(call)):
            self._start_figure()
            key = "current"
        self._add(chart, key)
        if title := literal(keyword(call, "title")):
            self._panel(key).title = title
        if name in ("semilogx", "loglog") or keyword(call, "logx", "loglog"):
            self._log("x", key)
        if name in ("semilogy", "loglog") or keyword(call, "logy", "loglog"):
            self._log("y", key)
        return True

    def _chart(self, call: ast.Call) -> DrawnChart | None:
        owner = _owner_id(call)
        if owner in _SEABORN:
            return calls.seaborn_chart(call, self._names)
        if chart := calls.other_chart(call, self._names):
            return chart
        if owner in _PYPLOT or self._is_axes(call):
            return calls.pyplot_chart(call, self._names)
        return calls.pandas_chart(call, self._names)

    def _is_of_table(self, call: ast.Call) -> bool:
        return not (_owner_id(call) in _PYPLOT | _SEABORN or self._is_axes(call)) and method(call) in (
            "plot", "hist", "boxplot", *kinds.PANDAS)  # fmt: skip

    def _starts_figure(self, call: ast.Call) -> bool:
        """Return whether a table's plot has a figure of its own; a series is drawn on the last one."""
        function = call.func
        owner = function.value if isinstance(function, ast.Attribute) else call
        if isinstance(owner, ast.Attribute) and owner.attr == "plot":
            owner = owner.value
        is_column = isinstance(owner, ast.Subscript) and isinstance(owner.slice, ast.Constant)
        return not is_column and bool(self.figures) and bool(self.figures[-1].charts)

    def _is_axes(self, call: ast.Call) -> bool:
        return isinstance(call.func, ast.Attribute) and is_axes(call.func.value, self._axes)

    def _key(self, call: ast.Call, axes: ast.expr | None) -> str:
        node = axes
        if node is None and self._is_axes(call) and isinstance(call.func, ast.Attribute):
            node = call.func.value
        return self._current if node is None or isinstance(node, ast.Call) else self._key_of(node)

    def _key_of(self, node: ast.expr) -> str:
        """Return the key of the panel that an expression for axes stands for."""
        code = ast.unparse(node)
        if isinstance(node, ast.Subscript) and self._is_repeated():
            return "each" if any(isinstance(part, ast.Name) for part in ast.walk(node.slice)) else code
        return self._axes.get(code, "current" if isinstance(node, ast.Name) and not self._axes else code)

    def _log(self, axis: str, key: str) -> None:
        panel = self._panel(key)
        if axis not in panel.log_axes:
            panel.log_axes.append(axis)

    def _labels(self, call: ast.Call) -> bool:
        """Take the texts of a call that labels; return whether it is one."""
        name, owner = method(call), _owner_id(call)
        text = (
            literal(call.args[0]) if call.args else literal(keyword(call, "label", "t", "xlabel", "ylabel"))
        )
        is_of_axes = owner in _PYPLOT or self._is_axes(call) or name.startswith("set") or name == "suptitle"
        if not is_of_axes:
            return False
        key = self._key(call, None)
        if name in ("xscale", "yscale", "set_xscale", "set_yscale"):
            if text in ("log", "symlog"):
                self._log(name[-6], key)
        elif name == "set":
            self._set(call, key)
        elif text and name == "suptitle":
            self._figure().title = text
        elif text and name in _TITLES:
            self._panel(key).title = text
        elif text and name in _X_LABELS:
            self._panel(key).x_label = text
        elif text and name in _Y_LABELS:
            self._panel(key).y_label = text
        elif name == "set_axis_labels" and call.args:
            self._panel(key).x_label = literal(call.args[0])
            self._panel(key).y_label = literal(call.args[1]) if len(call.args) > 1 else ""
        return True

    def _set(self, call: ast.Call, key: str) -> None:
        if _owner_id(call) in _SEABORN:
            return
        texts = {given.arg: literal(given.value) for given in call.keywords if given.arg}
        if any(texts.get(name) for name in ("title", "xlabel", "ylabel")):
            panel = self._panel(key)
            panel.title = texts.get("title") or panel.title
            panel.x_label = texts.get("xlabel") or panel.x_label
            panel.y_label = texts.get("ylabel") or panel.y_label
        for axis in "xy":
            if texts.get(f"{axis}scale") == "log":
                self._log(axis, key)

    def _painted(self, call: ast.Call) -> None:
        """Note a function of elsewhere that draws, by its name."""
        name = method(call)
        is_function = isinstance(call.func, ast.Name) or _owner_id(call) not in _PYPLOT | _SEABORN | {
            "display"
        }
        if is_function and _PAINTER.fullmatch(name) and name not in _NO_PAINTERS and not self._is_axes(call):
            figure = self._figure()
            figure.painter = figure.painter or name_of(ast.Name(name))

    def _inline(self, function: ast.FunctionDef, call: ast.Call) -> None:
        """Read the body of a function of this cell, with the words for its arguments."""
        if self._depth >= _MAX_CALLS:
            return
        before, self._depth = self._names, self._depth + 1
        parameters = [parameter.arg for parameter in function.args.args]
        names = dict.fromkeys(parameters, "")
        names |= {name: name_of(node, before) for name, node in zip(parameters, call.args, strict=False)}
        names |= {given.arg: name_of(given.value, before) for given in call.keywords if given.arg in names}
        self._names = {**before, **names}
        self.read(function.body)
        self._names, self._depth = before, self._depth - 1


def _owner_id(call: ast.Call) -> str:
    """Return the name before the dot of a call; empty if there is none, or an expression."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return owner.id if isinstance(owner, ast.Name) else ""


def _calls_inside_out(node: ast.expr) -> Iterator[ast.Call]:
    """Yield the calls of a chain such as ``plt.figure().add_subplot().plot(x)``, the first first.

    A chain of Altair is one call, as is a chain that leads to a plot of pandas.
    """
    found = [part for part in chain(node) if isinstance(part, ast.Call)]
    if any(method(part) == "Chart" for part in found):
        found = [part for part in found if method(part) not in ("show", "display")][:1]
    yield from reversed(found)
