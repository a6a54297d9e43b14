"""A real kernel, what a notebook holds of its cells, and what our script in a page says to it.

::

    kernel.begin(server, tmp_path)  # the address and the cache
    (cell,) = kernel.run("%%speak\nHello.", page=Page(kernel))
    (live,) = cell.live
    live.audio             # what the live player was fed
    cell.outputs           # what the notebook holds in the end
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

from tests.helpers.environment import KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from jupyter_client.blocking.client import BlockingKernelClient
    from jupyter_client.manager import KernelManager
    from nbformat import NotebookNode

    from tests.helpers.speech_server import SpeechServer

Message = dict[str, Any]

LIMIT = 60.0  # s: a test that waits so long has failed
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
    """Runs cells as a page has them run."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self._manager, self._client = manager, client
        self._subshell = self._new_subshell()

    def begin(self, server: SpeechServer, cache: Path) -> None:
        """Let it speak by this server, with this folder for a cache, and forget what was said before."""
        variables = {
            "ONEROUTER_API_KEY": KEY,
            "ONEROUTER_BASE_URL": server.base_url,
            "IPYTTS_CACHE_DIR": str(cache),
        }
        self._ask("None", before=_BEGIN.format(variables=variables))

    def run(
        self, *cells: str, someone_looks: bool = True, is_kept: bool = True, page: Page | None = None
    ) -> list[Cell]:
        """Run cells, each as soon as the one before it ends, and return what they sent.

        Parameters
        ----------
        someone_looks
            Whether a person could be asked; programs that run notebooks allow no input.
        is_kept
            Whether the cells go into the history.
        page
            Is told of each message when it comes.
        """
        begun = [
            self._client.execute(cell, store_history=is_kept, allow_stdin=someone_looks) for cell in cells
        ]
        ran = {name: Cell() for name in begun}
        under_way = set(begun)
        while under_way:
            message = self._client.get_iopub_msg(timeout=LIMIT)
            name = message["parent_header"].get("msg_id")
            if name in ran:
                ran[name].messages.append(message)
            if page is not None:
                page.see(message)
            if message["content"].get("execution_state") == "idle":
                under_way.discard(name)
        return list(ran.values())

    def interrupt(self) -> None:
        """Press the notebook's button for it."""
        self._manager.interrupt_kernel()

    def tell(self, kind: str, comm_id: str, **content: Any) -> None:
        """Send what belongs to a comm; it is heard while a cell runs if the kernel can do that."""
        message = self._client.session.msg(kind, {"comm_id": comm_id, **content})
        if self._subshell:
            message["header"]["subshell_id"] = self._subshell
        self._client.shell_channel.send(message)

    def wait_for(self, comm_id: str, kind: str = "comm_msg") -> Message:
        """Wait for what comes next by a comm, which must be of a kind, and return its content."""
        while True:
            message = self._client.get_iopub_msg(timeout=LIMIT)
            content: Message = message["content"]
            if content.get("comm_id") == comm_id:
                assert message["msg_type"] == kind
                return content

    @property
    def comms(self) -> list[str]:
        """Return the ids of what is open between the kernel and its pages: each model has one."""
        ids: list[str] = self._ask("list(get_ipython().kernel.comm_manager.comms)")
        return ids

    def wait_until_nothing_remains(self) -> None:
        """Wait until nothing is open between the kernel and its pages."""
        deadline = time.monotonic() + LIMIT
        while comms := self.comms:
            assert time.monotonic() < deadline, f"{len(comms)} comms remain"
            time.sleep(0.05)

    @property
    def listens_while_it_runs(self) -> bool:
        """Whether what a page says is heard before the cell has ended."""
        return self._subshell is not None

    def _ask(self, expression: str, *, before: str = "") -> Any:
        """Return what an expression is worth in the kernel; no cell is run for it."""
        asked = self._client.execute(before, silent=True, user_expressions={"it": expression})
        reply: Message = {"parent_header": {}}
        while reply["parent_header"].get("msg_id") != asked:
            reply = self._client.get_shell_msg(timeout=LIMIT)
        assert reply["content"]["status"] == "ok", reply["content"]["traceback"]
        return ast.literal_eval(reply["content"]["user_expressions"]["it"]["data"]["text/plain"])

    def _new_subshell(self) -> str | None:
        told = self._client.kernel_info(reply=True, timeout=LIMIT)
        if "kernel subshells" not in told["content"].get("supported_features", []):
            return None
        self._client.control_channel.send(self._client.session.msg("create_subshell_request", {}))
        made: str = self._client.get_control_msg(timeout=LIMIT)["content"]["subshell_id"]
        return made


@dataclass
class Cell:
    """What a cell sent, in order."""

    messages: list[Message] = field(default_factory=list)

    def sent(self, *kinds: str) -> list[Message]:
        """Return its messages of some kinds."""
        return [message for message in self.messages if message["msg_type"] in kinds]

    @cached_property
    def states(self) -> list[list[NotebookNode]]:
        """What a notebook held after each message that bears on it, had it been saved just then."""
        held: list[NotebookNode] = []
        displays: dict[str, NotebookNode] = {}
        is_to_be_cleared = False
        states: list[list[NotebookNode]] = [[]]
        for message in self.sent(*_SHOWING):
            kind, content = message["msg_type"], message["content"]
            if kind == "clear_output" and content["wait"]:
                is_to_be_cleared = True
            elif kind == "clear_output":
                held = []
            elif kind == "update_display_data":
                displays[content["transient"]["display_id"]].data = content["data"]
            else:
                held = [] if is_to_be_cleared else held
                is_to_be_cleared = False
                held.append(output_from_msg(message))
                displays[content.get("transient", {}).get("display_id")] = held[-1]
            states.append(copy.deepcopy(held))
        return states

    @property
    def outputs(self) -> list[NotebookNode]:
        """What a notebook holds in the end."""
        return self.states[-1]

    @property
    def printed(self) -> str:
        """What a notebook holds in the end of what was printed."""
        return "".join(output.text for output in self.outputs if output.output_type == "stream")

    @property
    def live(self) -> list[Live]:
        """The live players that a page was given."""
        opened = [message["content"] for message in self.sent("comm_open")]
        return [
            Live(self, content["comm_id"], content["data"]["state"])
            for content in opened
            if "channel_id" in content["data"]["state"]
        ]

    @property
    def scripts(self) -> list[str]:
        """What a page was asked to do at once."""
        shown = [message["content"]["data"] for message in self.sent("display_data", "update_display_data")]
        return [data["application/javascript"] for data in shown if "application/javascript" in data]


@dataclass
class Live:
    """A live player as a page knows it."""

    cell: Cell
    comm_id: str
    state: Message

    @property
    def channel_id(self) -> str:
        """What marks the output in which it stands."""
        channel_id: str = self.state["channel_id"]
        return channel_id

    @property
    def told(self) -> list[Message]:
        """What it was told, but for the audio."""
        told = [message["content"]["data"]["content"] for message in self._messages()]
        return [content for content in told if content["type"] != "audio"]

    @property
    def audio(self) -> bytes:
        """What it was fed."""
        return b"".join(bytes(buffer) for message in self._messages() for buffer in message["buffers"])

    def _messages(self) -> list[Message]:
        sent = self.cell.sent("comm_msg")
        return [message for message in sent if message["content"]["comm_id"] == self.comm_id]


class Page:
    """Does what our script does in a page, but for the sound: it calls, and says when it needs no more.

    Parameters
    ----------
    kernel : Kernel
        Who is called.
    on_audio : callable, optional
        Is called with the page when the first sound is here.
    """

    def __init__(self, kernel: Kernel, on_audio: Callable[[Page], object] | None = None) -> None:
        self._kernel, self._on_audio = kernel, on_audio
        self.comm_id = ""  # of its own comm

    def see(self, message: Message) -> None:
        """Take note of a message, and answer it."""
        data = message["content"].get("data", {})
        if message["msg_type"] == "comm_open" and "channel_id" in data.get("state", {}):
            self.call(data["state"]["channel_id"])
        elif message["msg_type"] == "comm_msg" and data.get("method") == "custom":
            self._hear(data["content"]["type"])

    def _hear(self, kind: str) -> None:
        on_audio = self._on_audio
        if kind == "audio" and on_audio is not None:
            self._on_audio = None
            on_audio(self)
        elif kind == "end":
            self.release()

    def call(self, channel_id: str) -> None:
        """Open a comm of its own to the kernel."""
        self.comm_id = uuid.uuid4().hex
        self._kernel.tell("comm_open", self.comm_id, target_name="ipytts", data={"channel_id": channel_id})

    def stop(self) -> None:
        """Press the player's button."""
        self._kernel.tell("comm_msg", self.comm_id, data={"type": "stop"})

    def release(self) -> None:
        """Say that nothing more is needed."""
        self._kernel.tell("comm_msg", self.comm_id, data={"type": "done"})


def player_label(output: NotebookNode) -> str:
    """Return the accessible name of the player in an output."""
    found = re.match(r'<audio controls="controls" aria-label="([^"]*)"', output.data["text/html"])
    assert found
    return html.unescape(found[1])


def output_types(outputs: list[NotebookNode]) -> list[str]:
    """Return the types of outputs."""
    return [output.output_type for output in outputs]
