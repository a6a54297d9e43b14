"""Tables of values with names: pies, maps of regions, funnels, flows and networks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.data_tables.cells import format_values
from ipytts.description.charts.data_tables.model import Column, Draft, category_axis
from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.model import (
    Axis,
    Flows,
    Indicator,
    NamedValues,
    Network,
    Panel,
    Pie,
)
from ipytts.description.charts.stage_marks import Funnel, TextTable

_OF_INDICATOR = {"value": "Value", "reference": "Compared with", "low": "Low", "high": "High"}


def draft_pie(panel: Panel, mark: Pie) -> Draft:
    """Return the table of the shares of slices."""
    names = [name if name.strip() else f"Slice {number}" for number, name in enumerate(mark.names, 1)]
    header = panel.legend_title.strip() or "Slice"
    return Draft([Column(header, names)], [Column("Share (%)", 100 * mark.shares)])


def draft_named_values(_panel: Panel, mark: NamedValues) -> Draft:
    """Return the table of values by name."""
    values = Column(mark.label.strip() or "Value", mark.values)
    return Draft([Column(mark.noun.capitalize(), mark.names)], [values])


def draft_region_groups(_panel: Panel, mark: RegionGroups) -> Draft:
    """Return the table of the number of regions in each group."""
    counts = Column("Number of regions", np.array(mark.counts, float))
    return Draft([Column(mark.label.strip() or "Group", mark.names)], [counts])


def draft_funnels(panel: Panel, marks: Sequence[Funnel]) -> list[Draft]:
    """Return the table of the stages of funnels; funnels with other stages have their own."""
    groups: dict[tuple[str, ...], list[Funnel]] = {}
    for mark in marks:
        groups.setdefault(tuple(mark.stages), []).append(mark)
    stage = panel.y.label.strip() or "Stage"
    drafts = []
    for stages, group in groups.items():
        label = group[0].label.strip() or panel.x.label.strip() or "Value"
        headers = [label] if len(group) == 1 else [mark.name.strip() or label for mark in group]
        columns = [Column(header, mark.values) for header, mark in zip(headers, group, strict=True)]
        drafts.append(Draft([Column(stage, stages)], columns, f"{label} by {stage}"))
    return drafts


def draft_text_table(_panel: Panel, mark: TextTable) -> Draft:
    """Return a table that is drawn as text; without labels, its first column has the row headers."""
    width = max((len(row) for row in mark.rows), default=0)
    headers = list(mark.header) or [f"Column {number}" for number in range(1, width + 1)]
    filled = [[*row, *[""] * (width - len(row))] for row in mark.rows]
    columns = [Column(*column) for column in zip(headers, zip(*filled, strict=True), strict=False)]
    if mark.labels:
        columns.insert(0, Column("Row", mark.labels))
    return Draft(columns[:1], columns[1:])


def draft_indicators(_panel: Panel, marks: Sequence[Indicator]) -> list[Draft]:
    """Return the table of single values, with what they are compared with."""
    names = [mark.name.strip() or f"Value {number}" for number, mark in enumerate(marks, 1)]
    columns = []
    for attribute, header in _OF_INDICATOR.items():
        texts = [_with_affixes(mark, getattr(mark, attribute)) for mark in marks]
        columns += [Column(header, texts)] if any(texts) else []
    return [Draft([Column("Name", names)], columns, "Values")]


def _with_affixes(mark: Indicator, value: float) -> str:
    (text,) = format_values([value], Axis())
    return f"{mark.prefix}{text}{mark.suffix}" if text else ""


def draft_flows(_panel: Panel, mark: Flows) -> Draft:
    """Return the table of flows by their source and target."""
    ends = [Column("From", mark.sources), Column("To", mark.targets)]
    return Draft(ends, [Column(mark.label.strip() or "Flow", mark.values)])


def draft_network(_panel: Panel, mark: Network) -> Draft:
    """Return the table of the links of a network."""
    links = np.array(mark.links, float).reshape(-1, 2)
    axis = category_axis(mark.names) if mark.names else Axis()
    starts, ends = (links if mark.names else links + 1).T
    columns = [Column("Linked with", ends, axis)]
    return Draft([Column("Node", starts, axis)], columns, f"Links between {mark.count} nodes")
