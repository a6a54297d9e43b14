"""What the playground needs of the page beyond ipywidgets: a place, keys, the clipboard, a quick Stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets import Unicode

from ipytts.playback.channel import Channel
from ipytts.playback.javascript import join_modules

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.synthesis.speech import Speech

_STATIC = Path(__file__).with_name("static")


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

    _esm = join_modules(_STATIC / "page_bridge.js")
    _css = (_STATIC / "playground.css").read_text("utf-8")
    playground_id = Unicode().tag(sync=True)

    def __init__(self, playground: str, answers: dict[str, Callable[[dict[str, Any]], object]]) -> None:
        self._answers = answers
        super().__init__(playground_id=playground)

    def on_message(self, message: dict[str, Any]) -> None:
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
