"""What is configured once holds for every request: each trait of `SpeechDefaults` gets where it should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ipytts import SpeechDefaults, speak
from ipytts.errors import SpeechTimeoutError
from tests.helpers.client_calls import TEXT, ask, service_of
from tests.helpers.environment import KEY, require
from tests.helpers.faults import paced
from tests.helpers.player_programs import write_player_program
from tests.helpers.sounds import tone
from tests.helpers.wire import Pace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.speech_server import SpeechServer

DOCUMENTED = {"model": "gpt-4o-mini-tts", "input": TEXT, "voice": "alloy", "response_format": "mp3"}


@pytest.fixture(autouse=True)
def defaults() -> Iterator[SpeechDefaults]:
    """Give the defaults, as they are at first."""
    SpeechDefaults.clear_instance()
    yield SpeechDefaults.instance()
    SpeechDefaults.clear_instance()


@pytest.mark.parametrize(
    ("name", "configured", "given"),
    [
        ("voice", "nova", "echo"),
        ("model", "tts-1", "tts-1-hd"),
        ("response_format", "flac", "wav"),
        ("speed", 2.0, 0.5),
        ("instructions", "Speak slowly.", "Whisper."),
    ],
)
def test_it_is_sent_unless_something_else_is_given(
    name: str, configured: Any, given: Any, server: SpeechServer, defaults: SpeechDefaults
) -> None:
    setattr(defaults, name, configured)
    ask(server)
    ask(server, **{name: given})
    sent = [request.body for request in server.requests]
    assert sent == [DOCUMENTED | {name: configured}, DOCUMENTED | {name: given}]


def test_the_service_is_asked_unless_another_is_given(
    server: SpeechServer, defaults: SpeechDefaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    server.auth = "bearer"
    defaults.service = "openai"
    assert speak(TEXT).service == "openai"
    server.auth = "bare"
    assert ask(server).service != "openai"
    assert [request.headers["authorization"] for request in server.requests] == [f"Bearer {KEY}", KEY]


def test_the_time_out_bounds_the_request_unless_another_is_given(
    server: SpeechServer, defaults: SpeechDefaults
) -> None:
    defaults.timeout = 0.3
    server.misbehave(paced(Pace(silence=5)), times=2)
    with pytest.raises(SpeechTimeoutError, match=r"within 0\.3 s"):
        speak(TEXT, service=service_of(server))
    with pytest.raises(SpeechTimeoutError, match=r"within 0\.2 s"):
        speak(TEXT, service=service_of(server), timeout=0.2)


def test_it_sounds_unless_it_is_not_to(
    server: SpeechServer, defaults: SpeechDefaults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    keep = f"open({str(heard)!r}, 'wb').write(sys.stdin.buffer.read())"
    write_player_program(tmp_path, f"{keep}; time.sleep(1)")  # as long as the sound
    monkeypatch.setenv("PATH", str(tmp_path))
    defaults.play = True
    ask(server, play=False)
    assert not heard.exists()
    ask(server)
    assert heard.read_bytes() == tone(TEXT, "mp3")


def test_what_is_told_of_the_built_in_voice_is_what_spoke(defaults: SpeechDefaults) -> None:
    require("hibari", "lameenc")
    defaults.voice, defaults.model, defaults.response_format = "nova", "tts-1", "wav"
    with pytest.warns(match="one way to speak"):
        speech = speak("Yes.", service="builtin", cache=False)
    assert (speech.voice, speech.model, speech.service) == ("heart", "hibari", "builtin")
