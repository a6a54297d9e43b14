"""One part of a speech, with its times."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A stretch of a speech that was spoken at one go.

    Parameters
    ----------
    text : str
        What it says.
    start, end : float
        When, in seconds from the beginning of the speech.

    Examples
    --------
    >>> Part("The model reached 94 percent.", 0.0, 2.5).end
    2.5
    """

    text: str
    start: float
    end: float


Part.__module__ = "ipytts"  # in its body, mypy would take it for a field
__test__ = {"Part": Part}  # doctest searches a class only in its `__module__`
