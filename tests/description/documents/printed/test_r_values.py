from __future__ import annotations

import pytest

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages
from ipytts.description.documents.printed.r_values import describe_r_text

_R = Context(language="R")
VALUES = [
    ("[1] 7 8 9.5", "A list of 3 numbers: 7, 8 and 9.5."),
    (" [1] 7 8 9\n [4] 6 5 4", "A list of 6 numbers: 7, 8, 9, 6, 5 and 4."),
    ("[1] 2048.5", "2,048.5."),
    ("[1] TRUE", "True."),
    ('$eggs\n[1] 7 12\n\n$site\n[1] "n"\n',
     "A list of 2 entries. Eggs: A list of 2 numbers: 7 and 12. Site: n."),
    ("[[1]]\n[1] 7\n\n[[2]]\n[1] 12", "A list of 2 entries. Item 1: 7. Item 2: 12."),
    ('[1] "gull" NA', "A list of 2 texts: gull and missing."),
    ("[1] gull tern gull\nLevels: gull tern", "A list of 3 texts: gull, tern and gull."),
    ("[1] (2,4]", "2 to 4."),
    ("gull tern \n   7   12 ", "Gull, 7; tern, 12."),
    ("   Min. 1st Qu.  Median    Mean 3rd Qu.    Max. \n    2.0     3.0     4.0     4.5     6.0     9.0 ",
     "From 2 to 9, mean 4.5, median 4, the middle half from 3 to 6."),
    ("     eggs site\ngull    7    n\ntern   12    s",
     ("A table of 2 rows and 2 columns. For gull, eggs is 7 and site is n. "
     "For tern, eggs is 12 and site is s.")),
    ("# A tibble: 40 × 2\n   eggs site \n  <int> <chr>\n1     7 n    \n2    12 s    \n# ℹ 38 more rows",
     "A table of 40 rows and 2 columns. Row 1: eggs 7, site n. Row 2: 12, s. 38 more rows follow."),
    (("\nCall:\nlm(formula = eggs ~ age)\n\n"
     "Coefficients:\n(Intercept)          age  \n      2.000        0.500  \n"),
     "Call: lm(formula equals eggs tilde age). Coefficients. Intercept, 2; age, 0.5."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), VALUES)
def test_value_of_r_is_described_where_it_is_shown_or_printed(text: str, words: str) -> None:
    for output in (
        {"output_type": "execute_result", "data": {"text/plain": text}},
        {"output_type": "stream", "name": "stdout", "text": text + "\n"},
    ):
        assert [passage.text for passage in to_passages([output], _R)] == [words]


@pytest.mark.parametrize(
    "text", ["", "\n", "done", "[2] 5", "[1] 5\n[3] 6", "gull flies\ntern dives", "a b\nc", "[1]"]
)
def test_other_text_is_no_value_of_r(text: str) -> None:
    assert describe_r_text(text, "normal") == ""


def test_index_of_r_is_no_value_in_a_cell_magic() -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "[1] 7 8\n"}
    (passage,) = to_passages([output], Context(code="%%R\nx"))
    assert passage.text == "A list of 2 numbers: 7 and 8."
