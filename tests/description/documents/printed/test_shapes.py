from __future__ import annotations

import pytest

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("birds = load()\nbirds.shape", (344, 7), "344 by 7."),
        ("birds.bill.shape", (344,), "344."),
        ("a.shape, b.shape", ((5000, 3), (5000,)), "5,000 by 3; 5,000."),
        ("a.shape, 3", ((5, 3), 3), "A tuple of 2 items: 5 and 3; 3."),
        ("print(a.shape)\npairs", (5, 3), "A tuple of 2 numbers: 5 and 3."),
        ("a.shape", "gull", "gull."),
        ("a.shape = (", (5, 3), "A tuple of 2 numbers: 5 and 3."),
        ("a.shape", (), "An empty tuple."),
    ],
)
def test_shape_has_the_same_words_live_and_saved(code: str, value: object, words: str) -> None:
    plain = {"data": {"text/plain": repr(value)}}
    for output in ({**plain, "object": value}, plain):
        result = {"output_type": "execute_result", **output}
        assert [passage.text for passage in to_passages([result], Context(code=code))] == [words]
