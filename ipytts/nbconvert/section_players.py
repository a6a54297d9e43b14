"""``jupyter nbconvert --to html --template speech``: a captioned player at each section of the page."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from nbconvert.preprocessors import Preprocessor

from ipytts.narration.page import PagePlayers, needs_mathjax, needs_requirejs, split_by_section
from ipytts.nbconvert.narration_traits import NarrationTraits

if TYPE_CHECKING:
    from nbformat import NotebookNode


class SectionPlayers(NarrationTraits, Preprocessor):
    """Speaks each section of a notebook for the template ``speech``."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Add the players to the resources, and add its number to the metadata of each cell.

        Raises
        ------
        ConversionException
            The notebook cannot be spoken.
        """
        players, notify_once = PagePlayers(), functools.lru_cache(self.log.warning)
        for section, script in split_by_section(self.build_script(nb, resources)):
            players.add(section, self.speak(script, notify_once))
        for number, cell in enumerate(nb.cells, 1):
            cell.metadata["ipytts_cell"] = number
        resources["ipytts"] = {
            "players": players,
            "needs_requirejs": needs_requirejs(nb),
            "needs_mathjax": needs_mathjax(nb),
        }
        return nb, resources
