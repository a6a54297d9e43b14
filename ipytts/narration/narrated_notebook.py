"""Saved notebooks, spoken."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ipytts.description.documents.code import CODE_MODES
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.narration.output_files import made_as
from ipytts.narration.recording import Recording
from ipytts.narration.role_voices import plan_script
from ipytts.narration.script_file import from_markdown
from ipytts.narration.scriptwriter import script_of
from ipytts.playback.speak import speak_plan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from ipytts.description.documents.code import CodeMode
    from ipytts.narration.script import Script
    from ipytts.synthesis.listener import Listener
    from ipytts.synthesis.plan import Plan


def narrate_notebook(
    notebook: str | PathLike[str],
    *,
    script: str | PathLike[str] | None = None,
    code: CodeMode = "summary",
    voices: Mapping[str, str] | None = None,
    play: bool | None = None,
    cache: bool | None = None,
    timeout: float | None = None,
    listener: Listener | None = None,
    **settings: Any,
) -> Recording:
    """Have a saved notebook spoken. Nothing of it is run.

    Parameters
    ----------
    notebook : str or path
        An ``.ipynb`` file.
    script : str or path, optional
        A script of it that was saved and edited: it is spoken as it is, and the notebook is not read.
    code : {"summary", "skip", "read"}
        How code is told.
    voices : dict, optional
        The voices of roles: ``text``, ``heading``, ``quotation``, ``code``, ``output`` and ``error``. Those
        that it leaves out have the voice of the settings.
    play, cache, timeout, listener
        As for `ipytts.speak`.
    **settings
        As for `ipytts.speak`: voice, model, response_format, speed, instructions, extra and service.

    Returns
    -------
    Recording
        A `Speech` that also has its `script` and its `chapters`, and whose `save` writes them, and captions,
        beside the sound.

    Raises
    ------
    SpeechError
        The notebook or the script cannot be read, has nothing to say, or cannot be spoken. What had come is
        the error's `speech`; asked again, only the rest is fetched.

    Examples
    --------
    >>> recording = narrate_notebook("examples/quickstart.ipynb", service="builtin")
    >>> recording.chapters[0].text
    'Your notebook has a voice'
    """
    told = read_script(notebook, script=script, code=code)
    handling = {"play": play, "cache": cache, "timeout": timeout, "listener": listener}
    return speak_script(told, voices=voices, handling=handling, **settings)


def speak_script(script: Script, *, handling: Mapping[str, Any], **settings: Any) -> Recording:
    """Have a script spoken.

    Parameters
    ----------
    script : Script
        What to say.
    handling : dict
        What `record` takes.
    **settings
        What `plan_script` takes.

    Returns
    -------
    Recording
        Of all of it.

    Raises
    ------
    SpeechError
        As from `ipytts.speak`.
    """
    planned = plan_script(script, **settings)
    return record(script, planned, service=settings.get("service"), **handling)


def read_script(
    notebook: str | PathLike[str], *, script: str | PathLike[str] | None = None, code: str = "summary"
) -> Script:
    """Return what is to be said of a notebook: as it was edited, or as it is told.

    Parameters
    ----------
    notebook, script, code
        As for `narrate_notebook`.

    Returns
    -------
    Script
        There is something in it.

    Raises
    ------
    SpeechError
        It cannot be read, or has nothing to say.
    """
    if code not in CODE_MODES:
        raise InvalidRequestError(f"code={code!r} is not possible: choose one of {', '.join(CODE_MODES)}.")
    if script is None:
        return script_of(notebook, code_mode=code)
    try:
        return from_markdown(Path(script).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise SpeechError(f"The script {script} cannot be read: it is no text in UTF-8.") from None
    except OSError as error:
        raise SpeechError(f"The script {script} cannot be read: {error.strerror or error}.") from None


def record(script: Script, planned: Plan, **handling: Any) -> Recording:
    """Have a script spoken as planned.

    Parameters
    ----------
    script : Script
        What to say.
    planned : Plan
        From `plan_script`.
    **handling
        As for `ipytts.playback.speak.speak_plan`.

    Returns
    -------
    Recording
        Of all of it.

    Raises
    ------
    SpeechError
        As from `ipytts.speak`.
    """
    kind = functools.partial(Recording, script=script, made_as=made_as(script, planned))
    return cast("Recording", speak_plan(planned, speech_type=kind, **handling))
