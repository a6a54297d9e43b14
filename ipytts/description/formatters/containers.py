"""Describe lists, dicts, sets and other containers of Python."""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

from ipytts.description.describer import describe
from ipytts.description.detail import Detail, Formatter
from ipytts.description.formatters import (
    classification_report,
    cross_validation,
    histories,
    number_rows,
    records,
    score_tables,
    search_results,
)
from ipytts.description.formatters.item_summaries import summarize
from ipytts.description.formatters.number_lists import to_plain_items
from ipytts.description.models.histories import describe_history
from ipytts.description.models.significance_tests import describe_result
from ipytts.description.safe_types import name_of, package_of
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Fact, Phrase, Words, join, join_with, phrase

_READ = 100_000  # items; the values of a longer container are not summarized
_READ_NUMBERS = 2_000_000  # of a list of numbers
_LISTED: dict[Detail, int] = {"brief": 3, "normal": 10, "full": 40}  # items of a container, at most
_LISTED_IN_BRIEF = {int, float, bool, str, type(None)}  # classes of items
_FIRST_ITEMS: dict[Detail, int] = {"brief": 0, "normal": 3, "full": 10}  # items of a longer container
_BRIEF_NAMES = 6  # names that a brief description lists, at most
_BRIEF_PAIRS = 4  # entries of which a brief description lists the values too, at most
_YEARS = range(1000, 3000)
_KEY_LENGTH, _ITEM_LENGTH = 40, 100  # characters
_NUMBERS = (int, float, Decimal)
_ENDS = ((min, "minimum"), (max, "maximum"))
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
    (dt.date, "date"),
    (dt.datetime, "date"),
)


def _describe_list(items: list[Any], detail: Detail) -> Description:
    return describe_sequence("list", list.__len__(items), _first(list.__iter__(items)), detail)


def _describe_tuple(items: tuple[Any, ...], detail: Detail) -> Description:
    values = _first(tuple.__iter__(items))
    fields = getattr(type(items), "_fields", None)
    if type(fields) is tuple and len(fields) == len(values):  # a named tuple
        if known := describe_result(items, detail):  # that was read from its text
            return known
        name = grammar.with_article(phrases.class_name(type(items)))
        return describe_pairs(name, "field", dict(zip(fields, values, strict=True)), detail)
    return describe_sequence("tuple", tuple.__len__(items), values, detail)


def _describe_set(items: set[Any], detail: Detail) -> Description:
    return describe_sequence("set", set.__len__(items), _sorted(_first(set.__iter__(items))), detail)


def _describe_frozenset(items: frozenset[Any], detail: Detail) -> Description:
    return describe_sequence(
        "set", frozenset.__len__(items), _sorted(_first(frozenset.__iter__(items))), detail
    )


def _describe_deque(items: collections.deque[Any], detail: Detail) -> Description:
    values = _first(collections.deque.__iter__(items))
    return describe_sequence("queue", collections.deque.__len__(items), values, detail)


def _describe_range(items: range, _: Detail) -> Description:
    if not items:
        return Description.of(["an empty range"])
    count = (items[-1] - items[0]) // items.step + 1  # len() refuses more than 2**63 - 1
    step = "" if items.step == 1 else phrase(" in steps of {}", number_fact(items.step, "step"))
    first, last = number_fact(items[0], "first value"), number_fact(items[-1], "last value")
    size = counted(count, "number", "size")
    return Description.of([phrase("a range of {} from {} to {}{}", size, first, last, step)])


def _describe_dict(items: dict[Any, Any], detail: Detail) -> Description:
    return describe_dict_entries("a dict", items, detail)


def describe_dict_entries(name: str, items: dict[Any, Any], detail: Detail) -> Description:
    """Return the entries of a dict in words; `name` is what the dict is, such as "a dict"."""
    count = dict.__len__(items)
    if not count:
        return Description.of([f"{name} without entries" if name != "a dict" else "an empty dict"])
    entries = list(islice(dict.items(items), _READ))
    opening = phrase("{} of {}", name, counted(count, "entry", "size"))
    named = {key: value for key, value in entries if type(key) is str}
    known = _describe_known_dict(named, opening, detail) if len(named) == count else None
    return known or _join_pairs(opening, entries, count, detail)


def _describe_known_dict(entries: dict[str, Any], opening: Phrase, detail: Detail) -> Description | None:
    """Return a dict in words that has the results of a library, or the same fields in each entry."""
    for parse, describe_parsed in (
        (classification_report.parse_dict, classification_report.describe_report),
        (cross_validation.parse_dict, cross_validation.describe_folds),
        (search_results.parse_dict, search_results.describe_candidates),
        (histories.parse_dict, describe_history),
        (score_tables.parse_dict, score_tables.describe_scores),
    ):
        result: Any = parse(entries)
        if result:
            return describe_parsed(result, detail)
    found = records.parse_dict(entries)
    return records.describe_records(found, opening, detail) if found else None


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
        listed.append(phrase("{}, {}", name, number_fact(value, "count", at=phrases.text_of(name))))
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
    if detail == "brief":
        return Description.of([_brief_pairs(opening, pairs, count)])
    shown = pairs[: _LISTED[detail]]
    listed = _entries(shown)
    if count <= len(shown):
        return Description.of([phrase("{}: {}", opening, join_with("; ", listed))])
    more = phrase(", and {} more", _count_of_others(count - len(shown)))
    ends = _range_of_entries(pairs, count)
    sentence = phrase("the numbers go {}", ends) if ends else ""
    return Description.of([phrase("{}: {}{}", opening, join_with("; ", listed), more), sentence])


def _brief_pairs(opening: Phrase, pairs: Sequence[tuple[Any, Any]], count: int) -> Phrase:
    if count <= _BRIEF_PAIRS and _are_short(pairs):
        return phrase("{}: {}", opening, join_with("; ", _entries(pairs)))
    ends = _range_of_entries(pairs, count)
    if ends:
        return phrase("{} with numbers {}", opening, ends)
    most = count if count <= _BRIEF_NAMES else _LISTED["brief"]
    names = join_with(", ", _keys([key for key, _ in pairs[:most]]))
    if count > most:
        return phrase("{}: {} and {} more", opening, names, _count_of_others(count - most))
    return phrase("{}: {}", opening, join(_keys([key for key, _ in pairs])))


def _are_short(pairs: Sequence[tuple[Any, Any]]) -> bool:
    return all(
        type(value) in _LISTED_IN_BRIEF and len(phrases.text_of(value)) <= _KEY_LENGTH for _, value in pairs
    )


def _range_of_entries(pairs: Sequence[tuple[Any, Any]], count: int) -> Words:
    """Return the extremes of many numbers with the keys that have them; empty for other entries."""
    values = to_plain_items([value for _, value in pairs])
    if not _BRIEF_NAMES < count == len(values) or not set(map(type, values)) <= {int, float}:
        return ""
    low, high = min(values), max(values)
    if not all(map(numbers.is_finite, values)) or numbers.are_equal(low, high):
        return ""
    keys = [key for key, _ in pairs]
    ends = [
        _end(
            [key for key, value in zip(keys, values, strict=True) if value == extreme], extreme, text, method
        )
        for extreme, text, (_, method) in zip((low, high), numbers.apart([low, high]), _ENDS, strict=True)
    ]
    return phrase("from {} to {}", *ends)


def _end(keys: Sequence[Any], extreme: float, text: str, method: str) -> Words:
    if len(keys) > 1:
        return number_fact(extreme, method, text=text)
    return phrase(
        "{} for {}", number_fact(extreme, method, at=phrases.text_of(keys[0]), text=text), _keys(keys)[0]
    )


def _entries(pairs: Sequence[tuple[Any, Any]]) -> list[Words]:
    """Return entries in words; "1 is 2" would sound wrong, so a number is not the subject."""
    keys = [key for key, _ in pairs]
    values = _item_facts([value for _, value in pairs], list(map(phrases.text_of, keys)))
    return [
        phrase("for {}, {}" if type(key) in _NUMBERS else "{} is {}", name, value)
        for key, name, value in zip(keys, _keys(keys), values, strict=True)
    ]


def _item_facts(items: Sequence[Any], keys: Sequence[str] = ()) -> list[Words]:
    """Return each item in a few words; numbers as facts, with enough digits to keep them apart."""
    words: list[Words] = [_item(item) for item in items]
    found = [index for index, item in enumerate(items) if type(item) in _NUMBERS and numbers.is_finite(item)]
    in_words = numbers.apart if keys else numbers.listed
    texts = in_words([items[index] for index in found])
    for index, text in zip(found, texts, strict=True):
        at = keys[index] if keys else f"item {index + 1}"
        words[index] = number_fact(items[index], "value", at=at, text=text)
    return words


def _item(item: Any, length: int = _ITEM_LENGTH) -> Words:
    """Return an item in a few words; a text as it is, and a pair of numbers or texts as both of them."""
    if type(item) is tuple and len(item) == 2 and set(map(type, item)) <= _LISTED_IN_BRIEF:
        return join(map(_item, item))
    is_text = type(item) is str and bool(item.strip())
    return phrases.value(item, length) if is_text else describe.phrase(item, length)


def _keys(keys: Sequence[Any]) -> list[Words]:
    """Return keys in words; whole numbers that are all years without a separator."""
    are_years = all(type(key) is int and key in _YEARS for key in keys)
    return [str(key) if are_years else _key(key) for key in keys]


def _key(key: Any) -> Words:
    return _item(key, _KEY_LENGTH)


def _count_of_others(count: int) -> Fact:
    return number_fact(count, "count of others")


def _first(items: Iterable[Any]) -> list[Any]:
    """Return the first items; of numbers, which are summarized fast, more of them."""
    iterator = iter(items)
    first = list(islice(iterator, _READ))
    if len(first) == _READ and set(map(type, first)) <= {int, float}:
        first += islice(iterator, _READ_NUMBERS - _READ)
    return first


def _sorted(values: list[Any]) -> list[Any]:
    """Return numbers or texts in order, as the order of a set varies from run to run."""
    types = {type(value) for value in values}
    return sorted(values) if types <= {int, float, bool} or types == {str} else values


def describe_sequence(noun: str, count: int, values: Sequence[Any], detail: Detail) -> Description:
    """Return the items of a container in words; `values` are all of them, or the first of very many."""
    if not count:
        return Description.of([f"an empty {noun}"])
    values = to_plain_items(values)
    known = _describe_known_sequence(noun, values, detail) if count <= len(values) else None
    if known:
        return known
    item = _item_noun(values) if count == len(values) else "item"
    opening = phrase("{} of {}", grammar.with_article(noun), counted(count, item, "size"))
    if count <= _LISTED[detail] and (detail != "brief" or set(map(type, values)) <= _LISTED_IN_BRIEF):
        return Description.of([phrase("{}: {}", opening, _join_items(values))])
    if count == len(values):
        opening += summarize(values)
    first = values[: _FIRST_ITEMS[detail]]
    start = "" if detail == "brief" else phrase("it starts with {}", _join_items(first))
    return Description.of([opening, start])


def _join_items(values: Sequence[Any]) -> Phrase:
    items = _item_facts(values)
    have_commas = not all(type(item) in _WITHOUT_COMMAS or _is_without_comma(item) for item in values)
    return join_with("; ", items) if have_commas else join(items)


def _describe_known_sequence(noun: str, values: Sequence[Any], detail: Detail) -> Description | None:
    """Return a sequence in words whose items have the same fields, or the same size; None for any other."""
    history = histories.parse_records(values)
    if history:
        return describe_history(history, detail)
    rows = number_rows.parse_list(values)
    if rows:
        return number_rows.describe_rows(noun, rows, detail)
    start = grammar.with_article(noun)
    found = records.parse_list(values)
    if found and (len(values) > _LISTED["normal"] or found.noun not in records.UNNAMED):
        opening = phrase("{} of {}", start, counted(len(values), found.noun, "size"))
        return records.describe_records(found, opening, detail)
    if _are_arrays(values):
        from ipytts.description.formatters.numpy import describe_arrays

        opening = phrase("{} of {}", start, counted(len(values), "array", "size"))
        return Description.of([phrase("{}: {}", opening, join_with("; ", describe_arrays(values)))])
    return None


def _are_arrays(values: Sequence[Any]) -> bool:
    """Return whether all of a few items are arrays of NumPy with a dimension."""
    kinds = set(map(type, values))
    is_array = len(kinds) == 1 and len(values) <= _LISTED["normal"]
    return is_array and [package_of(cls) + name_of(cls) for cls in kinds] == ["numpyndarray"]


def _is_without_comma(item: Any) -> bool:
    return type(item) is str and "," not in item


def _item_noun(values: Collection[Any]) -> str:
    types = {type(value) for value in values}
    if types == {tuple} and set(map(len, values)) == {2}:
        return "pair"
    for cls, noun in _NOUNS:
        if types == {cls}:
            return noun
    return "number" if types <= {*_NUMBERS, Fraction} else "item"


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
