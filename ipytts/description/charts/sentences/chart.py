"""Describe a whole chart: one panel, or several panels and their common properties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.field_marks import MarkedPoints
from ipytts.description.charts.model import (
    Annotation,
    AreaBetween,
    Chart,
    Curve,
    Frame,
    HeatMap,
    OtherMark,
    Outside,
    Panel,
    ParallelCoordinates,
    Points,
    ReferenceLine,
    ScatterMatrix,
)
from ipytts.description.charts.sentences.chart_text import MAX_NAMES, ChartText, count, format_names
from ipytts.description.charts.sentences.panels import describe_panel, has_data
from ipytts.description.charts.sentences.variable_pairs import (
    Pair,
    describe_others,
    describe_strongest,
    plotted_pairs,
)
from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import (
    Description,
    Fact,
    Phrase,
    Words,
    join,
    join_some,
    join_with,
    phrase,
)

_FEW_SERIES, _SHORT = 2, 400  # series of a chart whose description has at most so many characters
_NO_SERIES = (Annotation, AreaBetween, MarkedPoints, OtherMark, Outside, ReferenceLine)
_SEVERAL = (ScatterMatrix, ParallelCoordinates)
_MAX_PANELS = 6  # panels at detail "normal"
_MAX_PANEL_DETAILS = 3  # sentences about each panel at detail "full"
_MAX_KINDS = 4  # kinds of panels
_MIN_PAIR_PLOT = 9  # panels; of a larger pair plot only the correlations are described


def describe_chart(chart: Chart, detail: Detail) -> Description:
    """Return a chart in words: its kind and its main point, then details for the level of detail."""
    panels = [replace(panel, chart_title=chart.title) for panel in chart.panels if has_data(panel)]
    with np.errstate(all="ignore"):  # data may be anything
        if not panels:
            return Description.of(_describe_empty(chart))
        margins = [panel for panel in panels if panel.is_marginal]
        if len(panels) - len(margins) == 1:
            (main,) = (panel for panel in panels if not panel.is_marginal)
            return _describe_single(chart, main, margins, detail)
        if len(panels) == 1:
            return _describe_single(chart, panels[0], [], detail)
        panels = [replace(panel, chart_panels=len(panels)) for panel in panels]
        pairs = plotted_pairs(panels)
        if len(panels) >= _MIN_PAIR_PLOT and len(pairs) > 1:
            sentences = _describe_pair_plot(chart, panels, pairs, detail)
        else:
            sentences = _describe_panels(chart, panels, detail)
        return Description.of(sentences[:1] if detail == "brief" else sentences)


def _describe_empty(chart: Chart) -> list[Words]:
    title = labels.format_title(
        chart.title or next((panel.title for panel in chart.panels if panel.title), "")
    )
    texts = [axis.label for panel in chart.panels[:1] for axis in (panel.y, panel.x) if axis.label]
    is_chart = len(chart.panels) == 1
    parts = [f"an empty {'chart' if is_chart else 'figure'}", *([f"“{title}”"] if title else [])]
    opening: Words = ", ".join(parts)
    if chart.panels and not is_chart:
        opening = phrase("{} with {}", opening, count(len(chart.panels), "empty panel"))
    if chart.notes and not chart.panels:
        notes = join_some([f"“{labels.format_title(note)}”" for note in chart.notes], MAX_NAMES)
        opening = phrase("a figure with the text {} and no chart", notes)
    if texts:
        opening = phrase("{}, with axes for {}", opening, join(map(labels.format_axis_label, texts)))
    return [opening, chart.remark]


def _describe_single(chart: Chart, panel: Panel, margins: Sequence[Panel], detail: Detail) -> Description:
    title = ", ".join(filter(None, [labels.format_title(chart.title), labels.format_title(panel.title)]))
    text = _in_frame(describe_panel(panel), chart.frame)
    (opening, *left_out), last = text.first_sentences(title, LENGTHS["brief"])
    if detail == "brief":
        return Description.of([opening])
    frame = replace(chart.frame, name="") if chart.frame and text.main_point else chart.frame
    sentences = [opening, chart.remark, *left_out, *_describe_frame(frame), *text.sentences(), *last]
    sentences += [phrase("beside it, {}", describe_panel(margin).opening()) for margin in margins]
    if detail == "full":
        return Description.of([*sentences, *text.full_details])
    is_short = not margins and _count_series(panel) <= _FEW_SERIES
    return Description.of(sentences, limit=_SHORT if is_short else None)


def _in_frame(text: ChartText, frame: Frame | None) -> ChartText:
    """Return a text whose main point begins with the frame of an animation that it is about."""
    if frame is None or not frame.name or not text.main_point:
        return text
    at = phrase("in the frame for {},", frame.name)
    clauses = [phrase("{} {}", at, text.clauses[0]), *text.clauses[1:]] if text.clauses else ()
    return replace(text, main_point=phrase("{} {}", at, text.main_point), clauses=clauses)


def _count_series(panel: Panel) -> int:
    """Return the number of series of a panel; rows, variables and further quantities of points count too."""
    marks = [mark for mark in panel.marks if not isinstance(mark, _NO_SERIES)]
    counts = [
        len(mark.rows) if isinstance(mark, HeatMap) else len(mark.names) if isinstance(mark, _SEVERAL) else 1
        for mark in marks
    ]
    return sum(counts) + len(panel.encodings) + sum(map(_count_series, panel.twins))


def _describe_frame(frame: Frame | None) -> list[Words]:
    """Return which frame of an animation is described."""
    if frame is None:
        return []
    of_all = Fact(f"{numbers.ordinal(frame.number)} of {numbers.number(frame.count)}", frame.number, "frame")
    by = f" by {labels.format_axis_label(frame.label)}" if frame.label else ""
    if not frame.name:
        return [phrase("this is the {} {}{}", of_all, numbers.plural("frame"), by)]
    return [phrase("this is the frame for {}, the {}{}", frame.name, of_all, by)]


def _format_figure(chart: Chart, panels: Sequence[Panel]) -> Phrase:
    title = labels.format_title(chart.title)
    figure = phrase("a figure{} of {}", f", “{title}”," if title else "", count(len(panels), "panel"))
    if chart.rows > 1 and chart.columns > 1:
        return phrase("{} in {} and {}", figure, count(chart.rows, "row"), count(chart.columns, "column"))
    if chart.rows * chart.columns != len(panels):
        return figure
    return phrase("{}, {}", figure, "one above the other" if chart.rows > 1 else "side by side")


def _describe_panels(chart: Chart, panels: Sequence[Panel], detail: Detail) -> list[Words]:
    texts = [describe_panel(panel) for panel in panels]
    are_alike = len({(text.kind, text.quantity, text.by, text.conjunction) for text in texts}) == 1
    opening = phrase("{}: {}", _format_figure(chart, panels), _format_kinds(texts))
    if are_alike and (subject := _common_subject(texts)):
        opening = phrase("{} {}", opening, subject)
    titles = [labels.format_title(panel.title) for panel in panels]
    opening = _with_names(opening, chart, panels, texts, titles)
    groups = _describe_groups(panels)
    sentences: list[Words] = [opening, chart.remark, *_describe_frame(chart.frame)]
    if detail == "full":
        sentences += groups
        for number, (text, panel) in enumerate(zip(texts, panels, strict=True), 1):
            sentences.append(_describe_one_of(text, panel, number, are_alike=are_alike))
            own = text.details if groups else text.sentences()
            own = [words for words in own if words is not text.ending]
            sentences += [*own[:_MAX_PANEL_DETAILS], *(text.outliers if groups else [])]
        return sentences
    for number, (text, panel) in enumerate(zip(texts[:_MAX_PANELS], panels, strict=False), 1):
        sentences += [_describe_one_of(text, panel, number, are_alike=are_alike), *text.outliers]
    for number, (text, panel) in enumerate(zip(texts[:_MAX_PANELS], panels, strict=False), 1):
        if text.in_panels:
            sentences.append(phrase("{}: {}", _name_of(panel, number), join_with("; ", text.in_panels)))
    others = [title or f"number {number}" for number, title in enumerate(titles, 1)][_MAX_PANELS:]
    sentences += [phrase("the others are {}", join_some(others, MAX_NAMES))] if others else []
    return [*sentences, *groups]


def _with_names(
    opening: Phrase, chart: Chart, panels: Sequence[Panel], texts: Sequence[ChartText], titles: Sequence[str]
) -> Phrase:
    """Return a first sentence with the titles of all panels, or else with what they show, if it fits."""
    names = [_name_of_series(panel) for panel in panels]
    kinds = [replace(text, extent="").named(with_sizes=False) for text in texts]
    subjects = [replace(text, extent="").subject for text in texts]
    if all(titles) or (all(names) and _are_distinct(names)):
        named = phrase("{}, for {}", opening, join(titles if all(titles) else names))
    elif len({text.kind for text in texts}) > 1 and _are_distinct(kinds):
        named = phrase("{}: {}", _format_figure(chart, panels), join(kinds))
    elif all(subjects) and _are_distinct(subjects):
        named = phrase("{}, {}", opening, join(subjects))
    else:
        return opening
    return named if len(grammar.sentence(str(named))) <= LENGTHS["brief"] else opening


def _are_distinct(names: Sequence[Words]) -> bool:
    return len(set(map(str, names))) == len(names)


def _name_of_series(panel: Panel) -> str:
    """Return the name of the only series of a panel; empty if there are several."""
    marks = [mark for mark in panel.marks if not isinstance(mark, _NO_SERIES)]
    return labels.format_name(str(getattr(marks[0], "name", ""))) if len(marks) == 1 else ""


def _common_subject(texts: Sequence[ChartText]) -> Phrase:
    """Return what panels of the same quantities show, with the range only if it is that of all."""
    have_one_range = len({str(text.extent) for text in texts}) == 1
    return texts[0].subject if have_one_range else replace(texts[0], extent="").subject


def _format_kinds(texts: Sequence[ChartText]) -> Phrase:
    """Return the kinds of panels with their numbers: "2 line charts and a bar chart"."""
    kinds = Counter(text.kind for text in texts)
    listed = [grammar.with_article(kind) if n == 1 else count(n, kind) for kind, n in kinds.items()]
    return join_some(listed, _MAX_KINDS)


def _describe_one_of(text: ChartText, panel: Panel, number: int, *, are_alike: bool = False) -> Phrase:
    """Return a sentence about one of several panels; without its kind if all are alike."""
    name = _name_of(panel, number)
    if are_alike and text.main_point:
        return phrase("{}: {}", name, _with_ending(text))
    parts: list[Words] = [text.named(), *([_with_ending(text)] if text.main_point else [])]
    return phrase("{}: {}", name, join_with(", ", parts))


def _with_ending(text: ChartText) -> Words:
    return join_with("; ", [text.main_point, text.ending]) if text.ending else text.main_point


def _name_of(panel: Panel, number: int) -> str:
    return labels.format_title(panel.title) or f"panel {number}"


def _describe_groups(panels: Sequence[Panel]) -> list[Words]:
    """Return a sentence with the names of the series, if all panels have the same."""
    groups = [
        (panel.legend_title, {m.name for m in panel.marks if isinstance(m, (Points, Curve)) and m.name})
        for panel in panels
    ]
    legend_title, names = groups[0]
    if not names or any(group != groups[0] for group in groups):
        return []
    by = f"by {labels.format_axis_label(legend_title)}: " if legend_title else ""
    return [phrase("the groups are {}{}", by, format_names(sorted(names)))]


def _describe_pair_plot(
    chart: Chart, panels: Sequence[Panel], pairs: list[Pair], detail: Detail
) -> list[Words]:
    """Describe a grid of scatter plots by its strongest correlations."""
    variables = list(dict.fromkeys(name for pair in pairs for name in sorted((pair.one, pair.other))))
    opening = phrase(
        "{} that sets {} against each other: {}",
        _format_figure(chart, panels),
        count(len(variables), "variable"),
        describe_strongest(pairs),
    )
    sentences: list[Words] = [
        opening,
        chart.remark,
        phrase("the variables are {}", join(variables)),
        *describe_others(pairs),
        *_describe_groups(panels),
    ]
    if detail == "full":
        sentences += [
            _describe_one_of(describe_panel(panel), panel, number) for number, panel in enumerate(panels, 1)
        ]
    return sentences
