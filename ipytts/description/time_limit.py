"""A time limit for calls of foreign code, such as the ``__repr__`` of a class."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

_T = TypeVar("_T")
TIME_LIMIT = 0.1  # s, for all calls that one description makes
_deadline: contextvars.ContextVar[float | None] = contextvars.ContextVar("deadline", default=None)


@contextmanager
def shared() -> Iterator[None]:
    """Let all calls within the block share one time limit."""
    if _deadline.get() is not None:
        yield
        return
    token = _deadline.set(time.monotonic() + TIME_LIMIT)
    try:
        yield
    finally:
        _deadline.reset(token)


def call(function: Callable[[], object], kind: type[_T]) -> _T | None:
    """Return the result of a function, or None if it fails, takes too long, or returns no object of a kind.

    The function runs in a thread of its own, as only then a call that does not end can be abandoned. After
    the time limit an exception is raised in that thread. If the function catches it, it goes on in the
    background. A loop in C that never releases the interpreter's lock cannot be abandoned.
    """
    left = (_deadline.get() or time.monotonic() + TIME_LIMIT) - time.monotonic()
    if left <= 0:
        return None
    results: list[_T] = []
    done = threading.Event()
    lock = threading.Lock()

    def run() -> None:
        try:
            result = function()
            if issubclass(type(result), kind):  # `isinstance` trusts an object's `__class__`
                results.append(cast("_T", result))
        except BaseException:  # noqa: BLE001, S110 - foreign code may raise anything; the caller gets None
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
    return results[0] if done.is_set() and results else None


def _end(thread: threading.Thread) -> None:
    from ctypes import c_ulong, py_object, pythonapi

    # A thread ends silently by SystemExit, and by no other exception.
    pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread.ident or 0), py_object(SystemExit))
