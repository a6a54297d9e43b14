"""A dropdown whose last entry lets a person type another name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ipywidgets import Dropdown, Text, VBox
from traitlets import Tuple, Unicode, observe

from ipytts.widget.tooltips import with_tooltip

if TYPE_CHECKING:
    from ipytts.config import Setting

_DEFAULT, _OTHER = "", "\0"  # values that are no names


class EditableDropdown(VBox):
    """A dropdown of names, with a field for a name that is not among them.

    The declaration of the setting has the labels of the dropdown and of the field; without a label for it,
    there is no field.
    """

    chosen = Unicode(None, allow_none=True)  # a name; None for the default
    names = Tuple()  # to choose from

    @property
    def typed(self) -> str | None:
        """The text of the field for another name; None where the field is not shown."""
        return self._other.value.strip() if self._other in self.children else None

    def __init__(self, setting: Setting) -> None:
        self._default = ""
        self._has_other = bool(setting.other_label)
        self._dropdown = with_tooltip(Dropdown(description=setting.label), setting.sentence)
        self._other = with_tooltip(Text(description=setting.other_label, continuous_update=False))
        super().__init__([self._dropdown])
        self._is_updating = False
        self._dropdown.observe(self._on_select, "value")
        self._other.observe(self._on_type, "value")

    def set_names(self, names: Sequence[str], default: str) -> None:
        """Set the names to choose from; the chosen name stays."""
        self._default = default
        self.names = tuple(dict.fromkeys([default, *names]))
        self._update()

    @observe("chosen")
    def _update(self, _: object = None) -> None:
        others = [name for name in self.names if name != self._default]
        options = [(f"{self._default} (default)", _DEFAULT), *((name, name) for name in others)]
        if self._has_other:
            options.append(("Another…", _OTHER))
        chosen = self.chosen if self.chosen != self._default else None
        is_other = chosen is not None and chosen not in others
        if is_other and not self._has_other:
            options.append((chosen, chosen))  # chosen with another service
            is_other = False
        self._is_updating = True
        try:
            if self._dropdown.options != tuple(options):
                self._dropdown.options = tuple(options)
            self._dropdown.value = _OTHER if is_other else (chosen or _DEFAULT)
            self._other.value = chosen if is_other and chosen else ""
            self._show_other(is_shown=is_other)
        finally:
            self._is_updating = False

    def _show_other(self, *, is_shown: bool) -> None:
        shown: tuple[Any, ...] = (self._dropdown, self._other) if is_shown else (self._dropdown,)
        self.set_trait("children", shown)

    def _on_select(self, change: dict[str, str]) -> None:
        if self._is_updating:
            return
        self._show_other(is_shown=change["new"] == _OTHER)
        if change["new"] != _OTHER:
            self.chosen = change["new"] or None

    def _on_type(self, change: dict[str, str]) -> None:
        if not self._is_updating and (name := change["new"].strip()):
            self.chosen = name
