"""Lists, dicts, sets and the like, told by what they hold."""

from __future__ import annotations

import collections
import math
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from ipytts.description.describer import describe
from ipytts.description.formatters import classification_report
from ipytts.description.wording import grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ipytts.description.detail import Detail, Formatter

_LOOKED_AT = 100_000  # items; what is longer is not told by its values
_SHORT: dict[Detail, int] = {"brief": 3, "normal": 10, "full": 40}  # items that are told one by one
_SINGLE = {int, float, bool, str, type(None)}
_START: dict[Detail, int] = {"brief": 0, "normal": 3, "full": 10}  # items of what is longer
_NOUNS = (
    (bool, "truth value"),
    (int, "number"),
    (float, "number"),
    (str, "text"),
    (dict, "dict"),
    (list, "list"),
    (tuple, "tuple"),
)


def _list(items: list[Any], detail: Detail) -> str:
    return _sequence("list", list.__len__(items), _first(list.__iter__(items)), detail)


def _tuple(items: tuple[Any, ...], detail: Detail) -> str:
    values = _first(tuple.__iter__(items))
    fields = getattr(type(items), "_fields", None)
    if type(fields) is tuple and len(fields) == len(values):  # a named tuple
        what = phrases.class_name(type(items))
        return tell_pairs(grammar.with_article(what), "field", dict(zip(fields, values, strict=True)), detail)
    return _sequence("tuple", tuple.__len__(items), values, detail)


def _set(items: set[Any], detail: Detail) -> str:
    return _sequence("set", set.__len__(items), _sorted(_first(set.__iter__(items))), detail)


def _frozenset(items: frozenset[Any], detail: Detail) -> str:
    return _sequence("set", frozenset.__len__(items), _sorted(_first(frozenset.__iter__(items))), detail)


def _deque(items: collections.deque[Any], detail: Detail) -> str:
    values = _first(collections.deque.__iter__(items))
    return _sequence("queue", collections.deque.__len__(items), values, detail)


def _range(items: range, _: Detail) -> str:
    count = len(range(0)) if not items else (items[-1] - items[0]) // items.step + 1
    if not count:
        return "An empty range"
    step = "" if items.step == 1 else f" in steps of {numbers.number(items.step)}"
    first, last = numbers.number(items[0]), numbers.number(items[-1])
    return f"A range of {numbers.with_noun(count, 'number')} from {first} to {last}{step}"


def _dict(items: dict[Any, Any], detail: Detail) -> str:
    pairs = dict.items(items)
    count = dict.__len__(items)
    if not count:
        return "An empty dict"
    held = [(key, value) for key, value in islice(pairs, _LOOKED_AT)]
    plain = {key: value for key, value in held if type(key) is str}
    report = classification_report.of_dict(plain)
    if report:
        return classification_report.tell(report, detail)
    return _pairs(f"a dict of {numbers.with_noun(count, 'entry')}", held, count, detail)


def _counter(counter: collections.Counter[Any], detail: Detail) -> str:
    held = [(k, v) for k, v in islice(dict.items(counter), _LOOKED_AT) if type(v) is int]
    count = dict.__len__(counter)
    if not count or len(held) < count:
        return _dict(counter, detail)
    held.sort(key=lambda pair: -pair[1])
    total = sum(v for _, v in held)
    opening = f"counts of {numbers.with_noun(count, 'value')}, {numbers.number(total)} in all"
    most = _SHORT[detail]
    told = [f"{_key(key)}, {numbers.number(value)}" for key, value in held[:most]]
    more = f"; and {numbers.number(count - most)} more" if count > most else ""
    return f"{opening}: {'; '.join(told)}{more}"


def tell_pairs(opening: str, noun: str, pairs: Mapping[Any, Any], detail: Detail) -> str:
    """Tell names and what they stand for, such as the fields of an object."""
    if not pairs:
        return f"{opening} without {numbers.plural(noun)}"
    return _pairs(
        f"{opening} with {numbers.with_noun(len(pairs), noun)}", list(pairs.items()), len(pairs), detail
    )


def _pairs(opening: str, held: Sequence[tuple[Any, Any]], count: int, detail: Detail) -> str:
    if detail == "brief":
        names = grammar.join_some([_key(key) for key, _ in held[:6]], 5) if count <= len(held[:6]) else ""
        first = (
            names or f"{grammar.join([_key(k) for k, _ in held[:3]])} and {numbers.number(count - 3)} more"
        )
        return f"{opening}: {first}"
    most = _SHORT[detail]
    told = [f"{_key(key)} is {describe.phrase(value)}" for key, value in held[:most]]
    more = f", and {numbers.number(count - most)} more" if count > most else ""
    return f"{opening}: {'; '.join(told)}{more}"


def _key(key: Any) -> str:
    return phrases.name(key) if isinstance(key, str) else describe.phrase(key, 40)


def _first(items: Iterable[Any]) -> list[Any]:
    return list(islice(items, _LOOKED_AT))


def _sorted(values: list[Any]) -> list[Any]:
    """Return them in order where they have one: that of a set is not the same each time."""
    if {type(v) for v in values} <= {int, float, bool} or {type(v) for v in values} == {str}:
        return sorted(values)
    return values


def _sequence(what: str, count: int, values: Sequence[Any], detail: Detail) -> str:
    if not count:
        return f"{grammar.with_article('empty ' + what)}"
    held = _holding(values) if count <= _LOOKED_AT else "item"
    opening = f"{grammar.with_article(what)} of {numbers.with_noun(count, held)}"
    listed = count <= _SHORT[detail] and (detail != "brief" or set(map(type, values)) <= _SINGLE)
    if not listed:
        opening += _summary(values, count)
    if detail == "brief" and not listed:
        return opening
    if listed:
        told = [describe.phrase(value) for value in values]
        return f"{opening}: {_joined(told)}"
    start = grammar.join([describe.phrase(value) for value in values[: _START[detail]]])
    return grammar.paragraph(opening, f"it starts with {start}")


def _joined(told: Sequence[str]) -> str:
    return (
        grammar.join(told) if all("," not in said or _is_number(said) for said in told) else "; ".join(told)
    )


def _is_number(said: str) -> bool:
    return said.replace(",", "").replace(".", "").isdecimal()


def _holding(values: Collection[Any]) -> str:
    kinds = {type(value) for value in values}
    for kind, noun in _NOUNS:
        if kinds == {kind}:
            return noun
    if kinds <= {int, float}:
        return "number"
    return "item"


def _summary(values: Sequence[Any], count: int) -> str:
    """Tell range and mean of numbers, how many are true; nothing of what was not looked at as a whole."""
    if count > len(values):
        return ""
    kinds = {type(value) for value in values}
    if kinds == {bool}:
        return f", {numbers.number(sum(values))} of them true"
    if not kinds <= {int, float}:
        return ""
    finite = [value for value in values if math.isfinite(value)] if float in kinds else list(values)
    left_out = len(values) - len(finite)
    if not finite:
        return ", none of them finite"
    first, last = numbers.number(finite[0]), numbers.number(finite[-1])
    told = f" from {numbers.number(min(finite))} to {numbers.number(max(finite))}"
    if len(values) > _SHORT["normal"] and len(finite) == len(values) and values[0] != values[-1]:
        pairs = list(pairwise(values))
        if all(a <= b for a, b in pairs):
            told = f", rising from {first} to {last}"
        elif all(a >= b for a, b in pairs):
            told = f", falling from {first} to {last}"
    if count > 2:  # of two the mean says nothing
        told += f", mean {numbers.number(_mean(finite))}"
    return told + (f", {numbers.number(left_out)} of them not finite" if left_out else "")


def _mean(values: Sequence[float]) -> float:
    try:
        return math.fsum(values) / len(values)
    except OverflowError:  # whole numbers beyond what a float holds
        return sum(map(int, values)) // len(values)


FORMATTERS: Mapping[type, Formatter] = {
    list: _list,
    tuple: _tuple,
    set: _set,
    frozenset: _frozenset,
    dict: _dict,
    range: _range,
    collections.Counter: _counter,
    collections.deque: _deque,
}
