"""Read the options of a cell, which are comments in YAML at its top, as in Quarto and knitr."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_OPTION_LINES = 30  # lines at the top of a cell that may hold options
_LINE = re.compile(r"\s*#\s*\|(.*)")
_KEY = re.compile(r"\s?([A-Za-z][\w-]*)\s*:(?:\s+(.*)|)\Z")
_ITEM = re.compile(r"(\s*)-(?:\s+(.*)|)\Z")
_BLOCK = re.compile(r"[|>][+-]?\s*\Z")  # a text in the lines below
_COMPUTED = re.compile(r"!expr\b")  # code in R
_COMMENT = re.compile(r"\s+#.*\Z|\A#.*\Z")
_IN_QUOTES = re.compile(r"\s*(?:'((?:[^']|'')*)'|(\"(?:[^\"\\]|\\.)*\"))\s*(?:#.*)?\Z")
_FLOW_ITEM = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|[^,\[\]'\"]+")


def cell_options(source: str) -> dict[str, list[str]]:
    r"""Return the options of a cell, each as a list of texts: one, or several where it lists several.

    Options are comments such as ``#| fig-cap: Bills of penguins``. Of YAML, texts are read, with and without
    quotes, and over several lines, and lists of texts. Options that code computes have no text.

    Examples
    --------
    >>> cell_options("#| fig-alt: 'A line going up'\nplot()")
    {'fig-alt': ['A line going up']}
    >>> cell_options("#| fig-cap:\n#|   - Bills\n#|   - Flippers\nplot()")
    {'fig-cap': ['Bills', 'Flippers']}
    """
    options: dict[str, list[str]] = {}
    lines: list[str] = []  # of the last option
    for line in source.splitlines()[:_OPTION_LINES]:
        if not (match := _LINE.match(line)):
            continue
        if key := _KEY.match(match[1]):
            lines = []
            options[key[1]] = lines
            lines.append(key[2] or "")
        else:
            lines.append(match[1])
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
