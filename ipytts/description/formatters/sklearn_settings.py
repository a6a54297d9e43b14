"""Read the settings of an estimator of scikit-learn that differ from the defaults."""

from __future__ import annotations

from inspect import signature
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator

from ipytts.description.detail import Detail
from ipytts.description.models import estimators
from ipytts.description.models.estimators import Estimator
from ipytts.description.safe_types import name_of
from ipytts.description.wording.phrase import Phrase

_MOST_ITEMS = 100  # of a setting in which estimators are looked for


def with_settings(model: Any, detail: Detail = "brief") -> Phrase:
    """Return the class of an estimator and its settings other than the defaults."""
    return estimators.with_settings(read_estimator(model), detail)


def read_estimator(model: Any) -> Estimator:
    """Return an estimator with its settings other than the defaults, and with the estimators in them."""
    parameters = signature(type(model).__init__).parameters
    defaults = {name: parameter.default for name, parameter in parameters.items()}
    settings = {
        name: read_setting(value)
        for name, value in model.get_params(deep=False).items()
        if not _is_same(value, defaults.get(name))
    }
    return Estimator(name_of(type(model)), settings)


def read_setting(value: Any) -> Any:
    """Return the value of a setting with the estimators in it as what is described of them."""
    if isinstance(value, BaseEstimator):
        return read_estimator(value)
    if type(value) is list and len(value) <= _MOST_ITEMS:
        return list(map(read_setting, value))
    if type(value) is tuple and len(value) <= _MOST_ITEMS:
        return tuple(map(read_setting, value))
    if type(value) is dict and len(value) <= _MOST_ITEMS:
        return {key: read_setting(item) for key, item in value.items()}
    return value


def _is_same(value: Any, default: Any) -> bool:
    return value is default or (type(value) is type(default) and bool(np.all(value == default)))
