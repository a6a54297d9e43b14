"""Find out what vertical bars mean: absolute values, sizes, norms, kets, or "given"."""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.description.documents.mathematics.nodes import (
    Fenced,
    Kind,
    Node,
    Row,
    Scripts,
    Sign,
    is_kind,
    is_sign,
    sign_of,
)

_BEFORE_OPENING = frozenset(
    {Kind.RELATION, Kind.BINARY, Kind.PREFIX, Kind.PUNCTUATION, Kind.OPEN, Kind.BAR, Kind.BIG, Kind.FUNCTION}
    | {Kind.LIMITED, Kind.SPACE, Kind.DOTS}
)
_MAX_KET = 6  # parts within a ket that is closed by ">"


def pair(items: Sequence[Node]) -> list[Node]:
    """Return the items with absolute values and norms as one node each; bars that stand alone stay signs."""
    result: list[Node] = []
    index = 0
    while index < len(items):
        item = items[index]
        bar = _bar(item)
        end = _closing(items, index, bar) if bar and _opens(result, items, index, bar) else 0
        if not bar or isinstance(item, Scripts) or not end:
            result.append(item)
        else:
            inner = Row(tuple(pair(items[index + 1 : end])))
            last = items[end]
            right = "rangle" if is_sign(last, ">") else bar.text
            fenced = Fenced(bar.text, right, inner)
            result.append(
                Scripts(fenced, last.sub, last.sup, last.primes) if isinstance(last, Scripts) else fenced
            )
            index = end
        index += 1
    return result


def closes_ket(items: Sequence[Node]) -> bool:
    """Return whether there is a bar at which a ket may begin that now ends."""
    return any(is_kind(item, Kind.BAR) for item in items)


def ket(items: list[Node]) -> Node:
    """Take the ket at the end of the items off them, and return it."""
    start = max(n for n, item in enumerate(items) if is_kind(item, Kind.BAR))
    inner = items[start + 1 :]
    del items[start:]
    return Fenced("|", "rangle", Row(tuple(inner)))


def bra(items: Sequence[Node]) -> list[Node]:
    """Return the items after an angle bracket that does not close, with a bra at their beginning."""
    for index, item in enumerate(items):
        if index > 1 and _bar(item):
            fenced: Node = Fenced("langle", "|", Row(tuple(items[1:index])))
            if isinstance(item, Scripts):
                fenced = Scripts(fenced, item.sub, item.sup, item.primes)
            return [fenced, *items[index + 1 :]]
    return list(items)


def _bar(item: Node) -> Sign | None:
    if isinstance(item, Scripts):
        item = item.base
    return item if is_kind(item, Kind.BAR) else None


def _opens(result: Sequence[Node], items: Sequence[Node], index: int, bar: Sign) -> bool:
    """Return whether a bar begins something: after an operator, or where the rest can be paired."""
    if bar.text == "mid":
        return False
    before = result[-1] if result else None
    if before is None or is_kind(before, *_BEFORE_OPENING):
        return True
    same = [n for n in range(index, len(items)) if (other := _bar(items[n])) and other.text == bar.text]
    return len(same) % 2 == 0 and not any(is_kind(item, Kind.PUNCTUATION) for item in items[index : same[1]])


def _closing(items: Sequence[Node], start: int, bar: Sign) -> int:
    """Return where what a bar begins is closed; 0 if it is not."""
    for index in range(start + 2, len(items)):
        other = _bar(items[index])
        if other and other.text == bar.text and not _expects_more(items[index - 1]):
            return index
        is_short = index - start <= _MAX_KET and bar.text == "|"
        if (
            is_short
            and is_sign(items[index], ">")
            and _are_labels(items[start + 1 : index])
            and _ends(items, index)
        ):
            return index
    return 0


def _expects_more(item: Node) -> bool:
    return is_kind(item, *_BEFORE_OPENING)


def _ends(items: Sequence[Node], index: int) -> bool:
    """Return whether nothing follows that could be compared."""
    after = items[index + 1] if index + 1 < len(items) else None
    return after is None or isinstance(after, (Fenced, Scripts)) or _expects_more(after)


def _are_labels(items: Sequence[Node]) -> bool:
    signs = [sign_of(item) for item in items]
    return bool(signs) and all(sign and (sign.is_atom or sign.text in "+-") for sign in signs)
