"""Describe other objects: data classes by their fields, the rest by their ``repr``."""

from __future__ import annotations

import dataclasses
import re
import types
from functools import partial
from typing import TYPE_CHECKING, Any

from ipytts.description import time_limit
from ipytts.description.formatters import histories, tensors
from ipytts.description.formatters.containers import describe_pairs
from ipytts.description.safe_types import attributes_of, find_attribute, package_of
from ipytts.description.wording import grammar, phrases, plain_text
from ipytts.description.wording.phrase import Description

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipytts.description.detail import Detail, Formatter

_READ = 20_000  # characters of the text of an object
_LENGTHS: dict[Detail, int] = {"brief": 150, "normal": 500, "full": 2000}  # characters
_NO_VALUE = object()
_ANGLE_BRACKETS = re.compile(r"\A<(.*)>\Z", re.DOTALL)
_QUALIFIERS = re.compile(r"\b(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_]\w*)|<locals>\.?")


def describe_object(obj: Any, detail: Detail) -> str | Description:
    """Return the fields or the text of an object; empty if it has neither."""
    known = time_limit.call(lambda: _describe_known(obj, detail) or _describe_fields(obj), Description)
    return known or plain_text.shorten(_describe_own_text(obj), _LENGTHS[detail])


def _describe_known(obj: Any, detail: Detail) -> Description | None:
    """Return a tensor, or the history of a training, in words; None for any other object."""
    if package_of(type(obj)) in tensors.PACKAGES:
        return tensors.describe_tensor(obj, detail)
    curves = _stored_value(obj, "history")
    if type(curves) is dict and type(_stored_value(obj, "epoch")) is list:
        history = histories.parse_dict(curves)
        return histories.describe_history(history, detail) if history else None
    return None


def _describe_own_text(obj: Any) -> str:
    text = _own_text(obj).strip()
    in_brackets = _ANGLE_BRACKETS.match(text)
    if in_brackets and plain_text.looks_like_markup(text):
        text = plain_text.without_markup(text)
    else:
        text = plain_text.repr_in_words(_without_qualifiers(in_brackets[1]) if in_brackets else text)
    text = plain_text.to_plain(text, _READ).strip(" .")
    return "" if not plain_text.has_words(text) or text == phrases.class_name(type(obj)) else text


def _without_qualifiers(text: str) -> str:
    """Return "a Foo" for ``package.Foo object at 0x7f…``, and "Response 200" for ``Response [200]``."""
    text = re.sub(r"[\[\]<>]", "", plain_text.without_address(_QUALIFIERS.sub("", text)))
    is_object = text.endswith((" object", " instance"))
    return grammar.with_article(text.rpartition(" ")[0]) if is_object else text


def _describe_fields(obj: Any) -> Description | None:
    """Return the fields of a data class; None for another class, or one with its own ``__repr__``."""
    attributes = attributes_of(type(obj))
    fields = attributes.get("__dataclass_fields__")
    is_generated = hasattr(attributes.get("__repr__"), "__wrapped__")
    if type(fields) is not dict or not is_generated:
        return None
    shown = [name for name, field in fields.items() if isinstance(field, dataclasses.Field) and field.repr]
    values = {name: _stored_value(obj, name) for name in shown}
    pairs = {name: value for name, value in values.items() if value is not _NO_VALUE}
    return describe_pairs(grammar.with_article(phrases.class_name(type(obj))), "field", pairs, "normal")


def _stored_value(obj: Any, name: str) -> Any:
    """Return the value of an attribute that an object itself stores, in its dict or in a slot."""
    slot = find_attribute(type(obj), name)
    try:
        if isinstance(slot, types.MemberDescriptorType):
            return slot.__get__(obj, type(obj))
        return object.__getattribute__(obj, "__dict__").get(name, _NO_VALUE)
    except AttributeError:
        return _NO_VALUE


def _own_text(obj: Any) -> str:
    """Return the start of an object's ``repr`` or ``str``; empty if its class has neither or both fail."""
    for name in ("__repr__", "__str__"):
        method = find_attribute(type(obj), name)
        text = time_limit.call(partial(_call, method, obj), str) if method is not None else None
        if text and text.strip():
            return text
    return ""


def _call(method: Callable[[Any], str], obj: Any) -> str:
    return str.__str__(method(obj))[:_READ]


FORMATTERS: Mapping[type, Formatter] = {object: describe_object}
