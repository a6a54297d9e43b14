"""Find the front matter of a notebook: YAML in its first cell, as of Quarto, Jekyll and MyST."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipytts.description.documents.markdown.front_matter import read_front_matter
from ipytts.description.documents.notebook_json import as_mappings, as_text

_FIRST_CELLS = 3  # an empty cell, or one with code, may come before it


def notebook_front_matter(notebook: Mapping[str, Any]) -> dict[str, str]:
    r"""Return the texts in the front matter of a loaded notebook by their keys; empty without front matter.

    Examples
    --------
    >>> cell = {"cell_type": "raw", "source": "---\ntitle: Vögel\nlang: de\n---"}
    >>> notebook_front_matter({"cells": [cell]})
    {'title': 'Vögel', 'lang': 'de'}
    """
    for cell in as_mappings(notebook.get("cells"))[:_FIRST_CELLS]:
        if cell.get("cell_type") in ("raw", "markdown") and (
            found := read_front_matter(as_text(cell.get("source")))
        ):
            return found
    return {}
