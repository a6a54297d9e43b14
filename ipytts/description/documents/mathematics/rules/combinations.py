"""Put neighbours that have words together into words: "the divergence of", "there exists exactly one"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from ipytts.description.documents.mathematics.nodes import (
    Fenced,
    Kind,
    Node,
    Scripts,
    Sign,
    base_of,
    is_kind,
    is_sign,
    items_of,
    row,
)
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place, Speak, Spoken, spoken
from ipytts.description.documents.mathematics.rules.units import unit_in_words

Combination = tuple[Spoken, int]  # the words, and how many items they are for

_BEFORE_INTERVAL = frozenset(
    {"in", "notin", "subset", "subseteq", "onto", "to", "cup", "cap", "setminus", "from"}
)
_CALCULUS = {"cdot": "the divergence of", "times": "the curl of"}
_INTERVALS = MappingProxyType(
    {
        ("[", "]"): "closed interval",
        ("(", ")"): "open interval",
        ("[", ")"): "right-open interval",
        ("(", "]"): "left-open interval",
    }
)
_HALF_OPEN = frozenset({("[", ")"), ("(", "]")})


def combined(items: Sequence[Node], index: int, speak: Speak) -> Combination | None:
    """Return words for the items at a position that have words together, and their number.

    Examples
    --------
    >>> exists, mark = Sign("exists", Kind.PREFIX, "there exists"), Sign("!", Kind.POSTFIX, "factorial")
    >>> combined((exists, mark), 0, None)
    (Spoken(words=('there exists exactly one',), ending=''), 2)
    """
    item = items[index]
    if unit := unit_in_words(items, index):
        return Spoken((unit[0],)), unit[1]
    if isinstance(item, Sign):
        rule = _RULES.get(item.text)
        return rule(items[index + 1 :]) if rule else None
    base = base_of(item)
    before = items[index - 1] if index else None
    if isinstance(base, Fenced) and _is_interval(base, before):
        return _interval(base, item, speak)
    return None


def _nabla(after: Sequence[Node]) -> Combination | None:
    sign = after[0] if len(after) > 1 else None
    if isinstance(sign, Sign) and sign.text in _CALCULUS:
        return Spoken((_CALCULUS[sign.text],)), 2
    return None


def _exists(after: Sequence[Node]) -> Combination | None:
    is_one = bool(after) and isinstance(after[0], Sign) and after[0].text == "!"
    return (Spoken(("there exists exactly one",)), 2) if is_one else None


def _money(after: Sequence[Node]) -> Combination | None:
    amount = after[0] if after else None
    if is_kind(amount, Kind.NUMBER):
        return spoken(amount.words, "dollars"), 2
    return None


def _number_of(after: Sequence[Node]) -> Combination | None:
    """Return "the size of" before a set in braces."""
    is_set = bool(after) and isinstance(after[0], Fenced) and after[0].left == "lbrace"
    return (Spoken(("the size of",)), 1) if is_set else None


_RULES: MappingProxyType[str, Callable[[Sequence[Node]], Combination | None]] = MappingProxyType(
    {"nabla": _nabla, "exists": _exists, "$": _money, "#": _number_of}
)


def _is_interval(base: Fenced, before: Node | None) -> bool:
    """Return whether brackets are those of an interval: after "in", or of two kinds."""
    sides = (base.left, base.right)
    is_after = isinstance(before, Sign) and before.text in _BEFORE_INTERVAL
    commas = [item for item in items_of(base.inner) if is_sign(item, ",")]
    return sides in _INTERVALS and len(commas) == 1 and (is_after or sides in _HALF_OPEN)


def _interval(base: Fenced, item: Node, speak: Speak) -> Combination:
    parts = items_of(base.inner)
    comma = next(n for n, part in enumerate(parts) if is_sign(part, ","))
    low, high = row(*parts[:comma]), row(*parts[comma + 1 :])
    words: list[str | Spoken] = [f"the {_INTERVALS[base.left, base.right]} from"]
    words += [speak(low, Place.LINE).without_ending(), "to", speak(high, Place.LINE).without_ending()]
    if isinstance(item, Scripts) and item.sup is not None:
        words += [PAUSE, "to the", speak(item.sup, Place.SCRIPT)]
    return spoken(*words, PAUSE), 1
