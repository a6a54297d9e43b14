"""How many descriptions of data without structure hold a false claim, and how often real effects are found.

``python -m benchmarks.chart_claims`` describes charts of random data, stores the rate of each cell in
``results/chart_claims.json``, and writes a table to ``docs/narration.md``. It measures only cells that are
not stored: delete the file after a change of the statistics. Names of drawings as arguments measure only
these. A claim is a fact whose method is in `CLAIMS`. The seed of each cell is fixed: the rates are the same
each time.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks import distribution_claims, group_claims
from ipytts.description.charts.model import Axis, Bars, Chart, Curve, Floats, Mark, Panel, Points
from ipytts.description.charts.sentences.chart import describe_chart
from ipytts.description.charts.statistics.claims import CLAIMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.random import Generator

    from ipytts.description.wording.phrase import Fact

RUNS = 300  # charts for each rate
RUNS_OF_SEVERAL = 100  # charts of several series or panels, which take longer
_HERE = Path(__file__).parent
_PAGE = _HERE.parent / "docs" / "narration.md"
_RESULTS = _HERE / "results" / "chart_claims.json"
_BEFORE = _HERE / "results" / "chart_claims_before.json"  # rates of version 0.2.0, by drawing and model
_BEGIN, _END = "<!-- chart claims -->\n", "<!-- end of chart claims -->\n"

Model = Callable[["Generator", int], Floats]  # returns as many values
Draw = Callable[[Callable[[int], Floats], int, str], Sequence[Mark]]  # of a sample, its size and a name


@dataclass(frozen=True)
class Drawing:
    """A kind of chart, with the models of data without structure that it is drawn of."""

    draw: Draw
    models: Mapping[str, tuple[Model, Sequence[int]]]  # with the sizes of the samples
    true_claims: Mapping[str, frozenset[str]] = field(default_factory=dict)  # their kinds, by model
    label: str = ""  # of the y axis


@dataclass(frozen=True)
class Effect:
    """Data with an effect that a description is to claim."""

    name: str  # with its size
    claim: str  # its kind, as in `CLAIMS`
    draw: Callable[[Generator], Panel]
    is_right: Callable[[Fact], bool] = lambda _: True  # whether the fact has the right value


# Data without structure.


def random_walk(rng: Generator, size: int) -> Floats:
    """Return the sums of independent steps."""
    return rng.normal(size=size).cumsum()


def autoregression(rng: Generator, size: int) -> Floats:
    """Return a stationary series in which a value keeps 0.9 of the one before."""
    values = rng.normal(size=size)
    values[0] /= np.sqrt(1 - 0.9**2)
    for index in range(1, size):
        values[index] += 0.9 * values[index - 1]
    return values


INDEPENDENT: dict[str, Model] = {
    "normal": lambda rng, size: rng.normal(size=size),
    "t with 3 degrees of freedom": lambda rng, size: rng.standard_t(3, size),
    "lognormal": lambda rng, size: rng.lognormal(size=size),
    "Poisson, mean 3": lambda rng, size: rng.poisson(3, size).astype(float),
    "Poisson, mean 0.3": lambda rng, size: rng.poisson(0.3, size).astype(float),
    "uniform": lambda rng, size: rng.uniform(size=size),
    "rounded to halves": lambda rng, size: np.round(rng.normal(size=size) * 2) / 2,
    "tied: 1 to 5": lambda rng, size: rng.integers(1, 6, size).astype(float),
}
SERIES: dict[str, Model] = {"random walk": random_walk, "AR(1) 0.9": autoregression}
_SIZES = (4, 5, 8, 12, 20, 30, 50, 100, 200, 500)
_FEWER_SIZES = (4, 8, 30, 50, 100, 500)
_SIZES_OF_SEVERAL = {3: (30,), 10: (100,)}  # those that are measured of several series or panels


def _with_sizes(models: Mapping[str, Model]) -> dict[str, tuple[Model, Sequence[int]]]:
    return {
        name: (model, _SIZES if name in ("normal", *SERIES) else _FEWER_SIZES)
        for name, model in models.items()
    }


# Drawings.


def _draw_line(sample: Callable[[int], Floats], size: int, name: str) -> list[Mark]:
    return [Curve(name, np.arange(size, dtype=float), sample(size))]


def _draw_points(sample: Callable[[int], Floats], size: int, name: str) -> list[Mark]:
    return [Points(name, sample(size), sample(size))]


def _draw_points_by_index(sample: Callable[[int], Floats], size: int, name: str) -> list[Mark]:
    return [Points(name, np.arange(size, dtype=float), sample(size))]


DRAWINGS: dict[str, Drawing] = {
    "lines": Drawing(_draw_line, _with_sizes(INDEPENDENT | SERIES)),
    "scatter plots": Drawing(_draw_points, _with_sizes(INDEPENDENT | SERIES)),
    "scatter plots by index": Drawing(_draw_points_by_index, _with_sizes(INDEPENDENT | SERIES)),
}
DRAWINGS |= {
    f"histograms of {bins} bins": Drawing(
        partial(distribution_claims.draw_histogram, bins),
        {name: (model, distribution_claims.SIZES) for name, (model, _) in distribution_claims.MODELS.items()},
        {name: holds for name, (_, holds) in distribution_claims.MODELS.items()},
    )
    for bins in distribution_claims.BINS
}


def _draw_bars(sample: Callable[[int], Floats], size: int, name: str) -> list[Mark]:
    return [Bars(name, np.arange(size, dtype=float), sample(size))]


# Density curves of few or of rounded values are not estimates of a density.
_DENSITIES = ("normal", "t with 3 degrees of freedom", "lognormal", "uniform")
DRAWINGS["bars"] = Drawing(_draw_bars, _with_sizes(INDEPENDENT | SERIES))
DRAWINGS["density curves"] = Drawing(
    distribution_claims.draw_density,
    {name: (INDEPENDENT[name], distribution_claims.SIZES) for name in _DENSITIES},
    label="Density",
)


DRAWINGS |= {
    f"{boxes} boxes": Drawing(
        partial(group_claims.draw_boxes, boxes),
        {name: (model, group_claims.SIZES) for name, model in INDEPENDENT.items()},
    )
    for boxes in group_claims.BOXES
}


# Effects.


def _line(y: Floats, **options: Any) -> Panel:
    return Panel([Curve("", np.arange(y.size, dtype=float), y)], **options)


def _step(rng: Generator) -> Panel:
    return _line(rng.normal(size=60) + 3.0 * (np.arange(60) >= rng.integers(15, 45)))


def _spike(rng: Generator) -> Panel:
    values = rng.normal(size=100)
    values[rng.integers(5, 95)] = 8
    return _line(values)


def _cycle(size: int, period: float, height: float, rng: Generator) -> Floats:
    return height * np.sin(2 * np.pi * (np.arange(size) / period + rng.uniform()))


EFFECTS = [
    Effect(
        "trend: noise of 60 values, the change is 3 of its standard deviations",
        "trend",
        lambda rng: _line(rng.normal(size=60) + np.linspace(0, 3, 60)),
    ),
    Effect(
        "cycle: a year in 4 years of days, its amplitude is 1.5 of the noise's standard deviation",
        "cycle",
        lambda rng: _line(rng.normal(size=1461) + _cycle(1461, 365.25, 1.5, rng)),
        lambda fact: 330 < float(fact.value) < 400,  # noqa: PLR2004 - nearly a year
    ),
    Effect(
        "cycle: 12 months in 4 years, its amplitude is 1.5 of the noise's standard deviation",
        "cycle",
        lambda rng: _line(rng.normal(size=48) + _cycle(48, 12, 1.5, rng)),
        lambda fact: 11 < float(fact.value) < 13,  # noqa: PLR2004 - nearly a year
    ),
    Effect(
        "trend under a cycle of 12: noise of 60 values, change 3, amplitude 1.5 standard deviations",
        "trend",
        lambda rng: _line(rng.normal(size=60) + np.linspace(0, 3, 60) + _cycle(60, 12, 1.5, rng)),
    ),
    Effect("step: noise of 60 values, 3 of its standard deviations high", "step", _step),
    *(Effect(*effect) for effect in (*distribution_claims.EFFECTS, *group_claims.EFFECTS)),
    Effect("one spike: noise of 100 values, 8 of its standard deviations high", "spike", _spike),
]


def _scatter(x: Floats, y: Floats) -> Panel:
    return Panel([Points("", x, y)])


def _related(size: int, r: float, rng: Generator) -> Panel:
    x = rng.normal(size=size)
    return _scatter(x, r * x + np.sqrt(1 - r * r) * rng.normal(size=size))


def _valley(size: int, noise: float, rng: Generator) -> Panel:
    x = rng.uniform(-3, 3, size)
    return _scatter(x, x**2 + noise * rng.normal(size=size))


def _two_clouds(sizes: tuple[int, int], distance: float, rng: Generator) -> Panel:
    x, y = rng.normal(size=(2, sum(sizes)))
    angle = rng.uniform(0, 2 * np.pi)
    x[sizes[0] :] += distance * np.cos(angle)
    y[sizes[0] :] += distance * np.sin(angle)
    return _scatter(x, y)


def _related_walks(rng: Generator) -> Panel:
    steps = rng.normal(size=100)
    return _scatter(steps.cumsum(), (steps + 0.5 * rng.normal(size=100)).cumsum())


def _far_point(size: int, distance: float, rng: Generator) -> Panel:
    x, y = rng.normal(size=(2, size))
    y[size // 2] = distance
    return _scatter(x, y)


def _beside_a_line(rng: Generator) -> Panel:
    x = rng.uniform(0, 10, 50)
    y = x + 0.3 * rng.normal(size=50)
    y[20] += 6
    return _scatter(x, y)


def _clouds(points: str, sizes: tuple[int, int]) -> Effect:
    name = f"two clouds of {points}, 6 standard deviations apart"
    return Effect(
        name, "cluster", lambda rng: _two_clouds(sizes, 6, rng), lambda fact: fact.value == len(sizes)
    )


EFFECTS += [
    Effect("relation: 20 points, r = 0.8", "relation", lambda rng: _related(20, 0.8, rng)),
    Effect("relation: 50 points, r = 0.6", "relation", lambda rng: _related(50, 0.6, rng)),
    Effect("relation: 100 points, r = 0.5", "relation", lambda rng: _related(100, 0.5, rng)),
    Effect("relation: the steps of two random walks of 100 points, r = 0.9", "relation", _related_walks),
    Effect(
        "turning point: a U of 50 points, 9 deep, noise 1.5",
        "relation",
        lambda rng: _valley(50, 1.5, rng),
        lambda fact: fact.method == "turning point" and abs(float(fact.value)) < 1,
    ),
    _clouds("80 and 60 points", (80, 60)),
    _clouds("40 points each", (40, 40)),
    _clouds("30 points each", (30, 30)),
    Effect(
        "outlier: 1 of 50 points, 15 standard deviations away", "outlier", lambda rng: _far_point(50, 15, rng)
    ),
    Effect(
        "outlier: 1 of 100 points, 10 standard deviations away",
        "outlier",
        lambda rng: _far_point(100, 10, rng),
    ),
    Effect("outlier: 1 of 50 points, 20 standard deviations beside a line", "outlier", _beside_a_line),
]


# The rates.


def claims_of(chart: Chart) -> list[Fact]:
    """Return the claims of a description of the chart."""
    description = describe_chart(chart, "full")
    return [fact for fact in description.facts if fact.method in CLAIMS]


def _chart(drawing: Drawing, sample: Callable[[int], Floats], size: int, count: int, layout: str) -> Chart:
    """Return a chart with as many series, or as many panels with one series each."""
    marks = [
        drawing.draw(sample, size, f"series {number + 1}" if count > 1 else "") for number in range(count)
    ]
    if layout == "series":
        return Chart([Panel([mark for one in marks for mark in one], y=Axis(drawing.label))])
    panels = [Panel(one, title=f"panel {n}", y=Axis(drawing.label)) for n, one in enumerate(marks, 1)]
    return Chart(panels)


COLUMNS = {"1": (1, "series"), "3 series": (3, "series"), "10 series": (10, "series")}
COLUMNS |= {"3 panels": (3, "panels"), "10 panels": (10, "panels")}


def sizes_of(drawing: Drawing, model: str, column: str) -> Sequence[int]:
    """Return the sizes of the samples that are measured; of several series, fewer."""
    sizes = drawing.models[model][1]
    return [size for size in sizes if size in _SIZES_OF_SEVERAL.get(COLUMNS[column][0], sizes)]


def false_claim_rate(name: str, model: str, size: int, column: str, runs: int = 0) -> float:
    """Return the share of descriptions with a claim, of charts of data without structure."""
    drawing, (count, layout) = DRAWINGS[name], COLUMNS[column]
    runs = runs or (RUNS if count == 1 else RUNS_OF_SEVERAL)
    rng = np.random.default_rng(zlib.crc32(f"{name}, {model}, {size}, {column}".encode()))
    draw_values = drawing.models[model][0]
    charts = (_chart(drawing, lambda n: draw_values(rng, n), size, count, layout) for _ in range(runs))
    true = drawing.true_claims.get(model, frozenset())
    return sum(any(CLAIMS[fact.method] not in true for fact in claims_of(chart)) for chart in charts) / runs


def power(effect: Effect, runs: int = RUNS) -> float:
    """Return the share of charts with an effect whose description claims it."""
    rng = np.random.default_rng(zlib.crc32(effect.name.encode()))
    found = 0
    for _ in range(runs):
        claims = claims_of(Chart([effect.draw(rng)]))
        found += any(CLAIMS[fact.method] == effect.claim and effect.is_right(fact) for fact in claims)
    return found / runs


def measure(names: Iterable[str]) -> None:
    """Measure what is not stored yet of these drawings, and the effects; store each rate at once."""
    stored = _stored()
    for effect in EFFECTS:
        if effect.name not in stored["effects"]:
            _store(stored["effects"], effect.name, power(effect), stored)
    for column in ("10 series", "10 panels", "1", "3 panels", "3 series"):
        for name in names:
            for model in DRAWINGS[name].models:
                row = stored["false claims"].setdefault(name, {}).setdefault(model, {})
                rates = row.setdefault(column, {})
                for size in sizes_of(DRAWINGS[name], model, column):
                    if str(size) not in rates:
                        _store(rates, str(size), false_claim_rate(name, model, size, column), stored)
                        print(f"{name}, {model}, {size}, {column}: {_percent(rates[str(size)])}", flush=True)


def _stored() -> dict[str, Any]:
    if not _RESULTS.exists():
        return {"effects": {}, "false claims": {}}
    stored: dict[str, Any] = json.loads(_RESULTS.read_text("utf-8"))
    return stored


def _store(rates: dict[str, float], key: str, rate: float, stored: dict[str, Any]) -> None:
    rates[key] = round(rate, 4)
    _RESULTS.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


# The table.


def _percent(rate: float) -> str:
    return f"{100 * rate:.1f} %"


def _highest(rates: Mapping[str, float]) -> str:
    return _percent(max(rates.values())) if rates else ""


def _rows(stored: dict[str, Any]) -> list[str]:
    """Return the rows of the table: the highest rate of all sizes in each column."""
    before = json.loads(_BEFORE.read_text("utf-8"))
    lines = [f"| chart | data | before | {' | '.join(COLUMNS)} |", "|---|---|" + "---|" * (len(COLUMNS) + 1)]
    for name, models in stored["false claims"].items():
        for model, row in models.items():
            cells = [_highest(before.get(name, {}).get(model, {}))]
            cells += [_highest(row.get(column, {})) for column in COLUMNS]
            lines.append(f"| {name} | {model} | {' | '.join(cells)} |")
    lines += ["", "| effect | found |", "|---|---|"]
    return lines + [f"| {name} | {_percent(rate)} |" for name, rate in stored["effects"].items()]


def write_table() -> None:
    """Write the stored rates to the page."""
    tables = "\n".join(_rows(_stored()))
    before, _, rest = _PAGE.read_text("utf-8").partition(_BEGIN)
    _PAGE.write_text(f"{before}{_BEGIN}\n{tables}\n\n{_END}{rest.partition(_END)[2]}", "utf-8")


if __name__ == "__main__":
    measure(sys.argv[1:] or DRAWINGS)
    write_table()
