"""The same text with different voices, models or instructions, side by side."""

from __future__ import annotations

import threading
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, Box, Checkbox, Dropdown, Textarea, VBox

from ipytts.errors import InvalidRequestError, SpeechError, SpeechStoppedError
from ipytts.synthesis.speech import Speech
from ipytts.widget.disposal import close_each
from ipytts.widget.job import SpeechJob
from ipytts.widget.messages import Messages, format_error
from ipytts.widget.player_slot import PlayerSlot
from ipytts.widget.tooltips import with_tooltip

if TYPE_CHECKING:
    from ipytts.widget.controls import Controls
    from ipytts.widget.dropdown import EditableDropdown
    from ipytts.widget.page_bridge import PageBridge
    from ipytts.widget.settings import Settings, SettingTraits

_SETTINGS = (("voices", "voice"), ("models", "model"), ("instructions", "instructions"))


class Card(VBox):
    """One of the speeches that are compared: `value` is its value of the compared setting."""

    def __init__(self, value: str, settings: Settings, page_bridge: PageBridge) -> None:
        self.value, self.settings, self.slot = value, settings, PlayerSlot(page_bridge)
        self.speech: Speech | None = None
        self._status = HTML("Waiting for its turn.")
        self._status.add_class("ipytts-error")
        heading = HTML(f"<strong>{escape(value)}</strong>")
        super().__init__([heading, self.slot.widget, self._status])
        self.add_class("ipytts-card")

    def show_started(self) -> None:
        """Show that its job has started."""
        self._status.value = "In progress …"

    def show_result(self, job: SpeechJob) -> None:
        """Show the result of its job."""
        self.speech = job.speech
        self._status.value = format_error(job.error) if job.error else ""
        if job.speech is None:
            self.slot.clear(more_follows=False)
        else:
            self.slot.show(job.speech)


class Comparison(VBox):
    """Lets a person choose voices, models or instructions, and speaks the text with each.

    `traits` are the text and the common settings; `controls` have the names of voices and models. `on_keep`
    is called with the speech that a person keeps, and its settings. `is_in_page` says whether a page shows
    it, and plays speech while it arrives.
    """

    def __init__(
        self,
        traits: SettingTraits,
        controls: Controls,
        page_bridge: PageBridge,
        messages: Messages,
        on_keep: Callable[[Speech, Settings], object],
        *,
        is_in_page: bool,
    ) -> None:
        self._setting_traits, self._page_bridge, self._messages = traits, page_bridge, messages
        self._on_keep, self._is_in_page = on_keep, is_in_page
        self._controls = controls
        self._dropdowns = {name: controls.fields[name] for name in ("voice", "model")}
        self._waiting: list[tuple[Card, SpeechJob]] = []
        self._running: list[SpeechJob] = []
        self._lock = threading.Lock()
        self._setting = with_tooltip(Dropdown(description="Compare", options=_SETTINGS))
        self._checkboxes = Box()
        self._checkboxes.add_class("ipytts-boxes")
        self._instructions = with_tooltip(Textarea(description="Instructions, one per line", rows=3))
        self._cards = Box()
        self._cards.add_class("ipytts-cards")
        self._speak = messages.button("Speak all", self.start, style="primary", name="speak-all")
        super().__init__()
        self._setting.observe(self._update, "value")
        for dropdown in self._dropdowns.values():
            dropdown.observe(self._update, ["names", "chosen"])
        self._update()
        self.add_class("ipytts-comparison")

    def _update(self, _: object = None) -> None:
        setting = self._setting.value
        if setting == "instructions":
            values: Any = self._instructions
        else:
            self._update_checkboxes(self._dropdowns[setting])
            values = self._checkboxes
        self.children = [self._setting, values, self._speak, self._cards]

    def _update_checkboxes(self, dropdown: EditableDropdown) -> None:
        names = list(dropdown.names)
        if names:
            names = list(dict.fromkeys([*names, dropdown.chosen or names[0]]))
        before = self._checkboxes.children
        if [box.description for box in before] != names:
            ticked = {box.description for box in before if box.value}
            self._checkboxes.children = [
                with_tooltip(Checkbox(description=name, value=name in ticked, indent=False)) for name in names
            ]
            close_each(before)

    @property
    def values(self) -> list[str]:
        """The values to compare."""
        if self._setting.value == "instructions":
            return [line.strip() for line in self._instructions.value.splitlines() if line.strip()]
        return [box.description for box in self._checkboxes.children if box.value]

    def start(self) -> None:
        """Speak the text with each value, as many at once as the service allows.

        Raises
        ------
        SpeechError
            No value is chosen, or the settings are not possible.
        """
        self.stop()
        self._controls.check()
        if not self.values:
            raise InvalidRequestError("Nothing is selected to compare: select at least two.")
        at_once = self._setting_traits.settings.plan().at_once  # raises before anything is shown
        cards = [self._new_card(value) for value in self.values]
        close_each(self._cards.children)
        self._cards.children = cards
        self._waiting = [(card, self._new_job(card)) for card in cards]
        self._messages.show_status(f"Speaking {len(cards)} versions …")
        for _ in range(at_once):
            self._start_next()

    def stop(self) -> None:
        """Stop all jobs; the audio that has arrived is kept."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            running = list(self._running)
        for card, job in waiting:
            job.error = SpeechStoppedError("The speech was stopped.")
            card.show_result(job)
        for job in running:
            job.stop()

    def _new_card(self, value: str) -> Card:
        settings = self._setting_traits.with_changes(**{self._setting.value: value}).settings
        card = Card(value, settings, self._page_bridge)
        button = self._messages.button("Keep this one", lambda: self._keep(card))
        card.children = [*card.children, button]
        return card

    def _new_job(self, card: Card) -> SpeechJob:
        return SpeechJob(
            card.settings,
            slot=card.slot if self._is_in_page else None,
            on_notice=self._messages.show_status,
            on_end=lambda job: self._on_job_end(card, job),
        )

    def _start_next(self) -> None:
        with self._lock:
            if not self._waiting:
                return
            card, job = self._waiting.pop(0)
            self._running.append(job)
        card.show_started()
        job.start()

    def _on_job_end(self, card: Card, job: SpeechJob) -> None:
        card.show_result(job)
        with self._lock:
            self._running.remove(job)
        self._start_next()
        if not self._running:
            self._messages.show_status("All have ended: play them, and keep the one you like.")

    def _keep(self, card: Card) -> None:
        if card.speech is None:
            raise SpeechError(f"There is no speech of {card.value} to keep.")
        self._on_keep(card.speech, card.settings)
