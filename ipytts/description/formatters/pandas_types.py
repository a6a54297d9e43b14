"""Find the kind of a column of pandas by its type, and describe the types of columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype

from ipytts.description.detail import Detail
from ipytts.description.tables.column_kinds import describe_kinds
from ipytts.description.tables.column_kinds import kind_of_type as kind_of_type_name
from ipytts.description.tables.model import Kind
from ipytts.description.wording import phrases
from ipytts.description.wording.phrase import Description

_KINDS: tuple[tuple[Any, Kind], ...] = (
    (pd.api.types.is_bool_dtype, "truth"),
    (pd.api.types.is_integer_dtype, "whole number"),
    (pd.api.types.is_float_dtype, "number"),
    (pd.api.types.is_datetime64_any_dtype, "date"),
    (lambda dtype: dtype.kind == "m", "duration"),  # also that of pyarrow
    (lambda dtype: isinstance(dtype, ExtensionDtype) and pd.api.types.is_string_dtype(dtype), "text"),
)


def kind_of_type(dtype: Any) -> Kind | None:
    """Return the kind of the values of a type; None if they may be any Python objects."""
    if isinstance(dtype, (pd.CategoricalDtype, pd.IntervalDtype)):
        return "category"
    if isinstance(dtype, pd.PeriodDtype):
        return "date"
    other: Kind | None = "mixed" if isinstance(dtype, ExtensionDtype) else None
    return next((kind for is_kind, kind in _KINDS if is_kind(dtype)), other)


def are_types(series: Any) -> bool:
    """Return whether the values of a series are types, as those of the attribute ``dtypes``."""
    return len(series) > 0 and all(isinstance(item, (np.dtype, ExtensionDtype)) for item in series)


def describe_types(series: Any, detail: Detail) -> Description:
    """Return the columns of each type in words."""
    names = [phrases.name(name) for name in series.index]
    return Description.of(
        [describe_kinds(names, [kind_of_type_name(str(dtype)) for dtype in series], detail)]
    )
