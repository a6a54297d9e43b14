from __future__ import annotations

import pytest

from ipytts.description.documents.markdown import markdown
from ipytts.description.documents.passages import Passage
from tests.helpers.passage_lines import lines_of

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# The *data*\nText\n\nSetext\n------\n", ["# The data", "Text.", "## Setext"]),
        ("<h2 id='a'>Results</h2>", ["## Results"]),
        ("Two\nlines, **bold** and ~~gone~~.", ["Two lines, bold and gone."]),
        ("One  \ntwo", ["One. two."]),
        ("We did:\n\n1. this\n2. that\n   - in depth\n", ["We did:", "1. this.", "2. that:", "in depth."]),
        ("Some\n- first\n- second\n", ["Some:", "first.", "second."]),
        ("- [x] buy\n- [ ] sell", ["Done: buy.", "To do: sell."]),
        ("> To be, or not.\n> > A reply", ["quotation: To be, or not.", "quotation: A reply."]),
        ("> [!NOTE]\n> Mind the gap", ["Note: Mind the gap."]),
        ("```{warning}\nIt is *hot*\n```", ["Warning: It is hot."]),
        (":::{tip} Save\nOften.\n:::", ["Tip, Save: Often."]),
        ("(label)=\n# Title", ["# Title"]),
        ("[the paper](https://x.org/a_b) says", ["the paper says."]),
        ("<https://www.example.org/x?y=1>", ["a link to example.org."]),
        ("See https://example.org/a_b.", ["See a link to example.org."]),
        ("![A gull on a pole](gull.png)", ["An image: A gull on a pole."]),
        ("![](attachment:image.png)", ["An image."]),
        ("![x](data:image/png;base64," + "A" * 500 + ")", ["An image: x."]),
        ("A claim[^1] here.\n\n[^1]: The *source*.\n", ["A claim here.", "Footnote: The source."]),
        ("Run `pip install x` on `my_var`", ["Run pip install x on my var."]),
        ("```python\nx = 1\n```", ["code: Code: sets x."]),
        ("| a | b |\n|---|---|\n| 1 | x |", ["A table of 1 row and 2 columns: a 1, b x."]),
        ("a<br>b <b>c</b> H<sub>2</sub>O <!-- no -->", ["a. b c H2O."]),
        ("<div>\n<p>One</p><ul><li>Two</li></ul><script>no()</script></div>", ["One.", "Two."]),
        ("<details><summary>More</summary>Hidden</details>", ["More.", "Hidden."]),
        ("<blockquote>Said</blockquote>", ["quotation: Said."]),
        (
            "See <video src='a.mp4'></video><iframe src='https://vimeo.com/1'></iframe>",
            ["See A video. A video on vimeo.com."],
        ),
        ("To run it, hit\n<pre>Shift + Enter</pre>", ["To run it, hit:", "Shift + Enter."]),
        ("***", []),
        ("", []),
    ],
)
def test_markdown_becomes_headings_and_passages(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("It costs $5 and $10.", ["It costs $5 and $10."]),
        ("From $1,000 to $2.5 million, where $x$ is", ["From $1,000 to $2.5 million, where x is."]),
        ("Pay $5, then $\\alpha = 0.05$", ["Pay $5, then alpha equals 0.05."]),
        ("Only \\$5", ["Only $5."]),
        ("It is $5-$10, or US$7 here", ["It is $5-$10, or US$7 here."]),
        ("$ x $ and $2x + 1$ and $5$", ["x and 2 x plus 1 and 5."]),
        ("the $x$-axis and $n$th", ["the x-axis and n-th."]),
        ("$a_1*b_1$ and $a_2*b_2$", ["a sub 1 times b sub 1 and a sub 2 times b sub 2."]),
        ("\\\\(x_i\\\\) and \\\\[y_i\\\\]", ["x sub i and y sub i."]),
        ("Form:\n$$\nx\n= \n- y\n$$\nso", ["Form: x equals minus y. so."]),
        ("The form\n\n$$ x = y $$", ["The form:", "x equals y."]),
        ("\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}", ["a equals b; c equals d."]),
        ("$\\frac{x$ holds", ["a formula that cannot be read aloud holds."]),
        ("<table><tr><td>$$x_i$$</td></tr></table>", ["x sub i."]),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>$x_i$</td><td>9</td></tr></table>",
            ["A table of 1 row and 2 columns: a x sub i, b 9."],
        ),
        ("`$x$` is code", ["$x$ is code."]),
        ("An empty $$ $$ one", ["An empty one."]),
    ],
)
def test_money_is_distinguished_from_formulas(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("`snake_case_name` in `__init__`", "snake case name in init."),
        ("snake_case and *emphasis* and 2 * 3", "snake case and emphasis and 2 times 3."),
        ("in data/raw_2024.csv, v3.12.1", "in data/raw 2024.csv, v3.12.1."),
        ("at 25 °C, 5 m/s, 60 %, €1.5 or £3", "at 25 °C, 5 meters per second, 60 %, €1.5 or £3."),
        ("on 2024-01-03, at -3 or 1e-9", "on January 3, 2024, at minus 3 or 1 times 10 to the minus 9."),
        (r"in C:\Users\ann", "in C: backslash Users backslash ann."),
        ("x >= 3 -> y != 4", "x is at least 3 to y is not 4."),
        ("--verbose", "dash dash verbose."),
        ("If a<x and x>y", "If a less than x and x greater than y."),
        ("x<sub>i</sub><sup>2</sup>, SO<sub>4</sub><sup>2-</sup>", "x sub i squared, SO4 2 minus."),
        ("52°31′N, 13°24′36″E", "52 degrees 31 minutes N, 13 degrees 24 minutes 36 seconds E."),
        ("since 20240105T143000Z", "since January 5, 2024, 14:30 UTC."),
        ("Licensed under state law, she cures.", "Licensed under state law, she cures."),
        (
            "(as `a` and `b`) if 5 < `n`, `p`>0.05",
            "(as a and b) if 5 is less than n, p greater than 0.05.",
        ),
        ("![A fox](fox.png). Then", "An image: A fox. Then."),
        ("\U00010381\U0001038a `a`", "a."),
        ("the list `[]`, `#t` and `::/2`", "the list square brackets, hash t and colon colon slash 2."),
        ("all `item`s--or most---of them", "all items – or most – of them."),
        ("see \\cite{knuth} and \\ref{fig}", "see and."),
        ("ünïcödé 你好。", "ünïcödé 你好。"),
    ],
)
def test_names_paths_units_and_operators_become_speakable(text: str, words: str) -> None:
    assert lines_of(text) == [words]


def test_code_mode_applies_to_fenced_code() -> None:
    text = "```python\n# Load the data\nx = f(y)\n```"
    assert lines_of(text, code_mode="skip") == []
    assert lines_of(text, code_mode="summary") == ["code: Code: Load the data."]
    assert lines_of(text, code_mode="read") == ["code: Code. comment: Load the data. x equals f of y."]


@given(
    st.lists(
        st.sampled_from(
            [
                *"#*_`$\\[]()<>|~:-!\n 1a",
                "\n\n",
                "```",
                "$$",
                "<div>",
                "[^1]",
                "| - |\n",
                "\n:::",
                "{note}",
                "{.a}",
                "[@wu_2020]",
                "{ref}",
                "{{< a >}}",
                "\n: ",
            ]
        )
    )
)
def test_any_markdown_becomes_text_without_markup(pieces: list[str]) -> None:
    for part in markdown.to_passages("".join(pieces)):
        text = part.text if isinstance(part, Passage) else part.heading
        assert not set(text) & set("\\`*<>|_")


def test_pictures_in_tables_are_read_by_their_text() -> None:
    grid = "| ![A fox](a.png) | ![](b.png) |\n|---|---|\n| Seen in May | Unknown |"
    assert lines_of(grid) == ["An image: A fox.", "Seen in May.", "An image.", "Unknown."]
    table = "| Cover | Views |\n|---|---|\n| ![A fox](a.png) | 7 |"
    assert lines_of(table) == ["A table of 1 row and 2 columns: Cover an image: A fox, Views 7."]


def test_heading_of_a_colon_alone_is_left_out() -> None:
    assert lines_of(":\n-\n\nBelow.") == ["Below."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12 kg m$^{-3}$ and 4 cm$^2$", "12 kilograms per cubic meter and 4 square centimeters."),
        ("H$_2$O and a rate in s$^{-1}$", "H2O and a rate in s to the minus 1."),
        ("as they claimed$^4$ and as $x^2$", "as they claimed and as x squared."),
    ],
)
def test_power_of_a_unit_alone_in_a_formula_belongs_to_the_unit(text: str, words: str) -> None:
    assert [part.text for part in markdown.to_passages(text) if isinstance(part, Passage)] == [words]


def test_all_codes_of_a_column_are_read_digit_by_digit() -> None:
    (line,) = lines_of("| code | plan |\n|---|---|\n| 007 | first |\n| 110 | second |\n| 12 x | third |")
    assert "For 0 0 7, plan is first. For 1 1 0, plan is second. For 12 x, plan is third." in line
