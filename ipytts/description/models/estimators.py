"""Describe estimators of scikit-learn by their class and settings, live or from their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ipytts.description.describer import describe
from ipytts.description.detail import Detail
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Phrase, Words, join, join_some, join_with, phrase

_LISTED_SETTINGS: dict[Detail, int] = {"brief": 3, "normal": 6, "full": 25}
_LISTED_PARTS = 4  # of a model that joins others
_LISTED_COLUMNS = 4  # of a transformer
_LISTED_CANDIDATES = 6  # values of a setting that a search tries
_VALUE_LENGTH = 60  # characters
_MINOR_SETTINGS = {"random_state", "verbose", "n_init"}  # described in full detail only
_UNSPOKEN_SETTINGS = {"n_jobs", "copy", "copy_X"}  # that change no result
_KINDS = {
    "BernoulliNB": "Bernoulli naive Bayes classifier",
    "ComplementNB": "complement naive Bayes classifier",
    "ElasticNet": "elastic net regression",
    "GaussianNB": "Gaussian naive Bayes classifier",
    "GridSearchCV": "grid search",
    "HalvingGridSearchCV": "halving grid search",
    "HalvingRandomSearchCV": "halving random search",
    "HistGradientBoostingClassifier": "histogram gradient boosting classifier",
    "HistGradientBoostingRegressor": "histogram gradient boosting regressor",
    "KMeans": "k-means clustering",
    "KNeighborsClassifier": "k-nearest-neighbors classifier",
    "KNeighborsRegressor": "k-nearest-neighbors regressor",
    "Lasso": "lasso regression",
    "LinearSVC": "linear support vector classifier",
    "LinearSVR": "linear support vector regressor",
    "MiniBatchKMeans": "mini-batch k-means clustering",
    "MLPClassifier": "neural network classifier",
    "MLPRegressor": "neural network regressor",
    "MultinomialNB": "multinomial naive Bayes classifier",
    "OneHotEncoder": "one-hot encoder",
    "RandomizedSearchCV": "randomized search",
    "Ridge": "ridge regression",
    "SVC": "support vector classifier",
    "SVR": "support vector regressor",
    "TfidfVectorizer": "TF-IDF vectorizer",
}
# Settings that are counts, with what is counted; "depth" and the like have no noun.
_COUNTS = {
    "max_iter": ("at most {}", "iteration"),
    "max_leaf_nodes": ("at most {}", "leaf"),
    "min_samples_leaf": ("at least {} in a leaf", "sample"),
    "min_samples_split": ("at least {} to split", "sample"),
    "n_init": ("{}", "start"),
}
_FIRST_WORDS = {"max": "maximum", "min": "minimum"}
_FORESTS = {"RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor"}
_UNIONS = {"ColumnTransformer": "transformers", "FeatureUnion": "transformer_list"}


@dataclass(frozen=True)
class Estimator:
    """An estimator: its class, and its settings other than the defaults."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)


def kind_of(name: str) -> str:
    """Return the name of the class of an estimator in words, with its article.

    Examples
    --------
    >>> kind_of("Ridge"), kind_of("StandardScaler")
    ('a ridge regression', 'a standard scaler')
    """
    return grammar.with_article(_KINDS.get(name) or phrases.split_class_name(name))


def with_settings(estimator: Estimator, detail: Detail = "brief") -> Phrase:
    """Return the class of an estimator and its settings other than the defaults.

    Examples
    --------
    >>> str(with_settings(Estimator("KMeans", {"n_clusters": 3, "tol": 0.01})))
    'a k-means clustering with 3 clusters and tol 0.01'
    """
    if detail == "brief" and (steps := steps_of(estimator)):
        return phrase("a pipeline of {}", join(map(format_value, steps)))
    settings = [
        _format_setting(estimator, name, value)
        for name, value in estimator.settings.items()
        if name not in _UNSPOKEN_SETTINGS and (detail == "full" or name not in _MINOR_SETTINGS)
    ]
    kind = kind_of(estimator.name)
    listed = join_some(settings, _LISTED_SETTINGS[detail], "setting")
    return phrase("{} with {}", kind, listed) if settings else phrase("{}", kind)


def steps_of(estimator: Estimator) -> list[Any]:
    """Return the steps of a pipeline without their names; empty for another estimator."""
    steps = estimator.settings.get("steps", ()) if estimator.name == "Pipeline" else ()
    return [step[1] for step in steps if isinstance(step, tuple) and len(step) == 2]


def _format_setting(estimator: Estimator, name: str, value: Any) -> Words:
    """Return "3 clusters" for ``n_clusters=3``, and "kernel linear" for ``kernel="linear"``."""
    if type(value) is int and (name in _COUNTS or name.startswith("n_")):
        template, noun = _COUNTS.get(name, ("{}", _counted_noun(estimator, name)))
        words = noun if value == 1 else numbers.plural(noun)
        return phrase(template, phrase("{} {}", number_fact(value, "setting", name), words))
    return phrase("{} {}", _setting_name(name), format_value(value))


def _counted_noun(estimator: Estimator, name: str) -> str:
    """Return what a setting such as ``n_clusters`` counts, in the singular."""
    if name == "n_estimators" and estimator.name in _FORESTS:
        return "tree"
    return phrases.name(name.removeprefix("n_")).removesuffix("s")


def _setting_name(name: str) -> str:
    first, _, others = name.partition("_")
    return phrases.name(f"{_FIRST_WORDS.get(first, first)} {others}".strip())


def format_value(value: Any) -> Words:
    """Return the value of a setting in words."""
    if isinstance(value, Estimator):
        return with_settings(value)
    if isinstance(value, list) and value and all(map(_is_named_estimator, value)):
        return join_some([with_settings(item[1]) for item in value], _LISTED_PARTS)
    return describe.phrase(value, _VALUE_LENGTH)


def _is_named_estimator(item: Any) -> bool:
    return isinstance(item, tuple) and len(item) >= 2 and isinstance(item[1], Estimator)


def describe_parts(estimator: Estimator, detail: Detail) -> Phrase:
    """Return an estimator in words: with its steps, its transformers, or the candidates that it searches.

    Examples
    --------
    >>> steps = [("scale", Estimator("StandardScaler")), ("svc", Estimator("SVC"))]
    >>> str(describe_parts(Estimator("Pipeline", {"steps": steps}), "normal"))
    'a pipeline of 2 steps: a standard scaler, then a support vector classifier'
    """
    if estimator.name == "Pipeline":
        return _pipeline(estimator, detail)
    if estimator.name in _UNIONS:
        return _union(estimator, detail)
    if estimator.name.endswith("SearchCV") and isinstance(estimator.settings.get("estimator"), Estimator):
        return _search(estimator)
    return with_settings(estimator, detail)


def _pipeline(pipeline: Estimator, detail: Detail) -> Phrase:
    steps = steps_of(pipeline)
    if not steps:
        return phrase("a pipeline of no steps")
    listed = [with_settings(step, detail) if isinstance(step, Estimator) else "nothing" for step in steps]
    count = counted(len(steps), "step", "step count")
    return phrase("a pipeline of {}: {}", count, join_with(", then ", listed))


def _union(union: Estimator, detail: Detail) -> Phrase:
    """Return the transformers of a union of features, or of a column transformer."""
    parts = union.settings.get(_UNIONS[union.name], ())
    listed = []
    for _, part, *columns in parts:
        transformer = with_settings(part, detail) if isinstance(part, Estimator) else f"{part}"
        names = _column_names(columns[0]) if columns else ""
        listed.append(phrase("{} for {}", transformer, names) if names else transformer)
    count = counted(len(parts), "part", "part count")
    return phrase("{} of {}: {}", kind_of(union.name), count, join_with("; ", listed))


def _column_names(columns: Any) -> Words:
    """Return the names of columns in words; empty if they are selected in another way, such as by a slice."""
    columns = [columns] if isinstance(columns, str) else columns
    if not isinstance(columns, (list, tuple)):
        return ""
    return join_some([phrases.name(column) for column in columns], _LISTED_COLUMNS)


def search_of(search: Estimator) -> Phrase:
    """Return what a search is for, such as "a grid search for a ridge regression"."""
    return phrase("{} for {}", kind_of(search.name), format_value(search.settings.get("estimator")))


def _search(search: Estimator) -> Phrase:
    """Return the values that a search tries for each setting."""
    opening = search_of(search)
    tried = search.settings.get("param_grid", search.settings.get("param_distributions"))
    if not isinstance(tried, dict) or not tried:
        return opening
    listed = [_candidates(name, values) for name, values in tried.items()]
    return phrase("{} over {}", opening, join_with("; ", listed))


def _candidates(name: str, values: Any) -> Words:
    words = candidate_name(name)
    if not isinstance(values, (list, tuple)):
        return words
    return phrase("{} {}", words, join_some([format_value(value) for value in values], _LISTED_CANDIDATES))


def candidate_name(name: str) -> str:
    """Return the name of a setting that a search tries, such as "ridge alpha" for ``ridge__alpha``."""
    *parts, setting = name.split("__")
    return phrases.name(" ".join([*parts, _setting_name(setting)]))
