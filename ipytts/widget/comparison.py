"""The same text in several ways, side by side."""

from __future__ import annotations

import threading
from html import escape
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, Box, Checkbox, Dropdown, Textarea, VBox

from ipytts.errors import InvalidRequestError, SpeechError, SpeechStoppedError
from ipytts.widget.disposal import close_each
from ipytts.widget.job import SpeechJob
from ipytts.widget.messages import as_html
from ipytts.widget.player_slot import PlayerSlot

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.synthesis.speech import Speech
    from ipytts.widget.controls import Controls
    from ipytts.widget.dropdown import EditableDropdown
    from ipytts.widget.messages import Messages
    from ipytts.widget.page_bridge import PageBridge
    from ipytts.widget.settings import Settings, SettingTraits

_WAYS = (("voices", "voice"), ("models", "model"), ("instructions", "instructions"))


class Card(VBox):
    """One way to say the text: its player, and a button that keeps it.

    Parameters
    ----------
    title : str
        What sets it apart from the others.
    settings : Settings
        What is asked.
    stage : Stage
        For its player.
    """

    def __init__(self, title: str, settings: Settings, stage: PageBridge) -> None:
        self.title, self.settings, self.slot = title, settings, PlayerSlot(stage)
        self.speech: Speech | None = None
        self._note = HTML("Waits for its turn.")
        self._note.add_class("ipytts-error")
        heading = HTML(f"<strong>{escape(title)}</strong>")
        super().__init__([heading, self.slot.widget, self._note])
        self.add_class("ipytts-card")

    def begin(self) -> None:
        """Say that it is made."""
        self._note.value = "Being made …"

    def end(self, making: SpeechJob) -> None:
        """Show what came of it."""
        self.speech = making.speech
        self._note.value = as_html(making.error) if making.error else ""
        if making.speech is None:
            self.slot.clear(more_follows=False)
        else:
            self.slot.show(making.speech)


class Comparison(VBox):
    """Chooses several voices, models or instructions, and speaks the text in each.

    Parameters
    ----------
    wishes : Wishes
        The text, and all that is the same.
    controls : Controls
        Know the names that there are.
    stage : Stage
        For the players.
    notes : Notes
        Say how it goes.
    on_keep : callable
        Is called with the speech that is picked and its settings.
    """

    def __init__(
        self,
        wishes: SettingTraits,
        controls: Controls,
        stage: PageBridge,
        notes: Messages,
        on_keep: Callable[[Speech, Settings], object],
    ) -> None:
        self._wishes, self._stage, self._notes, self._keep = wishes, stage, notes, on_keep
        self._choices = {"voice": controls.voice, "model": controls.model}
        self._waiting: list[tuple[Card, SpeechJob]] = []
        self._running: list[SpeechJob] = []
        self._lock = threading.Lock()
        self._way = Dropdown(description="Compare", options=_WAYS)
        self._boxes = Box()
        self._boxes.add_class("ipytts-boxes")
        self._lines = Textarea(description="Instructions, one to a line", rows=3)
        self._cards = Box()
        self._cards.add_class("ipytts-cards")
        self._speak = notes.button("Speak them all", self.start, style="primary", name="speak-all")
        super().__init__()
        self._way.observe(self._show_way, "value")
        for choice in self._choices.values():
            choice.observe(self._show_way, ["names", "chosen"])
        self._show_way()
        self.add_class("ipytts-comparison")

    def _show_way(self, _: object = None) -> None:
        way = self._way.value
        if way == "instructions":
            middle: Any = self._lines
        else:
            self._fill_boxes(self._choices[way])
            middle = self._boxes
        self.children = [self._way, middle, self._speak, self._cards]

    def _fill_boxes(self, choice: EditableDropdown) -> None:
        names = list(dict.fromkeys([*choice.names, choice.chosen or choice.names[0]])) if choice.names else []
        before = self._boxes.children
        if [box.description for box in before] != names:
            ticked = {box.description for box in before if box.value}
            self._boxes.children = [
                Checkbox(description=name, value=name in ticked, indent=False) for name in names
            ]
            close_each(before)

    @property
    def chosen(self) -> list[str]:
        """What is compared."""
        if self._way.value == "instructions":
            return [line.strip() for line in self._lines.value.splitlines() if line.strip()]
        return [box.description for box in self._boxes.children if box.value]

    def start(self) -> None:
        """Speak the text in each chosen way, as many at once as the service takes.

        Raises
        ------
        SpeechError
            Nothing is chosen, or it cannot be asked so.
        """
        self.stop()
        if not self.chosen:
            raise InvalidRequestError("Nothing is chosen to compare: choose two or more.")
        cards = [self._card(value) for value in self.chosen]
        close_each(self._cards.children)
        self._cards.children = cards
        self._waiting = [(card, self._making(card)) for card in cards]
        self._notes.say(f"{len(cards)} ways to say it are being made.")
        for _ in range(cards[0].settings.plan().at_once):
            self._next()

    def stop(self) -> None:
        """Make no more of them; what came is kept."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            running = list(self._running)
        for card, making in waiting:
            making.error = SpeechStoppedError("Stopped, as asked.")
            card.end(making)
        for making in running:
            making.stop()

    def _card(self, value: str) -> Card:
        settings = self._wishes.varied(**{self._way.value: value}).settings
        card = Card(value, settings, self._stage)
        keep = self._notes.button("Keep this one", lambda: self._pick(card))
        card.children = [*card.children, keep]
        return card

    def _making(self, card: Card) -> SpeechJob:
        return SpeechJob(
            card.settings,
            slot=card.slot,
            on_notice=self._notes.say,
            on_end=lambda making: self._ended(card, making),
        )

    def _next(self) -> None:
        with self._lock:
            if not self._waiting:
                return
            card, making = self._waiting.pop(0)
            self._running.append(making)
        card.begin()
        making.start()

    def _ended(self, card: Card, making: SpeechJob) -> None:
        card.end(making)
        with self._lock:
            self._running.remove(making)
        self._next()
        if not self._running:
            self._notes.say("No more is being made: play them, and keep the one you like.")

    def _pick(self, card: Card) -> None:
        if card.speech is None:
            raise SpeechError(f"There is no speech of {card.title} to keep.")
        self._keep(card.speech, card.settings)
