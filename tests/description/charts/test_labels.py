"""Labels and titles with formulas, in words."""

from __future__ import annotations

import pytest

from ipytts.description.charts.labels import format_axis_label, format_title


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"$\hat{y}$", "y hat"),
        (r"$10^{-4}$", "10 to the power of minus 4"),
        (r"$F=ma$", "F equals ma"),
        (r"$5\pm 2$", "5 plus or minus 2"),
        (r"$\mathdefault{12}$", "12"),
        (r"$R^{2}$ of $n_{1}$", "R squared of n 1"),
    ],
)
def test_formulas_in_titles_are_words(text: str, words: str) -> None:
    assert format_title(text) == words


@pytest.mark.parametrize("label", [r"Width ($\mu$m)", r"Width ($\mu\mathrm{m}$)"])
def test_micrometers_are_a_unit(label: str) -> None:
    assert format_axis_label(label) == "width in micrometers"
