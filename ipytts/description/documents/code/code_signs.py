"""Name the signs of a few characters of code that voices would drop, such as ``[]`` and ``#f``."""

from __future__ import annotations

import re
from itertools import groupby

_NAMES = {
    "(": "open paren", ")": "close paren", "[": "open bracket", "]": "close bracket", "{": "open brace",
    "}": "close brace", "<": "less than", ">": "greater than", "#": "hash", "^": "caret", "~": "tilde",
    "|": "vertical bar", "&": "ampersand", "%": "percent", "@": "at", "!": "exclamation mark", "$": "dollar",
    "`": "backtick", "´": "acute accent", "'": "quote", '"': "double quote", ":": "colon", ";": "semicolon",
    ",": "comma", ".": "dot", "?": "question mark", "\\": "backslash", "/": "slash", "*": "star",
    "_": "underscore", "=": "equals", "+": "plus", "-": "dash",
}  # fmt: skip
_PAIRS = {"()": "parentheses", "[]": "square brackets", "{}": "braces", "''": "quotes", '""': "double quotes"}
#: Where a sign is named, and not used, its words are those of the sign and not of what it does.
_OPERATORS = {
    ".": "dot", "..": "dot dot", "...": "dot dot dot", "==": "double equals", "===": "triple equals",
    "->": "arrow", "=>": "double arrow", "<-": "left arrow", "|": "vertical bar", "~": "tilde",
    "**": "double star", "∈": "element of", "≈": "approximately equals", "+/-": "plus or minus",
}  # fmt: skip
_LATEX_COMMAND = re.compile(r"(\\[a-zA-Z]{2,})\*?\{(\\?[\w ./:-]*)\}")
_MAX_SIGNS = 4  # more of them are no operator
_SIGNS_AND_NAME = re.compile(  # such as #define, and the operators with their arity in Prolog
    r"(?P<signs>[#^&%~|]{1,3}|(?:\(\W{1,3}\)|\{\}|\[\]|\W{2,3})(?=/\d))(?P<name>/?\w[\w.-]*)"
)


def name_code_signs(code: str) -> str:
    """Return words for code that is only signs, or begins with signs that voices drop; empty for other code.

    Examples
    --------
    >>> name_code_signs("[]"), name_code_signs("%%"), name_code_signs("#f"), name_code_signs("^^/1")
    ('square brackets', 'percent percent', 'hash f', 'caret caret slash 1')
    >>> name_code_signs("x[0]"), name_code_signs("...")
    ('', '')
    """
    code = code.strip()
    if code in _PAIRS:
        return _PAIRS[code]
    if len(code) <= _MAX_SIGNS and set(code) <= _NAMES.keys() and not _is_dots(code):
        return " ".join(_NAMES[sign] for sign in code)
    found = _SIGNS_AND_NAME.fullmatch(code)
    if found is None or not set(found["signs"]) <= _NAMES.keys():
        return ""
    signs = _PAIRS.get(found["signs"]) or " ".join(_NAMES[sign] for sign in found["signs"].strip("()"))
    return f"{signs} {found['name'].replace('/', 'slash ').replace('_', ' ')}"


def name_operator(code: str) -> str:
    """Return the name of a sign that stands alone in code; empty for other code.

    Examples
    --------
    >>> name_operator("=="), name_operator("."), name_operator("x == y")
    ('double equals', 'dot', '')
    """
    return _OPERATORS.get(code.strip(), "")


def with_latex_commands(code: str) -> str:
    r"""Return code with the braces of LaTeX as blanks, so that the names of its commands stay.

    Examples
    --------
    >>> with_latex_commands(r"\input{chapter}")
    '\\input chapter'
    """
    return _LATEX_COMMAND.sub(r"\1 \2", code)


def _is_dots(code: str) -> bool:
    return [sign for sign, _ in groupby(code)] in ([], ["."])
