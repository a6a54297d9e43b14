"""Messages of the playground: its status, its errors, and copied code."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ipywidgets import HTML, Button, VBox

from ipytts.errors import SpeechError, SpeechStoppedError


class Messages(VBox):
    """The status and the last error; a screen reader reads both out as they come."""

    def __init__(self) -> None:
        self._status, self._error = HTML(), HTML()
        self._status.add_class("ipytts-status")
        self._error.add_class("ipytts-error")
        super().__init__([self._error, self._status])

    def show_status(self, text: str) -> None:
        """Show a status in place of the one before, and of an error."""
        self.clear_error()
        self._status.value = escape(text).replace("\n", "<br />")

    def show_error(self, error: BaseException) -> None:
        """Show an error as the magics do."""
        self._status.value = ""
        self._error.value = format_error(error)

    def clear_error(self, _: object = None) -> None:
        """Remove an error: what it was about has changed."""
        self._error.value = ""

    def show_code(self, text: str, code: str) -> None:
        """Show code, below a text."""
        self.clear_error()
        self._status.value = f'{escape(text)}<pre tabindex="0">{escape(code)}</pre>'

    def button(
        self, label: str, on_click: Callable[[], object], *, style: str = "", name: str = ""
    ) -> Button:
        """Return a button whose errors are shown here.

        `style` is a button style of ipywidgets; by `name` the script in the page finds the button.
        """
        button = Button(description=label, button_style=style)
        if name:
            button.add_class(f"ipytts-{name}")

        def click(_: Button) -> None:
            try:
                on_click()
            except Exception as error:  # noqa: BLE001 - ipywidgets would hide it in a log
                self.show_error(error)

        button.on_click(click)
        return button


def format_error(error: BaseException) -> str:
    """Return an error as HTML, with the same message as in the magics."""
    if isinstance(error, SpeechStoppedError):
        return "Stopped."
    text = (
        "\n".join(error._render_traceback_())
        if isinstance(error, SpeechError)
        else f"{type(error).__name__}: {error}"
    )
    return escape(text).replace("\n", "<br />")
