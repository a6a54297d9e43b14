"""Describe estimators, pipelines, searches and data sets of scikit-learn."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.model_selection._search import BaseSearchCV
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.utils import Bunch

from ipytts.description.describer import describe
from ipytts.description.formatters.containers import describe_pairs
from ipytts.description.tables.confusion_matrix import describe_confusion_matrix
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact, percent_fact
from ipytts.description.wording.phrase import Description, join, join_some, join_with, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Phrase, Words

_LISTED_SETTINGS: dict[Detail, int] = {"brief": 3, "normal": 6, "full": 25}
_LISTED_WEIGHTS: dict[Detail, int] = {"brief": 0, "normal": 3, "full": 10}
_LISTED_FEATURES: dict[Detail, int] = {"brief": 8, "normal": 8, "full": 40}  # of a data set
_LISTED_CLASSES = 10
_LISTED_COLUMNS = 4  # of a transformer
_LISTED_COMPONENTS = 5
_NAME_LENGTH, _VALUE_LENGTH = 40, 60  # characters of a class, and of a setting
_MINOR_SETTINGS = {"random_state", "verbose", "n_jobs", "n_init"}  # described in full detail only


def describe_estimator(model: Any, detail: Detail) -> Description:
    """Return the class of an estimator, its settings other than the defaults, and the size of its data."""
    opening = phrase("{}, {}", _with_settings(model, detail), _fitted(model))
    return Description.of([opening] if detail == "brief" else [opening, *_learned(model, detail)])


def _with_settings(model: Any, detail: Detail = "brief") -> Phrase:
    """Return the class of an estimator and its settings other than the defaults."""
    settings = _settings(model, detail)
    return phrase("{} with {}", _kind(model), settings) if settings else phrase("{}", _kind(model))


def _kind(model: Any) -> str:
    return grammar.with_article(phrases.split_class_name(phrases.class_name(type(model))))


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
    return phrase("{} {}", phrases.name(name), _format_value(value))


def _format_value(value: Any) -> Words:
    is_estimator = isinstance(value, BaseEstimator)
    return _with_settings(value) if is_estimator else describe.phrase(value, _VALUE_LENGTH)


def _is_same(value: Any, default: Any) -> bool:
    return value is default or (type(value) is type(default) and bool(np.all(value == default)))


def _is_fitted(model: Any) -> bool:
    return any(name.endswith("_") and not name.startswith("_") for name in vars(model))


def _fitted(model: Any) -> Words:
    return _fitted_on(model) if _is_fitted(model) else "not fitted yet"


def _fitted_on(model: Any) -> Words:
    data = []
    features = _feature_count(model)
    if features:
        data.append(counted(features, "feature", "feature count"))
    classes = _classes(model)
    if classes is not None:
        data.append(counted(len(classes), "class", "class count"))
    return phrase("fitted on {}", join(data)) if data else "fitted"


def _feature_count(model: Any) -> int:
    features = getattr(model, "n_features_in_", 0)
    return features if isinstance(features, int) else 0


def _classes(model: Any) -> Any:
    """Return the classes of a classifier; None for another model, and for several outputs."""
    classes = getattr(model, "classes_", None)
    return classes if isinstance(classes, np.ndarray) and classes.ndim == 1 else None


def _learned(model: Any, detail: Detail) -> Iterator[Words]:
    """Yield sentences about the classes, weights, components and clusters that a model has learned."""
    if not _is_fitted(model):
        return
    classes = _classes(model)
    if classes is not None:
        listed = [describe.phrase(item, _NAME_LENGTH) for item in classes]
        yield phrase("its classes are {}", join_some(listed, _LISTED_CLASSES))
    names = [phrases.name(name) for name in getattr(model, "feature_names_in_", ())]
    names = names or [f"feature {index + 1}" for index in range(_feature_count(model))]
    for attribute, noun in (("feature_importances_", "importance"), ("coef_", "coefficient")):
        weights = np.asarray(getattr(model, attribute, None), dtype=object).ravel()
        if len(weights) == len(names) and names:
            yield _describe_weights(names, [float(weight) for weight in weights], noun, detail)
    shares = getattr(model, "explained_variance_ratio_", None)
    if isinstance(shares, np.ndarray) and shares.ndim == 1:
        explained = [
            percent_fact(float(share), "explained variance ratio", f"component {number}")
            for number, share in enumerate(shares, 1)
        ]
        yield phrase("its components explain {} of the variance", join_some(explained, _LISTED_COMPONENTS))
    clusters = getattr(model, "cluster_centers_", None)
    if isinstance(clusters, np.ndarray):
        yield phrase("it found {}", counted(len(clusters), "cluster", "cluster count"))


def _describe_weights(names: Sequence[str], weights: Sequence[float], noun: str, detail: Detail) -> Words:
    by_size = sorted(zip(names, weights, strict=True), key=lambda pair: -abs(pair[1]))
    shown = [(name, weight) for name, weight in by_size[: _LISTED_WEIGHTS[detail]] if weight]
    if not shown:
        return f"each {noun} is 0"
    texts = numbers.apart([weight for _, weight in shown])
    listed: list[Words] = [
        phrase("{}, {}", name, number_fact(weight, noun, name, text=text))
        for (name, weight), text in zip(shown, texts, strict=True)
    ]
    if sum(map(bool, weights)) > len(listed):
        return phrase("the largest {}: {}", numbers.plural(noun), join_with("; ", listed))
    if len(listed) < len(names):
        listed.append("the others, 0")
    return phrase("the {}: {}", numbers.plural(noun), join_with("; ", listed))


def _describe_pipeline(pipeline: Any, detail: Detail) -> Description:
    steps = [step for _, step in pipeline.steps]
    if not steps:
        return Description.of(["a pipeline of no steps"])
    listed = [
        _with_settings(step, detail) if isinstance(step, BaseEstimator) else "nothing" for step in steps
    ]
    count = counted(len(steps), "step", "step count")
    opening = phrase("a pipeline of {}: {}", count, join_with(", then ", listed))
    fitted = _fitted_on(pipeline) if _is_fitted(steps[-1]) else "not fitted yet"
    if detail == "brief":
        return Description.of([phrase("{}; {}", opening, fitted)])
    learned = _learned(steps[-1], detail) if isinstance(steps[-1], BaseEstimator) else ()
    return Description.of([opening, phrase("it is {}", fitted), *learned])


def _describe_transformers(union: Any, detail: Detail) -> Description:
    """Return the transformers of a union of features, or of a column transformer."""
    parts = union.transformers if isinstance(union, ColumnTransformer) else union.transformer_list
    listed = []
    for _, part, *columns in parts:
        transformer = _with_settings(part, detail) if isinstance(part, BaseEstimator) else f"{part}"
        names = _column_names(columns[0]) if columns else ""
        listed.append(phrase("{} for {}", transformer, names) if names else transformer)
    count = counted(len(parts), "part", "part count")
    return Description.of([phrase("{} of {}: {}", _kind(union), count, join_with("; ", listed))])


def _column_names(columns: Any) -> Words:
    """Return the names of columns in words; empty if they are selected in another way, such as by a slice."""
    columns = [columns] if isinstance(columns, str) else columns
    if not isinstance(columns, (list, tuple)):
        return ""
    return join_some([phrases.name(column) for column in columns], _LISTED_COLUMNS)


def _describe_search(search: Any, detail: Detail) -> Description:
    return Description.of(_search_sentences(search, detail))


def _search_sentences(search: Any, detail: Detail) -> Iterator[Words]:
    kind = phrases.split_class_name(phrases.class_name(type(search)).removesuffix("CV"))
    opening = phrase("{} for {}", grammar.with_article(kind), _with_settings(search.estimator))
    results = getattr(search, "cv_results_", None)
    if results is None:
        yield phrase("{}, not fitted yet", opening)
        return
    candidates = len(results["params"])
    opening += phrase(" over {}", counted(candidates, "candidate", "candidate count"))
    best = getattr(search, "best_score_", None)
    if best is None:  # several scores, and refit=False
        yield opening
        return
    settings = join(
        phrase("{} {}", phrases.name(name.replace("__", " ")), _format_value(value))
        for name, value in search.best_params_.items()
    )
    scores = np.asarray(results["mean_test_score"], dtype=float)
    low = float(scores.min())
    best_text, low_text = numbers.apart([float(best), low])
    best_score = number_fact(float(best), "best score", text=best_text)
    yield phrase("{}: the best score is {}, with {}", opening, best_score, settings)
    if detail == "brief":
        return
    if candidates > 1 and np.isfinite(scores).all():
        lowest = number_fact(low, "minimum", "mean test score", text=low_text)
        yield phrase("the scores go down to {}", lowest)
    yield phrase("each candidate was tried {} times", number_fact(int(search.n_splits_), "split count"))


def _describe_confusion_matrix(display: Any, detail: Detail) -> Description:
    matrix = np.asarray(display.confusion_matrix).tolist()
    labels = display.display_labels if display.display_labels is not None else range(len(matrix))
    names = [str(describe.phrase(label, _NAME_LENGTH)) for label in labels]
    return Description.of(describe_confusion_matrix(names, matrix, detail))


def _describe_bunch(bunch: Any, detail: Detail) -> Description:
    """Return the size, features and target of a data set; for another bunch, its entries."""
    data, target = bunch.get("data"), bunch.get("target")
    shape: tuple[int, ...] = getattr(data, "shape", ())
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
    BaseSearchCV: _describe_search,
    ConfusionMatrixDisplay: _describe_confusion_matrix,
    Bunch: _describe_bunch,
}
