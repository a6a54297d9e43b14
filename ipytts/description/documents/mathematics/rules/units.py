r"""Put units beside numbers into words: ``9.8\,\mathrm{m\,s^{-2}}`` is "9.8 meters per second squared"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ipytts.description.documents.mathematics.nodes import Kind, Node, Scripts, Sign, is_kind, items_of
from ipytts.description.wording.units import UNITS, compound_in_words

_POWERS = {"2": "²", "3": "³", "-1": "⁻¹", "-2": "⁻²", "-3": "⁻³"}
_POWER_WORDS = {"": "", "¹": "", "²": " squared", "³": " cubed"}
_FACTOR = re.compile(r"(?P<unit>[^⁻¹²³]+)(?P<sign>⁻?)(?P<power>[¹²³]?)")
_AMBIGUOUS = frozenset(
    {"d", "y", "k", "M", "B", "C", "F", "in", "t", "x", "million", "thousand", "billion", "trillion"}
)
_AFTER = frozenset({Kind.RELATION, Kind.BINARY, Kind.PUNCTUATION, Kind.SPACE, Kind.CLOSE})
_TEMPERATURES = {"C": "Celsius", "F": "Fahrenheit"}


def unit_in_words(items: Sequence[Node], index: int) -> tuple[str, int] | None:
    """Return words for the unit at a position and how many items they are for; None if there is no unit.

    Examples
    --------
    >>> items = Sign("5", Kind.NUMBER, "5"), Sign("kg", Kind.WORD, "kg", "upright")
    >>> unit_in_words(items, 1), unit_in_words(items, 0)
    (('kilograms', 1), None)
    """
    before = items[index - 1] if index else None
    if isinstance(before, Scripts) and _texts(before.sup) == "circ":
        scale = _TEMPERATURES.get(_texts(items[index]))
        return (scale, 1) if scale else None
    if not _is_number(before):
        return None
    for end in range(min(len(items), index + 5), index, -1):
        words = _words([_unit(item) for item in items[index:end]])
        if words:
            return (words, end - index) if _ends(items[end] if end < len(items) else None) else None
    return None


def _ends(after: Node | None) -> bool:
    """Return whether a unit is complete: neither another unit nor a factor follows."""
    if after is None:
        return True
    is_text = isinstance(after, Sign) and after.style == "text" and after.text not in UNITS
    return is_text or (is_kind(after, *_AFTER) and after.text not in {"cdot", "/"})


def _is_number(node: Node | None) -> bool:
    """Return whether it is a number other than 1, or a power of 10."""
    if isinstance(node, Scripts):
        return node.sub is None and _is_number(node.base)
    return is_kind(node, Kind.NUMBER) and node.text != "1"


def _texts(node: Node | None) -> str:
    return "".join(item.text for item in items_of(node) if isinstance(item, Sign))


def _unit(node: Node) -> str:
    """Return a unit as it is written in a text; empty for what is none."""
    if isinstance(node, Scripts):
        power = _POWERS.get(_texts(node.sup), "")
        return f"{_unit(node.base)}{power}" if power and node.sub is None else ""
    if not isinstance(node, Sign):
        return ""
    if node.text in {"/", "cdot", "mu"}:
        return {"/": "/", "cdot": " ", "mu": "µ"}[node.text]
    return node.text if node.style in {"upright", "text"} and node.is_atom else ""


def _words(parts: list[str]) -> str:
    """Return words for the parts of a unit; empty if they are none."""
    if not all(parts) or not any(part.strip(" /µ") for part in parts):
        return ""
    text = ""
    for part in parts:
        joint = "" if not text or text.endswith(("/", " ", "µ")) or part in {"/", " "} else " "
        text += joint + part
    if text in UNITS and text not in _AMBIGUOUS:
        return UNITS[text]
    return compound_in_words(text, nouns=False) or _product(text)


def _product(text: str) -> str:
    """Return words for units beside each other: "J mol⁻¹ K⁻¹", "kg m/s²"; empty if some are none."""
    above, _, below = text.partition("/")
    factors = [_FACTOR.fullmatch(part) for part in above.split()] + [_FACTOR.fullmatch(below)] * bool(below)
    names: list[str] = []
    rates: list[str] = []
    for index, factor in enumerate(factors):
        if not factor or factor["unit"] not in UNITS or factor["unit"] in _AMBIGUOUS:
            return ""
        is_rate = bool(factor["sign"]) or index >= len(above.split())
        (rates if is_rate else names).append(_named(factor["unit"], factor["power"]))
    if not names:
        return ""
    *others, last = names
    plural = last if last.endswith(("z", "ed")) else f"{last}s"
    return " per ".join([" ".join([*others, plural]), *rates])


def _named(unit: str, power: str) -> str:
    """Return a unit with its power, in the singular."""
    known = UNITS.get(f"{unit}{power}", "")
    return (known or UNITS[unit]).removesuffix("s") + ("" if known else _POWER_WORDS[power])
