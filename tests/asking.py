"""Asking the test server as the package does."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from ipytts import Listener, Service, Speech, speak
from tests.conftest import KEY

if TYPE_CHECKING:
    from ipytts.stopping import Stop
    from tests.speech_server import SpeechServer

TEXT = "Hello from the test."


def service_of(server: SpeechServer) -> Service:
    """Return the service that the server is, with the key that it asks for."""
    if server.auth is None:
        return Service(server.base_url)
    return Service(server.base_url, key=KEY, authorization=server.auth)


def ask(server: SpeechServer, text: str = TEXT, **options: Any) -> Speech:
    return speak(text, **{"service": service_of(server), "timeout": 20, **options})


class Recorder(Listener):
    """Keeps what arrives, and can end it."""

    stop: Stop

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def on_start(self, stop: Stop) -> None:
        self.stop = stop

    def on_audio(self, data: bytes) -> None:
        self.pieces.append(data)

    def end(self) -> None:
        self.stop.set()


def assert_no_thread_remains() -> None:
    """Wait a moment until no request is carried any more."""
    deadline = time.monotonic() + 5
    while any(thread.name == "ipytts-fetch" for thread in threading.enumerate()):
        assert time.monotonic() < deadline, "a request's thread goes on"
        time.sleep(0.01)
