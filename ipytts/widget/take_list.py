"""The list of takes, and the buttons for the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, Box, Select, Text, VBox

from ipytts.errors import OutputError
from ipytts.files import check_output_path
from ipytts.widget.tooltips import with_tooltip

if TYPE_CHECKING:
    from ipytts.widget.messages import Messages
    from ipytts.widget.page_bridge import PageBridge
    from ipytts.widget.settings import Settings
    from ipytts.widget.takes import Take, TakeStore

_ROWS = 4


class TakeList(VBox):
    """The takes as a list, and one row of buttons for the chosen one.

    `on_use` is called with the settings of a take that a person wants to use again.
    """

    def __init__(
        self,
        take_store: TakeStore,
        page_bridge: PageBridge,
        messages: Messages,
        on_use: Callable[[Settings], object],
    ) -> None:
        self._take_store, self._page_bridge = take_store, page_bridge
        self._messages, self._on_use = messages, on_use
        self._is_updating = False
        self._list = with_tooltip(Select(description="Takes", rows=_ROWS))
        self._list.add_class("ipytts-takes")
        self._details = HTML()
        self._details.add_class("ipytts-details")
        self._name = with_tooltip(Text(description="Name of the take", continuous_update=False))
        self._file = with_tooltip(Text(description="File, where the kernel runs", continuous_update=False))
        for field in (self._name, self._file):
            field.add_class("ipytts-field")
        super().__init__([self._list, self._details, self._buttons(), self._fields()])
        self._list.observe(self._choose, "value")
        self._name.observe(self._rename, "value")
        take_store.observe(self._update, ["takes", "names", "chosen"])
        self._update()

    def _buttons(self) -> Box:
        button = self._messages.button
        buttons = Box(
            [
                button("Play", self._play),
                button("Restore settings", lambda: self._on_use(self._chosen.settings)),
                button("Download", self._download),
                button("Delete", self._delete),
            ]
        )
        buttons.add_class("ipytts-row")
        return buttons

    def _fields(self) -> Box:
        fields = Box([self._name, self._file, self._messages.button("Save the file", self._save)])
        fields.add_class("ipytts-row")
        return fields

    @property
    def _chosen(self) -> Take:
        if self._take_store.chosen is None:
            raise OutputError("There is no take yet: press Speak first.")
        return self._take_store.chosen

    def _update(self, _: object = None) -> None:
        takes, chosen = self._take_store.takes, self._take_store.chosen
        options = [(take.summary, number) for number, take in enumerate(takes)][::-1]
        self._is_updating = True
        try:
            if self._list.options != tuple(options):
                self._list.options = tuple(options)
            self._list.value = takes.index(chosen) if chosen else None
            self._details.value = escape(chosen.details) if chosen else "Nothing yet: press Speak."
            self._name.value = chosen.name if chosen else ""
            self._file.value = f"{chosen.file_name}{chosen.suffix}" if chosen else ""
        finally:
            self._is_updating = False

    def _choose(self, change: dict[str, Any]) -> None:
        if not self._is_updating and change["new"] is not None:
            self._take_store.chosen = self._take_store.takes[change["new"]]

    def _rename(self, change: dict[str, Any]) -> None:
        if not self._is_updating and self._take_store.chosen:
            self._take_store.rename(self._take_store.chosen, change["new"])

    def _play(self) -> None:
        self._messages.show_status(f"Playing {self._chosen.name}.")
        self._page_bridge.play()

    def _download(self) -> None:
        take = self._chosen
        self._page_bridge.download(take.speech, take.file_name)
        self._messages.show_status(f"Downloading {take.name}.")

    def _save(self) -> None:
        take, path = self._chosen, check_output_path(self._file.value.strip() or "take")
        if path.exists():
            raise OutputError(f"{str(path)!r} exists already: give another name.")
        self._messages.show_status(f"Saved as {take.speech.save(path)}")

    def _delete(self) -> None:
        take = self._chosen
        self._take_store.remove(take)
        self._messages.show_status(f"{take.name} is deleted.")
