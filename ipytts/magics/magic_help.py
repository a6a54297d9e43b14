"""The help of a magic, which IPython shows after ``%speak?``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from ipytts.options.line_parser import LineParser

_Magic = TypeVar("_Magic", bound="Callable[..., Any]")


def with_help_of(parser: Callable[[], LineParser]) -> Callable[[_Magic], _Magic]:
    """Have IPython show the help of a parser for a magic; neither is made before."""

    def add_help(magic: _Magic) -> _Magic:
        magic.getdoc = lambda: parser().format_help()  # type: ignore[attr-defined] # IPython asks for it
        return magic

    return add_help
