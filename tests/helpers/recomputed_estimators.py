"""Values of facts about models of scikit-learn, recomputed by the methods of the models."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.wording.phrase import Fact


def recompute_model(model: Any, fact: Fact) -> Any:
    """Return the value of a fact, from its model."""
    return _METHODS[fact.method](model, fact)


def _weight(attribute: str) -> Callable[[Any, Fact], Any]:
    def find(model: Any, fact: Fact) -> Any:
        weights = np.atleast_2d(getattr(model, attribute))
        if fact.value == 0 and not fact.of:
            return 0 if (weights == 0).any() else None
        row = 0 if fact.at is None else list(map(str, model.classes_)).index(fact.of)
        frame = pd.DataFrame(weights, columns=model.feature_names_in_)
        frame.columns = frame.columns.str.replace("_", " ")
        return frame[str(fact.of if fact.at is None else fact.at)].iloc[row]

    return find


def _cluster_size(model: Any, fact: Fact) -> Any:
    return Counter(model.labels_.tolist())[int(fact.of.split()[1])]


def _sign(search: Any) -> int:
    """Return the sign of scores that are spoken as errors."""
    return -1 if str(search.scoring).startswith("neg_") else 1


def _scores(search: Any) -> pd.Series:
    results = pd.DataFrame(search.cv_results_)
    name = search.refit if isinstance(search.refit, str) else "score"
    return results[f"mean_test_{name}"].sort_values(ascending=False)


def _depths(model: Any) -> list[int]:
    return [tree.get_depth() for tree in np.ravel(model.estimators_)]


def _share(model: Any, fact: Fact) -> Any:
    return model.explained_variance_ratio_[int(fact.of.split()[1]) - 1]


_METHODS: dict[str, Callable[[Any, Fact], Any]] = {
    "setting": lambda model, fact: model.get_params()[str(fact.of)],
    "value": lambda model, fact: next(v for v in _plain_settings(model) if v == fact.value),
    "size": lambda model, fact: fact.value,
    "feature count": lambda model, _: model.n_features_in_,
    "class count": lambda model, _: len(set(model.classes_)),
    "coefficient": _weight("coef_"),
    "importance": _weight("feature_importances_"),
    "leaf count": lambda model, _: model.get_n_leaves(),
    "depth": lambda model, _: model.get_depth() if hasattr(model, "get_depth") else _depths(model)[0],
    "tree count": lambda model, _: len(_depths(model)),
    "minimum depth": lambda model, _: min(_depths(model)),
    "maximum depth": lambda model, _: max(_depths(model)),
    "component count": lambda model, _: len(model.components_),
    "explained variance ratio": _share,
    "sum of explained variance ratio": lambda model, _: sum(model.explained_variance_ratio_),
    "cluster count": lambda model, _: len(set(model.labels_) - {-1}),
    "cluster size": _cluster_size,
    "noise count": lambda model, _: list(model.labels_).count(-1),
    "inertia": lambda model, _: model.inertia_,
    "category count": lambda model, fact: len(model.categories_[int(fact.of.split()[1]) - 1]),
    "candidate count": lambda model, _: len(pd.DataFrame(model.cv_results_["params"]).drop_duplicates()),
    "best score": lambda model, _: _sign(model) * model.best_score_,
    "second best score": lambda model, _: _sign(model) * _scores(model).iloc[1],
    "worst score": lambda model, _: _sign(model) * _scores(model).iloc[-1],
    "score": lambda model, fact: (
        _sign(model) * _scores(model).sort_index().iloc[int(str(fact.at).split()[1]) - 1]
    ),
    "split count": lambda model, _: model.n_splits_,
}


def _plain_settings(model: Any) -> list[Any]:
    """Return the numbers among the settings of a model, and among the candidates of a search."""
    settings = [value for value in model.get_params().values() if type(value) in (int, float)]
    for candidate in getattr(model, "cv_results_", {}).get("params", ()):
        settings += [value for value in candidate.values() if type(value) in (int, float)]
    return settings
