"""The cost of a hundred takes in the playground, in a real kernel: time, bytes for the page, memory."""

from __future__ import annotations

import ast
import os
import statistics
import time
from typing import TYPE_CHECKING, Any

from jupyter_client.manager import start_new_kernel

from benchmarks.figures import Figures, Row
from benchmarks.server import AT_ONCE, KEY, serving
from benchmarks.texts import prose

if TYPE_CHECKING:
    from jupyter_client.blocking.client import BlockingKernelClient

_TAKES = 100
_EDGE = 10  # takes that are averaged at the beginning and at the end
_CHARACTERS = 180  # of the text
_TIMEOUT = 60.0  # s
_FIRST_CELL = """
import ipytts, psutil
widget = ipytts.playground({text!r})
_ = widget.speak()
widget
"""
_NEXT_CELL = "widget.text += '.'; _ = widget.speak()"  # another text, which makes other audio
_MEMORY = "psutil.Process().memory_info().rss"


def run() -> Figures:
    """Measure each take from its request to the idle kernel, and the bytes sent to the page for it."""
    with serving(AT_ONCE) as server:
        variables = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": server.base_url, "IPYTTS_SERVICE": "openai"}
        manager, client = start_new_kernel(kernel_name="python3", env={**os.environ, **variables})
        try:
            _run(client, _FIRST_CELL.format(text=prose(_CHARACTERS, _CHARACTERS)))
            size = _value(client, "len(widget.takes[0].data)")
            before = _value(client, _MEMORY)
            times, sent = zip(*(_run(client, _NEXT_CELL) for _ in range(_TAKES)), strict=True)
            grown = _value(client, _MEMORY) - before
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    early, late = (statistics.median(times[part]) for part in (slice(_EDGE), slice(-_EDGE, None)))
    rows = [
        Row(
            f"a take of {size / 1e3:.0f} kB in the playground: the first and the last {_EDGE} of {_TAKES}",
            f"{early * 1e3:.0f} ms, {late * 1e3:.0f} ms",
            "the last at most 1.5 times the first",
            late <= 1.5 * early,
        ),
        Row(
            "bytes sent to the page for the last take, for each byte of its audio",
            f"{sent[-1] / size:.2f}",
        ),
        Row(
            "memory in the kernel for each take, for each byte of its audio",
            f"{grown / _TAKES / size:.2f}",
        ),
    ]
    return Figures(rows, "seconds for a take", {"takes, in order": list(times)})


def _run(client: BlockingKernelClient, code: str) -> tuple[float, int]:
    """Run a cell; return its seconds, and the bytes that it sent to the page."""
    begun = time.monotonic()
    request = client.execute(code, allow_stdin=True)
    size = 0
    while True:
        message = client.get_iopub_msg(timeout=_TIMEOUT)
        content: dict[str, Any] = message["content"]
        if content.get("execution_state") == "idle" and message["parent_header"].get("msg_id") == request:
            return time.monotonic() - begun, size
        size += len(client.session.pack(content)) + sum(len(buffer) for buffer in message["buffers"])


def _value(client: BlockingKernelClient, expression: str) -> int:
    reply = client.execute("", silent=True, user_expressions={"it": expression}, reply=True, timeout=_TIMEOUT)
    return int(ast.literal_eval(reply["content"]["user_expressions"]["it"]["data"]["text/plain"]))
