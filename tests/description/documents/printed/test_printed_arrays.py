from __future__ import annotations

import pytest

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages
from ipytts.description.documents.printed.printed_arrays import read_array
from tests.helpers.environment import require


def printed(text: str) -> str:
    output = {"output_type": "stream", "name": "stdout", "text": text}
    return " ".join(passage.text for passage in to_passages([output], Context()))


@pytest.mark.parametrize(
    "value",
    [
        [[5, 60], [700, 8]], [0.25, 1.0, 10.5], [[1e-9, 3e9]], [True, False], ["gull", "tern egg"], [[7]],
        [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [-1.5, float("inf")], [3 + 4j, 1j],
    ],
    ids=str,
)  # fmt: skip
def test_array_is_read_as_print_shows_it(value: list[object]) -> None:
    require("numpy")
    import numpy as np

    found = read_array(str(np.array(value)))
    assert found.tolist() == value


@pytest.mark.parametrize(
    "text",
    ["[5]", "[]", "[5, 6]", "[[5 6]", "[5 6]]", "[5 6] [7 8]", "[[5 6]\n [7]]", "[see 5]", "5 6", "[5 6 -]"],
)
def test_other_text_is_no_array(text: str) -> None:
    require("numpy")
    assert read_array(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Eggs:\n[[5 6]\n [7 8]]\nwere counted\n",
         ("Eggs. A matrix of 2 rows and 2 columns of whole numbers, from 5 to 8, mean 6.5. "
         "Row 1: 5 and 6. Row 2: 7 and 8. Were counted.")),
        ("eggs = [[5 6]\n [7 8]]\n",
         ("Eggs. A matrix of 2 rows and 2 columns of whole numbers, from 5 to 8, mean 6.5. "
         "Row 1: 5 and 6. Row 2: 7 and 8.")),
        ("eggs: [5. 6.5] of [7]\n", "eggs: 5, 6.5 of 7."),
        ("[[5 6 7]\n ...\n [8 9 0]]\n",
         ("A matrix of 3 columns, of which a part is shown. The first row is 5, 6 and 7. "
         "The last row is 8, 9 and 0.")),
        ("[5, 6]\n", "5, 6."),
    ],
)  # fmt: skip
def test_printed_array_is_described_as_an_array(text: str, words: str) -> None:
    require("numpy")
    assert printed(text) == words
