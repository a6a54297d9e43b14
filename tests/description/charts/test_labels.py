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


@pytest.mark.parametrize(
    "title", ["map<int, str> and set<T>", "P(A | B)", "k=3 | m=4", "load_all()", "a &lt; b"]
)
def test_titles_stay_as_they_are(title: str) -> None:
    assert format_title(title) == title


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("f(x - 1)", "f(x - 1)"),
        ("P(rain | wind)", "P(rain | wind)"),
        ("Rows (k)", "rows (k)"),
        ("Price (new)", "price (new)"),
        ("wing_span [cm]", "wing span in centimeters"),
        ("Temperature(°C)", "temperature in degrees Celsius"),
        ("%", "percent"),
        (r"Flow (L s$^{-1}$)", "flow in liters per second"),
        (r"Acceleration ($\mathrm{m\,s^{-2}}$)", "acceleration in meters per second squared"),
        ("Density (kg m⁻³)", "density in kilograms per cubic meter"),
        (r"Flux (quanta m$^{-2}$ s$^{-1}$)", "flux (quanta m to the minus 2 s to the minus 1)"),
    ],
)
def test_axis_labels_keep_brackets_that_are_no_unit(label: str, words: str) -> None:
    assert format_axis_label(label) == words
