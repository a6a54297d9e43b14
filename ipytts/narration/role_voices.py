"""Plan the speech of scripts, in which each role may have its own voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ipytts.description.documents.passages import ROLES
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.narration.language import describe_foreign, describe_other_language, detect_language
from ipytts.services.request import Voice, check_voice
from ipytts.services.spoken_languages import ENGLISH, check_language
from ipytts.synthesis.plan import Plan, first_given, plan_passages
from ipytts.text.splitting import has_words

if TYPE_CHECKING:
    from ipytts.narration.script import Script


def plan_script(
    script: Script,
    *,
    voices: Mapping[str, Voice] | None = None,
    voice: Voice | None = None,
    speed: float | None = None,
    language: str | None = None,
    **settings: Any,
) -> Plan:
    """Return the plan for the speech of a script, with a request for each passage.

    `voices` are the voices of roles, such as ``{"quotation": "onyx"}``; other roles have the voice of the
    settings, which are those of `ipytts.synthesis.plan.plan`. Where nothing is given, the notebook's own
    settings hold; a given `voice` is that of all roles without a given one. Without a `language`, an ISO
    639-1 code, it is the one that the notebook states, or else the one that is detected.

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
    own = script.settings
    given = check_voices(voices or {})
    of_roles = given if voice else {**own.voices, **given}
    passages = [passage for passage in script.passages() if has_words(passage.text)]
    if not passages:
        raise SpeechError("There is nothing to say in the script: it has no words.")
    language = check_language(language) if language else own.language or detect_language(passages)
    planned = plan_passages(
        [(passage.text, of_roles.get(passage.role)) for passage in passages],
        voice=first_given(voice, own.voice),
        speed=first_given(speed, own.speed),
        language=language,
        **settings,
    )
    is_chosen = voice or given or not (own.voice or own.voices)
    chosen = planned.chosen if is_chosen else planned.chosen - {"voice"}
    foreign = describe_foreign(passages, language)
    if foreign and planned.service.is_builtin:
        raise InvalidRequestError(foreign)
    notice = describe_other_language(language, planned)
    notices = (*script.notices, *filter(None, [notice]), *planned.notices)
    return replace(
        planned, chosen=chosen, notices=notices, language=language or ENGLISH, not_by_builtin=foreign
    )


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
