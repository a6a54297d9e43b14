"""Decide what of a cell is narrated, by its tags, its metadata and the options at the top of its code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipytts.description.documents.code.cell_options import cell_options
from ipytts.description.documents.notebook_json import as_mapping, as_mappings, as_text
from ipytts.narration.removal_tags import RemovalTags

_SKIP, _NARRATE = "ipytts-skip", "ipytts-narrate"
# Of Jupyter Book and MyST-NB, where "_" may stand for "-", and our own of before.
_CELL = {"remove-cell", "hide-cell", "skip-narration"}
_SOURCE = {"remove-input", "hide-input"}
_OUTPUTS = {"remove-output", "hide-output"}
_STREAMS = {"stdout": "remove-stdout", "stderr": "remove-stderr"}
_FALSE = ("false", "no", "off")  # in YAML
_SLIDES = ("slide", "subslide", "fragment")
# A comment of nbdev: "#| hide", or "#hide_input" in its first version.
_DIRECTIVE = re.compile(r"\s*#\s*\|?\s*(hide(?:_input|_output)?)\s*\Z")
_COMMENT = re.compile(r"\s*(?:#|\Z)")


@dataclass(frozen=True)
class Visibility:
    """What of a cell is narrated."""

    source: bool  # its text or its code
    outputs: Sequence[Mapping[str, Any]]
    is_requested: bool = False  # even where code is skipped


def visibility(
    cell: Mapping[str, Any], removed: RemovalTags | None = None, *, is_in_slides: bool = False
) -> Visibility:
    r"""Return what of a cell in format 4 is narrated.

    Parameters
    ----------
    cell : mapping
        Its tag ``ipytts-skip`` comes first, then ``ipytts-narrate``; then whatever hides or removes it.
    removed : RemovalTags, optional
        The tags by which nbconvert removes cells, inputs and outputs.
    is_in_slides : bool
        Whether the notebook is a slide show, so that a skipped slide is left out.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": "#| echo: false\nplot()", "metadata": {}, "outputs": []}
    >>> visibility(cell).source
    False
    >>> visibility({**cell, "metadata": {"tags": ["ipytts-narrate"]}}).source
    True
    """
    removed = removed or RemovalTags()
    tags = _tags(cell)
    outputs = as_mappings(cell.get("outputs"))
    if _SKIP in tags:
        return Visibility(source=False, outputs=[])
    if _NARRATE in tags:
        return Visibility(source=True, outputs=outputs, is_requested=True)
    plain = {tag.replace("_", "-") for tag in tags} | set(_as_tags(cell))
    is_skipped = is_in_slides and _slide_type(cell) == "skip"
    if plain & _CELL or tags & removed.cells or is_skipped:
        return Visibility(source=False, outputs=[])
    if cell.get("cell_type") != "code":
        return Visibility(source=True, outputs=outputs)
    if plain & _OUTPUTS or tags & removed.all_outputs:
        outputs = []
    shown = [each for each in outputs if not _is_removed(each, plain, removed)]
    return Visibility(source=not (plain & _SOURCE or tags & removed.inputs), outputs=shown)


def is_slide_show(notebook: Mapping[str, Any]) -> bool:
    """Return whether a notebook has cells that are slides, or parts of slides."""
    return any(_slide_type(cell) in _SLIDES for cell in as_mappings(notebook.get("cells")))


def _tags(item: Mapping[str, Any]) -> set[str]:
    """Return the tags of a cell or an output."""
    tags = as_mapping(item.get("metadata")).get("tags")
    return {tag for tag in (tags if isinstance(tags, list) else ()) if isinstance(tag, str)}


def _slide_type(cell: Mapping[str, Any]) -> str:
    return as_text(as_mapping(as_mapping(cell.get("metadata")).get("slideshow")).get("slide_type"))


def _is_removed(output: Mapping[str, Any], tags: set[str], removed: RemovalTags) -> bool:
    is_stream = output.get("output_type") == "stream"
    of_stream = _STREAMS.get(as_text(output.get("name"))) if is_stream else None
    return of_stream in tags or bool(_tags(output) & removed.single_outputs)


def _as_tags(cell: Mapping[str, Any]) -> Iterator[str]:
    """Yield what else hides parts of a cell, each as the tag that does the same."""
    metadata = as_mapping(cell.get("metadata"))
    jupyter, transient = as_mapping(metadata.get("jupyter")), as_mapping(metadata.get("transient"))
    # JupyterLab's, the classic notebook's, and what nbconvert has removed already.
    hides_source = (jupyter.get("source_hidden"), metadata.get("hide_input"), transient.get("remove_source"))
    if any(each is True for each in hides_source):
        yield "hide-input"
    if jupyter.get("outputs_hidden") is True:
        yield "hide-output"
    if cell.get("cell_type") == "code":
        yield from _options(as_text(cell.get("source")))


def _options(source: str) -> Iterator[str]:
    """Yield what the options of Quarto and the comments of nbdev at the top of code hide."""
    if "#" not in source:
        return
    options = cell_options(source)
    tags = {"include": "remove-cell", "echo": "remove-input", "output": "remove-output"}
    yield from (tag for option, tag in tags.items() if _is_false(options.get(option)))
    for line in source.splitlines():
        if not _COMMENT.match(line):
            return
        if found := _DIRECTIVE.match(line):
            yield {"hide": "hide-cell", "hide_input": "hide-input", "hide_output": "hide-output"}[found[1]]


def _is_false(texts: Sequence[str] | None) -> bool:
    return any(text.lower() in _FALSE for text in texts or ())
