"""MyST and d2l in Markdown to words."""

from __future__ import annotations

import pytest

from tests.helpers.passage_lines import lines_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```{figure} fox.png\n:name: fig-fox\n\nA fox in *snow*.\n```", ["An image: A fox in snow."]),
        (
            "```{figure} fox.png\n---\nalt: A red fox\nwidth: 80%\n---\nSeen in May\n```",
            ["An image: A red fox.", "Seen in May."],
        ),
        ("```{image} fox.png\n:alt: A red fox\n```", ["An image: A red fox."]),
        ("```{image} fox.png\n```", ["An image."]),
        (
            ":::{figure-md}\n![A red fox](fox.png)\n\nSeen in May\n:::",
            ["An image: A red fox.", "Seen in May."],
        ),
        ("```{math}\n:label: eq-b\nu = v - 1\n```", ["u equals v minus 1."]),
        ("$$u = v$$ (eq-c)\n\n$$u = w$$ {#eq-d}", ["u equals v.", "u equals w."]),
    ],
)
def test_figures_and_formulas_are_read_without_their_options(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```{admonition} Before you start\n:class: warning\nSave it.\n```", ["Before you start: Save it."]),
        (":::{caution}\n:class: dropdown\nIt is *hot*.\n:::", ["Caution: It is hot."]),
        ("```{seealso}\nThe guide.\n```", ["See also: The guide."]),
        ("```{callout-important}\n[f](f.md) [g](g.md)\n```", ["Important: f g."]),
        ("```{exercise} Sums\n:label: ex-1\nAdd $a$ and $b$.\n```", ["Exercise, Sums: Add a and b."]),
        ("```{solution} ex-1\nIt is 3.\n```", ["Solution: It is 3."]),
        ("```{prf:lemma}\n:label: lem\nIt holds.\n```", ["Lemma: It holds."]),
        (
            "````{note}\nFirst.\n\n```{tip} Fast\nSecond.\n```\n````",
            ["Note: First.", "Tip, Fast: Second."],
        ),
        (
            "::::{tab-set}\n:::{tab-item} Linux\nUse apt.\n:::\n:::{tab-item} macOS\nUse brew.\n:::\n::::",
            ["Linux: Use apt.", "macOS: Use brew."],
        ),
        (
            ":::{note}\nOuter.\n:::{tip}\nInner.\n:::\nMore.\n:::\nAfter.",
            ["Note: Outer.", "Tip: Inner.", "More.", "After."],
        ),
        ("```{dropdown} The answer\n42\n```", ["The answer: 42."]),
        ("```{card} Fox\nTop\n^^^\nMiddle\n+++\nBottom\n```", ["Fox: Top.", "Middle.", "Bottom."]),
        ("```{margin}\nBy the way.\n```", ["By the way."]),
        ("```{epigraph}\nTo be, or not.\n```", ["quotation: To be, or not."]),
        (":::{hint}\n## Be quick!\nRun.\n:::", ["Hint, Be quick! Run."]),
        ("```{unheard-of}\nSome written words.\n```", ["Unheard of: Some written words."]),
        (":::note Mind it\nGently.\n:::", ["Note, Mind it: Gently."]),
    ],
)
def test_directives_are_read_with_name_and_title(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```{code-cell} ipython3\n:tags: [hide-input]\n\nx = 1\n```", ["code: Code: sets x."]),
        ("```{code-block} python\n:linenos:\nx = 1\n```", ["code: Code: sets x."]),
        ("```{python}\nx = 1\n```", ["code: Code: sets x."]),
        ("```{mermaid}\ngraph LR; A-->B\n```", ["A diagram."]),
        ("```mermaid\ngraph LR; A-->B\n```", ["A diagram."]),
        ("```{youtube} x1y2\n```", ["A video."]),
        ("```{iframe} https://player.vimeo.com/1\n```", ["A video on player.vimeo.com."]),
        ("```{toctree}\n:maxdepth: 2\nintro\n```\n\n```{contents}\n```\n\n```{bibliography}\n```", []),
        ('(fig:fox)=\n\n+++ {"part": "a"}\n\nText', ["Text."]),
    ],
)
def test_code_media_and_lists_of_pages(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "```{list-table} Foxes\n:header-rows: 1\n* - Kind\n  - kg\n* - Red\n  - 6\n* - Arctic\n  - 4\n```",
        '```{csv-table} Foxes\n:header: Kind, "kg"\n"Red", 6\nArctic, 4\n```',
        "```{table} Foxes\n| Kind | kg |\n|---|---|\n| Red | 6 |\n| Arctic | 4 |\n```",
    ],
)
def test_each_form_of_a_table_is_read_as_a_table(text: str) -> None:
    words = " ".join(lines_of(text))
    assert words.startswith("Foxes")
    assert words.endswith("highest for Red, 6; lowest for Arctic, 4. Red, 6; Arctic, 4.")


def test_terms_are_read_with_their_definitions() -> None:
    glossary = "```{glossary}\nFox\n  A *small* animal.\n\nDen\n  Where it lives.\n```"
    assert lines_of(glossary) == ["Fox: A small animal.", "Den: Where it lives."]
    assert lines_of("Fox\n: A *small* animal.\n\nDen\n: Where it lives.") == lines_of(glossary)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See {ref}`the map <map>` and {ref}`sec-data`.", "See the map and section data."),
        ("See {numref}`fig-fox_den`, {numref}`Figure %s <fig-owl>`.", "See figure fox den, Figure owl."),
        ("In {doc}`../start/first_steps` and {eq}`eq-sum`.", "In first steps and equation sum."),
        ("By {cite:t}`lee2021` {cite:p}`kim2019,cho_2020`.", "By Lee 2021 (Kim 2019 and Cho 2020)."),
        ("{cite:author}`lee2021` said so in {cite:year}`lee2021`.", "Lee said so in 2021."),
        ("Use {func}`~numpy.mean` or {py:class}`dict`.", "Use mean or dict."),
        ("So {math}`x_1` is H{sub}`2`.", "So x sub 1 is H2."),
        ("A {term}`den <Den>`, {abbr}`HTML (Hypertext)`, {kbd}`Esc`.", "A den, HTML (Hypertext), Esc."),
        ("Choose {menuselection}`File --> Save`{octicon}`star`.", "Choose File, Save."),
        ("The [](#fig-fox), see [](pages/all-foxes.md).", "The figure fox, see all foxes."),
        ("As in :numref:`fig_fox`, :citet:`Lee.Kim.ea.2021`.", "As in figure fox, Lee, Kim and others 2021."),
        ("Alone\n:label:`sec_alone`", "Alone."),
        ("From :ref:`sources:Lee and Kim (2020)`.", "From Lee and Kim (2020)."),
        ("There are {glue:text}`foxes:.1f` in {numref}`fig:04-den`.", "There are a value in figure den."),
        ("From <<chapter_foxes>>.", "From chapter foxes."),
        (
            "Figure {numref}`fig-fox`, equations {eq}`eq-a` ({cite}`lee2021`).",
            "Figure fox, equations a (Lee 2021).",
        ),
        ("![A fox, by :citet:`lee2021`](fox.png)", "An image: A fox, by Lee 2021."),
    ],
)
def test_roles_are_read_by_their_text_or_what_they_refer_to(text: str, words: str) -> None:
    assert lines_of(text) == [words]


def test_a_thousand_open_blocks_are_no_error() -> None:
    assert lines_of(":::{note}\n" * 1000 + "Deep.")[0].startswith("Note")
