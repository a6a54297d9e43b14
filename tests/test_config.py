"""The settings are declared once, and each trait of `SpeechDefaults` applies to every request."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import pytest
from traitlets import TraitError
from traitlets.config import Config

from ipytts import Service, SpeechDefaults, playground, speak
from ipytts.config import SETTINGS, SpeechOptions, setting_names
from ipytts.description.documents.passages import Passage, Section
from ipytts.errors import InvalidRequestError, SpeechTimeoutError
from ipytts.narration.narrate_notebook import narrate_notebook, speak_script
from ipytts.narration.script import Script
from ipytts.options.magic_parsers import speak_parser
from ipytts.options.speech_options import speech_settings
from ipytts.services.service import MODELS
from ipytts.synthesis.plan import plan
from tests.helpers.client_calls import TEXT, ask, service_of
from tests.helpers.environment import KEY, require
from tests.helpers.faults import paced
from tests.helpers.http_responses import Pace
from tests.helpers.player_programs import write_player_program
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.helpers.speech_server import SpeechServer

DOCUMENTED = {"model": MODELS[0].name, "input": TEXT, "voice": "alloy", "response_format": "mp3"}


@pytest.fixture(autouse=True)
def defaults() -> Iterator[SpeechDefaults]:
    """Give the defaults, as they are at first."""
    SpeechDefaults.clear_instance()
    yield SpeechDefaults.instance()
    SpeechDefaults.clear_instance()


@pytest.mark.parametrize(
    ("function", "settings", "others"),
    [
        (plan, setting_names("request"), {"text"}),
        (speak, setting_names("request", "fetching", "playback"), {"text", "listener"}),
        (playground, [name for name in SETTINGS if SETTINGS[name].label], {"text"}),
        (
            narrate_notebook,
            setting_names("fetching", "playback"),
            # `settings` are those of plan
            {"notebook", "script", "code", "voices", "language", "listener", "settings"},
        ),
    ],
)
def test_signature_has_the_declared_settings(
    function: Callable[..., object], settings: list[str], others: set[str]
) -> None:
    parameters = inspect.signature(function).parameters
    assert parameters.keys() - others == set(settings)
    assert {parameters[name].default for name in settings} == {None}


def test_defaults_have_a_type_and_a_trait_for_each_setting(defaults: SpeechDefaults) -> None:
    names = [name for name, setting in SETTINGS.items() if setting.has_trait]
    assert sorted(defaults.trait_names(config=True)) == sorted(names)
    assert sorted(inspect.get_annotations(SpeechDefaults)) == sorted(names)


def test_options_are_checked_and_completed(defaults: SpeechDefaults) -> None:
    with pytest.raises(InvalidRequestError, match="limit=0 is not possible"):
        SpeechOptions(limit=0)
    defaults.speed, defaults.voice = 2, "nova"
    completed = SpeechOptions(voice="echo").completed(Service("http://127.0.0.1:9/v1", models=("loud",)))
    assert (completed.voice, completed.model, completed.speed) == ("echo", "loud", 2.0)
    assert completed.response_format == "mp3"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("voice", 3),
        ("speed", "fast"),
        ("limit", 0),
        ("embed_limit", -1),
        ("fallback", "openai"),
        ("alt_text", "off"),
        ("pronunciations", {"a": 1}),
    ],
)
def test_default_refuses_an_impossible_value(defaults: SpeechDefaults, name: str, value: object) -> None:
    before = getattr(defaults, name)
    with pytest.raises(TraitError, match=rf"{name}=.* is not possible"):
        setattr(defaults, name, value)
    assert getattr(defaults, name) == before


@pytest.mark.parametrize(
    ("name", "configured", "given"),
    [
        ("voice", "nova", "echo"),
        ("model", "soft", "loud"),
        ("response_format", "flac", "wav"),
        ("speed", 2.0, 0.5),
        ("instructions", "Speak slowly.", "Whisper."),
    ],
)
def test_default_is_sent_unless_an_option_is_given(
    name: str, configured: Any, given: Any, server: SpeechServer, defaults: SpeechDefaults
) -> None:
    setattr(defaults, name, configured)
    ask(server)
    ask(server, **{name: given})
    sent = [request.body for request in server.requests]
    assert sent == [DOCUMENTED | {name: configured}, DOCUMENTED | {name: given}]


def test_default_service_is_used_unless_another_is_given(
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


def test_default_service_can_be_an_object(server: SpeechServer, defaults: SpeechDefaults) -> None:
    service = Service(server.base_url, key=KEY, authorization="bare", price=0.6)
    defaults.update_config(Config(SpeechDefaults={"service": service}))
    server.auth = "bare"
    assert speak(TEXT).service == service.name
    assert plan(TEXT).service.model().price == 0.6
    assert defaults.service is service  # a copy would have no key
    assert KEY not in SpeechDefaults.class_get_help(defaults)


def test_key_variable_of_an_option_replaces_the_key_of_the_default_service(
    defaults: SpeechDefaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTHER_KEY", KEY)
    defaults.service = Service("http://127.0.0.1:9/v1", key="mine", price=0.6)
    options = speak_parser().parse_line("--key-env OTHER_KEY", str)[0]
    service = speech_settings(options)["service"]
    assert (service.key, service.price) == (KEY, 0.6)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("format", "did you mean response_format?"),
        ("voise", "did you mean voice?"),
        ("nonsense", "choose one of alt_text, at_once, cache,"),
    ],
)
def test_default_that_does_not_exist_is_an_error(defaults: SpeechDefaults, name: str, advice: str) -> None:
    message = re.escape(f"SpeechDefaults has no setting {name!r}: {advice}")
    with pytest.raises(AttributeError, match=message):
        setattr(defaults, name, "wav")
    with pytest.raises(AttributeError, match=message):
        defaults.update_config(Config(SpeechDefaults={name: "wav"}))


def test_default_timeout_bounds_the_request_unless_another_is_given(
    server: SpeechServer, defaults: SpeechDefaults
) -> None:
    defaults.timeout = 0.3
    server.misbehave(paced(Pace(silence=5)), times=2)
    with pytest.raises(SpeechTimeoutError, match=r"within 0\.3 s"):
        speak(TEXT, service=service_of(server))
    with pytest.raises(SpeechTimeoutError, match=r"within 0\.2 s"):
        speak(TEXT, service=service_of(server), timeout=0.2)


def test_default_play_applies_unless_play_is_given(
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


def test_speech_of_the_builtin_voice_reports_its_own_voice_and_model(defaults: SpeechDefaults) -> None:
    require("hibari", "lameenc")
    defaults.response_format = "wav"
    for name, value in (("voice", "nova"), ("model", "soft"), ("instructions", "Softly")):
        setattr(defaults, name, value)
        with pytest.warns(match="has one voice and one model, and ignores instructions"):
            speech = speak("Yes.", service="builtin", cache=False)
        assert (speech.voice, speech.model, speech.service) == ("heart", "hibari", "builtin")
        setattr(defaults, name, None)


def test_custom_voice_is_the_same_wherever_it_is_given(
    server: SpeechServer, defaults: SpeechDefaults
) -> None:
    script = Script("", (Section("", 0, (Passage("Who is there?", "quotation"),)),))
    service = service_of(server)
    spoken = [ask(server, voice={"id": "voice_123"})]
    defaults.voice = {"id": "voice_123"}
    spoken.append(ask(server))
    defaults.voice = None
    speak_script(script, service=service, voices={"quotation": {"id": "voice_123"}})
    parsed = speak_parser().parse_line("--voice id:voice_123", str)[0]
    spoken.append(ask(server, **{**speech_settings(parsed), "service": service}))
    assert [request.body["voice"] for request in server.requests] == [{"id": "voice_123"}] * 4
    assert [speech.voice for speech in spoken] == ["id:voice_123"] * 3
