"""Columns of data as charts get them: empty, infinite, ragged, mixed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

ODD_COLUMNS: list[Any] = [
    *([], [1], [1, 2, 3], [None, 2, np.nan], [np.inf, -np.inf, 1], [1e308, -1e308, 3], ["a", "", None]),
    *([True, False], ["2024-01-01", "2024-02-01"], ["2024-01", "x"], pd.date_range("2024", periods=3)),
    *([[1, 2], [3]], ["<b>", "_"]),
]
