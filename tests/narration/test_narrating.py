"""``ipytts narrate``, as a process of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import webvtt

from ipytts import audio
from tests.conftest import KEY
from tests.test_cli import ipytts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.speech_server import SpeechServer


@pytest.fixture
def notebook(server: SpeechServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    monkeypatch.setenv("IPYTTS_CACHE_DIR", str(tmp_path / "cache"))
    cells = [
        {"cell_type": "markdown", "source": "# Birds\n\n> To be."},
        {"cell_type": "code", "source": "x = f()", "outputs": []},
    ]
    path = tmp_path / "report.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")
    return path


def test_a_notebook_becomes_sound_captions_chapters_and_a_script(
    server: SpeechServer, notebook: Path
) -> None:
    sound = notebook.with_suffix(".mp3")
    told = ipytts("narrate", str(notebook), "-o", str(sound), "-v", "coral", "--voice-of", "quotation=nova")
    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")
    assert {(r.body["input"], r.body["voice"]) for r in server.requests} == {
        ("Birds.", "coral"),
        ("To be.", "nova"),
        ("Code: sets x by f.", "coral"),
    }
    assert audio.duration(sound.read_bytes(), "mp3") > 0
    captions = webvtt.read(str(notebook.with_suffix(".vtt"))).captions
    assert [caption.text for caption in captions] == ["Birds.", "To be.", "Code: sets x by f."]
    assert [cue.text for cue in webvtt.read(str(notebook.with_suffix(".chapters.vtt"))).captions] == ["Birds"]
    assert "<!-- cell 1, quotation -->" in notebook.with_suffix(".script.md").read_text(encoding="utf-8")


def test_an_edited_script_is_spoken_and_never_overwritten(server: SpeechServer, notebook: Path) -> None:
    script, sound = notebook.with_suffix(".script.md"), str(notebook.with_suffix(".mp3"))
    script.write_text("# Birds\n\nTo be, or not.\n", encoding="utf-8")
    assert ipytts("narrate", str(notebook), "--script", str(script), "-o", sound).returncode == 0
    assert {request.body["input"] for request in server.requests} == {"Birds.", "To be, or not."}
    told = ipytts("narrate", str(notebook), "-o", sound)
    assert b"stays as it is: speak it with --script" in told.stderr
    assert script.read_text(encoding="utf-8") == "# Birds\n\nTo be, or not.\n"


def test_a_dry_run_asks_nothing(server: SpeechServer, notebook: Path) -> None:
    told = ipytts("narrate", str(notebook), "--code", "skip", "--dry-run")
    assert told.stdout.startswith(b"2 parts, 14 characters")
    assert server.requests == []


def test_mistakes_are_told(notebook: Path) -> None:
    told = ipytts("narrate", str(notebook), "--voice-of", "singer=nova")
    assert told.returncode == 2
    assert b"the roles are text, quotation, code" in told.stderr
    told = ipytts(
        "narrate", str(notebook.with_name("missing.ipynb")), "-o", str(notebook.with_suffix(".mp3"))
    )
    assert told.returncode == 1
    assert b"missing.ipynb cannot be read: No such file" in told.stderr
