"""File locks between processes and threads; the operating system frees them when their holder ends."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

_POLL = 0.05  # s


@contextlib.contextmanager
def hold_lock(path: Path, is_over: Callable[[], bool]) -> Iterator[None]:
    """Wait for a lock and hold it within the block; where files cannot be locked, go on without it.

    The lock file exists as long as the lock is held. `is_over` is called every 0.05 s while waiting; once it
    returns True, the block is entered without the lock.
    """
    lock = _lock(path)
    with contextlib.suppress(OSError):  # no locks here; or canceled, as filelock's Timeout is an OSError
        lock.acquire(poll_interval=_POLL, cancel_check=is_over)
    try:
        yield
    finally:
        if lock.is_locked:
            _release(lock)


def remove_abandoned(path: str) -> None:
    """Remove a lock file, unless the lock is held."""
    lock = _lock(path)
    with contextlib.suppress(OSError):  # it is held
        lock.acquire(blocking=False)
        _release(lock)


def _lock(path: str | Path) -> BaseFileLock:
    from filelock import FileLock

    # fallback_to_soft: a file that locks by its existence would outlive its holder. thread_local: another
    # thread may release the lock.
    return FileLock(path, mode=0o600, thread_local=False, fallback_to_soft=False)


def _release(lock: BaseFileLock) -> None:
    # Removed while the lock is held: the next holder sees that the file is gone, and makes another. Windows
    # removes no open file; filelock removes it there.
    with contextlib.suppress(OSError):
        Path(lock.lock_file).unlink()
    with contextlib.suppress(OSError):
        lock.release()
