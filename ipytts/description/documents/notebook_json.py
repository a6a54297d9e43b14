"""Values in a notebook's JSON, read without trust in their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def text_in(value: Any) -> str:
    r"""Return a text of a notebook, which may be a list of lines; what is no text is empty.

    Examples
    --------
    >>> text_in(["a\n", "b"]), text_in("a"), text_in(None)
    ('a\nb', 'a', '')
    """
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def mapping_in(value: Any) -> Mapping[str, Any]:
    """Return a mapping of a notebook; what is none is empty."""
    return value if isinstance(value, dict) else {}


def mappings_in(value: Any) -> list[Mapping[str, Any]]:
    """Return the mappings in a list of a notebook."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
