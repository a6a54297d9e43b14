"""What a person wants spoken, and how: traits that can be linked, and what of them is asked."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from traitlets import Float, HasTraits, Unicode, validate

from ipytts.config import SpeechDefaults, check_proposal
from ipytts.errors import InvalidRequestError
from ipytts.services.request import check_name, check_response_format, check_speed, excerpt
from ipytts.services.service import check_service, find_service
from ipytts.synthesis.plan import Plan, first_given, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipytts.services.service import Service

_CHECKS: dict[str, Callable[[Any], object]] = {
    "service": check_service,
    "model": partial(check_name, "model"),
    "voice": partial(check_name, "voice"),
    "response_format": check_response_format,
    "speed": check_speed,
    "instructions": lambda value: " ".join(value.splitlines()).strip() or None,
}
NAMES = tuple(_CHECKS)


class SettingTraits(HasTraits):
    """What a person wants spoken, and how; None is as configured.

    Examples
    --------
    >>> wishes = SettingTraits()
    >>> wishes.text, wishes.voice, wishes.service = " Hello. ", "nova", "builtin"
    >>> wishes.settings.text, wishes.settings.asked["voice"]
    ('Hello.', 'nova')
    """

    text = Unicode(help="What is to be said; the white space around it is left out.")
    service = Unicode(None, allow_none=True, help="Whom to ask: onerouter, openai, builtin or a base URL.")
    model = Unicode(None, allow_none=True, help="The model, such as 'gpt-4o-mini-tts'.")
    voice = Unicode(None, allow_none=True, help="The voice, such as 'coral'.")
    response_format = Unicode(None, allow_none=True, help="mp3, opus, aac, flac, wav or pcm.")
    speed = Float(None, allow_none=True, help="From 0.25 to 4; 1 is normal.")
    instructions = Unicode(
        None, allow_none=True, help="How to say it, on one line, for models that take direction."
    )

    @validate(*NAMES)
    def _checked(self, proposal: dict[str, Any]) -> object:
        return check_proposal(_CHECKS, proposal)

    def varied(self, **wishes: str) -> SettingTraits:
        """Return the same wishes with some others in their place."""
        now = {name: getattr(self, name) for name in ("text", *NAMES)}
        return SettingTraits(**{**now, **wishes})

    def take_over(self, settings: Settings) -> None:
        """Wish what was asked once."""
        self.text = settings.text
        for name in NAMES:
            setattr(self, name, settings.asked.get(name))

    @property
    def settings(self) -> Settings:
        """What is asked now: only what differs from what `ipytts.speak` does by itself.

        Raises
        ------
        SpeechError
            There is no service to ask.
        """
        text = self.text.replace("\r\n", "\n").replace("\r", "\n").strip()
        usual = ServiceDefaults.of(self.service)
        wishes = {name: getattr(self, name) for name in NAMES}
        if not usual.service.takes_instructions(self.model or usual.model):
            del wishes["instructions"]  # its control is not shown either
        if usual.is_chosen_anyway(self.service):
            del wishes["service"]
        asked = {
            name: value
            for name, value in wishes.items()
            if value is not None and (name == "service" or value != getattr(usual, name))
        }
        return Settings(text, asked)


@dataclass(frozen=True)
class Settings:
    """A text, and how it is to be spoken.

    Attributes
    ----------
    text : str
        What is to be said.
    asked : dict
        The options of `ipytts.speak` that differ from what it does by itself.
    """

    text: str
    asked: Mapping[str, Any] = field(default_factory=dict)

    def plan(self) -> Plan:
        """Tell what `ipytts.speak` would ask.

        Raises
        ------
        SpeechError
            It cannot be asked so.
        """
        return plan(self.text, **self.asked)

    @property
    def manner(self) -> str:
        """What a person would not see of the speech itself: speed and instructions.

        Examples
        --------
        >>> Settings("Hello.", {"speed": 1.2, "instructions": "Whisper"}).manner
        'speed 1.2, “Whisper”'
        """
        speed, instructions = self.asked.get("speed"), self.asked.get("instructions")
        words = [f"speed {speed:g}"] if speed else []
        words += [f"“{excerpt(instructions, 60)}”"] if instructions else []
        return ", ".join(words)


@dataclass(frozen=True)
class ServiceDefaults:
    """What is asked where nothing else is said.

    Attributes
    ----------
    service : Service
        Who is asked.
    model, voice, response_format, speed, instructions
        As for `ipytts.speak`.
    """

    service: Service
    model: str
    voice: str
    response_format: str
    speed: float
    instructions: str | None

    @classmethod
    def of(cls, service: str | None = None) -> ServiceDefaults:
        """Return what is usual with a service; with the configured one unless it is named.

        Raises
        ------
        SpeechError
            There is no such service, or no key for it.
        """
        defaults = SpeechDefaults.instance()
        found = find_service(service or defaults.service)
        return cls(
            found,
            first_given(defaults.model, found.models[0]),
            first_given(defaults.voice, found.voices[0]),
            first_given(defaults.response_format, "mp3"),
            first_given(defaults.speed, 1.0),
            defaults.instructions,
        )

    def is_chosen_anyway(self, service: str | None) -> bool:
        """Tell whether this service is asked too where it is not named."""
        if service is None:
            return True
        configured = SpeechDefaults.instance().service or os.environ.get("IPYTTS_SERVICE")
        if self.service.is_builtin and not configured:
            return False  # it would speak in place of another, and say so
        try:
            return find_service(configured) == self.service
        except InvalidRequestError:
            return False
