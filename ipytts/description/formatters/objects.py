"""Describe other objects: data classes by their fields, the rest by what a notebook shows of them."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from functools import partial
from typing import Any

from ipytts.description import time_limit
from ipytts.description.detail import LENGTHS, Detail, Formatter
from ipytts.description.formatters import histories, tensors
from ipytts.description.formatters.containers import describe_pairs
from ipytts.description.models.histories import describe_history
from ipytts.description.safe_types import attributes_of, find_attribute, package_of
from ipytts.description.wording import grammar, phrases, plain_text
from ipytts.description.wording.phrase import Description
from ipytts.errors import SpeechError

_READ = 200_000  # characters of a text that an object returns
_READ_PAGE = 50_000_000  # characters of HTML: a page can hold a library before its chart
_TEXTS = {  # methods that return a text, with its type
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_latex_": "text/latex",
    "_repr_svg_": "image/svg+xml",
}
_IMAGES = {"_repr_png_": "image/png", "_repr_jpeg_": "image/jpeg"}  # not called: an image has no words

_NO_VALUE = object()


def describe_object(obj: Any, detail: Detail) -> str | Description:
    """Return the fields of an object, or what a notebook shows of it in words; empty without either."""
    known = time_limit.call(lambda: _describe_known(obj, detail) or _describe_fields(obj), Description)
    return known or describe_shown(obj, detail)


def _describe_known(obj: Any, detail: Detail) -> Description | None:
    """Return a tensor, or the history of a training, in words; None for any other object."""
    if package_of(type(obj)) in tensors.PACKAGES:
        return tensors.describe_tensor(obj, detail)
    curves = _stored_value(obj, "history")
    if type(curves) is dict and type(_stored_value(obj, "epoch")) is list:
        history = histories.parse_dict(curves)
        return describe_history(history, detail) if history else None
    return None


def describe_shown(obj: Any, detail: Detail) -> str:
    """Return the words of what a notebook shows of an object; empty if that has no words."""
    data, metadata = _shown(obj)  # first, as imports would use up the time limit
    from ipytts.description.documents import outputs
    from ipytts.description.documents.html import html

    output = {"output_type": "display_data", "data": data, "metadata": metadata}
    try:
        text = " ".join(
            passage.text for passage in outputs.to_passages([output], outputs.live_context([output]), detail)
        )
    except SpeechError:  # a package of the extra "narrate" is not installed
        rich = next((data[kind] for kind in _TEXTS.values() if data.get(kind)), "")
        text = plain_text.to_plain(
            html.visible_text(rich) if "text/html" in data else rich or data["text/plain"]
        )
    text = plain_text.shorten(text, LENGTHS[detail])
    is_name = text.strip(" .") == phrases.class_name(type(obj))
    return "" if is_name or not plain_text.has_words(text) else text


def _shown(obj: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the bundle of an object with its metadata, without the data of images."""
    data: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    found = time_limit.call(partial(_call, obj, "_repr_mimebundle_"), object)
    if type(found) is tuple and len(found) == 2:
        found, described = found
        metadata = described if type(described) is dict else {}
    data |= found if type(found) is dict else {}
    for name, kind in _TEXTS.items():
        text = time_limit.call(partial(_call, obj, name), str)
        if text and kind not in data:
            data[kind] = text[: _READ_PAGE if kind == "text/html" else _READ]
    found = time_limit.call(partial(_call, obj, "_repr_json_"), object)
    if type(found := found[0] if type(found) is tuple else found) in (dict, list):
        data["application/json"] = found
    data |= {kind: "" for name, kind in _IMAGES.items() if find_attribute(type(obj), name) is not None}
    data["text/plain"] = _own_text(obj)
    return data, metadata


def _call(obj: Any, name: str) -> Any:
    method = find_attribute(type(obj), name)
    return None if method is None else method.__get__(obj, type(obj))()


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
        text = time_limit.call(partial(_call, obj, name), str)
        if text and text.strip():
            return str.__str__(text)[:_READ]
    return ""


FORMATTERS: Mapping[type, Formatter] = {object: describe_object}
