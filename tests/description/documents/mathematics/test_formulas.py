"""Formulas and the words that were judged right for them; any other text neither fails nor leaves markup."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from ipytts.description.documents.mathematics.formulas import UNREADABLE, describe_formula
from ipytts.description.documents.mathematics.latex.macros import find_macros

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

_GOLDEN = Path(__file__).parents[1] / "formulas"
_PAGE = Path(__file__).parents[4] / "docs" / "mathematics.md"


def _golden(name: str) -> list[tuple[str, str, str]]:
    lines = (_GOLDEN / name).read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return [(entry["latex"], entry.get("macros", ""), entry["words"]) for entry in entries]


@pytest.mark.parametrize(("latex", "macros", "words"), _golden("tuned.jsonl"))
def test_formula_of_a_public_notebook_has_the_words_judged_right(latex: str, macros: str, words: str) -> None:
    assert describe_formula(latex, macros) == words


@pytest.mark.parametrize(("latex", "macros", "words"), _golden("kinds.jsonl"))
def test_formula_of_each_kind_has_the_words_judged_right(latex: str, macros: str, words: str) -> None:
    assert describe_formula(latex, macros) == words


def test_page_says_what_is_said() -> None:
    rows = re.findall(r"^\| `(.+)` \| (.+) \|$", _PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) >= 10
    assert {latex: describe_formula(latex) for latex, _ in rows} == dict(rows)


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{a}{",
        r"\frac{a}",
        "x^",
        "a } b",
        r"\left( a",
        r"\begin{pmatrix} 1",
        "x" * 10_000,
        "{" * 2_000,
        r"\sqrt{" * 100 + "x" + "}" * 100,
        r"\def\a{\a\a}" + "{" * 50 + r"\a",
    ],
)
def test_latex_that_is_no_formula_is_unreadable(latex: str) -> None:
    assert describe_formula(latex) == UNREADABLE


_PIECES = [
    *r"\{}^_&%$ abx12+=-()[]|<>'!,:;.~#*\"`/@?",
    *("\n", "é", "α", "∑", "≤", "²", "𝔼", "♀", "\x00", "\ud800"),
    *(
        r"\frac",
        r"\left",
        r"\right",
        r"\text",
        r"\text{",
        r"\begin{bmatrix}",
        r"\end{bmatrix}",
        r"\begin{cases}",
    ),
    *(
        r"\mid",
        r"\sum",
        r"\int",
        r"\sqrt",
        r"\over",
        r"\hat",
        r"\mathbb",
        r"\mathrm{",
        r"\operatorname*{",
        r"\ce{",
    ),
    *(
        r"\SI{",
        r"\ket{",
        r"\overset",
        r"\underbrace",
        r"\langle",
        r"\rangle",
        r"\not",
        r"\limits",
        r"\\",
        r"\tag{",
    ),
    *(
        r"\newcommand{\a}[1]{#1\a{#1}}",
        r"\a",
        r"\def\b{\b\b}",
        r"\b",
        r"\unicode{",
        r"\big|",
        r"\dv",
        r"\xrightarrow",
    ),
]
_latex = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@given(_latex, st.sampled_from(["", r"\newcommand{\a}[2]{\frac{#1}{#2}}"]))
def test_any_latex_becomes_words_without_latex(latex: str, macros: str) -> None:
    start = time.thread_time()
    words = describe_formula(latex, macros)
    assert time.thread_time() - start < 0.5
    assert not re.search(r"[\\{}^_&`<>|#~*]|\$(?!\d)", words)
    assert words == " ".join(words.split())


@given(st.lists(st.sampled_from(["x", "2", r"\alpha", "n-1", r"\pi"]), min_size=2, max_size=2), st.data())
def test_parts_of_a_fraction_are_spoken_in_their_order(parts: list[str], data: st.DataObject) -> None:
    outer = data.draw(
        st.sampled_from(
            [r"{}", r"\sqrt{{{}}}", r"({}) + 1", r"e^{{{}}}", r"\begin{{pmatrix}}{}\end{{pmatrix}}"]
        )
    )
    words = describe_formula(outer.format(rf"\frac{{{parts[0]}}}{{q + {parts[1]}}}"))
    first, second = (describe_formula(part) for part in parts)
    assert re.search(rf"{first}.* over q plus {second}", words)


def test_macros_apply_to_the_formulas_that_use_them() -> None:
    text = r"$\newcommand{\R}{\mathbb{R}} \newcommand{\norm}[1]{\lVert #1 \rVert}$ and $\def\E{\mathbb{E}}$"
    macros = find_macros(text)
    assert describe_formula(r"x \in \R", macros) == "x is in the real numbers"
    assert describe_formula(r"\norm{x}", macros) == "the norm of x"
    assert describe_formula(r"\E[X]", macros) == "E of X"
    assert describe_formula(macros) == ""


def test_operators_arguments_and_aliases_of_macros_are_understood() -> None:
    macros = find_macros(
        r"\DeclareMathOperator*{\argmax}{arg\,max} \let\eps\varepsilon"
        r"\newcommand{\pd}[2][f]{\frac{\partial #1}{\partial #2}}"
    )
    assert describe_formula(r"\argmax_x \eps", macros) == "arg max over x of epsilon"
    assert (
        describe_formula(r"\pd{x} + \pd[g]{y}", macros)
        == "partial f by partial x, plus partial g by partial y"
    )


def test_text_in_formulas_is_spoken_as_prose() -> None:
    words = describe_formula(r"\text{R\&D costs} < 5 \text{ if a < b, \#2 or `c`}")
    assert words == "R and D costs is less than 5 if a is less than b, number 2 or c"


def test_long_formula_takes_little_time() -> None:
    latex = r"\sum_{i=1}^{n} \frac{x_i^2 - \left(\mu_i + |y|\right)}{\sqrt{\sigma_i}} + " * 30 + "1"
    start = time.thread_time()
    assert describe_formula(latex) != UNREADABLE
    assert time.thread_time() - start < 0.2
