"""Put what stands above at the right of a sign into words: powers, stars, primes, transposes, steps."""

from __future__ import annotations

from types import MappingProxyType

from ipytts.description.documents.mathematics.nodes import (
    Accent,
    Fenced,
    Kind,
    Node,
    Scripts,
    Sign,
    is_kind,
    is_sign,
    items_of,
    row,
    sign_of,
)
from ipytts.description.documents.mathematics.properties import is_number, is_simple, is_step
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place, Speak, Spoken, spoken

PRIMES = ("", "prime", "double prime", "triple prime")
_POWERS = MappingProxyType({"2": "squared", "3": "cubed"})
_MARKS = MappingProxyType(
    {
        **dict.fromkeys(("prime", "′", "'"), "prime"),
        **dict.fromkeys(("circ", "°"), "degrees"),
        **dict.fromkeys(("top", "intercal"), "transpose"),
        **dict.fromkeys(("*", "star"), "star"),
        "dagger": "dagger",
        "ddagger": "double dagger",
        "+": "plus",
        "-": "minus",
        "pm": "plus or minus",
        "mp": "minus or plus",
        "perp": "perp",
        "times": "times",
        "complement": "complement",
        "#": "sharp",
        "!": "factorial",
        "″": "double prime",
        "otimes": "tensor",
        "oplus": "plus",
        "odot": "sun",
        "cdot": "dot",
        "natural": "natural",
        "flat": "flat",
    }
)
_WITH_CIRCLE = MappingProxyType(  # standard states of quantities; sets and maps
    {**dict.fromkeys("GHSUEKPTV", "standard"), **dict.fromkeys("ABDILMNOQRWXYZfgh", "circle")}
)
_SIDES = MappingProxyType({"+": "from above", "-": "from below"})  # 0⁺ in a limit
_PRIME_SIGNS = frozenset({"prime", "′"})
_INDEX_LETTERS = frozenset(
    {"mu", "nu", "rho", "sigma", "lambda", "alpha", "beta", "gamma", "kappa", "delta", "tau"}
)
_OF_POLICIES = frozenset({*"VQAJdPR"})  # the value of a policy, V^π
_SINGLE_INDICES = frozenset({"mu", "nu", "rho", "lambda"})
_UNITS = frozenset(
    {"m", "s", "kg", "g", "K", "J", "N", "W", "V", "A", "mol", "Hz", "cm", "km", "mm", "nm", "Pa", "h"}
    | {"min", "L", "C", "eV", "M", "day", "year", "yr", "sec"}
)
_NAMES = frozenset({Kind.WORD, Kind.LIMITED, Kind.FUNCTION})


def describe_above(node: Scripts, speak: Speak) -> Spoken:
    """Return words for what stands above: "squared", "star", "to the n".

    Examples
    --------
    >>> x, two = Sign("x", Kind.LETTER, "x"), Sign("2", Kind.NUMBER, "2")
    >>> describe_above(Scripts(x, sup=two), None).words
    ('squared',)
    """
    items = items_of(node.sup)
    if not items or node.sup is None:
        return Spoken(())
    word = _single_mark(node, items) or _inverse(node, items)
    if word in _POWERS.values() and is_staggered(node.sub):
        word = ""
    if word in {"plus", "minus"}:
        return Spoken(("superscript", word) if isinstance(node.base, Fenced) else (word, PAUSE))
    if word:
        return Spoken((word,))
    if _are_marks(items):
        return _marks(items)
    primes = [item for item in items if isinstance(item, Sign) and item.text in _PRIME_SIGNS]
    if 0 < len(primes) < len(items) and items[: len(primes)] == tuple(primes):
        rest = row(*items[len(primes) :])
        return spoken(PRIMES[min(len(primes), 3)], describe_above(Scripts(node.base, sup=rest), speak))
    return _power(node, node.sup, items, speak)


def is_staggered(sub: Node | None) -> bool:
    """Return whether a subscript stands to the right of what is above, as a tensor's does."""
    first = items_of(sub)[:1]
    return bool(first) and isinstance(first[0], Sign) and first[0].text == "stagger"


def _single_mark(node: Scripts, items: tuple[Node, ...]) -> str:
    """Return the word for a mark above, or for a small power; empty for others."""
    sign = sign_of(items[0])
    if len(items) > 1 or not sign or isinstance(items[0], (Scripts, Accent)):
        return ""
    base = sign_of(node.base)
    if base and base.kind is Kind.NUMBER and sign.text in _SIDES:
        return _SIDES[sign.text]
    if sign.text == "T":
        return "transpose" if _is_matrix_like(node) else ""
    if sign.text == "c" and sign.kind is Kind.LETTER:
        return "complement" if base and base.text.isupper() and len(base.text) == 1 else ""
    if sign.kind is Kind.NUMBER:
        return "" if base and base.style == "blackboard" else _POWERS.get(sign.text, "")
    names = _WITH_CIRCLE if sign.text in {"circ", "°"} and base and isinstance(node.base, Sign) else {}
    return names.get(base.text if base else "", _MARKS.get(sign.text, ""))


def _are_marks(items: tuple[Node, ...]) -> bool:
    texts = [item.text for item in items if isinstance(item, Sign)]
    are_known = len(texts) == len(items) and all(text in _MARKS for text in texts)
    return are_known and (len(items) < 3 or len(set(texts)) == 1)


def _marks(items: tuple[Node, ...]) -> Spoken:
    texts = [item.text for item in items if isinstance(item, Sign)]
    if _PRIME_SIGNS.issuperset(texts):
        return Spoken((PRIMES[min(len(texts), 3)],))
    return Spoken(tuple(_MARKS[text] for text in texts))


def _is_matrix_like(node: Scripts) -> bool:
    """Return whether a T above is more likely "transpose" than a power."""
    sign = sign_of(node.base)
    if isinstance(node.base, Fenced):
        return not any(is_number(item) for item in items_of(node.base.inner))
    return not (sign and (sign.kind is Kind.NUMBER or (sign.text == "e" and node.sub is None)))


def _inverse(node: Scripts, items: tuple[Node, ...]) -> str:
    texts = [item.text for item in items if isinstance(item, Sign)]
    if texts in (["-", "T"], ["-", "top"]):
        return "inverse transpose"
    base = sign_of(node.base)
    is_unit = base and base.text in _UNITS and base.style in {"upright", "text"}
    is_quantity = is_unit or (base and base.kind is Kind.NUMBER)
    return "inverse" if texts == ["-", "1"] and len(items) == 2 and not is_quantity else ""


def _power(node: Scripts, sup: Node, items: tuple[Node, ...], speak: Speak) -> Spoken:
    first = items[0]
    steps = [item for item in items if isinstance(item, Fenced) and item.left in {"(", "["}]
    are_steps = len(steps) == len(items) and (len(steps) == 1 or all(is_simple(step.inner) for step in steps))
    if are_steps and not isinstance(node.base, Fenced):  # a step or layer, not a power
        return spoken(*(_superscript(step.inner, speak) for step in steps))
    inner = speak(sup, Place.SCRIPT)
    if _is_charge(items):
        return spoken(inner, PAUSE)
    is_relation = is_kind(first, Kind.RELATION)
    if is_relation or _is_index(node, items) or is_staggered(node.sub):
        return spoken("superscript", inner)
    if any(is_kind(item, Kind.PUNCTUATION) for item in items):
        return spoken("superscript", inner.without_ending(), ending="end superscript")
    is_tensor = is_sign(first, "otimes", "oplus", "odot") and len(items) > 1
    if is_tensor or is_simple(sup):
        return spoken("to the", inner)
    return spoken("to the power", inner.without_ending(), ending=PAUSE if is_step(sup) else "end power")


def _is_charge(items: tuple[Node, ...]) -> bool:
    """Return whether it is the charge of an ion: 2+."""
    last = items[-1]
    return len(items) == 2 and is_number(items[0]) and is_sign(last, "+", "-")


def _superscript(inner: Node, speak: Speak) -> Spoken:
    words = speak(inner, Place.SCRIPT)
    if is_simple(inner):
        return spoken("superscript", words)
    return spoken("superscript", words.without_ending(), ending="end superscript")


def _is_index(node: Scripts, items: tuple[Node, ...]) -> bool:
    """Return whether what stands above is a name or a tensor's index and not a power."""
    signs = [sign_of(item) for item in items]
    if all(sign and sign.kind in _NAMES for sign in signs):
        return True
    base = sign_of(node.base)
    if len(items) == 1 and base and base.text in _OF_POLICIES and signs[0] and signs[0].text == "pi":
        return True
    names = [sign.text for sign in signs if sign and sign.text in _INDEX_LETTERS]
    if len(names) < len(items) or not isinstance(node.base, (Sign, Accent, Scripts)):
        return False
    return len(names) > 1 or names[0] in _SINGLE_INDICES or node.sub is not None
