"""The titles of facets, such as "time = Lunch | sex = Male" above the panels of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ipytts.description.charts.model import Panel


def with_facet_titles(panels: Sequence[Panel], separator: str) -> list[Panel]:
    """Return panels whose titles name a value of the same variables, with "time Lunch" for "time = Lunch".

    Other titles stay as they are.
    """
    facets = {panel.title: _facets(panel.title, separator) for panel in panels if panel.title.strip()}
    variables = {tuple(name for name, _ in pairs) for pairs in facets.values()}
    if len(facets) < 2 or len(variables) != 1 or not any(variables):
        return list(panels)
    titles = {
        text: ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in pairs)
        for text, pairs in facets.items()
    }
    return [replace(panel, title=titles.get(panel.title, panel.title)) for panel in panels]


def _facets(text: str, separator: str) -> list[tuple[str, str]]:
    """Return the variables and values of a title; none if it is another title."""
    pairs = [part.partition("=") for part in text.split(separator)]
    if not all(name.strip() and equals and value.strip() for name, equals, value in pairs):
        return []
    return [(name.strip(), value.strip()) for name, _, value in pairs]
