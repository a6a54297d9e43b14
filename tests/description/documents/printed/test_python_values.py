from __future__ import annotations

import datetime as dt
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from IPython.lib.pretty import pretty

from ipytts import describe
from ipytts.description.documents.printed.python_values import NoValueError, PartialSequence, to_value
from tests.helpers.environment import require

VALUES: list[Any] = [
    0.5, -3, True, None, "it's", b"ab", 3 - 4j, float("inf"),
    [1, [2, "three"]], (1,), {1, 2}, frozenset({3}), {"a": {"b": [1.5]}}, set(), range(2, 9, 3),
    dt.date(2024, 3, 1), dt.datetime(2024, 3, 1, 12, 30),  # noqa: DTZ001 - as most are
    dt.time(8), dt.timedelta(hours=3),
    Counter("abbey"), OrderedDict(a=1), defaultdict(list, a=[1]), deque([1, 2]),
    Decimal("1.20"), Fraction(1, 3),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_value_is_read_from_what_ipython_shows(value: Any) -> None:
    found = to_value(pretty(value))
    assert found == value
    assert describe(found) == describe(dict(value) if isinstance(value, defaultdict) else value)


def test_arrays_and_timestamps_are_read_whole() -> None:
    require("numpy", "pandas")
    import numpy as np
    import pandas as pd

    arrays = (np.eye(2), np.array([True]), np.array(["a", "b"]), np.array([1, 2], dtype="int8"))
    moments = (pd.Timestamp("2024-03-01 12:30", tz="UTC"), pd.Timedelta("90min"), np.float32(0.25))
    for value in (*arrays, *moments):
        assert describe(to_value(pretty(value))) == describe(value)


def test_long_sequence_is_read_in_part() -> None:
    require("numpy")
    import numpy as np

    part = to_value(pretty(np.arange(3000, 8000)))
    assert isinstance(part, PartialSequence)
    assert (part.first, part.last) == ([3000, 3001, 3002], [7999])
    shown = describe(to_value(pretty(list(range(2000)))))
    assert shown == "A sequence of which a part is shown, that starts with 0, 1 and 2."
    assert describe(to_value("array([[1., ..., 2.], [3., ..., 4.]], shape=(2, 900))")) == (
        "An array of 2 by 900 values."
    )


def test_named_fields_are_read_as_a_named_tuple() -> None:
    assert (
        describe(to_value("Run(loss=0.25, name='first')"))
        == "A Run with 2 fields: loss is 0.25; name is first."
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "Adelie", "1 + 1", "f(3)", "open('x')", "__import__('os').system('true')", "[x for x in y]",
        "{**{}}", "(1, ...)", "array(open('x'))", "-'a'", "1 if 2 else 3", "lambda: 3", "a.b",
        "Fraction(1, 0)",
        "[" * 3000, "9" * 6000, "datetime.date(2024, 13, 1)", "Timestamp('never')", "[1] 3", "x" * 200_000,
        "class(a=1)", "F(_a=1)",
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_and_not_run(text: str) -> None:
    with pytest.raises(NoValueError):
        to_value(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tensor(0.5)", "A tensor with the value 0.5."),
        ("tensor([1., 3.], grad_fn=<AddBackward0>)", "A tensor of 2 numbers: 1 and 3."),
        ("tensor([[1, 2],\n        [3, 4]], device='cuda:0')",
         "A tensor of 2 by 2 whole numbers, from 1 to 4, mean 2.5."),
        ("Array([True, False], dtype=bool)", "A tensor of 2 truth values."),
        ("<tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.25, 4.], dtype=float32)>",
         "A tensor of 2 numbers: 0.25 and 4."),
    ],
)  # fmt: skip
def test_tensor_is_read_from_its_text(text: str, words: str) -> None:
    require("numpy")
    assert describe(to_value(text)) == words
