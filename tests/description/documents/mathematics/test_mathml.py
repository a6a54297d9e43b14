from __future__ import annotations

import pytest

from ipytts.description.documents.mathematics.formulas import UNREADABLE, describe_mathml

bs4 = pytest.importorskip("bs4")

_SUM = (
    "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"
    "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"
)


def _words(mathml: str) -> str:
    return describe_mathml(bs4.BeautifulSoup(f"<math>{mathml}</math>", "html.parser").math)


_ROOT = "<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt><mo>+</mo><mn>2</mn>"
_GIVEN = "<mi>P</mi><mo>&#8289;</mo><mo>(</mo><mi>A</mi><mo>|</mo><mi>B</mi><mo>)</mo>"
_VECTOR = "<mfenced><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable></mfenced>"
_ACCENTS = "<mover><mi>x</mi><mo>^</mo></mover><mo>≤</mo><mover><mi>v</mi><mo>→</mo></mover>"
_ANNOTATED = "<semantics><mi>x</mi><annotation>y</annotation></semantics><mtext> if needed</mtext>"


@pytest.mark.parametrize(
    ("mathml", "words"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac><mo>&#8290;</mo><mi>x</mi>", "one half x"),
        (_SUM, "the sum from i equals 1 to n of x sub i squared"),
        (_ROOT, "the square root of x plus 1, end root, plus 2"),
        (_GIVEN, "P of A given B"),
        (_VECTOR, "the row vector, 1, 2"),
        (_ACCENTS, "x hat is less than or equal to vector v"),
        (_ANNOTATED, "x if needed"),
        ("<msup><mi>f</mi><mo>′</mo></msup><mo>(</mo><mi>x</mi><mo>)</mo>", "f prime of x"),
        ("<mfrac><mi>x</mi></mfrac>", "x"),
        ("", ""),
    ],
)
def test_elements_are_spoken_as_the_latex_would_be(mathml: str, words: str) -> None:
    assert _words(mathml) == words


def test_elements_nested_too_deeply_are_unreadable() -> None:
    assert _words("<mrow>" * 80 + "<mi>x</mi>" + "</mrow>" * 80) == UNREADABLE
