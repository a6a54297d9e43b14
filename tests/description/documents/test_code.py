from __future__ import annotations

import pytest

from ipytts.description.documents import code

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import numpy as np\nfrom os import path, sep", "Code: imports numpy and path and sep from os."),
        ("df = pd.read_csv('x')\ndf.head()", "Code: sets df by pd.read csv; calls df.head."),
        ("fig, ax = plt.subplots()", "Code: sets fig and ax by plt.subplots."),
        ("_, x = f()", "Code: sets x by f."),
        ("df", "Code: shows df."),
        ("# Load the birds\ndf = load()\n# Look at them\ndf.head()", "Code: Load the birds. Look at them."),
        ("# df = old()\ndf = new()", "Code: sets df by new."),
        ("#| fig-cap: x\n# %% part\nplot()", "Code: calls plot."),
        (
            'def fit(x):\n    """Fit a line.\n\n    More.\n    """\n    return x',
            "Code: defines the function fit, fit a line.",
        ),
        ("for a in b:\n    print(a)", "Code: 1 loop."),
        ("print(x)", ""),
        ("%matplotlib inline\nimport numpy", "Code: imports numpy."),
        ("%%time\nx = f()", "Code: sets x by f."),
        ("!pip install x", "Code: runs pip install x."),
        ("%%bash\necho hi", "Shell commands: echo hi."),
        ("%%sql\nSELECT 1\nFROM t", "SQL code: 2 lines."),
        ("x = = 1\ny", "Code: 2 lines."),
        ("  \n", ""),
    ],
)
def test_summary_has_the_comments_or_what_the_code_does(source: str, words: str) -> None:
    assert code.describe_code(source, "summary") == words


def test_summary_of_another_language_has_comments_or_line_count() -> None:
    assert code.describe_code("# Fit it\nlm(y ~ x)", "summary", language="R") == "R code: Fit it."
    assert code.describe_code("lm(y ~ x)", "summary", language="R") == "R code: 1 line."


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = a[0] + 1", "Code. x equals a at 0, plus 1."),
        ("x[:, 0] == [1, 2]", "Code. x at all, 0, is equal to list of 1, 2."),
        ("f(g(x), y=-1)", "Code. f of g of x, y equals minus 1."),
        ("s = 'a_b' + f'{x}'", None),  # what an f-string is made of differs between versions of Python
        ("if a >= b:\n    stop()", "Code. if a is at least b: stop. End of the block."),
        ("def f(self, n):\n    pass", "Code. def f of self, n: pass. End of the block."),
        ("x = [\n  1,\n  2,\n]", "Code. x equals list of 1, 2."),
        ("!ls -l\ny = 2  # two", "Code. Shell command: ls -l. y equals 2, comment: two."),
        ("x = 'open", None),  # what this is made of, too
    ],
)
def test_read_mode_puts_every_token_into_words(source: str, words: str | None) -> None:
    text = code.describe_code(source, "read")
    assert text == words or words is None
    assert not set(text) & set("_`[]{}=\\")


def test_skip_mode_returns_nothing() -> None:
    assert code.describe_code("x = 1", "skip") == ""


@given(st.text(), st.sampled_from(code.CODE_MODES), st.sampled_from(["python", "r", "text"]))
def test_any_source_is_described_without_markup(source: str, reading: code.CodeMode, language: str) -> None:
    assert not set(code.describe_code(source, reading, language=language)) & set("_`\\")
