"""Describe values without an axis: regions of a map, parts of a tree map, flows between places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name, has_letters
from ipytts.description.charts.model import Axis, Floats, Flows, NamedValues, Panel
from ipytts.description.charts.sentences.bar_values import bar_fact, describe_ends, format_bars, name_value
from ipytts.description.charts.sentences.chart_text import MAX_NAMES, ChartText, count
from ipytts.description.charts.sentences.leads import Amounts, describe_amounts, describe_proportions
from ipytts.description.charts.statistics.arrays import finite
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, join, join_some, join_with, phrase

_MAX_VALUES = 8  # values that are described one by one at detail "normal"
_MAX_FULL_VALUES = 40  # the same at detail "full"
_MAX_FLOWS = 5  # flows after the largest at detail "normal"


def describe_named_values(_: Panel, marks: Sequence[NamedValues]) -> ChartText:
    """Describe the highest and the lowest of values without an axis, then every value if they are few."""
    mark = marks[0]
    positions = np.arange(mark.values.size, dtype=float)
    categories = {float(n): _name_of(mark, n) for n in range(mark.values.size)}
    x = AxisFormatter(Axis(kind="category", categories=categories), [positions])
    y = AxisFormatter(Axis(mark.label), [mark.values], "y")
    positions, values = finite(positions, mark.values)
    text = ChartText(mark.chart, y.label, sizes=[count(mark.values.size, mark.noun)])
    if not values.size:
        text.main_point = "it has no values"
        return text
    if not mark.names:
        text.main_point = phrase("{} goes {}", y.quantity or "the value", y.format_range())
        return text
    order = np.argsort(-values, kind="stable")
    positions, values = positions[order], values[order]
    are_parts = mark.noun == "part"
    amounts = Amounts(
        positions,
        values,
        x,
        y,
        y.label,
        are_from_zero=mark.chart != "funnel chart",
        are_sums=are_parts or None,
    )
    text.main_point = describe_amounts(amounts)
    text.details += describe_proportions(amounts)
    missing = mark.values.size - values.size
    if missing:
        verb = "has" if missing == 1 else "have"
        text.details.append(phrase("{} {} no value", count(missing, mark.noun), verb))
    if values.size <= _MAX_VALUES:
        text.details += [format_bars(positions, values, x, y)] if values.size > 2 else []
        return text
    text.details += describe_ends(positions, values, x, y)
    text.full_details.append(_list_values(positions, values, x, y))
    return text


def _name_of(mark: NamedValues, number: int) -> str:
    """Return the name of an owner of a value; a number after its noun: "region 36061"."""
    name = format_name(mark.names[number]) if number < len(mark.names) else ""
    return name if has_letters(name) else f"{mark.noun} {name}".strip()


def _list_values(positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return values from the highest to the lowest; between semicolons, if names have commas in them."""
    listed = [
        name_value(position, bar_fact(position, value, x, y), x)
        for position, value in zip(positions[:_MAX_FULL_VALUES], values[:_MAX_FULL_VALUES], strict=True)
    ]
    have_commas = any("," in name for name in x.axis.categories.values())
    words = join_with("; ", listed) if have_commas else join(listed)
    if values.size <= _MAX_FULL_VALUES:
        return phrase("from highest to lowest: {}", words)
    number = Fact(numbers.number(_MAX_FULL_VALUES), _MAX_FULL_VALUES, "count of highest values")
    return phrase("the {} highest: {}", number, words)


def describe_flows(_: Panel, marks: Sequence[Flows]) -> ChartText:
    """Describe the largest flows between places."""
    flows = marks[0]
    y = AxisFormatter(Axis(flows.label), [flows.values], "y")
    nodes = {*flows.sources, *flows.targets}
    text = ChartText(
        "Sankey diagram", y.label, sizes=[count(len(flows.values), "flow"), count(len(nodes), "node")]
    )
    order = [int(n) for n in np.argsort(-np.nan_to_num(flows.values), kind="stable")]
    if not order:
        text.main_point = "it is empty"
        return text
    listed = [_format_flow(flows, number, y) for number in order]
    text.main_point = phrase("the largest flow is {}", listed[0])
    if len(listed) > 1:
        text.details.append(phrase("then {}", join_some(listed[1:], _MAX_FLOWS, "flow")))
        text.details += _describe_totals(flows, y)
        text.full_details += (
            [phrase("further flows: {}", join_some(listed[1 + _MAX_FLOWS :], MAX_NAMES))]
            if (len(listed) > _MAX_FLOWS + 2)
            else []
        )
    return text


def _describe_totals(flows: Flows, y: AxisFormatter) -> list[Phrase]:
    """Return how much begins at each place that nothing flows to, and ends at each that nothing leaves."""
    sentences = []
    for verb, own, others in (
        ("begin", flows.sources, flows.targets),
        ("end", flows.targets, flows.sources),
    ):
        sums: dict[str, float] = {}
        for name, value in zip(own, flows.values.tolist(), strict=True):
            if name not in others:
                sums[name] = sums.get(name, 0.0) + value
        ranked = sorted(sums.items(), key=lambda pair: -pair[1])
        listed = [
            phrase("{}, {}", format_name(name), y.fact(total, "sum of flows", of=name))
            for name, total in ranked
        ]
        if listed:
            sentences.append(phrase("the flows {} at {}", verb, join_some(listed, _MAX_FLOWS, "place")))
    return sentences


def _format_flow(flows: Flows, number: int, y: AxisFormatter) -> Phrase:
    source, target = format_name(flows.sources[number]), format_name(flows.targets[number])
    value = y.fact(float(flows.values[number]), "value", of=f"{source} to {target}")
    return phrase("from {} to {}, {}", source, target, value)
