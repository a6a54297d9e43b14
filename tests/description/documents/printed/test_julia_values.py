from __future__ import annotations

import pytest

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages

FRAME = """2×2 DataFrame
 Row │ bird    eggs
     │ String  Int64
─────┼───────────────
   1 │ gull        3
   2 │ tern        2"""
PAGE = """<p>30 rows × 2 columns</p><table class="data-frame"><thead>
<tr><th></th><th>bird</th><th>eggs</th></tr><tr><th></th><th>String</th><th>Int64</th></tr></thead>
<tbody><tr><th>1</th><td>gull</td><td>3</td></tr><tr><th>2</th><td>tern</td><td>2</td></tr></tbody></table>"""


_EGGS = "Eggs by bird, 2 values: highest for gull, 3; lowest for tern, 2. Gull, 3; tern, 2."


def shown(text: str, page: str = "") -> str:
    data = {"text/plain": text, **({"text/html": page} if page else {})}
    output = {"output_type": "execute_result", "data": data}
    return " ".join(passage.text for passage in to_passages([output], Context(language="julia")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3-element Array{Float64,1}:\n 0.5\n 1.5\n 4.0", "A vector of 3 numbers: 0.5, 1.5 and 4."),
        ('2-element Vector{Any}:\n "gull"\n missing', "A vector of 2 items: gull and missing."),
        ("900-element Vector{Int64}:\n 1\n 2\n 3\n ⋮\n 900",
         "A vector of 900 numbers, from 1, 2 and 3 on to 900."),
        ("2×2 Matrix{Int64}:\n 1  -2\n 3   4",
         ("A matrix of 2 rows and 2 columns of whole numbers, from minus 2 to 4, mean 1.5. "
          "Row 1: 1 and minus 2. Row 2: 3 and 4.")),
        ("9×9 Matrix{Float64}:\n 0.1  0.2  …  0.3\n ⋮         ⋱",
         "A matrix of 9 rows and 9 columns, of which a part is shown."),
        ('Dict{String, Int64} with 2 entries:\n  "gull" => 3\n  "tern" => 2',
         "A dict of 2 entries: gull is 3; tern is 2."),
        ("count_gulls (generic function with 2 methods)", "The function count gulls."),
        ("Int64[]", "An empty vector."),
        ("Float64[1.0, 2.0]", "A list of 2 numbers: 1 and 2."),
        (FRAME, _EGGS),
        ("Int64", "Int64."),
    ],
)  # fmt: skip
def test_value_of_julia_is_described_without_its_types(text: str, words: str) -> None:
    assert shown(text) == words


def test_page_of_a_data_frame_has_its_rows_without_the_types_of_columns() -> None:
    text = "30×2 DataFrame"
    assert shown(text, PAGE) == (
        "A table of 30 rows and 2 columns. Row 1: bird gull, eggs 3. Row 2: tern, 2. 28 more rows follow."
    )


def test_data_frame_without_types_keeps_its_first_row() -> None:
    page = PAGE.replace("<tr><th></th><th>String</th><th>Int64</th></tr>", "").replace("30 rows", "2 rows")
    assert shown("2×2 DataFrame", page) == _EGGS
