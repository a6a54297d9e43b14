"""What tables of pandas hold, found without ours: summaries, margins, types and labels of several levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS: dict[str, Callable[[Any], bool]] = {
    "decimals": pd.api.types.is_float_dtype,
    "whole numbers": pd.api.types.is_integer_dtype,
    "dates": pd.api.types.is_datetime64_any_dtype,
    "truth values": pd.api.types.is_bool_dtype,
    "categories": lambda dtype: isinstance(dtype, pd.CategoricalDtype),
    "text": lambda dtype: isinstance(dtype, pd.StringDtype),
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_summary(frame: pd.DataFrame) -> bool:
    """Return whether a frame is the result of `describe`."""
    names = set(map(str, frame.index))
    return "count" in names and bool(names & {"std", "unique", "50%"})


def without_margins(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table without its last row and column if these are called "All"."""
    has_margins = frame.index[-1] == frame.columns[-1] == "All"
    return frame.iloc[:-1, :-1] if has_margins else frame


def without_total(series: pd.Series) -> pd.Series:
    """Return a series without a last value that has the name of a total and is the sum of the others."""
    last = series.index[-1]
    is_total = str(last[0] if isinstance(last, tuple) else last).lower() in ("all", "total", "sum")
    return series.iloc[:-1] if is_total and np.isclose(series.iloc[:-1].sum(), series.iloc[-1]) else series


def count_of_kind(types: pd.Series, kind: str) -> int:
    """Return the number of types of a kind."""
    return sum(_KINDS[kind](dtype) for dtype in types)


def words_for_labels(labels: Any) -> dict[int, str]:
    """Return the words for labels of several levels, by their position."""
    if not isinstance(labels, pd.MultiIndex):
        return {}
    return {
        position: ", ".join(words for words in map(_words_for_part, labels.names, label) if words)
        for position, label in enumerate(labels)
    }


def _words_for_part(name: str, part: Any) -> str:
    if isinstance(part, (int, float, np.number)):
        return f"{name} {part:g}"
    if str(part).isdecimal():
        return f"{name} {part}"
    if part == "All":
        return "all together"
    if name == "smoker":
        return {"Yes": "smokers", "No": "non-smokers"}[part]
    if part in ("Yes", "No"):
        return f"{name} {part.lower()}"
    return next((day for day in _WEEKDAYS if day[:3] == part), part)
