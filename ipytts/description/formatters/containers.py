"""Describe lists, dicts, sets and other containers of Python."""

from __future__ import annotations

import collections
import math
import operator
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from ipytts.description.describer import describe
from ipytts.description.formatters import classification_report
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Fact, Phrase, Words, join, join_with, phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ipytts.description.detail import Detail, Formatter

_READ = 100_000  # items; the values of a longer container are not summarized
_LISTED: dict[Detail, int] = {"brief": 3, "normal": 10, "full": 40}  # items of a container, at most
_LISTED_IN_BRIEF = {int, float, bool, str, type(None)}  # classes of items
_FIRST_ITEMS: dict[Detail, int] = {"brief": 0, "normal": 3, "full": 10}  # items of a longer container
_BRIEF_NAMES = 6  # names that a brief description lists, at most
_KEY_LENGTH, _ITEM_LENGTH = 40, 100  # characters
_NUMBERS = (int, float, Decimal)
_WITHOUT_COMMAS = (
    *_NUMBERS,
    Fraction,
    bool,
    complex,
    type(None),
)  # classes of items whose words separate no parts
_NOUNS = (
    (bool, "truth value"),
    (int, "number"),
    (float, "number"),
    (str, "text"),
    (dict, "dict"),
    (list, "list"),
    (tuple, "tuple"),
)


def _describe_list(items: list[Any], detail: Detail) -> Description:
    return _sequence("list", list.__len__(items), _first(list.__iter__(items)), detail)


def _describe_tuple(items: tuple[Any, ...], detail: Detail) -> Description:
    values = _first(tuple.__iter__(items))
    fields = getattr(type(items), "_fields", None)
    if type(fields) is tuple and len(fields) == len(values):  # a named tuple
        name = grammar.with_article(phrases.class_name(type(items)))
        return describe_pairs(name, "field", dict(zip(fields, values, strict=True)), detail)
    return _sequence("tuple", tuple.__len__(items), values, detail)


def _describe_set(items: set[Any], detail: Detail) -> Description:
    return _sequence("set", set.__len__(items), _sorted(_first(set.__iter__(items))), detail)


def _describe_frozenset(items: frozenset[Any], detail: Detail) -> Description:
    return _sequence("set", frozenset.__len__(items), _sorted(_first(frozenset.__iter__(items))), detail)


def _describe_deque(items: collections.deque[Any], detail: Detail) -> Description:
    values = _first(collections.deque.__iter__(items))
    return _sequence("queue", collections.deque.__len__(items), values, detail)


def _describe_range(items: range, _: Detail) -> Description:
    if not items:
        return Description.of(["an empty range"])
    count = (items[-1] - items[0]) // items.step + 1  # len() refuses more than 2**63 - 1
    step = "" if items.step == 1 else phrase(" in steps of {}", number_fact(items.step, "step"))
    first, last = number_fact(items[0], "first value"), number_fact(items[-1], "last value")
    size = counted(count, "number", "size")
    return Description.of([phrase("a range of {} from {} to {}{}", size, first, last, step)])


def _describe_dict(items: dict[Any, Any], detail: Detail) -> Description:
    count = dict.__len__(items)
    if not count:
        return Description.of(["an empty dict"])
    entries = list(islice(dict.items(items), _READ))
    report = classification_report.parse_dict({key: value for key, value in entries if type(key) is str})
    if report:
        return classification_report.describe_report(report, detail)
    return _join_pairs(phrase("a dict of {}", counted(count, "entry", "size")), entries, count, detail)


def _describe_counter(counter: collections.Counter[Any], detail: Detail) -> Description:
    counts = [(key, value) for key, value in islice(dict.items(counter), _READ) if type(value) is int]
    count = dict.__len__(counter)
    if not count or len(counts) < count:
        return _describe_dict(counter, detail)
    counts.sort(key=lambda pair: -pair[1])
    total = sum(value for _, value in counts)
    of_values = counted(count, "value", "distinct count")
    opening = phrase("counts of {}, {} in all", of_values, number_fact(total, "sum"))
    most = _LISTED[detail]
    listed: list[Words] = []
    for key, value in counts[:most]:
        name = _key(key)
        listed.append(phrase("{}, {}", name, number_fact(value, "count", at=str(name))))
    if count > most:
        listed.append(phrase("and {} more", _count_of_others(count - most)))
    return Description.of([phrase("{}: {}", opening, join_with("; ", listed))])


def describe_pairs(opening: str, noun: str, pairs: Mapping[Any, Any], detail: Detail) -> Description:
    """Return names and values, such as the fields of an object, in words."""
    if not pairs:
        return Description.of([f"{opening} without {numbers.plural(noun)}"])
    opening_words = phrase("{} with {}", opening, counted(len(pairs), noun, "size"))
    named = [(phrases.name(name), item) for name, item in pairs.items()]
    return _join_pairs(opening_words, named, len(pairs), detail)


def _join_pairs(opening: Phrase, pairs: Sequence[tuple[Any, Any]], count: int, detail: Detail) -> Description:
    most = _LISTED[detail]
    if detail == "brief":
        names = join(_key(key) for key, _ in (pairs if count <= _BRIEF_NAMES else pairs[:most]))
        more = "" if count <= _BRIEF_NAMES else phrase(" and {} more", _count_of_others(count - most))
        return Description.of([phrase("{}: {}{}", opening, names, more)])
    keys = [_key(key) for key, _ in pairs[:most]]
    values = _item_facts([value for _, value in pairs[:most]], [str(key) for key in keys])
    listed = [phrase("{} is {}", key, value) for key, value in zip(keys, values, strict=True)]
    more = phrase(", and {} more", _count_of_others(count - most)) if count > most else ""
    return Description.of([phrase("{}: {}{}", opening, join_with("; ", listed), more)])


def _item_facts(items: Sequence[Any], keys: Sequence[str] = ()) -> list[Words]:
    """Return each item in a few words; numbers as facts, with enough digits to keep them apart."""
    words: list[Words] = [_item(item) for item in items]
    found = [index for index, item in enumerate(items) if type(item) in _NUMBERS and numbers.is_finite(item)]
    apart = numbers.apart([items[index] for index in found])
    for index, text in zip(found, apart, strict=True):
        at = keys[index] if keys else f"item {index + 1}"
        words[index] = number_fact(items[index], "value", at=at, text=text)
    return words


def _item(item: Any, length: int = _ITEM_LENGTH) -> Words:
    """Return an item in a few words; a text as it is."""
    is_text = type(item) is str and bool(item.strip())
    return phrases.value(item, length) if is_text else describe.phrase(item, length)


def _key(key: Any) -> Words:
    return _item(key, _KEY_LENGTH)


def _count_of_others(count: int) -> Fact:
    return number_fact(count, "count of others")


def _first(items: Iterable[Any]) -> list[Any]:
    return list(islice(items, _READ))


def _sorted(values: list[Any]) -> list[Any]:
    """Return numbers or texts in order, as the order of a set varies from run to run."""
    types = {type(value) for value in values}
    return sorted(values) if types <= {int, float, bool} or types == {str} else values


def _sequence(noun: str, count: int, values: Sequence[Any], detail: Detail) -> Description:
    if not count:
        return Description.of([f"an empty {noun}"])
    item = _item_noun(values) if count <= _READ else "item"
    opening = phrase("{} of {}", grammar.with_article(noun), counted(count, item, "size"))
    if count <= _LISTED[detail] and (detail != "brief" or set(map(type, values)) <= _LISTED_IN_BRIEF):
        items = _item_facts(values)
        have_commas = not all(type(item) in _WITHOUT_COMMAS or _is_without_comma(item) for item in values)
        listed = join_with("; ", items) if have_commas else join(items)
        return Description.of([phrase("{}: {}", opening, listed)])
    if count == len(values):
        opening += _summary(values)
    first = values[: _FIRST_ITEMS[detail]]
    start = join(_item_facts(first))
    return Description.of([opening, "" if detail == "brief" else phrase("it starts with {}", start)])


def _is_without_comma(item: Any) -> bool:
    return type(item) is str and "," not in item


def _item_noun(values: Collection[Any]) -> str:
    types = {type(value) for value in values}
    for cls, noun in _NOUNS:
        if types == {cls}:
            return noun
    return "number" if types <= {*_NUMBERS, Fraction} else "item"


def _summary(values: Sequence[Any]) -> Words:
    """Return the range, trend and mean of numbers, or the number of true values; empty for other values."""
    types = {type(value) for value in values}
    if types == {bool}:
        return phrase(", {} of them true", number_fact(sum(values), "count of true values"))
    if not types <= {int, float}:
        return ""
    finite = [value for value in values if numbers.is_finite(value)]
    if not finite:
        return ", none of them finite"
    left_out = len(values) - len(finite)
    extent = _extent(finite)
    if len(values) > _LISTED["normal"] and not left_out:
        extent = _monotonic_trend(values) or extent
    mean = phrase(", mean {}", number_fact(_mean(finite), "mean")) if len(values) > 2 else ""
    not_finite = phrase(", {} of them not finite", number_fact(left_out, "not finite count"))
    return phrase("{}{}{}", extent, mean, not_finite if left_out else "")


def _extent(values: Sequence[float]) -> Phrase:
    low, high = min(values), max(values)
    low_text, high_text = numbers.apart([low, high])
    low_fact = number_fact(low, "minimum", text=low_text)
    if numbers.are_equal(low, high):
        return phrase(", always {}", low_fact) if len(values) > 1 else Phrase()
    return phrase(" from {} to {}", low_fact, number_fact(high, "maximum", text=high_text))


def _monotonic_trend(values: Sequence[float]) -> Phrase:
    if numbers.are_equal(values[0], values[-1]):
        return Phrase()
    first_text, last_text = numbers.apart([values[0], values[-1]])
    first = number_fact(values[0], "first value", text=first_text)
    last = number_fact(values[-1], "last value", text=last_text)
    for verb, compare in (("rising", operator.le), ("falling", operator.ge)):
        if all(compare(a, b) for a, b in pairwise(values)):
            return phrase(", {} from {} to {}", verb, first, last)
    return Phrase()


def _mean(values: Sequence[float]) -> float:
    try:
        return math.fsum(values) / len(values)
    except OverflowError:  # integers that do not fit into a float
        return sum(map(int, values)) // len(values)


FORMATTERS: Mapping[type, Formatter] = {
    list: _describe_list,
    tuple: _describe_tuple,
    set: _describe_set,
    frozenset: _describe_frozenset,
    dict: _describe_dict,
    range: _describe_range,
    collections.Counter: _describe_counter,
    collections.deque: _describe_deque,
}
