"""``ipytts voices``, as a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts.cli import voices
from tests.helpers import catalogs
from tests.helpers.command_line import run_ipytts
from tests.helpers.environment import KEY, require

if TYPE_CHECKING:
    from tests.helpers.speech_server import SpeechServer


@pytest.fixture
def openai(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> SpeechServer:
    """Serve as OpenAI does, whose key is not set."""
    server.auth = "bearer"
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    return server


def _print(*arguments: str) -> list[str]:
    result = run_ipytts("voices", *arguments)
    assert (result.returncode, result.stderr) == (0, b"")
    return result.stdout.decode().splitlines()


def test_voices_prints_each_model_with_its_voices_and_price(
    openai: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    openai.catalogs = {"/models": catalogs.OPENROUTER}
    lines = _print("--service", "openai")
    assert lines[-4].startswith("Languages, of its default model: af, ar, az,")
    assert lines[:-5] == [
        "Models of openai, as its server lists them:",
        "",
        "hexgrad/kokoro-82m",
        "  Price: $0.62 for a million characters",
        "  2 voices: af_bella, af_heart",
        "",
        "openai/gpt-4o-mini-tts-2025-12-15",
        "  Price: $0.60 for a million characters",
        "  Ends on 2027-01-06",
        "  2 voices: alloy, coral",
        "",
        "some/speaker",
    ]
    assert {request.headers["Authorization"] for request in openai.requests} == {f"Bearer {KEY}"}


def test_voices_without_a_key_prints_the_documented_ones(openai: SpeechServer) -> None:
    lines = _print("--service", "openai")
    assert lines[:2] == ["No list came from openai: it needs a key.", "Models of openai, as documented:"]
    assert lines[2:5] == ["", "gpt-4o-mini-tts", "  Ends on 2027-01-06"]
    assert lines[5].endswith(" voices, as documented: alloy, ash, ballad, coral, echo, fable, onyx, nova,")
    assert lines[-1] == "This needs no key. To speak with openai, set OPENAI_API_KEY."


def test_voices_of_a_url_without_a_list_calls_nothing_documented(server: SpeechServer) -> None:
    server.auth, server.catalogs = None, {}
    lines = _print("--service", server.base_url)
    assert lines[0] == f"No list came from {server.base_url}: it has none."
    assert lines[1:4] == ["Many servers know these models:", "", "gpt-4o-mini-tts"]
    assert lines[4].startswith("  11 voices, as many servers know them: alloy, ")


def test_voices_without_a_key_prints_a_public_list(openai: SpeechServer) -> None:
    openai.auth = None
    openai.catalogs = {"/models": catalogs.VENICE}
    lines = _print("--service", "openai")
    assert lines[0] == "Models of openai, as its server lists them:"
    assert "  Its replacement: tts-kokoro" in lines


def test_voices_of_a_list_that_does_not_say_what_speaks(server: SpeechServer) -> None:
    server.auth = None
    server.catalogs = {
        "/models": catalogs.openai_models("kokoro", "whisper"),
        "/audio/voices": {"voices": ["af_heart"]},
    }
    lines = "\n".join(_print("--service", server.base_url))
    assert "lists, without saying what they do:\n    kokoro, whisper\n" in lines
    assert "It lists 1 voice: af_heart" in lines


def test_voices_of_a_part_of_a_list_says_how_many_there_are(server: SpeechServer) -> None:
    server.auth = None
    server.catalogs["/audio/voices"] = {"voices": [f"voice_{n}" for n in range(100)], "total": 1684}
    assert _print("--service", server.base_url)[3].startswith("  100 of 1,684 voices: voice_0, ")


def test_voices_asks_a_local_server_each_time(server: SpeechServer) -> None:
    server.auth = None
    for name in ("first", "second"):
        server.catalogs["/models"] = {"data": [{"id": name, "type": "tts"}]}
        assert _print("--service", server.base_url)[2] == name


def test_voices_says_that_the_builtin_voice_has_one_voice() -> None:
    require("hibari")
    lines = "\n".join(_print("--service", "builtin"))
    assert "It has one voice, heart, which speaks whatever voice is requested, in English." in lines


def test_voices_says_how_to_install_the_builtin_voice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(voices, "builtin_is_installed", lambda: False)
    voices.print_voices("builtin")
    assert 'It is not installed: run `pip install "ipytts[offline]"`.\n' in capsys.readouterr().out
