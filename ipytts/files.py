"""Files written completely or not at all: output files, and files in the folder of the cache."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from ipytts.audio.response_formats import FORMATS
from ipytts.errors import InvalidRequestError, OutputError


def format_from_suffix(path: str | os.PathLike[str]) -> str:
    """Return the response format of a path's suffix.

    Raises
    ------
    OutputError
        The suffix is not that of an audio format.

    Examples
    --------
    >>> format_from_suffix("talk.mp3")
    'mp3'
    """
    suffix = Path(path).suffix.lower()
    for name, known in FORMATS.items():
        if suffix in known.suffixes:
            return name
    extensions = ", ".join(suffix for known in FORMATS.values() for suffix in known.suffixes)
    raise OutputError(f"{str(path)!r} has no extension of an audio format: use one of {extensions}.")


def check_output_path(path: str | os.PathLike[str]) -> Path:
    """Return a path in full, with ``~`` expanded, after checking that a file can be written there.

    Raises
    ------
    OutputError
        The path cannot be used, or its folder is missing or read-only.
    """
    try:
        file = Path(path).expanduser()
        folder = file.parent
        if file.is_dir():
            raise OutputError(f"{str(path)!r} is a folder: add a file name.")
        if not folder.is_dir():
            raise OutputError(f"There is no folder {str(folder)!r} for {file.name!r}: create it first.")
        if not os.access(folder, os.W_OK):
            raise OutputError(f"The folder {str(folder)!r} cannot be written to.")
        with contextlib.suppress(FileNotFoundError):
            file.stat()  # raises for a name that no file can have
    except (OSError, RuntimeError, ValueError) as error:  # too long; an unknown user; a NUL in it
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"Nothing can be written to {str(path)[:80]!r}: {reason}.") from None
    return file.resolve()  # so that a link is kept, and its target replaced


def check_suffix(path: str | os.PathLike[str], response_format: str) -> None:
    """Raise an `OutputError` unless the suffix of a path is one of the format."""
    if response_format != (named := format_from_suffix(path)):
        suggestion = Path(path).with_suffix(FORMATS[response_format].suffixes[0]).name
        raise OutputError(
            f"The audio is {response_format}, but the extension of {str(path)!r} is that of {named}: "
            f"name the file {suggestion!r}."
        )


def check_captions_suffix(path: str | os.PathLike[str]) -> None:
    """Raise an `OutputError` unless a path ends in ``.vtt``."""
    if Path(path).suffix.lower() != ".vtt":
        raise OutputError(
            f"Captions are WebVTT, and {str(path)!r} does not end in .vtt: "
            f"name the file {Path(path).stem + '.vtt'!r}."
        )


def write_once(data: bytes, folder: Path, suffix: str) -> Path:
    """Write `data` to a file of `folder` that is named after its content, unless it exists; return the file.

    Raises
    ------
    OutputError
        It could not be written.
    """
    path = folder / f"speech-{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
    if not has_size(path, len(data)):
        write_atomically(path, data)
    return path


def has_size(path: Path, size: int) -> bool:
    """Return whether `path` is a file of `size` bytes."""
    with contextlib.suppress(OSError):
        return path.is_file() and path.stat().st_size == size
    return False


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`; an existing file is replaced once all of the data is written.

    Raises
    ------
    OutputError
        It could not be written; nothing has changed.
    """
    draft = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        try:
            draft.write_bytes(data)
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()
    except OSError as error:
        raise OutputError(f"{str(path)!r} could not be written: {error.strerror or error}.") from error


def cache_folder() -> Path:
    """Return the folder for cached files: ``IPYTTS_CACHE_DIR``, by default this system's for a user's caches.

    Raises
    ------
    InvalidRequestError
        There is no home folder.
    """
    named = os.environ.get("IPYTTS_CACHE_DIR")
    if not named:
        from platformdirs import user_cache_path

        named = str(user_cache_path("ipytts", appauthor=False))
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError:
        raise InvalidRequestError(
            f"There is no home folder for the cache ({named}): set IPYTTS_CACHE_DIR to a folder."
        ) from None


def write_private(path: Path, data: bytes) -> None:
    """Write `data` to `path`, for the user alone; missing folders are created.

    Raises
    ------
    OSError
        It could not be written; nothing has changed.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(".part", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(data)
        Path(draft).replace(path)
    finally:
        with contextlib.suppress(OSError):
            Path(draft).unlink()  # exists only if something failed
