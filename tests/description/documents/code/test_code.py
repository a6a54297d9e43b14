from __future__ import annotations

import pytest

from ipytts.description.documents.code import code

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import numpy as np\nfrom os import path, sep", "Code: imports numpy and path and sep from os."),
        (
            "from os import sep\nfrom os import path\nfrom IPython.display import Image",
            "Code: imports sep and path from os.",
        ),
        ("Image('nest.png')", ""),
        ("df = pd.read_csv('x')\ndf.head()", "Code: sets df by pd.read csv; calls df.head."),
        ("fig, ax = plt.subplots()", "Code: sets fig and ax by plt.subplots."),
        ("_, x = f()", "Code: sets x by f."),
        ("df", ""),
        ("# Load the birds\ndf = load()\n# Look at them\ndf.head()", "Code: Load the birds. Look at them."),
        ("# df = old()\ndf = new()", "Code: sets df by new."),
        ("#| fig-cap: x\n# %% part\nfit()", "Code: calls fit."),
        ("plt.title('Gulls')\nax.plot(x)", ""),
        (
            'def fit(x):\n    """Fit a line.\n\n    More.\n    """\n    return x',
            "Code: defines the function fit, fit a line.",
        ),
        ("for a in b:\n    print(a)", "Code: loops over b."),
        ("for i, a in enumerate(tqdm(b.items())):\n    print(a)", "Code: loops over b."),
        ("for _ in range(3):\n    print(1)", "Code: loops 3 times."),
        ("with open(path) as file:\n    text = file.read()", "Code: sets text by file.read."),
        ("while True:\n    step()", "Code: calls step."),
        ("print(x)", ""),
        ("%matplotlib inline\nimport numpy", "Code: imports numpy."),
        ("%%time\nx = f()", "Code: sets x by f."),
        ("!pip install -q 'x>=1' y[all]", "Code: installs x and y."),
        ("%pip install -r needed.txt --quiet", "Code: installs what needed.txt lists."),
        ("!python -m pip install git+https://example.org/a/b.git@main", "Code: installs b."),
        ("!sort a.csv > b.csv", "Code: runs sort a.csv, to b.csv."),
        ("%%writefile birds.py\nimport csv\nn = 3", "The file birds.py: imports csv; sets n."),
        ("%%bash\necho hi", "Shell commands: echo hi."),
        ("%%sql\nSELECT 1\nFROM t", "SQL code: selects from t."),
        ("import csv\nprint 'gulls'\nn = count(x)", "Code: imports csv; sets n by count."),
        (") = 1\n(y", ""),
        ("# Copyright 2023 The Birds\n#\n# Permission is given.\nx = 3", "Code: sets x."),
        ("#@title Licensed under the Apache License\n# All of it.", ""),
        (
            '#@title Count { run: "auto" }\nn = 3  #@param {type: "slider"}\nalso = True #@param',
            "Count: n is 3 and also is on.",
        ),
        ("# @markdown Choose a *site*.\nsite = 'Oslo' # @param", "Site is Oslo. Choose a site."),
        ("#export\n#| hide\n# noqa: E501\n#!/bin/sh\n# coding: utf-8\nn = 3", "Code: sets n."),
        ("# for x in y:\n#     print(x)\n# fit.plot()\nn = 3", "Code: sets n."),
        (
            "# The data are read\n# All of them from\n# Oslo\nx = 3",
            "Code: The data are read. All of them from Oslo.",
        ),
        ("# https://example.org/a\nx = 3", "Code: sets x."),
        ("%%watch\nx = 3", "Code: sets x."),
        ("%%html\n<b>Gulls</b>", ""),
        ("  \n", ""),
    ],
)
def test_summary_has_the_comments_or_what_the_code_does(source: str, words: str) -> None:
    assert code.describe_code(source, "summary") == words


@pytest.mark.parametrize(
    ("language", "source", "words"),
    [
        ("R", "# Fit it\nlm(y ~ x)", "R code: Fit it."),
        ("R", "birds %>% filter(n > 3)", "R code: birds, piped to filter of n is greater than 3."),
        ("R", "library(dplyr)\nmean2 <- function(x) mean(x)^2\nn <- mean2(y)\nplot(n)",
         "R code: imports dplyr; defines the function mean2; sets n by mean2; calls plot."),
        ("julia", "using Plots, CSV\nstruct Gull\n  n::Int\nend\nf(x) = x + 1\na, b = f(3), 4\nscatter!(a)",
         ("Julia code: imports Plots and CSV; defines the struct Gull and the function f; sets a and b by f; "
          "calls scatter!")),
        ("julia", "#= Count the\n   gulls =#\nn = count(x)", "Julia code: Count the gulls."),
        ("F#", "let square x = x * x", "F# code: let square x equals x times x."),
        ("c++17", "#include <vector>", "C++ code: imports vector."),
        ("c#", "// Copyright (c) The Birds.\nusing System.Linq;\nvar n = Count(x);\nDraw(n);",
         "C# code: imports System.Linq; sets n by Count; calls Draw."),
        ("scala", "/** Counts\n  * the gulls. */\ndef count(x: Int) = 3", "Scala code: Counts the gulls."),
        ("octave", "% Fit a line\np = polyfit(x, y, 1);", "Octave code: Fit a line."),
        ("haskell", "-- | All birds\nbirds = 3", "Haskell code: All birds."),
        ("sql", "DROP TABLE IF EXISTS old; CREATE TABLE birds AS SELECT * FROM a JOIN b USING (n)",
         "SQL code: drops old; creates birds."),
        ("bash", "git clone x\ncd x\nmake\nmake install\napt-get install -y ffmpeg",
         "Shell commands: runs git clone, cd and make; installs ffmpeg."),
        ("logtalk", "%%load\nrun(x)", "Code in logtalk: calls run."),
        ("scheme", "(define! f (* n n))", ""),
        ("brainwave", "(((\n" * 6, "Code in brainwave: 6 lines."),
        ("brainwave", "(((\n" * 4, ""),
    ],
)  # fmt: skip
def test_summary_of_another_language_has_its_comments_or_what_it_does(
    language: str, source: str, words: str
) -> None:
    assert code.describe_code(source, "summary", language=language) == words


def test_code_of_which_only_the_length_is_known_is_nothing_beside_its_output() -> None:
    assert code.describe_code("(((\n" * 6, "summary", language="brainwave", output_length=9) == ""


@pytest.mark.parametrize(
    ("language", "source", "words"),
    [
        ("r", "a <- df$n[1:3] # first", "R code. a gets df dollar n at 1 to 3, comment: first."),
        ("r", "y ~ x |> f()", "R code. y by x, piped to f."),
        ("julia", "y = A' * x .^ 2", "Julia code. y equals A transposed times x to the power 2."),
        ("julia", "f(:red)", "Julia code. f of red."),
        ("javascript", "let f = (a) => a === 3 && !b;",
         "JavaScript code. let f equals open paren a close paren gives a is equal to 3 and not b."),
        ("rust", "let n: Vec<i32> = vec![];", "Rust code. let n: Vec i32 equals vec!;"),
        ("bash", "cat 'a|b' 2>/dev/null | sort >> c.txt",
         "Shell commands. cat 'a b', piped to sort, added to the end of c.txt."),
    ],
)  # fmt: skip
def test_read_mode_names_the_operators_of_a_language(language: str, source: str, words: str) -> None:
    assert code.describe_code(source, "read", language=language) == words


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
        ("def f(*args, **kwargs): pass", "Code. def f of star args, star star kwargs: pass."),
        ("a, *b = {**c}, 2**3 * x", "Code. a, star b equals brace star star c, 2 to the power 3 times x."),
        ("@cache", "Code. at cache."),
        ("m @ v; x <<= 1; x //= 3", "Code. m times v; x shift left equals 1; x integer division equals 3."),
        ("x = 'open", None),  # what this is made of, too
    ],
)
def test_read_mode_puts_every_token_into_words(source: str, words: str | None) -> None:
    text = code.describe_code(source, "read")
    assert text == words or words is None
    assert not set(text) & set("_`[]{}=\\")


def test_skip_mode_returns_nothing() -> None:
    assert code.describe_code("x = 1", "skip") == ""


@given(
    st.text(),
    st.sampled_from(code.CODE_MODES),
    st.sampled_from(["python", "r", "julia", "c++", "bash", "text"]),
)
def test_any_source_is_described_without_markup(source: str, reading: code.CodeMode, language: str) -> None:
    assert not set(code.describe_code(source, reading, language=language)) & set("_`\\")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (".", "dot"), ("==", "double equals"), ("∈", "element of"), ("->", "arrow"), ("~", "tilde"),
        (r"\include{nests}", "backslash include nests"), ("x == y", "x equals y"),
    ],
)  # fmt: skip
def test_sign_alone_is_named_and_commands_of_latex_keep_their_names(source: str, words: str) -> None:
    assert code.describe_inline_code(source) == words


def test_command_in_preformatted_text_is_read_as_a_command() -> None:
    assert code.describe_code("cat a.txt | sort > b.txt", "summary", language="text") == (
        "Preformatted text: cat a.txt, piped to sort, to b.txt."
    )
