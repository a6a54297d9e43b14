"""Describe estimators, pipelines, searches and data sets of scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.model_selection._search import BaseSearchCV
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.utils import Bunch

from ipytts.description.describer import describe
from ipytts.description.detail import Detail, Formatter
from ipytts.description.formatters.containers import describe_pairs
from ipytts.description.formatters.sklearn_learned import classes_of, describe_learned, feature_count
from ipytts.description.formatters.sklearn_search import describe_search
from ipytts.description.formatters.sklearn_settings import read_estimator, with_settings
from ipytts.description.models.estimators import describe_parts
from ipytts.description.tables.confusion_matrix import describe_confusion_matrix
from ipytts.description.wording import numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Phrase, Words, join, join_some, join_with, phrase

_LISTED_FEATURES: dict[Detail, int] = {"brief": 8, "normal": 8, "full": 40}  # of a data set
_LISTED_CLASSES = 10
_LISTED_IMPORTANCES = 3
_NAME_LENGTH = 40  # characters of a class


def describe_estimator(model: Any, detail: Detail) -> Description:
    """Return the class of an estimator, its settings other than the defaults, and the size of its data."""
    opening = phrase("{}, {}", with_settings(model, detail), _fitted(model))
    return Description.of(
        [opening]
        if detail == "brief"
        else [opening, *(describe_learned(model, detail) if _is_fitted(model) else ())]
    )


def _is_fitted(model: Any) -> bool:
    return any(name.endswith("_") and not name.startswith("_") for name in vars(model))


def _fitted(model: Any) -> Words:
    return _fitted_on(model) if _is_fitted(model) else "not fitted yet"


def _fitted_on(model: Any) -> Words:
    data = []
    features = feature_count(model)
    if features:
        data.append(counted(features, "feature", "feature count"))
    classes = classes_of(model)
    if classes is not None:
        data.append(counted(len(classes), "class", "class count"))
    return phrase("fitted on {}", join(data)) if data else "fitted"


def _describe_pipeline(pipeline: Any, detail: Detail) -> Description:
    opening = describe_parts(read_estimator(pipeline), detail)
    last = pipeline.steps[-1][1] if pipeline.steps else None
    if last is None:
        return Description.of([opening])
    is_fitted = _is_fitted(last) if hasattr(last, "__dict__") else False
    fitted = _fitted_on(pipeline) if is_fitted else "not fitted yet"
    if detail == "brief":
        return Description.of([phrase("{}; {}", opening, fitted)])
    is_model = isinstance(last, BaseEstimator) and is_fitted
    learned = describe_learned(last, detail, is_last_step=True) if is_model else ()
    return Description.of([opening, phrase("it is {}", fitted), *learned])


def _describe_transformers(union: Any, detail: Detail) -> Description:
    return Description.of([describe_parts(read_estimator(union), detail)])


def _describe_confusion_matrix(display: Any, detail: Detail) -> Description:
    matrix = np.asarray(display.confusion_matrix).tolist()
    labels = display.display_labels if display.display_labels is not None else range(len(matrix))
    names = [str(describe.phrase(label, _NAME_LENGTH)) for label in labels]
    return Description.of(describe_confusion_matrix(names, matrix, detail))


def _describe_bunch(bunch: Any, detail: Detail) -> Description:
    """Return the size, features and target of a data set; for another bunch, its entries."""
    data, target = bunch.get("data"), bunch.get("target")
    shape: tuple[int, ...] = getattr(data, "shape", ())
    importances = bunch.get("importances_mean")
    if isinstance(importances, np.ndarray) and importances.ndim == 1 and "importances" in bunch:
        return Description.of([_permutation_importances(bunch, importances)])
    if len(shape) != 2:
        return describe_pairs("a bunch", "entry", dict(bunch), detail)
    size = counted(shape[0], "sample", "row count"), counted(shape[1], "feature", "column count")
    opening = phrase("a data set of {} with {}", *size)
    if detail == "brief":
        return Description.of([opening])
    names = [phrases.name(str(name)) for name in bunch.get("feature_names", ())]
    listed = join_some(names, _LISTED_FEATURES[detail])
    features = phrase("the features are {}", listed) if names else ""
    return Description.of([opening, features, _target(target, bunch)])


def _permutation_importances(bunch: Any, means: Any) -> Phrase:
    """Return the features whose shuffling lowers the score most; a bunch has no names of them."""
    repeats = counted(int(np.shape(bunch["importances"])[-1]), "repeat", "repeat count")
    opening = phrase("permutation importances of {} over {}", counted(len(means), "feature", "size"), repeats)
    order = np.argsort(-means, kind="stable")[:_LISTED_IMPORTANCES].tolist()
    texts = numbers.apart([float(means[index]) for index in order])
    listed = [
        phrase(
            "feature {}, {}",
            str(index + 1),
            number_fact(float(means[index]), "importance", f"feature {index + 1}", text=text),
        )
        for index, text in zip(order, texts, strict=True)
    ]
    return phrase("{}, the highest: {}", opening, join_with("; ", listed))


def _target(target: Any, bunch: Any) -> Words:
    if target is None or getattr(target, "ndim", 0) != 1:
        return ""
    classes = bunch.get("target_names")
    if classes is not None and target.dtype.kind in "iu":
        counts = np.bincount(np.asarray(target), minlength=len(classes))
        listed = [
            phrase("{} {}", phrases.value(str(name)), number_fact(int(count), "count", "target", str(name)))
            for name, count in zip(classes, counts, strict=False)
        ]
        opening = phrase("the target is one of {}", counted(len(classes), "class", "class count"))
        return phrase("{}: {}", opening, join_some(listed, _LISTED_CLASSES))
    return phrase("the target is {}", describe.phrase(np.asarray(target)))


FORMATTERS: Mapping[type, Formatter] = {
    BaseEstimator: describe_estimator,
    Pipeline: _describe_pipeline,
    FeatureUnion: _describe_transformers,
    ColumnTransformer: _describe_transformers,
    BaseSearchCV: describe_search,
    ConfusionMatrixDisplay: _describe_confusion_matrix,
    Bunch: _describe_bunch,
}
