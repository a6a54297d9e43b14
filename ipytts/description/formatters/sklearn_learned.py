"""Describe what a fitted model of scikit-learn has learned: weights, trees, components, clusters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ipytts.description.describer import describe
from ipytts.description.detail import Detail
from ipytts.description.wording import numbers, phrases
from ipytts.description.wording.facts import counted, number_fact, percent_fact
from ipytts.description.wording.phrase import Words, join, join_some, join_with, phrase

_LISTED_WEIGHTS: dict[Detail, int] = {"brief": 0, "normal": 3, "full": 10}
_LISTED_CLASSES = 10
_LISTED_COMPONENTS = 5
_LISTED_CATEGORIES = 6
_LISTED_CLUSTERS = 10
_NAME_LENGTH = 40  # characters of a class
_NOISE = -1  # the label of a sample in no cluster


def describe_learned(model: Any, detail: Detail, *, is_last_step: bool = False) -> Iterator[Words]:
    """Yield sentences about what a fitted model has learned.

    The features of the last step of a pipeline (`is_last_step`) are those of the step before it: without
    names, their numbers mean nothing.
    """
    classes = classes_of(model)
    if classes is not None:
        listed = [describe.phrase(item, _NAME_LENGTH) for item in classes]
        yield phrase("its classes are {}", join_some(listed, _LISTED_CLASSES))
    names = [phrases.name(name) for name in getattr(model, "feature_names_in_", ())]
    if not names and not is_last_step:
        names = [f"feature {index + 1}" for index in range(feature_count(model))]
    yield from _trees(model)
    yield from _weights(model, names, detail)
    yield from _components(model)
    yield from _clusters(model)
    yield from _categories(model, names)


def feature_count(model: Any) -> int:
    """Return the number of features that a model was fitted on; 0 if it is unknown."""
    features = getattr(model, "n_features_in_", 0)
    return features if isinstance(features, int) else 0


def classes_of(model: Any) -> Any:
    """Return the classes of a classifier; None for another model, and for several outputs."""
    classes = getattr(model, "classes_", None)
    return classes if isinstance(classes, np.ndarray) and classes.ndim == 1 else None


def _weights(model: Any, names: Sequence[str], detail: Detail) -> Iterator[Words]:
    for attribute, noun in (("feature_importances_", "importance"), ("coef_", "coefficient")):
        weights = getattr(model, attribute, None)
        if not isinstance(weights, np.ndarray) or not names or weights.dtype.kind != "f":
            continue
        if weights.size == len(names):
            yield _describe_weights(names, weights.ravel().tolist(), noun, detail)
        elif weights.ndim == 2 and weights.shape[1] == len(names):
            yield from _weights_of_classes(model, names, weights)


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
        listed.append(phrase("the others, {}", number_fact(0, noun)))
    return phrase("the {}: {}", numbers.plural(noun), join_with("; ", listed))


def _weights_of_classes(model: Any, names: Sequence[str], weights: Any) -> Iterator[Words]:
    """Yield the largest coefficient of each class."""
    classes = classes_of(model)
    if classes is None or len(classes) != len(weights) or len(classes) > _LISTED_CLASSES:
        return
    listed = []
    for label, row in zip(classes, weights, strict=True):
        largest = int(np.abs(row).argmax())
        name, of = names[largest], str(label)
        fact = number_fact(float(row[largest]), "coefficient", of, at=name)
        listed.append(phrase("for {}, {}, {}", phrases.category(str(describe.phrase(label))), name, fact))
    yield phrase("the largest coefficients: {}", join_with("; ", listed))


def _trees(model: Any) -> Iterator[Words]:
    """Yield the size of a tree, or the number and the depths of the trees of a forest."""
    tree: Any = getattr(model, "tree_", None)
    if hasattr(tree, "max_depth") and hasattr(tree, "n_leaves"):
        depth = number_fact(int(tree.max_depth), "depth")
        yield phrase("the tree has {} and depth {}", counted(int(tree.n_leaves), "leaf", "leaf count"), depth)
        return
    estimators = np.ravel(np.asarray(getattr(model, "estimators_", ()), dtype=object)).tolist()
    trees: list[Any] = [getattr(estimator, "tree_", None) for estimator in estimators]
    depths = [int(tree.max_depth) for tree in trees if hasattr(tree, "max_depth")]
    if not depths or len(depths) < len(trees):
        return
    count = counted(len(depths), "tree", "tree count")
    if min(depths) == max(depths):
        yield phrase("it has {} of depth {}", count, number_fact(depths[0], "depth"))
    else:
        ends = number_fact(min(depths), "minimum depth"), number_fact(max(depths), "maximum depth")
        yield phrase("it has {} of depths from {} to {}", count, *ends)


def _components(model: Any) -> Iterator[Words]:
    shares = getattr(model, "explained_variance_ratio_", None)
    if not isinstance(shares, np.ndarray) or shares.ndim != 1 or not shares.size:
        return
    method = "explained variance ratio"
    explained = [
        percent_fact(float(share), method, f"component {place}") for place, share in enumerate(shares, 1)
    ]
    listed = join_some(explained, _LISTED_COMPONENTS)
    if len(shares) == 1:
        yield phrase("its component explains {} of the variance", listed)
        return
    together = percent_fact(float(shares.sum()), f"sum of {method}")
    count = counted(len(shares), "component", "component count")
    yield phrase("its {} explain {} of the variance: {}", count, together, listed)


def _clusters(model: Any) -> Iterator[Words]:
    centers, labels = getattr(model, "cluster_centers_", None), getattr(model, "labels_", None)
    if isinstance(labels, np.ndarray) and labels.ndim == 1 and labels.dtype.kind == "i" and labels.size:
        found, counts = np.unique(labels[labels != _NOISE], return_counts=True)
        sizes = [
            number_fact(count, "cluster size", f"cluster {label}")
            for count, label in sorted(zip(counts.tolist(), found.tolist(), strict=True), reverse=True)
        ]
        clusters = counted(len(found), "cluster", "cluster count")
        of_sizes = phrase(" of {} samples", join_some(sizes, _LISTED_CLUSTERS)) if sizes else ""
        noise = int(np.count_nonzero(labels == _NOISE))
        in_none = phrase("; {} in none", counted(noise, "sample", "noise count")) if noise else ""
        yield phrase("it found {}{}{}", clusters, of_sizes, in_none)
    elif isinstance(centers, np.ndarray):
        yield phrase("it found {}", counted(len(centers), "cluster", "cluster count"))
    inertia = getattr(model, "inertia_", None)
    if isinstance(inertia, float):
        yield phrase("its inertia is {}", number_fact(inertia, "inertia"))


def _categories(model: Any, names: Sequence[str]) -> Iterator[Words]:
    """Yield the categories of each feature that an encoder knows."""
    categories = getattr(model, "categories_", None)
    if not isinstance(categories, list) or len(categories) != len(names):
        return
    for name, values in list(zip(names, categories, strict=True))[:_LISTED_CATEGORIES]:
        listed = [describe.phrase(value, _NAME_LENGTH) for value in values[:_LISTED_CATEGORIES]]
        count = counted(len(values), "category", "category count", of=name)
        more = len(values) - len(listed)
        others = phrase(" and {} more", number_fact(more, "count of others", name)) if more else ""
        shown = phrase("{}{}", join_with(", ", listed), others) if more else join(listed)
        yield phrase("{}: {}, {}", name, count, shown)
