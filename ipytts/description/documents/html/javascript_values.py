"""Read values written in JavaScript: JSON, and object literals as people and programs write them."""

from __future__ import annotations

import json
import re
from typing import Any

_MAX_LITERAL = 200_000  # characters of a literal that is not JSON
_MAX_DEPTH = 100  # levels of nested arrays and objects
_SPACE = re.compile(r"(?:\s+|//[^\n]*\n|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)*")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"[-+]?(?:0[xX][0-9A-Fa-f]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|Infinity)")
_STRING = re.compile(r"'([^'\\]*(?:\\.[^'\\]*)*)'|\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|`([^`\\$]*)`", re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|\r\n|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": float("nan")}
_JSON = json.JSONDecoder()


class NoLiteralError(ValueError):
    """There is no literal; what was read of it ends at `at`."""

    def __init__(self, at: int) -> None:
        super().__init__(f"no literal before character {at}")
        self.at = at


def read_value(script: str, start: int) -> tuple[Any, int]:
    r"""Return the value of the literal that begins at `start`, and where it ends.

    Values that are no literals, such as the name of a variable, cannot be read.

    Raises
    ------
    NoLiteralError
        There is no literal, or it is nested too deeply; the error says where the reading ended.

    Examples
    --------
    >>> read_value("f({'a': [1, 2,], b: undefined})", 2)
    ({'a': [1, 2], 'b': None}, 30)
    """
    start = skip_space(script, start)
    try:
        return _JSON.raw_decode(script, start)
    except RecursionError:
        raise NoLiteralError(start) from None
    except ValueError:
        return _Reader(script, start).read()


def skip_space(script: str, at: int) -> int:
    """Return where the spaces and comments at a place end."""
    match = _SPACE.match(script, at)
    return match.end() if match else at


class _Reader:
    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._end = start + _MAX_LITERAL
        self._depth = 0

    def read(self) -> tuple[Any, int]:
        return self._value(), self._at

    def _value(self) -> Any:
        self._skip()
        if self._at > self._end:
            raise NoLiteralError(self._at)
        first = self._text[self._at : self._at + 1]
        if first in ("{", "["):
            return self._nested(first)
        if match := _STRING.match(self._text, self._at):
            self._at = match.end()
            return unescape(next(group for group in match.groups() if group is not None))
        if match := _NUMBER.match(self._text, self._at):
            self._at = match.end()
            return _number(match[0])
        if (match := _NAME.match(self._text, self._at)) and match[0] in _WORDS:
            self._at = match.end()
            return _WORDS[match[0]]
        raise NoLiteralError(self._at)

    def _nested(self, opening: str) -> Any:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise NoLiteralError(self._at)
        self._at += 1
        value = self._object() if opening == "{" else self._array()
        self._depth -= 1
        return value

    def _array(self) -> list[Any]:
        values = []
        while not self._takes("]"):
            values.append(self._value())
            self._comma("]")
        return values

    def _object(self) -> dict[str, Any]:
        values = {}
        while not self._takes("}"):
            key = self._key()
            if not self._takes(":"):
                raise NoLiteralError(self._at)
            values[key] = self._value()
            self._comma("}")
        return values

    def _key(self) -> str:
        self._skip()
        if match := _NAME.match(self._text, self._at):
            self._at = match.end()
            return match[0]
        return str(self._value())

    def _comma(self, closing: str) -> None:
        if not self._takes(","):
            self._skip()
            if self._text[self._at : self._at + 1] != closing:
                raise NoLiteralError(self._at)

    def _takes(self, mark: str) -> bool:
        self._skip()
        found = self._text.startswith(mark, self._at)
        self._at += len(mark) if found else 0
        return found

    def _skip(self) -> None:
        self._at = skip_space(self._text, self._at)


def _number(text: str) -> float | int:
    if "x" in text.lower():
        return int(text, 16)
    if text.lstrip("+-") == "Infinity":
        return float(text)
    return float(text) if set(text) & set(".eE") else int(text)


def unescape(text: str) -> str:
    r"""Return the text of a JavaScript string, without its quotation marks.

    Examples
    --------
    >>> unescape(r"5 \u00e9 \'a\'")
    "5 é 'a'"
    """
    return _ESCAPE.sub(lambda match: _escaped(match[1]), text)


def _escaped(code: str) -> str:
    return chr(int(code[1:], 16)) if code[0] in "ux" and len(code) > 1 else _ESCAPED.get(code, code)
