"""Put a base and what stands below and above at its right into words: indices, ordinals, values."""

from __future__ import annotations

from types import MappingProxyType

from ipytts.description.documents.mathematics.nodes import (
    Accent,
    Fenced,
    Kind,
    Node,
    Scripts,
    Sign,
    is_sign,
    items_of,
    row,
    sign_of,
)
from ipytts.description.documents.mathematics.properties import is_simple, is_step
from ipytts.description.documents.mathematics.rules.powers import PRIMES, describe_above, is_staggered
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place, Speak, Spoken, spoken

_BODIES = MappingProxyType({"odot": "sun", "oplus": "earth"})
_HALVES = MappingProxyType({"+": "positive", "-": "negative"})
_NUMBERS = MappingProxyType({"R": "real numbers", "Z": "integers", "Q": "rational numbers"})
_ORDINALS = frozenset({"th", "st", "nd", "rd"})


def describe_scripts(node: Scripts, place: Place, speak: Speak) -> Spoken:
    """Return words for a base with scripts, such as "x sub i squared".

    Examples
    --------
    >>> n, th = Sign("n", Kind.LETTER, "n"), Sign("th", Kind.WORD, "th")
    >>> describe_scripts(Scripts(n, sup=th), Place.LINE, None).words
    ('n-th',)
    """
    base = sign_of(node.base)
    if ordinal := _ordinal(node, base):
        return Spoken((ordinal,))
    if (base and base.kind is Kind.BAR) or _is_value(node.base):
        return _evaluated(node, speak)
    if base and base.style == "blackboard" and (words := _half_of_numbers(node, base)):
        return Spoken((words,))
    parts = [_base(node, base, place, speak)]
    if node.sub is not None and is_staggered(node.sub):
        below = _below(row(*items_of(node.sub)[1:]), base, speak)
        return spoken(parts[0], Spoken(describe_above(node, speak).closed()), PAUSE, below)
    if node.sub is not None:
        below = _below(node.sub, base, speak)
        parts.append(below if node.sup is None else Spoken(below.closed()))
    if node.primes:
        parts.append(Spoken((PRIMES[node.primes] if node.primes < len(PRIMES) else f"{node.primes} primes",)))
    parts.append(describe_above(node, speak))
    return spoken(*[part for part in parts if part.words])


def _base(node: Scripts, base: Sign | None, place: Place, speak: Speak) -> Spoken:
    """Return words for the base, with a pause where the scripts belong to several words."""
    if not items_of(node.base):
        return Spoken(())
    if base and base.style == "blackboard" and isinstance(node.base, Sign):  # R to the n
        return Spoken((base.text if base.words != "the indicator" else base.words,))
    inner = speak(node.base, place)
    if isinstance(node.base, Fenced) and node.base.left not in {"(", "["}:
        return Spoken((*inner.closed(), PAUSE))
    if isinstance(node.base, (Sign, Fenced, Accent)):
        return inner
    ends_with_bracket = bool(inner.words) and inner.words[-1].startswith("close ")
    return Spoken(inner.closed() if ends_with_bracket else (*inner.closed(), PAUSE))


def _half_of_numbers(node: Scripts, base: Sign) -> str:
    """Return words for the positive or negative numbers of a set; empty for other scripts."""
    scripts = [script for script in (node.sub, node.sup) if script is not None]
    sign = scripts[0] if len(scripts) == 1 else None
    if not isinstance(sign, Sign) or sign.text not in _HALVES or base.text not in {"R", "Z", "Q"}:
        return ""
    return f"the {_HALVES[sign.text]} {_NUMBERS[base.text]}"


def _ordinal(node: Scripts, base: Sign | None) -> str:
    """Return words such as "n-th"; empty where something else stands above."""
    signs = [sign_of(item) for item in items_of(node.sup)]
    suffix = "".join(sign.text for sign in signs if sign)
    if not base or suffix not in _ORDINALS or node.sub is not None or not isinstance(node.base, Sign):
        return ""
    if base.kind is not Kind.NUMBER and len(signs) > 1 and (suffix != "th" or base.text == "e"):  # e^{st}
        return ""
    return f"{base.words}{suffix}" if base.kind is Kind.NUMBER else f"{base.words}-{suffix}"


def _is_value(base: Node) -> bool:
    r"""Return whether it is ``\left. x \right|``."""
    return isinstance(base, Fenced) and not base.left and base.right == "|"


def _evaluated(node: Scripts, speak: Speak) -> Spoken:
    """Return words for a bar with scripts: what stands before it takes this value."""
    before = speak(node.base, Place.LINE).without_ending() if _is_value(node.base) else Spoken(())
    if node.sub is None:
        return spoken(before, "bar", describe_above(node, speak))
    below = speak(node.sub, Place.LINE).without_ending()
    if node.sup is None:
        return spoken(before, PAUSE, "evaluated at", below, PAUSE)
    return spoken(before, PAUSE, "evaluated from", below, "to", speak(node.sup, Place.SCRIPT), PAUSE)


def _below(sub: Node, base: Sign | None, speak: Speak) -> Spoken:
    inner = speak(sub, Place.SCRIPT)
    if base and base.words == "the indicator":
        if isinstance(sub, Fenced) and sub.left == "lbrace":
            inner = speak(sub.inner, Place.LINE)
        return spoken("of", Spoken((*inner.words, PAUSE)))
    if isinstance(sub, Sign) and sub.text in _BODIES:
        return Spoken(("sub", _BODIES[sub.text]))
    if is_sign(sub, "+", "-"):
        return spoken("sub", inner, PAUSE)
    if is_simple(sub):
        return spoken("sub", inner)
    return spoken("subscript", inner.without_ending(), ending=PAUSE if is_step(sub) else "end subscript")
