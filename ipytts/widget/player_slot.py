"""A slot for a player in the playground."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML

from ipytts.playback.notebook_page import OutputSlot

if TYPE_CHECKING:
    from ipytts.widget.page_bridge import PageBridge


class PlayerSlot(OutputSlot):
    """A slot that is a widget, `widget`, where other slots are outputs of a cell."""

    def __init__(self, page_bridge: PageBridge) -> None:
        super().__init__()
        self.widget = HTML()
        self.widget.add_class("ipytts-slot")
        self._page_bridge = page_bridge
        self._numbers = itertools.count()

    def show(self, shown: Any) -> None:
        """Show a speech or a bundle of MIME types in place of the one before."""
        html = shown["text/html"] if isinstance(shown, dict) else shown._repr_html_()
        # The number makes a player new to the page even if the same speech is shown again.
        self.widget.value = f"<!-- {next(self._numbers)} -->{html}"

    def clear(self, *, more_follows: bool = True) -> None:
        """Show nothing; if more follows, do nothing, so that the page does not jump."""
        if not more_follows:
            self.widget.value = ""

    def call_queue(self, action: str, *values: object, more_follows: bool = True) -> None:
        """Call an action of the page's queue."""
        del more_follows  # nothing is shown for it
        self._page_bridge.send({"type": "queue", "action": action, "values": values})
