"""Describe values as the toplevel of OCaml shows them: ``val x : int = 3``."""

from __future__ import annotations

import re

from ipytts.description.describer import describe
from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.documents.printed import python_values
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import grammar

_VALUE = re.compile(r"(?:val (?P<name>\w+'*)|-) : (?P<type>[^=]+?) =\s+(?P<value>.+)", re.DOTALL)
_START = re.compile(r"^(?=(?:val \w|- :))", re.MULTILINE)


def describe_ocaml_text(text: str, detail: Detail) -> str:
    r"""Return words for the values that a text shows; empty for any other text.

    Examples
    --------
    >>> describe_ocaml_text("val n : int = 3\nval add : int -> int = <fun>", "normal")
    'n is 3. add is a function, int to int.'
    >>> describe_ocaml_text("- : int list = [1; 2]", "normal"), describe_ocaml_text("Hello", "normal")
    ('A list of 2 numbers: 1 and 2.', '')
    """
    found = [_VALUE.fullmatch(part.strip()) for part in _START.split(text.strip()) if part.strip()]
    if not found or not all(found):
        return ""
    return " ".join(_sentence(match, detail) for match in found if match)


def _sentence(match: re.Match[str], detail: Detail) -> str:
    value = match["value"].strip().replace(";", ",")
    is_function = value == "<fun>"
    words = f"a function, {to_speakable(match['type'])}" if is_function else _in_words(value, detail)
    return f"{to_speakable(match['name'])} is {words}." if match["name"] else grammar.sentence(words)


def _in_words(value: str, detail: Detail) -> str:
    try:
        return str(describe.phrase(python_values.to_value(value), LENGTHS[detail]))
    except python_values.NoValueError:
        return to_speakable(value)
