"""The levels of detail of a description, and the type of a formatter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from ipytts.description.wording.phrase import Description

Detail = Literal["brief", "normal", "full"]

#: The maximum length of a description, in characters.
LENGTHS: dict[Detail, int] = {"brief": 200, "normal": 800, "full": 3000}

#: A function that describes an object in the given detail.
Formatter: TypeAlias = "Callable[[Any, Detail], str | Description]"
