"""How long it takes to describe tables of a million rows, and columns of 10 million cells beside pandas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl

import ipytts
from benchmarks.figures import Figures, Row, Samples, in_turn, median, milliseconds, ratio

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.detail import Detail

_ROUNDS = 7
_ROWS = 1_000_000
_TIME_LIMIT = 1.0  # s
_DETAILS: tuple[Detail, ...] = ("brief", "normal", "full")
_CELLS = 10_000_000
_ROUNDS_OF_CELLS = 3
_DESCRIBED = 26  # columns, in full


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
    of_cells = _measure_cells()
    rows = [
        Row(
            f"describing {name}",
            milliseconds(median(samples, name)),
            f"under {milliseconds(_TIME_LIMIT)}" if "1 million" in name else "",
            median(samples, name) < _TIME_LIMIT if "1 million" in name else None,
        )
        for name in ways
    ]
    return Figures([*rows, *_rows_of_cells(of_cells)], "s", {**samples, **of_cells})


def _measure_cells() -> Samples:
    """Return samples of full descriptions of 10 million cells, and of what pandas has for them.

    One kind is made after another, as they need much memory.
    """
    samples: Samples = {}
    for name, make in _cells().items():
        frame = make()
        ways = {name: partial(_describe, frame, "full"), f"{name}, df.describe()": partial(_summarize, frame)}
        samples |= in_turn(ways, _ROUNDS_OF_CELLS)
    return samples


def _rows_of_cells(samples: Samples) -> list[Row]:
    return [
        Row(
            f"describing 10 million cells, full: {name}",
            f"{milliseconds(median(samples, name))}, "
            f"{ratio(samples, name, f'{name}, df.describe()'):.2f} times df.describe()",
            f"under {milliseconds(_TIME_LIMIT)}",
            median(samples, name) < _TIME_LIMIT,
        )
        for name in _cells()
    ]


def _cells() -> dict[str, Callable[[], Any]]:
    """Return functions that make a frame of 10 million cells of each kind."""
    few = np.random.default_rng(0).integers(0, 1000, _CELLS)
    words = np.array([f"street {number}" for number in range(1000)], dtype=object)
    return {
        "2.5 million rows of 4 floats": lambda: pd.DataFrame(_floats().reshape(-1, 4)),
        "10 rows of a million floats": lambda: pd.DataFrame(_floats().reshape(10, -1)),
        "floats, a tenth of them missing": lambda: _column(np.where(few % 10, _floats(), np.nan)),
        "nullable integers": lambda: _column(pd.array(few, dtype="Int64")),
        "Python integers": lambda: _column(few.astype(object)),
        "texts, 1,000 of them different": lambda: _column(pd.array(words[few], dtype="str")),
        "texts, all different": lambda: _column([f"user-{number:07}" for number in range(_CELLS)]),
        "categories": lambda: _column(pd.Categorical.from_codes(few, words)),
        "dates": lambda: _column(few.astype("datetime64[s]")),
        "periods": lambda: _column(pd.PeriodIndex.from_ordinals(np.arange(_CELLS), freq="min")),
        "intervals": lambda: _column(pd.arrays.IntervalArray.from_arrays(few, few + 1)),
    }


def _column(values: Any) -> Any:
    return pd.DataFrame({"values": values})


def _floats() -> Any:
    return np.random.default_rng(1).normal(size=_CELLS)


def _summarize(frame: Any, _: int) -> None:
    """Call `df.describe()`, of as many columns as are described; it takes minutes for a million columns."""
    frame.iloc[:, :_DESCRIBED].describe(include="all")


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
