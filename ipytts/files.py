"""Sound into files: whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from pathlib import Path

from ipytts.audio.names import FORMATS
from ipytts.errors import OutputError


def format_from_suffix(path: str | os.PathLike[str]) -> str:
    """Return the response format that a path's ending stands for.

    Raises
    ------
    OutputError
        It stands for none.

    Examples
    --------
    >>> format_from_suffix("talk.mp3")
    'mp3'
    """
    suffix = Path(path).suffix.lower()
    for name, known in FORMATS.items():
        if suffix in known.suffixes:
            return name
    endings = ", ".join(suffix for known in FORMATS.values() for suffix in known.suffixes)
    raise OutputError(f"The ending of {str(path)!r} names no audio format: use one of {endings}.")


def check_output_path(path: str | os.PathLike[str]) -> Path:
    """Return the path that a file can be written to, with ``~`` filled in.

    Raises
    ------
    OutputError
        Nothing can be written there.
    """
    try:
        place = Path(path).expanduser()
        folder = place.parent
        if place.is_dir():
            raise OutputError(f"{str(path)!r} is a folder: add a file's name.")
        if not folder.is_dir():
            raise OutputError(
                f"There is no folder {str(folder)!r} to write {place.name!r} to: make it first."
            )
        if not os.access(folder, os.W_OK):
            raise OutputError(f"The folder {str(folder)!r} cannot be written to.")
        with contextlib.suppress(FileNotFoundError):
            place.stat()  # a name that no file can have is told by the system
    except (OSError, RuntimeError, ValueError) as error:  # too long; nobody's home; a NUL in it
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"Nothing can be written to {str(path)[:80]!r}: {reason}.") from None
    return place.resolve()  # through a link, to the file that it stands for


def check_ending(path: str | os.PathLike[str], response_format: str) -> None:
    """Make sure that a path's ending tells the truth about what is in the file.

    Raises
    ------
    OutputError
        It names another format, or none.
    """
    if response_format != (named := format_from_suffix(path)):
        right = Path(path).with_suffix(FORMATS[response_format].suffixes[0]).name
        raise OutputError(
            f"The sound is {response_format}, but the ending of {str(path)!r} says {named}: "
            f"call the file {right!r}."
        )


def check_captions_ending(path: str | os.PathLike[str]) -> None:
    """Make sure that a path's ending says WebVTT.

    Raises
    ------
    OutputError
        It says something else, or nothing.
    """
    if Path(path).suffix.lower() != ".vtt":
        raise OutputError(
            f"Captions are WebVTT, and {str(path)!r} does not end in .vtt: "
            f"call the file {Path(path).stem + '.vtt'!r}."
        )


def keep(data: bytes, folder: Path, suffix: str) -> Path:
    """Write `data` to a file of `folder` that is named after its content, unless it is there already.

    Parameters
    ----------
    data : bytes
        A sound.
    folder : Path
        Where to.
    suffix : str
        The ending of the file's name.

    Returns
    -------
    Path
        The file: the same for the same data.

    Raises
    ------
    OutputError
        It could not be written.
    """
    place = folder / f"speech-{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
    if not has_size(place, len(data)):
        write_atomically(place, data)
    return place


def has_size(path: Path, size: int) -> bool:
    """Tell whether a file is there, and of `size` bytes."""
    with contextlib.suppress(OSError):
        return path.is_file() and path.stat().st_size == size
    return False


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`; what was there before stays until all of it is written.

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
