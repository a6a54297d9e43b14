"""Describe a whole chart: one panel, or several panels and their common properties."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.model import Curve, Points
from ipytts.description.charts.sentences.chart_text import MAX_BRIEF, MAX_NAMES, format_names
from ipytts.description.charts.sentences.panels import describe_panel, has_data
from ipytts.description.charts.sentences.points import correlation
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Chart, Panel
    from ipytts.description.charts.sentences.chart_text import ChartText
    from ipytts.description.detail import Detail

_MAX_PANELS = 6  # panels at detail "normal"
_MAX_PANEL_DETAILS = 3  # sentences about each panel at detail "full"
_MAX_KINDS = 4  # kinds of panels
_MIN_PAIR_PLOT = 9  # panels; of a larger pair plot only the correlations are described
_MAX_PAIRS = 5  # pairs of variables after the first


def describe_chart(chart: Chart, detail: Detail) -> str:
    """Return a chart in words: its kind and its main point, then details for the level of detail."""
    panels = [panel for panel in chart.panels if has_data(panel)]
    with np.errstate(all="ignore"):  # data may be anything
        if not panels:
            return _describe_empty(chart)
        if len(panels) == 1:
            return _describe_single(chart, panels[0], detail)
        pairs = _correlations(panels)
        if len(panels) >= _MIN_PAIR_PLOT and len(pairs) > 1:
            return _describe_pair_plot(chart, panels, pairs, detail)
        return _describe_panels(chart, panels, detail)


def _describe_empty(chart: Chart) -> str:
    title = chart.title or next((panel.title for panel in chart.panels if panel.title), "")
    name = f", “{labels.format_title(title)}”" if labels.format_title(title) else ""
    axes = [axis.label for panel in chart.panels[:1] for axis in (panel.y, panel.x) if axis.label]
    with_axes = f", with axes for {grammar.join(map(labels.format_axis_label, axes))}" if axes else ""
    if len(chart.panels) == 1:
        return grammar.paragraph(f"An empty chart{name}{with_axes}", chart.remark)
    count = f" with {numbers.with_noun(len(chart.panels), 'empty panel')}" if chart.panels else ""
    return grammar.paragraph(f"An empty figure{name}{count}{with_axes}", chart.remark)


def _describe_single(chart: Chart, panel: Panel, detail: Detail) -> str:
    title = ", ".join(filter(None, [labels.format_title(chart.title), labels.format_title(panel.title)]))
    text = describe_panel(panel)
    if detail == "brief":
        return text.opening(title, MAX_BRIEF)
    full_details = text.full_details if detail == "full" else []
    return grammar.paragraph(text.opening(title), chart.remark, *text.details, *full_details)


def _format_figure(chart: Chart, panels: Sequence[Panel]) -> str:
    title = labels.format_title(chart.title)
    figure = f"A figure{f', “{title}”,' if title else ''} of {numbers.with_noun(len(panels), 'panel')}"
    if chart.rows > 1 and chart.columns > 1:
        rows, columns = numbers.with_noun(chart.rows, "row"), numbers.with_noun(chart.columns, "column")
        figure += f" in {rows} and {columns}"
    return figure


def _describe_panels(chart: Chart, panels: Sequence[Panel], detail: Detail) -> str:
    texts = [describe_panel(panel) for panel in panels]
    kinds = Counter(text.kind for text in texts)
    subjects = {text.subject.split(" with ")[0] for text in texts}
    are_alike = len(kinds) == len(subjects) == 1
    opening = f"{_format_figure(chart, panels)}: {_format_kinds(kinds, texts)}"
    opening = f"{opening} {subjects.pop() if are_alike else ''}".rstrip()
    titles = [labels.format_title(panel.title) for panel in panels]
    if all(titles) and len(opening) + sum(len(title) + 2 for title in titles) < MAX_BRIEF:
        opening += f", for {grammar.join(titles)}"
    if detail == "brief":
        return grammar.sentence(opening)
    groups = _describe_groups(panels)
    sentences = []
    if detail == "full":
        sentences += groups
        for number, (text, panel) in enumerate(zip(texts, panels, strict=True), 1):
            details = [line for line in text.details if not (sentences and line.startswith("The groups are"))]
            sentences.append(_describe_one_of(text, panel, number, are_alike=are_alike))
            sentences += details[:_MAX_PANEL_DETAILS]
    else:
        for number, (text, panel) in enumerate(zip(texts[:_MAX_PANELS], panels, strict=False), 1):
            sentences += [_describe_one_of(text, panel, number, are_alike=are_alike), *text.outliers]
        others = [title or f"number {number}" for number, title in enumerate(titles, 1)][_MAX_PANELS:]
        sentences += [f"The others are {grammar.join_some(others, MAX_NAMES)}"] if others else []
        sentences += groups
    return grammar.paragraph(opening, chart.remark, *sentences)


def _format_kinds(kinds: Counter[str], texts: Sequence[ChartText]) -> str:
    by_kind = {text.kind: text for text in texts}
    listed = [
        grammar.with_article(kind) if n == 1 else by_kind[kind].plural_kind(n) for kind, n in kinds.items()
    ]
    return grammar.join_some(listed, _MAX_KINDS)


def _describe_one_of(text: ChartText, panel: Panel, number: int, *, are_alike: bool = False) -> str:
    """Return a sentence about one of several panels; without its kind if all are alike."""
    kind = (
        "" if are_alike and text.main_point else f"{grammar.with_article(text.kind)} {text.subject}".strip()
    )
    name = labels.format_title(panel.title) or f"Panel {number}"
    return f"{name}: {', '.join(filter(None, [kind, text.main_point]))}"


def _describe_groups(panels: Sequence[Panel]) -> list[str]:
    """Return a sentence with the names of the series, if all panels have the same."""
    groups = [
        (panel.legend_title, {m.name for m in panel.marks if isinstance(m, (Points, Curve)) and m.name})
        for panel in panels
    ]
    legend_title, names = groups[0]
    if not names or any(group != groups[0] for group in groups):
        return []
    by = f"by {labels.format_axis_label(legend_title)}: " if legend_title else ""
    return [f"The groups are {by}{format_names(sorted(names))}"]


def _describe_pair_plot(
    chart: Chart, panels: Sequence[Panel], pairs: list[tuple[str, str, float]], detail: Detail
) -> str:
    """Describe a grid of scatter plots by its strongest correlations."""
    variables = list(dict.fromkeys(name for pair in pairs for name in sorted(pair[:2])))
    (one, other, strongest), *further = pairs
    opening = (
        f"{_format_figure(chart, panels)} that sets {numbers.with_noun(len(variables), 'variable')} "
        f"against each other: {one} and {other} hang together most, "
        f"correlation {numbers.number(round(strongest, 2))}"
    )
    if detail == "brief":
        return grammar.sentence(opening)
    then = [f"{one} and {other} {numbers.number(round(r, 2))}" for one, other, r in further]
    sentences = [
        f"The variables are {grammar.join(variables)}",
        f"Then come {grammar.join_some(then, _MAX_PAIRS)}",
        *_describe_groups(panels),
    ]
    if detail == "full":
        sentences += [
            _describe_one_of(describe_panel(panel), panel, number) for number, panel in enumerate(panels, 1)
        ]
    return grammar.paragraph(opening, chart.remark, *sentences)


def _correlations(panels: Sequence[Panel]) -> list[tuple[str, str, float]]:
    """Return pairs of variables that are plotted as points, and their correlation, the strongest first."""
    found: dict[tuple[str, str], float] = {}
    for panel in panels:
        series = [mark for mark in panel.marks if isinstance(mark, Points)]
        x, y = (labels.without_unit(labels.format_axis_label(axis.label)) for axis in (panel.x, panel.y))
        if series and x and y and x != y:
            xs, ys = (np.concatenate(parts) for parts in zip(*((p.x, p.y) for p in series), strict=True))
            r = correlation(panel, xs, ys)
            if np.isfinite(r) and (y, x) not in found:
                found[x, y] = r
    return sorted(((x, y, r) for (x, y), r in found.items()), key=lambda pair: -abs(pair[2]))
