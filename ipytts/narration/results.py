"""Results, told in words and spoken: `narrate`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ipytts.defaults import SpeechDefaults
from ipytts.description.registry import describe

if TYPE_CHECKING:
    from ipytts.description.registry import Detail
    from ipytts.speech import Speech


def narrate(what: Any, *, detail: Detail = "normal", **settings: Any) -> Speech:
    """Tell an object in words, and have them spoken.

    Parameters
    ----------
    what : object
        What `ipytts.describe` tells: a table, a chart, a model, an error, a number.
    detail : {"brief", "normal", "full"}
        How much is told.
    **settings
        As for `ipytts.speak`: the voice, the service, and so on.

    Returns
    -------
    Speech
        The audio; its `text` has the words. `SpeechDefaults.pronunciations` are applied to what is said.

    Raises
    ------
    SpeechError
        See `ipytts.errors` for the kinds.

    Examples
    --------
    >>> narrate([3, 1, 2], service="builtin").text
    'A list of 3 numbers: 3, 1 and 2.'
    """
    from ipytts.synthesis import speak  # noqa: PLC0415 - requests is loaded on first use

    pronunciations = SpeechDefaults.instance().pronunciations
    return speak(in_words(what, detail), **{"pronunciations": pronunciations, **settings})


def in_words(what: Any, detail: Detail) -> str:
    """Tell an object; what a plotting function returns is told as its figure."""
    return describe(figure_behind(what) or what, detail)


def figure_behind(value: Any) -> Any:
    """Return the figure that the artists of a value belong to; None for any other value."""
    if "matplotlib.figure" not in sys.modules:
        return None
    from ipytts.description.charts.matplotlib_figures import figure_of  # noqa: PLC0415 - heavy

    return figure_of(value)
