r"""Find the macros that a text defines, such as ``\newcommand``, and write out a formula that uses them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_MAX_BODY = 3_000  # characters
_MAX_EXPANSIONS = 500  # in a formula, as a macro can contain itself
_MAX_EXPANDED = 20_000  # characters
_NAME = r"\s*\{?\s*\\([A-Za-z]+|.)\s*\}?"
_DEFINITION = re.compile(
    rf"\\(?:(?:re|provide)?newcommand|providecommand|renewcommand)\*?{_NAME}\s*(?:\[(\d)\])?\s*(?:\[([^\]]*)\])?\s*(?=\{{)"
    rf"|\\[gex]?def{_NAME}\s*((?:\#\d)*)\s*(?=\{{)"
    rf"|\\DeclareMathOperator(\*?){_NAME}\s*(?=\{{)"
    rf"|\\let{_NAME}\s*=?\s*(\\[A-Za-z]+|[^\\\s])"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_PARAMETER = re.compile(r"#(\d)")


@dataclass(frozen=True)
class _Macro:
    count: int  # of arguments
    default: str | None  # of the first one
    body: str


def find_macros(text: str) -> str:
    r"""Return the definitions of macros in a text, which apply to all formulas after it.

    Examples
    --------
    >>> find_macros(r"Let $\newcommand{\R}{\mathbb{R}}$ be given.")
    '\\newcommand{\\R}{\\mathbb{R}}'
    """
    return "".join(text[start:end] for start, end, _ in _definitions(text))


def expand(latex: str, macros: str = "") -> str:
    r"""Return a formula with its macros written out, and without definitions.

    Examples
    --------
    >>> expand(r"\norm{x}", r"\newcommand{\norm}[1]{\lVert #1 \rVert}")
    '\\lVert x \\rVert'
    """
    known: dict[str, _Macro] = {}
    for _, _, definition in _definitions(macros):
        known.update(definition)
    rest, end = "", 0
    for start, after, definition in _definitions(latex):
        known.update(definition)
        rest += latex[end:start]
        end = after
    return _expanded(rest + latex[end:], known)


def group_end(text: str, start: int) -> int:
    r"""Return where the group in braces ends that begins at `start`; -1 if it does not end.

    Examples
    --------
    >>> group_end("{a{b}}c", 0), group_end("{a", 0)
    (6, -1)
    """
    depth = 0
    index = start
    while index < len(text):
        character = text[index]
        if character == "\\":
            index += 1
        depth += (character == "{") - (character == "}")
        index += 1
        if depth == 0:
            return index
    return -1


def _definitions(text: str) -> list[tuple[int, int, dict[str, _Macro]]]:
    """Return where each definition begins and ends, and the macro that it defines."""
    found = []
    position = 0
    while match := _DEFINITION.search(text, position):
        position = match.end()
        new, count, default, plain, parameters, star, operator, alias, target = match.groups()
        if alias:
            found.append((match.start(), position, {alias: _Macro(0, None, target)}))
            continue
        end = group_end(text, position)
        if end < 0 or end - position > _MAX_BODY:
            continue
        body = text[position + 1 : end - 1]
        position = end
        macro = _Macro(int(count or 0), default, body)
        if plain:
            macro = _Macro(len(parameters) // 2, None, body)
        elif operator:
            macro = _Macro(0, None, rf"\operatorname{star}{{{body}}}")
        found.append((match.start(), end, {new or plain or operator: macro}))
    return found


def _expanded(latex: str, macros: Mapping[str, _Macro]) -> str:
    """Return the LaTeX with each macro replaced, also in what a macro becomes."""
    position = 0
    for _ in range(_MAX_EXPANSIONS if macros else 0):
        match = next((found for found in _COMMAND.finditer(latex, position) if found[1] in macros), None)
        if not match:
            break
        body, end = _replacement(latex, match.end(), macros[match[1]])
        joint = " " if re.search(r"\\[A-Za-z]+\Z", body) and latex[end : end + 1].isalpha() else ""
        latex = latex[: match.start()] + body + joint + latex[end:]
        position = match.start()
        if len(latex) > _MAX_EXPANDED:
            break
    return latex


def _replacement(latex: str, position: int, macro: _Macro) -> tuple[str, int]:
    """Return the body with the arguments that stand at a position, and where they end."""
    arguments = []
    for number in range(macro.count):
        if number == 0 and macro.default is not None:
            closing = latex.find("]", position)
            if latex[position : position + 1] == "[" and closing > 0:
                arguments.append(latex[position + 1 : closing])
                position = closing + 1
            else:
                arguments.append(macro.default)
            continue
        argument, position = _argument(latex, position)
        arguments.append(argument)
    body = _PARAMETER.sub(
        lambda match: arguments[int(match[1]) - 1] if 0 < int(match[1]) <= len(arguments) else "", macro.body
    )
    return body, position


def _argument(latex: str, position: int) -> tuple[str, int]:
    while latex[position : position + 1].isspace():
        position += 1
    if latex[position : position + 1] == "{":
        end = group_end(latex, position)
        if end > 0:
            return latex[position + 1 : end - 1], end
    match = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL).match(latex, position)
    return (match[0], match.end()) if match else ("", position)
