"""Descriptions of data without structure hold no claim, and those of clear effects do."""

from __future__ import annotations

import pytest

from benchmarks.chart_claims import EFFECTS, Effect, false_claim_rate, power

RUNS = 40


@pytest.mark.parametrize(
    ("drawing", "model", "size", "column"),
    [
        ("lines", "normal", 50, "10 series"),
        ("lines", "random walk", 100, "3 series"),
        ("lines", "AR(1) 0.9", 200, "1"),
        ("bars", "random walk", 30, "3 panels"),
        ("scatter plots", "t with 3 degrees of freedom", 100, "1"),
        ("scatter plots", "Poisson, mean 0.3", 8, "10 panels"),
        ("scatter plots by index", "random walk", 100, "10 series"),
        ("histograms of 30 bins", "normal", 100, "3 series"),
        ("histograms of 30 bins", "tied: 0 to 20", 300, "1"),
        ("density curves", "uniform", 100, "3 series"),
        ("8 boxes", "lognormal", 15, "1"),
        ("4 boxes", "tied: 1 to 5", 30, "3 panels"),
    ],
)
def test_descriptions_of_data_without_structure_rarely_hold_a_claim(
    drawing: str, model: str, size: int, column: str
) -> None:
    assert false_claim_rate(drawing, model, size, column, RUNS) <= 0.05


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.name)
def test_effects_are_usually_found(effect: Effect) -> None:
    assert power(effect, RUNS) >= 0.7  # with the chance of 40 charts; 0.8 of many
