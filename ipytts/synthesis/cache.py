"""What was fetched before, on disk, for all processes and threads of a user.

::

    KEY.speech          an entry: a line of JSON that describes the audio, then the audio
    KEY.RANDOM.part     an entry that is being written
    KEY.lock            a claim: someone is fetching this entry

A KEY is the sha256, in hex, of all that shapes the sound. Neither a text nor a service's key is kept.
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
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from ipytts.errors import InvalidRequestError
from ipytts.synthesis.file_locks import holding, remove_abandoned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LIMIT = 1_000_000_000  # bytes
_SLACK = 20  # what may be put before the folder is looked through again: a 20th of the limit
_STALE = 3600.0  # s; parts and locks that are older were left behind
_LONGEST_HEAD = 1 << 8  # bytes
_OURS = re.compile(r"[0-9a-f]{64}\.(speech|lock|[^.]+\.part)")
_SIZE = re.compile(r"([0-9]{1,15}(?:\.[0-9]+)?) ?([kMGT]?B)?", re.IGNORECASE)
_UNITS = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}


class Entry(NamedTuple):
    """What a service answered, as it came.

    Parameters
    ----------
    data : bytes
        The audio.
    response_format : str
        What its first bytes say.
    rate : int
        Samples a second; only headerless ``pcm`` needs it.
    """

    data: bytes
    response_format: str
    rate: int


class Info(NamedTuple):
    """What there is in a cache.

    Parameters
    ----------
    folder : Path
        Where it is.
    entries : int
        How many.
    size : int
        Their bytes.
    limit : int
        The bytes that they may have.
    """

    folder: Path
    entries: int
    size: int
    limit: int


class Removed(NamedTuple):
    """What was taken out of a cache.

    Parameters
    ----------
    entries : int
        How many.
    size : int
        The bytes that are free again.
    left : int
        The entries that could not be removed.
    """

    entries: int
    size: int
    left: int


class _Head(NamedTuple):
    response_format: str
    rate: int
    length: int
    sha256: str


class _File(NamedTuple):
    used: int  # ns since 1970; first, as the least recently used are sorted to the front
    size: int
    path: str


class Cache:
    """Audio that was fetched before, shared by everyone who opens the same folder.

    An entry is whole or not there: it is checked whenever it is read, and one that was damaged counts as
    missing (by a power cut, too: nothing waits for the disk). A folder that this makes is the user's alone,
    and so is each file in any folder.

    The size is bounded, least recently used first out. A process that puts entries one after another keeps to
    the limit; each further process or thread that puts at the same time may take it a twentieth higher, until
    the folder is looked through again: at the first entry of each, and after each twentieth of the limit.
    Files of others in the folder are neither counted nor touched.

    Parameters
    ----------
    folder : Path
        Where; made when something is put.
    limit : int
        The most bytes to keep; a larger entry is not kept at all.

    Examples
    --------
    >>> import tempfile
    >>> key = hashlib.sha256(b"all that shapes the sound").hexdigest()
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
        self._room = -1  # bytes that may be put before the folder is looked through; -1: it never was

    def get(self, key: str) -> Entry | None:
        """Return an entry, now the most recently used; None where there is none that can be trusted."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                entry = _read(file)
        except OSError:
            return None
        with contextlib.suppress(OSError):  # a disk that cannot be written to can still be read
            if entry is None:
                path.unlink()
            else:
                os.utime(path)
        return entry

    def holds(self, key: str) -> bool:
        """Tell whether `get` would find an entry, as far as that shows without reading the audio."""
        try:
            with self._path(key).open("rb") as file:
                return _read_head(file) is not None
        except OSError:
            return False

    def put(self, key: str, entry: Entry) -> bool:
        """Keep an entry, in place of the one that was there.

        Returns
        -------
        bool
            Whether it is kept; not so where it alone is larger than the limit.

        Raises
        ------
        OSError
            It cannot be kept: the disk is full or cannot be written to. Nothing half written is left.
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
            with open(descriptor, "wb") as file:  # noqa: PTH123 - it is no path
                file.write(head)
                file.write(entry.data)
            Path(draft).replace(path)
        finally:
            _remove(draft)  # it is there no more, unless something failed
        return True

    @contextlib.contextmanager
    def claim(self, key: str, is_over: Callable[[], bool]) -> Iterator[None]:
        """Keep others from fetching the same: within the block, look with `get`, and fetch what is not there.

        Who else claims the same key, in this process or another, waits until the block ends or the process
        does, however it dies. Where files cannot be locked nobody waits, and a text may be fetched twice. A
        thread holds one claim at a time.

        Parameters
        ----------
        key : str
            The entry.
        is_over : callable
            Asked every 0.05 s while waiting: once it returns True the block is entered without the claim.
        """
        with contextlib.suppress(OSError):  # then there can be no lock either
            self._make_folder()
        with holding(self.folder / f"{key}.lock", is_over):
            yield

    def info(self) -> Info:
        """Tell what there is.

        Raises
        ------
        OSError
            The folder cannot be read.
        """
        entries = _ending(".speech", self._files())
        return Info(self.folder, len(entries), sum(file.size for file in entries), self._limit)

    def clear(self) -> Removed:
        """Remove all entries, and what killed processes left behind.

        Raises
        ------
        OSError
            The folder cannot be read.
        """
        files = self._files()
        _sweep(files)
        entries = _ending(".speech", files)
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
                if _OURS.fullmatch(item.name):
                    with contextlib.suppress(FileNotFoundError):  # others remove files too
                        if item.is_file(follow_symlinks=False):
                            known = item.stat(follow_symlinks=False)
                            found.append(_File(known.st_mtime_ns, known.st_size, item.path))
        return found

    def _make_room(self, size: int) -> None:
        """Make sure that `size` more bytes stay within the limit."""
        if size > self._room:
            slack = self._limit // _SLACK
            left = self._prune(self._limit - slack - size)
            self._room = min(slack + size, self._limit - left)
        self._room -= size

    def _prune(self, goal: int) -> int:
        """Remove the least recently used entries until `goal` bytes are left; return how many are."""
        files = self._files()
        stale = (time.time() - _STALE) * 1e9
        _sweep(file for file in files if file.used < stale)
        entries = sorted(_ending(".speech", files))
        left = sum(file.size for file in entries)
        for file in entries:
            if left <= goal:
                break
            if _remove(file.path):
                left -= file.size
        return left


def open_cache() -> Cache:
    """Return the cache that the environment describes, the same one each time.

    It is in ``IPYTTS_CACHE_DIR``, else where this system keeps a user's caches; it holds
    ``IPYTTS_CACHE_SIZE``, else 1 GB.

    Raises
    ------
    InvalidRequestError
        One of the variables cannot be as it is, or there is no home for the cache.

    Examples
    --------
    >>> os.environ["IPYTTS_CACHE_SIZE"] = "500 MB"
    >>> open_cache().info().limit
    500000000
    >>> del os.environ["IPYTTS_CACHE_SIZE"]
    """
    size = os.environ.get("IPYTTS_CACHE_SIZE")
    return _cache_at(_folder(), _bytes_in(size) if size else _LIMIT)


# Kept, as a new one would look through the folder at its first entry.
_cache_at = functools.cache(Cache)


def _folder() -> Path:
    named = os.environ.get("IPYTTS_CACHE_DIR")
    if not named:
        from platformdirs import user_cache_path

        named = str(user_cache_path("ipytts", appauthor=False))
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError:
        raise InvalidRequestError(
            f"There is no home folder for the cache ({named}): set IPYTTS_CACHE_DIR to a folder for it."
        ) from None


def _bytes_in(size: str) -> int:
    """Return the bytes that a size stands for.

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
    """Return a checksum of all of it: a wrong rate would sound as wrong as wrong data."""
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
    """Return the first line of an entry; None if it is damaged, or the rest is not as long as it says."""
    try:
        head = _Head(**json.loads(file.readline(_LONGEST_HEAD)))
    except (TypeError, ValueError):
        return None
    return head if head.length == os.fstat(file.fileno()).st_size - file.tell() else None


def _ending(ending: str, files: Iterable[_File]) -> list[_File]:
    return [file for file in files if file.path.endswith(ending)]


def _sweep(files: Iterable[_File]) -> None:
    """Remove what processes that were killed left behind."""
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
