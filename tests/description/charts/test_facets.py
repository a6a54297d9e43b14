"""Titles of facets."""

from __future__ import annotations

import pytest

from ipytts.description.charts.facets import with_facet_titles
from ipytts.description.charts.model import Panel


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["day = Sun | meal = tea", "day = Mon | meal = tea"], ["day Sun, meal tea", "day Mon, meal tea"]),
        (["pet_kind = cat_1", "pet_kind = dog"], ["pet kind cat_1", "pet kind dog"]),
        (["n=1", "m=2"], ["n=1", "m=2"]),
        (["n = 1", "rest"], ["n = 1", "rest"]),
        (["n = 1", "n = 1"], ["n = 1", "n = 1"]),
    ],
)
def test_only_titles_of_facets_change(titles: list[str], expected: list[str]) -> None:
    panels = with_facet_titles([Panel(title=title) for title in titles], " | ")
    assert [panel.title for panel in panels] == expected
