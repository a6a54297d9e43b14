"""Results, told in words and spoken: `narrate`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from ipytts.defaults import SpeechDefaults
from ipytts.description.registry import describe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.registry import Detail
    from ipytts.narration.code import Reading
    from ipytts.narration.script import Role
    from ipytts.speech import Speech


def narrate(
    what: Any,
    *,
    detail: Detail = "normal",
    code: Reading = "summary",
    voices: Mapping[Role, str] | None = None,
    **settings: Any,
) -> Speech:
    """Tell an object or a saved notebook in words, and have them spoken.

    Parameters
    ----------
    what : object
        What `ipytts.describe` tells: a table, a chart, a model, an error, a number. Or the path of a notebook
        that exists and ends in ``.ipynb``, which needs the extra ``narrate``; nothing of it is run.
    detail : {"brief", "normal", "full"}
        How much is told of an object.
    code : {"skip", "summary", "read"}
        How the code of a notebook is told.
    voices : mapping of str to str, optional
        Other voices by role, for a notebook: ``{"quotation": "nova", "code": "onyx"}``.
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

    settings = {"pronunciations": SpeechDefaults.instance().pronunciations, **settings}
    if is_notebook(what):
        from ipytts.narration.scriptwriter import script_of  # noqa: PLC0415 - needs the extra
        from ipytts.narration.spoken import speak_script  # noqa: PLC0415 - requests is loaded on first use

        handling = {name: settings.pop(name, None) for name in ("play", "cache", "timeout", "listener")}
        return speak_script(script_of(what, reading=code), voices=voices, handling=handling, **settings)
    return speak(in_words(what, detail), **settings)


def is_notebook(what: Any) -> bool:
    """Tell whether this is the path of a notebook that exists; any other text is an object to be told."""
    if not isinstance(what, str | os.PathLike):
        return False
    path = os.fspath(what)
    return isinstance(path, str) and path.lower().endswith(".ipynb") and os.path.isfile(path)  # noqa: PTH113


def in_words(what: Any, detail: Detail) -> str:
    """Tell an object; what a plotting function returns is told as its figure."""
    return describe(figure_behind(what) or what, detail)


def figure_behind(value: Any) -> Any:
    """Return the figure that the artists of a value belong to; None for any other value."""
    if "matplotlib.figure" not in sys.modules:
        return None
    from ipytts.description.charts.matplotlib_figures import figure_of  # noqa: PLC0415 - heavy

    return figure_of(value)
