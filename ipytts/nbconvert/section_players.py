"""``jupyter nbconvert --to html --template speech``: a captioned player at each section of the page."""

from __future__ import annotations

import functools
import re
from base64 import b64encode
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any

from nbconvert.preprocessors import Preprocessor

from ipytts.narration.role_voices import has_something_to_say
from ipytts.narration.script import Script
from ipytts.nbconvert.exporter import Narration
from ipytts.playback.progress import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

    from ipytts.description.documents.passages import Section
    from ipytts.narration.recording import Recording

_HEADING_END = re.compile(r"</h[1-6]>")


class SectionPlayers(Narration, Preprocessor):
    """Has each section of a notebook spoken, for the template ``speech``."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the players among the resources, and tell the cells their numbers.

        Parameters
        ----------
        nb : NotebookNode
            The notebook.
        resources : dict
            What nbconvert knows of it.

        Returns
        -------
        NotebookNode, dict
            Both, changed.
        """
        players, tell = PlayersByCell(), functools.lru_cache(self.log.warning)  # each notice once
        for section, script in _sections(self.script_of(nb, resources)):
            players.add(section, self.spoken(script, tell))
        for number, cell in enumerate(nb.cells, 1):
            cell.metadata["ipytts_cell"] = number
        resources["ipytts"] = players
        return nb, resources


def _sections(script: Script) -> Iterator[tuple[Section, Script]]:
    """Yield each section, and what is said at it: at the first one the title too, if no heading says it."""
    title = "" if script.title in [section.heading for section in script.sections] else script.title
    for section in script.sections:
        spoken = Script(title, (section,))
        if has_something_to_say(spoken):
            yield section, spoken
            title = ""


class PlayersByCell:
    """The players of a page; the template asks it."""

    def __init__(self) -> None:
        self._by_cell: dict[int, list[tuple[bool, str]]] = defaultdict(list)

    def add(self, section: Section, recording: Recording) -> None:
        """Add the player of a section to those of the cell that it begins in."""
        cell = section.cell or next((passage.cell for passage in section.passages if passage.cell), 1)
        self._by_cell[cell].append((bool(section.heading), _player(section.heading, recording)))

    @staticmethod
    def has_scripts(notebook: NotebookNode) -> bool:
        """Tell whether outputs may need the loader of scripts that the page brings."""
        outputs = [cell.get("outputs") for cell in notebook.cells]
        return "widgets" in notebook.metadata or bool(re.search(r"<script|/javascript", str(outputs)))

    @staticmethod
    def has_mathematics(notebook: NotebookNode) -> bool:
        """Tell whether there may be formulas for the page to draw."""
        said = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
        said += [str(cell.get("outputs")) for cell in notebook.cells]
        return any(re.search(r"\$|\\\\[(\[]|\\begin\{", text) for text in said)

    def placed(self, html: str, cell: NotebookNode) -> str:
        """Return a cell's page with its players: each below its heading, else before the cell."""
        players = self._by_cell.get(cell.metadata.get("ipytts_cell"), [])
        headed = iter([player for is_headed, player in players if is_headed])
        before = "".join(player for is_headed, player in players if not is_headed)
        html = _HEADING_END.sub(lambda end: end[0] + next(headed, ""), html)
        return before + "".join(headed) + html


def _player(heading: str, recording: Recording) -> str:
    data, known = recording.playable()
    name = escape(heading or recording.script.title or "Beginning")
    captions = b64encode(recording.captions().encode()).decode()
    return (
        '<figure class="ipytts-player">'
        f"<figcaption>Listen: {name}, {format_duration(recording.duration)}</figcaption>"
        f'<audio controls preload="metadata" aria-label="{name}, spoken">'
        f'<source src="data:{known.mimetype};base64,{b64encode(data).decode()}" type="{known.mimetype}">'
        f'<track kind="captions" srclang="en" label="Captions" default src="data:text/vtt;base64,{captions}">'
        '</audio><p class="ipytts-caption"></p></figure>'
    )
