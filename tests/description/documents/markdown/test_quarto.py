"""Quarto and Pandoc in Markdown to words."""

from __future__ import annotations

import pytest

from tests.helpers.passage_lines import lines_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("::: {.callout-tip}\n## Be quick\nFoxes run.\n:::", ["Be quick: Foxes run."]),
        ('::: {.callout-note collapse="true" title="More"}\nFoxes run.\n:::', ["More: Foxes run."]),
        ("::: {.callout-warning}\nFoxes bite.\n:::", ["Warning: Foxes bite."]),
        (
            "::: {.panel-tabset}\n## R\nUse CRAN.\n## Julia\nUse Pkg.\n:::",
            ["R: Use CRAN.", "Julia: Use Pkg."],
        ),
        (
            ":::: {.columns}\n::: {.column width=50%}\nLeft.\n:::\n::: {.column}\nRight.\n:::\n::::\nAfter.",
            ["Left.", "Right.", "After."],
        ),
        ("::: {.a}\n::: {.b}\nInner.\n:::\nOuter.\n:::\nAfter.", ["Inner.", "Outer.", "After."]),
        ("::: {#thm-fox}\n## Fox's law\nAll foxes run.\n:::", ["Theorem, Fox's law: All foxes run."]),
        ("::: {.notes}\nSay hello.\n:::\nText", ["Text."]),
        ("::: {.notes}\n::: {.b}\nInner.\n:::\nOuter.\n:::\nAfter.", ["After."]),
        ('::: {.content-visible when-format="pdf"}\nOn paper.\n:::', []),
        ('::: {.content-hidden when-format="pdf"}\nOn a page.\n:::', ["On a page."]),
        ("::: {#refs}\n:::", []),
        ("::: {layout-ncol=2}\n![A fox](a.png)\n:::", ["An image: A fox."]),
        (
            "# In a block\n\n::: {.column-margin}\n## Its own heading\nText\n:::",
            ["# In a block", "## Its own heading", "Text."],
        ),
        ("The last lines of a block.\n:::\n\nAfter.", ["The last lines of a block.", "After."]),
    ],
)
def test_blocks_are_read_with_their_titles(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("So it is [@lee2021; @kim2019, p. 3].", ["So it is (Lee 2021; Kim 2019, page 3)."]),
        ("As @lee2021 found in @fig-fox_den.", ["As Lee 2021 found in figure fox den."]),
        ("Lee says so [-@lee2021], see [@tbl-foxes].", ["Lee says so (2021), see table foxes."]),
        ("See [Figure @fig-fox].", ["See Figure fox."]),
        ("Write to ann@example.org or @ann.", ["Write to ann@example.org or @ann."]),
        ("## Results {#sec-results .unnumbered}\n\n# Notes {-}", ["## Results", "# Notes"]),
        ("![A fox](fox.png){#fig-fox width=50%}", ["An image: A fox."]),
        ('![Figure 1](fox.png){fig-alt="A fox runs" fig-align="left"}', ["An image: A fox runs."]),
        ("A [wild]{.smallcaps} `fox()`{.r} {{< fa paw >}} runs.", ["A wild fox runs."]),
        ("{{< pagebreak >}}\n\n{{< video https://youtu.be/x >}}", ["A video on youtu.be."]),
        ("---\ntitle: Foxes\nformat:\n  html: default\n---\n\nThey run.", ["They run."]),
        ("The set {a, b} and {x=1}.", ["The set a, b and x equals 1."]),
    ],
)
def test_citations_attributes_and_shortcodes(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


def test_text_between_two_rules_is_no_front_matter() -> None:
    assert lines_of("---\nNote: mind the gap\n\nIt is wide.\n\n---\n")[-1] == "It is wide."
    assert lines_of("---\nNote: mind the gap\n---\nText") == ["## Note: mind the gap", "Text."]
