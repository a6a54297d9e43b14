"""One part of a speech: its text and its times."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A part of a speech, made by one request.

    Parameters
    ----------
    text : str
        Its section of the text.
    start, end : float
        Seconds from the beginning of the speech.

    Examples
    --------
    >>> Part("The model reached 94 percent.", 0.0, 2.5).end
    2.5
    """

    text: str
    start: float
    end: float


Part.__module__ = "ipytts"  # mypy would take an assignment in the body for a field
__test__ = {"Part": Part}  # doctest searches a class only in its `__module__`
