"""Describe single values that are shown large, and what they are compared with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis, Indicator, Panel
from ipytts.description.charts.sentences.chart_text import ChartText, count
from ipytts.description.wording.phrase import Fact, Words, join, phrase


def describe_indicators(_: Panel, indicators: Sequence[Indicator]) -> ChartText:
    """Describe each value, its difference from its reference, and the range of its gauge."""
    text = ChartText("indicator" if len(indicators) == 1 else "group of indicators")
    if len(indicators) > 1:
        text.sizes.append(count(len(indicators), "value"))
    text.main_point = join([_describe(indicator) for indicator in indicators])
    return text


def _describe(indicator: Indicator) -> Words:
    """Return a value in words: "Speed is 420 km, 40 above its reference of 380, on a scale from 0 to 500"."""
    name = format_name(indicator.name) or "the value"
    if not np.isfinite(indicator.value):
        return f"{name} has no value"
    known = [v for v in (indicator.value, indicator.reference) if np.isfinite(v)]
    formatter = AxisFormatter(Axis(), [np.array(known)], "y")
    value = formatter.fact(indicator.value, "value", of=indicator.name)
    shown = f"{indicator.prefix}{value}{_spaced(indicator.suffix)}"
    clause = phrase("{} is {}", name, Fact(shown, indicator.value, "value", of=indicator.name))
    if np.isfinite(indicator.reference):
        clause = phrase("{}, {}", clause, _compare(indicator, formatter))
    if np.isfinite([indicator.low, indicator.high]).all():
        ends = AxisFormatter(Axis(), [np.array([indicator.low, indicator.high])], "y")
        clause = phrase("{}, on a scale {}", clause, ends.format_range())
    return clause


def _spaced(suffix: str) -> str:
    """Return a suffix with a space before it, unless it is a sign."""
    return f" {suffix}" if suffix[:1].isalpha() else suffix


def _compare(indicator: Indicator, formatter: AxisFormatter) -> Words:
    reference = formatter.fact(indicator.reference, "reference", of=indicator.name)
    difference = indicator.value - indicator.reference
    if not difference:
        return phrase("the same as its reference of {}", reference)
    size = formatter.fact(abs(difference), "difference from the reference", of=indicator.name)
    return phrase("{} {} its reference of {}", size, "above" if difference > 0 else "below", reference)
