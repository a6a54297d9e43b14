"""Notebooks for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbformat import read, v4, write

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """# Penguins

Three species were measured. It took three years.

> They cannot fly.

## Mass

The mean is 4202 grams."""
FIRST_CELL = "%reload_ext ipytts\n%speak Ready."  # before cells that are to be heard


def write_notebook(path: Path, *sources: str) -> Path:
    """Write a notebook whose cells are Markdown, or code where they begin with a ``%``."""
    cells = [
        v4.new_code_cell(source[1:]) if source.startswith("%") else v4.new_markdown_cell(source)
        for source in sources
    ]
    write(v4.new_notebook(cells=cells), path)
    return path


def write_code_notebook(path: Path, *sources: str) -> None:
    """Write a notebook of code cells for a Python kernel."""
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    write(notebook, path)


def saved_outputs(path: Path, index: int) -> list[Any]:
    """Return the outputs of one cell in a file, which must hold no widgets."""
    saved = read(path, as_version=4)
    assert "widgets" not in saved.metadata
    outputs: list[Any] = saved.cells[index].outputs
    return outputs


def display(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> Any:
    """Return an output that shows a MIME bundle."""
    return v4.new_output("display_data", data, metadata=metadata or {})


def write_outputs(path: Path, *cells: tuple[str, list[Any]]) -> Path:
    """Write a notebook of code cells that have run: the source of each and its outputs."""
    saved = [
        v4.new_code_cell(source, outputs=outputs, execution_count=number, id=f"cell-{number}")
        for number, (source, outputs) in enumerate(cells, 1)
    ]
    write(v4.new_notebook(cells=saved), path)
    return path
