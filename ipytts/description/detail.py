"""How detailed a description is, and what a formatter is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

Detail = Literal["brief", "normal", "full"]

#: The most characters of a description.
LENGTHS: dict[Detail, int] = {"brief": 200, "normal": 800, "full": 3000}

if TYPE_CHECKING:
    from collections.abc import Callable

    #: A function from an object and the detail to words.
    Formatter = Callable[[Any, Detail], str]
