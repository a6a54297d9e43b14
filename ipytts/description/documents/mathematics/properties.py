"""Whether a part of a formula is a number, an operator, or so short that one hears where it ends."""

from __future__ import annotations

from ipytts.description.documents.mathematics.nodes import (
    Accent,
    Applied,
    Fenced,
    Fraction,
    Kind,
    Node,
    Row,
    Scripts,
    Sign,
    base_of,
    is_kind,
    is_sign,
    items_of,
    sign_of,
)

_SIGNS = frozenset(
    {Kind.LETTER, Kind.NUMBER, Kind.WORD, Kind.LIMITED, Kind.FUNCTION, Kind.DOTS, Kind.BAR}
    | {Kind.PUNCTUATION, Kind.PREFIX, Kind.POSTFIX}
)
_MOST_PARTS = 5  # of a script that needs no end
_STEP = 3  # parts of n - 1


def is_simple(node: Node) -> bool:
    """Return whether a script is so short that one hears where it ends.

    Examples
    --------
    >>> is_simple(Sign("x", Kind.LETTER, "x"))
    True
    """
    items = items_of(node)
    if len(items) == 1:
        return _is_simple_item(items[0])
    return 0 < len(items) <= _MOST_PARTS and all(
        _is_simple_part(item, is_first=index == 0, is_last=index == len(items) - 1)
        for index, item in enumerate(items)
    )


def _is_simple_item(item: Node) -> bool:
    if isinstance(item, Fraction):
        return is_number(item.numerator) and is_number(item.denominator)
    if isinstance(item, Fenced):
        return item.left in {"(", "["} and is_simple(item.inner)
    return sign_of(item) is not None


def _is_simple_part(item: Node, *, is_first: bool, is_last: bool) -> bool:
    sign = sign_of(item)
    if isinstance(item, Fraction) and is_last:
        return is_number(item.numerator) and is_number(item.denominator)
    if sign is None or (isinstance(item, Scripts) and (item.sub is not None or not is_last)):
        return False
    if sign.kind in {Kind.BINARY, Kind.RELATION}:
        return is_first or sign.text in {"times", "otimes", "*"}
    return sign.kind in _SIGNS


def is_number(node: Node) -> bool:
    """Return whether a part is a number.

    Examples
    --------
    >>> is_number(Sign("2", Kind.NUMBER, "2"))
    True
    """
    return is_kind(node, Kind.NUMBER)


def is_plain(node: Node) -> bool:
    """Return whether a part is one sign, perhaps with simple scripts and accents.

    Examples
    --------
    >>> is_plain(Sign("x", Kind.LETTER, "x"))
    True
    """
    if isinstance(node, Row):
        return len(node.items) == 1 and is_plain(node.items[0])
    if isinstance(node, Scripts):
        scripts = [script for script in (node.sub, node.sup) if script is not None]
        return is_plain(node.base) and all(is_simple(script) for script in scripts)
    if isinstance(node, Accent):
        return is_plain(node.base)
    if isinstance(node, Applied):
        return is_plain(node.function) and is_plain_list(node.arguments.inner)
    return isinstance(node, Sign) and (node.is_atom or node.kind is Kind.DOTS)


def is_plain_list(node: Node, most: int = 9) -> bool:
    """Return whether a node is names and numbers with commas between them: (x, y), (0), (t).

    Examples
    --------
    >>> from ipytts.description.documents.mathematics.latex.parser import parse
    >>> is_plain_list(parse("x, y_i")), is_plain_list(parse("x + 1"))
    (True, False)
    """
    items = items_of(node)
    expects = True
    for item in items:
        is_comma = is_sign(item, ",", ";")
        if expects == is_comma:
            return False
        if not is_comma and not _is_name(item):
            return False
        expects = is_comma
    return 0 < len(items) <= 2 * most and not expects


def _is_name(node: Node) -> bool:
    if isinstance(node, Scripts):
        return _is_name(node.base)
    if isinstance(node, Accent):
        return _is_name(node.base)
    if isinstance(node, Applied):
        return True
    return isinstance(node, Sign) and (node.is_atom or node.kind is Kind.DOTS or node.text == "cdot")


def is_operator(node: Node) -> bool:
    """Return whether a part is an operator that waits for what it is applied to."""
    base = base_of(node)
    return is_kind(base, Kind.BIG, Kind.LIMITED, Kind.FUNCTION)


def is_step(node: Node) -> bool:
    """Return whether a script is a short sum such as n - 1, after which a pause is enough.

    Examples
    --------
    >>> n, plus = Sign("n", Kind.LETTER, "n"), Sign("+", Kind.BINARY, "plus")
    >>> is_step(Row((n, plus, n)))
    True
    """
    items = items_of(node)
    if len(items) != _STEP or not is_sign(items[1], "+", "-"):
        return False
    return all(isinstance(item, Sign) and item.is_atom for item in (items[0], items[2]))
