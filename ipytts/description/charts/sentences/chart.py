"""A whole figure in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.model import Curve, Points
from ipytts.description.charts.sentences import panels
from ipytts.description.charts.sentences.chart_text import LONGEST, NAMED, names
from ipytts.description.charts.sentences.points import correlation
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Chart, Panel
    from ipytts.description.charts.sentences.chart_text import ChartText
    from ipytts.description.detail import Detail

_PANELS = 6
_MORE = 3  # sentences on a panel, in full
_PAIRS = 9  # panels with points from which on a grid is told by its strongest pair


def describe_chart(chart: Chart, detail: Detail) -> str:
    """Tell a chart: what it is, its main point, and as much more as the detail asks for."""
    with np.errstate(all="ignore"):  # data may be anything
        return _told(chart, detail)


def _told(chart: Chart, detail: Detail) -> str:
    full = [panel for panel in chart.panels if panels.has_data(panel)]
    if not full:
        return _empty(chart)
    if len(full) == 1:
        title = ", ".join(filter(None, [labels.title(chart.title), labels.title(full[0].title)]))
        return _paragraph(panels.tell(full[0]), title, chart.remark, detail)
    return _many(chart, full, detail)


def _paragraph(told: ChartText, title: str, remark: str, detail: Detail) -> str:
    opening = told.opening(title, LONGEST if detail == "brief" else 1_000)
    if detail == "brief":
        return opening
    return grammar.paragraph(opening, remark, *told.more, *(told.full if detail == "full" else []))


def _empty(chart: Chart) -> str:
    title = labels.title(chart.title or next((panel.title for panel in chart.panels if panel.title), ""))
    named = f", “{title}”" if title else ""
    panel = next(iter(chart.panels), None)
    axes = [labels.spoken(axis.label) for axis in (panel.y, panel.x) if axis.label] if panel else []
    over = f", with axes for {grammar.join(axes)}" if axes else ""
    count = f" with {numbers.with_noun(len(chart.panels), 'empty panel')}" if len(chart.panels) > 1 else ""
    return grammar.paragraph(
        f"An empty {'figure' if not chart.panels or count else 'chart'}{named}{count}{over}", chart.remark
    )


def _many(chart: Chart, full: Sequence[Panel], detail: Detail) -> str:
    told = [panels.tell(panel) for panel in full]
    title = labels.title(chart.title)
    opening = f"A figure{f', “{title}”,' if title else ''} of {numbers.with_noun(len(full), 'panel')}"
    if chart.rows > 1 and chart.columns > 1:
        opening += (
            f" in {numbers.with_noun(chart.rows, 'row')} and {numbers.with_noun(chart.columns, 'column')}"
        )
    pairs = _strongest(full)
    if len(full) >= _PAIRS and len(pairs) > 1:
        first, rest = _pairs(full, opening, pairs)
        short = False
    else:
        first, short = _kinds(full, told, opening)
        rest = [
            text
            for at in range(min(len(full), _PANELS))
            for text in (_panel(told[at], full[at], at + 1, short=short), *told[at].outliers)
        ]
        left = [labels.title(panel.title) or f"number {at}" for at, panel in enumerate(full, 1)][_PANELS:]
        rest += [f"The others are {grammar.join_some(left, NAMED)}"] if left and detail == "normal" else []
        rest += _groups(full)
    if detail == "brief":
        return grammar.sentence(first)
    if detail == "full":
        if len(full) >= _PAIRS and len(pairs) > 1:
            rest += [
                _panel(one, panel, at) for at, (one, panel) in enumerate(zip(told, full, strict=True), 1)
            ]
        else:
            rest = _groups(full)
            for at, (one, panel) in enumerate(zip(told, full, strict=True), 1):
                said = [text for text in one.more if not text.startswith("The groups are") or not rest]
                rest += [_panel(one, panel, at, short=short), *said[:_MORE]]
    return grammar.paragraph(first, chart.remark, *rest)


def _kinds(full: Sequence[Panel], told: Sequence[ChartText], opening: str) -> tuple[str, bool]:
    """Say what kinds of charts the panels are; and whether that tells enough of each."""
    kinds = Counter(one.kind for one in told)
    any_of = {one.kind: one for one in told}
    listed = grammar.join_some(
        [
            grammar.with_article(kind) if count == 1 else any_of[kind].plural(count)
            for kind, count in kinds.items()
        ],
        4,
    )
    subjects = {one.subject.split(" with ")[0] for one in told}
    alike = len(subjects) == 1 and len(kinds) == 1
    start = f"{opening}: {listed} {subjects.pop() if alike else ''}".rstrip()
    titles = [labels.title(panel.title) for panel in full]
    if all(titles) and len(start) + sum(len(title) + 2 for title in titles) < LONGEST:
        start += f", for {grammar.join(titles)}"
    return start, alike


def _groups(full: Sequence[Panel]) -> list[str]:
    """Return what the series of the panels are, where they are the same in all."""
    found = {
        (
            panel.legend_title,
            tuple(sorted({m.name for m in panel.marks if isinstance(m, (Points, Curve)) and m.name})),
        )
        for panel in full
    }
    if len(found) != 1:
        return []
    groups, named = found.pop()
    by = f"by {labels.spoken(groups)}: " if groups else ""
    return [f"The groups are {by}{names(named)}"] if named else []


def _panel(told: ChartText, panel: Panel, number: int, *, short: bool = False) -> str:
    about = (
        ""
        if short and told.point
        else f"{grammar.with_article(told.kind)}{f' {told.subject}' if told.subject else ''}"
    )
    return f"{labels.title(panel.title) or f'Panel {number}'}: {', '.join(filter(None, [about, told.point]))}"


def _pairs(full: Sequence[Panel], opening: str, pairs: list[tuple[str, str, float]]) -> tuple[str, list[str]]:
    """Tell a grid of scatter plots, each variable against each other, by its strongest pairs."""
    variables = list(dict.fromkeys(name for pair in pairs for name in sorted(pair[:2])))
    one, other, r = pairs[0]
    first = (
        f"{opening} that sets {numbers.with_noun(len(variables), 'variable')} against each other: "
        f"{one} and {other} hang together most, correlation {numbers.number(round(r, 2))}"
    )
    further = [f"{one} and {other} {numbers.number(round(r, 2))}" for one, other, r in pairs[1:]]
    return first, [
        f"The variables are {grammar.join(variables)}",
        f"Then come {grammar.join_some(further, 5)}",
        *_groups(full),
    ]


def _strongest(full: Sequence[Panel]) -> list[tuple[str, str, float]]:
    """Return pairs of variables, those that hang together most first, of panels with points."""
    found: dict[tuple[str, str], float] = {}
    for panel in full:
        clouds = [mark for mark in panel.marks if isinstance(mark, Points)]
        one, other = (labels.spoken(axis.label).split(" in ")[0] for axis in (panel.x, panel.y))
        if clouds and one and other and one != other:
            r = correlation(
                panel, np.concatenate([c.x for c in clouds]), np.concatenate([c.y for c in clouds])
            )
            if np.isfinite(r) and (other, one) not in found:
                found[one, other] = r
    return sorted(((one, other, r) for (one, other), r in found.items()), key=lambda pair: -abs(pair[2]))
