"""Describe functions, classes, modules and other objects of Python's syntax."""

from __future__ import annotations

import enum
import types
from typing import TYPE_CHECKING

from ipytts.description.wording import grammar, phrases, plain_text
from ipytts.description.wording.phrase import Description

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail, Formatter

_LISTED_PARAMETERS = 6
_DOCSTRING_LENGTH = 400  # characters, of which the first sentence is used


def _describe_function(function: types.FunctionType, detail: Detail) -> Description:
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    is_lambda = function.__name__ == "<lambda>"
    name = "a lambda function" if is_lambda else f"the function {phrases.name(function.__name__)}"
    listed = grammar.join_some([phrases.name(name) for name in names], _LISTED_PARAMETERS)
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


def _describe_generator(_: object, __: Detail) -> Description:
    return Description.of(["a generator, whose values are not looked at"])


def _describe_coroutine(_: object, __: Detail) -> Description:
    return Description.of(["a coroutine that was not awaited"])


def _describe_member(member: enum.Enum, _: Detail) -> Description:
    return Description.of([f"the member {phrases.name(member._name_)} of {phrases.class_name(type(member))}"])


FORMATTERS: Mapping[type, Formatter] = {
    types.FunctionType: _describe_function,
    types.MethodType: _describe_method,
    types.BuiltinFunctionType: _describe_builtin,
    types.ModuleType: _describe_module,
    types.GeneratorType: _describe_generator,
    types.CoroutineType: _describe_coroutine,
    type: _describe_class,
    enum.Enum: _describe_member,
}
