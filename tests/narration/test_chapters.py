"""Chapters: where each heading is starts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from ipytts.description.documents.passages import Passage, Section
from ipytts.narration.chapters import chapters_of
from ipytts.narration.recording import Recording
from ipytts.narration.role_voices import plan_script
from ipytts.narration.script import Script
from ipytts.narration.script_builder import script_from_notebook
from ipytts.services.service import Service
from ipytts.synthesis.part import Part
from tests.helpers.environment import require

NOTEBOOKS = sorted((Path(__file__).parent / "notebooks").glob("*.ipynb"))
NOBODY = Service("http://127.0.0.1:9/v1", limit=100)
LONG = "Over and over again it goes. " * 20
SCRIPT = Script(
    "Birds",
    (
        Section("", 0, (Passage("Before all."),)),
        Section("One", 1, (Passage(LONG), Passage("* * *"), Passage("A > B."))),
        Section("Two & more", 2),
        Section("—", 2),
        Section("Three", 1, (Passage("The end."),)),
    ),
)


def parts_of_script() -> list[Part]:
    """Return the parts of a speech of `SCRIPT`, each one second long."""
    return [Part(s.text, i, i + 1) for i, s in enumerate(plan_script(SCRIPT, service=NOBODY).steps)]


def test_chapter_lasts_from_its_heading_to_the_next() -> None:
    parts = parts_of_script()
    chapters = chapters_of(SCRIPT, parts)
    assert [chapter.text for chapter in chapters] == ["Birds", "One", "Two & more", "Three"]
    starts = {part.text.strip(): part.start for part in parts}
    assert [chapter.start for chapter in chapters] == [
        starts["Birds."],
        starts["One."],
        starts["Two & more."],
        starts["Three."],
    ]
    assert all(before.end == after.start for before, after in pairwise(chapters))
    assert chapters[-1].end == parts[-1].end


def test_incomplete_speech_has_chapters_up_to_its_end() -> None:
    chapters = chapters_of(SCRIPT, parts_of_script()[:4])
    assert [(chapter.text, chapter.end) for chapter in chapters] == [("Birds", 2), ("One", 4)]


def test_chapters_track_is_web_vtt() -> None:
    speech = Recording(b"", script=SCRIPT, text="", voice="", parts=parts_of_script())
    assert speech.chapters_track().startswith("WEBVTT\n\n00:00:")
    assert "Two &amp; more" in speech.chapters_track()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_heading_of_public_notebooks_is_a_chapter(path: Path) -> None:
    require("markdown_it", "bs4")
    script = script_from_notebook(path, code_mode="read")
    steps = plan_script(script, service=Service(NOBODY.base_url)).steps
    chapters = chapters_of(script, [Part(step.text, i, i + 1) for i, step in enumerate(steps)])
    headings = [section.heading for section in script.sections if section.heading]
    headed = chapters[len(chapters) - len(headings) :]  # before them there may be an opening
    assert [chapter.text for chapter in headed] == headings
    assert (chapters[0].start, chapters[-1].end) == (0, len(steps))
    for chapter in headed:  # each begins with its heading
        assert steps[int(chapter.start)].text.startswith(chapter.text[:20])
