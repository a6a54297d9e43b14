from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest
import webvtt

from ipytts import SpeechError, narrate
from ipytts.narration.script import Passage, Script, Section
from ipytts.narration.spoken import chapters, plan_script, speak_script
from tests.asking import TIMEOUT, service_of

if TYPE_CHECKING:
    from pathlib import Path

    from ipytts import Speech
    from tests.speech_server import SpeechServer

SCRIPT = Script(
    "Birds & more",
    (
        Section(passages=(Passage("Three species were measured."),)),
        Section(
            "Data",
            2,
            (Passage("To be, or not.", "quotation", 3), Passage("***"), Passage("344 rows.", "output")),
        ),
        Section("Results", 2, (Passage("Bills differ. So do wings."),)),
    ),
)


def spoken(server: SpeechServer, script: Script = SCRIPT, **settings: Any) -> Speech:
    return speak_script(script, service=service_of(server), handling={"timeout": TIMEOUT}, **settings)


def _seconds(time: str) -> float:
    hours, minutes, seconds = map(float, time.split(":"))
    return 3600 * hours + 60 * minutes + seconds


def test_each_passage_is_spoken_by_the_voice_of_its_role(server: SpeechServer) -> None:
    speech = spoken(server, voice="coral", voices={"quotation": "nova"})
    asked = {(request.body["input"], request.body["voice"]) for request in server.requests}
    assert asked == {
        ("Birds & more.", "coral"),
        ("Three species were measured.", "coral"),
        ("Data.", "coral"),
        ("To be, or not.", "nova"),
        ("344 rows.", "coral"),
        ("Results.", "coral"),
        ("Bills differ. So do wings.", "coral"),
    }
    assert "".join(part.text for part in speech.parts) == speech.text
    assert speech.text.startswith("Birds & more.\n\nThree species were measured.\n\nData.")


def test_after_a_change_only_what_changed_is_asked_for(server: SpeechServer) -> None:
    spoken(server)
    before = len(server.requests)
    assert spoken(server).from_cache
    changed = dataclasses.replace(SCRIPT.sections[2], passages=(Passage("Bills do not differ."),))
    spoken(server, Script(SCRIPT.title, (*SCRIPT.sections[:2], changed)))
    assert [request.body["input"] for request in server.requests[before:]] == ["Bills do not differ."]


@pytest.mark.parametrize("response_format", ["mp3", "wav"])
def test_chapters_begin_where_their_headings_are_spoken(server: SpeechServer, response_format: str) -> None:
    speech = spoken(server, response_format=response_format)
    starts = {part.text.strip(): part.start for part in speech.parts}
    cues = webvtt.from_string(chapters(SCRIPT, speech)).captions
    assert [cue.text for cue in cues] == ["Birds &amp; more", "Data", "Results"]
    times = [_seconds(cue.start) for cue in cues]
    assert times == pytest.approx([0, starts["Data."], starts["Results."]], abs=0.001)
    assert [cue.start for cue in cues[1:]] == [cue.end for cue in cues[:-1]]
    assert _seconds(cues[-1].end) == pytest.approx(speech.duration, abs=0.001)


def test_a_script_without_words_gets_a_clear_word() -> None:
    with pytest.raises(SpeechError, match="nothing to say"):
        plan_script(Script("", (Section(passages=(Passage("***"),)),)))


def test_a_script_of_one_passage_comes_in_the_format_that_was_asked_for(server: SpeechServer) -> None:
    planned = plan_script(Script("", SCRIPT.sections[:1]), service=service_of(server), response_format="flac")
    assert [step.request.response_format for step in planned.steps] == ["flac"]


def test_narrate_speaks_a_notebook_by_its_path(server: SpeechServer, tmp_path: Path) -> None:
    path = tmp_path / "report.ipynb"
    text = {"cell_type": "markdown", "source": "# Birds\n\n> To be."}
    cells = [text, {"cell_type": "code", "source": "x = f()"}]
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")
    wishes: dict[str, Any] = {"service": service_of(server), "timeout": TIMEOUT}
    speech = narrate(path, code="skip", voice="coral", voices={"quotation": "nova"}, **wishes)
    assert speech.text == "Birds.\n\nTo be."
    assert {request.body["voice"] for request in server.requests} == {"coral", "nova"}
    assert narrate(str(path), **wishes).text.endswith("Code: sets x by f.")
    assert narrate("missing.ipynb", **wishes).text == "missing.ipynb."  # a text, told as one
