"""Build the scripts of notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from ipytts.description.documents import outputs
from ipytts.description.documents.code import code
from ipytts.description.documents.code.code import CodeMode
from ipytts.description.documents.markdown import markdown
from ipytts.description.documents.notebook_json import as_mappings, as_text
from ipytts.description.documents.passages import Passage, Section
from ipytts.errors import SpeechError
from ipytts.narration.cell_visibility import Visibility, is_slide_show, visibility
from ipytts.narration.notebook_file import read_notebook
from ipytts.narration.notebook_settings import read_settings
from ipytts.narration.removal_tags import RemovalTags, configured_tags
from ipytts.narration.saved_cells import SavedCell, saved_cells
from ipytts.narration.script import Script
from ipytts.narration.titles import find_title


def script_from_notebook(path: str | PathLike[str], *, code_mode: CodeMode | None = None) -> Script:
    """Return the script of a saved notebook of any format version. The notebook is not run.

    Its title and what is not given are as for `build_script`; its name is that of the file.

    Raises
    ------
    SpeechError
        The file is not a notebook, the script is empty, or a package is not installed.
    """
    notebook = read_notebook(path)
    script = build_script(notebook, code_mode=code_mode, name=Path(path).stem, removed=configured_tags())
    if not script.sections:
        why = _why_empty(notebook, code_mode or script.settings.code)
        raise SpeechError(f"There is nothing to say in {path}: {why}")
    return script


def build_script(
    notebook: Mapping[str, Any],
    *,
    code_mode: CodeMode | None = None,
    name: str = "",
    removed: RemovalTags | None = None,
) -> Script:
    """Return the script of a loaded notebook in format 4; without sections if the notebook has no words.

    The title is that of its settings, or else as `find_title` finds it. Without a `code_mode`, code is
    described as its settings say, or else in a summary. What has one of the `removed` tags is left out.

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
    settings = read_settings(notebook, name)
    mode = code_mode or settings.code or "summary"
    removed = removed or RemovalTags()
    is_in_slides = is_slide_show(notebook)
    grouped: list[tuple[Section, list[Passage]]] = [(Section(), [])]
    warnings: set[str] = set()  # those of the cells so far
    for cell in saved_cells(notebook):
        saved = replace(cell, context=replace(cell.context, warnings=frozenset(warnings)))
        seen = visibility(saved.cell, removed, is_in_slides=is_in_slides)
        for part in _parts(saved, seen, "summary" if seen.is_requested and mode == "skip" else mode):
            if isinstance(part, Section):
                grouped.append((replace(part, cell=saved.number), []))
            else:
                grouped[-1][1].append(replace(part, cell=saved.number))
        warnings |= outputs.find_warnings(seen.outputs)
    sections = [replace(section, passages=tuple(passages)) for section, passages in grouped]
    if not sections[0].passages:
        del sections[0]
    title = find_title(notebook, sections, name, settings.title)
    return Script(title, tuple(sections), settings, (*settings.notices, *removed.notices))


def _parts(saved: SavedCell, seen: Visibility, code_mode: CodeMode) -> Iterator[Section | Passage]:
    if saved.kind == "markdown" and seen.source:
        yield from markdown.to_passages(saved.source, code_mode=code_mode, macros=saved.context.macros)
    elif saved.kind == "code":
        shown = tuple(outputs.to_passages(seen.outputs, saved.context))
        length = sum(len(passage.text) for passage in shown)
        language = saved.context.language
        if seen.source and (
            words := code.describe_code(saved.source, code_mode, language=language, output_length=length)
        ):
            yield Passage(words, "code")
        yield from shown


def _why_empty(notebook: Mapping[str, Any], code_mode: CodeMode | None) -> str:
    cells = as_mappings(notebook.get("cells"))
    if not cells:
        return "it has no cells."
    if code_mode == "skip" and any(cell.get("cell_type") == "code" for cell in cells):
        return (
            "it has no text and no outputs, and code is skipped.\n"
            "Run it and save it with its outputs, or use --code summary."
        )
    if not any(as_text(cell.get("source")).strip() for cell in cells):
        return "its cells are empty."
    return "its cells are left out by their tags, or have only buttons, badges, links or a license."
