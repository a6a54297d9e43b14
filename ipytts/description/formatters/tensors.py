"""Describe tensors of PyTorch, JAX and TensorFlow by their attributes, without importing these libraries."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ipytts.description.detail import Detail, Formatter
from ipytts.description.documents.printed.python_values import ShownTensor
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted, extremes, number_fact
from ipytts.description.wording.phrase import Description, Words, join, join_with, phrase

#: The packages of the classes of tensors.
PACKAGES = ("cupy", "jax", "jaxlib", "mlx", "tensorflow", "torch")
_READ = 10_000  # numbers; those of a larger tensor may have to be copied from another device
_LISTED: dict[Detail, int] = {"brief": 0, "normal": 10, "full": 30}  # numbers of a vector


def describe_tensor(tensor: Any, detail: Detail) -> Description | None:
    """Return the shape of a tensor and the range of its numbers; None if the object is no tensor.

    A small tensor is read as Python lists by its own method ``tolist``; nothing is computed with it.
    """
    shape = tuple(map(int, getattr(tensor, "shape", ())))
    dtype = str(getattr(tensor, "dtype", "")).rpartition(".")[2]
    if not hasattr(tensor, "shape") or not dtype:
        return None
    noun = "truth value" if "bool" in dtype else "whole number" if "int" in dtype else "number"
    values = _values(tensor, math.prod(shape))
    if not shape and len(values) == 1:
        return Description.of([phrase("a tensor with the value {}", number_fact(values[0], "value"))])
    size = _size(shape, noun)
    if detail != "brief" and len(shape) == 1 and 0 < len(values) <= _LISTED[detail]:
        texts = numbers.listed(values)
        listed = [
            number_fact(value, "value", at=f"value {place}", text=text)
            for place, (value, text) in enumerate(zip(values, texts, strict=True), 1)
        ]
        return Description.of([phrase("a tensor of {}: {}", size, join(listed))])
    return Description.of([phrase("a tensor of {}{}", size, _range(values))])


def describe_shown_tensor(tensor: ShownTensor, detail: Detail) -> str | Description:
    """Return the tensor that a text shows in words."""
    return describe_tensor(tensor, detail) or ""


def _size(shape: tuple[int, ...], noun: str) -> Words:
    if len(shape) == 1:
        return counted(shape[0], noun, "size")
    sizes = [number_fact(length, "size", at=f"axis {axis}") for axis, length in enumerate(shape)]
    return phrase("{} {}", join_with(" by ", sizes), numbers.plural(noun)) if sizes else f"one {noun}"


def _values(tensor: Any, count: int) -> list[float]:
    """Return the numbers of a small tensor; empty if they cannot be read, or are not all finite numbers."""
    if count > _READ or not hasattr(tensor, "tolist"):
        return []
    values = tensor.tolist()
    flat = values if isinstance(values, list) else [values]
    while flat and isinstance(flat[0], list):
        flat = [item for inner in flat for item in inner]
    are_numbers = set(map(type, flat)) <= {int, float} and all(map(math.isfinite, flat))
    return flat if are_numbers else []


def _range(values: list[float]) -> Words:
    if not values:
        return ""
    low, high = min(values), max(values)
    if numbers.are_equal(low, high):
        return phrase(", always {}", number_fact(low, "minimum")) if len(values) > 1 else ""
    ends = extremes(low, high)
    mean = number_fact(math.fsum(values) / len(values), "mean")
    return phrase(", from {} to {}, mean {}", *ends, mean)


FORMATTERS: Mapping[type, Formatter] = {ShownTensor: describe_shown_tensor}
