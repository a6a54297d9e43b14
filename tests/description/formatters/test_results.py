"""Which containers and objects are the results of a training, a comparison or a tensor, and which are not."""

from __future__ import annotations

import collections
import dataclasses
import math
import types
from typing import Any

import numpy as np
import pytest

from ipytts import describe


@pytest.mark.parametrize(
    ("thing", "start"),
    [
        ({"loss": [0.9, 0.5]}, "A training history of 2 epochs: loss falls from 0.9 to 0.5."),
        ({"loss": [0.9, 0.5], "val_loss": [0.8]}, "A dict of 2 entries: loss is a list"),
        ({"loss": [True, False]}, "A dict of 1 entry: loss is a list of 2 truth values"),
        ({"x": [1, 2], "y": [3, 4]}, "A dict of 2 entries: x is a list"),
        ({"mse": [9, 4], "year": [1, 2]}, "A dict of 2 entries: mse is a list"),
        ({"loss": [4, 2], "lr": [0.1, 0.01]}, "A training history of 2 epochs"),
        (
            {"loss": [3, math.nan, 1]},
            "A training history of 3 epochs: loss falls from 3 to 1, missing at epoch 2.",
        ),
        ({"closs": [1, 2]}, "A dict of 1 entry: closs is a list"),
        ({"loss": [2, 2, 2]}, "A training history of 3 epochs: loss stays at 2."),
        ({"acc": [0.5, 0.9, 0.5]}, "A training history of 3 epochs: accuracy goes from 0.5 to 0.5, highest"),
        ({"step": [10, 20], "mse": [4, 1]}, "A training history from step 10 to 20: MSE falls from 4 to 1."),
        ([{"epoch": 3, "loss": 2.0}, {"epoch": 4}], "A list of 2 dicts, each with epoch and loss."),
        ({"fit_time": [1.0], "test_score": [1.0]}, "A dict of 2 entries"),
        ({"a": {"f1": 1}, "b": {"f1": 1}}, "F1 for 2 entries: F1 is 1 for each."),
        ({"a": {"f1": math.nan}, "b": {"f1": 1}}, "A dict of 2 entries, each with f1."),
        ({"a": {"f1": 1}, "b": {"mae": 1}}, "A dict of 2 entries, each with f1 and mae."),
        (
            {"a": {"f1": np.float64(0.5)}, "b": {"f1": np.float32(0.25)}},
            "F1 for 2 entries: F1 is best for a, 0.5;",
        ),
        ([(1, 2), (3, 4, 5)], "A list of 2 tuples: 1 and 2; a tuple of 3 numbers: 3, 4 and 5."),
        ([[1, 2], [3]], "A list of 2 lists: a list of 2 numbers"),
        (collections.UserDict(a=1), "A UserDict of 1 entry: a is 1."),
        (types.MappingProxyType({}), "A read-only dict without entries."),
    ],
    ids=str,
)
def test_description_starts_with_what_a_container_is(thing: Any, start: str) -> None:
    assert describe(thing).startswith(start)


def test_long_list_of_numbers_is_summarized() -> None:
    assert describe(list(range(0, 450_000, 3)), "brief") == (
        "A list of 150,000 numbers, rising from 0 to 449,997, mean 224,998."
    )


def test_history_of_a_callback_is_described_by_its_attributes() -> None:
    class History:
        def __init__(self) -> None:
            self.epoch = [0, 1, 2]
            self.history = {"loss": [0.9, 0.4, 0.6]}

    assert describe(History()) == (
        "A training history of 3 epochs: loss falls from 0.9 to 0.6, lowest at epoch 2, 0.4."
    )


def _tensor(values: Any, dtype: str = "torch.float32") -> Any:
    array = np.array(values)

    class Tensor:
        shape = array.shape
        tolist = staticmethod(array.tolist)

    Tensor.__module__ = "torch"
    tensor = Tensor()
    tensor.dtype = dtype  # type: ignore[attr-defined]
    return tensor


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (3.5, "A tensor with the value 3.5."),
        ([0.5, 2.0, 1.25], "A tensor of 3 numbers: 0.5, 2 and 1.25."),
        ([[1.0, 2.0], [3.0, 6.0]], "A tensor of 2 by 2 numbers, from 1 to 6, mean 3."),
        (np.zeros((64, 3, 224, 224)), "A tensor of 64 by 3 by 224 by 224 numbers."),
        (np.zeros(0), "A tensor of no numbers."),
    ],
    ids=["one", "vector", "matrix", "large", "empty"],
)
def test_tensor_is_described_by_its_shape_and_range(values: Any, text: str) -> None:
    assert describe(_tensor(values)) == text


def test_fields_of_a_data_class_with_slots_are_read() -> None:
    @dataclasses.dataclass
    class Run:
        __slots__ = ("loss", "name")
        name: str
        loss: float

    assert describe(Run("first", 0.25)) == "A Run with 2 fields: name is first; loss is 0.25."


def test_iterators_are_not_consumed() -> None:
    iterator = map(str, range(3))
    assert describe(iterator) == "A map iterator, whose values are not read."
    assert list(iterator) == ["0", "1", "2"]
