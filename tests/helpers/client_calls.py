"""Request speech from the test server, and stop it at a certain moment."""

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
TIMEOUT = 20.0  # s; how long a request that hangs lasts if nothing ends it
AT_ONCE = 5.0  # s; the goal is 0.2, but the machine may be busy; it must be far below `TIMEOUT`
_MAX_WAIT = 60.0  # s; a test that waits longer has failed


def service_of(server: SpeechServer) -> Service:
    """Return the service at a test server, with the key that it requires."""
    if server.auth is None:
        return Service(server.base_url)
    return Service(server.base_url, key=KEY, authorization=server.auth)


def ask(server: SpeechServer, text: str = TEXT, **options: Any) -> Speech:
    return speak(text, **{"service": service_of(server), "timeout": TIMEOUT, "cache": False, **options})


class Recorder(Listener):
    """Records the audio that arrives, and can stop the speech."""

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
        """Wait until the speech has begun."""
        self._wait_until(lambda: hasattr(self, "stop"), "the start")

    def wait_for_bytes(self, count: int) -> None:
        """Wait until `count` bytes have arrived."""
        self._wait_until(lambda: len(self.data) >= count, f"{count} bytes")

    def _wait_until(self, met: Callable[[], bool], what: str) -> None:
        with self._changed:
            if not self._changed.wait_for(met, _MAX_WAIT):
                raise TimeoutError(f"Waited for {what}; {len(self.data)} bytes have arrived.")


def stop(listener: Recorder) -> None:
    listener.end()


def interrupt(_: Recorder) -> None:
    os.kill(os.getpid(), signal.SIGINT)  # as Jupyter does it


ENDS = pytest.mark.parametrize(
    ("end", "error"), [(stop, SpeechStoppedError), (interrupt, SpeechInterrupt)], ids=["stop", "interrupt"]
)


@contextmanager
def ending(when: Callable[[], object], end: Callable[[], object]) -> Iterator[list[float]]:
    """Call `end` from another thread as soon as `when` returns; yield the time of that call, in s."""
    times: list[float] = []
    over = threading.Event()

    def run() -> None:
        when()
        if not over.is_set():  # else an interrupt would hit another test
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
    """Speak, call `end` when `when` returns, and return the error, which must come at once."""
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


def request_threads() -> list[threading.Thread]:
    """Return the threads of requests."""
    return [thread for thread in threading.enumerate() if thread.name == "ipytts-part"]


def assert_no_thread_remains() -> None:
    """Wait until the threads of all requests have ended."""
    deadline = time.monotonic() + AT_ONCE
    while request_threads():
        assert time.monotonic() < deadline, "a request's thread goes on"
        time.sleep(0.01)
