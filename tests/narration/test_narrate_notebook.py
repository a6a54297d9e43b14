"""Saved notebooks to recordings and their files."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Speech
from ipytts.audio.response_formats import FORMATS
from ipytts.errors import InvalidRequestError, OutputError, ServiceError, SpeechError
from ipytts.narration.narrate_notebook import narrate_notebook
from ipytts.narration.recording import Recording
from tests.helpers.captions import read_captions
from tests.helpers.client_calls import service_of
from tests.helpers.environment import report_missing
from tests.helpers.faults import framed, respond
from tests.helpers.notebooks import REPORT, write_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.speech_server import SpeechServer


def test_saved_files_match_the_script(server: SpeechServer, tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "report.ipynb", REPORT, "%import penguins\npenguins.load()")
    recording = narrate_notebook(
        path, voice="sage", voices={"quotation": "onyx"}, service=service_of(server), code="skip"
    )
    assert isinstance(recording, Speech)
    said = [(request.body["input"], request.body["voice"]) for request in server.requests]
    assert sorted(said) == sorted(
        [
            ("Penguins.", "sage"),
            ("Three species were measured. It took three years.", "sage"),
            ("They cannot fly.", "onyx"),
            ("Mass.", "sage"),
            ("The mean is 4202 grams.", "sage"),
        ]
    )
    recording.save(tmp_path / "report.mp3")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        *("report.chapters.vtt", "report.ipynb", "report.mp3", "report.script.md", "report.vtt")
    ]
    captions = read_captions((tmp_path / "report.vtt").read_text())
    assert [words for _, _, words in captions] == [
        "Penguins.",
        "Three species were measured.",
        "It took three years.",
        "They cannot fly.",
        "Mass.",
        "The mean is 4202 grams.",
    ]
    chapters = read_captions((tmp_path / "report.chapters.vtt").read_text())
    assert [words for _, _, words in chapters] == ["Penguins", "Mass"]
    parts = recording.parts
    assert [start for start, _, _ in chapters] == [0, round(parts[3].start * 1000)]
    assert chapters[-1][1] == round(recording.duration * 1000)
    # A tone fills its part, so that captions begin where parts do.
    starts = [start for start, _, words in captions if words != "It took three years."]
    assert starts == pytest.approx([part.start * 1000 for part in parts], abs=120)
    assert "## Mass\n" in (tmp_path / "report.script.md").read_text()


def test_mp3_contains_the_chapters(server: SpeechServer, tmp_path: Path) -> None:
    if shutil.which("ffprobe") is None:
        report_missing("ffprobe")
    path = write_notebook(tmp_path / "report.ipynb", REPORT)
    recording = narrate_notebook(path, service=service_of(server))
    recording.save(tmp_path / "report.mp3")
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", str(tmp_path / "report.mp3")]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["chapters"]
    assert [chapter["tags"]["title"] for chapter in found] == ["Penguins", "Mass"]
    assert float(found[1]["start_time"]) == pytest.approx(recording.chapters[1].start, abs=0.001)


@pytest.mark.parametrize("response_format", ["opus", "aac", "flac", "wav", "pcm"])
def test_save_writes_chapters_and_captions_beside_formats_other_than_mp3(
    server: SpeechServer, tmp_path: Path, response_format: str
) -> None:
    path = write_notebook(tmp_path / "report.ipynb", "# One", "# Two")
    recording = narrate_notebook(path, service=service_of(server), response_format=response_format)
    assert recording.response_format == response_format
    suffix = FORMATS[response_format].suffixes[0]
    recording.save(tmp_path / f"report{suffix}")
    cues = read_captions((tmp_path / "report.chapters.vtt").read_text())
    assert [words for _, _, words in cues] == ["One", "Two"]
    assert cues[0][1] == cues[1][0] == pytest.approx(600, abs=100)
    assert len(read_captions((tmp_path / "report.vtt").read_text())) == 2


def test_change_of_one_cell_requests_only_its_parts(server: SpeechServer, tmp_path: Path) -> None:
    cells = ["# Penguins", *(f"Cell {number} says this." for number in range(20))]
    path = write_notebook(tmp_path / "report.ipynb", *cells)
    narrate_notebook(path, service=service_of(server))
    assert len(server.requests) == 21
    cells[7] = "Another thing is said. And more."
    write_notebook(path, *cells, "At the end.")
    narrate_notebook(path, service=service_of(server))
    assert {request.body["input"] for request in server.requests[21:]} == {cells[7], "At the end."}
    assert len(server.requests) == 23


def test_parts_before_a_failure_are_cached_and_can_be_saved(server: SpeechServer, tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "report.ipynb", "# One", "# Two", "# Three", "# Four")
    service = dataclasses.replace(service_of(server), at_once=1)
    server.misbehave(*[framed("length")] * 2, respond(400, "no"))
    with pytest.raises(ServiceError, match=r"Part 3 of 4 .* failed") as caught:
        narrate_notebook(path, service=service)
    begun = caught.value.speech
    assert isinstance(begun, Recording)
    assert [chapter.text for chapter in begun.chapters] == ["One", "Two"]
    begun.save(tmp_path / "begun.mp3")
    assert len(read_captions((tmp_path / "begun.vtt").read_text())) == 2
    requests_before = len(server.requests)
    assert len(narrate_notebook(path, service=service).chapters) == 4
    assert [request.body["input"] for request in server.requests[requests_before:]] == ["Three.", "Four."]


def test_edited_script_is_spoken_and_not_overwritten(server: SpeechServer, tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "report.ipynb", REPORT)
    narrate_notebook(path, service=service_of(server)).save(tmp_path / "report.mp3")
    script = tmp_path / "report.script.md"
    script.write_text(script.read_text().replace("They cannot fly.", "They swim."))
    edited = narrate_notebook(path, script=script, service=service_of(server))
    assert "They swim." in edited.text
    assert server.requests[-1].body["input"] == "They swim."
    before = (tmp_path / "report.mp3").read_bytes()
    with pytest.raises(OutputError, match=r"report\.script\.md' was edited"):
        narrate_notebook(path, service=service_of(server)).save(tmp_path / "report.mp3")
    assert "They swim." in script.read_text()
    assert (tmp_path / "report.mp3").read_bytes() == before
    edited.save(tmp_path / "swim.mp3")
    assert "They swim." in (tmp_path / "swim.script.md").read_text()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"code": "aloud"}, InvalidRequestError, "code='aloud' is not possible: choose one of skip"),
        ({"script": "nowhere.md"}, SpeechError, "nowhere.md cannot be read: No such file"),
        ({"voices": {"song": "onyx"}}, InvalidRequestError, "no role 'song'"),
    ],
)
def test_invalid_options_are_refused_before_any_request(
    server: SpeechServer, tmp_path: Path, options: dict[str, Any], error: type[SpeechError], words: str
) -> None:
    path = write_notebook(tmp_path / "report.ipynb", REPORT)
    with pytest.raises(error, match=words):
        narrate_notebook(path, service=service_of(server), **options)
    assert not server.requests
