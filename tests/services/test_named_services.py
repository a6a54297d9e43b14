"""The declared services: their page, and its cells against servers that take what is declared."""

from __future__ import annotations

import re
import runpy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipytts import Service, Speech, SpeechDefaults
from ipytts.errors import ServiceError
from ipytts.services.named_services import NAMED
from tests.helpers.declared_server import declared_server
from tests.helpers.environment import KEY, require
from tests.helpers.shell import Shell, new_shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.services.named_services import NamedService

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/services.md"

module_shell = pytest.fixture(scope="module")(new_shell)


@pytest.fixture
def shell(module_shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """Yield a shell with the extension loaded, whose user answers every question with the key."""
    require("av", "numpy")
    monkeypatch.setattr("getpass.getpass", lambda *_: KEY)
    module_shell.run_line_magic("load_ext", "ipytts")
    yield Shell(module_shell)
    module_shell.run_line_magic("unload_ext", "ipytts")
    SpeechDefaults.clear_instance()


def cells_of(name: str) -> list[str]:
    """Return the notebook cells in the section of a service."""
    section = re.search(
        rf"^## {name}\n(.*?)(?=^## )", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert section, f"docs/services.md has no section {name}"
    return re.findall(r"(?ms)^```python\n(.*?)^```", section[1])


def test_services_page_is_what_the_declarations_give() -> None:
    page = runpy.run_path(str(ROOT / "scripts/services_doc.py"))["page"]()
    assert PAGE.read_text(encoding="utf-8") == page, "run `.venv/bin/python scripts/services_doc.py`"


@pytest.mark.parametrize("name", NAMED)
def test_cells_of_the_services_page_speak(name: str, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    declared = NAMED[name]
    with declared_server(declared, KEY) as server:
        monkeypatch.setenv(declared.url_env, server.base_url)
        if declared.needs_key:
            monkeypatch.setenv(str(declared.service.key_env), "")  # restored after the cell has set it
        *_, speech = [shell.value(cell) for cell in cells_of(name)]
    assert isinstance(speech, Speech)
    model = declared.service.model()
    assert (speech.service, speech.model, speech.voice) == (name, model.name, model.voices[0])
    assert speech.data


def test_declared_server_takes_nothing_else(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    speak = "%speak --service groq --format wav"
    with declared_server(NAMED["groq"], KEY) as server:
        monkeypatch.setenv("GROQ_BASE_URL", server.base_url)
        for options in ("--model tts-1", "--voice alloy", "--instructions Slowly.", "--extra language=en"):
            assert isinstance(shell.run(f"{speak} {options} Hello.").error, ServiceError), options
        assert shell.value(f"{speak} --voice troy --speed 1.5 Hello.").data


def test_text_and_format_are_made_to_fit_the_declaration(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    with declared_server(NAMED["groq"], KEY) as server:
        monkeypatch.setenv("GROQ_BASE_URL", server.base_url)
        sentences = " ".join(f"Sentence {number} is short." for number in range(20))
        speech = shell.value("%%speak --service groq --format mp3", sentences)
        assert (speech.text, speech.mimetype) == (sentences, "audio/mpeg")
        assert len(server.requests) == len(speech.parts) > 2


def test_cells_of_the_services_page_ask_for_the_key(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGETHER_API_KEY", "")
    error = shell.run(cells_of("together")[-1]).error
    assert "set the environment variable TOGETHER_API_KEY" in str(error)


@pytest.mark.parametrize(("key", "authorization"), [("", None), (KEY, f"Bearer {KEY}")])
def test_local_service_gets_a_key_only_if_one_is_set(
    key: str, authorization: str | None, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALAI_API_KEY", key)
    with declared_server(NAMED["localai"], KEY) as server:
        monkeypatch.setenv("LOCALAI_BASE_URL", server.base_url)
        assert shell.value("%speak --service localai --no-cache Hello.").data
        assert server.requests[0].headers.get("authorization") == authorization


@pytest.mark.parametrize("declared", NAMED.values(), ids=NAMED)
def test_declarations_name_their_page_its_date_and_formats(declared: NamedService) -> None:
    assert declared.page.startswith("https://")
    assert date.fromisoformat(declared.checked)
    # A format that is added to ipytts is not one that a service makes.
    assert declared.service.response_formats is not Service.__dataclass_fields__["response_formats"].default
