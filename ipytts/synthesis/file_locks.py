"""Locks of the kernel's on files, between processes and threads; none outlives its holder."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from filelock import BaseFileLock

_LOOK = 0.05  # s; so often one who waits looks again


@contextlib.contextmanager
def holding(path: Path, is_over: Callable[[], bool]) -> Iterator[None]:
    """Wait for a lock and hold it within the block; where files cannot be locked, do without.

    Parameters
    ----------
    path : Path
        The file, which is there as long as it is locked.
    is_over : callable
        Asked every 0.05 s while waiting: once it returns True the block is entered without the lock.
    """
    lock = _lock(path)
    with contextlib.suppress(OSError):  # there can be none here; or it is over: filelock's Timeout is one
        lock.acquire(poll_interval=_LOOK, cancel_check=is_over)
    try:
        yield
    finally:
        if lock.is_locked:
            _give_back(lock)


def remove_abandoned(path: str) -> None:
    """Remove a lock's file, unless someone holds the lock."""
    lock = _lock(path)
    with contextlib.suppress(OSError):  # it is held: leave it there
        lock.acquire(blocking=False)
        _give_back(lock)


def _lock(path: str | Path) -> BaseFileLock:
    from filelock import FileLock

    # A file whose mere existence locks would outlive its holder: better no lock (fallback_to_soft). Whichever
    # thread took it, another may give it back (thread_local).
    return FileLock(path, mode=0o600, thread_local=False, fallback_to_soft=False)


def _give_back(lock: BaseFileLock) -> None:
    # Removed while it is held: who gets it next sees that the file is gone, and makes another. Windows
    # removes no file that is open; filelock does it there.
    with contextlib.suppress(OSError):
        Path(lock.lock_file).unlink()
    with contextlib.suppress(OSError):
        lock.release()
