"""The text and the settings of a playground: as traits, and as options of `ipytts.speak`."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from traitlets import HasTraits, Unicode

from ipytts.audio.response_formats import FORMATS
from ipytts.config import SETTINGS, SpeechDefaults, SpeechOptions, make_trait, make_traits
from ipytts.errors import InvalidRequestError
from ipytts.services.catalog import known_model
from ipytts.services.request import excerpt
from ipytts.services.service import Service
from ipytts.services.service_selection import check_service_name, find_service_without_key
from ipytts.synthesis.plan import Plan, first_given, plan

#: The settings that the playground has a control for.
SETTING_NAMES = tuple(name for name, setting in SETTINGS.items() if setting.label)


def _on_one_line(instructions: str) -> str | None:
    return " ".join(instructions.splitlines()).strip() or None


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
    locals().update(make_traits(SETTING_NAMES))
    # A cell names its service.
    service = make_trait(dataclasses.replace(SETTINGS["service"], kind=str, check=check_service_name))
    # A cell has its options on one line; a field may be empty.
    instructions = make_trait(dataclasses.replace(SETTINGS["instructions"], check=_on_one_line))

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
        InvalidRequestError
            The configured service is not possible.
        """
        text = self.text.replace("\r\n", "\n").replace("\r", "\n").strip()
        values = {name: getattr(self, name) for name in SETTING_NAMES}
        defaults = ServiceDefaults.for_service(values["service"])
        options = {
            name: value
            for name, value in values.items()
            if value is not None
            and (name == "service" or value != defaults.value(name, values["model"]))
            and defaults.takes(name, values["model"])
        }
        if defaults.is_default_service():
            options.pop("service", None)
        return Settings(text, options)


@dataclass(frozen=True)
class Settings:
    """A text and its settings at one moment."""

    text: str  # to speak
    options: Mapping[str, Any] = field(
        default_factory=dict
    )  # of `speak`, where they differ from its defaults

    def plan(self, service: Service | None = None) -> Plan:
        """Return the plan that `ipytts.speak` would carry out, or that for another service.

        Raises
        ------
        SpeechError
            The settings are not possible.
        """
        return plan(self.text, **{**self.options, **({"service": service} if service else {})})

    @property
    def delivery(self) -> str:
        """Speed and instructions as text; a `Speech` does not have them.

        Examples
        --------
        >>> Settings("Hello.", {"speed": 1.2, "instructions": "Whisper"}).delivery
        'speed 1.2, “Whisper”'
        """
        words = []
        for name in SETTING_NAMES:
            if (value := self.options.get(name)) and SETTINGS[name].kind is float:
                words.append(f"{name} {value:g}")
            elif value and name == "instructions":
                words.append(f"“{excerpt(value, 60)}”")
        return ", ".join(words)


@dataclass(frozen=True)
class ServiceDefaults:
    """The values that `ipytts.speak` uses with a service for options that are not given."""

    service: Service
    options: SpeechOptions

    @classmethod
    def for_service(cls, name: str | None = None) -> ServiceDefaults:
        """Return the defaults with the service of this name; with the configured one if None.

        They are the same without a key.

        Raises
        ------
        InvalidRequestError
            There is no such service.
        """
        service = find_service_without_key(name or SpeechDefaults.instance().service)
        return cls(service, SpeechOptions().completed(service))

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that the service makes, and those that can be encoded here."""
        made = () if self.service.is_builtin else self.service.response_formats
        return tuple(
            name
            for name, known in FORMATS.items()
            if name in made or known.library is None or known.library.is_installed
        )

    def value(self, name: str, model: str | None = None) -> Any:
        """Return the value that is used for a setting, with a model, by default the default one."""
        is_of_model = model is not None and name != "model"
        options = SpeechOptions(model=model).completed(self.service) if is_of_model else self.options
        return first_given(getattr(options, name), SETTINGS[name].normal)

    def takes(self, name: str, model: str | None) -> bool:
        """Return whether a model, by default the default one, takes a setting."""
        known = known_model(self.service, model or self.value("model"))
        return bool(getattr(known, f"takes_{name}", True))

    def is_default_service(self) -> bool:
        """Return whether `ipytts.speak` uses this service where no service is given."""
        configured = SpeechDefaults.instance().service or os.environ.get("IPYTTS_SERVICE")
        if self.service.is_builtin and not configured:
            return False  # as a fallback it would print a notice
        try:
            return find_service_without_key(configured) == self.service
        except InvalidRequestError:
            return False
