"""Read notebook files of any format version as format 4."""

from __future__ import annotations

import json
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from ipytts.description.documents.optional_imports import import_optional
from ipytts.errors import SpeechError

_NEWEST = 4  # major version of the format
_BLOBS = ("image/", "audio/", "video/", "application/pdf")  # MIME types of which the data are not described
_OLD_BLOBS = ("png", "jpeg", "pdf")  # their names in formats before 4
_MAX_BLOB = 10_000  # characters; longer data are dropped


def read_notebook(path: str | PathLike[str]) -> Mapping[str, Any]:
    """Return the notebook in a file, in format 4, without big images and sounds.

    Texts may be lists of lines, and cells may be invalid.

    Raises
    ------
    SpeechError
        The file cannot be read, is not a notebook, or has an old format and nbformat is not installed.
    """
    path = Path(path)
    return parse_notebook(read_text(path), path)


def parse_notebook(content: str, path: Path, *, upgrades: bool = True) -> Mapping[str, Any]:
    """Return the notebook in the content of a file, in format 4, without big images and sounds.

    Raises
    ------
    SpeechError
        It is not a notebook, or has an old format and is not to be upgraded or nbformat is not installed.
    """
    notebook = _parsed(content.removeprefix("\ufeff"), path)
    if not upgrades and notebook["nbformat"] < _NEWEST:
        raise SpeechError(
            f"{path} has the notebook format {notebook['nbformat']}, which is not written.\n"
            f"Save it in format {_NEWEST} first: jupyter nbconvert --to notebook --inplace {path}"
        )
    return _in_newest_format(notebook, path)


def read_text(path: Path) -> str:
    """Return the text of a file as it is, with its line ends and its byte order mark.

    Raises
    ------
    SpeechError
        The file cannot be read, or is not text in UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise _not_a_notebook(path, "it is not text in UTF-8") from None
    except OSError as error:
        raise SpeechError(f"The notebook {path} cannot be read: {error.strerror or error}.") from None


def _parsed(content: str, path: Path) -> Mapping[str, Any]:
    if not content.strip():
        raise _not_a_notebook(path, "it is empty")
    try:
        notebook = json.loads(content, object_hook=_without_blobs)
    except RecursionError:
        raise _not_a_notebook(path, "it is nested too deeply") from None
    except ValueError as error:
        raise _not_a_notebook(path, f"it is not JSON ({error})") from None
    if not isinstance(notebook, dict):
        raise _not_a_notebook(path, "its JSON is not an object")
    if not isinstance(notebook.get("nbformat"), int):
        raise _not_a_notebook(path, "it has no format number (nbformat)")
    return notebook


def _without_blobs(data: dict[str, Any]) -> dict[str, Any]:
    """Remove big images and sounds while the file is parsed, so that they need no memory."""
    for kind, content in data.items():
        if kind.startswith(_BLOBS) or kind in _OLD_BLOBS:
            is_big = isinstance(content, list) or (isinstance(content, str) and len(content) > _MAX_BLOB)
            if is_big and not kind.startswith("image/svg"):
                data[kind] = ""
    return data


def _in_newest_format(notebook: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    major = notebook["nbformat"]
    if major > _NEWEST:
        raise SpeechError(
            f"{path} has the notebook format {major}, which is newer than ipytts supports.\n"
            f"Save it in format {_NEWEST}, or look for a newer ipytts."
        )
    if major < _NEWEST:
        notebook = _upgraded(notebook, path)
    if not isinstance(notebook.get("cells"), list):
        raise _not_a_notebook(path, "it has no list of cells")
    return notebook


def _upgraded(notebook: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    nbformat = import_optional("nbformat")  # takes up to 3 s to import
    module = nbformat.versions.get(notebook["nbformat"])
    if module is None:
        raise _not_a_notebook(path, f"there is no format {notebook['nbformat']}")
    try:
        old = module.to_notebook_json(notebook, minor=notebook.get("nbformat_minor", 0))
        upgraded: Mapping[str, Any] = nbformat.convert(old, _NEWEST)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        why = f"its content is invalid ({type(error).__name__}: {error})"
        raise _not_a_notebook(path, why) from None
    return upgraded


def _not_a_notebook(path: Path, why: str) -> SpeechError:
    return SpeechError(f"{path} is not a Jupyter notebook: {why}.\nGive the path of an .ipynb file.")
