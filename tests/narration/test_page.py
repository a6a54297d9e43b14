"""The page that speaks: players at the sections of a notebook."""

from __future__ import annotations

from typing import Any

import pytest

from ipytts.description.documents.passages import Passage, Section
from ipytts.narration.page import PagePlayers, needs_mathjax, needs_requirejs, split_by_section
from ipytts.narration.recording import Recording
from ipytts.narration.script import Script

OPENING = Section(passages=(Passage("Of three species.", cell=1),))
ONE, TWO = Section("One", 1, cell=2), Section("A & B", 2, cell=2)


def recording(script: Script) -> Recording:
    return Recording(bytes(48_000), script=script, text="", voice="", response_format="pcm")


def test_split_by_section_adds_the_title_to_the_first_section_with_words() -> None:
    dashes = Section(passages=(Passage("* * *"),))
    scripts = [part for _, part in split_by_section(Script("Birds", (OPENING, ONE)))]
    assert scripts == [Script("Birds", (OPENING,)), Script("", (ONE,))]
    assert [part for _, part in split_by_section(Script("One", (dashes, ONE)))] == [Script("", (ONE,))]


def test_players_are_inserted_below_headings_or_before_the_cell() -> None:
    players = PagePlayers()
    for section, script in split_by_section(Script("Birds", (OPENING, ONE, TWO))):
        players.add(section, recording(script))
    first = players.insert("<p>Of three species.</p>", 1)
    assert first.startswith('<figure class="ipytts-player"><figcaption>Listen: Birds, 1 s')
    assert first.endswith("</figure><p>Of three species.</p>")
    headings = players.insert("<h1>One</h1><h2>A &amp; B</h2><h3>Unspoken</h3>", 2)
    assert headings.index("</h1><figure") < headings.index("Listen: One")
    assert headings.index("</h2><figure") < headings.index("Listen: A &amp; B")
    assert headings.endswith("<h3>Unspoken</h3>")
    assert players.insert("<p>More.</p>", 3) == "<p>More.</p>"


def test_players_are_not_inserted_below_headings_that_begin_no_section() -> None:
    players = PagePlayers()
    for section, script in split_by_section(Script("One", (ONE, TWO))):
        players.add(section, recording(script))
    html = players.insert('<h1 id="1">Copyright 2024</h1><h1>One</h1><h3>A note</h3><h2>A &amp; B</h2>', 2)
    assert '<h1 id="1">Copyright 2024</h1><h1>One</h1><figure' in html
    assert "<h3>A note</h3><h2>A &amp; B</h2><figure" in html


@pytest.mark.parametrize(
    ("cell", "metadata", "scripts", "formulas"),
    [
        ({"cell_type": "markdown", "source": "Text."}, {}, False, False),
        ({"cell_type": "markdown", "source": "Let $x$ be."}, {}, False, True),
        ({"cell_type": "code", "source": "$", "outputs": ["$x$"]}, {}, False, True),
        (
            {"cell_type": "code", "source": "", "outputs": ["<script>"]},
            {},
            True,
            False,
        ),
        ({"cell_type": "code", "source": "", "outputs": []}, {"widgets": {}}, True, False),
    ],
)
def test_scripts_are_needed_for_outputs_and_formulas_only(
    cell: dict[str, Any], metadata: dict[str, Any], *, scripts: bool, formulas: bool
) -> None:
    notebook = {"cells": [cell], "metadata": metadata}
    assert (needs_requirejs(notebook), needs_mathjax(notebook)) == (scripts, formulas)
