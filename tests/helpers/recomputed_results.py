"""Values of facts about containers and results of models, recomputed with pandas and numpy."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator

from tests.helpers.recomputed_arrays import recompute_array
from tests.helpers.recomputed_estimators import recompute_model
from tests.helpers.recomputed_facts import recompute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts.description.wording.phrase import Fact


def recompute_result(thing: Any, fact: Fact) -> Any:
    """Return the value of a fact, from its object."""
    if isinstance(thing, np.ndarray):
        return recompute_array(thing, fact)
    if isinstance(thing, BaseEstimator):
        return recompute_model(thing, fact)
    if isinstance(thing, Counter) or not isinstance(thing, (dict, list, tuple)):
        return recompute(thing, fact)
    if isinstance(thing, dict):
        return _of_dict(thing, fact)
    return _of_items(list(thing), fact)


def _of_dict(entries: dict[Any, Any], fact: Fact) -> Any:
    values = list(entries.values())
    if fact.method == "size" or "params" in entries:
        return len(entries) if fact.method == "size" else _of_search(entries, fact)
    if all(isinstance(value, dict) for value in values):
        inner = next(iter(values[0].values()))
        if isinstance(inner, list):
            flat = {f"{name} {key}": item for name, part in entries.items() for key, item in part.items()}
            return _of_columns(pd.DataFrame(flat), fact)
        if all(value.keys() == values[0].keys() for value in values):
            return _of_rows(pd.DataFrame(entries).T, fact)
    if all(isinstance(value, (list, np.ndarray)) and len(value) == len(values[0]) for value in values):
        return _of_columns(pd.DataFrame({name: list(value) for name, value in entries.items()}), fact)
    if fact.method in ("minimum", "maximum"):
        extreme = min(values) if fact.method == "minimum" else max(values)
        assert fact.at is None or {str(key): value for key, value in entries.items()}[str(fact.at)] == extreme
        return extreme
    return recompute(entries, fact)


def _of_search(entries: dict[Any, Any], fact: Fact) -> Any:
    if fact.method == "value":
        return next(
            item for candidate in entries["params"] for item in candidate.values() if item == fact.value
        )
    ranked = sorted(entries["mean_test_score"], reverse=True)
    places = {"best score": 0, "second best score": 1, "worst score": -1}
    return ranked[places[fact.method]] if fact.method in places else len(ranked)


def _of_items(items: list[Any], fact: Fact) -> Any:
    if fact.method == "size" and not str(fact.of).startswith("array"):
        return len(items)
    first = items[0]
    of_class = {dict: _of_records, list: _of_lists, tuple: _of_tuples, str: _of_texts, np.ndarray: _of_arrays}
    known = next((of_class[base] for base in type(first).__mro__ if base in of_class), recompute)
    return known(items, fact)


def _of_records(items: list[Any], fact: Fact) -> Any:
    steps = [name for name in ("epoch", "step") if name in items[0]]
    frame = pd.DataFrame(items)
    return _of_columns(frame.set_index(steps[0]), fact) if steps else recompute(frame, fact)


def _of_arrays(items: list[Any], fact: Fact) -> Any:
    place, axis = (int(re.findall(r"\d+", text)[0]) for text in (fact.of, str(fact.at)))
    if fact.method == "value":
        return items[place - 1].ravel()[axis - 1]
    return items[place - 1].shape[axis]


def _of_tuples(items: list[Any], fact: Fact) -> Any:
    if len(items) <= 10 and not hasattr(items[0], "_fields"):  # each is a phrase of its own
        return next(value for pair in items for value in pair if value == fact.value)
    names = ("the first item", "the second item", "the third item")[: len(items[0])]
    return recompute(pd.DataFrame(items, columns=list(getattr(items[0], "_fields", names))), fact)


def _of_texts(items: list[Any], fact: Fact) -> Any:
    return items.count(str(fact.at)) if fact.method == "count" else len(set(items))


def _of_lists(items: list[Any], fact: Fact) -> Any:
    array = np.array(items)
    if fact.method == "value":
        row, column = map(int, re.findall(r"\d+", str(fact.at)))
        return array[row - 1, column - 1]
    return {"column count": array.shape[1], "minimum": array.min(), "maximum": array.max()}[fact.method]


def _of_rows(frame: pd.DataFrame, fact: Fact) -> Any:
    """Return a fact about the numbers of several entries, a row for each."""
    if fact.method == "count of others":
        return len(frame) - 5
    column = frame[fact.of]
    return column[fact.at] if fact.method == "value" else getattr(column, fact.method[:3])()


def _of_columns(frame: pd.DataFrame, fact: Fact) -> Any:
    """Return a fact about numbers in order: the metrics of a training, or the scores of folds."""
    if fact.method == "count of others":
        return frame.shape[1] - 2
    if fact.method.endswith(" count") and not fact.of:
        return len(frame)
    if isinstance(frame.index, pd.RangeIndex):
        frame.index += 1
    column = frame[fact.of].replace([np.inf, -np.inf], np.nan)
    present = column.dropna()
    known = {
        "first value": lambda: present.iloc[0],
        "last value": lambda: present.iloc[-1],
        "mean": present.mean,
        "minimum": present.min,
        "maximum": present.max,
        "missing count": lambda: column.isna().sum(),
        "not finite count": lambda: column.isna().sum(),
    }
    if fact.method in known:
        value = known[fact.method]()
        assert not fact.at or column[fact.at] == value, f"{fact!r} is not there"
        return value
    if fact.method.startswith("first"):
        assert column[fact.value :].isna().all()
        return column.index[column.isna()][0]
    return present.idxmin() if fact.method.endswith("minimum") else present.idxmax()


def names_in(thing: Any) -> Iterator[str]:
    """Yield the texts in a container and in its items, which may hold digits."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield str(key)
            yield from names_in(value)
    elif isinstance(thing, (list, tuple, set)):
        yield from getattr(type(thing), "_fields", ())
        for item in thing:
            yield from names_in(item)
    elif isinstance(thing, BaseEstimator):
        yield from map(str, getattr(thing, "feature_names_in_", ()))
        yield from (f"feature {number}" for number in range(1, getattr(thing, "n_features_in_", 0) + 1))
    elif isinstance(thing, np.ndarray) and thing.dtype.kind in "OU":
        yield from names_in(thing.ravel().tolist())
