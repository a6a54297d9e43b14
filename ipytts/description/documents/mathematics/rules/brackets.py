"""Put what stands in brackets or between bars into words: sets, intervals, norms, kets, arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from ipytts.description.documents.mathematics.nodes import (
    Applied,
    Fenced,
    Kind,
    Node,
    Row,
    Scripts,
    Sign,
    Table,
    is_kind,
    is_sign,
    items_of,
    row,
    sign_of,
)
from ipytts.description.documents.mathematics.properties import is_operator, is_plain, is_plain_list
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place, Speak, Spoken, spoken
from ipytts.description.documents.mathematics.symbols import without_verb

_DIVERGENCES = frozenset({"D", "KL"})
_NAMES = {
    "(": ("open paren", "close paren"),
    ")": ("close paren", "close paren"),
    "[": ("open bracket", "close bracket"),
    "]": ("close bracket", "close bracket"),
    "lbrace": ("open brace", "close brace"),
    "rbrace": ("close brace", "close brace"),
    "langle": ("open angle bracket", ""),
    "rangle": ("", "close angle bracket"),
    "llbracket": ("open double bracket", ""),
    "rrbracket": ("", "close double bracket"),
}
_OF = {"lfloor": "floor", "lceil": "ceiling", "‖": "norm"}
_SETS = frozenset({*"ABCDEFGHIJKLMNPQRSTUV", "Omega"})  # X is a random variable
_LIGHT_KINDS = frozenset(
    {Kind.RELATION, Kind.PUNCTUATION, Kind.BAR, Kind.SPACE, Kind.DOTS, Kind.POSTFIX, Kind.FUNCTION}
)
_LIGHT_OPERATORS = frozenset(
    {"times", "cdot", "/", "cup", "cap", "land", "lor", "otimes", "circ", "setminus"}
)
_PROBABILITIES = frozenset({"P", "p", "Pr"})
_SET_OPERATORS = frozenset({"cup", "cap", "setminus"})


def describe_fenced(node: Fenced, place: Place, speak: Speak) -> Spoken:
    """Return words for what brackets or bars enclose."""
    if isinstance(node.inner, Table) and node.left != "langle":
        return _table(node, node.inner, place, speak)
    if node.left in _OF:
        return _wrapped(f"the {_OF[node.left]} of", node.inner, f"end {_OF[node.left]}", speak)
    if not node.left and node.right in {"", "|"}:
        return speak(node.inner, place)
    if rule := _RULES.get((node.left, node.right)):
        return rule(node, place, speak)
    return _bracketed(node, speak)


def _bracketed(node: Fenced, speak: Speak) -> Spoken:
    left, right = _NAMES.get(node.left, (node.left, ""))[0], _NAMES.get(node.right, ("", node.right))[1]
    inner = speak(node.inner, Place.ARGUMENTS)
    if not items_of(node.inner):
        return spoken(left, right)
    return spoken(left, inner.without_ending(), right)


def _table(node: Fenced, table: Table, place: Place, speak: Speak) -> Spoken:
    """Return words for a table, by the brackets around it: a matrix, a determinant, or cases."""
    environment = table.environment
    if node.left == "lbrace" and not node.right:
        environment = "cases"
    elif node.left == "|":
        environment = "vmatrix"
    return speak(replace(table, environment=environment), place)


def describe_applied(node: Applied, place: Place, speak: Speak) -> Spoken:
    """Return words for a function with its arguments: "f of x"."""
    function = speak(node.function, place)
    arguments = node.arguments
    items = items_of(arguments.inner)
    sign = sign_of(node.function)
    name = Spoken((*function.words, PAUSE)) if function.ending else function
    if not function.ending and function.words[-1:] == (PAUSE,):
        name = Spoken(function.words[:-1])
    if not items or (len(items) == 1 and isinstance(items[0], Sign) and items[0].text == "cdot"):
        return name
    if sign and sign.kind is Kind.LIMITED and arguments.left == "lbrace":
        is_set = any(isinstance(item, Sign) and (item.kind is Kind.BAR or item.text == ":") for item in items)
        inner = _set(arguments, Place.SET, speak) if is_set else speak(arguments.inner, Place.ARGUMENTS)
        return spoken(name, "of", inner, ending=inner.ending or f"end {sign.text}")
    is_divergence = sign is not None and sign.text in _DIVERGENCES
    if any(_separates_distributions(item, is_divergence=is_divergence) for item in items):
        return spoken(name, "of", _divergence(items, speak))
    if any(is_kind(item, Kind.RELATION) for item in items):
        return _statement(name, node, speak)
    inner = speak(arguments.inner, Place.ARGUMENTS)
    if not _needs_brackets(arguments.inner):
        return spoken(name, "of", inner)
    left, right = (
        _NAMES.get(arguments.left, ("open paren", ""))[0],
        _NAMES.get(arguments.right, ("", "close paren"))[1],
    )
    return spoken(name, "of", left, inner.without_ending(), right)


def _statement(name: Spoken, node: Applied, speak: Speak) -> Spoken:
    """Return words for a function of a statement: "P that X is less than x", "E of Y given X equal to x"."""
    items = items_of(node.arguments.inner)
    sign = sign_of(node.function)
    first = next(item for item in items if is_kind(item, Kind.RELATION, Kind.BAR))
    if sign and sign.text in _PROBABILITIES and first.kind is Kind.RELATION and first.text != "sim":
        name = Spoken(("the probability",)) if sign.text == "Pr" else name
        words = speak(node.arguments.inner, Place.ARGUMENTS).words
        return spoken(name, "that", Spoken((*words, PAUSE)), ending=f"end {' '.join(name.words)}")
    inner = speak(row(*(_without_verb(item) for item in items)), Place.ARGUMENTS).words
    return spoken(name, "of", Spoken((*inner, PAUSE)))


def _without_verb(item: Node) -> Node:
    if not isinstance(item, Sign) or item.kind is not Kind.RELATION:
        return item
    return replace(item, words="equal to" if item.text == "=" else without_verb(item))


def _needs_brackets(node: Node) -> bool:
    """Return whether one would not hear where the arguments end."""
    items = items_of(node)
    if is_plain_list(node):
        return False
    if all(is_plain(item) or _is_light(item, index) for index, item in enumerate(items)):
        return False
    return not (len(items) == 1 and not isinstance(items[0], (Sign, Scripts)))


def _is_light(item: Node, index: int) -> bool:
    """Return whether a sign in the arguments is heard as a part of them."""
    if not isinstance(item, Sign):
        return isinstance(item, (Applied, Fenced)) or is_operator(item)
    if item.kind is Kind.BINARY:
        return index == 0 or item.text in _LIGHT_OPERATORS
    return item.kind in _LIGHT_KINDS


def _separates_distributions(item: Node, *, is_divergence: bool = True) -> bool:
    """Return whether a sign stands between two distributions: a double bar, or the bar of a divergence."""
    return (is_divergence and is_kind(item, Kind.BAR)) or is_sign(item, "‖", "parallel")


def _divergence(items: tuple[Node, ...], speak: Speak) -> Spoken:
    """Return words for the arguments of a divergence: "f from g"."""
    index = next(index for index, item in enumerate(items) if _separates_distributions(item))
    first, second = row(*items[:index]), row(*items[index + 1 :])
    return spoken(
        Spoken(speak(first, Place.ARGUMENTS).closed()), "from", speak(second, Place.ARGUMENTS), PAUSE
    )


def _wrapped(name: str, inner: Node, ending: str, speak: Speak) -> Spoken:
    words = speak(inner, Place.LINE)
    if is_plain(inner):
        return spoken(name, words, PAUSE)
    return spoken(name, words.without_ending(), ending=ending)


def _bars(node: Fenced, _: Place, speak: Speak) -> Spoken:
    """Return words for bars: a size of a set, a determinant, or an absolute value."""
    name = "determinant" if _is_matrix(node.inner) else "size" if _is_set(node.inner) else "absolute value"
    return _wrapped(f"the {name} of", node.inner, f"end {name}", speak)


def _is_matrix(node: Node) -> bool:
    sign = sign_of(node) if isinstance(node, (Sign, Scripts)) else None
    return bool(sign and (sign.text == "Sigma" or (sign.style == "bold" and sign.text.isupper())))


def _is_set(node: Node) -> bool:
    """Return whether bars around something give its size: V, a set in braces, A ∪ B."""
    if isinstance(node, Fenced):
        return node.left == "lbrace"
    sign = sign_of(node) if isinstance(node, (Sign, Scripts)) else None
    if sign and sign.kind is Kind.LETTER and (sign.style == "script" or sign.text in _SETS):
        return True
    return any(isinstance(item, Sign) and item.text in _SET_OPERATORS for item in items_of(node))


def _ket(node: Fenced, _: Place, speak: Speak) -> Spoken:
    return spoken("ket", _label(node.inner, speak))


def _bra(node: Fenced, _: Place, speak: Speak) -> Spoken:
    return spoken("bra", _label(node.inner, speak))


def _angles(node: Fenced, place: Place, speak: Speak) -> Spoken:
    """Return words for ⟨a|b⟩, for inner products and for means."""
    items = items_of(node.inner)
    bars = [index for index, item in enumerate(items) if is_kind(item, Kind.BAR)]
    if bars:
        return _bra_ket(items, bars, speak)
    commas = [index for index, item in enumerate(items) if is_sign(item, ",")]
    if len(commas) == 1:
        first, second = row(*items[: commas[0]]), row(*items[commas[0] + 1 :])
        ending = "" if is_plain(first) and is_plain(second) else "end product"
        return spoken(
            "the inner product of", speak(first, Place.LINE), "and", speak(second, Place.LINE), ending=ending
        )
    if commas:
        return _bracketed(node, speak)
    if place in {Place.RANGE, Place.SCRIPT} or _are_indices(items):
        return spoken("the pair", speak(node.inner, Place.SCRIPT))
    return _wrapped("the mean of", node.inner, "end mean", speak)


def _are_indices(items: tuple[Node, ...]) -> bool:
    """Return whether ⟨ij⟩ are neighbours and not a mean."""
    return len(items) == 2 and all(isinstance(item, Sign) and item.text in {*"ijklmn"} for item in items)


def _bra_ket(items: tuple[Node, ...], bars: list[int], speak: Speak) -> Spoken:
    first, last = row(*items[: bars[0]]), row(*items[bars[-1] + 1 :])
    words: list[str | Spoken] = ["bra", _label(first, speak)]
    if len(bars) > 1:
        words += [PAUSE, speak(row(*items[bars[0] + 1 : bars[-1]]), Place.LINE), PAUSE]
    return spoken(*words, "ket", _label(last, speak))


def _label(node: Node, speak: Speak) -> Spoken:
    """Return the words of a state: its digits one by one."""
    if is_kind(node, Kind.NUMBER) and node.text.isdecimal():
        return Spoken((" ".join(node.text),))
    return speak(node, Place.ARGUMENTS).without_ending()


def _set(node: Fenced, _: Place, speak: Speak) -> Spoken:
    items = items_of(node.inner)
    if not items:
        return Spoken(("the empty set",)) if node.right else Spoken(("open brace",))
    for index, item in enumerate(items):
        if isinstance(item, Sign) and (item.kind is Kind.BAR or item.text in {":", "from"}) and index:
            return _condition(items[:index], items[index + 1 :], speak)
    return spoken("the set", PAUSE, speak(node.inner, Place.SET).without_ending(), ending="end set")


def _condition(members: tuple[Node, ...], condition: tuple[Node, ...], speak: Speak) -> Spoken:
    first = Spoken(speak(Row(members), Place.RANGE).closed())
    return spoken(
        "the set of all",
        first,
        "such that",
        speak(Row(condition), Place.LINE).without_ending(),
        ending="end set",
    )


_RULES: MappingProxyType[tuple[str, str], Callable[[Fenced, Place, Speak], Spoken]] = MappingProxyType(
    {
        ("|", "|"): _bars,
        ("|", "rangle"): _ket,
        ("langle", "|"): _bra,
        ("langle", "rangle"): _angles,
        ("lbrace", "rbrace"): _set,
        ("lbrace", ""): _set,
    }
)
