"""Read charts of plotnine, and of ggplot2 and the basic functions of R."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ipytts.description.documents.plot_code import kinds
from ipytts.description.documents.plot_code.expressions import column, keyword, literal, method
from ipytts.description.documents.plot_code.model import DrawnChart, DrawnFigure, DrawnPanel

_MAX_SOURCE = 50_000  # characters
_COLORS = ("color", "colour", "fill")
_R_CALL = re.compile(r"(?<![\w.$])([A-Za-z][\w.]*)\s*\(")
_R_COMMENT = re.compile(r"(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')|#[^\n]*")  # outside of texts
_R_STRING = re.compile(r"\"([^\"\\]*)\"|'([^'\\]*)'")
_R_COLUMN = re.compile(r"(?:[A-Za-z.][\w.]*\$)?([A-Za-z.][\w.]*)")
_R_FORMULA = re.compile(r"([A-Za-z.][\w.]*)\s*~\s*([A-Za-z.][\w.]*)")
_R_KINDS = {"hist": "histogram", "barplot": "bar chart", "boxplot": "box plot", "pie": "pie chart",
            "plot": "plot", "pairs": "matrix of scatter plots", "curve": "curve", "image": "heat map",
            "heatmap": "heat map", "qqnorm": "Q-Q plot"}  # fmt: skip


def plotnine_panel(node: ast.BinOp) -> DrawnPanel | None:
    """Return the panel of ``ggplot(df, aes("x", "y")) + geom_point()``; None for another sum.

    Examples
    --------
    >>> code = 'ggplot(df, aes("year", "sales")) + geom_col()'
    >>> plotnine_panel(ast.parse(code, mode="eval").body).charts[0].y
    'sales'
    """
    calls = [part for part in _summands(node) if isinstance(part, ast.Call)]
    if not any(method(call) == "ggplot" for call in calls):
        return None
    fields: dict[str, str] = {}
    panel = DrawnPanel()
    for call in calls:
        _read_layer(call, fields, panel)
    _apply(fields, panel)
    return panel


def _summands(node: ast.expr) -> list[ast.expr]:
    found: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and len(found) < 100:
        found.append(node.right)
        node = node.left
    return [node, *reversed(found)]


def _read_layer(call: ast.Call, fields: dict[str, str], panel: DrawnPanel) -> None:
    name = method(call)
    for inner in (call, *call.args, *(given.value for given in call.keywords)):
        if isinstance(inner, ast.Call) and method(inner) == "aes":
            fields.update(zip(("x", "y"), map(column, inner.args), strict=False))
            fields.update({given.arg: column(given.value) for given in inner.keywords if given.arg})
    first = call.args[0] if call.args else None
    if name in kinds.GEOMS:
        panel.charts.append(DrawnChart(kinds.GEOMS[name]))
    elif name == "ggtitle":
        panel.title = literal(first)
    elif name in ("xlab", "ylab"):
        setattr(panel, f"{name[0]}_label", literal(first))
    elif name == "labs":
        panel.title = literal(keyword(call, "title")) or panel.title
        panel.x_label = literal(keyword(call, "x")) or panel.x_label
        panel.y_label = literal(keyword(call, "y")) or panel.y_label
    elif name == "facet_wrap" and first is not None:
        fields["facet"] = column(first).lstrip("~ ")


def _apply(fields: dict[str, str], panel: DrawnPanel) -> None:
    """Put the fields of a panel into its charts."""
    color = next((fields[name] for name in _COLORS if fields.get(name)), "")
    for chart in panel.charts[:1]:
        chart.x, chart.y = fields.get("x", ""), fields.get("y", "")
        if not chart.y and chart.kind not in kinds.TAKING_PLACES:
            chart.x, chart.y = "", chart.x
            chart.kind = "bar chart of counts" if chart.kind == "bar chart" else chart.kind
        if color:
            chart.groups["colored by"] = color
        if fields.get("facet"):
            chart.groups["in panels by"] = fields["facet"]


def read_r_figures(source: str) -> list[DrawnFigure]:
    """Return the figures that R code draws, with ggplot2 or with its basic functions.

    Examples
    --------
    >>> figure, = read_r_figures("ggplot(mpg, aes(x = displ, y = hwy, color = class)) + geom_point()")
    >>> figure.charts[0].groups
    {'colored by': 'class'}
    """
    source = _R_COMMENT.sub(lambda match: match[1] or "", source[:_MAX_SOURCE])
    calls = list(_r_calls(source))
    names = [name for name, _ in calls]
    if names.count("ggplot") > 1 or (any(n in ("for", "function") for n in names)):
        return []
    panel = DrawnPanel()
    if "ggplot" in names:
        _read_ggplot(calls, panel)
        return [DrawnFigure({"current": panel})] if panel.charts else []
    return [DrawnFigure({"current": panel}) for panel in _basic_panels(calls)]


def _r_calls(source: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the calls in R code: the name, and the arguments by their names or numbers."""
    for match in _R_CALL.finditer(source):
        yield match[1], _r_arguments(source, match.end())


def _r_arguments(source: str, start: int) -> dict[str, str]:
    depth, begin, quote = 0, start, ""
    pieces: list[str] = []
    for at in range(start, min(len(source), start + 2_000)):
        character = source[at]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}" and depth:
            depth -= 1
        elif character == ")" or (character == "," and not depth):
            pieces.append(source[begin:at].strip())
            begin = at + 1
            if character == ")":
                break
    arguments: dict[str, str] = {}
    for number, piece in enumerate(pieces):
        named = re.match(r"([A-Za-z.][\w.]*)\s*=(?!=)\s*", piece)
        arguments[named[1] if named else str(number)] = piece[named.end() :] if named else piece
    return arguments


def _read_ggplot(calls: list[tuple[str, dict[str, str]]], panel: DrawnPanel) -> None:
    fields: dict[str, str] = {}
    for name, arguments in calls:
        first = _r_text(arguments.get("0", ""))
        if name == "aes":
            fields.update(
                {{"0": "x", "1": "y"}.get(key, key): _r_column(text) for key, text in arguments.items()}
            )
        elif name in kinds.GEOMS:
            panel.charts.append(DrawnChart(kinds.GEOMS[name]))
        elif name == "ggtitle":
            panel.title = first
        elif name in ("xlab", "ylab"):
            setattr(panel, f"{name[0]}_label", first)
        elif name == "labs":
            panel.title = _r_text(arguments.get("title", "")) or panel.title
            panel.x_label = _r_text(arguments.get("x", "")) or panel.x_label
            panel.y_label = _r_text(arguments.get("y", "")) or panel.y_label
        elif name == "facet_wrap":
            fields["facet"] = _r_column(arguments.get("0", "").lstrip("~ "))
    _apply(fields, panel)


def _basic_panels(calls: list[tuple[str, dict[str, str]]]) -> Iterator[DrawnPanel]:
    if any(name in ("par", "layout") for name, _ in calls):
        return
    for name, arguments in calls:
        if name in _R_KINDS:
            first, second = arguments.get("0", arguments.get("x", "")), arguments.get("1", "")
            if formula := _R_FORMULA.fullmatch(first):
                y, x = map(_r_column, formula.groups())
            elif name == "plot" and _r_column(second):
                x, y = _r_column(first), _r_column(second)
            else:
                x, y = "", _r_column(first)
            title, x_label, y_label = (_r_text(arguments.get(key, "")) for key in ("main", "xlab", "ylab"))
            yield DrawnPanel([DrawnChart(_R_KINDS[name], y, x)], title, x_label, y_label)


def _r_text(text: str) -> str:
    match = _R_STRING.fullmatch(text.strip())
    return literal(ast.Constant(match[1] or match[2] or "")) if match else ""


def _r_column(text: str) -> str:
    match = _R_COLUMN.fullmatch(text.strip())
    return column(ast.Constant(match[1].replace(".", " "))) if match else ""
