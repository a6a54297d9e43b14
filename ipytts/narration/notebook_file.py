"""Read notebook files of any format version as format 4."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from ipytts.description.documents.notebook_json import as_mappings
from ipytts.errors import SpeechError
from ipytts.narration.old_formats import upgraded

_NEWEST = 4  # major version of the format
_BLOBS = ("image/", "audio/", "video/", "application/pdf")  # MIME types of which the data are not described
_OLD_BLOBS = ("png", "jpeg", "pdf")  # their names in formats before 4
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_MAX_DIGITS = 9  # of a format number
_MAX_BLOB = 10_000  # characters; longer data are dropped


def read_notebook(path: str | PathLike[str]) -> Mapping[str, Any]:
    """Return the notebook in a file, in format 4, without big images and sounds.

    Texts may be lists of lines, and cells may be invalid.

    Raises
    ------
    SpeechError
        The file cannot be read, or is not a notebook.
    """
    path = Path(path)
    return parse_notebook(read_text(path), path)


def parse_notebook(content: str, path: Path, *, upgrades: bool = True) -> Mapping[str, Any]:
    """Return the notebook in the content of a file, in format 4, without big images and sounds.

    Raises
    ------
    SpeechError
        It is not a notebook, or has an old format and is not to be upgraded.
    """
    notebook = _parsed(content.removeprefix("\ufeff"), path)
    major = _major(notebook, path)
    if major > _NEWEST:
        raise SpeechError(
            f"{path} has the notebook format {major}, which is newer than ipytts supports.\n"
            f"Save it in format {_NEWEST}, or look for a newer ipytts."
        )
    if not upgrades and major < _NEWEST:
        raise SpeechError(
            f"{path} has the notebook format {major}, which is not written.\n"
            f"Save it in format {_NEWEST} first: jupyter nbconvert --to notebook --inplace {path}"
        )
    if major < _NEWEST:
        return upgraded(notebook)
    return _with_lists_of_outputs(notebook) if upgrades else notebook


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
        if _SURROGATE.search(content):
            notebook = json.loads(_without_halves(json.dumps(notebook, ensure_ascii=False)))
    except RecursionError:
        raise _not_a_notebook(path, "it is nested too deeply") from None
    except ValueError as error:
        raise _not_a_notebook(path, f"it is not JSON ({error})") from None
    if not isinstance(notebook, dict):
        raise _not_a_notebook(path, "its JSON is not an object")
    return notebook


def _without_halves(text: str) -> str:
    """Return a text without halves of characters, which cannot be written."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _major(notebook: Mapping[str, Any], path: Path) -> int:
    """Return the major version of the format, as far as the cells are where it has them."""
    number = str(notebook.get("nbformat")).partition(".")[0]
    major = int(number) if number.isdecimal() and len(number) <= _MAX_DIGITS else 0
    has_cells = isinstance(notebook.get("cells"), list)
    if major > _NEWEST:
        return major
    if not has_cells and isinstance(notebook.get("worksheets"), list):
        return min(major or _NEWEST - 1, _NEWEST - 1)
    if not has_cells:
        raise _not_a_notebook(path, "it has no list of cells")
    if not major and not any("cell_type" in cell for cell in as_mappings(notebook["cells"])):
        raise _not_a_notebook(path, "it has no format number (nbformat)")
    return major or _NEWEST


def _with_lists_of_outputs(notebook: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a notebook with each single output in a list."""
    cells = [
        {**cell, "outputs": [cell["outputs"]]} if isinstance(cell.get("outputs"), dict) else cell
        for cell in as_mappings(notebook["cells"])
    ]
    return {**notebook, "cells": cells}


def _without_blobs(data: dict[str, Any]) -> dict[str, Any]:
    """Remove big images and sounds while the file is parsed, so that they need no memory."""
    for kind, content in data.items():
        if kind.startswith(_BLOBS) or kind in _OLD_BLOBS:
            is_big = isinstance(content, list) or (isinstance(content, str) and len(content) > _MAX_BLOB)
            if is_big and not kind.startswith("image/svg"):
                data[kind] = ""
    return data


def _not_a_notebook(path: Path, why: str) -> SpeechError:
    return SpeechError(f"{path} is not a Jupyter notebook: {why}.\nGive the path of an .ipynb file.")
