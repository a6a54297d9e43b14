"""Plan the speech of scripts, in which each role may have its own voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ipytts.description.documents.passages import ROLES
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.services.request import Voice, check_voice
from ipytts.synthesis.plan import Plan, plan_passages
from ipytts.text.splitting import has_words

if TYPE_CHECKING:
    from ipytts.narration.script import Script


def plan_script(script: Script, *, voices: Mapping[str, Voice] | None = None, **settings: Any) -> Plan:
    """Return the plan for the speech of a script, with a request for each passage.

    `voices` are the voices of roles, such as ``{"quotation": "onyx"}``; other roles have the voice of the
    settings, which are those of `ipytts.synthesis.plan.plan`.

    Raises
    ------
    SpeechError
        The script has no words, a role is unknown, or a setting is not possible.

    Examples
    --------
    >>> from ipytts.description.documents.passages import Passage, Section
    >>> from ipytts.narration.script import Script
    >>> script = Script("Why", (Section("Why", 1, (Passage("To be or not to be?", "quotation"),)),))
    >>> planned = plan_script(script, voices={"quotation": "onyx"}, voice="sage", service="builtin")
    >>> [step.request.voice for step in planned.steps]
    ['sage', 'onyx']
    """
    voices = check_voices(voices or {})
    passages = [passage for passage in script.passages() if has_words(passage.text)]
    if not passages:
        raise SpeechError("There is nothing to say in the script: it has no words.")
    return plan_passages([(passage.text, voices.get(passage.role)) for passage in passages], **settings)


def check_voices(voices: object) -> Mapping[str, Voice]:
    """Return `voices` if it is a mapping of roles to names of voices, else raise an `InvalidRequestError`."""
    if not isinstance(voices, Mapping):
        raise InvalidRequestError(
            f"voices={voices!r} is not possible: give a dict, such as {{'quotation': 'onyx'}}."
        )
    for role, voice in voices.items():
        if role not in ROLES:
            raise InvalidRequestError(
                f"There is no role {role!r} to have a voice: the roles are {', '.join(ROLES)}."
            )
        check_voice(voice)
    return voices
