"""The levels of detail of a description, and the type of a formatter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

Detail = Literal["brief", "normal", "full"]

#: The maximum length of a description, in characters.
LENGTHS: dict[Detail, int] = {"brief": 200, "normal": 800, "full": 3000}

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.wording.phrase import Description

    #: A function that describes an object in the given detail.
    Formatter = Callable[[Any, Detail], str | Description]
