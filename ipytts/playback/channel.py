"""A channel from the page to the kernel whose messages arrive while a cell runs."""

from __future__ import annotations

import secrets
from abc import abstractmethod
from typing import Any, ClassVar
from weakref import WeakValueDictionary

import anywidget
from IPython.core.getipython import get_ipython
from traitlets import Unicode

_TARGET = "ipytts"  # the name under which the page opens a comm


class Channel(anywidget.AnyWidget):
    """A model without a view, which brings a script to the page.

    The page opens a comm of its own, because JupyterLab sends the messages of such a comm to a subshell of
    the kernel, which handles them while a cell runs. `traits` are further traits for the page.
    """

    channel_id = Unicode().tag(sync=True)  # the name of the channel in the page

    _channels: ClassVar[WeakValueDictionary[str, Channel]] = WeakValueDictionary()

    def __init__(self, **traits: str | bool) -> None:
        self._comms: list[Any] = []
        self.is_connected = False  # whether a page has opened a comm
        channel_id = secrets.token_hex(8)
        self._channels[channel_id] = self
        kernel = getattr(get_ipython(), "kernel", None)
        if kernel is not None:
            kernel.comm_manager.register_target(_TARGET, _accept)
        super().__init__(channel_id=channel_id, **traits)
        # A page that cannot open a comm sends to the model.
        self.on_msg(lambda _, message, __: self.on_message(message))

    def close(self) -> None:
        """Close the model, its comms, and its layout, which is a model too."""
        self._channels.pop(self.channel_id, None)  # the garbage collector may do so much later
        self.layout.close()
        for comm in self._comms:
            comm.close()
        super().close()

    def on_connect(self, comm: Any, *, needs_result: bool) -> None:  # noqa: ARG002 - for subclasses
        """Receive the messages of a page; a page that `needs_result` has missed earlier messages."""
        self.is_connected = True
        comm.on_msg(lambda message: self.on_message(message["content"]["data"]))
        self._comms.append(comm)

    @abstractmethod
    def on_message(self, message: dict[str, Any]) -> None:
        """Handle a message from the page."""


def _accept(comm: Any, message: dict[str, Any]) -> None:
    data = message["content"]["data"]
    channel = Channel._channels.get(data.get("channel_id"))  # noqa: SLF001 - of this module
    if channel is None:
        comm.close()
    else:
        channel.on_connect(comm, needs_result=data.get("needs_result", True))
