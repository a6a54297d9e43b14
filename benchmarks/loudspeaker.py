"""A loudspeaker whose sound is recorded: PulseAudio without a sound card.

Recording in the page's own audio graph would change the measurement: there players start with another delay,
by a tenth of a second.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.hearing import RATE
from tests.helpers.jupyter_browser import launched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser

    from tests.helpers.sounds import Samples

_WIDTH = 2  # bytes of a sample
_START_TIMEOUT = 10.0  # s
_NAME = "heard"
_RECORD = (
    *("parec", "--device", f"{_NAME}.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"),
    "--latency-msec=10",
)


class Loudspeaker:
    """Records its sound in a file."""

    def __init__(self, record: Path) -> None:
        self._record = record

    def position(self) -> int:
        """Return how many samples have been recorded."""
        return self._record.stat().st_size // _WIDTH

    def heard(self, since: int) -> tuple[Samples, float]:
        """Return the samples after a position, and when they began, in s since the epoch, to 20 ms."""
        now, until = time.time(), self.position()
        with self._record.open("rb") as file:
            file.seek(since * _WIDTH)
            pcm = np.frombuffer(file.read((until - since) * _WIDTH), "<i2")
        return pcm.astype(np.float32) / np.float32(32768), now - len(pcm) / RATE


@contextmanager
def loudspeaker() -> Iterator[Loudspeaker]:
    """Run a loudspeaker that programs started within the block use."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ending:
        socket, record = Path(folder, "socket"), Path(folder, "record")
        serve = (
            *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
            f"--load=module-native-protocol-unix socket={socket} auth-anonymous=1",
            f"--load=module-null-sink sink_name={_NAME} rate=48000",
        )
        own = {"HOME": folder, "XDG_RUNTIME_DIR": folder, "PULSE_SERVER": f"unix:{socket}"}
        ending.enter_context(_running(serve, own, Path(folder, "log")))
        _wait_for(socket)
        os.environ["PULSE_SERVER"] = own["PULSE_SERVER"]
        ending.callback(os.environ.pop, "PULSE_SERVER")
        ending.enter_context(_running(_RECORD, own, record))
        yield Loudspeaker(record)


@contextmanager
def loud_chromium() -> Iterator[Browser]:
    """Run a browser without a window; it is not muted, as Playwright's default is."""
    with (
        sync_playwright() as playwright,
        launched(playwright.chromium, ignore_default_args=["--mute-audio"]) as browser,
    ):
        yield browser


@contextmanager
def _running(command: tuple[str, ...], env: Mapping[str, str], output: Path) -> Iterator[None]:
    with output.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - ours
            command, env={**os.environ, **env}, stdout=file, stderr=subprocess.DEVNULL
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(path: Path) -> None:
    end = time.monotonic() + _START_TIMEOUT
    while not path.exists():
        if time.monotonic() > end:
            raise RuntimeError("PulseAudio does not start.")
        time.sleep(0.05)
