"""Code of someone else's, waited for only so long."""

from __future__ import annotations

import contextvars
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 0.1  # seconds, for all texts that one description asks for
_deadline: contextvars.ContextVar[float | None] = contextvars.ContextVar("deadline", default=None)


@contextmanager
def shared() -> Iterator[None]:
    """Let all texts that are asked for within share one `PATIENCE`."""
    if _deadline.get() is not None:
        yield
        return
    token = _deadline.set(time.monotonic() + PATIENCE)
    try:
        yield
    finally:
        _deadline.reset(token)


def ask(function: Callable[[], str]) -> str | None:
    """Return what a function gives, or None if it fails, gives no str, or takes too long.

    It runs in a thread of its own, as nothing else leaves a function that does not end, on the main thread
    and on others alike. One that is late is ended: an exception is raised in it. What catches even that goes
    on in the background; and what holds the interpreter's lock without an end (a loop in C that never lets
    go) cannot be left.
    """
    left = (_deadline.get() or time.monotonic() + PATIENCE) - time.monotonic()
    if left <= 0:
        return None
    told: list[str] = []
    done = threading.Event()
    lock = threading.Lock()

    def run() -> None:
        try:
            text = function()
            if isinstance(text, str):
                told.append(str.__str__(text))
        except BaseException:  # noqa: BLE001, S110 - whatever it is, there is no text then
            pass
        finally:
            with lock:
                done.set()

    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(run,), name="ipytts-describe", daemon=True)
    thread.start()
    if not done.wait(left):
        with lock:
            if not done.is_set():
                _end(thread)
    return told[0] if done.is_set() and told else None


def _end(thread: threading.Thread) -> None:
    from ctypes import c_ulong, py_object, pythonapi

    # SystemExit is the one that a thread may end by without a word.
    pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread.ident or 0), py_object(SystemExit))
