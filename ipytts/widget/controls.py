"""The controls for the text and its settings."""

from __future__ import annotations

import threading
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, BoundedFloatText, Box, Text, Textarea, VBox
from traitlets import TraitError, link

from ipytts.audio.response_formats import FORMATS
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.services.catalog import models_of, voices_of
from ipytts.services.named_services import SERVICES
from ipytts.services.request import MAX_SPEED, MIN_SPEED
from ipytts.synthesis.cache import open_cache
from ipytts.synthesis.plan import format_count
from ipytts.widget.dropdown import EditableDropdown
from ipytts.widget.settings import SETTING_NAMES, ServiceDefaults

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.services.service import Service
    from ipytts.widget.settings import SettingTraits

_COUNT_LIMIT = 100_000  # characters; counting the requests of a longer text would delay typing


class Controls(VBox):
    """The controls, linked with `traits` in both directions.

    `on_error` is called with the error when a person types an invalid value. `asks_servers` is whether to ask
    the servers for their voices and models.
    """

    def __init__(
        self, traits: SettingTraits, on_error: Callable[[Exception], object], *, asks_servers: bool
    ) -> None:
        self._setting_traits, self._on_error, self._asks_servers = traits, on_error, asks_servers
        self._defaults: ServiceDefaults | None = None  # of the chosen service
        self.text = Textarea(description="Text", placeholder="The text to speak", rows=4)
        self.text.add_class("ipytts-text")
        self._count = HTML()
        self._count.add_class("ipytts-count")
        self.service = EditableDropdown("Service", "Base URL")
        self.model = EditableDropdown("Model", "Name of the model")
        self.voice = EditableDropdown("Voice", "Name of the voice")
        self._format = EditableDropdown("Format")
        self._speed = BoundedFloatText(
            description="Speed", min=MIN_SPEED, max=MAX_SPEED, step=0.05, value=1.0
        )
        self._instructions = Text(description="Instructions", placeholder="How to speak")
        self._instructions.add_class("ipytts-wide")
        self._grid = Box()
        self._grid.add_class("ipytts-grid")
        super().__init__([self.text, self._count, self._grid])
        self._link()
        self._update_service()
        traits.observe(self._update_service, "service")
        traits.observe(self._arrange, ["model", "service"])
        traits.observe(self.update_count, ["text", *SETTING_NAMES])

    def _link(self) -> None:
        link((self._setting_traits, "text"), (self.text, "value"))
        for name, dropdown in self._dropdowns.items():
            dropdown.chosen = getattr(self._setting_traits, name)
            dropdown.observe(partial(self._set_trait, name), "chosen")
            self._setting_traits.observe(partial(_choose, dropdown), name)
        self._speed.observe(self._set_speed, "value")
        self._setting_traits.observe(self._show_speed, "speed")
        self._instructions.observe(self._set_instructions, "value")
        self._setting_traits.observe(self._show_instructions, "instructions")

    def _set_trait(self, name: str, change: dict[str, Any]) -> None:
        try:
            setattr(self._setting_traits, name, change["new"])
        except TraitError as error:
            self._on_error(InvalidRequestError(str(error)))

    @property
    def _dropdowns(self) -> dict[str, EditableDropdown]:
        named = {"service": self.service, "model": self.model, "voice": self.voice}
        return {**named, "response_format": self._format}

    def check(self) -> None:
        """Raise an error if a field for another name is empty, or its text is not possible."""
        for name, dropdown in self._dropdowns.items():
            if (typed := dropdown.typed) is None:
                continue
            if not typed:
                raise InvalidRequestError(
                    f"The field for another {name} is empty: fill it in, or choose one."
                )
            try:
                setattr(self._setting_traits, name, typed)
            except TraitError as error:
                raise InvalidRequestError(str(error)) from None

    @property
    def _default_speed(self) -> float:
        return self._defaults.speed if self._defaults else 1.0

    def _set_speed(self, change: dict[str, Any]) -> None:
        self._setting_traits.speed = None if change["new"] == self._default_speed else change["new"]

    def _show_speed(self, _: object = None) -> None:
        self._speed.value = self._setting_traits.speed or self._default_speed

    def _set_instructions(self, change: dict[str, Any]) -> None:
        self._setting_traits.instructions = change["new"].strip() or None

    def _show_instructions(self, _: object = None) -> None:
        instructions = self._setting_traits.instructions or ""
        if instructions != self._instructions.value.strip():
            self._instructions.value = instructions

    def _update_service(self, _: object = None) -> None:
        """Show the known voices and models of the service, and ask its server for more."""
        configured = _defaults_of(None)
        names = [name for name in SERVICES if configured is None or name != configured.service.name]
        self.service.set_names(names, configured.service.name if configured else "none")
        self._defaults = defaults = _defaults_of(self._setting_traits.service)
        self._format.set_names(tuple(FORMATS), defaults.response_format if defaults else "mp3")
        if defaults:
            service = defaults.service
            self.voice.set_names(service.model(defaults.model).voices, defaults.voice)
            self.model.set_names(service.model_names, defaults.model)
            self._instructions.placeholder = defaults.instructions or "How to speak"
            if self._asks_servers and not service.is_builtin:
                threading.Thread(target=self._fetch_names, args=(service,), daemon=True).start()
        self._show_speed()
        self._arrange()
        self.update_count()

    def _fetch_names(self, service: Service) -> None:
        voices, models = voices_of(service).names, models_of(service).names
        if self._defaults and self._defaults.service == service:  # it may have changed meanwhile
            self.voice.set_names(voices, self._defaults.voice)
            self.model.set_names(models, self._defaults.model)

    def _arrange(self, _: object = None) -> None:
        """Show the control for instructions only where the model takes them."""
        children = [self.service, self.model, self.voice, self._format, self._speed]
        defaults = self._defaults
        if (
            defaults is None
            or defaults.service.model(self._setting_traits.model or defaults.model).takes_instructions
        ):
            children.append(self._instructions)
        if list(self._grid.children) != children:
            self._grid.children = children

    def update_count(self, _: object = None) -> None:
        """Show the length of the text, the number of its requests, and how many of them are cached."""
        self._count.value = escape(self._describe_count())

    def _describe_count(self) -> str:
        length = len(self._setting_traits.text.strip())
        words = format_count(length, "character")
        if not 0 < length <= _COUNT_LIMIT or self._defaults is None:
            return words
        try:
            steps = self._setting_traits.settings.plan().steps
        except SpeechError:
            return words
        cache = open_cache()
        cached = sum(cache.holds(step.key) for step in steps)
        if len(steps) == 1:
            return f"{words}, 1 request{', cached' if cached else ''}"
        return f"{words}, {len(steps)} requests, {cached} of them cached"


def _choose(dropdown: EditableDropdown, change: dict[str, Any]) -> None:
    dropdown.chosen = change["new"]


def _defaults_of(service: str | None) -> ServiceDefaults | None:
    """Return the defaults with a service; None if it is missing, which speaking reports."""
    try:
        return ServiceDefaults.for_service(service)
    except (SpeechError, TraitError):
        return None
