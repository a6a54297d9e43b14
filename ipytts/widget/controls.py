"""The controls in which a person says what is to be spoken, and how."""

from __future__ import annotations

import threading
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, BoundedFloatText, Box, Text, Textarea, VBox
from traitlets import TraitError, link

from ipytts.audio.names import FORMATS
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.services.catalog import models_of, voices_of
from ipytts.services.request import MAX_SPEED, MIN_SPEED
from ipytts.services.service import SERVICES
from ipytts.synthesis.cache import open_cache
from ipytts.widget.dropdown import EditableDropdown
from ipytts.widget.settings import NAMES, ServiceDefaults

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.services.service import Service
    from ipytts.widget.settings import SettingTraits

_COUNTED = 100_000  # characters; to count the requests of more takes longer than between two keys


class Controls(VBox):
    """The text, and how it is to be spoken, linked with wishes both ways.

    Parameters
    ----------
    wishes : Wishes
        What they show and change.
    complain : callable
        Is called with what is wrong with what was typed.
    asks_servers : bool
        Whether servers are asked which voices and models they have.
    """

    def __init__(
        self, wishes: SettingTraits, complain: Callable[[Exception], object], *, asks_servers: bool
    ) -> None:
        self._complain = complain
        self._wishes, self._asks_servers = wishes, asks_servers
        self._known: ServiceDefaults | None = None
        self.text = Textarea(description="Text", placeholder="What is to be said", rows=4)
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
        self._instructions = Text(description="Instructions", placeholder="How to say it")
        self._instructions.add_class("ipytts-wide")
        self._grid = Box()
        self._grid.add_class("ipytts-grid")
        super().__init__([self.text, self._count, self._grid])
        self._link()
        self._offer()
        wishes.observe(self._offer, "service")
        wishes.observe(self._show_instructions, ["model", "service"])
        wishes.observe(self.recount, ["text", *NAMES])

    def _link(self) -> None:
        link((self._wishes, "text"), (self.text, "value"))
        choices = {"service": self.service, "model": self.model, "voice": self.voice}
        choices["response_format"] = self._format
        for name, choice in choices.items():
            choice.chosen = getattr(self._wishes, name)
            choice.observe(partial(self._wish, name), "chosen")
            self._wishes.observe(partial(_choose, choice), name)
        self._speed.observe(self._take_speed, "value")
        self._wishes.observe(self._show_speed, "speed")
        self._instructions.observe(self._take_instructions, "value")
        self._wishes.observe(self._show_words, "instructions")

    def _wish(self, name: str, change: dict[str, Any]) -> None:
        try:
            setattr(self._wishes, name, change["new"])
        except TraitError as error:
            self._complain(InvalidRequestError(str(error)))

    def _take_speed(self, change: dict[str, Any]) -> None:
        usual = self._known.speed if self._known else 1.0
        self._wishes.speed = None if change["new"] == usual else change["new"]

    def _show_speed(self, _: object = None) -> None:
        usual = self._known.speed if self._known else 1.0
        self._speed.value = self._wishes.speed or usual

    def _take_instructions(self, change: dict[str, Any]) -> None:
        self._wishes.instructions = change["new"].strip() or None

    def _show_words(self, _: object = None) -> None:
        words = self._wishes.instructions or ""
        if words != self._instructions.value.strip():
            self._instructions.value = words

    def _offer(self, _: object = None) -> None:
        """Offer what the service has, as far as it is known, and ask its server for more."""
        configured = _usual_of(None)
        names = [name for name in SERVICES if configured is None or name != configured.service.name]
        self.service.offer(names, configured.service.name if configured else "none")
        self._known = _usual_of(self._wishes.service)
        self._format.offer(tuple(FORMATS), self._known.response_format if self._known else "mp3")
        if self._known:
            found = self._known.service
            self.voice.offer(found.voices, self._known.voice)
            self.model.offer(found.models, self._known.model)
            self._instructions.placeholder = self._known.instructions or "How to say it"
            if self._asks_servers and not found.is_builtin:
                threading.Thread(target=self._ask, args=(found,), daemon=True).start()
        self._show_speed()
        self._show_instructions()
        self.recount()

    def _ask(self, service: Service) -> None:
        voices, models = voices_of(service).names, models_of(service).names
        if self._known and self._known.service == service:  # still
            self.voice.offer(voices, self._known.voice)
            self.model.offer(models, self._known.model)

    def _show_instructions(self, _: object = None) -> None:
        children = [self.service, self.model, self.voice, self._format, self._speed]
        usual = self._known
        if usual is None or usual.service.takes_instructions(self._wishes.model or usual.model):
            children.append(self._instructions)
        if list(self._grid.children) != children:
            self._grid.children = children

    def recount(self, _: object = None) -> None:
        """Tell how long the text is, how many requests it takes, and what of it is in the cache."""
        self._count.value = escape(self._counted())

    def _counted(self) -> str:
        length = len(self._wishes.text.strip())
        words = f"{length:,} character{'' if length == 1 else 's'}"
        if not 0 < length <= _COUNTED or self._known is None:
            return words
        try:
            steps = self._wishes.settings.plan().steps
        except SpeechError:
            return words
        cache = open_cache()
        kept = sum(cache.holds(step.key) for step in steps)
        if len(steps) == 1:
            return f"{words}, 1 request{', cached' if kept else ''}"
        return f"{words}, {len(steps)} requests, {kept} of them cached"


def _choose(choice: EditableDropdown, change: dict[str, Any]) -> None:
    choice.chosen = change["new"]


def _usual_of(service: str | None) -> ServiceDefaults | None:
    """Return what is usual with a service; None where there is none, which is told when it is to speak."""
    try:
        return ServiceDefaults.of(service)
    except (SpeechError, TraitError):
        return None
