"""`ipytts.narrate`: describe objects and saved notebooks, and speak the descriptions."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from ipytts.config import SpeechDefaults
from ipytts.description.describer import describe
from ipytts.description.detail import Detail
from ipytts.errors import InvalidRequestError

if TYPE_CHECKING:
    from ipytts.synthesis.speech import Speech


def narrate(what: Any, *, detail: Detail = "normal", **settings: Any) -> Speech:
    """Describe an object or a saved notebook, and speak the description.

    Parameters
    ----------
    what : object
        Anything that `ipytts.describe` describes: a table, a chart, a model, an error, a number. Or the path
        of a saved notebook, which is not run; see `ipytts.narration.narrate_notebook.narrate_notebook` for
        further settings.
    detail : {"brief", "normal", "full"}
        How much of an object is described.
    **settings
        As for `ipytts.speak`: the voice, the service, and so on.

    Returns
    -------
    Speech
        The audio, with the description as its `text`, to which `SpeechDefaults.pronunciations` apply. That of
        a notebook also has `chapters` and `script`, and saves them, with captions, beside the sound.

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
    if is_notebook(what):
        from ipytts.narration.narrate_notebook import narrate_notebook

        return narrate_notebook(what, **settings)
    if _has_notebook_suffix(what):
        raise InvalidRequestError(f"There is no notebook {str(what)[:200]!r}: check its name and its folder.")
    from ipytts.playback.speak import speak

    if detail not in get_args(Detail):
        raise InvalidRequestError(f"detail={detail!r} is not possible: give 'brief', 'normal' or 'full'.")
    return speak(describe(what, detail), **settings)


def is_notebook(what: Any) -> bool:
    """Return whether something is the path of an existing notebook."""
    if not _has_notebook_suffix(what):
        return False
    with contextlib.suppress(OSError, ValueError):  # too long, or with a NUL in it
        return Path(what).is_file()
    return False


def _has_notebook_suffix(what: Any) -> bool:
    return isinstance(what, str | os.PathLike) and str(what).lower().endswith(".ipynb")
