"""Where a player stands in the playground."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML

from ipytts.playback.notebook_page import OutputSlot

if TYPE_CHECKING:
    from ipytts.widget.page_bridge import PageBridge


class PlayerSlot(OutputSlot):
    """A place for a player that is a widget, where the other places are outputs of a cell.

    Parameters
    ----------
    stage : Stage
        Through which the page's conductor is reached.

    Attributes
    ----------
    widget : HTML
        What stands in the playground.
    """

    def __init__(self, stage: PageBridge) -> None:
        super().__init__()
        self.widget = HTML()
        self.widget.add_class("ipytts-slot")
        self._stage = stage
        self._numbers = itertools.count()

    def show(self, shown: Any) -> None:
        """Show a speech, or a bundle of MIME types, in place of what was shown."""
        html = shown["text/html"] if isinstance(shown, dict) else shown._repr_html_()
        # What is shown again is a new player too, for whoever waits for it.
        self.widget.value = f"<!-- {next(self._numbers)} -->{html}"

    def clear(self, *, more_follows: bool = True) -> None:
        """Leave nothing to be seen, unless more follows: nothing jumps then."""
        if not more_follows:
            self.widget.value = ""

    def call_queue(self, method: str, *values: object, more_follows: bool = True) -> None:
        """Call a method of the page's queue."""
        del more_follows  # nothing was shown for it
        self._stage.send({"type": "queue", "method": method, "values": values})
