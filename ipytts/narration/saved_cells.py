"""Read the cells of a saved notebook, each with what its text and its outputs refer to elsewhere."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ipytts.description.documents.code.cell_options import cell_options
from ipytts.description.documents.code.programming_languages import language_of
from ipytts.description.documents.markdown import markdown
from ipytts.description.documents.mathematics.latex.macros import find_macros
from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.notebook_json import as_mapping, as_mappings, as_text
from ipytts.description.documents.passages import Passage

_MARKUP = re.compile(r"[*_`$\\]|\]\(")
_MAX_EARLIER = 200  # cells whose definitions a cell may use


@dataclass(frozen=True)
class SavedCell:
    """A cell of a notebook, with what it refers to elsewhere in the notebook."""

    number: int  # from 1
    cell: Mapping[str, Any]
    context: Context

    @property
    def kind(self) -> str:
        """The type of the cell, such as "code"."""
        return as_text(self.cell.get("cell_type"))

    @property
    def source(self) -> str:
        """The text of the cell."""
        return as_text(self.cell.get("source"))

    @property
    def outputs(self) -> list[Mapping[str, Any]]:
        """The outputs of the cell."""
        return as_mappings(self.cell.get("outputs"))


def saved_cells(notebook: Mapping[str, Any]) -> Iterator[SavedCell]:
    r"""Yield the cells of a loaded notebook in format 4, with what those before them define.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": "#| fig-alt: Bills\nplot()"}
    >>> [saved.context.captions for saved in saved_cells({"cells": [cell]})]
    [['Bills']]
    """
    metadata = as_mapping(notebook.get("metadata"))
    widgets = as_mapping(metadata.get("widgets")).get("application/vnd.jupyter.widget-state+json")
    states = as_mapping(as_mapping(widgets).get("state"))
    macros = ""  # definitions in LaTeX
    earlier: deque[str] = deque(maxlen=_MAX_EARLIER)  # the code of the cells so far
    for number, cell in enumerate(as_mappings(notebook.get("cells")), 1):
        source = as_text(cell.get("source"))
        is_code = cell.get("cell_type") == "code"
        if cell.get("cell_type") == "markdown":
            macros += find_macros(source)
        captions = _captions(cell, source) if is_code else []
        code, before = (source, tuple(earlier)) if is_code else ("", ())
        language = language_of(metadata, as_mapping(cell.get("metadata")))
        yield SavedCell(number, cell, Context(captions, states, macros, code, before, language))
        if is_code:
            earlier.append(source)


def _captions(cell: Mapping[str, Any], source: str) -> list[str]:
    """Return the author's words for each image of a cell, in order; empty texts for images without."""
    options = cell_options(source)
    in_code = zip_longest(options.get("fig-alt", []), options.get("fig-cap", []), fillvalue="")
    captions = [alt or _without_markup(caption) for alt, caption in in_code]
    metadata = as_mapping(cell.get("metadata"))
    words = as_text(metadata.get("alt")) or _without_markup(as_text(metadata.get("caption")))
    return captions or ([words] if words else [])


def _without_markup(caption: str) -> str:
    """Return a caption, which may be Markdown, in words."""
    if not _MARKUP.search(caption):
        return caption
    parts = markdown.to_passages(caption)
    return " ".join(part.text for part in parts if isinstance(part, Passage)).removesuffix(".")
