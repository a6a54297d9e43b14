"""Read one call that draws: what it draws, and of what."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from ipytts.description.documents.plot_code import kinds
from ipytts.description.documents.plot_code.expressions import (
    chain,
    column,
    columns,
    grouping,
    keyword,
    literal,
    method,
    name_of,
    numbered_column,
)
from ipytts.description.documents.plot_code.model import DrawnChart
from ipytts.description.wording import grammar

_FORMAT = re.compile(
    r"(?=.)[rgbcmykwC\d]{0,2}(?P<marker>[.,ov^<>1-4sp*hH+xDd|_])?(?P<line>--|-\.|-|:)?[rgbcmykw]?"
)
_GROUPS = {"hue": "colored by", "color": "colored by", "size": "sized by", "style": "marked by",
           "col": "in panels by", "row": "in panels by",
           "facet_col": "in panels by", "facet_row": "in panels by",
           "animation_frame": "in frames by"}  # fmt: skip
_PANDAS_CHAIN = frozenset(
    ["groupby", "value_counts", "resample", "rolling", "unstack", "pivot", "pivot_table", "pct_change",
     "sort_values", "sort_index", "cumsum", "set_index", "to_frame", "crosstab", "DataFrame", "Series",
     "nlargest",
     "head", "dropna", "interpolate"]
)  # fmt: skip
_FRAME_NAME = re.compile(r"(?:.*_)?(?:df|data|frame|series|ts)\d*(?:_.*)?\Z|df\w{0,3}\Z", re.IGNORECASE)
_PICTURE_NAME = re.compile(r"im(?:g|age)?s?\d*\Z|(?:.*\s)?(?:img|image|picture|photo)s?\d*\Z", re.IGNORECASE)
_WITHOUT_X = frozenset(
    [
        "hist",
        "hist2d",
        "hexbin",
        "imshow",
        "matshow",
        "spy",
        "boxplot",
        "violinplot",
        "ecdf",
        "eventplot",
        "specgram",
    ]
)


def pyplot_chart(call: ast.Call, names: Mapping[str, str]) -> DrawnChart | None:
    """Return the chart that a method of pyplot or of axes draws; None if it draws none.

    Examples
    --------
    >>> chart = pyplot_chart(ast.parse("ax.bar(years, df['sales'])", mode="eval").body, {})
    >>> chart.kind, chart.y, chart.x
    ('bar chart', 'sales', 'years')
    """
    name = method(call)
    kind = kinds.PYPLOT.get(name)
    if not kind:
        return None
    data = [argument for argument in call.args if not isinstance(argument, ast.Starred)]
    to_words = column if keyword(call, "data") else name_of
    x, y = _x_and_y(call, name, data)
    chart = DrawnChart(kind, to_words(y, names), to_words(x, names), literal(keyword(call, "label")))
    if name in (
        "pcolormesh",
        "pcolor",
        "contour",
        "contourf",
        "quiver",
        "streamplot",
        "tricontourf",
        "plot_surface",
        "plot_wireframe",
        "contour3D",
    ):
        z = data[2] if len(data) > 2 else data[0] if len(data) == 1 else None
        chart.x, chart.y = "", name_of(z, names)
    if name == "imshow":
        return _image(call, data, names)
    if name == "fill_between":
        chart.y = chart.y or (name_of(data[2], names) if len(data) > 2 else "")
    if kind.endswith("in three dimensions"):
        return _in_space(chart, data, names)
    _name_columns(chart, x, y, names)
    if kind == "line chart" and name == "plot":
        chart.kind = _line_kind(call, data)
        if sum(not isinstance(node, ast.Constant) for node in data) > 3:  # pairs of x and y
            chart.y, chart.owner, chart.is_repeated = "", "", True
    if name == "scatter":
        _color_group(chart, keyword(call, "c"), names)
    return chart


def _x_and_y(call: ast.Call, name: str, data: list[ast.expr]) -> tuple[ast.expr | None, ast.expr | None]:
    if name in _WITHOUT_X:
        return None, data[0] if data else keyword(call, "x")
    if name == "pie":
        return keyword(call, "labels"), data[0] if data else keyword(call, "x")
    if name == "barh":
        first, second = keyword(call, "y"), keyword(call, "width")
    else:
        first, second = keyword(call, "x"), keyword(call, "y", "height")
    numbers = [
        argument
        for argument in data
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    ]
    if keyword(call, "data"):
        numbers = data[:2]
    if len(numbers) == 1 and name in ("plot", "semilogy", "loglog", "semilogx", "stem"):
        return None, numbers[0]
    return (numbers[0] if numbers else first), (numbers[1] if len(numbers) > 1 else second)


def _name_columns(
    chart: DrawnChart, x: ast.expr | None, y: ast.expr | None, names: Mapping[str, str]
) -> None:
    """Name numbered columns of the same data, such as ``X[:, 0]`` and ``X[:, 1]``, by that data."""
    (owner, of_x), (same, of_y) = numbered_column(x), numbered_column(y)
    if owner and owner == same and isinstance(y, ast.Subscript) and (name := name_of(y.value, names)):
        chart.owner, chart.x, chart.y = name, f"the {of_x}", f"the {of_y} column of {name}"


def _in_space(chart: DrawnChart, data: list[ast.expr], names: Mapping[str, str]) -> DrawnChart:
    found = [name for node in data[:3] if (name := name_of(node, names))]
    chart.x, chart.y = "", grammar.join(found) if len(found) == 3 else ""
    return chart


def _image(call: ast.Call, data: list[ast.expr], names: Mapping[str, str]) -> DrawnChart:
    inner = data[0] if data else None
    variables = [node.id for node in ast.walk(inner) if isinstance(node, ast.Name)] if inner else []
    if any("wordcloud" in name.lower().replace("_", "") or name == "wc" for name in variables):
        return DrawnChart("word cloud")
    name = name_of(inner, names)
    if not _PICTURE_NAME.match(name):
        return DrawnChart("image", name, source="" if name else _source(inner, names))
    return DrawnChart("picture" if keyword(call, "cmap") is None else "image")


def _source(node: ast.expr | None, names: Mapping[str, str]) -> str:
    """Return words for the data of which an expression such as ``X[3].reshape(8, 8)`` takes one item."""
    steps = chain(node) if node is not None else []
    is_item = any(isinstance(step, ast.Subscript) for step in steps) and isinstance(steps[-1], ast.Name)
    name = name_of(steps[-1], names) if is_item else ""
    return "" if _PICTURE_NAME.match(name) else name


def _line_kind(call: ast.Call, data: list[ast.expr]) -> str:
    """Return "scatter plot" if the format of `plot` has markers and no line."""
    style = next((text for node in data if (text := _text(node))), "")
    match = _FORMAT.fullmatch(style) if style else None
    line = keyword(call, "linestyle", "ls")
    width = keyword(call, "linewidth", "lw")
    without_line = (isinstance(line, ast.Constant) and line.value in ("", "none", "None", " ")) or (
        isinstance(width, ast.Constant) and width.value == 0
    )
    if without_line or (match and match["marker"] and not match["line"] and line is None):
        return "scatter plot"
    is_variable = len(data) == 3 and isinstance(data[2], ast.Name)  # a format of a line, or of markers
    return "plot" if is_variable else "line chart"


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _color_group(chart: DrawnChart, node: ast.expr | None, names: Mapping[str, str]) -> None:
    name = name_of(node, names) if node is not None else ""
    if name and not re.search(r"colou?r|cmap|\bc\b", name):
        chart.groups["colored by"] = name


def seaborn_chart(call: ast.Call, names: Mapping[str, str]) -> DrawnChart | None:
    """Return the chart that a function of seaborn draws; None if it draws none."""
    name = method(call)
    kind = kinds.SEABORN.get(name)
    if not kind:
        return None
    given = literal(keyword(call, "kind"))
    table = kinds.JOINT_KINDS if name == "jointplot" else kinds.SEABORN_KINDS
    if name in kinds.SEABORN_FIGURES and (found := table.get(given)):
        kind = found
    if name in ("pairplot", "clustermap", "heatmap"):
        data = keyword(call, "data") or (call.args[0] if call.args else None)
        chart = DrawnChart(kind, _table_name(data, names))
    else:
        chart = _with_x_and_y(kind, call, names)
    chart.label = literal(keyword(call, "label"))
    if name == "jointplot":
        chart.groups["with the distributions"] = "at its edges"
    return _with_groups(chart, call, ("hue", "size", "style", "col", "row"), names)


def _table_name(node: ast.expr | None, names: Mapping[str, str]) -> str:
    if isinstance(node, ast.Call) and method(node) in ("corr", "confusion_matrix"):
        return "correlations" if method(node) == "corr" else "a confusion matrix"
    name = name_of(node, names)
    return "" if _FRAME_NAME.match(name.replace(" ", "_")) else name


def _with_x_and_y(kind: str, call: ast.Call, names: Mapping[str, str]) -> DrawnChart:
    is_new = bool(call.args) and keyword(call, "x", "y") is not None
    given = [] if is_new else call.args
    x = column(keyword(call, "x"), names) or (column(given[0], names) if given else "")
    y = column(keyword(call, "y"), names) or (column(given[1], names) if len(given) > 1 else "")
    if not keyword(call, "x", "y") and len(given) == 1 and not isinstance(given[0], ast.Constant):
        x = _table_name(given[0], names)
    if not (x or y):
        x = _table_name(keyword(call, "data"), names)
    if not y and kind not in kinds.TAKING_PLACES:
        x, y = "", x
    return DrawnChart(kind, y, x)


def _with_groups(
    chart: DrawnChart, call: ast.Call, keys: tuple[str, ...], names: Mapping[str, str]
) -> DrawnChart:
    for key in keys:
        given = keyword(call, key)
        name = column(given, names)
        if (
            name
            and name not in chart.groups.values()
            and not (isinstance(given, ast.Name) and key in ("color", "size"))
        ):
            words = _GROUPS[key]
            chart.groups[words] = f"{chart.groups[words]} and {name}" if words in chart.groups else name
    return chart


def express_chart(call: ast.Call, names: Mapping[str, str]) -> DrawnChart | None:
    """Return the chart that a function of Plotly Express returns; None for another function."""
    name = method(call)
    kind = kinds.PLOTLY_EXPRESS.get(name)
    if not kind:
        return None
    if name == "imshow":
        return DrawnChart("image", name_of(call.args[0], names) if call.args else "")
    chart = DrawnChart(kind)
    chart.x = column(keyword(call, "x", "names", "lon", "locations", "theta"), names)
    chart.y = column(keyword(call, "y", "values", "lat", "r"), names)
    if name in (
        "choropleth",
        "scatter_geo",
        "scatter_mapbox",
        "scatter_map",
        "line_geo",
        "scatter_matrix",
        "parallel_coordinates",
    ):
        chart.x, chart.y = "", ""
    if name in ("histogram", "box", "violin") and not chart.y:
        chart.x, chart.y = "", chart.x
    keys = ("color", "size", "facet_col", "facet_row", "animation_frame")
    return _with_groups(chart, call, keys, names)


def pandas_chart(call: ast.Call, names: Mapping[str, str]) -> DrawnChart | None:
    """Return the chart of ``.plot()``, ``.plot.bar()`` or ``.hist()`` of a table; None for another call."""
    function = call.func
    if not isinstance(function, ast.Attribute):
        return None
    name, owner = function.attr, function.value
    if isinstance(owner, ast.Attribute) and owner.attr == "plot" and name in kinds.PANDAS:
        return _pandas_plot(call, name, owner.value, names)
    if name == "plot":
        return _pandas_plot(call, "", owner, names)
    if name in ("hist", "boxplot"):
        return _pandas_distribution(call, name, owner, names)
    return None


def _pandas_plot(call: ast.Call, kind: str, owner: ast.expr, names: Mapping[str, str]) -> DrawnChart:
    given = literal(keyword(call, "kind")) or kind
    is_named = (
        keyword(call, "x", "y", "kind", "figsize", "subplots", "secondary_y", "rot", "colormap") is not None
    )
    if not (given or is_named or _is_table(owner)):
        return DrawnChart("plot", name_of(owner, names))
    x, y = column(keyword(call, "x"), names), " and ".join(columns(keyword(call, "y"), names)[:3])
    kind = kinds.PANDAS.get(given or "line", "plot")
    if not y:
        y = _owner_name(owner, names)
        x = x or (grouping(owner) if y else "")
    chart = DrawnChart(kind, y, x)
    if kind == "scatter plot":
        _color_group(chart, keyword(call, "c"), names)
    return chart


def _owner_name(owner: ast.expr, names: Mapping[str, str]) -> str:
    name = name_of(owner, names)
    return "" if _FRAME_NAME.match(name.replace(" ", "_")) else name


def _is_table(node: ast.expr) -> bool:
    """Return whether an expression is a table, by the steps that lead to it or by its name."""
    for part in chain(node):
        if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant | ast.List):
            key = part.slice
            if isinstance(key, ast.List) or isinstance(key.value, str):
                return True
        if isinstance(part, ast.Call) and method(part) in _PANDAS_CHAIN:
            return True
    return isinstance(node, ast.Name) and bool(_FRAME_NAME.match(node.id))


def _pandas_distribution(call: ast.Call, name: str, owner: ast.expr, names: Mapping[str, str]) -> DrawnChart:
    by = column(keyword(call, "by"), names)
    given = columns(keyword(call, "column") or (call.args[0] if call.args else None), names)
    y = " and ".join(given[:3]) or _owner_name(owner, names)
    kind = kinds.PYPLOT[name]
    is_frame = isinstance(owner, ast.Name) and not given and name == "hist"
    if is_frame and (keyword(call, "figsize", "layout") or _FRAME_NAME.match(getattr(owner, "id", ""))):
        return DrawnChart("histogram of each column of numbers")
    return DrawnChart(kind, y, by)


def other_chart(call: ast.Call, names: Mapping[str, str]) -> DrawnChart | None:
    """Return the chart of scikit-learn, networkx and other functions; None if it is not known."""
    name = method(call)
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name in ("from_estimator", "from_predictions", "plot") and owner is not None:
        for part in chain(owner):
            known = getattr(part, "id", getattr(part, "attr", ""))
            if known in kinds.DISPLAYS:
                return DrawnChart(kinds.DISPLAYS[known])
    if isinstance(owner, ast.Name) and owner.id in ("nx", "networkx") and name in kinds.NETWORKX:
        graph = name_of(call.args[0], names) if call.args else ""
        return DrawnChart("drawing of a network", graph)
    if isinstance(owner, ast.Name) and owner.id in ("msno", "missingno"):
        return DrawnChart("chart of the missing values")
    return DrawnChart(kinds.FUNCTIONS[name]) if name in kinds.FUNCTIONS else None


def altair_chart(node: ast.expr) -> DrawnChart | None:
    """Return the chart of ``alt.Chart(df).mark_bar().encode(x="a:Q")``; None for another expression."""
    calls = [part for part in chain(node) if isinstance(part, ast.Call)]
    kind = next((kinds.ALTAIR[method(part)] for part in calls if method(part) in kinds.ALTAIR), "")
    if not kind or not any(method(part) == "Chart" for part in calls):
        return None
    chart = DrawnChart(kind)
    for part in calls:
        if method(part) == "encode":
            _encode(chart, part)
    return chart


def _encode(chart: DrawnChart, call: ast.Call) -> None:
    fields = {given.arg: _field(given.value) for given in call.keywords if given.arg}
    for node in call.args:
        if isinstance(node, ast.Call):
            fields[method(node).lower()] = _field(node)
    chart.x, chart.y = fields.get("x", chart.x), fields.get("y", chart.y)
    for key in ("color", "size", "column", "row", "facet"):
        if fields.get(key):
            chart.groups[_GROUPS.get(key, "in panels by")] = fields[key]


def _field(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        inner = node
        while isinstance(inner.func, ast.Attribute) and isinstance(inner.func.value, ast.Call):
            inner = inner.func.value
        if method(inner) in ("value", "datum", "condition"):
            return ""
        node = inner.args[0] if inner.args else keyword(inner, "field") or node
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    text = re.sub(r":[QNOTG]\Z", "", text)
    if match := re.fullmatch(r"(\w+)\((\w*)\)", text):
        statistic, field = match.groups()
        text = f"{statistic} of {field}" if field else statistic
    return column(ast.Constant(text)) if text else ""
