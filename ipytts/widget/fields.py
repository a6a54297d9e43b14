"""Fields for a number and for a text; like `EditableDropdown`, each has a trait `chosen`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import BoundedFloatText, Text
from traitlets import Float, Unicode, observe

from ipytts.widget.tooltips import with_tooltip

if TYPE_CHECKING:
    from ipytts.config import Setting

_STEP = 0.05  # of a number


class NumberField(BoundedFloatText):
    """A field for the number of a setting."""

    chosen = Float(None, allow_none=True)  # None for the default

    def __init__(self, setting: Setting) -> None:
        self._default = setting.normal
        low, high = setting.range or (None, None)
        super().__init__(description=setting.label, min=low, max=high, step=_STEP, value=setting.normal)
        with_tooltip(self, setting.sentence)
        self.observe(self._on_value, "value")

    def set_default(self, default: float) -> None:
        """Set the number to show where none is chosen."""
        self._default = default
        self._show()

    @observe("chosen")
    def _show(self, _: object = None) -> None:
        self.value = self._default if self.chosen is None else self.chosen

    def _on_value(self, change: dict[str, Any]) -> None:
        self.chosen = None if change["new"] == self._default else change["new"]


class TextField(Text):
    """A field for the text of a setting, on one line."""

    chosen = Unicode(None, allow_none=True)  # None for the default
    value: Any

    def __init__(self, setting: Setting) -> None:
        self._hint = setting.sentence
        super().__init__(description=setting.label, placeholder=self._hint)
        with_tooltip(self, setting.sentence)
        self.add_class("ipytts-wide")
        self.observe(self._on_value, "value")

    def set_default(self, default: str | None) -> None:
        """Set the text that is used where none is chosen."""
        self.placeholder = default or self._hint

    @observe("chosen")
    def _show(self, _: object = None) -> None:
        if (self.chosen or "") != self.value.strip():
            self.value = self.chosen or ""

    def _on_value(self, change: dict[str, Any]) -> None:
        self.chosen = change["new"].strip() or None
