"""Put operators with a range into words: sums, integrals, limits, maxima; and named functions."""

from __future__ import annotations

from ipytts.description.documents.mathematics.nodes import (
    Kind,
    Node,
    Scripts,
    Sign,
    is_kind,
    is_sign,
    items_of,
    sign_of,
)
from ipytts.description.documents.mathematics.properties import is_simple
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place, Speak, Spoken, spoken

_LIMITS = frozenset({"lim", "limsup", "liminf", "plim"})
_WITHOUT_ARTICLE = frozenset({"argmax", "argmin", "argsup", "arginf"})


def describe_operator(node: Sign | Scripts, speak: Speak) -> Spoken:
    """Return words for an operator with its range, without what it is applied to.

    Examples
    --------
    >>> from ipytts.description.documents.mathematics import symbols
    >>> describe_operator(symbols.find_sign("sum"), None).words
    ('the sum',)
    """
    base = sign_of(node)
    if isinstance(node, Sign) or base is None:
        return Spoken((_name(base),)) if base else Spoken(())
    if base.kind is Kind.FUNCTION:
        return _function(base, node, speak)
    return spoken(_name(base), *_limits(base, node, speak))


def _limits(base: Sign, node: Scripts, speak: Speak) -> list[str | Spoken]:
    """Return words for what stands below and above an operator."""
    if node.sub is None:
        return ["to", _end(node.sup, speak)] if node.sup is not None else []
    below = _range(node.sub, speak)
    is_limit = any(is_kind(item, Kind.RELATION) for item in items_of(node.sub))
    if base.text in _LIMITS and is_limit:
        return ["as", below]
    if node.sup is None:
        return [_over(node.sub), below]
    if base.kind is Kind.LIMITED:
        return ["star", _over(node.sub), below]
    return ["from", below, "to", _end(node.sup, speak)]


def _name(sign: Sign) -> str:
    if sign.kind is Kind.FUNCTION or sign.text in _WITHOUT_ARTICLE:
        return sign.words
    if sign.kind is Kind.LIMITED and sign.words == sign.text and sign.text not in {"sup", "inf"}:
        return sign.words  # one that the author named
    return f"the {sign.words}"


def _over(sub: Node) -> str:
    """Return "for" before an equation and "over" before a variable or a set."""
    return "for" if any(is_sign(item, "=") for item in items_of(sub)) else "over"


def _range(node: Node, speak: Speak) -> Spoken:
    words = speak(node, Place.RANGE)
    return (
        words
        if is_simple(node)
        else Spoken((*words.words, PAUSE))
        if len(items_of(node)) > 4
        else words.without_ending()
    )


def _end(node: Node | None, speak: Speak) -> Spoken:
    return speak(node, Place.RANGE).without_ending() if node is not None else Spoken(())


def _function(base: Sign, node: Scripts, speak: Speak) -> Spoken:
    """Return words for a function with scripts: "log base 2", "inverse sine"."""
    above = [item.text for item in items_of(node.sup) if isinstance(item, Sign)]
    if above == ["-", "1"]:
        return Spoken((f"inverse {base.words}",))
    parts: list[str | Spoken] = [base.words]
    if node.sub is not None:
        parts += ["base" if base.text in {"log", "lg"} else "sub", speak(node.sub, Place.SCRIPT)]
    parts.append(("", "prime", "double prime", "triple prime")[min(node.primes, 3)])
    if node.sup is not None:
        power = {"2": "squared", "3": "cubed"}.get(above[0] if len(above) == 1 else "")
        parts += [power] if power else ["to the", speak(node.sup, Place.SCRIPT)]
    return spoken(*[part for part in parts if part])
