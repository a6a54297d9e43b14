"""Read estimators of scikit-learn from their text, and describe them in the words of live ones."""

from __future__ import annotations

import ast
import re
from typing import Any

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.documents.printed import python_values
from ipytts.description.models.estimators import Estimator, describe_parts, kind_of, steps_of
from ipytts.description.wording import grammar
from ipytts.description.wording.phrase import Description, phrase

_MAX_READ = 20_000  # characters
_CALL = re.compile(r"[A-Z]\w*\(.*\)", re.DOTALL)
_ESTIMATOR = re.compile(
    r"\w+(?:Classifier|Regressor|Regression|Scaler|Transformer|Encoder|Imputer|Vectorizer|Clustering|SearchCV"
    r"|Means|NB|PCA|SVD|NMF|SV[CR]|Features|Normalizer|Discretizer|Mixture|DiscriminantAnalysis|Pipeline)"
    r"|SV[CR]|PCA|NMF|TSNE|DBSCAN|HDBSCAN|Pipeline|FeatureUnion|Ridge|Lasso|ElasticNet|KMeans|IsolationForest"
    r"|SelectKBest|RFE|(?:Ridge|Lasso|ElasticNet|RFE)CV|Normalizer|Binarizer"
)
_OBJECT = re.compile(r"<(?:(?:function|class|ufunc|bound method) )?'?([\w.]+)[^<>]*>")
_STATES = {True: "fitted", False: "not fitted yet"}


def describe_estimator_text(
    text: str, detail: Detail, *, is_fitted: bool | None = None, is_estimator: bool = False
) -> str:
    """Return words for the text of an estimator; empty for another text.

    Without `is_estimator`, its class must have a name that is known.

    Examples
    --------
    >>> describe_estimator_text("Pipeline(steps=[('scale', StandardScaler()), ('svc', SVC(C=10))])", "normal")
    'A pipeline of 2 steps: a standard scaler, then a support vector classifier with C 10.'
    """
    if not _CALL.fullmatch(text) or len(text) > _MAX_READ:
        return ""
    if not is_estimator and not _ESTIMATOR.fullmatch(text.partition("(")[0]):
        return ""
    try:
        node = ast.parse(_OBJECT.sub(_quote, text), mode="eval").body
        estimator = _value(node)
    except (SyntaxError, ValueError, RecursionError):  # older versions cut a long text in its middle
        return f"{grammar.sentence(kind_of(text.partition('(')[0]))}" if "..." in text else ""
    return _describe(estimator, detail, is_fitted=is_fitted) if isinstance(estimator, Estimator) else ""


def _describe(estimator: Estimator, detail: Detail, *, is_fitted: bool | None) -> str:
    words = describe_parts(estimator, detail)
    if is_fitted is None:
        return Description.of([words]).render(LENGTHS[detail])
    state = _STATES[is_fitted]
    if steps_of(estimator) and detail != "brief":
        return Description.of([words, f"it is {state}"]).render(LENGTHS[detail])
    gap = "; " if steps_of(estimator) else ", "
    return Description.of([phrase("{}{}{}", words, gap, state)]).render(LENGTHS[detail])


def _quote(shown: re.Match[str]) -> str:
    """Return the name of a function or an object without its module as a text in quotes."""
    return repr(shown[1].rpartition(".")[2])


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.args:
        settings = {option.arg: _value(option.value) for option in node.keywords if option.arg}
        if node.func.id[:1].isupper():
            return Estimator(node.func.id, settings)
    if isinstance(node, ast.List):
        return [_value(item) for item in node.elts if not _is_ellipsis(item)]
    if isinstance(node, ast.Tuple):
        return tuple(map(_value, node.elts))
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return {_value(key): _value(value) for key, value in pairs if key is not None}
    return python_values.to_value(ast.unparse(node))


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...
