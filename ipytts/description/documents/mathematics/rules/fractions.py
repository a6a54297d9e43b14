"""Put fractions, derivatives, binomial coefficients and roots into words."""

from __future__ import annotations

from ipytts.description.documents.mathematics.nodes import (
    Fraction,
    Kind,
    Node,
    Root,
    Scripts,
    Sign,
    is_kind,
    is_sign,
    items_of,
)
from ipytts.description.documents.mathematics.properties import is_plain
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place, Speak, Spoken, spoken

_PARTS = {
    "2": ("half", "halves"),
    "3": ("third", "thirds"),
    "4": ("quarter", "quarters"),
    "5": ("fifth", "fifths"),
    "6": ("sixth", "sixths"),
    "7": ("seventh", "sevenths"),
    "8": ("eighth", "eighths"),
    "9": ("ninth", "ninths"),
    "10": ("tenth", "tenths"),
}
_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIFFERENTIALS = frozenset({"d", "partial", "delta", "D"})
_MOST_FACTORS = 4  # of a numerator or denominator that needs no end


def describe_fraction(node: Fraction, _: Place, speak: Speak) -> Spoken:
    """Return words for a fraction: "one half", "a over b", or with its ends if it is long."""
    above, below = node.numerator, node.denominator
    top, bottom = speak(above, Place.LINE), speak(below, Place.LINE)
    if not node.has_line:
        if is_term(above) and is_term(below):
            return spoken(top, "choose", bottom)
        return spoken(
            "the binomial",
            top.without_ending(),
            PAUSE,
            "choose",
            bottom.without_ending(),
            ending="end binomial",
        )
    if common := common_fraction(node):
        return Spoken((common,))
    if is_derivative(node):
        return spoken(top, "by", bottom)
    pause = () if is_term(above) and "to the" not in top.words else (PAUSE,)  # e to the x, over 2
    if is_term(above) and is_term(below) and PAUSE not in top.words:
        return spoken(top, *pause, "over", bottom)
    return spoken(
        "the fraction", top.without_ending(), *pause, "over", bottom.without_ending(), ending="end fraction"
    )


def common_fraction(node: Node) -> str:
    """Return words such as "two thirds"; empty for another fraction.

    Examples
    --------
    >>> common_fraction(Fraction(Sign("2", Kind.NUMBER, "2"), Sign("3", Kind.NUMBER, "3")))
    'two thirds'
    """
    if not isinstance(node, Fraction):
        return ""
    above, below = node.numerator, node.denominator
    if not isinstance(above, Sign) or not isinstance(below, Sign):
        return ""
    if below.text not in _PARTS or not above.text.isdecimal() or not 0 < int(above.text) < len(_COUNTS):
        return ""
    count = int(above.text)
    return f"{_COUNTS[count]} {_PARTS[below.text][count > 1]}"


def is_derivative(node: Node) -> bool:
    """Return whether a fraction is a derivative, such as dy/dx."""
    if not isinstance(node, Fraction) or not node.has_line:
        return False
    first, last = _differential(node.numerator), _differential(node.denominator)
    if not first or first != last:
        return False
    return len(items_of(node.denominator)) > 1 and not _has_operator(node.numerator)


def is_derivative_operator(node: Node) -> bool:
    """Return whether a fraction is a derivative of what follows it: d/dx."""
    return is_derivative(node) and isinstance(node, Fraction) and len(items_of(node.numerator)) == 1


def _differential(node: Node) -> str:
    items = items_of(node)
    first = items[0] if items else None
    if isinstance(first, Scripts):
        first = first.base
    return first.text if isinstance(first, Sign) and first.text in _DIFFERENTIALS else ""


def _has_operator(node: Node) -> bool:
    return any(is_kind(item, Kind.BINARY, Kind.RELATION) for item in items_of(node))


def is_term(node: Node) -> bool:
    """Return whether a part is a short product, which one hears as one.

    Examples
    --------
    >>> is_term(Sign("x", Kind.LETTER, "x"))
    True
    """
    items = items_of(node)
    if items and isinstance(items[0], Sign) and items[0].text in {"-", "partial", "nabla"}:
        items = items[1:]
    if items and isinstance(items[0], Root):
        return len(items) == 1 and is_term(items[0].radicand)
    factors = [item for item in items if not is_sign(item, "partial", "!")]
    return 0 < len(factors) <= _MOST_FACTORS and all(is_plain(item) for item in factors)


def describe_root(node: Root, _: Place, speak: Speak) -> Spoken:
    """Return words for a root, with its end if one would not hear it."""
    inner = speak(node.radicand, Place.LINE)
    degree = node.degree
    if degree is None:
        name = "the square root of"
    elif is_sign(degree, "3", "4"):
        name = "the cube root of" if degree.text == "3" else "the fourth root of"
    else:
        words = " ".join(speak(degree, Place.SCRIPT).words)
        name = f"the {words}-th root of"
    if is_term(node.radicand):
        return spoken(name, inner)
    return spoken(name, inner.without_ending(), ending="end root")
