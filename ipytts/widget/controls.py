"""The controls for the text and its settings."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

from ipywidgets import HTML, Box, Textarea, VBox
from traitlets import TraitError, link

from ipytts.config import SETTINGS, Setting
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.services.catalog import current_catalog, known_model, known_model_names
from ipytts.services.named_services import SERVICES
from ipytts.services.service import Service
from ipytts.services.service_selection import lacks_key
from ipytts.synthesis.cache import open_cache
from ipytts.synthesis.plan import format_count
from ipytts.widget.dropdown import EditableDropdown
from ipytts.widget.fields import NumberField, TextField
from ipytts.widget.settings import SETTING_NAMES, ServiceDefaults, SettingTraits
from ipytts.widget.tooltips import with_tooltip

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
        self.text = with_tooltip(Textarea(description="Text", placeholder="The text to speak", rows=4))
        self.text.add_class("ipytts-text")
        self._count = HTML()
        self._count.add_class("ipytts-count")
        self.fields: dict[str, Any] = {name: _new_field(SETTINGS[name]) for name in SETTING_NAMES}
        self._grid = Box()
        self._grid.add_class("ipytts-grid")
        super().__init__([self.text, self._count, self._grid])
        self._link()
        self._update_service()
        traits.observe(self._update_service, "service")
        traits.observe(self._show_model, "model")
        traits.observe(self.update_count, ["text", *SETTING_NAMES])

    def _link(self) -> None:
        link((self._setting_traits, "text"), (self.text, "value"))
        for name, field in self.fields.items():
            field.chosen = getattr(self._setting_traits, name)
            field.observe(partial(self._set_trait, name), "chosen")
            self._setting_traits.observe(partial(_choose, field), name)

    def _set_trait(self, name: str, change: dict[str, Any]) -> None:
        try:
            setattr(self._setting_traits, name, change["new"])
        except TraitError as error:
            self._on_error(InvalidRequestError(str(error)))

    def check(self) -> None:
        """Raise an error if a field for another name is empty, or its text is not possible.

        The controls catch up with keys and defaults that were set elsewhere.
        """
        for name, field in self.fields.items():
            if not isinstance(field, EditableDropdown) or (typed := field.typed) is None:
                continue
            if not typed:
                raise InvalidRequestError(
                    f"The field for another {name} is empty: fill it in, or choose one."
                )
            try:
                setattr(self._setting_traits, name, typed)
            except TraitError as error:
                raise InvalidRequestError(str(error)) from None
        if _defaults_of(self.fields["service"].chosen) != self._defaults:
            self._update_service()

    def _update_service(self, _: object = None) -> None:
        """Show the defaults, voices and models of the service, and ask its server for more."""
        configured = _defaults_of(None)
        names = [name for name in SERVICES if configured is None or name != configured.service.name]
        self.fields["service"].set_names(names, configured.service.name if configured else "none")
        self._defaults = defaults = _defaults_of(self.fields["service"].chosen)
        if defaults:
            service = defaults.service
            self.fields["response_format"].set_names(defaults.formats, defaults.value("response_format"))
            for name, field in self.fields.items():
                if not SETTINGS[name].has_names:
                    field.set_default(defaults.value(name))
            if self._asks_servers and not service.is_builtin and not lacks_key(service):
                threading.Thread(target=self._fetch_names, args=(service,), daemon=True).start()
        self._show_model()
        self.update_count()

    def _fetch_names(self, service: Service) -> None:
        current_catalog(service)
        if self._defaults and self._defaults.service == service:  # it may have changed meanwhile
            self._show_model()

    def _show_model(self, _: object = None) -> None:
        """Show the models of the service, and the voices and the settings that the chosen one has."""
        defaults, model = self._defaults, self.fields["model"].chosen
        if defaults is not None:
            default = defaults.value("model")
            known = known_model(defaults.service, model or default)
            self.fields["voice"].set_names(known.voices, defaults.value("voice", model))
            self.fields["model"].set_names(known_model_names(defaults.service), default)
        children = [
            field for name, field in self.fields.items() if defaults is None or defaults.takes(name, model)
        ]
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
        service = self._defaults.service
        try:
            steps = self._setting_traits.settings.plan(service if lacks_key(service) else None).steps
        except SpeechError:
            return words
        cache = open_cache()
        cached = sum(cache.holds(step.key) for step in steps)
        if len(steps) == 1:
            return f"{words}, 1 request{', cached' if cached else ''}"
        return f"{words}, {len(steps)} requests, {cached} of them cached"


def _new_field(setting: Setting) -> EditableDropdown | NumberField | TextField:
    if setting.has_names:
        return EditableDropdown(setting)
    return NumberField(setting) if setting.kind is float else TextField(setting)


def _choose(field: Any, change: dict[str, Any]) -> None:
    field.chosen = change["new"]


def _defaults_of(service: str | None) -> ServiceDefaults | None:
    """Return the defaults with a service; None if it is missing, which speaking reports."""
    try:
        return ServiceDefaults.for_service(service)
    except (SpeechError, TraitError):
        return None
