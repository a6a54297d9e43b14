"""The plans to try, one after another: what may still speak where a plan failed before any sound.

After the plan of the user come the same parts in wav, to be encoded here, for a server that does not make the
format; without a voice that only the notebook asks for; with the model that the service itself names in place
of a retired one; and by the built-in voice, where `SpeechDefaults.fallback` allows it. No text goes to a
service that the user did not name.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from ipytts.config import SpeechDefaults, SpeechOptions
from ipytts.errors import (
    InvalidRequestError,
    ModelNotFoundError,
    QuotaError,
    ServiceError,
    SpeechError,
    SpeechTimeoutError,
    UnreachableError,
    UnsupportedFormatError,
    VoiceNotFoundError,
)
from ipytts.services.named_services import BUILTIN, BUILTIN_SPEEDS
from ipytts.services.service_selection import find_service
from ipytts.synthesis.plan import Plan, format_of_parts

# The errors where the built-in voice may speak, and what they say of the service.
_COVERED = {
    UnreachableError: "cannot be reached",
    SpeechTimeoutError: "did not answer in time",
    QuotaError: "says that the account is out of credit",
    ModelNotFoundError: "does not have the model",
}
# A gateway could not reach the server behind it, or the server takes no requests now.
_UNAVAILABLE = (HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT)

# The base URL of each server that is asked for wav or pcm in place of a format, and the format.
_encoded_here: set[tuple[str, str]] = set()


@dataclass(frozen=True)
class Attempt:
    """A plan to try.

    Parameters
    ----------
    plan : Plan
        The plan.
    condition : str
        What is not as requested, in front of an error: ``With the built-in voice``.
    notices : tuple of str
        Say to the user which model or voice speaks, and why.
    """

    plan: Plan
    condition: str = ""
    notices: tuple[str, ...] = ()

    def announce(self) -> tuple[str, ...]:
        """Return the notices to show when its sound begins; that of a format only once in a process."""
        service, response_format = self.plan.service, self.plan.request.response_format
        pair = service.base_url, response_format
        is_new = pair not in _encoded_here
        if not self.plan.is_encoded_here or not is_new:
            return self.notices
        _encoded_here.add(pair)
        requested = self.plan.part_format
        notice = (
            f"{service.name} does not make {response_format}: {requested} is requested, and encoded here."
        )
        return (*self.notices, notice)


class Attempts:
    """The attempts at one speech: `current` is the one to make; after a failure, `advance` sets the next.

    Raises
    ------
    SpeechError
        The format would be encoded here, and no encoder is installed.
    """

    def __init__(self, plan: Plan) -> None:
        # In wav, if the server is known not to make the format.
        is_known = (plan.service.base_url, plan.request.response_format) in _encoded_here
        self.current = Attempt(_revise_to_wav(plan) if is_known and not plan.is_encoded_here else plan)
        self._left = [_in_wav, _in_default_voice, _with_replacement, _by_builtin_voice]
        self._first_error: SpeechError | None = None
        self._reasons: list[str] = []  # why the attempts after the first one failed

    def advance(self, error: SpeechError) -> None:
        """Turn to the next attempt, after `error` ended the current one before any sound.

        Raises
        ------
        SpeechError
            There is no other attempt. It is the first one's error, with the reasons of later ones.
        """
        if self._first_error is None:
            self._first_error = error
        else:
            self._reasons.append(f"{self.current.condition}: {error}")
        following = None
        try:
            following = self._next(error)
        except SpeechError as problem:
            self._reasons.append(str(problem))
        if following is None:
            first = self._first_error
            first.args = ("\n".join((str(first), *self._reasons)), *first.args[1:])
            raise first
        self.current = following

    def _next(self, error: SpeechError) -> Attempt | None:
        """Return the next attempt, if any; each kind is made once at most, so there are five at most."""
        if self.current.plan.service.is_builtin:
            return None
        for kind in self._left:
            if following := kind(self.current, error):
                self._left.remove(kind)
                return following
        return None


def _in_wav(attempt: Attempt, error: SpeechError) -> Attempt | None:
    """Return an attempt in wav, if the format is refused."""
    if not isinstance(error, UnsupportedFormatError) or attempt.plan.part_format == "wav":
        return None
    return Attempt(_revise_to_wav(attempt.plan), "In wav", attempt.notices)


def _revise_to_wav(plan: Plan) -> Plan:
    wav_only = dataclasses.replace(plan.service, response_formats=("wav",))
    return plan.revise(wav_only, format_of_parts(plan.request.response_format, wav_only, len(plan.steps)))


def _in_default_voice(attempt: Attempt, error: SpeechError) -> Attempt | None:
    """Return an attempt in the default voice, if one is refused that the user did not name."""
    plan = attempt.plan
    if not isinstance(error, VoiceNotFoundError) or "voice" in plan.chosen:
        return None
    voice = SpeechOptions(model=plan.request.model).completed(plan.service).voice
    if voice in {step.request.voice for step in plan.steps}:
        return None
    notice = f"{plan.service.name} does not have the voice that the notebook asks for: {voice!r} speaks."
    return Attempt(plan.revise(voice=voice), f"With the voice {voice!r}", (*attempt.notices, notice))


def _with_replacement(attempt: Attempt, error: SpeechError) -> Attempt | None:
    """Return an attempt with the model that the service names in place of its default one."""
    plan, model = attempt.plan, getattr(error, "replacement", None)
    if not model or "model" in plan.chosen:
        return None
    settings: dict[str, Any] = {"model": model}
    if "voice" not in plan.chosen:
        from ipytts.services.catalog import known_model  # seldom needed

        voices = known_model(plan.service, model).voices or plan.service.voices
        settings["voice"] = plan.request.voice if plan.request.voice in voices else voices[0]
    notice = (
        f"{plan.service.name} no longer has the model {plan.request.model!r}, and names {model!r} in its "
        f'place, which speaks now. To choose it: %config SpeechDefaults.model = "{model}"'
    )
    return Attempt(plan.revise(**settings), f"With the model {model!r}", (*attempt.notices, notice))


def _by_builtin_voice(attempt: Attempt, error: SpeechError) -> Attempt | None:
    """Return an attempt by the built-in voice, if the error is covered by it and the user wants it."""
    plan, reason = attempt.plan, _covered_reason(error)
    if reason is None or SpeechDefaults.instance().fallback != BUILTIN.name:
        return None
    if plan.not_by_builtin:
        raise InvalidRequestError(plan.not_by_builtin)
    builtin = find_service(BUILTIN.name)
    slowest, fastest = BUILTIN_SPEEDS
    speed = plan.request.speed
    revised = plan.revise(
        builtin,
        format_of_parts(plan.request.response_format, builtin, len(plan.steps)),
        voice=builtin.sole_voice,
        model=builtin.model().name,
        speed=speed and min(max(speed, slowest), fastest),
        instructions=None,
        extra={},
    )
    revised = dataclasses.replace(revised, at_once=builtin.at_once or revised.at_once).checked()
    # The same words each time, as a notice that was shown before is not repeated.
    notice = f"{plan.service.name} {reason}: the built-in voice speaks, as SpeechDefaults.fallback says."
    notices = tuple(filter(None, (notice, revised.describe_unsayable())))
    return Attempt(revised, "With the built-in voice", notices)


def _covered_reason(error: SpeechError) -> str | None:
    """Return what an error says of the service, if the built-in voice may speak after it."""
    if type(error) is ServiceError and error.status in _UNAVAILABLE:  # not of a refused voice
        return f"answered {error.status}"
    return next((words for kind, words in _COVERED.items() if isinstance(error, kind)), None)
