"""Describe functions, classes, modules and other objects of Python's syntax."""

from __future__ import annotations

import enum
import functools
import re
import types
from collections.abc import Mapping
from typing import Any

from ipytts.description.describer import describe
from ipytts.description.detail import Detail, Formatter
from ipytts.description.wording import grammar, phrases, plain_text
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, join_some, phrase

_LISTED_PARAMETERS = 6
_LISTED_MEMBERS: dict[Detail, int] = {"brief": 4, "normal": 12, "full": 40}
_ARGUMENT_LENGTH = 40  # characters
_SOURCE_LENGTH = 120  # characters of a regular expression
_DOCSTRING_LENGTH = 400  # characters, of which the first sentence is used


def _describe_function(function: types.FunctionType, detail: Detail) -> Description:
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    is_lambda = function.__name__ == "<lambda>"
    name = "a lambda function" if is_lambda else f"the function {phrases.name(function.__name__)}"
    listed = join_some([phrases.name(name) for name in names], _LISTED_PARAMETERS)
    parameters = f" of {listed}" if names else " without parameters"
    doc = (
        plain_text.to_plain(function.__doc__ or "", _DOCSTRING_LENGTH).partition(". ")[0]
        if detail != "brief"
        else ""
    )
    return Description.of([name + parameters, doc])


def _describe_method(method: types.MethodType, _: Detail) -> Description:
    owner = grammar.with_article(phrases.class_name(type(method.__self__)))
    return Description.of([f"the method {phrases.name(method.__name__)} of {owner}"])


def _describe_builtin(function: types.BuiltinFunctionType, _: Detail) -> Description:
    return Description.of([f"the function {phrases.name(function.__name__)}"])


def _describe_class(cls: type, _: Detail) -> Description:
    return Description.of([f"the class {phrases.class_name(cls)}"])


def _describe_module(module: types.ModuleType, _: Detail) -> Description:
    name = types.ModuleType.__getattribute__(module, "__dict__").get("__name__")
    return Description.of([f"the module {phrases.name(name)}"])


def _describe_coroutine(_: object, __: Detail) -> Description:
    return Description.of(["a coroutine, which has not been awaited"])


def describe_member(member: enum.Enum, detail: Detail) -> Description:
    """Return a member of an enumeration in words; unless brief, with its value."""
    cls = type(member)
    # The name of several flags is that of each, with a bar between.
    names = [phrases.name(part) for part in (member._name_ or "no member").split("|")]
    kind = "a member" if len(names) == 1 else "members"
    words = f"{grammar.join(names)}, {kind} of {phrases.class_name(cls)}"
    value = member._value_
    is_plain = type(value) in (int, float, str) and value != member._name_
    return Description.of(
        [
            phrase("{}, with the value {}", words, describe.phrase(value))
            if is_plain and detail != "brief"
            else words
        ]
    )


def _describe_enumeration(cls: enum.EnumMeta, detail: Detail) -> Description:
    names = [phrases.name(name) for name in type.__getattribute__(cls, "_member_names_")]
    members = counted(len(names), "member", "size")
    listed = join_some(names, _LISTED_MEMBERS[detail])
    opening = phrase("the enumeration {} with {}", phrases.class_name(cls), members)
    return Description.of([phrase("{}: {}", opening, listed) if names else opening])


def _describe_pattern(pattern: re.Pattern[Any], _: Detail) -> Description:
    source = pattern.pattern
    text = plain_text.to_plain(source, _SOURCE_LENGTH) if isinstance(source, str) else "binary data"
    return Description.of([f"the regular expression {text}"])


def _describe_match(match: re.Match[Any], detail: Detail) -> Description:
    places = number_fact(match.start(), "start"), number_fact(match.end(), "end")
    found = phrase("a match from position {} to {}: {}", *places, describe.phrase(match[0]))
    groups = [describe.phrase(group) if group is not None else "no match" for group in match.groups()]
    if detail == "brief" or not groups:
        return Description.of([found])
    return Description.of([found, phrase("its groups are {}", join_some(groups, _LISTED_PARAMETERS))])


def _describe_slice(part: slice, _: Detail) -> Description:
    start = "the start" if part.start is None else describe.phrase(part.start)
    stop = "the end" if part.stop is None else describe.phrase(part.stop)
    step = "" if part.step is None else phrase(" in steps of {}", describe.phrase(part.step))
    return Description.of([phrase("a slice from {} to {}{}", start, stop, step)])


def _describe_partial(call: functools.partial[Any], _: Detail) -> Description:
    given = [describe.phrase(value, _ARGUMENT_LENGTH) for value in call.args]
    given += [
        phrase("{} {}", phrases.name(name), describe.phrase(value, _ARGUMENT_LENGTH))
        for name, value in call.keywords.items()
    ]
    opening = phrase("a partial call of {}", describe.phrase(call.func))
    if not given:
        return Description.of([opening])
    return Description.of([phrase("{}, with {} given", opening, join_some(given, _LISTED_PARAMETERS))])


FORMATTERS: Mapping[type, Formatter] = {
    types.FunctionType: _describe_function,
    types.MethodType: _describe_method,
    types.BuiltinFunctionType: _describe_builtin,
    types.ModuleType: _describe_module,
    types.CoroutineType: _describe_coroutine,
    type: _describe_class,
    enum.Enum: describe_member,
    enum.EnumMeta: _describe_enumeration,
    functools.partial: _describe_partial,
    re.Match: _describe_match,
    re.Pattern: _describe_pattern,
    slice: _describe_slice,
}
