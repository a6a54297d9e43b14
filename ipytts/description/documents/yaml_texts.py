"""Read the texts in a piece of YAML: the part of YAML that options of cells and directives use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

_KEY = re.compile(r"\s?([A-Za-z][\w-]*)\s*:(?:\s+(.*)|)\Z")
_ITEM = re.compile(r"(\s*)-(?:\s+(.*)|)\Z")
_BLOCK = re.compile(r"[|>][+-]?\s*\Z")  # a text in the lines below
_COMPUTED = re.compile(r"!expr\b")  # code in R
_COMMENT = re.compile(r"\s+#.*\Z|\A#.*\Z")
_IN_QUOTES = re.compile(r"\s*(?:'((?:[^']|'')*)'|(\"(?:[^\"\\]|\\.)*\"))\s*(?:#.*)?\Z")
_FLOW_ITEM = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|[^,\[\]'\"]+")


def read_texts(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of a mapping by their keys, each as a list of one or more texts.

    Texts are read with and without quotes, and over several lines. Values that code computes are empty;
    mappings within the mapping are not read.

    Examples
    --------
    >>> read_texts(["title: 'A line'", "tags: [up, down]", "authors:", "  - Ann", "  - Bo"])
    {'title': ['A line'], 'tags': ['up', 'down'], 'authors': ['Ann', 'Bo']}
    """
    options: dict[str, list[str]] = {}
    value: list[str] = []  # the lines of the last value
    for line in lines:
        if key := _KEY.match(line):
            value = options[key[1]] = [key[2] or ""]
        else:
            value.append(line)
    return {key: _texts(value) for key, value in options.items()}


def _texts(lines: Sequence[str]) -> list[str]:
    """Return the texts of a value: that on its line, or the items of a list."""
    first = lines[0].strip()
    if first.startswith("[") and first.endswith("]"):
        return [_text([item]) for item in _FLOW_ITEM.findall(first[1:-1]) if item.strip()]
    if first or len(lines) == 1 or not _ITEM.match(lines[1]):
        return [_text(lines)]
    items: list[list[str]] = []
    for line in lines[1:]:
        if match := _ITEM.match(line):
            items.append([match[2] or ""])
        else:
            items[-1].append(line)
    return [_text(item) for item in items]


def _text(lines: Sequence[str]) -> str:
    """Return a text of one or more lines as one line; empty if code computes it."""
    if _BLOCK.match(lines[0].strip()):
        return " ".join(" ".join(lines[1:]).split())
    text = " ".join(" ".join(lines).split())
    if _COMPUTED.match(text):
        return ""
    if match := _IN_QUOTES.match(text):
        return match[1].replace("''", "'") if match[2] is None else _unescaped(match[2])
    return _COMMENT.sub("", text)


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(text))
    except ValueError:  # an escape that JSON does not have
        return text[1:-1]
