r"""Put LaTeX formulas into words, from a tree; ``docs/mathematics.md`` says how formulas are spoken."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ipytts.description.documents.mathematics.grouping.grouping import arrange
from ipytts.description.documents.mathematics.latex.parser import parse
from ipytts.description.documents.mathematics.latex.token_reader import LatexError
from ipytts.description.documents.mathematics.mathml import read_mathml
from ipytts.description.documents.mathematics.nodes import Node, Row, items_of
from ipytts.description.documents.mathematics.rules.dispatch import speak
from ipytts.description.documents.mathematics.rules.spoken import join

if TYPE_CHECKING:
    from bs4 import Tag

UNREADABLE = "a formula that cannot be read aloud"

_MAX_LENGTH = 3_000  # characters
_UNSPEAKABLE = re.compile(r"[\\{}^_&`<>|#~*]")


def describe_formula(latex: str, macros: str = "") -> str:
    r"""Return words for a formula, without a full stop.

    `latex` is the text between the dollar signs, or a whole environment such as ``align``; `macros` are
    definitions that it may use, such as ``\newcommand{\R}{\mathbb{R}}``. The result is `UNREADABLE` if there
    are no words, and empty if nothing would be shown, as for a definition.

    Examples
    --------
    >>> describe_formula(r"\sum_{i=1}^{n} x_i^2")
    'the sum from i equals 1 to n of x sub i squared'
    >>> describe_formula(r"\frac{a}{")
    'a formula that cannot be read aloud'
    """
    if len(latex) > _MAX_LENGTH:
        return UNREADABLE
    return _render(latex, macros)


@lru_cache(maxsize=1_000)
def _render(latex: str, macros: str) -> str:
    try:
        return describe_tree(parse(latex, macros))
    except (LatexError, RecursionError):
        return UNREADABLE


def describe_mathml(tag: Tag) -> str:
    """Return words for an element ``<math>``, as `describe_formula` does for LaTeX.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> tag = BeautifulSoup("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "html.parser")
    >>> describe_mathml(tag)
    'x squared'
    """
    try:
        return describe_tree(read_mathml(tag))
    except (LatexError, RecursionError):
        return UNREADABLE


def describe_tree(node: Node) -> str:
    """Return words for a formula that has been read into a tree.

    Examples
    --------
    >>> describe_tree(parse("x + 1"))
    'x plus 1'
    """
    words = join(speak(Row(items_of(arrange(node)))).words)
    return UNREADABLE if _UNSPEAKABLE.search(words) else words
