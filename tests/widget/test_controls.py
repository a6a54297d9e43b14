"""The controls of the playground, which ask the server for its models and voices."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("ipywidgets")

from ipytts.audio.libraries import Library
from ipytts.services import service_selection
from ipytts.services.named_services import NAMED
from ipytts.widget.controls import Controls
from ipytts.widget.settings import SettingTraits
from tests.helpers import catalogs
from tests.helpers.client_calls import AT_ONCE
from tests.helpers.environment import KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.speech_server import SpeechServer

TEXT = "The model reached 94 percent on the test set.   "


def _controls(*, asks_servers: bool = False, **settings: Any) -> tuple[SettingTraits, Controls]:
    traits = SettingTraits(text=TEXT, **settings)
    return traits, Controls(traits, lambda error: None, asks_servers=asks_servers)


def _names(controls: Controls, field: str) -> tuple[str, ...]:
    return tuple(controls.fields[field].names)


def _labels(controls: Controls, label: str) -> list[str]:
    """Return what a dropdown offers, as it is shown."""
    (dropdown,) = (
        child
        for field in controls._grid.children
        for child in (field, *getattr(field, "children", ()))
        if getattr(child, "description", "") == label
    )
    return [name for name, _ in dropdown.options]


def _is_shown(controls: Controls, field: str) -> bool:
    return controls.fields[field] in controls._grid.children


def _wait_until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + AT_ONCE
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("name", [name for name, named in NAMED.items() if named.needs_key])
def test_controls_show_what_is_documented_of_a_service_without_its_key(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    named = NAMED[name]
    monkeypatch.setenv(named.url_env, server.base_url)  # whole URLs of lists are left out there
    traits, controls = _controls(asks_servers=True, service="builtin")
    traits.set_trait("service", name)
    service = named.service
    assert _names(controls, "model") == service.model_names
    assert _names(controls, "voice") == service.model().voices
    assert _labels(controls, "Model")[0] == f"{service.model_names[0]} (default)"
    assert _labels(controls, "Voice")[0] == f"{service.model().voices[0]} (default)"
    assert _is_shown(controls, "speed") == service.model().takes_speed
    assert _is_shown(controls, "instructions") == service.model().takes_instructions
    assert controls._count.value == "45 characters, 1 request"
    traits.set_trait("service", "builtin")
    assert _names(controls, "model") == ("hibari",)
    assert not server.requests


def test_controls_show_the_builtin_voice_before_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_selection, "builtin_is_installed", lambda: False)
    traits, controls = _controls()
    assert _labels(controls, "Service")[0] == "onerouter (default)"
    traits.set_trait("service", "builtin")
    assert _names(controls, "model") == ("hibari",)
    assert _names(controls, "voice")[0] == "heart"


def test_controls_request_no_list_without_the_key_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ipytts.widget.controls.current_catalog", lambda service: asked.append(service.name))
    traits, _ = _controls(asks_servers=True, service="openai")
    for url in ("https://api.groq.com/openai/v1", "https://llm.onerouter.pro/v1"):
        traits.set_trait("service", url)
    for name in ("onerouter", "assemblyai", "kokoro"):  # two with public lists, one that needs no key
        traits.set_trait("service", name)
    _wait_until(lambda: len(asked) > 1)
    assert sorted(asked) == ["https://llm.onerouter.pro/v1", "kokoro"]


def test_controls_catch_up_with_a_key_that_is_set_later(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.catalogs = {"/models": catalogs.VENICE}
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    server.auth = "bearer"
    _, controls = _controls(asks_servers=True, service="openai")
    controls.check()
    assert "tts-old" not in _names(controls, "model")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    controls.check()
    _wait_until(lambda: "tts-old" in _names(controls, "model"))
    controls.check()
    assert [request.path for request in server.requests] == ["/v1/models"]


def test_default_voice_is_that_of_the_chosen_model() -> None:
    traits, controls = _controls(service="groq", model="canopylabs/orpheus-arabic-saudi")
    assert _labels(controls, "Voice")[0] == "fahad (default)"
    traits.set_trait("voice", "autumn")  # the default voice of the other model
    assert traits.settings.options["voice"] == "autumn"
    traits.set_trait("voice", "fahad")
    assert "voice" not in traits.settings.options
    traits.set_trait("model", None)
    assert _labels(controls, "Voice")[0] == "autumn (default)"
    assert traits.settings.options["voice"] == "fahad"


def test_controls_offer_formats_that_the_service_makes_or_that_can_be_encoded_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Library, "is_installed", property(lambda library: library.name == "lameenc"))
    traits, controls = _controls(service="openai", response_format="aac")
    assert set(_names(controls, "response_format")) == {"mp3", "opus", "aac", "flac", "wav", "pcm"}
    for name in ("groq", "builtin"):
        traits.set_trait("service", name)
        assert set(_names(controls, "response_format")) == {"mp3", "wav", "pcm"}
        assert _labels(controls, "Format") == ["mp3 (default)", "wav", "pcm", "aac"]  # what was chosen stays


def test_controls_hide_what_the_list_of_the_server_says_that_a_model_does_not_take(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    server.catalogs = {"/models": catalogs.OPENROUTER_SPEECH}
    traits, controls = _controls(asks_servers=True, model="hexgrad/kokoro-82m", instructions="Whisper")
    _wait_until(lambda: "af_heart" in _names(controls, "voice"))
    _wait_until(lambda: not _is_shown(controls, "instructions"))
    assert "instructions" not in traits.settings.options
    traits.set_trait("model", "openai/gpt-4o-mini-tts-2025-12-15")
    assert _is_shown(controls, "instructions")
    assert "af_heart" not in _names(controls, "voice")


def test_controls_offer_the_voices_of_the_chosen_model(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    server.catalogs = {"/models": catalogs.VENICE}
    traits, controls = _controls(asks_servers=True)
    models, voices = controls.fields["model"], controls.fields["voice"]
    _wait_until(lambda: "tts-old" in models.names)
    traits.set_trait("model", "tts-kokoro")
    assert set(voices.names) == {"alloy", "af_sky", "am_adam"}  # the default, and its own
    traits.set_trait("model", "tts-old")
    assert set(voices.names) == {"alloy", "af_sky"}
    assert [request.path for request in server.requests] == ["/v1/models"]
