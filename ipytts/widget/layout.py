"""The parts of the playground, put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from IPython.core.getipython import get_ipython
from ipywidgets import Box

from ipytts.config import SpeechDefaults
from ipytts.synthesis.speech import Speech
from ipytts.widget.comparison import Comparison
from ipytts.widget.controls import Controls
from ipytts.widget.messages import Messages
from ipytts.widget.page_bridge import PageBridge
from ipytts.widget.player_slot import PlayerSlot
from ipytts.widget.settings import SETTING_NAMES, Settings, SettingTraits
from ipytts.widget.snippets import format_call, format_cell
from ipytts.widget.take_list import TakeList

if TYPE_CHECKING:
    from ipywidgets import Widget

    from ipytts.widget.takes import Take, TakeStore


class Actions(Protocol):
    """The actions of the playground's buttons."""

    def start_job(self, *, cache: bool) -> object:
        """Start to speak the text."""

    def stop(self) -> None:
        """Stop the speech and the comparison."""

    def add_take(self, speech: Speech, settings: Settings) -> None:
        """Keep a speech."""


class PlaygroundLayout:
    """The widgets of a playground, and how they act on each other.

    `actions` belong to the buttons. `on_arrange` is called with the widgets to show whenever they change.
    `is_in_page` says whether a page shows them; if so, the servers are asked for their voices and models, and
    speech is played while it arrives. `slot` shows the chosen take.
    """

    def __init__(
        self,
        playground_id: str,
        setting_traits: SettingTraits,
        take_store: TakeStore,
        actions: Actions,
        *,
        on_arrange: Callable[[list[Widget]], object],
        is_in_page: bool,
    ) -> None:
        self._setting_traits, self._actions, self._on_arrange = setting_traits, actions, on_arrange
        self._code = ""  # copied last
        self.messages = Messages()
        self._page_bridge = PageBridge(playground_id, self._handlers())
        self.slot = PlayerSlot(self._page_bridge)
        self.slot.widget.add_class("ipytts-player")
        self.live_slot = self.slot if is_in_page else None
        self._controls = Controls(setting_traits, self.messages.show_error, asks_servers=is_in_page)
        self._buttons = self._button_row()
        tools = (self._page_bridge, self.messages)
        self._take_list = TakeList(take_store, *tools, setting_traits.apply_settings)
        self._comparison = Comparison(
            setting_traits, self._controls, *tools, self._keep, is_in_page=is_in_page
        )
        self._compare.on_click(lambda _: self._arrange(is_comparing=not self._is_comparing))
        take_store.observe(self._show_take, "chosen")
        take_store.observe(self._controls.update_count, "takes")
        setting_traits.observe(self.messages.clear_error, ["text", *SETTING_NAMES])
        take_store.observe(self.messages.clear_error, ["takes", "names", "chosen"])
        self._arrange(is_comparing=False)

    @property
    def widgets(self) -> list[Widget]:
        """All widgets, shown or not; they are to be closed in the end."""
        parts = (self.messages, self._page_bridge, self.slot.widget, self._controls, self._buttons)
        return [*parts, self._take_list, self._comparison]

    def stop(self) -> None:
        """Stop the comparison."""
        self._comparison.stop()

    def _button_row(self) -> Box:
        button, traits = self.messages.button, self._setting_traits
        self._compare = button("", lambda: None)
        row = Box(
            [
                button("Speak", self._speak, style="primary", name="speak"),
                button("Stop", self._actions.stop, name="stop"),
                button("New take", lambda: self._speak(cache=False), name="new"),
                self._compare,
                button("Copy as cell", self._copy_cell),
                button("Copy as Python", lambda: self._copy(format_call(traits.settings))),
            ]
        )
        row.add_class("ipytts-row")
        return row

    def _arrange(self, *, is_comparing: bool) -> None:
        self._is_comparing = is_comparing
        self._compare.description = "Close comparison" if is_comparing else "Compare"
        comparison = [self._comparison] if is_comparing else []
        above = [self._controls, self._buttons, self.messages, self.slot.widget]
        self._on_arrange([*above, *comparison, self._take_list])

    def _show_take(self, change: dict[str, Any]) -> None:
        take: Take | None = change["new"]
        if take is not None:
            self.slot.show(take.speech)
        else:
            self.slot.clear(more_follows=False)

    def _speak(self, *, cache: bool | None = None) -> None:
        self._controls.check()
        self._actions.start_job(cache=SpeechDefaults.instance().cache if cache is None else cache)

    def _keep(self, speech: Speech, settings: Settings) -> None:
        self._setting_traits.apply_settings(settings)
        self._actions.add_take(speech, settings)

    def _copy_cell(self) -> None:
        shell: Any = get_ipython()
        if shell is not None:
            shell.extension_manager.load_extension("ipytts")  # the cell needs the magic
        self._copy(format_cell(self._setting_traits.settings))

    def _copy(self, code: str) -> None:
        self._code = code
        self._page_bridge.copy(code)
        self.messages.show_code("", code)

    def _handlers(self) -> dict[str, Callable[[dict[str, Any]], object]]:
        """Return the handlers of messages from the page."""
        refused = "The browser does not allow copying here. Select the code and copy it:"
        return {
            "stop": lambda _: self._actions.stop(),
            # Not sent back to the page, where a person may have typed more.
            "text": lambda message: self._controls.text.set_state({"value": message["text"]}),
            "copied": lambda _: self.messages.show_code("Copied. Paste it into a cell:", self._code),
            "not_copied": lambda _: self.messages.show_code(refused, self._code),
        }
