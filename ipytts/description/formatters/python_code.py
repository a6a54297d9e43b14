"""Describe functions, classes, modules and other objects of Python's syntax."""

from __future__ import annotations

import enum
import types
from typing import TYPE_CHECKING

from ipytts.description.wording import grammar, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail, Formatter

_LISTED_PARAMETERS = 6
_DOCSTRING_LENGTH = 400  # characters, of which the first sentence is used


def _describe_function(function: types.FunctionType, detail: Detail) -> str:
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    is_lambda = function.__name__ == "<lambda>"
    name = "A lambda function" if is_lambda else f"The function {phrases.name(function.__name__)}"
    listed = grammar.join_some([phrases.name(name) for name in names], _LISTED_PARAMETERS)
    parameters = f" of {listed}" if names else " without parameters"
    doc = (
        plain_text.to_plain(function.__doc__ or "", _DOCSTRING_LENGTH).partition(". ")[0]
        if detail != "brief"
        else ""
    )
    return grammar.paragraph(name + parameters, doc)


def _describe_method(method: types.MethodType, _: Detail) -> str:
    owner = grammar.with_article(phrases.class_name(type(method.__self__)))
    return f"The method {phrases.name(method.__name__)} of {owner}"


def _describe_builtin(function: types.BuiltinFunctionType, _: Detail) -> str:
    return f"The function {phrases.name(function.__name__)}"


def _describe_class(cls: type, _: Detail) -> str:
    return f"The class {phrases.class_name(cls)}"


def _describe_module(module: types.ModuleType, _: Detail) -> str:
    name = types.ModuleType.__getattribute__(module, "__dict__").get("__name__")
    return f"The module {phrases.name(name)}"


def _describe_generator(_: object, __: Detail) -> str:
    return "A generator, whose values are not looked at"


def _describe_coroutine(_: object, __: Detail) -> str:
    return "A coroutine that was not awaited"


def _describe_member(member: enum.Enum, _: Detail) -> str:
    return f"The member {phrases.name(member._name_)} of {phrases.class_name(type(member))}"


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
