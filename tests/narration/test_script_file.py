from __future__ import annotations

import pytest

from ipytts import SpeechError
from ipytts.description.documents.passages import ROLES, Passage, Section
from ipytts.narration.script import Script
from ipytts.narration.script_file import from_markdown, to_markdown

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

_CHARACTERS = st.characters(exclude_categories=["Cs"])
_LINE = st.one_of(
    st.text(_CHARACTERS, max_size=20),
    st.sampled_from(
        ["# not a heading", "\\# nor this", "<!-- cell 3 -->", "---", "title: x", "\\---", "> a"]
    ),
    st.text("#\\<!->- 1c", max_size=8),
)
_TEXT = _LINE.filter(lambda line: line.split())
_CELL = st.none() | st.integers(1, 400)
_PASSAGES = st.lists(st.builds(Passage, _TEXT, st.sampled_from(ROLES), _CELL), max_size=4).map(tuple)
_SECTION = st.builds(Section, _TEXT, st.integers(1, 6), _PASSAGES, _CELL)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    opening = draw(_PASSAGES)
    sections = draw(st.lists(_SECTION, max_size=4))
    return Script(draw(_LINE), ((Section(passages=opening),) if opening else ()) + tuple(sections))


@given(scripts())
def test_from_markdown_reverses_to_markdown(script: Script) -> None:
    assert from_markdown(to_markdown(script)) == script


def test_edited_markdown_is_read_as_it_is() -> None:
    script = from_markdown(
        "An opening line.\n\n<!-- cell 4, quotation -->\nTo *be*,\r\nor not.\n## Results\n"
        "<!-- what follows\nis new -->\nNinety percent.\n"
    )
    assert script == Script(
        "Results",
        (
            Section(passages=(Passage("An opening line."), Passage("To *be*, or not.", "quotation", 4))),
            Section("Results", 2, (Passage("Ninety percent.", cell=4),), cell=4),
        ),
    )


def test_long_script_is_read() -> None:
    text = "".join(f"<!-- cell {n} -->\n\nWords.\n\n" for n in range(1, 20_001))
    assert len(from_markdown(text).sections[0].passages) == 20_000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Fine.\n\n<!-- cell 3, outputs -->\n", "Line 3, <!-- cell 3, outputs -->, is not understood"),
        ("<!-- cell three -->", "Line 1"),
        ("Fine.\n<!-- and\n\nno end", "Line 2 begins a comment"),
        ("---\ntitle: x\n\nText.", "Line 1 begins a title"),
    ],
)
def test_syntax_error_is_reported_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SpeechError, match=message):
        from_markdown(text)


def test_invalid_headings_levels_and_passages_are_refused() -> None:
    for heading, level in (("Data", 0), ("", 1), ("Data", 7)):
        with pytest.raises(ValueError, match="not possible"):
            Section(heading, level)
    with pytest.raises(ValueError, match="first section"):
        Script("Penguins", (Section("Data", 1), Section()))
    with pytest.raises(ValueError, match="needs a text"):
        Passage(" \n")
