"""Put signs into words that depend on their neighbours: bars, colons, stars, crosses, arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ipytts.description.documents.mathematics.nodes import (
    Accent,
    Applied,
    Kind,
    Node,
    Scripts,
    Sign,
    is_sign,
    sign_of,
)
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place

QUANTIFIERS = frozenset({"forall", "exists", "nexists"})
_INTEGERS = frozenset("abdkmnpq")
_SIZES = frozenset("nmkpdNMKPDhwHWTL")


@dataclass(frozen=True)
class Spot:
    """A place in a row."""

    items: Sequence[Node]
    index: int
    place: Place

    def at(self, offset: int) -> Node | None:
        """Return a neighbour; None beyond the ends."""
        index = self.index + offset
        return self.items[index] if 0 <= index < len(self.items) else None

    @property
    def before(self) -> Node | None:
        """The neighbour on the left."""
        return self.at(-1)

    @property
    def after(self) -> Node | None:
        """The neighbour on the right."""
        return self.at(1)

    @property
    def is_between_quantities(self) -> bool:
        """Whether both neighbours are letters, numbers or words, with or without scripts."""
        return is_quantity(self.before) and is_quantity(self.after)


def words_of(sign: Sign, spot: Spot) -> str:
    """Return the words of a sign between its neighbours.

    Examples
    --------
    >>> three, cross = Sign("3", Kind.NUMBER, "3"), Sign("times", Kind.BINARY, "times")
    >>> words_of(cross, Spot((three, cross, three), 1, Place.LINE))
    'by'
    """
    if sign.kind in {Kind.OPEN, Kind.CLOSE}:
        return f"{'open' if sign.kind is Kind.OPEN else 'close'} {sign.words}"
    rule = _bar if sign.kind is Kind.BAR else _RULES.get(sign.text)
    if rule and not sign.is_atom:
        return rule(sign, spot)
    is_part = is_sign(spot.after, "/") or is_quantity(spot.before) or _is_script(spot)  # Z/n, E^Q
    is_letter = sign.style == "blackboard" and is_part
    return sign.text if is_letter else sign.words


def _is_script(spot: Spot) -> bool:
    return spot.place is Place.SCRIPT and len(spot.items) == 1


def ends_phrase(sign: Sign, spot: Spot) -> bool:
    """Return whether what follows a sign is a sentence of its own, in which relations have a verb."""
    if sign.text == ":":
        return _is_condition(spot) and spot.place is not Place.RANGE
    return sign.kind is Kind.PUNCTUATION or sign.text in {"implies", "iff"}


def is_quantity(node: Node | None) -> bool:
    """Return whether a node is a letter, a number or a word, with or without scripts.

    Examples
    --------
    >>> is_quantity(Scripts(Sign("x", Kind.LETTER, "x"), primes=1))
    True
    """
    sign = sign_of(node)
    return bool(sign and sign.is_atom)


def _bar(sign: Sign, spot: Spot) -> str:
    if spot.before is None or spot.after is None:
        return "bar" if len(spot.items) == 1 else PAUSE
    if spot.place is Place.RANGE and spot.is_between_quantities:
        return "dividing"
    if sign.text == "‖":
        return "parallel to"
    are_integers = _is_integer(spot.before) and _is_integer(spot.after)
    return "divides" if spot.place is Place.LINE and are_integers and _divides(sign, spot) else "given"


def _divides(sign: Sign, spot: Spot) -> bool:
    """Return whether a bar between integers is one of divisibility; a typed one only where it is usual."""
    return sign.text == "mid" or (is_sign(spot.after, *"mn") and is_sign(spot.before, *"dkmp"))


def _colon(_: Sign, spot: Spot) -> str:
    if spot.place is Place.SCRIPT and spot.is_between_quantities:
        return "to"
    if spot.place in {Place.SCRIPT, Place.ARGUMENTS} and not spot.is_between_quantities:
        return "colon"
    if _is_condition(spot):
        return "such that"
    before, after = spot.before, spot.after
    is_ratio = (
        isinstance(before, Sign) and isinstance(after, Sign) and before.kind is after.kind is Kind.NUMBER
    )
    return "to" if is_ratio else ":"


def _is_condition(spot: Spot) -> bool:
    """Return whether a condition follows a colon, as after "there exists x"."""
    return spot.place is Place.RANGE or any(is_sign(item, *QUANTIFIERS) for item in spot.items[: spot.index])


def _comma(_: Sign, spot: Spot) -> str:
    return "comma" if spot.place in {Place.SCRIPT, Place.ARGUMENTS} else PAUSE


def _semicolon(_: Sign, spot: Spot) -> str:
    return "semicolon" if spot.place is Place.ARGUMENTS else ";"


def _vertical_arrow(sign: Sign, spot: Spot) -> str:
    """Return "goes down to" in a limit: p ↓ 0."""
    is_limit = spot.place is Place.RANGE and spot.before is not None and spot.after is not None
    return f"goes {sign.words} to" if is_limit else sign.words


def _full_stop(_: Sign, spot: Spot) -> str:
    is_inside = spot.before is not None and spot.after is not None and spot.place is not Place.LINE
    return "dot" if is_inside else "."


def _times(_: Sign, spot: Spot) -> str:
    if spot.place is Place.SCRIPT or _is_shape(spot):
        return "by"
    return "cross" if _is_vector(spot.before) and _is_vector(spot.after) else "times"


def _dot(_: Sign, spot: Spot) -> str:
    after = spot.at(2) if is_sign(spot.after, "d") else spot.after
    are_vectors = _is_vector(spot.before) and _is_vector(after)
    return "dot" if are_vectors or spot.before is None or spot.after is None else "times"


def _star(_: Sign, spot: Spot) -> str:
    if spot.before is None and spot.after is None:
        return "star"
    return "convolved with" if _is_sequence(spot.before) and _is_sequence(spot.after) else "times"


def _slash(_: Sign, spot: Spot) -> str:
    signs = sign_of(spot.before), sign_of(spot.after)
    return "per" if all(sign and sign.style == "upright" for sign in signs) else "over"


def _circle(sign: Sign, spot: Spot) -> str:
    return "circle" if spot.before is None else sign.words


def _similar(sign: Sign, spot: Spot) -> str:
    if spot.before is None:
        return "about"
    return "is about" if isinstance(spot.after, Sign) and spot.after.kind is Kind.NUMBER else sign.words


def _defined(sign: Sign, spot: Spot) -> str:
    """Return "becomes" where a variable gets a value that is computed from it: w := w - 1."""
    return "becomes" if spot.before in spot.items[spot.index + 1 :] else sign.words


def _identical(sign: Sign, spot: Spot) -> str:
    return "is congruent to" if any(is_sign(item, "bmod") for item in spot.items) else sign.words


def _is_shape(spot: Spot) -> bool:
    """Return whether a row is a shape such as 3 × 3 or n × m."""
    names = [item for item in spot.items if not is_sign(item, "times")]
    return len(spot.items) == 2 * len(names) - 1 and all(
        isinstance(item, Sign) and (item.text in _SIZES or item.text.isdecimal()) for item in names
    )


def _is_sequence(node: Node | None) -> bool:
    """Return whether it is a signal at a time: x[n]."""
    return isinstance(node, Applied) and node.arguments.left == "["


def _is_vector(node: Node | None) -> bool:
    if isinstance(node, Scripts):
        return _is_vector(node.base)
    if isinstance(node, Accent):
        return node.mark == "vector"
    return isinstance(node, Sign) and node.style == "bold"


def _is_integer(node: Node) -> bool:
    """Return whether a name is usually one of an integer: n, p, 12."""
    if isinstance(node, Scripts):  # p²
        return node.sub is None and isinstance(node.sup, Sign) and _is_integer(node.base)
    return isinstance(node, Sign) and not node.style and (node.kind is Kind.NUMBER or node.text in _INTEGERS)


def _orthogonal(sign: Sign, spot: Spot) -> str:
    is_conditional = any(isinstance(item, Sign) and item.kind is Kind.BAR for item in spot.items)
    return sign.words.replace("orthogonal to", "independent of") if is_conditional else sign.words


_RULES: MappingProxyType[str, Callable[[Sign, Spot], str]] = MappingProxyType(
    {
        ":": _colon,
        ",": _comma,
        ";": _semicolon,
        ".": _full_stop,
        "times": _times,
        "cdot": _dot,
        "*": _star,
        "/": _slash,
        "circ": _circle,
        "sim": _similar,
        "coloneqq": _defined,
        "equiv": _identical,
        "uparrow": _vertical_arrow,
        "downarrow": _vertical_arrow,
        "perp": _orthogonal,
        "not perp": _orthogonal,
    }
)
