"""What the playground needs of the page beyond ipywidgets: a place, keys, the clipboard, a quick Stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets import Unicode

from ipytts.playback.channel import Channel
from ipytts.playback.notebook_page import source

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.synthesis.speech import Speech


def _read(name: str) -> str:
    return Path(__file__).with_name("static").joinpath(name).read_text("utf-8")


class PageBridge(Channel):
    """A model without a view that sets the playground up in the page.

    A view in the output would be saved with the notebook as a box that says "model not found". So the output
    is HTML that is right without a kernel, and while there is one, the playground stands in its place.

    Parameters
    ----------
    playground : str
        The id of the playground's model.
    answers : dict of str to callable
        What to do when the page says so: called with its message.
    """

    _esm = f"{source('playback_queue.js')}\n{source('channel.js')}\n{_read('page_bridge.js')}"
    _css = _read("playground.css")
    playground = Unicode().tag(sync=True)

    def __init__(self, playground: str, answers: dict[str, Callable[[dict[str, Any]], object]]) -> None:
        self._answers = answers
        super().__init__(playground=playground)

    def hear(self, message: dict[str, Any]) -> None:
        """Do what the page asks for."""
        answer = self._answers.get(message["type"])
        if answer is not None:
            answer(message)

    def play(self) -> None:
        """Start the player of the take that is chosen."""
        self.send({"type": "play"})

    def copy(self, text: str) -> None:
        """Put a text into the page's clipboard."""
        self.send({"type": "copy", "text": text})

    def download(self, speech: Speech, name: str) -> None:
        """Have the browser save a speech, under this name and the ending of its format."""
        data, known = speech.playable()
        told = {"type": "download", "name": f"{name}{known.suffixes[0]}", "mime": known.mimetype}
        self.send(told, [data])
