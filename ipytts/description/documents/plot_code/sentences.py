"""Words for what code draws."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ipytts.description.documents.plot_code.kinds import MINOR, TAKING_PLACES
from ipytts.description.documents.plot_code.model import DrawnChart, DrawnFigure, DrawnPanel
from ipytts.description.wording import grammar, numbers, plain_text
from ipytts.description.wording.phrase import join_some

_MAX_LENGTH = 200  # characters
_MAX_LISTED = 180  # characters of a list of panels
_MAX_PANELS, _MAX_NAMES, _MAX_KINDS = 4, 4, 3
_PREPOSITION = re.compile(r" (?=(?:of|with|in) )")
_LINES = ("line chart", "line", "step chart")
_PICTURES = ("image", "picture")
_ON_AXES = frozenset([*_LINES, "bar chart", "scatter plot", "plot", "stem plot", "chart with error bars"])
_SHORT = 2  # letters of a name that has no meaning of its own
_WORD = re.compile(r"[^\W\d_]{3}")
_OVERLAYS = {"line chart": "line"}  # beside charts of another kind


def describe_figure(figure: DrawnFigure) -> str:
    """Return a sentence of at most 200 characters for a figure; empty without words.

    Examples
    --------
    >>> from ipytts.description.documents.plot_code.model import DrawnChart, DrawnFigure, DrawnPanel
    >>> panel = DrawnPanel([DrawnChart("bar chart", "sales", "year")], y_label="euros")
    >>> describe_figure(DrawnFigure({"current": panel}))
    'From the code: a bar chart of sales by year; y is euros.'
    """
    clauses = _clauses(figure)
    if not clauses:
        return ""
    text = f"From the code: {clauses[0]}"
    for clause in clauses[1:]:
        if len(text) + len(clause) < _MAX_LENGTH:
            text += clause
    return grammar.end_sentence(plain_text.shorten(text, _MAX_LENGTH - 1))


def _clauses(figure: DrawnFigure) -> list[str]:
    """Return the parts of the sentence, the most important first; all but the first may be left out."""
    panels = [_with_labels(panel) for panel in figure.panels.values() if panel.charts]
    if len(panels) > 1 or any(panel.is_repeated for panel in panels):
        return _several_panels(figure, panels)
    labelled = panels or list(figure.panels.values())
    panel = labelled[0] if len(labelled) == 1 else None
    title = figure.title or (panel.title if panel else "")
    if not panels:
        return _without_charts(figure, panel, title)
    charts, *more = _describe_charts(panels[0])
    said = [*more, *_titled(title), *_axes(panels[0])]
    if not said and figure.painter and charts == grammar.with_article(panels[0].charts[0].kind):
        said = [f", drawn by the function {figure.painter}"]
    return [charts, *said]


def _with_labels(panel: DrawnPanel) -> DrawnPanel:
    """Return a panel of which the only chart has the names of its axes, where its data have none."""
    charts = _main(panel.charts)
    if len(charts) != 1 or panel.is_repeated:
        return panel
    chart = charts[0]
    x_label, y_label = (label if _WORD.search(label) else "" for label in (panel.x_label, panel.y_label))
    if chart.kind == "histogram" and len(chart.y) <= _SHORT and x_label:
        chart = replace(chart, y=x_label)
    elif chart.kind in _ON_AXES and not (chart.owner and not (x_label and y_label)):
        y = y_label if y_label and (chart.owner or len(chart.y) <= _SHORT) else chart.y
        x = x_label if y and x_label and (chart.owner or len(chart.x) <= _SHORT) else chart.x
        chart = replace(chart, x=x, y=y, owner="")
    return replace(panel, charts=[chart])


def _titled(title: str) -> list[str]:
    return [f", titled “{title}”"] if title else []


def _without_charts(figure: DrawnFigure, panel: DrawnPanel | None, title: str) -> list[str]:
    if figure.painter:
        words = f"a figure made by the function {figure.painter}"
        return [words, *_titled(title), *(_axes(panel) if panel else [])]
    axes = _axes(panel) if panel else []
    return [f"a figure titled “{title}”", *axes] if title else ["a figure", *axes] if axes else []


def _axes(panel: DrawnPanel) -> list[str]:
    """Return the names of the axes that are not yet in the words of the charts."""
    said = {name.casefold() for chart in panel.charts for name in (chart.x, chart.y, chart.label)}
    parts = []
    for axis, label in (("x", panel.x_label), ("y", panel.y_label)):
        scale = " on a logarithmic scale" if axis in panel.log_axes else ""
        if label and label.casefold() not in {*said, axis}:
            parts.append(f"{axis} is {label}{scale}")
        elif scale:
            parts.append(f"{axis} is on a logarithmic scale")
    return [f"; {', '.join(parts)}"] if parts else []


def _several_panels(figure: DrawnFigure, panels: list[DrawnPanel]) -> list[str]:
    kinds = list(dict.fromkeys(chart.kind for panel in panels for chart in _main(panel.charts)))
    titled = "".join(_titled(figure.title))
    size = _grid_words(figure, panels) + titled
    charts = [_describe_charts(panel)[0] for panel in panels]
    if 1 < len(panels) <= _MAX_PANELS and len(set(charts)) > 1:
        each = [words + "".join(_titled(panel.title)) for words, panel in zip(charts, panels, strict=True)]
        for items in (each, charts):
            words = f"{size}: {'; '.join(items)}"
            if len(words) < _MAX_LISTED:
                return [words]
    if figure.has_unknown:
        return [f"{size} with {join_some(list(map(_plural, kinds)), _MAX_KINDS)}"]
    if len(kinds) == 1 or {*kinds} == {*_PICTURES}:
        return _alike(figure, panels, titled)
    return [f"{size} with {join_some(list(map(_plural, kinds)), _MAX_KINDS)}"]


def _alike(figure: DrawnFigure, panels: list[DrawnPanel], titled: str) -> list[str]:
    """Return words for panels with charts of one kind, such as "6 images in 2 rows and 3 columns"."""
    charts = [_main(panel.charts)[0] for panel in panels]
    is_repeated = any(panel.is_repeated for panel in panels)
    noun = _plural("image" if len({chart.kind for chart in charts}) > 1 else charts[0].kind)
    if is_repeated and figure.is_complete and figure.grid:
        words = f"{_grid_words(figure, panels)} with {noun}"
    else:
        words = noun if is_repeated else f"{numbers.number(len(panels))} {noun}"
    if len({(chart.y, chart.x) for chart in charts}) == 1:
        words = _of(words, charts[0])
    if charts[0].source and len({chart.source for chart in charts}) == 1:
        words += f" from {charts[0].source}"
    if not (is_repeated and figure.is_complete):
        words += _places(figure, 0 if is_repeated else len(panels))
    is_one = is_repeated and len(panels) == 1 == len(_main(panels[0].charts))
    each = [f", one for each {charts[0].each}"] if is_one and charts[0].each else []
    return [words + titled, *each, *_panel_names(panels, charts)]


def _panel_names(panels: list[DrawnPanel], charts: list[DrawnChart]) -> list[str]:
    """Return the titles of panels, or else what each is of, if they differ."""
    for names in ([panel.title for panel in panels], [chart.owner or chart.y for chart in charts]):
        if all(names) and len(set(names)) == len(names) > 1:
            return [f": {join_some(names, _MAX_NAMES)}"]
    return []


def _places(figure: DrawnFigure, count: int) -> str:
    """Return where panels are, as far as it is known; a count of 0 is not known."""
    rows, columns = figure.grid or (1, 1)
    if rows * columns < max(count, 2):
        return ""
    if rows == 1 or columns == 1:
        return " side by side" if rows == 1 else " one above the other"
    return (
        f" in {rows} rows and {columns} columns"
        if count == rows * columns
        else f" in a grid of {rows} by {columns}"
    )


def _grid_words(figure: DrawnFigure, panels: list[DrawnPanel]) -> str:
    if any(panel.is_repeated for panel in panels):
        if not (figure.grid and figure.is_complete):
            return "several panels"
        rows, columns = figure.grid
        if min(rows, columns) > 1:
            return f"a grid of {rows} by {columns} panels"
        return f"{rows * columns} panels{_places(figure, rows * columns)}"
    return "several panels" if figure.has_unknown else numbers.with_noun(len(panels), "panel")


def _plural(kind: str) -> str:
    """Return the plural of a kind, such as "histograms of each column" and "bar charts"."""
    noun = _PREPOSITION.split(kind, maxsplit=1)[0]
    return numbers.plural(noun) + kind[len(noun) :]


def _describe_charts(panel: DrawnPanel) -> list[str]:
    """Return words for the charts of a panel: the kinds with their data, and what they are grouped by."""
    charts = _main(panel.charts)
    by_kind: dict[str, list[DrawnChart]] = {}
    for chart in charts:
        by_kind.setdefault(chart.kind, []).append(chart)
    (kind, found), *others = by_kind.items()
    rest = [_describe_kind(_OVERLAYS.get(kind, kind), found) for kind, found in others[: _MAX_KINDS - 1]]
    groups = {words: name for chart in charts for words, name in chart.groups.items()}
    added = [f" with {grammar.join(rest)}"] if others else []
    return [_describe_kind(kind, found), *(f", {words} {name}" for words, name in groups.items()), *added]


def _main(charts: list[DrawnChart]) -> list[DrawnChart]:
    """Return the charts without areas beside lines, and without those of a loop beside others."""
    charts = [chart for chart in charts if chart.kind not in MINOR] or charts
    kinds = {chart.kind for chart in charts if not chart.is_repeated}
    return [chart for chart in charts if not (chart.is_repeated and chart.kind in kinds)]


def _describe_kind(kind: str, charts: Sequence[DrawnChart]) -> str:
    """Return words for charts of one kind on the same axes."""
    words = grammar.with_article(kind)
    if len(charts) == 1:
        return _describe_one(words, charts[0])
    names = list(dict.fromkeys(chart.label or chart.owner or chart.y for chart in charts))
    x = {"" if chart.owner else chart.x for chart in charts}
    if all(names):
        joined = join_some(names, _MAX_NAMES)
        return f"{words} of {joined}" + (_by(charts[0], x.pop()) if len(x) == 1 else "")
    return _several(words, charts[0])


def _describe_one(words: str, chart: DrawnChart) -> str:
    if not chart.is_repeated:
        return _of(words, chart) + (f" from {chart.source}" if chart.source else "")
    if chart.each and chart.kind not in _PICTURES:
        return f"{_of(words, replace(chart, label=''))}, one {_series(chart)} for each {chart.each}"
    return _of(words, chart) if chart.y or chart.label else _several(words, chart)


def _several(words: str, chart: DrawnChart) -> str:
    """Return words for charts whose data have no names."""
    if chart.kind in _PICTURES:
        return f"several {chart.kind}s" + (f" from {chart.source}" if chart.source else "")
    noun = "lines" if chart.kind in _LINES else "series"
    return f"{words} of several {noun}{_by(chart, chart.x)}"


def _series(chart: DrawnChart) -> str:
    return "line" if chart.kind in _LINES else "series"


def _of(words: str, chart: DrawnChart) -> str:
    y, x = chart.y, chart.x
    if len(y) <= 2 and chart.label:
        y = chart.label
    if y and y == x:
        x = ""
    if not y:
        return words if chart.kind in TAKING_PLACES else f"{words}{_by(chart, x)}"
    return f"{words} {'for' if ' of ' in words and ' of a ' not in words else 'of'} {y}{_by(chart, x)}"


def _by(chart: DrawnChart, x: str) -> str:
    if not x:
        return ""
    return f" against {x}" if chart.kind in TAKING_PLACES else f" by {x}"
