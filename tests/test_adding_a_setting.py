"""What docs/architecture.md says of adding a setting, done to a copy of the package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.helpers.environment import require

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from tests.helpers.speech_server import SpeechServer

ROOT = Path(__file__).parents[1]
USE = """
import sys
import ipytts
from ipytts.cli.main import main
from ipytts.nbconvert.exporter import SpeechExporter
from ipytts.options.magic_parsers import speak_parser
from ipytts.options.speech_options import speech_settings

defaults = ipytts.SpeechDefaults.instance()
ipytts.speak("One.", pitch=0.5)
defaults.pitch = 0.6
ipytts.speak("Two.")
defaults.pitch = None
ipytts.speak("Three.", **speech_settings(speak_parser().parse_line("--pitch 0.7", str)[0]))
playground = ipytts.playground("Four.", pitch=0.8)
playground.speak()
assert "%%speak --pitch 0.8" in playground.cell
assert main(["say", "--pitch", "0.9", "-o", sys.argv[1], "Five."]) == 0
assert main(["say", "--pitch", "9", "-o", sys.argv[1], "Six."]) == 2
assert SpeechExporter(pitch=1.5).pitch == 1.5
"""


def read_diff() -> Iterator[tuple[str, list[str], list[str], str]]:
    """Yield each change: the file, the lines to remove and to add, and the line before which they stand."""
    section = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").partition("## Adding a setting")[2]
    file, removed, added = "", [], []
    for line in re.findall("```diff\n(.*?)```", section, re.DOTALL)[0].splitlines():
        if line.startswith("+"):
            added.append(line[1:])
        elif line.startswith("-"):
            removed.append(line[1:])
        elif line.startswith(" # "):
            file = line[3:]
        else:
            yield file, removed, added, line[1:]
            removed, added = [], []


def apply(path: Path, removed: list[str], added: list[str], following: str) -> None:
    """Make a change to a file, unless it is there."""
    lines = path.read_text(encoding="utf-8").splitlines()
    place = lines.index(following)
    if lines[place - len(added) : place] == added:
        return
    start = place - len(removed)
    assert lines[start:place] == removed
    lines[start:place] = added
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_setting_is_added_as_the_page_says(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("nbconvert")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    shutil.copytree(ROOT / "ipytts", tmp_path / "ipytts")
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    changes = list(read_diff())
    assert sum(len(added) for _, _, added, _ in changes) < 16
    for file, removed, added, following in changes:
        apply(tmp_path / file, removed, added, following)

    (tmp_path / "use.py").write_text(USE)
    run = subprocess.run(
        [sys.executable, "use.py", "talk.mp3"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert [request.body["pitch"] for request in server.requests] == [0.5, 0.6, 0.7, 0.8, 0.9]
