"""Facts about objects, computed with their own libraries and without ours."""

from __future__ import annotations

import datetime as dt
import re
import statistics
import traceback
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from pandas.core.groupby.generic import DataFrameGroupBy, SeriesGroupBy
from pandas.io.formats.style import Styler
from sklearn.base import BaseEstimator
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.utils import Bunch

from tests.helpers.description_rules import Facts

_SMALL = 60  # rows of a table whose cells may be described
_SHORT = 100  # items that may be described


@singledispatch
def facts(thing: Any) -> Facts:
    """Return the facts about an object."""
    numbers = [float(digits) for digits in re.findall(r"\d+", repr(thing))]
    size = len(thing) if hasattr(thing, "__len__") else len(getattr(thing, "__dict__", ()))
    return Facts([*numbers, size], quoted=[str(thing), *re.findall(r"[A-Za-z]\w*", repr(thing))])


@facts.register(int)
@facts.register(float)
@facts.register(Decimal)
@facts.register(Fraction)
@facts.register(np.number)
def _of_number(number: Any) -> Facts:
    return Facts([float(number)])


@facts.register
def _of_bytes(data: bytes) -> Facts:
    return Facts([len(data)])


@facts.register
def _of_text(text: str) -> Facts:
    numbers = [float(found) for found in re.findall(r"\d+\.?\d*", text)]
    shares = [100 * number for number in numbers if number <= 1]
    lines = [line.split()[0] for line in text.splitlines() if line.strip()]
    return Facts(
        [*numbers, *shares, len(text), len(text.split()), *range(10)], quoted=[text.strip(" ."), *lines]
    )


@facts.register(dt.date)
@facts.register(np.datetime64)
@facts.register(pd.Period)
def _of_date(date: Any) -> Facts:
    moment = date.start_time if isinstance(date, pd.Period) else pd.Timestamp(date)
    if moment is pd.NaT:
        return Facts()
    dates = [moment.to_pydatetime(), moment.normalize().to_pydatetime()]
    return Facts(dates=dates, numbers=[moment.quarter, moment.year])


@facts.register
def _of_interval(interval: pd.Interval) -> Facts:
    return Facts(_ends(interval))


@facts.register(dt.timedelta)
def _of_duration(span: dt.timedelta) -> Facts:
    days, rest = divmod(span.total_seconds(), 86400)
    return Facts([days, rest // 3600, rest % 3600 // 60, rest % 60, span.total_seconds()])


@facts.register(list)
@facts.register(tuple)
@facts.register(set)
@facts.register(frozenset)
@facts.register(range)
def _of_items(items: Any) -> Facts:
    found = _merge([facts(item) for item in list(items)[:_SHORT]])
    numbers = [item for item in items if isinstance(item, (int, float))]
    found.numbers += [len(items), sum(map(bool, numbers))]
    if numbers:
        found.numbers += [min(numbers), max(numbers), statistics.fmean(numbers), sum(numbers)]
    if isinstance(items, range):
        found.numbers.append(items.step)
    return found


@facts.register
def _of_dict(entries: dict) -> Facts:  # type: ignore[type-arg]
    found = _merge([facts(value) for value in entries.values()])
    found.quoted += map(str, entries)
    scores = [value for value in found.numbers if 0 <= value <= 1]
    found.numbers += [len(entries), *(100 * score for score in scores)]
    found.numbers += [key for key in entries if isinstance(key, (int, float))]
    found.numbers += [sum(value for value in entries.values() if isinstance(value, int))]
    reports = [
        value["support"] for key, value in entries.items() if isinstance(value, dict) and "avg" not in key
    ]
    found.numbers += [sum(reports), len(reports)]
    return found


@facts.register
def _of_array(array: np.ndarray) -> Facts:
    if array.dtype.kind not in "iufb":
        found = _merge([facts(item) for item in array.ravel()[:_SHORT]])
        found.numbers += [
            *array.shape,
            array.size,
            *np.unique(array.astype(str), return_counts=True)[1].tolist(),
        ]
        found.numbers += [len(np.unique(array.astype(str))), pd.isna(pd.Series(array.ravel())).sum()]
        return found
    finite = array[np.isfinite(array)]
    numbers = [*array.shape, array.size - finite.size, array.sum(), *range(1, array.shape[0] + 1)]
    numbers += [finite.min(), finite.max(), finite.mean(), np.median(finite), finite.std()]
    numbers += [100 * array.mean(), np.trace(array) if array.ndim == 2 else 0]
    numbers.append(100 * numbers[-1] / max(1, array.sum()))
    return Facts([float(number) for number in [*numbers, *array.ravel()[:_SHORT], array.ravel()[-1]]])


@facts.register
def _of_frame(frame: pd.DataFrame) -> Facts:
    rows, width = frame.shape
    missing = int(frame.isna().sum().sum())
    share = 100 * missing / (rows * width) if rows * width else 0
    found = Facts(
        [rows, width, missing, share, width - 1, width - 5, width - 8], quoted=[*map(str, frame.columns)]
    )
    for left in range(5, 9):  # columns that are only counted by kind
        kinds = [dtype.kind for dtype in frame.dtypes.iloc[left:]]
        found.numbers += [width - left, sum(kind in "iuf" for kind in kinds), *map(kinds.count, "OMm")]
    for index in range(width):
        _add(found, _of_series(frame.iloc[:, index]))
    _add(found, _of_labels(frame.columns))
    cells = frame.to_numpy()
    if rows <= _SMALL and cells.dtype.kind in "if" and cells.size:
        numbers = np.nan_to_num(cells.astype(float), posinf=0, neginf=0)
        found.numbers += [(cells == 0).sum(), numbers.sum(), *numbers.sum(axis=1)]
        if rows == width:
            found.numbers += [np.trace(numbers), 100 * np.trace(numbers) / max(1.0, numbers.sum())]
    found.required = [_spoken_name(column) for column in frame.columns]
    return found


@facts.register
def _of_series(series: pd.Series) -> Facts:
    present = series.dropna()
    found = Facts([len(series), int(series.isna().sum()), len(present)], quoted=[str(series.name)])
    _add(found, _of_labels(series.index))
    if series.name == "proportion":
        found.numbers += (100 * present).tolist()
    if series.name is not None and series.name not in ("count", "proportion"):  # a summary
        found.required = [str(series.name)]
    if pd.api.types.is_bool_dtype(series.dtype):
        found.numbers.append(100 * float(present.mean()))
    elif pd.api.types.is_numeric_dtype(series.dtype) and len(present):
        finite = present[np.isfinite(present.astype(float))].astype(float)
        found.numbers += [finite.min(), finite.max(), finite.mean(), finite.median(), finite.std()]
        found.numbers += [
            float(finite.sum()),
            float(len(present) - len(finite)),
            finite.iloc[0],
            finite.iloc[-1],
        ]
    elif pd.api.types.is_datetime64_any_dtype(series.dtype):
        found.dates += [present.min().to_pydatetime(), present.max().to_pydatetime()]
        found.numbers += [present.min().year, present.max().year]
    elif pd.api.types.is_timedelta64_dtype(series.dtype):
        for span in (present.min(), present.max(), present.mean()):
            _add(found, _of_duration(span.to_pytimedelta()))
    else:
        counts = present.astype(str).value_counts()
        found.numbers += [len(counts), *counts.head(8)]
        found.quoted += [*map(str, counts.index[:_SMALL])]
    if len(series) <= _SMALL:
        _add(found, _merge([facts(item) for item in present]))
        found.numbers += range(1, len(series) + 1)
    return found


def _ends(interval: pd.Interval) -> list[float]:
    return [interval.left, interval.right]


def _of_labels(index: Any) -> Facts:
    found = Facts(quoted=[str(name) for name in index.names if name is not None])
    if isinstance(index, (pd.DatetimeIndex, pd.PeriodIndex)):
        stamps = index.to_timestamp() if isinstance(index, pd.PeriodIndex) else index
        found.dates += [moment.to_pydatetime() for moment in stamps]
        found.dates += [moment.to_pydatetime().replace(day=1) for moment in stamps]  # a month as such
        found.numbers += [*index.year, *index.quarter]
        return found
    for label in index[:_SMALL]:
        parts = label if isinstance(label, tuple) else (label,)
        found.quoted += map(str, parts)
        found.numbers += [end for part in parts if isinstance(part, pd.Interval) for end in _ends(part)]
        found.numbers += [float(part) for part in parts if isinstance(part, (int, float, np.number))]
        found.dates += [part.to_pydatetime() for part in parts if isinstance(part, pd.Timestamp)]
    return found


@facts.register(DataFrameGroupBy)
@facts.register(SeriesGroupBy)
def _of_groups(groups: Any) -> Facts:
    sizes = groups.size()
    found = _of_series(sizes)
    found.quoted += [str(name) for name in sizes.index.names]
    return found


@facts.register
def _of_index(index: pd.Index) -> Facts:
    found = _of_labels(index)
    found.numbers += [len(index), *(index[-1:] if isinstance(index, pd.RangeIndex) else [])]
    return found


@facts.register
def _of_styler(styler: Styler) -> Facts:
    found = _of_frame(styler.data)
    shown = re.findall(r"<td[^>]*>([^<]*)</td>", styler.to_html())
    found.quoted += [*(text.replace("%", " percent") for text in shown), str(styler.caption)]
    hidden = {str(styler.data.columns[position]) for position in styler.hidden_columns}
    found.required = [name for name in found.required if name not in hidden]
    return found


@facts.register
def _of_polars_frame(frame: pl.DataFrame) -> Facts:
    columns = {name: frame[name].to_list() for name in frame.columns}
    for name, values in columns.items():
        if isinstance(next(iter(values), None), dt.date):
            columns[name] = pd.to_datetime(pd.Series(values))
    return _of_frame(pd.DataFrame(columns))


@facts.register
def _of_polars_schema(schema: pl.Schema) -> Facts:
    return Facts([len(schema), *Counter(map(str, schema.values())).values()], quoted=[*schema])


@facts.register
def _of_polars_series(series: pl.Series) -> Facts:
    return _of_series(pd.Series(series.to_list(), name=series.name))


@facts.register
def _of_model(model: BaseEstimator) -> Facts:
    settings = model.get_params()
    found = _merge(
        [facts(value) for value in settings.values() if isinstance(value, (int, float, str, list))]
    )
    parts = [model, *(part for part in settings.values() if isinstance(part, BaseEstimator))]
    for part in parts:
        found.numbers.append(getattr(part, "n_features_in_", 0))
        found.quoted += map(str, getattr(part, "feature_names_in_", ()))
        classes = list(getattr(part, "classes_", ()))
        found.numbers += [len(classes), *(c for c in classes if not isinstance(c, str)), *range(1, 65)]
        found.quoted += map(str, classes)
        for learned in ("coef_", "feature_importances_"):
            found.numbers += np.ravel(getattr(part, learned, [])).tolist()
        shares = 100 * np.ravel(getattr(part, "explained_variance_ratio_", []))
        found.numbers += [*shares.tolist(), shares.sum(), getattr(part, "inertia_", 0)]
    if isinstance(model, Pipeline):
        found.numbers.append(len(model.steps))
    if isinstance(model, GridSearchCV) and hasattr(model, "cv_results_"):
        scores = model.cv_results_["mean_test_score"]
        found.numbers += [len(scores), *scores, *abs(scores), model.n_splits_]
        found.numbers += [value for params in model.cv_results_["params"] for value in params.values()]
        found.numbers += [value for value in model.best_params_.values() if not isinstance(value, str)]
    return found


@facts.register
def _of_confusion(display: ConfusionMatrixDisplay) -> Facts:
    matrix = display.confusion_matrix
    numbers = [len(matrix), matrix.sum(), np.trace(matrix), 100 * np.trace(matrix) / matrix.sum()]
    return Facts(
        [*numbers, *matrix.ravel(), *matrix.sum(axis=1)], required=[str(n) for n in display.display_labels]
    )


@facts.register
def _of_bunch(bunch: Bunch) -> Facts:
    found = Facts([*bunch.data.shape, bunch.data.shape[1] - 8], quoted=[*map(str, bunch.feature_names)])
    if "target_names" in bunch:
        found.quoted += map(str, bunch.target_names)
        found.numbers += [len(bunch.target_names), *np.bincount(bunch.target)]
    _add(found, _of_array(np.asarray(bunch.target)))
    return found


@facts.register
def _of_error(error: BaseException) -> Facts:
    found = Facts(quoted=[str(error), *map(str, error.args)])
    found.numbers += [float(frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        found.numbers.append(error.lineno or 0)
        found.quoted.append(error.msg)
    for cause in (error.__cause__, error.__context__):
        if cause is not None:
            _add(found, _of_error(cause))
    parts = getattr(error, "exceptions", ())
    found.numbers.append(len(parts))
    for part in parts:
        _add(found, _of_error(part))
    return found


def _spoken_name(column: Any) -> str:
    return " ".join(str(part) for part in column if part != "") if isinstance(column, tuple) else str(column)


def _add(found: Facts, more: Facts) -> None:
    found.numbers += more.numbers
    found.dates += more.dates
    found.quoted += more.quoted


def _merge(several: list[Facts]) -> Facts:
    found = Facts()
    for one in several:
        _add(found, one)
    return found
