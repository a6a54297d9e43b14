"""``%narrate`` with the settings and options of a notebook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.helpers.environment import require
from tests.helpers.notebooks import write_notebook

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.helpers.shell import Shell
    from tests.helpers.speech_server import SpeechServer


def test_narrate_line_has_the_settings_of_the_notebook(
    shell: Shell, server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("markdown_it")
    monkeypatch.chdir(tmp_path)
    path = write_notebook(tmp_path / "report.ipynb", "# Birds", "%load()")
    content = json.loads(path.read_text())
    content["metadata"]["ipytts"] = {"title": "All birds", "code": "skip", "voice": "nova"}
    path.write_text(json.dumps(content))
    report = shell.run("%narrate --dry-run report.ipynb").printed.splitlines()
    assert report[0].endswith("which options override: code skip, title All birds, voice nova.")
    assert report[1].startswith("2 parts, ")
    shell.run("%narrate report.ipynb")
    assert {request.body["input"]: request.body["voice"] for request in server.requests} == {
        "All birds.": "nova",
        "Birds.": "nova",
    }


def test_narrate_line_says_where_the_options_of_a_notebook_belong(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_notebook(tmp_path / "report.ipynb", "# Birds")
    assert "%narrate --code skip report.ipynb" in str(shell.run("%narrate report.ipynb --code skip").error)
