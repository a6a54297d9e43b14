"""What nobody else tells: an object by its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ipytts.description import time_limit
from ipytts.description.formatters import python_code
from ipytts.description.wording import grammar, phrases, plain_text

if TYPE_CHECKING:
    from ipytts.description.detail import Detail

_LOOKED_AT = 20_000  # characters
_MOST: dict[Detail, int] = {"brief": 150, "normal": 500, "full": 2000}  # characters that are said
_BRACKETED = re.compile(r"\A<(.*)>\Z", re.DOTALL)
_QUALIFIED = re.compile(r"\b(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_]\w*)|<locals>\.?")


def tell(obj: Any, detail: Detail) -> str:
    """Tell an object by the text it has of itself, else by its kind."""
    kind = grammar.with_article(phrases.class_name(type(obj)))
    text = _text(obj)
    if text is None:
        return kind
    bracketed = _BRACKETED.match(text.strip())
    if bracketed and not plain_text.looks_like_markup(text):
        said = _bracketed(bracketed[1])
    else:
        said = plain_text.to_plain(text, _LOOKED_AT)
    said = said.strip(" .")
    if not any(map(str.isalnum, said)) or said == phrases.class_name(type(obj)):
        return kind
    return plain_text.shorten(said, _MOST[detail])


def _bracketed(inside: str) -> str:
    """Say ``<package.Foo object at 0x7f…>`` as "a Foo", and ``<Response [200]>`` as "Response 200"."""
    said = plain_text.to_plain(_QUALIFIED.sub("", inside), _LOOKED_AT)
    said = re.sub(r"[\[\]<>]", "", said)
    if said.endswith((" object", " instance")):
        return grammar.with_article(said.rpartition(" ")[0])
    return said


def _text(obj: Any) -> str | None:
    """Return its text, cut; None if it has none of its own, or fails, or takes too long."""
    fields = time_limit.ask(lambda: python_code.fields_told(obj, "normal"))
    if fields:
        return fields
    ways = [way for way in (_special(obj, "__repr__"), _special(obj, "__str__")) if way is not None]
    for way in ways:
        text = time_limit.ask(lambda way=way: way(obj)[:_LOOKED_AT])  # type: ignore[misc]
        if text and text.strip():
            return text
    return None


def _special(obj: Any, name: str) -> Any:
    """Return a special method of an object's class, unless it is the one that every object has."""
    for base in type.__dict__["__mro__"].__get__(type(obj)):
        if base is object:
            return None
        method = type.__dict__["__dict__"].__get__(base).get(name)
        if method is not None:
            return method
    return None
