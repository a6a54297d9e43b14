"""Note what calls draw, and on which panel of which figure."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from ipytts.description.documents.plot_code import calls, kinds
from ipytts.description.documents.plot_code.expressions import keyword, literal, method, name_of
from ipytts.description.documents.plot_code.grids import (
    is_axes,
    is_grid,
    read_grid,
    read_subplot_grid,
)
from ipytts.description.documents.plot_code.model import DrawnChart, DrawnFigure, DrawnPanel

PYPLOT = frozenset(["plt", "pyplot", "pylab", "mpl", "plot"])
SEABORN = frozenset(["sns", "seaborn"])
_PAINTER = re.compile(r"(?:plot|draw|show|visuali[sz]e|display)_?[A-Za-z]\w*", re.IGNORECASE)
_NO_PAINTERS = frozenset(["show_versions", "display_html", "showtraceback", "show_config"])
_IN_SPACE = frozenset(["line chart", "scatter plot", "bar chart", "contour plot"])
_TITLES = frozenset(["title", "set_title", "suptitle"])
_X_LABELS = frozenset(["xlabel", "set_xlabel", "set_xlabels"])
_Y_LABELS = frozenset(["ylabel", "set_ylabel", "set_ylabels"])


class Drawing:
    """The figures that calls have drawn so far, and what names stand for in them."""

    def __init__(self) -> None:
        self.figures: list[DrawnFigure] = []
        self._axes: dict[str, str] = {}  # the keys of panels, by the names of axes
        self._current = "current"  # the key of the panel that pyplot draws on
        self._names: Mapping[str, str] = {}
        self._items: dict[str, str] = {}  # what a loop that draws one figure takes in turn, by variable
        self._loops = 0
        self._is_in_space = False

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
            self._panel(self._current).is_twin = True
        elif kind in ("subplot", "add_subplot", "subplot2grid") and (call.args or self._loops):
            place = ", ".join(map(ast.unparse, call.args))
            place = ", ".join(place) if place.isdecimal() else place  # 221 is 2, 2, 1
            self._current = "each" if self._is_repeated() else f"subplot {place}"
            self._set_grid(read_subplot_grid(call))

    def _set_grid(self, grid: tuple[int, int] | None) -> None:
        """Take the grid of a panel as that of the figure, unless its panels have several."""
        figure = self._figure()
        figure.grid = grid if figure.grid == grid or not figure.charts else None

    def _start_figure(self, grid: tuple[int, int] | None = None, loops: int | None = None) -> None:
        loops = self._loops if loops is None else loops
        self.figures.append(DrawnFigure(grid=grid, loops=loops, is_complete=grid is not None))
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

    def _shown(self) -> None:
        if self.figures:
            self.figures[-1].is_shown = True
            self.figures[-1].loops = max(self.figures[-1].loops, self._loops)

    def _draws(self, call: ast.Call) -> bool:
        name, owner = method(call), owner_id(call)
        chart = self._chart(call)
        if chart is None:
            return False
        is_figure = owner in SEABORN and name in kinds.SEABORN_FIGURES
        axes = keyword(call, "ax")
        key = self._key(call, axes)
        if is_figure or (self._is_of_table(call) and axes is None and self._starts_figure(call)):
            self._start_figure()
            key = "current"
        if self._loops == self._figure().loops + 1:
            names = (part.id for part in ast.walk(call) if isinstance(part, ast.Name))
            chart.each = next((self._items[name] for name in names if self._items.get(name)), "")
        self._add(chart, key)
        if title := literal(keyword(call, "title")):
            self._panel(key).title = title
        if name in ("semilogx", "loglog") or keyword(call, "logx", "loglog"):
            self._log("x", key)
        if name in ("semilogy", "loglog") or keyword(call, "logy", "loglog"):
            self._log("y", key)
        return True

    def _chart(self, call: ast.Call) -> DrawnChart | None:
        owner = owner_id(call)
        if owner in SEABORN:
            return calls.seaborn_chart(call, self._names)
        if chart := calls.other_chart(call, self._names):
            return chart
        if owner in PYPLOT or self._is_axes(call):
            return calls.pyplot_chart(call, self._names)
        return calls.pandas_chart(call, self._names)

    def _is_of_table(self, call: ast.Call) -> bool:
        return not (owner_id(call) in PYPLOT | SEABORN or self._is_axes(call)) and method(call) in (
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
        name, owner = method(call), owner_id(call)
        text = (
            literal(call.args[0]) if call.args else literal(keyword(call, "label", "t", "xlabel", "ylabel"))
        )
        is_of_axes = owner in PYPLOT or self._is_axes(call) or name.startswith("set") or name == "suptitle"
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
            panel = self._panel(key)
            is_second = panel.is_twin and panel.y_label not in ("", text)
            panel.y_label = f"{panel.y_label} and {text}" if is_second else text
        elif name == "set_axis_labels" and call.args:
            self._panel(key).x_label = literal(call.args[0])
            self._panel(key).y_label = literal(call.args[1]) if len(call.args) > 1 else ""
        return True

    def _set(self, call: ast.Call, key: str) -> None:
        if owner_id(call) in SEABORN:
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
        is_function = isinstance(call.func, ast.Name) or owner_id(call) not in PYPLOT | SEABORN | {"display"}
        if is_function and _PAINTER.fullmatch(name) and name not in _NO_PAINTERS and not self._is_axes(call):
            figure = self._figure()
            figure.painter = figure.painter or name_of(ast.Name(name))
            figure.has_unknown = True


def owner_id(call: ast.Call) -> str:
    """Return the name before the dot of a call; empty if there is none, or an expression."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return owner.id if isinstance(owner, ast.Name) else ""
