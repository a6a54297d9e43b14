"""Asking the test server as the package does, and ending it at a certain moment."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Listener, Service, Speech, speak
from ipytts.errors import SpeechInterrupt, SpeechStoppedError
from tests.helpers.environment import KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipytts.services.cancellation import Stop
    from tests.helpers.speech_server import SpeechServer

TEXT = "Hello from the test."
PARAGRAPHS = [
    f"Paragraph {number} is about the {number * 7}th row of the table. It has a second sentence, so that it "
    f"is long enough to stand alone; its number is {number}.\n\n"
    for number in range(12)
]
LONG_TEXT = "".join(PARAGRAPHS).strip()
TIMEOUT = 20.0  # s; how long what hangs would last if nothing ended it
AT_ONCE = 5.0  # s; 0.2 is wanted, but the machine may be busy: far below `TIMEOUT` is what counts
_LIMIT_OF_WAITING = 10.0  # s: a test that waits so long has failed


def service_of(server: SpeechServer) -> Service:
    """Return the service that the server is, with the key that it asks for."""
    if server.auth is None:
        return Service(server.base_url)
    return Service(server.base_url, key=KEY, authorization=server.auth)


def ask(server: SpeechServer, text: str = TEXT, **options: Any) -> Speech:
    return speak(text, **{"service": service_of(server), "timeout": TIMEOUT, "cache": False, **options})


class Recorder(Listener):
    """Keeps what arrives, and can end it."""

    stop: Stop

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self._changed = threading.Condition()

    @property
    def data(self) -> bytes:
        return b"".join(self.pieces)

    def on_start(self, stop: Stop) -> None:
        with self._changed:
            self.stop = stop
            self._changed.notify_all()

    def on_audio(self, data: bytes) -> None:
        with self._changed:
            self.pieces.append(data)
            self._changed.notify_all()

    def end(self) -> None:
        self.stop.set()

    def wait_for_start(self) -> None:
        """Wait until there is something to stop."""
        self._wait_until(lambda: hasattr(self, "stop"), "the start")

    def wait_for_bytes(self, count: int) -> None:
        """Wait until so many bytes have come."""
        self._wait_until(lambda: len(self.data) >= count, f"{count} bytes")

    def _wait_until(self, met: Callable[[], bool], what: str) -> None:
        with self._changed:
            if not self._changed.wait_for(met, _LIMIT_OF_WAITING):
                raise TimeoutError(f"Waited for {what}; {len(self.data)} bytes have come.")


def stop(listener: Recorder) -> None:
    listener.end()


def interrupt(_: Recorder) -> None:
    os.kill(os.getpid(), signal.SIGINT)  # as Jupyter does it


ENDS = pytest.mark.parametrize(
    ("end", "error"), [(stop, SpeechStoppedError), (interrupt, SpeechInterrupt)], ids=["stop", "interrupt"]
)


@contextmanager
def ending(when: Callable[[], object], end: Callable[[], object]) -> Iterator[list[float]]:
    """Call `end` from another thread as soon as `when` returns; yield the time at which that was, in s."""
    times: list[float] = []
    over = threading.Event()

    def run() -> None:
        when()
        if not over.is_set():  # an interrupt would hit another test
            times.append(time.monotonic())
            end()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield times
    finally:
        over.set()
        thread.join()


def speak_until(
    when: Callable[[Recorder], object],
    end: Callable[[Recorder], None],
    error: type[BaseException],
    text: str = TEXT,
    **options: Any,
) -> SpeechStoppedError | SpeechInterrupt:
    """Speak, end it when `when` returns, and return the error, which must come at once."""
    listener = Recorder()
    with (
        ending(lambda: when(listener), lambda: end(listener)) as ended_at,
        pytest.raises(error) as caught,
    ):
        speak(text, **{"timeout": TIMEOUT, "listener": listener, "cache": False, **options})
    assert time.monotonic() - ended_at[0] < AT_ONCE
    assert_no_thread_remains()
    assert isinstance(caught.value, SpeechStoppedError | SpeechInterrupt)
    return caught.value


def carrying_threads() -> list[threading.Thread]:
    """Return the threads that carry requests."""
    return [thread for thread in threading.enumerate() if thread.name == "ipytts-fetch"]


def assert_no_thread_remains() -> None:
    """Wait a moment until no request is carried any more."""
    deadline = time.monotonic() + AT_ONCE
    while carrying_threads():
        assert time.monotonic() < deadline, "a request's thread goes on"
        time.sleep(0.01)
