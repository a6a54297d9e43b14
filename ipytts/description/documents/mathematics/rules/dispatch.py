"""Put a tree into words: each kind of node by its rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ipytts.description.documents.mathematics.nodes import (
    Accent,
    Applied,
    Fenced,
    Fraction,
    Kind,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Stacked,
    Table,
    items_of,
    sign_of,
)
from ipytts.description.documents.mathematics.properties import is_operator, is_plain
from ipytts.description.documents.mathematics.rules import (
    brackets,
    fractions,
    operators,
    rows,
    scripts,
    tables,
)
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place, Speak, Spoken, spoken

_CONVERGENCE = MappingProxyType(
    {
        "d": "in distribution", "D": "in distribution", "p": "in probability", "P": "in probability",
        "a.s.": "almost surely", "L": "in law", "law": "in law", "w": "weakly", "a s": "almost surely",
    }
)  # fmt: skip
_EQUALITIES = MappingProxyType(
    {
        **dict.fromkeys(("def", "def.", "Def", "Def.", "triangle", "set", "delta", "defn"), "is defined as"),
        "?": "possibly equals",
        "!": "should equal",
    }
)


def speak(node: Node, place: Place = Place.LINE) -> Spoken:
    """Return words for a tree.

    Examples
    --------
    >>> speak(Sign("x", Kind.LETTER, "x")).words
    ('x',)
    """
    return _RULES[type(node)](node, place, speak)


def _sign(node: Sign, place: Place, _: Speak) -> Spoken:
    return rows.describe_row(Row((node,)), place, speak)


def _scripts(node: Scripts, place: Place, _: Speak) -> Spoken:
    if is_operator(node):
        return operators.describe_operator(node, speak)
    if isinstance(node.base, Fenced) and node.base.left == node.base.right == "‖":
        return _norm(node, node.base)
    if isinstance(node.base, Fenced) and node.base.left == "lbrace" and node.sub is not None:
        return _family(node, place)
    if not items_of(node.base) and node.sup is not None:
        return spoken(_before(node), scripts.describe_scripts(replace(node, sup=None), place, speak))
    return scripts.describe_scripts(node, place, speak)


def _before(node: Scripts) -> Spoken:
    """Return words for what stands above before a sign: "star F", "superscript 14 C"."""
    sign = sign_of(node.sup)
    if sign and sign.text == "*":
        return Spoken(("star",))
    if sign and sign.text in {"circ", "°"}:
        return Spoken(("degrees",))
    return spoken("superscript", speak(node.sup or Row(()), Place.SCRIPT))


def _norm(node: Scripts, base: Fenced) -> Spoken:
    """Return words for a norm: "the squared 2 norm of x"."""
    above = sign_of(node.sup)
    squared = "squared " if above and above.text == "2" else ""
    name = " ".join(speak(node.sub, Place.SCRIPT).words) + " " if node.sub is not None else ""
    inner = speak(base.inner)
    words = spoken(
        f"the {squared}{name}norm of",
        inner.without_ending(),
        ending="" if is_plain(base.inner) else "end norm",
    )
    if node.sup is None or squared:
        return Spoken((*words.words, PAUSE), words.ending) if not words.ending else words
    rest = scripts.describe_scripts(Scripts(Row(()), sup=node.sup), Place.LINE, speak)
    return Spoken((*words.closed(), PAUSE, *rest.words), rest.ending)


def _family(node: Scripts, place: Place) -> Spoken:
    """Return words for a set with a range: the x sub i for i from 1 to n."""
    first = speak(node.base, place).without_ending()
    below = speak(node.sub or Row(()), Place.RANGE)
    if node.sup is None:
        return spoken(first, PAUSE, "over", below, PAUSE)
    return spoken(first, PAUSE, "from", below, "to", speak(node.sup, Place.RANGE), PAUSE)


def _accent(node: Accent, place: Place, _: Speak) -> Spoken:
    inner = speak(node.base, place)
    if node.mark == "vector":
        return spoken("vector", inner)
    if node.mark == "crossed out":
        return spoken("crossed out", inner, ending="" if is_plain(node.base) else "end crossed out")
    if is_plain(node.base) or isinstance(node.base, Sign):
        return spoken(Spoken(inner.closed()), node.mark)
    return spoken(PAUSE, inner.without_ending(), PAUSE, f"all with {node.mark}", PAUSE)


def _stacked(node: Stacked, place: Place, _: Speak) -> Spoken:
    if words := _named_relation(node):
        return Spoken((words,))
    above = [speak(node.over, Place.LINE).words] if node.over is not None else []
    below = [speak(node.under, Place.LINE).words] if node.under is not None else []
    base = speak(node.base, place)
    if node.is_brace:
        labels = [part for words in (*above, *below) for part in (PAUSE, "labelled", Spoken(words), PAUSE)]
        return spoken(Spoken(base.closed() if labels else base.words), *labels)
    places = [part for words in above for part in (PAUSE, "with", Spoken(words), "above", PAUSE)]
    places += [part for words in below for part in (PAUSE, "with", Spoken(words), "below", PAUSE)]
    sign = sign_of(node.base)
    if sign and sign.kind is Kind.RELATION:
        return spoken(*places, sign.words)
    return spoken(Spoken(base.closed()), *places)


def _named_relation(node: Stacked) -> str:
    """Return words for a relation that a word above it names: "is defined as"."""
    sign = sign_of(node.base)
    label = "".join(item.text for item in items_of(node.over) if isinstance(item, Sign))
    if not sign or not label or node.under is not None:
        return ""
    if sign.text == "sim" and label.replace(".", "") in {"iid", "i i d"}:
        return "is independently and identically distributed as"
    if sign.text in {"=", "equiv"}:
        return _EQUALITIES.get(label) or (f"equals {_CONVERGENCE[label]}" if label in _CONVERGENCE else "")
    return f"converges {_CONVERGENCE[label]} to" if sign.text == "to" and label in _CONVERGENCE else ""


_RULES: MappingProxyType[type[Node], Callable[[Any, Place, Speak], Spoken]] = MappingProxyType(
    {
        Sign: _sign,
        Scripts: _scripts,
        Row: rows.describe_row,
        Fraction: fractions.describe_fraction,
        Root: fractions.describe_root,
        Fenced: brackets.describe_fenced,
        Applied: brackets.describe_applied,
        Table: tables.describe_table,
        Accent: _accent,
        Stacked: _stacked,
    }
)
