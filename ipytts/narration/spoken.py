"""A script spoken: each passage by the voice of its role, and the chapters of the sound."""

from __future__ import annotations

import dataclasses
from html import escape
from typing import TYPE_CHECKING, Any

from ipytts.audio.encode import joinable
from ipytts.captions import clock
from ipytts.errors import SpeechError
from ipytts.narration.script import said_in
from ipytts.plan import Plan, plan
from ipytts.synthesis import speak_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipytts.narration.script import Passage, Role, Script
    from ipytts.service import Service
    from ipytts.speech import Speech

_BETWEEN = "\n\n"  # passages


def speak_script(
    script: Script,
    *,
    voice: str | None = None,
    voices: Mapping[Role, str] | None = None,
    service: str | Service | None = None,
    handling: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Speech:
    r"""Have a script spoken.

    Each passage is asked for by itself, so that after a change only what changed is asked for again.

    Parameters
    ----------
    script : Script
    voice : str, optional
        For all roles that `voices` does not name.
    voices : mapping of str to str, optional
        Voices by role, such as ``{"quotation": "nova"}``.
    service : str or Service, optional
        As for `ipytts.speak`.
    handling : mapping, optional
        ``play``, ``cache``, ``timeout`` and ``listener``, as for `ipytts.speak`.
    **settings
        The model, the format, the speed and so on, as for `ipytts.speak`.

    Returns
    -------
    Speech
        One or more of its `parts` are a passage; an error carries those that came before it.

    Raises
    ------
    SpeechError
        There is nothing to say; else see `ipytts.errors` for the kinds.

    Examples
    --------
    >>> from ipytts.narration.script import Passage, Script, Section
    >>> script = Script("Birds", (Section("Birds", 1, (Passage("Three species."),)),))
    >>> [part.text for part in speak_script(script, service="builtin").parts]
    ['Birds.\n\n', 'Three species.']
    """
    planned = plan_script(script, voice=voice, voices=voices, service=service, **settings)
    return speak_plan(planned, chosen=service, **(handling or {}))


def plan_script(
    script: Script, *, voice: str | None = None, voices: Mapping[Role, str] | None = None, **settings: Any
) -> Plan:
    """Tell what `speak_script` would ask; nothing is asked.

    Parameters
    ----------
    script, voice, voices, **settings
        As for `speak_script`.

    Returns
    -------
    Plan
        The text of its steps, joined, is that of its request.

    Raises
    ------
    SpeechError
        There is nothing to say, or it cannot be asked so.
    """
    passages = [passage for passage in script.passages() if _has_words(passage.text)]
    if not passages:
        raise SpeechError("There is nothing to say in the script.")
    by_role = voices or {}
    text = _BETWEEN.join(passage.text for passage in passages)
    whole = plan(text, voice=voice, **settings)
    wanted = whole.request.response_format
    settings["response_format"] = wanted if len(passages) == 1 else joinable(wanted)
    steps = []
    for passage in passages:
        own = list(plan(passage.text, voice=by_role.get(passage.role, voice), **settings).steps)
        own[-1] = dataclasses.replace(own[-1], text=own[-1].text + _BETWEEN)
        steps += own
    steps[-1] = dataclasses.replace(steps[-1], text=steps[-1].text.removesuffix(_BETWEEN))
    return dataclasses.replace(whole, steps=tuple(steps))


def chapters(script: Script, speech: Speech) -> str:
    """Write the sections of a script down with their times, as a WebVTT chapters track.

    Parameters
    ----------
    script : Script
    speech : Speech
        What `speak_script` made of it.

    Returns
    -------
    str
        A WebVTT file; a section is a chapter as long as it, without those below it. What stands before the
        first heading has the script's title.
    """
    cues = (
        f"{clock(round(start * 1000))} --> {clock(round(end * 1000))}\n{escape(name, quote=False)}\n"
        for name, start, end in _times(script, speech)
        if round(start * 1000) < round(end * 1000)
    )
    return "\n".join(["WEBVTT\n", *cues])


def _times(script: Script, speech: Speech) -> Iterator[tuple[str, float, float]]:
    """Yield each section with its beginning and end in seconds."""
    begins = {0: 0.0}  # where each part begins: at which character, when
    at = 0
    for part in speech.parts:
        begins[at] = part.start
        at += len(part.text)
    names = [section.heading or script.title or "Beginning" for section in script.sections]
    starts = [begins.get(place, speech.duration) for place in _places(script)]
    yield from zip(names, starts, [*starts[1:], speech.duration], strict=True)


def _places(script: Script) -> list[int]:
    """Return at which character of the whole text each section begins; the title belongs to the first."""
    in_sections = [_length(list(said_in(section))) for section in script.sections]
    before = _length(list(script.passages())) - sum(in_sections)
    places = [before + sum(in_sections[:number]) for number in range(len(in_sections))]
    return [0, *places[1:]]


def _length(passages: list[Passage]) -> int:
    return sum(len(passage.text) + len(_BETWEEN) for passage in passages if _has_words(passage.text))


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))
