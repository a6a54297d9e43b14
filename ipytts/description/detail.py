"""The levels of detail of a description, and the type of a formatter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

Detail = Literal["brief", "normal", "full"]

#: The most characters of a description.
LENGTHS: dict[Detail, int] = {"brief": 200, "normal": 800, "full": 3000}

if TYPE_CHECKING:
    from collections.abc import Callable

    #: A function that turns an object into words, with the given detail.
    Formatter = Callable[[Any, Detail], str]
