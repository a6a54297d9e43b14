"""Read documents of Bokeh in JSON: models with their attributes, references and packed arrays.

The form is that of Bokeh 3, and that of Bokeh 2, which keeps all models in one list.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import Column

_MAX_BYTES = 500_000_000  # of an array that is unpacked
_GZIP_START, _GZIP_FORM = b"\x1f\x8b", 31  # how packed bytes begin, and what zlib calls their form
_NUMBERS = {"nan": np.nan, "+inf": np.inf, "-inf": -np.inf}


class Model:
    """A model of a document: the name of its class, and its attributes where these are no defaults."""

    def __init__(self, document: Document, name: str, key: str, attributes: Mapping[str, Any]) -> None:
        self._document = document
        self._attributes = attributes
        self.name = name
        self.key = key  # its id

    def get(self, attribute: str, default: Any = None) -> Any:
        """Return the value of an attribute, with models and arrays for what refers to them."""
        value = self._document.value(self._attributes.get(attribute))
        return default if value is None else value

    def text(self, attribute: str) -> str:
        """Return the text of an attribute, or an empty one."""
        value = self.get(attribute)
        if isinstance(value, dict):  # a text that is a value or a field in the form of Bokeh
            value = value.get("value")
        return " ".join(value.split()) if isinstance(value, str) else ""

    def number(self, attribute: str, default: float = np.nan) -> float:
        """Return the number of an attribute, or a default."""
        value = self.get(attribute)
        return float(value) if isinstance(value, (int, float)) else default

    def model(self, attribute: str) -> Model:
        """Return the model of an attribute, or one without a name."""
        value = self.get(attribute)
        return value if isinstance(value, Model) else Model(self._document, "", "", {})

    def models(self, attribute: str) -> list[Model]:
        """Return the models in the list of an attribute."""
        value = self.get(attribute)
        return [each for each in value if isinstance(each, Model)] if isinstance(value, list) else []


class Document:
    """A document with its models."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._models: dict[str, Model] = {}
        roots = document.get("roots")
        for each in _objects(document):
            key, attributes = str(each["id"]), each.get("attributes")
            name = each["name"] if each["type"] == "object" else each["type"]
            self._models[key] = Model(
                self, str(name), key, attributes if isinstance(attributes, dict) else {}
            )
        keys: Any = roots.get("root_ids") if isinstance(roots, dict) else [_key(each) for each in roots or []]
        self.roots = [self._models[str(key)] for key in keys or [] if str(key) in self._models]

    def value(self, raw: Any) -> Any:
        """Return a value of the JSON with models and arrays for what refers to them."""
        if isinstance(raw, list):
            has_parts = any(isinstance(each, (dict, list)) for each in raw)
            return [self.value(each) for each in raw] if has_parts else raw
        if not isinstance(raw, dict):
            return raw
        if (key := _key(raw)) in self._models:
            return self._models[key]
        return self._packed(raw)

    def _packed(self, raw: dict[str, Any]) -> Any:
        kind = raw.get("type")
        if kind == "ndarray" or "__ndarray__" in raw:
            return self._array(raw)
        if kind == "map":
            pairs = raw.get("entries") or []
            return {name: self.value(value) for name, value in pairs if isinstance(name, str)}
        if kind == "number":
            return _NUMBERS.get(str(raw.get("value")), np.nan)
        return {name: self.value(value) for name, value in raw.items()}

    def _array(self, raw: dict[str, Any]) -> Column:
        packed = raw["array"] if "array" in raw else raw["__ndarray__"]
        if isinstance(packed, list):  # of objects
            return array_of_objects([self.value(each) for each in packed])
        if isinstance(packed, dict):
            packed = packed.get("data")
        dtype = np.dtype(str(raw.get("dtype"))).newbyteorder("<" if raw.get("order") != "big" else ">")
        return np.frombuffer(_unpacked(packed), dtype).reshape(raw.get("shape") or -1)


def _unpacked(packed: Any) -> bytes:
    """Return bytes, given as they are, in a buffer of Bokeh, or in base64, and perhaps compressed."""
    data = base64.b64decode(packed) if isinstance(packed, str) else bytes(getattr(packed, "data", packed))
    if not isinstance(packed, str) or data[:2] != _GZIP_START:
        return data
    return zlib.decompressobj(_GZIP_FORM).decompress(data, _MAX_BYTES)


def array_of_objects(values: list[Any]) -> Column:
    """Return values of any kind as a column."""
    array = np.empty(len(values), dtype=object)
    for at, value in enumerate(values):  # at once, lists of equal lengths would be taken for a matrix
        array[at] = value
    return array


def _key(raw: Any) -> str:
    return str(raw.get("id")) if isinstance(raw, dict) and "id" in raw else ""


def _objects(document: Any) -> Iterator[dict[str, Any]]:
    """Yield the models in a document, wherever they are."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            is_model = "id" in value and ("attributes" in value or value.get("type") == "object")
            if (
                is_model
                and isinstance(value.get("type"), str)
                and (value["type"] != "object" or "name" in value)
            ):
                yield value
            waiting += value.values()
        elif isinstance(value, (list, tuple)):
            waiting += (each for each in value if isinstance(each, (dict, list, tuple)))
