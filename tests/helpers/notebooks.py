"""Notebooks for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbformat import v4, write

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """# Penguins

Three species were measured. It took three years.

> They cannot fly.

## Mass

The mean is 4202 grams."""


def notebook(path: Path, *sources: str) -> Path:
    """Write a notebook whose cells are Markdown, or code where they begin with a ``%``."""
    cells = [
        v4.new_code_cell(source[1:]) if source.startswith("%") else v4.new_markdown_cell(source)
        for source in sources
    ]
    write(v4.new_notebook(cells=cells), path)
    return path
