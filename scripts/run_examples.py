"""Run the examples and save them with their outputs, as the built-in voice speaks them."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(path: Path) -> None:
    """Run one notebook in a new kernel and save it in place."""
    notebook = nbformat.read(path, as_version=4)
    # Without times of the day, a run that changes no result changes no file.
    client = NotebookClient(
        notebook,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(EXAMPLES)}},
    )
    client.execute()
    notebook.metadata.language_info = {"name": "python"}
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for variable in ("ONEROUTER_API_KEY", "OPENAI_API_KEY", "IPYTTS_SERVICE"):
        os.environ.pop(variable, None)
    for path in sorted(EXAMPLES.glob("*.ipynb")):
        print(path.name)
        run(path)
