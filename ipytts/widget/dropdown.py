"""A list to choose a name from, with room for one that is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import Dropdown, Text, VBox
from traitlets import Tuple, Unicode, observe

if TYPE_CHECKING:
    from collections.abc import Sequence

_USUAL, _ANOTHER = "", "\0"  # values that are no names


class EditableDropdown(VBox):
    """A list to choose a name from, whose last entry lets another be typed.

    Parameters
    ----------
    label : str
        What it is called.
    another : str
        What the field for another name is called; there is none unless given.

    Attributes
    ----------
    chosen : str or None
        The name; None stands for what is usual.
    names : tuple of str
        What there is to choose from.
    """

    chosen = Unicode(None, allow_none=True)
    names = Tuple()

    def __init__(self, label: str, another: str = "") -> None:
        self._usual = ""
        self._has_other = bool(another)
        self._list = Dropdown(description=label)
        self._other = Text(description=another, continuous_update=False)
        super().__init__([self._list])
        self._is_filling = False
        self._list.observe(self._pick, "value")
        self._other.observe(self._type, "value")

    def offer(self, names: Sequence[str], usual: str) -> None:
        """Let there be these names, of which one is usual; what was chosen stays."""
        self._usual = usual
        self.names = tuple(dict.fromkeys([usual, *names]))
        self._show()

    @observe("chosen")
    def _show(self, _: object = None) -> None:
        others = [name for name in self.names if name != self._usual]
        options = [(f"{self._usual} (default)", _USUAL), *((name, name) for name in others)]
        if self._has_other:
            options.append(("Another…", _ANOTHER))
        chosen = self.chosen if self.chosen != self._usual else None
        is_other = chosen is not None and chosen not in others
        self._is_filling = True
        try:
            if self._list.options != tuple(options):
                self._list.options = tuple(options)
            self._list.value = _ANOTHER if is_other else (chosen or _USUAL)
            self._other.value = chosen if is_other and chosen else ""
            self._show_other(is_shown=is_other)
        finally:
            self._is_filling = False

    def _show_other(self, *, is_shown: bool) -> None:
        shown: tuple[Any, ...] = (self._list, self._other) if is_shown else (self._list,)
        self.set_trait("children", shown)

    def _pick(self, change: dict[str, str]) -> None:
        if self._is_filling:
            return
        self._show_other(is_shown=change["new"] == _ANOTHER)
        if change["new"] != _ANOTHER:
            self.chosen = change["new"] or None

    def _type(self, change: dict[str, str]) -> None:
        if not self._is_filling and (name := change["new"].strip()):
            self.chosen = name
