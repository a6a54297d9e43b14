"""Make one node of what belongs together: brackets, kets, functions with their arguments, ranges of dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ipytts.description.documents.mathematics import symbols
from ipytts.description.documents.mathematics.grouping import bars, function_arguments
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
    is_kind,
    is_sign,
    items_of,
    row,
    sign_of,
    with_base,
)
from ipytts.description.documents.mathematics.properties import is_number, is_operator

_NAMES = {"lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖"}
_CLOSING = {
    "(": {")", "]"}, "[": {"]", ")"}, "lbrace": {"rbrace"}, "langle": {"rangle"}, "lfloor": {"rfloor"},
    "lceil": {"rceil"}, "llbracket": {"rrbracket"}, "lvert": {"rvert", "rangle"}, "lVert": {"rVert"},
    "lgroup": {"rgroup"},
}  # fmt: skip
_BEFORE_ANGLE = (Kind.RELATION, Kind.BINARY, Kind.BAR, Kind.OPEN)
_PARTS_OF = {
    Scripts: ("base", "sub", "sup"),
    Fraction: ("numerator", "denominator"),
    Root: ("radicand", "degree"),
    Fenced: ("inner",),
    Accent: ("base",),
    Stacked: ("base", "over", "under"),
    Applied: ("function", "arguments"),
}


def arrange(node: Node) -> Node:
    """Return a tree in which what belongs together is one node.

    Examples
    --------
    >>> f, x = symbols.character("f"), symbols.character("x")
    >>> type(arrange(Row((f, symbols.character("("), x, symbols.character(")"))))).__name__
    'Applied'
    """
    if isinstance(node, Row):
        return row(*_arranged(node.items))
    if isinstance(node, Fenced) and node.left == "langle":
        return replace(node, inner=row(*_between_bars(node.inner)))
    if isinstance(node, Table):
        rows = tuple(tuple(arrange(cell) for cell in cells) for cells in node.rows)
        return replace(node, rows=rows)
    if isinstance(node, Sign):
        return node
    parts: dict[str, Any] = {
        name: arrange(part) for name in _PARTS_OF[type(node)] if (part := getattr(node, name)) is not None
    }
    return replace(node, **parts)


def _arranged(items: Sequence[Node]) -> list[Node]:
    found = _fences(_number_fractions(_typed_angles(_flattened(items))))
    found = bars.pair(found)
    found = [arrange(item) if not isinstance(item, Row) else item for item in found]
    found = _merge_names(found)
    return function_arguments.apply(_ranges(_maps(_without_gaps(found))))


def _without_gaps(items: list[Node]) -> list[Node]:
    """Return the items without space between an operator and what it is applied to."""
    return [item for before, item in zip([None, *items], items, strict=False) if not _is_gap(before, item)]


def _is_gap(before: Node | None, item: Node) -> bool:
    return is_kind(item, Kind.SPACE) and before is not None and is_operator(before)


def _between_bars(inner: Node) -> list[Node]:
    """Return the items of ⟨a|H|b⟩, where bars separate."""
    parts: list[list[Node]] = [[]]
    bar: Node | None = None
    for item in _flattened(items_of(inner)):
        if is_kind(item, Kind.BAR):
            bar = item
            parts.append([])
        else:
            parts[-1].append(item)
    result: list[Node] = _arranged(parts[0])
    for part in parts[1:]:
        result += [bar or Row(()), *_arranged(part)]
    return result


def _flattened(items: Sequence[Node]) -> list[Node]:
    """Return the items with those of inner rows, as braces group only what is seen as a group."""
    flat: list[Node] = []
    for item in items:
        flat += _flattened(item.items) if isinstance(item, Row) else [item]
    return flat


def _typed_angles(items: list[Node]) -> list[Node]:
    """Return "<" and ">" around something as angle brackets."""
    for index, item in enumerate(items):
        before = items[index - 1] if index else None
        opens = before is None or is_kind(before, *_BEFORE_ANGLE)
        if not (is_sign(item, "<") and opens):
            continue
        end = next((n for n in range(index + 2, len(items)) if is_sign(items[n], ">")), 0)
        after = items[end + 1] if end and end + 1 < len(items) else None
        if end and (after is None or not is_kind(after, Kind.NUMBER)):
            items[index], items[end] = symbols.character("⟨"), symbols.character("⟩")
    return items


def _number_fractions(items: list[Node]) -> list[Node]:
    """Return 1/2 between numbers as a fraction."""
    result: list[Node] = []
    for item in items:
        if len(result) > 1 and is_number(item) and is_sign(result[-1], "/") and is_number(result[-2]):
            result.pop()
            result.append(Fraction(result.pop(), item))
        else:
            result.append(item)
    return result


def _fences(items: Sequence[Node]) -> list[Node]:
    """Return the items with pairs of brackets as one node each."""
    levels: list[tuple[str, list[Node]]] = [("", [])]
    for item in items:
        sign = _bracket(item)
        if sign and sign.kind is Kind.OPEN:
            levels.append((sign.text, [item]))
        elif sign and sign.kind is Kind.CLOSE and (depth := _matching(levels, sign.text)):
            while len(levels) - 1 > depth:
                levels[-2][1].extend(levels.pop()[1])
            left, (_, *inner) = levels.pop()
            fenced = Fenced(_NAMES.get(left, left), _NAMES.get(sign.text, sign.text), Row(tuple(inner)))
            levels[-1][1].append(with_base(item, fenced))
        elif sign and sign.kind is Kind.CLOSE and sign.text == "rangle" and bars.closes_ket(levels[-1][1]):
            ket = bars.ket(levels[-1][1])
            levels[-1][1].append(with_base(item, ket))
        else:
            levels[-1][1].append(item)
    return _joined(levels)


def _joined(levels: list[tuple[str, list[Node]]]) -> list[Node]:
    """Return the items of levels whose brackets do not close; of those, ⟨ψ| is a bra."""
    while len(levels) > 1:
        left, inner = levels.pop()
        levels[-1][1].extend(bars.bra(inner) if left == "langle" else inner)
    return levels[0][1]


def _bracket(item: Node) -> Sign | None:
    if isinstance(item, Scripts):
        item = item.base
    return item if is_kind(item, Kind.OPEN, Kind.CLOSE) else None


def _matching(levels: Sequence[tuple[str, list[Node]]], closing: str) -> int:
    """Return the level that a bracket closes; 0 if there is none."""
    for depth in range(len(levels) - 1, 0, -1):
        if closing in _CLOSING.get(levels[depth][0], ()):
            return depth
        if levels[depth][0] != "langle" or closing == "rangle":
            return 0
    return 0


def _merge_names(items: Sequence[Node]) -> list[Node]:
    """Return "arg" and "max" as one name, also above a range; two ⊥ as one sign."""
    merged: list[Node] = []
    for item in items:
        before, sign = merged[-1] if merged else None, sign_of(item)
        names = {"arg": ("max", "min", "sup", "inf"), "lim": ("sup", "inf")}
        if isinstance(before, Sign) and sign and sign.text in names.get(before.text, ()):
            name = symbols.character(f"{before.text}{sign.text}")
            merged[-1] = with_base(item, name)
        elif is_sign(before, "perp") and sign and sign.text == "perp":
            independent = symbols.character("indep")
            merged[-1] = with_base(item, independent)
        else:
            merged.append(item)
    return merged


def _maps(items: list[Node]) -> list[Node]:
    """Return "f: A → B" and "f: x ↦ y" with words for the colon and the arrow."""
    texts = [item.text if isinstance(item, Sign) else "" for item in items]
    colon = texts.index(":") if ":" in texts else 0
    arrow = next((n for n, text in enumerate(texts) if text in {"to", "mapsto"} and n > colon), 0)
    if not arrow:
        return items
    if colon == 0 or any(is_kind(item, Kind.RELATION) for item in items[:colon]):
        return items
    word = "from" if texts[arrow] == "to" else "maps"
    items[colon] = Sign(word, Kind.RELATION, word)
    items[arrow] = Sign("onto", Kind.RELATION, "to")
    return items


def _ranges(items: list[Node]) -> list[Node]:
    """Return "1, …, n" and "x + ⋯ + y" with words for the dots."""
    result: list[Node] = []
    index = 0
    while index < len(items):
        item = items[index]
        if is_kind(item, Kind.DOTS) and item.text == "dots":
            index = _dots(result, items, index)
        else:
            result.append(item)
        index += 1
    return result


def _dots(result: list[Node], items: list[Node], index: int) -> int:
    """Add the words for dots, and return the last item that they stand for."""
    before = result[-1] if result else None
    after = items[index + 1] if index + 1 < len(items) else None
    has_next = index + 2 < len(items)
    if is_sign(before, ",") and is_sign(after, ",") and has_next:
        result.pop()
        first = result[-1] if result else None
        words = "up to" if is_kind(first, Kind.NUMBER) else "through"
        result.append(Sign("range", Kind.DOTS, words))
        return index + 1
    if is_kind(before, Kind.BINARY) and is_kind(after, Kind.BINARY) and has_next:
        result.append(Sign("range", Kind.DOTS, "and so on up to"))
        return index + 1
    if _is_quantity(before) and _is_quantity(after):
        words = "up to" if is_kind(before, Kind.NUMBER) else "and so on up to"
        result.append(Sign("range", Kind.DOTS, words))
        return index
    result.append(items[index])
    return index


def _is_quantity(node: Node | None) -> bool:
    sign = sign_of(node)
    return bool(sign and sign.is_atom and sign.style != "text")
