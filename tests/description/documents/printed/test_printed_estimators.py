"""The texts and the diagrams of estimators in the words of the estimators themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import ExtraTreesClassifier, VotingClassifier
from sklearn.linear_model import ElasticNet, LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OrdinalEncoder, RobustScaler

from ipytts import describe
from ipytts.description.documents.mime_bundles import Bundle, describe_plain, to_passages

_COLUMNS = ColumnTransformer([("n", RobustScaler(), ["age", "pay"]), ("c", OrdinalEncoder(), ["town"])])
_ESTIMATORS = [
    ElasticNet(alpha=0.3, random_state=5),
    KMeans(n_clusters=5, n_init=1),
    ExtraTreesClassifier(n_estimators=30, n_jobs=2, max_depth=6),
    make_pipeline(_COLUMNS, LogisticRegression(C=0.2, max_iter=500)),
    VotingClassifier([("bayes", GaussianNB()), ("logistic", LogisticRegression())]),
    GridSearchCV(make_pipeline(RobustScaler(), ElasticNet()), {"elasticnet__alpha": [0.1, 1]}, cv=4),
]


def _described(model: Any) -> str:
    bundle = Bundle({"text/plain": repr(model), "text/html": model._repr_html_()})
    return " ".join(passage.text for passage in to_passages(bundle))


@pytest.mark.parametrize("model", _ESTIMATORS, ids=lambda model: type(model).__name__)
def test_diagram_of_an_estimator_is_described_like_the_estimator(model: Any) -> None:
    assert _described(model) == describe(model)


@pytest.mark.parametrize("model", _ESTIMATORS, ids=lambda model: type(model).__name__)
def test_text_of_an_estimator_does_not_say_whether_it_is_fitted(model: Any) -> None:
    words = describe_plain(repr(model), "normal").rstrip(".")
    assert describe(model) in (f"{words}, not fitted yet.", f"{words}. It is not fitted yet.")


def test_diagram_of_a_fitted_estimator_says_so() -> None:
    model = LinearRegression(positive=True).fit([[1], [2]], [3, 4])
    assert _described(model) == "A linear regression with positive true, fitted."


def test_functions_in_settings_are_named() -> None:
    assert describe_plain(repr(FunctionTransformer(np.sqrt)), "normal") == (
        "A function transformer with func sqrt."
    )


@pytest.mark.parametrize("text", ["Pipeline(steps=[('a', ...", "Visit(city='Bonn', days=3)", "SVC(C=f(x))"])
def test_other_texts_are_no_estimators(text: str) -> None:
    assert "fitted" not in describe_plain(text, "normal")
