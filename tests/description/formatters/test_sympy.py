"""Expressions of sympy, also large ones."""

from __future__ import annotations

import time

import pytest
import sympy

from ipytts import describe

_X, _Y = sympy.symbols("x y")


def test_large_expression_is_described_by_its_size_in_time() -> None:
    power = sympy.expand((_X + _Y + 1) ** 30)
    start = time.thread_time()
    assert describe(power) == f"A sum of {len(power.args)} terms in x and y."
    assert describe(sympy.ones(300, 300)) == "A matrix of 300 rows and 300 columns."
    assert time.thread_time() - start < 2


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (sympy.zoo, "Complex infinity."),
        (sympy.S.EmptySet, "The empty set."),
        (sympy.S.Reals, "The real numbers."),
        (sympy.true, "True."),
        (sympy.Integer(1234567), "1.23 million."),
        (sympy.FiniteSet(2, 3), "The set of 2 and 3."),
    ],
)
def test_special_objects_have_their_names(thing: object, words: str) -> None:
    assert describe(thing) == words


def test_long_polynomial_has_its_degree() -> None:
    polynomial = sympy.Poly((_X + _Y) ** 40)
    facts = {fact.method: fact.value for fact in describe(polynomial, "facts")}
    assert facts == {"degree": polynomial.total_degree(), "term count": len(polynomial.terms())}
