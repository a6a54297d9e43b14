"""A line from the page to the kernel that is heard while a cell runs."""

from __future__ import annotations

import secrets
from abc import abstractmethod
from typing import Any, ClassVar
from weakref import WeakValueDictionary

import anywidget
from IPython.core.getipython import get_ipython
from traitlets import Unicode

_TARGET = "ipytts"  # the name under which the page calls back


class Channel(anywidget.AnyWidget):
    """A model without a view, which brings a script to the page.

    The page calls back by a comm of its own, because JupyterLab sends what belongs to such a comm to a
    subshell of the kernel, where it is heard while a cell runs.

    Parameters
    ----------
    traits : str or bool
        What the page is to know.

    Attributes
    ----------
    place : str
        What the page knows it by.
    is_heard : bool
        Whether a page has called.
    """

    place = Unicode().tag(sync=True)

    _by_place: ClassVar[WeakValueDictionary[str, Channel]] = WeakValueDictionary()

    def __init__(self, **traits: str | bool) -> None:
        self._callers: list[Any] = []  # comms
        self.is_heard = False
        place = secrets.token_hex(8)
        self._by_place[place] = self
        kernel = getattr(get_ipython(), "kernel", None)
        if kernel is not None:
            kernel.comm_manager.register_target(_TARGET, _answer)
        super().__init__(place=place, **traits)
        self.on_msg(lambda _, message, __: self.hear(message))  # from pages that cannot call

    def close(self) -> None:
        """Leave nothing in the kernel; the layout, which this model cannot do without, is a model too."""
        self._by_place.pop(self.place, None)  # the collector may take its time
        self.layout.close()
        for comm in self._callers:
            comm.close()
        super().close()

    def called(self, comm: Any, *, waits: bool) -> None:  # noqa: ARG002 - matters to who inherits
        """Listen to a page that has called; if it `waits`, it lacks what came before."""
        self.is_heard = True
        comm.on_msg(lambda message: self.hear(message["content"]["data"]))
        self._callers.append(comm)

    @abstractmethod
    def hear(self, message: dict[str, Any]) -> None:
        """Hear what the page says."""


def _answer(comm: Any, message: dict[str, Any]) -> None:
    told = message["content"]["data"]
    line = Channel._by_place.get(told.get("place"))  # noqa: SLF001 - of this module
    if line is None:
        comm.close()
    else:
        line.called(comm, waits=told.get("waits", True))
