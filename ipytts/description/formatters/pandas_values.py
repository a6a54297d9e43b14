"""Convert values of pandas to Python objects that can be worded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from ipytts.description.describer import describe
from ipytts.description.formatters.pandas_periods import to_period
from ipytts.description.wording import dates, phrases


def to_python(item: Any) -> Any:
    """Return a value as a Python object, else in words; None if it is missing."""
    if item is pd.NA or item is pd.NaT or (isinstance(item, (float, np.floating)) and np.isnan(item)):
        return None
    if item is None or type(item) in _PYTHON_TYPES:
        return item
    for cls, convert in _CONVERSIONS:
        if isinstance(item, cls):
            return convert(item)
    return str(describe.phrase(item, 60))


_PYTHON_TYPES = (str, bool, int, float, dt.date, dt.datetime, dt.time)
_CONVERSIONS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (np.datetime64, lambda moment: to_python(pd.Timestamp(moment))),
    (np.timedelta64, lambda span: to_python(pd.Timedelta(span))),
    (np.generic, lambda number: number.item()),
    (pd.Timedelta, lambda span: dates.Seconds(span.total_seconds())),
    (pd.Period, to_period),
    (
        pd.Interval,
        lambda span: f"{phrases.value(to_python(span.left))} to {phrases.value(to_python(span.right))}",
    ),
    (dt.timedelta, lambda span: dates.Seconds(span.total_seconds())),
    (dt.date, lambda moment: moment),
)
