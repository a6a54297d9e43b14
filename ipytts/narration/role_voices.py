"""Who says what: a script as a plan, in which each role may have a voice of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ipytts.description.documents.passages import ROLES
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.services.request import check_name
from ipytts.synthesis.plan import plan_passages
from ipytts.text.splitting import has_words

if TYPE_CHECKING:
    from ipytts.narration.script import Script
    from ipytts.synthesis.plan import Plan


def plan_script(script: Script, *, voices: Mapping[str, str] | None = None, **settings: Any) -> Plan:
    """Tell what it takes to have a script spoken.

    Parameters
    ----------
    script : Script
        What to say.
    voices : dict, optional
        The voices of roles, such as ``{"quotation": "onyx"}``; the other roles have that of the settings.
    **settings
        As for `ipytts.synthesis.plan.plan`.

    Returns
    -------
    Plan
        Each passage is asked for by itself, so that one that changed is all that is asked for anew.

    Raises
    ------
    SpeechError
        There is nothing to say, a role is not known, or it cannot be asked so.

    Examples
    --------
    >>> from ipytts.narration.script import Passage, Script, Section
    >>> words = Section("Why", 1, (Passage("To be or not to be?", "quotation"),))
    >>> planned = plan_script(
    ...     Script("Why", (words,)), voices={"quotation": "onyx"}, voice="sage", service="builtin"
    ... )
    >>> [step.request.voice for step in planned.steps]
    ['sage', 'onyx']
    """
    voices = check_voices(voices or {})
    said = [
        (passage.text, voices.get(passage.role)) for passage in script.passages() if has_words(passage.text)
    ]
    if not said:
        raise SpeechError("There is nothing to say in the script: it has no words.")
    return plan_passages(said, **settings)


def has_something_to_say(script: Script) -> bool:
    """Tell whether there are words in a script."""
    return any(has_words(passage.text) for passage in script.passages())


def check_voices(voices: object) -> Mapping[str, str]:
    """Return `voices` if it maps roles to names of voices.

    Raises
    ------
    InvalidRequestError
        It does not.
    """
    if not isinstance(voices, Mapping):
        raise InvalidRequestError(
            f"voices={voices!r} is not possible: give a dict, such as {{'quotation': 'onyx'}}."
        )
    for role, voice in voices.items():
        if role not in ROLES:
            raise InvalidRequestError(
                f"There is no role {role!r} to have a voice: the roles are {', '.join(ROLES)}."
            )
        check_name("voice", voice)
    return voices
