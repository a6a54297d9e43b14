"""What the playground says to the person who looks at it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ipywidgets import HTML, Button, VBox

from ipytts.errors import SpeechError, SpeechStoppedError

if TYPE_CHECKING:
    from collections.abc import Callable


class Messages(VBox):
    """How it goes, and what went wrong; a screen reader says both as they come."""

    def __init__(self) -> None:
        self._status, self._error = HTML(), HTML()
        self._status.add_class("ipytts-status")
        self._error.add_class("ipytts-error")
        super().__init__([self._error, self._status])

    def say(self, words: str) -> None:
        """Say how it goes; nothing is wrong any more."""
        self._error.value = ""
        self._status.value = escape(words).replace("\n", "<br />")

    def complain(self, error: BaseException) -> None:
        """Say what went wrong, in the words of the magic."""
        self._status.value = ""
        self._error.value = as_html(error)

    def show_code(self, words: str, code: str) -> None:
        """Say something about code, and show it."""
        self._error.value = ""
        self._status.value = f'{escape(words)}<pre tabindex="0">{escape(code)}</pre>'

    def button(self, label: str, act: Callable[[], object], *, style: str = "", name: str = "") -> Button:
        """Return a button that does something; what goes wrong is said here.

        Parameters
        ----------
        label : str
            What stands on it.
        act : callable
            What it does.
        style : str
            One of ipywidgets' styles of buttons.
        name : str
            What our script in the page knows it by.
        """
        button = Button(description=label, button_style=style)
        if name:
            button.add_class(f"ipytts-{name}")

        def press(_: Button) -> None:
            try:
                act()
            except Exception as error:  # noqa: BLE001 - it would vanish into a log
                self.complain(error)

        button.on_click(press)
        return button


def as_html(error: BaseException) -> str:
    """Return what went wrong, in the words of the magic."""
    if isinstance(error, SpeechStoppedError):
        return "Stopped."
    words = (
        "\n".join(error._render_traceback_())
        if isinstance(error, SpeechError)
        else f"{type(error).__name__}: {error}"
    )
    return escape(words).replace("\n", "<br />")
