"""Estimators, pipelines, searches and data sets of scikit-learn."""

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
from ipytts.description.formatters.containers import tell_pairs
from ipytts.description.tables import summaries
from ipytts.description.wording import grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipytts.description.detail import Detail, Formatter

_SETTINGS: dict[Detail, int] = {"brief": 3, "normal": 6, "full": 25}
_WEIGHTS: dict[Detail, int] = {"brief": 0, "normal": 3, "full": 10}
_QUIET = {"random_state", "verbose", "n_jobs", "n_init"}  # settings that are told in full alone


def tell(model: Any, detail: Detail) -> str:
    """Tell an estimator: its kind, whether it is fitted and on what, settings that are not the usual ones."""
    if detail == "brief":
        return f"{_called(model)}, {_fitted(model)}"
    return grammar.paragraph(f"{_called(model, detail)}, {_fitted(model)}", *_learned(model, detail))


def _called(model: Any, detail: Detail = "brief") -> str:
    """Say what an estimator is, with the settings that someone chose."""
    settings = _settings(model, detail)
    return f"{_kind(model)}{f' with {settings}' if settings else ''}"


def _kind(model: Any) -> str:
    return grammar.with_article(phrases.split_class_name(phrases.class_name(type(model))))


def _settings(model: Any, detail: Detail) -> str:
    usual = {name: p.default for name, p in signature(type(model).__init__).parameters.items()}
    chosen = {
        name: value
        for name, value in model.get_params(deep=False).items()
        if not _same(value, usual.get(name)) and (detail == "full" or name not in _QUIET)
    }
    told = [_setting_told(name, value) for name, value in chosen.items()]
    return grammar.join_some(told, _SETTINGS[detail], "setting")


def _setting_told(name: str, value: Any) -> str:
    """Say ``n_clusters=3`` as "3 clusters", and ``kernel="linear"`` as "kernel linear"."""
    if name.startswith("n_") and type(value) is int:
        return f"{numbers.number(value)} {phrases.name(name.removeprefix('n_'))}"
    return f"{phrases.name(name)} {_setting(value)}"


def _setting(value: Any) -> str:
    return _called(value) if isinstance(value, BaseEstimator) else describe.phrase(value, 60)


def _same(value: Any, usual: Any) -> bool:
    return value is usual or (type(value) is type(usual) and bool(np.all(value == usual)))


def _is_fitted(model: Any) -> bool:
    return any(name.endswith("_") and not name.startswith("_") for name in vars(model))


def _fitted(model: Any) -> str:
    return _fitted_on(model) if _is_fitted(model) else "not fitted yet"


def _fitted_on(model: Any) -> str:
    on = []
    features = _features(model)
    if features:
        on.append(numbers.with_noun(features, "feature"))
    classes = getattr(model, "classes_", None)
    if isinstance(classes, np.ndarray) and classes.ndim == 1:
        on.append(f"{numbers.with_noun(len(classes), 'class')}")
    return f"fitted on {grammar.join(on)}" if on else "fitted"


def _features(model: Any) -> int:
    features = getattr(model, "n_features_in_", 0)
    return features if isinstance(features, int) else 0


def _learned(model: Any, detail: Detail) -> Iterator[str]:
    """Tell what was learned, where all models of a kind keep it alike."""
    if not _is_fitted(model):
        return
    classes = getattr(model, "classes_", None)
    if isinstance(classes, np.ndarray) and classes.ndim == 1:
        yield f"its classes are {grammar.join_some([describe.phrase(item, 40) for item in classes], 10)}"
    names = [phrases.name(name) for name in getattr(model, "feature_names_in_", ())]
    names = names or [f"feature {place + 1}" for place in range(_features(model))]
    for attribute, said in (("feature_importances_", "importance"), ("coef_", "coefficient")):
        weights = np.asarray(getattr(model, attribute, None), dtype=object).ravel()
        if len(weights) == len(names) and names:
            yield from _weights(names, [float(weight) for weight in weights], said, detail)
    shares = getattr(model, "explained_variance_ratio_", None)
    if isinstance(shares, np.ndarray) and shares.ndim == 1:
        told = grammar.join_some([numbers.percent(float(share)) for share in shares], 5)
        yield f"its components explain {told} of the variance"
    clusters = getattr(model, "cluster_centers_", None)
    if isinstance(clusters, np.ndarray):
        yield f"it found {numbers.with_noun(len(clusters), 'cluster')}"


def _weights(names: Sequence[str], weights: Sequence[float], said: str, detail: Detail) -> Iterator[str]:
    held = sorted(zip(names, weights, strict=True), key=lambda pair: -abs(pair[1]))[: _WEIGHTS[detail]]
    told = [f"{name}, {numbers.number(weight)}" for name, weight in held if weight]
    rest = sum(map(bool, weights)) - len(told)
    largest = f"the largest {numbers.plural(said)}" if rest > 0 else f"the {numbers.plural(said)}"
    others = "" if rest > 0 or len(told) == len(names) else "; the others, 0"
    yield f"{largest}: {'; '.join(told)}{others}" if told else f"each {said} is 0"


def _pipeline(pipeline: Any, detail: Detail) -> str:
    steps = [step for _, step in pipeline.steps]
    told = [_called(step, detail) if isinstance(step, BaseEstimator) else "nothing" for step in steps]
    opening = f"a pipeline of {numbers.with_noun(len(steps), 'step')}: {', then '.join(told)}"
    if not steps:
        return opening
    fitted = _fitted_on(pipeline) if _is_fitted(steps[-1]) else "not fitted yet"
    if detail == "brief":
        return f"{opening}; {fitted}"
    learned = _learned(steps[-1], detail) if isinstance(steps[-1], BaseEstimator) else ()
    return grammar.paragraph(opening, f"it is {fitted}", *learned)


def _union(union: Any, detail: Detail) -> str:
    """Tell what goes side by side: a union of features, or transformers of columns."""
    parts = union.transformers if isinstance(union, ColumnTransformer) else union.transformer_list
    told = []
    for _, part, *on in parts:
        what = _called(part, detail) if isinstance(part, BaseEstimator) else f"{part}"
        held = [on[0]] if on and isinstance(on[0], str) else on[0] if on else ()
        names = (
            grammar.join_some([phrases.name(n) for n in held], 4) if isinstance(held, (list, tuple)) else ""
        )
        told.append(f"{what} for {names}" if names else what)
    return f"{_kind(union)} of {numbers.with_noun(len(parts), 'part')}: {'; '.join(told)}"


def _search(search: Any, detail: Detail) -> str:
    return grammar.paragraph(*_search_told(search, detail))


def _search_told(search: Any, detail: Detail) -> Iterator[str]:
    kind = _kind(search).replace(" CV", "")
    opening = f"{kind} for {_called(search.estimator)}"
    results = getattr(search, "cv_results_", None)
    if results is None:
        yield f"{opening}, not fitted yet"
        return
    candidates = len(results["params"])
    best = getattr(search, "best_score_", None)
    if best is None:  # several scores, and none was said to count
        yield f"{opening} over {numbers.with_noun(candidates, 'candidate')}"
        return
    params = grammar.join(f"{_param(name)} {_setting(value)}" for name, value in search.best_params_.items())
    tried = f"{opening} over {numbers.with_noun(candidates, 'candidate')}"
    yield f"{tried}: the best score is {numbers.number(float(best))}, with {params}"
    if detail == "brief":
        return
    scores = np.asarray(results["mean_test_score"], dtype=float)
    if candidates > 1 and np.isfinite(scores).all():
        yield f"the scores go down to {numbers.number(float(scores.min()))}"
    yield f"each candidate was tried {numbers.number(int(search.n_splits_))} times"


def _param(name: str) -> str:
    return phrases.name(name.replace("__", " "))


def _confusion(display: Any, detail: Detail) -> str:
    matrix = np.asarray(display.confusion_matrix).tolist()
    labels = display.display_labels if display.display_labels is not None else range(len(matrix))
    names = [phrases.name(describe.phrase(label, 40)) for label in labels]
    return grammar.paragraph(*summaries.confusion(names, matrix, detail))


def _bunch(bunch: Any, detail: Detail) -> str:
    """Tell a data set, or anything else that comes in a bunch."""
    data, target = bunch.get("data"), bunch.get("target")
    shape: tuple[int, ...] = getattr(data, "shape", ())
    if len(shape) != 2:  # samples and features
        return tell_pairs("a bunch", "entry", dict(bunch), detail)
    size = f"{numbers.with_noun(shape[0], 'sample')} with {numbers.with_noun(shape[1], 'feature')}"
    names = [phrases.name(str(name)) for name in bunch.get("feature_names", ())]
    opening = f"a data set of {size}"
    if detail == "brief":
        return opening
    told = (
        f"the features are {grammar.join_some(names, {'normal': 8, 'full': 40}.get(detail, 8))}"
        if names
        else ""
    )
    return grammar.paragraph(opening, told, _target(target, bunch))


def _target(target: Any, bunch: Any) -> str:
    if target is None or getattr(target, "ndim", 0) != 1:
        return ""
    classes = bunch.get("target_names")
    if classes is not None and target.dtype.kind in "iu":
        counts = np.bincount(np.asarray(target), minlength=len(classes))
        told = [
            f"{phrases.name(str(c))} {numbers.number(int(n))}" for c, n in zip(classes, counts, strict=False)
        ]
        return (
            f"the target is one of {numbers.with_noun(len(classes), 'class')}: {grammar.join_some(told, 10)}"
        )
    held = describe.phrase(np.asarray(target))
    return f"the target is {held}"


FORMATTERS: Mapping[type, Formatter] = {
    BaseEstimator: tell,
    Pipeline: _pipeline,
    FeatureUnion: _union,
    ColumnTransformer: _union,
    BaseSearchCV: _search,
    ConfusionMatrixDisplay: _confusion,
    Bunch: _bunch,
}
