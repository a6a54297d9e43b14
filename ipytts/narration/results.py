"""Results and notebooks, told in words and spoken: `narrate`."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipytts.config import SpeechDefaults
from ipytts.description.describer import describe
from ipytts.errors import InvalidRequestError

if TYPE_CHECKING:
    from ipytts.description.detail import Detail
    from ipytts.synthesis.speech import Speech


def narrate(what: Any, *, detail: Detail = "normal", **settings: Any) -> Speech:
    """Tell an object or a saved notebook in words, and have them spoken.

    Parameters
    ----------
    what : object
        What `ipytts.describe` tells: a table, a chart, a model, an error, a number. Or the path of a notebook
        that exists: `ipytts.narration.narrated_notebook.narrate_notebook` reads it, runs nothing of it, and
        takes some settings more.
    detail : {"brief", "normal", "full"}
        How much is told of an object.
    **settings
        As for `ipytts.speak`: the voice, the service, and so on.

    Returns
    -------
    Speech
        The audio; its `text` has the words. That of a notebook also has its `chapters` and its `script`, and
        saves them, with captions, beside the sound. `SpeechDefaults.pronunciations` are applied to what is
        said.

    Raises
    ------
    SpeechError
        See `ipytts.errors` for the kinds.

    Examples
    --------
    >>> narrate([3, 1, 2], service="builtin").text
    'A list of 3 numbers: 3, 1 and 2.'
    """
    settings = {"pronunciations": SpeechDefaults.instance().pronunciations, **settings}
    # requests is loaded on first use
    if is_notebook(what):
        from ipytts.narration.narrated_notebook import narrate_notebook

        return narrate_notebook(what, **settings)
    if _is_called_so(what):
        raise InvalidRequestError(f"There is no notebook {str(what)[:200]!r}: check its name and its folder.")
    from ipytts.playback.speak import speak

    return speak(describe_result(what, detail), **settings)


def is_notebook(what: Any) -> bool:
    """Tell whether something is the path of a notebook that exists."""
    if not _is_called_so(what):
        return False
    with contextlib.suppress(OSError, ValueError):  # too long, or with a NUL in it
        return Path(what).is_file()
    return False


def _is_called_so(what: Any) -> bool:
    return isinstance(what, str | os.PathLike) and str(what).lower().endswith(".ipynb")


def describe_result(what: Any, detail: Detail) -> str:
    """Tell an object; what a plotting function returns is told as its figure."""
    return describe(figure_behind(what) or what, detail)


def figure_behind(value: Any) -> Any:
    """Return the figure that the artists of a value belong to; None for any other value."""
    if "matplotlib.figure" not in sys.modules:
        return None
    from ipytts.description.charts.matplotlib.artists import figure_of

    return figure_of(value)
