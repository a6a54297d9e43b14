"""Describe iterators, which are never consumed, and the views and wrappers of other containers."""

from __future__ import annotations

import array
import collections
import itertools
import types
from collections.abc import Mapping
from typing import Any

from ipytts.description.detail import Detail, Formatter
from ipytts.description.formatters.containers import describe_dict_entries, describe_pairs, describe_sequence
from ipytts.description.wording import grammar, phrases
from ipytts.description.wording.phrase import Description

_READ = 100_000  # items
_ITERATORS: Mapping[type, str] = {
    map: "a map iterator",
    filter: "a filter iterator",
    zip: "a zip iterator",
    enumerate: "an enumerate iterator",
    reversed: "a reversed iterator",
    types.GeneratorType: "a generator",
    types.AsyncGeneratorType: "an asynchronous generator",
    **{
        type(iter(container)): f"an iterator over {grammar.with_article(noun)}"
        for container, noun in (([], "list"), ((), "tuple"), ({}, "dict"), (set(), "set"), ("", "text"))
    },
    type(iter(range(0))): "an iterator over a range",
    type(reversed([])): "a reversed iterator over a list",
    itertools.chain: "a chain iterator",
    itertools.count: "an endless count iterator",
    itertools.cycle: "an endless cycle iterator",
    itertools.product: "a product iterator",
    itertools.permutations: "a permutations iterator",
    itertools.combinations: "a combinations iterator",
    itertools.islice: "a slice iterator",
}


def _describe_iterator(name: str) -> Formatter:
    return lambda _, __: Description.of([f"{name}, whose values are not read"])


def _describe_view(noun: str) -> Formatter:
    def describe_view(view: Any, detail: Detail) -> Description:
        values = list(itertools.islice(type(view).__iter__(view), _READ))
        return describe_sequence(noun, type(view).__len__(view), values, detail)

    return describe_view


def _describe_proxy(proxy: types.MappingProxyType[Any, Any], detail: Detail) -> Description:
    return describe_dict_entries("a read-only dict", dict(proxy), detail)


def _describe_user_dict(user_dict: collections.UserDict[Any, Any], detail: Detail) -> Description:
    data = object.__getattribute__(user_dict, "__dict__")["data"]
    name = grammar.with_article(phrases.class_name(type(user_dict)))
    return describe_dict_entries(name, data, detail)


def _describe_chain_map(chain: collections.ChainMap[Any, Any], detail: Detail) -> Description:
    merged: dict[Any, Any] = {}
    for inner in reversed(object.__getattribute__(chain, "__dict__")["maps"]):
        merged.update(inner)
    return describe_dict_entries("a ChainMap", merged, detail)


def _describe_namespace(namespace: types.SimpleNamespace, detail: Detail) -> Description:
    return describe_pairs("a namespace", "name", object.__getattribute__(namespace, "__dict__"), detail)


def _describe_array(values: array.array[Any], detail: Detail) -> Description:
    return describe_sequence("array", len(values), list(values[:_READ]), detail)


FORMATTERS: Mapping[type, Formatter] = {
    **{cls: _describe_iterator(name) for cls, name in _ITERATORS.items()},
    type({}.keys()): _describe_view("key view"),
    type({}.values()): _describe_view("value view"),
    type({}.items()): _describe_view("entry view"),
    types.MappingProxyType: _describe_proxy,
    collections.UserDict: _describe_user_dict,
    collections.ChainMap: _describe_chain_map,
    types.SimpleNamespace: _describe_namespace,
    array.array: _describe_array,
}
