"""The text and the settings of a playground: as traits, and as options of `ipytts.speak`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from traitlets import Float, HasTraits, Unicode, validate

from ipytts.config import SpeechDefaults, check_proposal
from ipytts.errors import InvalidRequestError
from ipytts.services.request import check_name, check_response_format, check_speed, excerpt
from ipytts.services.service_selection import check_service, find_service
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
SETTING_NAMES = tuple(_CHECKS)


class SettingTraits(HasTraits):
    """A text and its settings as traits; None stands for the configured default.

    Examples
    --------
    >>> traits = SettingTraits()
    >>> traits.text, traits.voice, traits.service = " Hello. ", "nova", "builtin"
    >>> traits.settings.text, traits.settings.options["voice"]
    ('Hello.', 'nova')
    """

    text = Unicode(help="The text to speak; white space around it is left out.")
    service = Unicode(None, allow_none=True, help="The name of a service, such as onerouter, or a base URL.")
    model = Unicode(None, allow_none=True, help="The model, such as 'gpt-4o-mini-tts'.")
    voice = Unicode(None, allow_none=True, help="The voice, such as 'coral'.")
    response_format = Unicode(None, allow_none=True, help="mp3, opus, aac, flac, wav or pcm.")
    speed = Float(None, allow_none=True, help="The speed, from 0.25 to 4; 1 is normal.")
    instructions = Unicode(
        None, allow_none=True, help="How to speak, on one line, for models that take instructions."
    )

    @validate(*SETTING_NAMES)
    def _checked(self, proposal: dict[str, Any]) -> object:
        return check_proposal(_CHECKS, proposal)

    def with_changes(self, **changes: str) -> SettingTraits:
        """Return a copy with other values for some traits."""
        values = {name: getattr(self, name) for name in ("text", *SETTING_NAMES)}
        return SettingTraits(**{**values, **changes})

    def apply_settings(self, settings: Settings) -> None:
        """Set the traits to these settings."""
        self.text = settings.text
        for name in SETTING_NAMES:
            setattr(self, name, settings.options.get(name))

    @property
    def settings(self) -> Settings:
        """The present settings.

        Raises
        ------
        SpeechError
            There is no service to use.
        """
        text = self.text.replace("\r\n", "\n").replace("\r", "\n").strip()
        defaults = ServiceDefaults.for_service(self.service)
        values = {name: getattr(self, name) for name in SETTING_NAMES}
        if not defaults.service.model(self.model or defaults.model).takes_instructions:
            del values["instructions"]  # its control is hidden too
        if self.service is None or defaults.is_default_service():
            del values["service"]
        options = {
            name: value
            for name, value in values.items()
            if value is not None and (name == "service" or value != getattr(defaults, name))
        }
        return Settings(text, options)


@dataclass(frozen=True)
class Settings:
    """A text and its settings at one moment."""

    text: str  # to speak
    options: Mapping[str, Any] = field(
        default_factory=dict
    )  # of `speak`, where they differ from its defaults

    def plan(self) -> Plan:
        """Return the plan that `ipytts.speak` would carry out.

        Raises
        ------
        SpeechError
            The settings are not possible.
        """
        return plan(self.text, **self.options)

    @property
    def delivery(self) -> str:
        """Speed and instructions as text; a `Speech` does not have them.

        Examples
        --------
        >>> Settings("Hello.", {"speed": 1.2, "instructions": "Whisper"}).delivery
        'speed 1.2, “Whisper”'
        """
        speed, instructions = self.options.get("speed"), self.options.get("instructions")
        words = [f"speed {speed:g}"] if speed else []
        words += [f"“{excerpt(instructions, 60)}”"] if instructions else []
        return ", ".join(words)


@dataclass(frozen=True)
class ServiceDefaults:
    """The values that `ipytts.speak` uses with a service for options that are not given."""

    service: Service
    model: str
    voice: str
    response_format: str
    speed: float
    instructions: str | None

    @classmethod
    def for_service(cls, name: str | None = None) -> ServiceDefaults:
        """Return the defaults with the service of this name; with the configured one if None.

        Raises
        ------
        SpeechError
            There is no such service, or no key for it.
        """
        defaults = SpeechDefaults.instance()
        service = find_service(name or defaults.service)
        model = service.model(defaults.model)
        return cls(
            service,
            model.name,
            first_given(defaults.voice, model.voices[0]),
            first_given(defaults.response_format, "mp3"),
            first_given(defaults.speed, 1.0),
            defaults.instructions,
        )

    def is_default_service(self) -> bool:
        """Return whether `ipytts.speak` uses this service where no service is given."""
        configured = SpeechDefaults.instance().service or os.environ.get("IPYTTS_SERVICE")
        if self.service.is_builtin and not configured:
            return False  # as a fallback it would print a notice
        try:
            return find_service(configured) == self.service
        except InvalidRequestError:
            return False
