"""The settings of an estimator of scikit-learn in words."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.pipeline import Pipeline

from ipytts.description.describer import describe
from ipytts.description.wording import grammar, phrases
from ipytts.description.wording.facts import number_fact
from ipytts.description.wording.phrase import join, join_some, phrase

if TYPE_CHECKING:
    from ipytts.description.detail import Detail
    from ipytts.description.wording.phrase import Phrase, Words

_LISTED_SETTINGS: dict[Detail, int] = {"brief": 3, "normal": 6, "full": 25}
_SPOKEN_NAMES = {
    "KMeans": "k-means clustering",
    "MiniBatchKMeans": "mini-batch k-means clustering",
    "KNeighborsClassifier": "k-nearest-neighbors classifier",
    "KNeighborsRegressor": "k-nearest-neighbors regressor",
}
_LISTED_PARTS = 4  # of a model that joins others
_VALUE_LENGTH = 60  # characters
_MINOR_SETTINGS = {"random_state", "verbose", "n_jobs", "n_init"}  # described in full detail only


def with_settings(model: Any, detail: Detail = "brief") -> Phrase:
    """Return the class of an estimator and its settings other than the defaults."""
    if isinstance(model, Pipeline) and detail == "brief":
        return phrase("{}", format_value(model))
    settings = _settings(model, detail)
    return phrase("{} with {}", kind_of(model), settings) if settings else phrase("{}", kind_of(model))


def kind_of(model: Any) -> str:
    """Return the name of the class of an estimator with its article."""
    name = phrases.class_name(type(model))
    return grammar.with_article(_SPOKEN_NAMES.get(name) or phrases.split_class_name(name))


def _settings(model: Any, detail: Detail) -> Phrase:
    parameters = signature(type(model).__init__).parameters
    defaults = {name: parameter.default for name, parameter in parameters.items()}
    settings = [
        _format_setting(name, value)
        for name, value in model.get_params(deep=False).items()
        if not _is_same(value, defaults.get(name)) and (detail == "full" or name not in _MINOR_SETTINGS)
    ]
    return join_some(settings, _LISTED_SETTINGS[detail], "setting")


def _format_setting(name: str, value: Any) -> Words:
    """Return "3 clusters" for ``n_clusters=3``, and "kernel linear" for ``kernel="linear"``."""
    if name.startswith("n_") and type(value) is int:
        noun = phrases.name(name.removeprefix("n_"))
        return phrase("{} {}", number_fact(value, "setting", name), noun)
    return phrase("{} {}", phrases.name(name), format_value(value))


def format_value(value: Any) -> Words:
    """Return the value of a setting in words."""
    if isinstance(value, Pipeline):
        return phrase("a pipeline of {}", join(with_settings(step) for _, step in value.steps))
    if isinstance(value, BaseEstimator):
        return with_settings(value)
    if isinstance(value, list) and value and all(_is_named_estimator(item) for item in value):
        return join_some([with_settings(item[1]) for item in value], _LISTED_PARTS)
    return describe.phrase(value, _VALUE_LENGTH)


def _is_named_estimator(item: Any) -> bool:
    return isinstance(item, tuple) and len(item) >= 2 and isinstance(item[1], BaseEstimator)


def _is_same(value: Any, default: Any) -> bool:
    return value is default or (type(value) is type(default) and bool(np.all(value == default)))
