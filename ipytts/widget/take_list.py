"""The takes as a list, and what a person does with the one that is chosen."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, Box, Select, Text, VBox

from ipytts.errors import OutputError
from ipytts.files import check_output_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.widget.messages import Messages
    from ipytts.widget.page_bridge import PageBridge
    from ipytts.widget.settings import Settings
    from ipytts.widget.takes import Take, TakeStore

_ROWS = 4


class TakeList(VBox):
    """One list and one row of buttons, however many takes there are.

    Parameters
    ----------
    shelf : Shelf
        Whose takes.
    stage : Stage
        Plays and downloads.
    notes : Notes
        Says what was done.
    on_use : callable
        Is called with the settings of a take that are to be those of the next.
    """

    def __init__(
        self, shelf: TakeStore, stage: PageBridge, notes: Messages, on_use: Callable[[Settings], object]
    ) -> None:
        self._shelf, self._stage, self._notes, self._use = shelf, stage, notes, on_use
        self._is_filling = False
        self._list = Select(description="Takes", rows=_ROWS)
        self._list.add_class("ipytts-takes")
        self._details = HTML()
        self._details.add_class("ipytts-details")
        self._name = Text(description="Name of the take", continuous_update=False)
        self._file = Text(description="File, where the kernel runs", continuous_update=False)
        for field in (self._name, self._file):
            field.add_class("ipytts-field")
        super().__init__([self._list, self._details, self._buttons(), self._fields()])
        self._list.observe(self._choose, "value")
        self._name.observe(self._rename, "value")
        shelf.observe(self._show, ["takes", "names", "chosen"])
        self._show()

    def _buttons(self) -> Box:
        button = self._notes.button
        buttons = Box(
            [
                button("Play", self._play),
                button("Use its settings", lambda: self._use(self._chosen.settings)),
                button("Download", self._download),
                button("Delete", self._delete),
            ]
        )
        buttons.add_class("ipytts-row")
        return buttons

    def _fields(self) -> Box:
        fields = Box([self._name, self._file, self._notes.button("Save the file", self._save)])
        fields.add_class("ipytts-row")
        return fields

    @property
    def _chosen(self) -> Take:
        if self._shelf.chosen is None:
            raise OutputError("There is no take yet: press Speak first.")
        return self._shelf.chosen

    def _show(self, _: object = None) -> None:
        takes, chosen = self._shelf.takes, self._shelf.chosen
        options = [(take.line, number) for number, take in enumerate(takes)][::-1]
        self._is_filling = True
        try:
            if self._list.options != tuple(options):
                self._list.options = tuple(options)
            self._list.value = takes.index(chosen) if chosen else None
            self._details.value = escape(chosen.details) if chosen else "Nothing yet: press Speak."
            self._name.value = chosen.name if chosen else ""
            self._file.value = f"{chosen.file_name}{chosen.suffix}" if chosen else ""
        finally:
            self._is_filling = False

    def _choose(self, change: dict[str, Any]) -> None:
        if not self._is_filling and change["new"] is not None:
            self._shelf.chosen = self._shelf.takes[change["new"]]

    def _rename(self, change: dict[str, Any]) -> None:
        if not self._is_filling and self._shelf.chosen:
            self._shelf.rename(self._shelf.chosen, change["new"])

    def _play(self) -> None:
        self._notes.say(f"{self._chosen.name} plays.")
        self._stage.play()

    def _download(self) -> None:
        take = self._chosen
        self._stage.download(take.speech, take.file_name)
        self._notes.say(f"{take.name} goes to the browser's downloads.")

    def _save(self) -> None:
        take, place = self._chosen, check_output_path(self._file.value.strip() or "take")
        if place.exists():
            raise OutputError(f"{str(place)!r} is there already: give another name.")
        self._notes.say(f"Saved as {take.speech.save(place)}")

    def _delete(self) -> None:
        take = self._chosen
        self._shelf.remove(take)
        self._notes.say(f"{take.name} is deleted.")
