"""Names of metrics: how they are spoken, and whether a higher or a lower value is better."""

from __future__ import annotations

import re

from ipytts.description.wording import phrases

_WORD = re.compile(r"[A-Za-z]+|\d+")
_HIGHER_IS_BETTER = {
    *("acc", "accuracy", "auc", "auroc", "precision", "recall", "f", "r", "iou", "jaccard", "dice", "bleu"),
    *("specificity", "sensitivity", "mcc", "kappa", "ndcg"),
}
_LOWER_IS_BETTER = {
    *("loss", "logloss", "mlogloss", "error", "mse", "rmse", "mae", "mape", "msle", "rmsle", "perplexity"),
    *("brier", "deviance", "wer", "cer"),
}
_WITH_NUMBER = {("f", "1"), ("r", "2")}  # the only names of metrics with a single letter
_NEITHER = {"std", "standard", "max", "min", "count", "support", "time", "threshold", "weight"}
_SPOKEN = {
    "val": "validation",
    "valid": "validation",
    "train": "training",
    "acc": "accuracy",
    "lr": "learning rate",
    "neg": "negative",
    "f1": "F1",
    "r2": "R squared",
    **{word: word.upper() for word in ("auc", "roc", "mse", "rmse", "mae", "mape", "msle", "rmsle", "iou")},
}


def is_metric(name: str) -> bool:
    """Return whether a name is one of a metric.

    Examples
    --------
    >>> is_metric("val_loss"), is_metric("age")
    (True, False)
    """
    return bool(direction(name))


def direction(name: str) -> int:
    """Return 1 if a higher value of a metric is better, minus 1 if a lower one is, 0 if that is unknown.

    Examples
    --------
    >>> [direction(name) for name in ("val_acc", "r2", "test_mse", "neg_mean_squared_error", "score")]
    [1, 1, -1, 1, 0]
    """
    words = _WORD.findall(name.lower())
    if _NEITHER & set(words):
        return 0
    pairs = set(zip(words, [*words[1:], ""], strict=True))
    full = {word for word in words if len(word) > 1} | {one for one, two in _WITH_NUMBER & pairs if two}
    higher, lower = bool(full & _HIGHER_IS_BETTER), bool(full & _LOWER_IS_BETTER)
    if higher == lower:
        return 0
    return -1 if lower and "neg" not in full else 1


def spoken_name(name: str) -> str:
    """Return the name of a metric in words.

    Examples
    --------
    >>> spoken_name("val_loss"), spoken_name("roc_auc"), spoken_name("Brier score")
    ('validation loss', 'ROC AUC', 'Brier score')
    """
    return phrases.name(" ".join(_SPOKEN.get(word, word) for word in name.replace("_", " ").split()))
