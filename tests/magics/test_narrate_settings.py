"""``%narrate`` with the settings and options of a notebook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ipytts import SpeechDefaults
from tests.helpers.environment import KEY, require
from tests.helpers.notebooks import write_notebook
from tests.helpers.shell import Shell, new_shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from IPython.core.interactiveshell import InteractiveShell

    from tests.helpers.speech_server import SpeechServer


module_shell = pytest.fixture(scope="module")(new_shell)


@pytest.fixture
def shell(
    module_shell: InteractiveShell, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    """Yield a shell with the extension loaded, and a key for the server that replaces OneRouter."""
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    module_shell.run_line_magic("load_ext", "ipytts")
    yield Shell(module_shell)
    module_shell.run_line_magic("unload_ext", "ipytts")
    module_shell.reset(new_session=True)
    SpeechDefaults.clear_instance()


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
    monkeypatch.setenv("IPYTTS_CACHE_DIR", str(tmp_path / "cache"))
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
