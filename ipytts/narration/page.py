"""Insert a captioned player at each section of a notebook's HTML."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from ipytts.description.documents.html.html import visible_text
from ipytts.description.documents.passages import Section
from ipytts.narration.chapters import UNTITLED
from ipytts.narration.script import Script
from ipytts.playback.progress import format_duration

if TYPE_CHECKING:
    from ipytts.narration.recording import Recording

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_WORD = re.compile(r"\w+")
_SCRIPT = re.compile(r"<script|/javascript")
_FORMULA = re.compile(r"\$|\\\\[(\[]|\\begin\{")


def split_by_section(script: Script) -> Iterator[tuple[Section, Script]]:
    """Yield each section that has words with a script of its own; the first script also has the title."""
    title = "" if script.has_title_in_text else script.title
    for section in script.sections:
        part = replace(script, title=title, sections=(section,))
        if part.has_words:
            yield section, part
            title = ""


class PagePlayers:
    """The players of a page, by the number of the cell in which their section begins."""

    def __init__(self) -> None:
        self._below_headings: dict[int, list[tuple[Section, str]]] = defaultdict(list)
        self._before_cells: dict[int, str] = {}

    def add(self, section: Section, recording: Recording) -> None:
        """Add the player of a section."""
        cell = section.cell or next((passage.cell for passage in section.passages if passage.cell), 1)
        player = _player(section.heading or recording.script.title or UNTITLED, recording)
        if section.heading:
            self._below_headings[cell].append((section, player))
        else:
            self._before_cells[cell] = player

    def insert(self, html: str, cell: int) -> str:
        """Return the HTML of a cell with its players: below their headings, or else before the cell."""
        waiting = list(self._below_headings[cell])
        are_all_spoken = len(_HEADING.findall(html)) == len(waiting)

        def with_player(heading: re.Match[str]) -> str:
            if waiting and (are_all_spoken or _is_heading_of(waiting[0][0], heading)):
                return heading[0] + waiting.pop(0)[1]
            return heading[0]

        html = _HEADING.sub(with_player, html)
        return self._before_cells.get(cell, "") + "".join(player for _, player in waiting) + html


def _is_heading_of(section: Section, heading: re.Match[str]) -> bool:
    """Return whether a heading is that of a section: those of notes, for instance, begin no section."""
    words = [_WORD.findall(text) for text in (section.heading, visible_text(heading[2]))]
    return int(heading[1]) == section.level and words[0][:1] == words[1][:1]


def needs_requirejs(notebook: Mapping[str, Any]) -> bool:
    """Return whether outputs of a notebook may contain scripts that RequireJS loads."""
    outputs = [cell.get("outputs") for cell in notebook["cells"]]
    return "widgets" in notebook["metadata"] or bool(_SCRIPT.search(str(outputs)))


def needs_mathjax(notebook: Mapping[str, Any]) -> bool:
    """Return whether a notebook may contain formulas that MathJax renders."""
    texts = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    texts += [str(cell.get("outputs")) for cell in notebook["cells"]]
    return any(_FORMULA.search(text) for text in texts)


def _player(name: str, recording: Recording) -> str:
    data, known = recording.playable()
    name = escape(name)
    captions = b64encode(recording.captions().encode()).decode()
    return (
        '<figure class="ipytts-player">'
        f"<figcaption>Listen: {name}, {format_duration(recording.duration)}</figcaption>"
        f'<audio controls preload="metadata" aria-label="{name}, spoken">'
        f'<source src="data:{known.mimetype};base64,{b64encode(data).decode()}" type="{known.mimetype}">'
        f'<track kind="captions" srclang="{recording.language}" label="Captions" default '
        f'src="data:text/vtt;base64,{captions}">'
        '</audio><p class="ipytts-caption"></p></figure>'
    )
