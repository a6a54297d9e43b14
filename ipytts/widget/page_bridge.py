"""The playground's script in the page: container, keys, clipboard, downloads, a quick Stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets import Unicode

from ipytts.playback.channel import Channel
from ipytts.playback.javascript import join_modules

if TYPE_CHECKING:
    from ipytts.synthesis.speech import Speech

_STATIC = Path(__file__).with_name("static")


class PageBridge(Channel):
    """A model without a view, which sets the playground up in the page.

    A view in the output would be saved with the notebook as a box that says "model not found". So the output
    is HTML that can be read without a kernel, and the page replaces it by the playground while there is one.
    `handlers` are called with a message from the page, by its type.
    """

    _esm = join_modules(_STATIC / "page_bridge.js")
    _css = (_STATIC / "playground.css").read_text("utf-8")
    playground_id = Unicode().tag(sync=True)

    def __init__(self, playground_id: str, handlers: dict[str, Callable[[dict[str, Any]], object]]) -> None:
        self._handlers = handlers
        super().__init__(playground_id=playground_id)

    def on_message(self, message: dict[str, Any]) -> None:
        """Call the handler of a message."""
        handler = self._handlers.get(message["type"])
        if handler is not None:
            handler(message)

    def play(self) -> None:
        """Start the player of the chosen take."""
        self.send({"type": "play"})

    def copy(self, text: str) -> None:
        """Copy a text to the page's clipboard."""
        self.send({"type": "copy", "text": text})

    def download(self, speech: Speech, name: str) -> None:
        """Have the browser save a speech under a name; the suffix of its format is added."""
        data, audio_format = speech.playable()
        file = {"name": f"{name}{audio_format.suffixes[0]}", "mime": audio_format.mimetype}
        self.send({"type": "download", **file}, [data])
