"""The options of cells, as Quarto and knitr write them."""

from __future__ import annotations

import pytest

from ipytts.description.documents.code.cell_options import cell_options


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("#| fig-alt: A line: up # now\nplot()", ["A line: up"]),
        ('#|fig-alt: "The \\"best\\" # 1"', ['The "best" # 1']),
        ("#| fig-alt: 'It''s up'", ["It's up"]),
        ("#| fig-alt: >-\n#|   A line\n#|   note: it rises\n#| echo: false", ["A line note: it rises"]),
        ("#| fig-alt: A line\n#|   that rises", ["A line that rises"]),
        (
            '#| fig-alt:\n#|   - A: one\n#|   - "B"\n#|   - |\n#|     C goes\n#|     on\n',
            ["A: one", "B", "C goes on"],
        ),
        ("#| fig-alt: ['A, one', \"B\", C]", ["A, one", "B", "C"]),
        ("#| fig-alt: !expr glue('n is {n}')", [""]),  # what R computes
        ("plot()\n" * 40 + "#| fig-alt: too far down", []),
    ],
)
def test_texts_of_yaml_are_read(source: str, expected: list[str]) -> None:
    assert cell_options(source).get("fig-alt", []) == expected
