r"""Read LaTeX token by token."""

from __future__ import annotations

import abc
import re
from typing import TYPE_CHECKING

from ipytts.description.documents.mathematics.latex.macros import group_end

if TYPE_CHECKING:
    from ipytts.description.documents.mathematics.nodes import Node

_TOKEN = re.compile(
    r"\\(?:operatorname|tag|hspace|vspace|DeclareMathOperator)\*|\\[A-Za-z]+|\\.|.", re.DOTALL
)
_MAX_DEPTH = 40  # groups within groups


class LatexError(ValueError):
    """The text is not a formula, such as one that ends within a group."""


class TokenReader(abc.ABC):
    """A text and a position in it. What makes a tree of it is in the class that inherits from this one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.style = ""
        self._depth = 0

    @abc.abstractmethod
    def row(self, stops: frozenset[str]) -> Node:
        """Return what stands before one of the tokens at which the row ends."""

    @abc.abstractmethod
    def argument(self) -> Node:
        """Return the argument of a command: a group, or one sign."""

    @abc.abstractmethod
    def parsed(self, latex: str) -> Node:
        """Return the tree of another text."""

    def peek(self) -> str:
        """Return the token at the position; empty at the end."""
        while self.position < len(self.text) and self.text[self.position].isspace():
            self.position += 1
        match = _TOKEN.match(self.text, self.position)
        return match[0] if match else ""

    def next(self) -> str:
        """Return the token at the position, and step over it."""
        token = self.peek()
        self.position += len(token)
        return token

    def expect(self, token: str) -> None:
        """Step over a token that must follow."""
        if self.next() != token:
            raise LatexError(f"{token} is missing")

    def matched(self, pattern: re.Pattern[str]) -> str:
        """Return what matches at the position, and step over it; empty if nothing does."""
        match = pattern.match(self.text, self.position)
        if not match:
            return ""
        self.position = match.end()
        return match[0]

    def raw_group(self) -> str:
        """Return the text of an argument as it is written."""
        if self.peek() != "{":
            return self.next()
        end = group_end(self.text, self.position)
        if end < 0:
            raise LatexError("a group does not end")
        raw = self.text[self.position + 1 : end - 1]
        self.position = end
        return raw

    def optional(self) -> str | None:
        """Return the argument in brackets; None if there is none."""
        end = self.text.find("]", self.position)
        if end < 0 or self.peek() != "[":
            return None
        raw = self.text[self.position + 1 : end]
        self.position = end + 1
        return raw

    def enter(self) -> str:
        """Begin a group; return the style to restore."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise LatexError("nested too deeply")
        return self.style

    def leave(self, style: str) -> None:
        """End a group."""
        self._depth -= 1
        self.style = style
