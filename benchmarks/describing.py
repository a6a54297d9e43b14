"""How long it takes to describe tables of a million rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl

import ipytts
from benchmarks.figures import Figures, Row, in_turn, median, milliseconds

if TYPE_CHECKING:
    from ipytts.description.detail import Detail

_ROUNDS = 7
_ROWS = 1_000_000
_TIME_LIMIT = 1.0  # s
_DETAILS: tuple[Detail, ...] = ("brief", "normal", "full")


def run() -> Figures:
    """Measure tables with columns of every common kind, and one with many columns."""
    columns = _columns()
    wide = pd.DataFrame(np.random.default_rng(1).normal(size=(100_000, 140)))
    pandas, polars = f"pandas {pd.__version__}", f"polars {pl.__version__}"
    tables = {
        f"1 million rows and 12 columns in {pandas}": pd.DataFrame(columns),
        f"1 million rows and 12 columns in {polars}": pl.DataFrame(columns),
        f"1 million different texts in {pandas}": pd.DataFrame({"id": columns["id"]}),
        f"100,000 rows and 140 columns in {pandas}": wide.rename(columns=str),
    }
    ways = {
        f"{name}, {detail}": partial(_describe, table, detail)
        for name, table in tables.items()
        for detail in _DETAILS
    }
    samples = in_turn(ways, _ROUNDS)
    rows = [
        Row(
            f"describing {name}",
            milliseconds(median(samples, name)),
            f"under {milliseconds(_TIME_LIMIT)}" if "1 million" in name else "",
            median(samples, name) < _TIME_LIMIT if "1 million" in name else None,
        )
        for name in ways
    ]
    return Figures(rows, "s", samples)


def _describe(table: Any, detail: Detail, _: int) -> None:
    ipytts.describe(table, detail)


def _columns() -> dict[str, Any]:
    rng = np.random.default_rng(0)
    whole = rng.integers(0, 1000, _ROWS)
    measured = rng.normal(size=_ROWS)
    cities = np.array(["Berlin", "Cairo", "Lima", "Oslo", "Pune", "Quito", "Rome", "Tokyo"])
    return {
        "when": np.datetime64("2024-01-01", "ms") + np.arange(_ROWS).astype("timedelta64[ms]"),
        "id": [f"user-{number:07}" for number in range(_ROWS)],
        "city": cities[whole % len(cities)].tolist(),
        "street": [f"street {number}" for number in whole],
        "open": whole > 500,  # noqa: PLR2004 - half of them
        "count": whole,
        "price": np.where(whole % 10, measured, np.nan),
        "wait": whole.astype("timedelta64[ms]"),
        **{f"measure {number}": measured * number for number in range(1, 5)},
    }
