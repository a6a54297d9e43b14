"""The cache: fetched audio on disk, shared by all processes and threads of a user.

::

    KEY.speech          an entry: a line of JSON that describes the audio, then the audio
    KEY.RANDOM.part     an entry that is being written
    KEY.lock            a claim: this entry is being fetched

A KEY is the sha256, in hex, of everything that shapes the audio. Neither a text nor an API key is stored.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ipytts.errors import InvalidRequestError
from ipytts.files import cache_folder
from ipytts.synthesis.file_locks import hold_lock, remove_abandoned

_LIMIT = 1_000_000_000  # bytes
_SLACK_SHARE = 20  # the slack is a 20th of the limit; when it is filled, the folder is scanned again
_STALE = 3600.0  # s; older drafts and locks were left behind by killed processes
_MAX_HEAD = 1 << 8  # bytes
_FILE_NAME = re.compile(r"[0-9a-f]{64}\.(speech|lock|[^.]+\.part)")
_SIZE = re.compile(r"([0-9]{1,15}(?:\.[0-9]+)?) ?([kMGT]?B)?", re.IGNORECASE)
_UNITS = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}


class Entry(NamedTuple):
    """The audio of one request, as the service sent it."""

    data: bytes
    response_format: str  # as the first bytes show
    rate: int  # samples per second; used for headerless pcm only


class Info(NamedTuple):
    """The state of a cache."""

    folder: Path
    entries: int  # how many
    size: int  # bytes in use
    limit: int  # bytes allowed


class Removed(NamedTuple):
    """The result of clearing a cache."""

    entries: int  # how many were removed
    size: int  # bytes freed
    left: int  # entries that could not be removed


class _Head(NamedTuple):
    response_format: str
    rate: int
    length: int
    sha256: str


class _File(NamedTuple):
    used: int  # ns since 1970; the first field, so that sorting puts the least recently used first
    size: int
    path: str


class Cache:
    """Fetched audio in a folder, shared by all who open the same folder.

    An entry is whole or absent: its checksum is verified at each read, and a damaged entry (after a power
    cut, too: there is no fsync) counts as absent. Files and new folders can be read by the user alone.

    When the limit is reached, the least recently used entries go. A process that adds entries one after
    another keeps to the limit; each further one that adds at the same time may exceed it by a twentieth until
    it scans the folder again: at its first entry, and after each twentieth of the limit. Other files in the
    folder are neither counted nor touched.

    Parameters
    ----------
    folder : Path
        The folder; created with the first entry.
    limit : int
        The most bytes to keep; a larger entry is not kept at all.

    Examples
    --------
    >>> import tempfile
    >>> key = hashlib.sha256(b"everything that shapes the audio").hexdigest()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cache = Cache(Path(folder))
    ...     with cache.claim(key, is_over=lambda: False):
    ...         if cache.get(key) is None:
    ...             is_kept = cache.put(key, Entry(b"audio", "mp3", 24000))
    ...     cache.get(key)
    Entry(data=b'audio', response_format='mp3', rate=24000)
    """

    def __init__(self, folder: Path, limit: int = _LIMIT) -> None:
        self.folder, self._limit = folder, limit
        self._room = -1  # bytes that may be added before the next scan of the folder; -1: never scanned

    def get(self, key: str) -> Entry | None:
        """Return an entry and mark it as the most recently used; None if it is absent or damaged."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                entry = _read(file)
        except OSError:
            return None
        with contextlib.suppress(OSError):  # a read-only disk can still be read
            if entry is None:
                path.unlink()
            else:
                os.utime(path)
        return entry

    def holds(self, key: str) -> bool:
        """Return whether there is an entry; its audio is not verified."""
        try:
            with self._path(key).open("rb") as file:
                return _read_head(file) is not None
        except OSError:
            return False

    def put(self, key: str, entry: Entry) -> bool:
        """Store an entry, replacing an older one.

        Return False if it alone is larger than the limit. Where the disk is full or cannot be written to, an
        `OSError` is raised, and no partial file is left.
        """
        head, path = _head(entry), self._path(key)
        size = len(head) + len(entry.data)
        if size > self._limit:
            path.unlink(missing_ok=True)
            self._make_room(0)
            return False
        self._make_folder()
        self._make_room(size)
        descriptor, draft = tempfile.mkstemp(".part", f"{key}.", self.folder)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor
                file.write(head)
                file.write(entry.data)
            Path(draft).replace(path)
        finally:
            _remove(draft)  # exists only if something failed
        return True

    @contextlib.contextmanager
    def claim(self, key: str, is_over: Callable[[], bool]) -> Iterator[None]:
        """Claim an entry, so that no one else fetches it; in the block, fetch it if `get` finds none.

        Another claim of the same key, in this process or another, waits until the block or the process ends,
        however it ends. Where files cannot be locked, nothing waits, and a text may be fetched twice. A
        thread holds one claim at a time. `is_over` is called every 0.05 s while waiting; once it returns
        True, the block is entered without the claim.
        """
        with contextlib.suppress(OSError):  # there will be no lock either
            self._make_folder()
        with hold_lock(self.folder / f"{key}.lock", is_over):
            yield

    def info(self) -> Info:
        """Return the size and the number of entries; raise an `OSError` if the folder cannot be read."""
        entries = _with_suffix(".speech", self._files())
        return Info(self.folder, len(entries), sum(file.size for file in entries), self._limit)

    def clear(self) -> Removed:
        """Remove all entries and leftovers of killed processes; raise an `OSError` if that fails."""
        files = self._files()
        _remove_leftovers(files)
        entries = _with_suffix(".speech", files)
        removed = [file for file in entries if _remove(file.path)]
        size = sum(file.size for file in removed)
        return Removed(len(removed), size, len(entries) - len(removed))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.speech"

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _files(self) -> list[_File]:
        found = []
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as folder:
            for item in folder:
                if _FILE_NAME.fullmatch(item.name):
                    with contextlib.suppress(FileNotFoundError):  # other processes remove files too
                        if item.is_file(follow_symlinks=False):
                            known = item.stat(follow_symlinks=False)
                            found.append(_File(known.st_mtime_ns, known.st_size, item.path))
        return found

    def _make_room(self, size: int) -> None:
        """Remove entries where `size` more bytes would exceed the limit."""
        if size > self._room:
            slack = self._limit // _SLACK_SHARE
            left = self._prune(self._limit - slack - size)
            self._room = min(slack + size, self._limit - left)
        self._room -= size

    def _prune(self, goal: int) -> int:
        """Remove the least recently used entries until `goal` bytes are left; return the bytes left."""
        files = self._files()
        stale = (time.time() - _STALE) * 1e9
        _remove_leftovers(file for file in files if file.used < stale)
        entries = sorted(_with_suffix(".speech", files))
        left = sum(file.size for file in entries)
        for file in entries:
            if left <= goal:
                break
            if _remove(file.path):
                left -= file.size
        return left


def open_cache() -> Cache:
    """Return the cache that the environment describes, one object for each folder and limit.

    The folder is ``IPYTTS_CACHE_DIR``, by default this system's folder for a user's caches; the limit is
    ``IPYTTS_CACHE_SIZE``, by default 1 GB.

    Raises
    ------
    InvalidRequestError
        A variable has no valid value, or there is no home folder.

    Examples
    --------
    >>> os.environ["IPYTTS_CACHE_SIZE"] = "500 MB"
    >>> open_cache().info().limit
    500000000
    >>> del os.environ["IPYTTS_CACHE_SIZE"]
    """
    size = os.environ.get("IPYTTS_CACHE_SIZE")
    return _cache_at(cache_folder(), _bytes_in(size) if size else _LIMIT)


# One object each, because a new one scans the folder at its first entry.
_cache_at = functools.cache(Cache)


def _bytes_in(size: str) -> int:
    """Return a size in bytes.

    Examples
    --------
    >>> _bytes_in("500 MB"), _bytes_in("2gb"), _bytes_in("1.5 kB"), _bytes_in("0")
    (500000000, 2000000000, 1500, 0)
    """
    match = _SIZE.fullmatch(size.strip())
    if match is None:
        raise InvalidRequestError(
            f"IPYTTS_CACHE_SIZE={size!r} is not possible: give a size such as 500 MB or 2 GB "
            "(kB, MB, GB, TB), or a number of bytes; 0 keeps nothing."
        )
    number, unit = match.groups("")
    return int(float(number) * _UNITS[unit.lower()])


def _head(entry: Entry) -> bytes:
    head = _Head(entry.response_format, entry.rate, len(entry.data), _checksum(entry))
    return json.dumps(head._asdict()).encode() + b"\n"


def _checksum(entry: Entry) -> str:
    """Return a checksum of the data, the format and the rate: a wrong rate sounds as wrong as wrong data."""
    sha256 = hashlib.sha256(f"{entry.response_format} {entry.rate}\n".encode())
    sha256.update(entry.data)
    return sha256.hexdigest()


def _read(file: BinaryIO) -> Entry | None:
    """Return the entry in a file; None if it is damaged."""
    head = _read_head(file)
    if head is None:
        return None
    entry = Entry(file.read(), head.response_format, head.rate)
    return entry if _checksum(entry) == head.sha256 else None


def _read_head(file: BinaryIO) -> _Head | None:
    """Return the first line of an entry; None if it is damaged, or the data has another length."""
    try:
        head = _Head(**json.loads(file.readline(_MAX_HEAD)))
    except (TypeError, ValueError):
        return None
    return head if head.length == os.fstat(file.fileno()).st_size - file.tell() else None


def _with_suffix(suffix: str, files: Iterable[_File]) -> list[_File]:
    return [file for file in files if file.path.endswith(suffix)]


def _remove_leftovers(files: Iterable[_File]) -> None:
    """Remove drafts and abandoned locks."""
    for file in files:
        if file.path.endswith(".part"):
            _remove(file.path)
        elif file.path.endswith(".lock"):
            remove_abandoned(file.path)


def _remove(path: str) -> bool:
    try:
        Path(path).unlink()
    except OSError:
        return False
    return True
