"""Write alternative text into the files of notebooks, and nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from ipytts.alt_text.json_edits import set_values
from ipytts.alt_text.notebook_trust import can_keep_trust, keep_trust
from ipytts.alt_text.saved_notebooks import SavedOutput, describe_notebook
from ipytts.description.detail import Detail
from ipytts.errors import OutputError
from ipytts.files import check_output_path, write_atomically
from ipytts.narration.notebook_file import parse_notebook, read_text

_WRITE_BITS = 0o222


@dataclass(frozen=True)
class WrittenNotebook:
    """The outputs of a notebook before alternative text was written into it."""

    outputs: Sequence[SavedOutput]
    may_have_lost_trust: bool = False


def write_alt_text(path: str | PathLike[str], detail: Detail = "normal") -> WrittenNotebook:
    """Write alternative text into a notebook where it has words for an image without.

    Everything else in the file stays as it is, character by character. Nothing is written if there is nothing
    to add. A notebook that Jupyter trusts is trusted afterwards, too.

    Raises
    ------
    SpeechError
        The file is not a notebook in format 4, cannot be written, or was changed meanwhile.
    """
    text = read_text(Path(path))
    outputs = list(describe_notebook(parse_notebook(text, Path(path), upgrades=False), detail))
    changes = {key: value for each in outputs if each.image for key, value in each.image.changes.items()}
    if not changes:
        return WrittenNotebook(outputs)
    file = _writable(path)
    new = set_values(text, changes)
    _check(text, new, changes, path)
    is_kept = can_keep_trust() and keep_trust(text, new)
    replace_text(file, text, new)
    return WrittenNotebook(outputs, may_have_lost_trust=not is_kept)


def replace_text(file: Path, old: str, new: str) -> None:
    """Write a new text to a file that has an old one.

    Raises
    ------
    SpeechError
        The file has another text meanwhile, or cannot be written.
    """
    if read_text(file) != old:
        raise OutputError(f"{file} was changed by another program meanwhile: run the command again.")
    write_atomically(file, new.encode())


def _writable(path: str | PathLike[str]) -> Path:
    """Return the file that a path leads to."""
    file = check_output_path(path)
    if not (file.stat().st_mode & _WRITE_BITS and os.access(file, os.W_OK)):
        raise OutputError(f"{path} is read-only: nothing was written. Make it writable first.")
    return file


def _check(
    text: str, new: str, changes: Mapping[tuple[str | int, ...], Any], path: str | PathLike[str]
) -> None:
    """Raise an `OutputError` unless a new text has the changes and is otherwise equal to the old one."""
    expected = _parsed(text)
    for (*parents, key), value in changes.items():
        place = expected
        for parent in parents:
            place = place.setdefault(parent, {}) if isinstance(place, dict) else place[parent]
        place[key] = value
    if _parsed(new) != expected:
        raise OutputError(
            f"{path} is written in a way that ipytts cannot change safely: nothing was written."
        )


def _parsed(text: str) -> Any:
    # NaN, which some libraries write, does not equal itself.
    return json.loads(text.removeprefix("\ufeff"), parse_constant=str)
