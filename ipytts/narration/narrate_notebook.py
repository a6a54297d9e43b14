"""Narrate saved notebooks."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any, cast

from ipytts.description.documents.code.code import CODE_MODES, CodeMode
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.narration.narration_files import narration_fingerprint
from ipytts.narration.notebook_file import read_notebook
from ipytts.narration.notebook_settings import read_settings
from ipytts.narration.recording import Recording
from ipytts.narration.role_voices import plan_script
from ipytts.narration.script import Script
from ipytts.narration.script_builder import script_from_notebook
from ipytts.narration.script_file import from_markdown
from ipytts.playback.speak import speak_plan
from ipytts.services.request import Voice
from ipytts.synthesis.listener import Listener
from ipytts.synthesis.plan import Plan


def narrate_notebook(
    notebook: str | PathLike[str],
    *,
    script: str | PathLike[str] | None = None,
    code: CodeMode | None = None,
    voices: Mapping[str, Voice] | None = None,
    language: str | None = None,
    play: bool | None = None,
    cache: bool | None = None,
    timeout: float | None = None,
    listener: Listener | None = None,
    **settings: Any,
) -> Recording:
    """Speak a saved notebook, and return the recording. The notebook is not run.

    Parameters
    ----------
    notebook : str or path
        An ``.ipynb`` file.
    script : str or path, optional
        A saved and edited script of it. It is spoken as it is; of the notebook only the settings
        are read.
    code : {"summary", "skip", "read"}, optional
        How code is described. What is not given is as the notebook has it in ``metadata.ipytts``.
    voices : dict, optional
        The voices of roles: ``text``, ``heading``, ``quotation``, ``code``, ``output`` and ``error``. Other
        roles have the voice of the settings.
    language : str, optional
        The language of the notebook as an ISO 639-1 code, such as "de"; by default the one that the notebook
        states, or that is detected.
    play, cache, timeout, listener
        As for `ipytts.speak`.
    **settings
        As for `ipytts.speak`: voice, model, service, and so on.

    Returns
    -------
    Recording
        A `Speech` with `script` and `chapters`. Its `save` writes them, and captions, beside the sound.

    Raises
    ------
    SpeechError
        The notebook or the script cannot be read, is empty, or cannot be spoken. The error's `speech` is the
        part that was received; a second call requests only the rest.

    Examples
    --------
    >>> recording = narrate_notebook("examples/quickstart.ipynb", service="builtin")
    >>> recording.chapters[0].text
    'Your notebook has a voice'
    """
    return speak_script(
        read_script(notebook, script=script, code=code),
        voices=voices,
        language=language,
        play=play,
        cache=cache,
        timeout=timeout,
        listener=listener,
        **settings,
    )


def speak_script(
    script: Script,
    *,
    play: bool | None = None,
    cache: bool | None = None,
    timeout: float | None = None,
    listener: Listener | None = None,
    **settings: Any,
) -> Recording:
    """Speak a script, and return the recording; `settings` are as for `role_voices.plan_script`."""
    options = {"play": play, "cache": cache, "timeout": timeout, "listener": listener}
    return record(script, plan_script(script, **settings), service=settings.get("service"), **options)


def read_script(
    notebook: str | PathLike[str], *, script: str | PathLike[str] | None = None, code: str | None = None
) -> Script:
    """Return the script of a notebook, or a script that was saved and edited.

    An edited script has the settings of the notebook, where that can still be read.

    Raises
    ------
    SpeechError
        The notebook or the script cannot be read, or the notebook is empty.
    """
    if code is not None and code not in CODE_MODES:
        raise InvalidRequestError(f"code={code!r} is not possible: choose one of {', '.join(CODE_MODES)}.")
    if script is None:
        return script_from_notebook(notebook, code_mode=code)
    try:
        edited = from_markdown(Path(script).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise SpeechError(f"The script {script} cannot be read: it is not text in UTF-8.") from None
    except OSError as error:
        raise SpeechError(f"The script {script} cannot be read: {error.strerror or error}.") from None
    with contextlib.suppress(SpeechError):
        settings = read_settings(read_notebook(notebook), Path(notebook).stem)
        return replace(edited, settings=settings, notices=settings.notices)
    return edited


def record(script: Script, planned: Plan, **options: Any) -> Recording:
    """Speak a planned script, and return the recording; `options` are as for `playback.speak.speak_plan`."""
    fingerprint = narration_fingerprint(script, planned)
    speech_type = functools.partial(
        Recording, script=script, fingerprint=fingerprint, language=planned.language
    )
    recording = cast("Recording", speak_plan(planned, speech_type=speech_type, **options))
    if recording.service != planned.service.name:
        # The built-in voice spoke instead: the files must not count as current when the service is back.
        recording.fingerprint = recording.service
    return recording
