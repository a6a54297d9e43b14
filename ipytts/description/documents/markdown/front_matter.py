"""Read front matter: the YAML at the top of a document, as of Quarto, Jekyll, Jupytext and MyST."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ipytts.description.documents.notebook_json import as_mappings, as_text
from ipytts.description.documents.yaml_texts import read_texts

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_YAML_LINE = re.compile(r"[A-Za-z][\w-]*\s*:(?:\s.*)?|[ \t].*|-(?:\s.*)?|#.*|")
_NBDEV = re.compile(  # a title, a description, and settings as a list
    r"(?P<title>\A\s*# .+\n\s*(?:>.*\n\s*)*)"
    r"(?:[-*] (?:order|output-file|skip_\w+|toc|branch|badges|comments|categories|image|hide|author|tags)"
    r": .*\s*)+\Z"
)
# Between two rules may also stand a heading, such as "Note: read this". One of these keys is needed.
_KEYS = frozenset(
    ["title", "subtitle", "author", "authors", "date", "format", "jupyter", "kernelspec", "jupytext", "lang",
     "layout", "description", "output", "toc", "execute", "categories", "tags", "permalink", "keywords"]
)  # fmt: skip
_FIRST_CELLS = 3  # an empty cell, or one with code, may come before front matter


def notebook_front_matter(notebook: Mapping[str, Any]) -> dict[str, str]:
    r"""Return the texts in the front matter of a loaded notebook by their keys; empty without front matter.

    Examples
    --------
    >>> cell = {"cell_type": "raw", "source": "---\ntitle: Vögel\nlang: de\n---"}
    >>> notebook_front_matter({"cells": [cell]})
    {'title': 'Vögel', 'lang': 'de'}
    """
    cells = as_mappings(notebook.get("cells"))[:_FIRST_CELLS]
    texts = (as_text(cell.get("source")) for cell in cells if cell.get("cell_type") in ("raw", "markdown"))
    return next(filter(None, map(read_front_matter, texts)), {})


def read_front_matter(text: str) -> dict[str, str]:
    r"""Return the texts in the front matter of a document by their keys; empty without front matter.

    Of a list, the first text is returned.

    Examples
    --------
    >>> read_front_matter("---\ntitle: 'The bills'\nlang: de\n---\nText")
    {'title': 'The bills', 'lang': 'de'}
    """
    found = _found(text)
    texts = read_texts(found["yaml"].splitlines()) if found else {}
    return {key: value[0] for key, value in texts.items() if value}


def without_front_matter(text: str) -> str:
    r"""Return a document without its front matter.

    Examples
    --------
    >>> without_front_matter("---\ntitle: Bills\n---\nText"), without_front_matter("---\nText\n---")
    ('Text', '---\nText\n---')
    >>> without_front_matter("# Bills\n> How long\n- order: 4")
    '# Bills\n> How long\n'
    """
    if found := _NBDEV.match(text):
        return found["title"]
    found = _found(text)
    return text[found.end() :] if found else text


def _found(text: str) -> re.Match[str] | None:
    found = _BLOCK.match(text)
    if found is None:
        return None
    lines = found["yaml"].splitlines()
    keys = {line.partition(":")[0].strip() for line in lines if not line.startswith((" ", "\t"))}
    return found if _KEYS & keys and all(map(_YAML_LINE.fullmatch, lines)) else None
