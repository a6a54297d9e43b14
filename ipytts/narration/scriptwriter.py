"""From a notebook to its script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipytts.description.documents import code, markdown, outputs
from ipytts.description.documents.mathematics import find_macros
from ipytts.description.documents.notebook_json import as_mapping, as_mappings, as_text
from ipytts.description.documents.passages import Passage, Section
from ipytts.description.documents.speakable_text import to_speakable
from ipytts.errors import SpeechError
from ipytts.narration.notebook_file import read_notebook
from ipytts.narration.script import Script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from ipytts.description.documents.code import CodeMode

_HIDDEN = {"remove-cell", "remove_cell", "hide-cell", "hide_cell", "skip-narration"}
_HIDDEN_INPUT = {"remove-input", "remove_input", "hide-input", "hide_input"}
_HIDDEN_OUTPUT = {"remove-output", "remove_output", "hide-output", "hide_output"}


def script_of(path: str | PathLike[str], *, code_mode: CodeMode = "summary") -> Script:
    """Make a script of a saved notebook. Nothing of it is run.

    Parameters
    ----------
    path : str or path
        Of an ``.ipynb`` file, of any version of the format.
    code_mode : str
        How code is told: ``skip``, ``summary`` or ``read``.

    Returns
    -------
    Script
        Its title is that of the notebook's metadata, else its first heading, else the name of the file.

    Raises
    ------
    SpeechError
        The file is no notebook; there is nothing to say in it; or a package that is needed is not installed.
    """
    notebook = read_notebook(path)
    script = write_script(notebook, code_mode=code_mode, name=Path(path).stem)
    if not script.sections:
        raise SpeechError(f"There is nothing to say in {path}: {_why(notebook, code_mode)}")
    return script


def write_script(notebook: Mapping[str, Any], *, code_mode: CodeMode = "summary", name: str = "") -> Script:
    """Make a script of a notebook that is loaded already.

    Parameters
    ----------
    notebook : mapping
        Of format 4, such as `read_notebook` and nbformat return.
    code_mode : str
        How code is told: ``skip``, ``summary`` or ``read``.
    name : str
        Its title, unless its metadata or a heading gives it one.

    Returns
    -------
    Script
        Without sections if there is nothing to say.

    Raises
    ------
    SpeechError
        A package that is needed is not installed.

    Examples
    --------
    >>> from nbformat import v4
    >>> cells = [v4.new_markdown_cell("# Birds"), v4.new_code_cell("import pandas")]
    >>> [passage.text for passage in write_script(v4.new_notebook(cells=cells)).passages()]
    ['Birds.', 'Code: imports pandas.']
    """
    heads, passages = [Section()], list[list[Passage]]([[]])
    for part in _Writer(notebook, code_mode).parts():
        if isinstance(part, Section):
            heads.append(part)
            passages.append([])
        else:
            passages[-1].append(part)
    sections = [replace(head, passages=tuple(said)) for head, said in zip(heads, passages, strict=True)]
    if not sections[0].passages:
        del sections[0]
    first = next((section.heading for section in sections if section.heading), "")
    title = to_speakable(as_text(as_mapping(notebook.get("metadata")).get("title")))
    return Script(title or first or to_speakable(name), tuple(sections))


class _Writer:
    """Goes through a notebook, cell by cell, and knows what one cell means for those after it."""

    def __init__(self, notebook: Mapping[str, Any], code_mode: CodeMode) -> None:
        self._cells = as_mappings(notebook.get("cells"))
        metadata = as_mapping(notebook.get("metadata"))
        self._code_mode: CodeMode = code_mode
        self._language = as_text(as_mapping(metadata.get("language_info")).get("name")) or "python"
        saved = as_mapping(metadata.get("widgets")).get("application/vnd.jupyter.widget-state+json")
        self._widgets = as_mapping(as_mapping(saved).get("state"))
        self._macros = ""  # macros hold for all formulas that follow

    def parts(self) -> Iterator[Section | Passage]:
        for number, cell in enumerate(self._cells, 1):
            for part in self._cell(cell):
                yield replace(part, cell=number)

    def _cell(self, cell: Mapping[str, Any]) -> Iterator[Section | Passage]:
        tags = _tags(cell)
        if tags & _HIDDEN:
            return
        source = as_text(cell.get("source"))
        if cell.get("cell_type") == "markdown":
            self._macros += find_macros(source)
            yield from markdown.to_passages(source, code_mode=self._code_mode, macros=self._macros)
        elif cell.get("cell_type") == "code":
            if not tags & _HIDDEN_INPUT and (
                told := code.describe_code(source, self._code_mode, language=self._language)
            ):
                yield Passage(told, "code")
            if not tags & _HIDDEN_OUTPUT:
                yield from outputs.to_passages(as_mappings(cell.get("outputs")), self._around(cell, source))

    def _around(self, cell: Mapping[str, Any], source: str) -> outputs.OutputContext:
        options = code.cell_options(source)
        metadata = as_mapping(cell.get("metadata"))
        known = (options.get("fig-alt"), options.get("fig-cap"), metadata.get("alt"), metadata.get("caption"))
        captions = [caption for caption in map(as_text, known) if caption][:1]
        return outputs.OutputContext(captions, self._widgets, self._macros)


def _tags(cell: Mapping[str, Any]) -> set[str]:
    """Return the tags of a cell; one that is folded up in JupyterLab counts as tagged so."""
    metadata = as_mapping(cell.get("metadata"))
    tags = metadata.get("tags")
    folded = as_mapping(metadata.get("jupyter"))
    return {
        *(tag for tag in (tags if isinstance(tags, list) else ()) if isinstance(tag, str)),
        *(["hide-input"] if folded.get("source_hidden") is True else []),
        *(["hide-output"] if folded.get("outputs_hidden") is True else []),
    }


def _why(notebook: Mapping[str, Any], code_mode: CodeMode) -> str:
    cells = as_mappings(notebook.get("cells"))
    if not cells:
        return "it has no cells."
    if code_mode == "skip" and any(cell.get("cell_type") == "code" for cell in cells):
        return (
            "it has no text and no outputs, and code is skipped.\n"
            "Run it and save it with its outputs, or have its code told as a summary."
        )
    return "its cells are empty."
