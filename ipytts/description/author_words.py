"""The words that authors set for their charts with `ipytts.alt`."""

from __future__ import annotations

import sys
import weakref
from types import ModuleType
from typing import Any

from ipytts.description.safe_types import package_of

# By the id of a chart, as charts may forbid to be compared or hashed.
_WORDS: dict[int, tuple[weakref.ref[Any], str]] = {}


def set_author_words(chart: Any, words: str) -> None:
    """Set the words for a chart, as long as it exists; raise a `TypeError` if it cannot be referred to."""
    if isinstance(chart, ModuleType):  # pyplot: it has many figures
        raise TypeError
    subject = _subject(chart)
    key = id(subject)
    _WORDS[key] = weakref.ref(subject, lambda _: _WORDS.pop(key, None)), words


def has_author_words(package: str = "") -> bool:
    """Return whether words are set for any chart that still exists, of a package if one is given."""
    if not package:
        return bool(_WORDS)
    return any(package_of(type(subject())) == package for subject, _ in list(_WORDS.values()))


def author_words(chart: Any) -> str:
    """Return the words of an author for a chart: those that are set, or the description of one of Altair.

    Examples
    --------
    >>> author_words([1, 2])
    ''
    """
    if _WORDS and (known := _WORDS.get(id(_subject(chart)))):
        return known[1]
    description = getattr(chart, "description", "") if package_of(type(chart)) == "altair" else ""
    return description if isinstance(description, str) else ""


def _subject(chart: Any) -> Any:
    """Return the figure of axes, of other parts of a figure and of seaborn's grids; else the object."""
    if "matplotlib.figure" not in sys.modules:
        return chart
    from matplotlib.figure import Figure

    from ipytts.description.charts.matplotlib.artists import figure_of

    figure = getattr(chart, "figure", None)
    return figure if isinstance(figure, Figure) else figure_of(chart) or chart
