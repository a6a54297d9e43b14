"""A real kernel, the outputs that a notebook keeps of its cells, and a simulation of our script in a page.

::

    kernel.configure(server, tmp_path)  # the address and the cache
    (cell,) = kernel.run("%%speak\nHello.", page=Page(kernel))
    (live,) = cell.live_players
    live.audio             # what the live player received
    cell.outputs           # what the notebook keeps in the end
"""

from __future__ import annotations

import ast
import copy
import html
import re
import time
import uuid
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jupyter_client.manager import start_new_kernel
from nbformat.v4 import output_from_msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from jupyter_client.blocking.client import BlockingKernelClient
    from jupyter_client.manager import KernelManager
    from nbformat import NotebookNode

    from tests.helpers.speech_server import SpeechServer

Message = dict[str, Any]

LIMIT = 120.0  # s: a test that waits longer has failed
_SHOWING = ("stream", "display_data", "update_display_data", "execute_result", "error", "clear_output")
_BEGIN = """
import ipytts, os
os.environ.update({variables!r})
ipytts.SpeechDefaults.clear_instance()
get_ipython().config.pop("SpeechDefaults", None)
get_ipython().run_line_magic("reload_ext", "ipytts")
"""


def new_kernel() -> Iterator[Kernel]:
    """Yield the kernel of a test module."""
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        yield Kernel(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


class Kernel:
    """Runs cells as a page does."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self._manager, self._client = manager, client
        self._subshell = self._new_subshell()

    def configure(self, server: SpeechServer, cache: Path) -> None:
        """Reload the extension with this server and this cache folder, and without notices printed before."""
        variables = {**server.environment, "IPYTTS_CACHE_DIR": str(cache)}
        self._evaluate("None", setup=_BEGIN.format(variables=variables))

    def run(
        self, *cells: str, is_interactive: bool = True, store_history: bool = True, page: Page | None = None
    ) -> list[Cell]:
        """Run cells, each as soon as the one before it ends, and return their messages.

        Parameters
        ----------
        is_interactive
            Whether a person could be asked; programs that run notebooks allow no input.
        store_history
            Whether the cells go into the history.
        page
            Receives each message as it arrives.
        """
        requests = [
            self._client.execute(cell, store_history=store_history, allow_stdin=is_interactive)
            for cell in cells
        ]
        cells_run = {name: Cell() for name in requests}
        running = set(requests)
        while running:
            message = self._client.get_iopub_msg(timeout=LIMIT)
            name = message["parent_header"].get("msg_id")
            if name in cells_run:
                cells_run[name].messages.append(message)
            if page is not None:
                page.receive(message)
            if message["content"].get("execution_state") == "idle":
                running.discard(name)
        return list(cells_run.values())

    def interrupt(self) -> None:
        """Interrupt the running cell, as the notebook's button does."""
        self._manager.interrupt_kernel()

    def send_comm(self, message_type: str, comm_id: str, **content: Any) -> None:
        """Send a comm message; a kernel with subshells handles it while a cell runs."""
        message = self._client.session.msg(message_type, {"comm_id": comm_id, **content})
        if self._subshell:
            message["header"]["subshell_id"] = self._subshell
        self._client.shell_channel.send(message)

    def wait_for_comm(self, comm_id: str, message_type: str = "comm_msg") -> Message:
        """Wait for the next message of a comm, which must be of a type, and return its content."""
        while True:
            message = self._client.get_iopub_msg(timeout=LIMIT)
            content: Message = message["content"]
            if content.get("comm_id") == comm_id:
                assert message["msg_type"] == message_type
                return content

    @property
    def comm_ids(self) -> list[str]:
        """The ids of the open comms between the kernel and its pages: each model has one."""
        ids: list[str] = self._evaluate("list(get_ipython().kernel.comm_manager.comms)")
        return ids

    def wait_until_comms_close(self) -> None:
        """Wait until no comm is open between the kernel and its pages."""
        deadline = time.monotonic() + LIMIT
        while comms := self.comm_ids:
            assert time.monotonic() < deadline, f"{len(comms)} comms remain"
            time.sleep(0.05)

    @property
    def handles_messages_while_running(self) -> bool:
        """Whether the kernel handles a page's messages before the cell has ended."""
        return self._subshell is not None

    def _evaluate(self, expression: str, *, setup: str = "") -> Any:
        """Return the value of an expression in the kernel, without running a cell."""
        request = self._client.execute(setup, silent=True, user_expressions={"it": expression})
        reply: Message = {"parent_header": {}}
        while reply["parent_header"].get("msg_id") != request:
            reply = self._client.get_shell_msg(timeout=LIMIT)
        assert reply["content"]["status"] == "ok", reply["content"]["traceback"]
        return ast.literal_eval(reply["content"]["user_expressions"]["it"]["data"]["text/plain"])

    def _new_subshell(self) -> str | None:
        info = self._client.kernel_info(reply=True, timeout=LIMIT)
        if "kernel subshells" not in info["content"].get("supported_features", []):
            return None
        self._client.control_channel.send(self._client.session.msg("create_subshell_request", {}))
        subshell_id: str = self._client.get_control_msg(timeout=LIMIT)["content"]["subshell_id"]
        return subshell_id


@dataclass
class Cell:
    """The messages of a cell, in order."""

    messages: list[Message] = field(default_factory=list)

    def sent(self, *message_types: str) -> list[Message]:
        """Return the messages of some types."""
        return [message for message in self.messages if message["msg_type"] in message_types]

    @cached_property
    def states(self) -> list[list[NotebookNode]]:
        """The outputs that a notebook would save after each message that changes them."""
        outputs: list[NotebookNode] = []
        displays: dict[str, NotebookNode] = {}
        clears_on_next = False
        states: list[list[NotebookNode]] = [[]]
        for message in self.sent(*_SHOWING):
            kind, content = message["msg_type"], message["content"]
            if kind == "clear_output" and content["wait"]:
                clears_on_next = True
            elif kind == "clear_output":
                outputs = []
            elif kind == "update_display_data":
                displays[content["transient"]["display_id"]].data = content["data"]
            else:
                outputs = [] if clears_on_next else outputs
                clears_on_next = False
                outputs.append(output_from_msg(message))
                displays[content.get("transient", {}).get("display_id")] = outputs[-1]
            states.append(copy.deepcopy(outputs))
        return states

    @property
    def outputs(self) -> list[NotebookNode]:
        """The outputs that a notebook keeps in the end."""
        return self.states[-1]

    @property
    def printed(self) -> str:
        """The printed text that a notebook keeps in the end."""
        return "".join(output.text for output in self.outputs if output.output_type == "stream")

    @property
    def live_players(self) -> list[LivePlayer]:
        """The live players that the cell opened in a page."""
        opened = [message["content"] for message in self.sent("comm_open")]
        return [
            LivePlayer(self, content["comm_id"], content["data"]["state"])
            for content in opened
            if "channel_id" in content["data"].get("state", {})
        ]

    @property
    def announcements(self) -> list[str]:
        """The texts that the cell gave to a screen reader."""
        opened = [message["content"] for message in self.sent("comm_open")]
        return [
            content["data"]["text"] for content in opened if content["target_name"] == "ipytts.announcements"
        ]

    @property
    def scripts(self) -> list[str]:
        """The scripts that a page runs at once."""
        shown = [message["content"]["data"] for message in self.sent("display_data", "update_display_data")]
        return [data["application/javascript"] for data in shown if "application/javascript" in data]


@dataclass
class LivePlayer:
    """A live player as a page sees it."""

    cell: Cell
    comm_id: str
    state: Message

    @property
    def channel_id(self) -> str:
        """The mark of the output in which it is shown."""
        channel_id: str = self.state["channel_id"]
        return channel_id

    @property
    def messages(self) -> list[Message]:
        """The contents of its messages, without the audio."""
        contents = [message["content"]["data"]["content"] for message in self._comm_messages()]
        return [content for content in contents if content["type"] != "audio"]

    @property
    def audio(self) -> bytes:
        """The audio that it received."""
        return b"".join(bytes(buffer) for message in self._comm_messages() for buffer in message["buffers"])

    def _comm_messages(self) -> list[Message]:
        sent = self.cell.sent("comm_msg")
        return [message for message in sent if message["content"]["comm_id"] == self.comm_id]


class Page:
    """Acts as our script in a page, without sound: it opens a comm, and reports when it has ended.

    Parameters
    ----------
    kernel : Kernel
        The kernel to which it opens the comm.
    on_player : callable, optional
        Called with the page when the live player is shown.
    """

    def __init__(self, kernel: Kernel, on_player: Callable[[Page], object] | None = None) -> None:
        self._kernel, self._on_player = kernel, on_player
        self.comm_id = ""  # of its own comm to the kernel

    def receive(self, message: Message) -> None:
        """React to a message of the kernel."""
        data = message["content"].get("data", {})
        if message["msg_type"] == "comm_open" and "channel_id" in data.get("state", {}):
            self.connect(data["state"]["channel_id"])
        elif message["msg_type"] == "comm_msg" and data.get("method") == "custom":
            if data["content"].get("type") == "end":
                self.disconnect()
        elif self._on_player is not None and "data-ipytts-channel" in data.get("text/html", ""):
            self._on_player(self)

    def connect(self, channel_id: str) -> None:
        """Open a comm to the kernel."""
        self.comm_id = uuid.uuid4().hex
        self._kernel.send_comm(
            "comm_open", self.comm_id, target_name="ipytts", data={"channel_id": channel_id}
        )

    def press_stop(self) -> None:
        """Press the player's Stop button."""
        self._kernel.send_comm("comm_msg", self.comm_id, data={"type": "stop"})

    def disconnect(self) -> None:
        """Report that the page needs nothing more."""
        self._kernel.send_comm("comm_msg", self.comm_id, data={"type": "done"})


def player_label(output: NotebookNode) -> str:
    """Return the accessible name of the player in an output."""
    found = re.match(r'<audio controls="controls" aria-label="([^"]*)"', output.data["text/html"])
    assert found
    return html.unescape(found[1])


def player_id(output: NotebookNode) -> str:
    """Return what the page finds the player in an output by."""
    found = re.search(r' data-ipytts="([0-9a-f]+)"', output.data["text/html"])
    assert found
    return found[1]


def output_types(outputs: list[NotebookNode]) -> list[str]:
    """Return the types of outputs."""
    return [output.output_type for output in outputs]
