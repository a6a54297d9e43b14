"""Chapters inside an mp3, as others read them."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from ipytts.audio import formats
from ipytts.audio.formats import sniff
from ipytts.audio.frames import HEAD
from ipytts.audio.id3 import with_chapters
from tests.helpers.environment import report_missing
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from pathlib import Path

CHAPTERS = [(0.0, 0.2, "Grüße & <b>"), (0.2, 0.35, "语" * 100), (0.35, 0.6, "Ende")]


def test_ffprobe_reads_title_and_chapters(tmp_path: Path) -> None:
    if shutil.which("ffprobe") is None:
        report_missing("ffprobe")
    path = tmp_path / "talk.mp3"
    once = with_chapters(tone("Hello.", "mp3"), "Before", [(0.0, 0.1, "Before")])
    path.write_bytes(with_chapters(once, "Größen", CHAPTERS))
    command = ["ffprobe", "-v", "warning", "-of", "json", "-show_chapters", "-show_format", str(path)]
    run = subprocess.run(command, capture_output=True, check=True)
    assert run.stderr == b""
    found = json.loads(run.stdout)
    assert [
        (float(chapter["start_time"]), float(chapter["end_time"]), chapter["tags"]["title"])
        for chapter in found["chapters"]
    ] == CHAPTERS
    assert found["format"]["tags"]["title"] == "Größen"
    assert float(found["format"]["duration"]) == pytest.approx(0.6, abs=0.1)


def test_with_chapters_keeps_the_audio() -> None:
    sound = tone("Hello.", "mp3")
    tagged = with_chapters(sound, "Many", [(i / 1000, (i + 1) / 1000, "x" * 9) for i in range(300)])
    assert sniff(tagged[:HEAD]) == "mp3"
    assert formats.duration(tagged, "mp3") == formats.duration(sound, "mp3")
    assert tagged.endswith(sound[-len(sound) // 2 :])
