from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipytts.description.documents.mathematics import UNREADABLE, describe_formula, find_macros

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

_PAGE = (Path(__file__).parents[3] / "docs" / "mathematics.md").read_text(encoding="utf-8")
_FORMULAS = re.findall(r"^`(.+)`\n\n- ipytts: (.+)$", _PAGE, re.MULTILINE)


def test_page_lists_at_least_twenty_formulas() -> None:
    assert len(_FORMULAS) >= 20


@pytest.mark.parametrize(("latex", "words"), _FORMULAS)
def test_formula_is_described_as_the_page_says(latex: str, words: str) -> None:
    assert describe_formula(latex) == words


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\lambda_{max}", "lambda sub max"),
        (r"T_{\rm eff}", "T sub eff"),
        (r"H_0: \mu_1 = \mu_2", "H sub 0: mu sub 1 equals mu sub 2"),
        (r"10\,000", "10000"),
        (r"\{x \mid x > 0\}", "open brace x such that x is greater than 0 close brace"),
        (r"\mathbf{x}^{T} \mathbf{A} \mathbf{x}", "x transpose A x"),
        (r"p(\theta|y)", "p of theta given y"),
        (r"X \sim \mathcal{N}(\mu, \sigma^2)", "X is distributed as N of mu comma sigma squared"),
        (r"\frac{\partial \rho}{\partial t}", "partial rho by partial t"),
        (r"\ket{\psi} = \alpha\ket{0}", "ket psi equals alpha ket 0"),
        (r"x \to \infty", "x goes to infinity"),
        (r"\Xi \in \mathbb{R}^{n \times d}", "capital xi is in the real numbers, n by d"),
        (r"a \approx 5\% \tag{1}", "a is approximately 5 percent"),
        (r"y_i % the outcome", "y sub i"),
        ("u(t)\nu(s)", "u of t u of s"),  # mathra takes a line that begins with u for a broken \nu
        (r"\left. x \right|_{y=0}", "x evaluated at y equals 0"),
        (r"\begin{bmatrix} 1 & 2 \end{bmatrix} x", "matrix 1 by 2: row 1: 1, 2, end matrix, x"),
        (r"\begin{bmatrix} \mid & \mid \end{bmatrix}", "matrix 1 by 2: row 1: bar, bar"),
    ],
)
def test_difficult_formulas_are_described(latex: str, words: str) -> None:
    assert describe_formula(latex) == words


@pytest.mark.parametrize("latex", [r"\unknown{x}", r"\frac{a}{", r"\begin{foo} x \end{foo}", "x" * 10_000])
def test_unparsable_latex_is_called_unreadable(latex: str) -> None:
    assert describe_formula(latex) == UNREADABLE


_PIECES = [*r"\{}^_&%$ abx12+=-()[]|", r"\frac", r"\left", r"\text", r"\begin{bmatrix}", r"\mid"]


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_any_latex_becomes_words_without_latex(latex: str) -> None:
    assert not re.search(r"[\\{}^_]", describe_formula(latex))


def test_macros_apply_to_the_formulas_that_use_them() -> None:
    text = r"$\newcommand{\R}{\mathbb{R}} \newcommand{\norm}[1]{\lVert #1 \rVert}$ and $\def\E{\mathbb{E}}$"
    macros = find_macros(text)
    assert describe_formula(r"x \in \R", macros) == "x is in the real numbers"
    assert describe_formula(r"\norm{x}", macros) == "the norm of x"
    assert describe_formula(r"\E[X]", macros) == "E of X"
    assert describe_formula(macros) == ""
