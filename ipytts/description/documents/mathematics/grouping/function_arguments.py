"""Tell functions with their arguments, as in f(x), from products with a bracket, as in a(x + 1)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from ipytts.description.documents.mathematics.nodes import (
    Applied,
    Fenced,
    Fraction,
    Kind,
    Node,
    Scripts,
    Sign,
    base_of,
    is_kind,
    is_sign,
    items_of,
    sign_of,
    with_base,
)
from ipytts.description.documents.mathematics.properties import is_plain_list

if TYPE_CHECKING:
    from typing import TypeGuard

_FUNCTIONS = frozenset(
    ["f", "g", "h", "F", "G", "H", "P", "E", "L", "J", "O", "Var", "Cov", "Corr", "Pr", "u", "v", "p",
     "q", "Q", "N", "V", "I", "D", "K", "R", "T", "phi", "varphi", "psi", "Phi", "Psi", "Gamma", "Theta",
     "zeta", "B"]
)  # fmt: skip
_WITH_SUMS = _FUNCTIONS - {"Corr", "p", "q", "Q", "N", "V", "I", "D", "K", "R", "T", "B"}  # f(x + 1)
_OPERATORS = frozenset({"f", "g", "h", "O", "Gamma"})  # f(1 + r), but p(1 - p) and L(1 + r)
_EXPECTATIONS = frozenset(["E", "P", "I", "H", "Var", "V", "L"])  # with brackets or braces: E[X], P{X > 0}
_NO_FUNCTIONS = frozenset(
    ["if", "for", "and", "or", "otherwise", "where", "when", "with", "is", "in", "such", "that", "then",
     "else", "of", "to", "from", "as", "at", "by", "on", "the", "a", "an", "given", "subject", "s.t.",
     "not", "while", "until", "let", "be"]
)  # fmt: skip


def apply(items: Sequence[Node]) -> list[Node]:
    """Return the items with each function and its brackets as one node."""
    result: list[Node] = []
    known = _applied_elsewhere(items)
    for item, after in zip_longest(items, items[1:]):
        fenced = base_of(item)
        if (
            result
            and isinstance(fenced, Fenced)
            and not _is_group_of_atoms(item, fenced, result[-1])
            and (_takes(result[-1], fenced) or _is_applied_as(known, result[-1], fenced))
            and not _is_factor(fenced, after)
        ):
            applied = Applied(result.pop(), fenced)
            result.append(with_base(item, applied))
        else:
            result.append(item)
    return result


def _applied_elsewhere(items: Sequence[Node]) -> frozenset[str]:
    """Return the letters that have plain arguments somewhere in a row: x(t) + x(t - 1)."""
    return frozenset(
        function.text
        for function, fenced in pairwise(items)
        if is_kind(function, Kind.LETTER)
        and _is_in_parentheses(fenced)
        and is_plain_list(fenced.inner)
        and not any(_is_inverse(item) for item in items_of(fenced.inner))
    )


def _is_in_parentheses(node: Node) -> TypeGuard[Fenced]:
    return isinstance(node, Fenced) and node.left == "(" and node.right == ")"


def _is_applied_as(known: frozenset[str], function: Node, fenced: Fenced) -> bool:
    if not is_kind(function, Kind.LETTER) or not _is_in_parentheses(fenced):
        return False
    return function.text in known and not _is_product(function, fenced)


def _is_group_of_atoms(item: Node, fenced: Fenced, before: Node) -> bool:
    """Return whether brackets hold a part of a molecule: Cu(OH)₂."""
    if not isinstance(item, Scripts) or not is_kind(item.sub, Kind.NUMBER) or item.sup is not None:
        return False
    atoms = [sign_of(part) for part in items_of(fenced.inner)]
    are_atoms = all(
        atom and atom.kind in {Kind.LETTER, Kind.WORD} and atom.text[:1].isupper() for atom in atoms
    )
    sign = sign_of(before)
    return are_atoms and sign is not None and not sign.style.startswith("b")


def _is_factor(fenced: Fenced, after: Node | None) -> bool:
    """Return whether a sum in brackets is one of several factors: g(a + b)(c + d)."""
    if not isinstance(after, Fenced) or after.left != "(" or fenced.left != "(":
        return False
    return not is_plain_list(fenced.inner) and not is_plain_list(after.inner) and not _has_relation(fenced)


def _takes(function: Node, arguments: Fenced) -> bool:
    """Return whether the brackets after something hold its arguments."""
    sign = sign_of(function)
    are_brackets = arguments.left in {"(", "[", "lbrace"} and arguments.right in {")", "]", "rbrace"}
    if not are_brackets or _is_applied(function):
        return are_brackets and _is_transform(function)
    if not sign:
        return _is_composed(function)
    if sign.kind is Kind.WORD:
        return _is_named_function(sign) and arguments.left != "lbrace"
    if sign.kind is Kind.LETTER:
        return not _is_power(function, sign) and _letter_takes(sign, arguments)
    return sign.kind in {Kind.FUNCTION, Kind.LIMITED}


def _is_applied(function: Node) -> bool:
    return isinstance(base_of(function), Applied)


def _is_transform(function: Node) -> bool:
    """Return whether braces hold a function that is transformed: F{f}(ω)."""
    return isinstance(function, Applied) and function.arguments.left == "lbrace"


def _is_composed(function: Node) -> bool:
    """Return whether brackets hold a function made of others: (f ∘ g)(x), (f * g)(t)."""
    if not isinstance(function, Fenced) or function.left != "(":
        return False
    return any(isinstance(item, Sign) and item.text in {"circ", "*"} for item in items_of(function.inner))


def _is_named_function(sign: Sign) -> bool:
    return sign.text.split()[-1].lower() not in _NO_FUNCTIONS and sign.style != "chemical"


def _is_power(function: Node, sign: Sign) -> bool:
    """Return whether a number stands above, as in a²(x + 1); f²(x) would be a function's."""
    above = sign_of(function.sup) if isinstance(function, Scripts) else None
    return bool(above and above.kind is Kind.NUMBER and sign.text not in _OPERATORS)


def _letter_takes(sign: Sign, arguments: Fenced) -> bool:
    if sign.style == "blackboard" and sign.words.startswith("the ") and sign.words != "the indicator":
        return False
    name = sign.words if sign.text in {"infty", "emptyset"} else sign.text
    is_expectation = name in _EXPECTATIONS or sign.style == "blackboard"
    if arguments.left == "lbrace":
        return is_expectation or sign.style == "script"
    if arguments.left == "[":
        is_signal = is_sign(arguments.inner, *"kmnt") and name not in {"i", "e", "d", "pi"}  # δ[k]
        return (
            is_signal
            or is_expectation
            or (is_plain_list(arguments.inner, most=2) and name in _FUNCTIONS | set("xXyY"))
        )
    if name in {"infty", "emptyset", "i", "e", "d", "pi"} and not _has_relation(arguments):
        return is_plain_list(arguments.inner) and (name == "pi" or (name == "d" and _has_comma(arguments)))
    if is_plain_list(arguments.inner) or _has_relation(arguments) or _has_comma(arguments):
        return name in _OPERATORS or not any(_is_inverse(item) for item in items_of(arguments.inner))
    items = items_of(arguments.inner)
    is_signed = len(items) == 2 and isinstance(items[0], Sign) and items[0].text in {"+", "-"}  # p(-i)
    is_quotient = len(items) == 3 and isinstance(items[1], Sign) and items[1].text == "/"  # T(n/2)
    names = _FUNCTIONS if is_signed or is_quotient else _WITH_SUMS
    return name in names and not _is_product(sign, arguments)


def _is_inverse(node: Node) -> bool:
    """Return whether it is the inverse or the transpose of something: a matrix, hardly an argument."""
    above = items_of(node.sup) if isinstance(node, Scripts) else ()
    texts = [item.text for item in above if isinstance(item, Sign)]
    return texts in (["-", "1"], ["T"], ["top"])


def _is_product(sign: Sign, arguments: Fenced) -> bool:
    """Return whether brackets look like a factor: p(1 - p), N(N - 1)."""
    items = items_of(arguments.inner)
    if sign.text not in _OPERATORS and _contains(arguments.inner, sign.text):
        return True
    first = items[0] if items else None
    begins_with_number = is_kind(first, Kind.NUMBER)
    return begins_with_number and not _has_comma(arguments) and sign.text not in _OPERATORS and len(items) > 1


def _contains(node: Node, text: str) -> bool:
    """Return whether a letter stands in a part, other than as the name of a function."""
    if isinstance(node, Applied):
        return _contains(node.arguments, text)
    if isinstance(node, Fraction):
        return _contains(node.numerator, text) or _contains(node.denominator, text)
    if isinstance(node, Fenced):
        return _contains(node.inner, text)
    sign = sign_of(node)
    return (
        sign.text == text
        if sign
        else any(_contains(item, text) for item in items_of(node) if item is not node)
    )


def _has_comma(arguments: Fenced) -> bool:
    return any(is_sign(item, ",", ";") for item in items_of(arguments.inner))


def _has_relation(arguments: Fenced) -> bool:
    kinds = {Kind.BAR, Kind.RELATION}
    return any(is_kind(item, *kinds) for item in items_of(arguments.inner))
