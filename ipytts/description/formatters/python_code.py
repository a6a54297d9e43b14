"""Functions, classes, modules and other things of the language itself."""

from __future__ import annotations

import dataclasses
import enum
import types
from typing import TYPE_CHECKING, Any

from ipytts.description.formatters.containers import tell_pairs
from ipytts.description.wording import grammar, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail, Formatter

_MOST = 6  # parameters that are told by name


def _function(function: types.FunctionType, detail: Detail) -> str:
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    what = (
        "A lambda function"
        if function.__name__ == "<lambda>"
        else f"The function {phrases.name(function.__name__)}"
    )
    given = (
        f" of {grammar.join_some([phrases.name(n) for n in names], _MOST)}"
        if names
        else " without parameters"
    )
    doc = plain_text.to_plain(function.__doc__ or "", 400).partition(". ")[0] if detail != "brief" else ""
    return grammar.paragraph(what + given, doc)


def _method(method: types.MethodType, _: Detail) -> str:
    owner = grammar.with_article(phrases.class_name(type(method.__self__)))
    return f"The method {phrases.name(method.__name__)} of {owner}"


def _builtin(function: types.BuiltinFunctionType, _: Detail) -> str:
    return f"The function {phrases.name(function.__name__)}"


def _class(cls: type, _: Detail) -> str:
    return f"The class {phrases.class_name(cls)}"


def _module(module: types.ModuleType, _: Detail) -> str:
    name = types.ModuleType.__getattribute__(module, "__dict__").get("__name__")
    return f"The module {phrases.name(name)}"


def _generator(_: object, __: Detail) -> str:
    return "A generator, whose values are not looked at"


def _coroutine(_: object, __: Detail) -> str:
    return "A coroutine that was not awaited"


def _member(member: enum.Enum, _: Detail) -> str:
    return f"The member {phrases.name(member._name_)} of {phrases.class_name(type(member))}"


def fields_told(obj: Any, detail: Detail) -> str:
    """Tell a data class by its fields; empty if it is none, or looks otherwise by intent."""
    own = type.__dict__["__dict__"].__get__(type(obj))
    fields = own.get("__dataclass_fields__")
    if type(fields) is not dict or not hasattr(
        own.get("__repr__"), "__wrapped__"
    ):  # as the decorator makes it
        return ""
    held = object.__getattribute__(obj, "__dict__")
    pairs = {
        name: held[name]
        for name, field in fields.items()
        if isinstance(field, dataclasses.Field) and field.repr and name in held
    }
    return tell_pairs(grammar.with_article(phrases.class_name(type(obj))), "field", pairs, detail)


FORMATTERS: Mapping[type, Formatter] = {
    types.FunctionType: _function,
    types.MethodType: _method,
    types.BuiltinFunctionType: _builtin,
    types.ModuleType: _module,
    types.GeneratorType: _generator,
    types.CoroutineType: _coroutine,
    type: _class,
    enum.Enum: _member,
}
