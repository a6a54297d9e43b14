"""A server as a process of its own: started on a free port, awaited, and ended."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

STARTED = 180.0  # s: a few are usual; a server that takes so long has failed
_ENDED = 10.0  # s: what a server gets to end by itself


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def server_process(
    command: Sequence[str | Path], health_url: str, *, cwd: Path, env: Mapping[str, str], log: Path
) -> Iterator[None]:
    """Run a server within the block, which begins once `health_url` answers with success.

    Parameters
    ----------
    command
        The program and its arguments.
    health_url
        The address that answers as soon as the server is ready.
    cwd
        The folder to run it in.
    env
        Variables beside those of the tests.
    log
        The file for what the server prints; an error of the start shows it.
    """
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **env}, stdout=output, stderr=output
        ) as process,
    ):
        try:
            _wait_for(health_url, process, log)
            yield
        finally:
            _end(process)


def _wait_for(health_url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTED
    while time.monotonic() < end and process.poll() is None:
        try:
            if requests.get(health_url, timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.1)
    raise TimeoutError(f"The server does not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_ENDED)
    except subprocess.TimeoutExpired:
        process.kill()
