"""Build the scripts of notebooks."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipytts.description.documents import code, markdown, mime_bundles, outputs
from ipytts.description.documents.mathematics import find_macros
from ipytts.description.documents.notebook_json import as_mapping, as_mappings, as_text
from ipytts.description.documents.passages import Passage, Section
from ipytts.description.documents.speakable_text import to_speakable
from ipytts.errors import SpeechError
from ipytts.narration.notebook_file import read_notebook
from ipytts.narration.script import Script, first_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from ipytts.description.documents.code import CodeMode

_MAX_EARLIER = 200  # cells whose definitions a cell may use
_HIDDEN = {"remove-cell", "remove_cell", "hide-cell", "hide_cell", "skip-narration"}
_HIDDEN_INPUT = {"remove-input", "remove_input", "hide-input", "hide_input"}
_HIDDEN_OUTPUT = {"remove-output", "remove_output", "hide-output", "hide_output"}


def script_from_notebook(path: str | PathLike[str], *, code_mode: CodeMode = "summary") -> Script:
    """Return the script of a saved notebook of any format version. The notebook is not run.

    Its title is that of the notebook's metadata, or else its first heading, or else the file's name.

    Raises
    ------
    SpeechError
        The file is not a notebook, the script is empty, or a package is not installed.
    """
    notebook = read_notebook(path)
    script = build_script(notebook, code_mode=code_mode, name=Path(path).stem)
    if not script.sections:
        raise SpeechError(f"There is nothing to say in {path}: {_why_empty(notebook, code_mode)}")
    return script


def build_script(notebook: Mapping[str, Any], *, code_mode: CodeMode = "summary", name: str = "") -> Script:
    """Return the script of a loaded notebook in format 4; without sections if the notebook has no words.

    The title is that of its metadata, or else its first heading, or else `name`.

    Raises
    ------
    SpeechError
        A package is not installed.

    Examples
    --------
    >>> from nbformat import v4
    >>> cells = [v4.new_markdown_cell("# Birds"), v4.new_code_cell("import pandas")]
    >>> [passage.text for passage in build_script(v4.new_notebook(cells=cells)).passages()]
    ['Birds.', 'Code: imports pandas.']
    """
    grouped: list[tuple[Section, list[Passage]]] = [(Section(), [])]
    for part in _NotebookReader(notebook, code_mode).parts():
        if isinstance(part, Section):
            grouped.append((part, []))
        else:
            grouped[-1][1].append(part)
    sections = [replace(section, passages=tuple(passages)) for section, passages in grouped]
    if not sections[0].passages:
        del sections[0]
    title = to_speakable(as_text(as_mapping(notebook.get("metadata")).get("title")))
    return Script(title or first_heading(sections) or to_speakable(name), tuple(sections))


class _NotebookReader:
    """Reads a notebook cell by cell, and keeps the LaTeX macros of a cell for the following cells."""

    def __init__(self, notebook: Mapping[str, Any], code_mode: CodeMode) -> None:
        self._cells = as_mappings(notebook.get("cells"))
        metadata = as_mapping(notebook.get("metadata"))
        self._code_mode: CodeMode = code_mode
        self._language = as_text(as_mapping(metadata.get("language_info")).get("name")) or "python"
        saved = as_mapping(metadata.get("widgets")).get("application/vnd.jupyter.widget-state+json")
        self._widgets = as_mapping(as_mapping(saved).get("state"))
        self._macros = ""  # definitions in LaTeX
        self._code: deque[str] = deque(maxlen=_MAX_EARLIER)  # of the cells so far

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
                words := code.describe_code(source, self._code_mode, language=self._language)
            ):
                yield Passage(words, "code")
            if not tags & _HIDDEN_OUTPUT:
                context = self._output_context(cell, source)
                yield from outputs.to_passages(as_mappings(cell.get("outputs")), context)
            self._code.append(source)

    def _output_context(self, cell: Mapping[str, Any], source: str) -> mime_bundles.Context:
        options = code.cell_options(source)
        metadata = as_mapping(cell.get("metadata"))
        texts = (options.get("fig-alt"), options.get("fig-cap"), metadata.get("alt"), metadata.get("caption"))
        captions = [caption for caption in map(as_text, texts) if caption][:1]
        return mime_bundles.Context(
            captions, self._widgets, self._macros, source, tuple(self._code), self._language
        )


def _tags(cell: Mapping[str, Any]) -> set[str]:
    """Return the tags of a cell; inputs and outputs that JupyterLab shows collapsed count as tags, too."""
    metadata = as_mapping(cell.get("metadata"))
    tags = metadata.get("tags")
    jupyter = as_mapping(metadata.get("jupyter"))
    return {
        *(tag for tag in (tags if isinstance(tags, list) else ()) if isinstance(tag, str)),
        *(["hide-input"] if jupyter.get("source_hidden") is True else []),
        *(["hide-output"] if jupyter.get("outputs_hidden") is True else []),
    }


def _why_empty(notebook: Mapping[str, Any], code_mode: CodeMode) -> str:
    cells = as_mappings(notebook.get("cells"))
    if not cells:
        return "it has no cells."
    if code_mode == "skip" and any(cell.get("cell_type") == "code" for cell in cells):
        return (
            "it has no text and no outputs, and code is skipped.\n"
            "Run it and save it with its outputs, or use --code summary."
        )
    return "its cells are empty."
