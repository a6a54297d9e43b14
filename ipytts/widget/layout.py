"""What a person sees of the playground, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython.core.getipython import get_ipython
from ipywidgets import Box

from ipytts.config import SpeechDefaults
from ipytts.playback.front_end import FrontEnd
from ipytts.widget.comparison import Comparison
from ipytts.widget.controls import Controls
from ipytts.widget.messages import Messages
from ipytts.widget.page_bridge import PageBridge
from ipytts.widget.player_slot import PlayerSlot
from ipytts.widget.snippets import as_call, as_cell
from ipytts.widget.take_list import TakeList

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipywidgets import Widget

    from ipytts.synthesis.speech import Speech
    from ipytts.widget.playground_widget import Playground
    from ipytts.widget.settings import Settings
    from ipytts.widget.takes import Take


class PlaygroundLayout:
    """The pieces of a playground, and how they hang together.

    Parameters
    ----------
    board : Playground
        What they show and change.

    Attributes
    ----------
    notes : Notes
        What is said to the person.
    slot : Slot
        Where the chosen take is heard.
    """

    def __init__(self, board: Playground) -> None:
        self._board = board
        self._code = ""
        self.notes = Messages()
        self._stage = PageBridge(board.model_id, self._answers())
        self.slot = PlayerSlot(self._stage)
        self.slot.widget.add_class("ipytts-player")
        self._controls = Controls(board, self.notes.complain, asks_servers=board.front_end is FrontEnd.PAGE)
        self._buttons = self._row()
        self._list = TakeList(board.shelf, self._stage, self.notes, board.take_over)
        self._comparison = Comparison(board, self._controls, self._stage, self.notes, self._keep)
        self._compare.on_click(lambda _: self._arrange(is_comparing=not self._is_comparing))
        board.shelf.observe(self._show, "chosen")
        board.shelf.observe(self._controls.recount, "takes")
        self._arrange(is_comparing=False)

    @property
    def widgets(self) -> list[Widget]:
        """All that is to be closed in the end."""
        parts = (self.notes, self._stage, self.slot.widget, self._controls, self._buttons, self._list)
        return [*parts, self._comparison]

    def stop(self) -> None:
        """Make no more of what is compared."""
        self._comparison.stop()

    def _row(self) -> Box:
        button, board = self.notes.button, self._board
        self._compare = button("", lambda: None)
        row = Box(
            [
                button("Speak", self._speak, style="primary", name="speak"),
                button("Stop", board.stop, name="stop"),
                button("New take", lambda: board.begin(is_fresh=True), name="new"),
                self._compare,
                button("Copy as cell", self._copy_cell),
                button("Copy as Python", lambda: self._copy(as_call(board.settings))),
            ]
        )
        row.add_class("ipytts-row")
        return row

    def _arrange(self, *, is_comparing: bool) -> None:
        self._is_comparing = is_comparing
        self._compare.description = "Close comparison" if is_comparing else "Compare"
        comparison = [self._comparison] if is_comparing else []
        above = [self._controls, self._buttons, self.notes, self.slot.widget]
        self._board.children = [*above, *comparison, self._list]

    def _show(self, change: dict[str, Any]) -> None:
        take: Take | None = change["new"]
        if take is not None:
            self.slot.show(take.speech)
        else:
            self.slot.clear(more_follows=False)

    def _speak(self) -> None:
        self._board.begin(is_fresh=not SpeechDefaults.instance().cache)

    def _keep(self, speech: Speech, settings: Settings) -> None:
        self._board.take_over(settings)
        self._board.keep(speech, settings)

    def _copy_cell(self) -> None:
        shell: Any = get_ipython()
        if shell is not None:
            shell.extension_manager.load_extension("ipytts")  # the cell is of no use without the magic
        self._copy(as_cell(self._board.settings))

    def _copy(self, code: str) -> None:
        self._code = code
        self._stage.copy(code)
        self.notes.show_code("", code)

    def _answers(self) -> dict[str, Callable[[dict[str, Any]], object]]:
        """Return what to do when the page says so."""
        refused = "The browser does not let it be copied from here. Select it:"
        return {
            "stop": lambda _: self._board.stop(),
            # Not sent back to the page, where more may have been typed.
            "text": lambda message: self._controls.text.set_state({"value": message["text"]}),
            "copied": lambda _: self.notes.show_code("Copied. Paste it into a cell:", self._code),
            "not_copied": lambda _: self.notes.show_code(refused, self._code),
        }
