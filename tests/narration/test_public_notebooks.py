"""Public notebooks from many fields to scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ipytts.description.documents.code.code import CODE_MODES
from ipytts.narration.script_builder import script_from_notebook
from ipytts.narration.script_file import from_markdown, to_markdown

_NOTEBOOKS = sorted((Path(__file__).parent / "notebooks").glob("*.ipynb"))
_NOT_WORDS = re.compile(
    r"[\\`{}_^]|<[a-z/!]|\*\*|\$\$|&\w+;"  # LaTeX, Markdown, HTML
    r"|[A-Za-z0-9+/]{50,}|iVBOR|data:image"  # base64
    r"|\x1b|0x[0-9a-f]{6}|object at|IPY_MODEL"  # what terminals and Python add
    r"|\b(?:frac|begin matrix|left open|mathbf|text open)\b"
)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^ {0,3}(?![#>*+-])(\S.*)\n {0,3}(=+|-{2,})[ ]*$", re.MULTILINE)
_MARKS = {"=": "#", "-": "##"}
_TAGGED = re.compile(r"<h([1-6])[^>]*>\s*(\S+)")
_CONTENTS = re.compile(
    r"^#+ Table of contents.*\n(?: *(?:[-*]|\d+\.) \[.*\]\(#.*\)\s*)+", re.MULTILINE
)  # not read
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def _headings(path: Path) -> list[tuple[int, str, int]]:
    """Return cell, first word and level of each heading, found without the parser of ipytts."""
    found = []
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8")).get("cells", []), 1):
        if cell["cell_type"] == "markdown":
            source = _CONTENTS.sub("", _FENCED.sub("", "".join(cell["source"])))
            found += [(number, tag[2], int(tag[1])) for tag in _TAGGED.finditer(source)]
            source = _UNDERLINED.sub(lambda match: f"{_MARKS[match[2][0]]} {match[1]}", source).replace(
                "`", ""
            )
            found += [(number, match[2].split()[0], len(match[1])) for match in _HEADING.finditer(source)]
    return found


def test_there_are_at_least_fifty_notebooks() -> None:
    assert len(_NOTEBOOKS) >= 50
    assert sum(len(_headings(path)) for path in _NOTEBOOKS) > 100


@pytest.mark.parametrize("path", _NOTEBOOKS, ids=lambda path: path.stem)
def test_script_has_all_headings_and_no_markup(path: Path) -> None:
    scripts = [script_from_notebook(path, code_mode=reading) for reading in CODE_MODES]
    for script in scripts:
        assert [found[0] for passage in script.passages() if (found := _NOT_WORDS.search(passage.text))] == []
        chapters = [section for section in script.sections if section.heading]
        headings = [(section.cell, section.heading.split()[0], section.level) for section in chapters]
        assert headings == _headings(path)
        assert from_markdown(to_markdown(script)) == script
    skipped, summary, read = (sum(len(passage.text) for passage in script.passages()) for script in scripts)
    assert skipped <= summary <= read
    assert skipped < read
