"""Read notebooks of the formats 1 to 3 as format 4, with or without what these require."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from ipytts.description.documents.notebook_json import as_mapping, as_mappings, as_text

_CELL_TYPES = {"text": "markdown", "heading": "markdown", "html": "markdown"}  # by those of before
_OUTPUT_TYPES = {"pyout": "execute_result", "pyerr": "error"}
_MIME_TYPES = {
    "text": "text/plain",
    "html": "text/html",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "pdf": "application/pdf",
    "latex": "text/latex",
    "json": "application/json",
    "javascript": "application/javascript",
}
_MAX_LEVEL = 6  # of headings


def upgraded(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return a notebook of a format before 4 in format 4; what cannot be read is left out.

    Examples
    --------
    >>> old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1"}]}]}
    >>> upgraded(old)["cells"]
    [{'cell_type': 'code', 'metadata': {}, 'source': 'x = 1', 'outputs': []}]
    """
    sheets = as_mappings(notebook.get("worksheets"))
    listed = [notebook.get("cells"), *(sheet.get("cells") for sheet in sheets)]
    cells = [cell for each in listed for cell in as_mappings(each)]
    metadata = {**as_mapping(notebook.get("metadata"))}
    languages = Counter(filter(None, (as_text(cell.get("language")) for cell in cells)))
    language = as_text(metadata.get("language")) or next((name for name, _ in languages.most_common(1)), "")
    if language:
        metadata.setdefault("language_info", {"name": language})
    return {
        "nbformat": 4,
        "nbformat_minor": 0,
        "metadata": metadata,
        "cells": [_cell(cell) for cell in cells],
    }


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    kind = as_text(cell.get("cell_type"))
    source = next((_text(cell[key]) for key in ("source", "input", "code", "text") if key in cell), "")
    if kind == "heading":
        level = cell.get("level")
        marks = "#" * min(level, _MAX_LEVEL) if isinstance(level, int) else ""
        source = f"{marks or '#'} {' '.join(source.split())}"
    made = {
        "cell_type": _CELL_TYPES.get(kind, kind),
        "metadata": as_mapping(cell.get("metadata")),
        "source": source,
    }
    return {**made, "outputs": [*map(_output, as_mappings(cell.get("outputs")))]} if kind == "code" else made


def _output(output: Mapping[str, Any]) -> dict[str, Any]:
    kind = as_text(output.get("output_type"))
    kind = _OUTPUT_TYPES.get(kind, kind)
    if kind == "stream":
        name = as_text(output.get("stream")) or "stdout"
        return {"output_type": kind, "name": name, "text": _text(output.get("text"))}
    if kind == "error" or "data" in output:
        return {**output, "output_type": kind}
    data: dict[str, Any] = {mime: _text(output[key]) for key, mime in _MIME_TYPES.items() if key in output}
    if "application/json" in data:  # was a text
        with contextlib.suppress(ValueError, RecursionError):
            data["application/json"] = json.loads(data["application/json"])
    return {"output_type": kind, "metadata": as_mapping(output.get("metadata")), "data": data}


def _text(value: object) -> str:
    """Return a text, which may be a list of lines, with or without line ends."""
    lines = [line for line in value if isinstance(line, str)] if isinstance(value, list) else []
    has_ends = not lines or any(line.endswith("\n") for line in lines[:-1])
    return as_text(value) if has_ends else "\n".join(lines)
