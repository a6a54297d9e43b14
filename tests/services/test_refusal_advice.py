"""What a user reads after a refusal of a model or a voice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Service, speak
from ipytts.errors import ModelNotFoundError, ServiceError, VoiceNotFoundError
from ipytts.services.named_services import NAMED
from tests.helpers import catalogs
from tests.helpers.client_calls import ENDS, LONG_TEXT, Recorder, service_of, speak_until
from tests.helpers.environment import KEY
from tests.helpers.faults import reply, respond
from tests.helpers.http_responses import FOREVER, Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.helpers.faults import Fault
    from tests.helpers.speech_server import SpeechServer


def _refused(server: SpeechServer, fault: Fault, text: str = "Hello.", **options: Any) -> ServiceError:
    """Speak where the fault refuses it, and return the error."""
    server.misbehave(fault, times=FOREVER)
    service = options.pop("service", service_of(server))
    with pytest.raises(ServiceError) as caught:
        speak(text, **{"service": service, "timeout": 20, **options})
    return caught.value


def _listings(server: SpeechServer) -> Iterator[str]:
    return (request.path for request in server.requests if request.method == "GET")


def _named(server: SpeechServer, name: str = "openrouter") -> Service:
    return replace(service_of(server), name=name, voice_lists=())


def test_error_lists_the_models_those_with_the_voice_first(server: SpeechServer) -> None:
    server.catalogs = {"/models": catalogs.OPENROUTER}
    refusal = catalogs.refuse_models_but(by="OpenRouter, gone")
    error = _refused(server, refusal, service=_named(server), model="tts-1", voice="af_heart")
    assert type(error) is ModelNotFoundError
    assert error.replacement is None
    gpt = "openai/gpt-4o-mini-tts-2025-12-15"
    notes = "$0.60 for a million characters; until 2027-01-06; other voices, such as alloy"
    assert str(error).splitlines() == [
        "openrouter answered 404 (request req_0001): No endpoints found for tts-1.",
        "Other models of openrouter, those with the voice 'af_heart' first:",
        "  hexgrad/kokoro-82m ($0.62 for a million characters)",
        "  some/speaker",
        f"  {gpt} ({notes})",
        "Choose another model (--model in a cell or a shell), or set one for the whole session:",
        '  %config SpeechDefaults.model = "hexgrad/kokoro-82m"',
        'From Python: ipytts.speak(text, model="hexgrad/kokoro-82m")',
    ]


def test_error_sets_the_voice_too_where_the_model_lacks_it(server: SpeechServer) -> None:
    server.catalogs = {"/models": catalogs.VENICE}
    error = _refused(server, catalogs.refuse_models_but(), service=_named(server), model="x", voice="coral")
    assert "; none is known to have the voice 'coral':\n" in str(error)
    lines = '%config SpeechDefaults.model = "tts-kokoro"\n  %config SpeechDefaults.voice = "af_sky"\n'
    assert f"\n  {lines}" in str(error)
    assert str(error).endswith('ipytts.speak(text, model="tts-kokoro", voice="af_sky")')


def test_error_shows_a_bounded_number_of_models(server: SpeechServer) -> None:
    server.catalogs = {"/models": {"data": [{"id": f"tts-{n}", "type": "tts"} for n in range(39)]}}
    error = _refused(server, catalogs.refuse_models_but(), service=_named(server), model="old")
    assert "\n  tts-7\n  … and 31 more: `ipytts voices --service openrouter`\n" in str(error)
    assert "tts-8" not in str(error)


def test_error_names_models_that_may_not_speak_apart(server: SpeechServer) -> None:
    others = ["canary-tts-embed", *(f"chat-{n}" for n in range(39)), "gpt-5-mini-tts"]
    server.catalogs = {"/models": catalogs.openai_models("tts-1", *others)}
    service = _named(server, "openai")
    error = _refused(server, catalogs.refuse_models_but(), service=service, model="gpt-4-mini-tts")
    models, _, unclassified = str(error).partition("\nThe list does not say whether these speak: ")
    assert models.splitlines()[1:] == ["Other models of openai:", "  tts-1"]
    assert unclassified.startswith("gpt-5-mini-tts, canary-tts-embed, chat-")  # the most similar first
    assert " … and 33 more\n" in unclassified
    assert 'SpeechDefaults.model = "tts-1"' in unclassified


def test_error_of_a_service_where_nothing_speaks_any_longer(server: SpeechServer) -> None:
    # The shutdown of both has come: the server's answer decided about one, so the other is no advice.
    server.catalogs = {"/models": catalogs.openai_models("gpt-5", tts_1="2026-01-06", tts_1_hd="2026-01-06")}
    error = _refused(server, catalogs.refuse_models_but(), service=_named(server, "openai"), model="tts-1")
    assert "openai lists no other model that is known to speak: see `ipytts voices --service openai`." in str(
        error
    )
    assert '%config SpeechDefaults.service = "builtin"' in str(error)


def test_error_does_not_compare_a_custom_voice_with_names(server: SpeechServer) -> None:
    server.catalogs = {"/models": catalogs.VENICE}
    voice = {"id": "voice_123"}
    error = _refused(server, catalogs.refuse_models_but(), service=_named(server), model="x", voice=voice)
    assert "\nOther models of openrouter:\n" in str(error)
    assert "SpeechDefaults.voice" not in str(error)


@pytest.mark.parametrize(
    ("body", "model", "replacement"),
    [
        (catalogs.VENICE, "tts-old", "tts-kokoro"),
        (catalogs.MISTRAL, "voxtral-mini-tts-2603", "voxtral-mini-tts-3-0"),
    ],
)
def test_replacement_is_the_one_that_the_service_names(
    server: SpeechServer, body: Any, model: str, replacement: str
) -> None:
    server.catalogs = {"/models": body}
    error = _refused(server, catalogs.refuse_models_but(), service=_named(server), model=model)
    assert isinstance(error, ModelNotFoundError)
    assert error.replacement == replacement
    assert f"\nopenrouter names a replacement: {replacement}\n" in str(error)
    assert f'SpeechDefaults.model = "{replacement}"' in str(error)


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"data": [{"id": "tts-1", "type": "tts"}, ' + b"[" * 900 + b"]" * 900 + b"]}"]
)
def test_list_that_cannot_be_parsed_does_not_hide_the_refusal(server: SpeechServer, body: bytes) -> None:
    server.catalogs = {"/models": reply(200, body)}
    error = _refused(server, catalogs.refuse_models_but(), service=_named(server), model="old")
    assert type(error) is ModelNotFoundError
    assert "Its models cannot be listed now" in str(error)


@pytest.mark.parametrize("broken", [{}, {"/models": replace(reply(200, "x"), pace=Pace(silence=FOREVER))}])
def test_error_without_a_list_says_what_to_do(server: SpeechServer, broken: dict[str, Any]) -> None:
    server.catalogs = broken
    error = _refused(server, catalogs.refuse_models_but(), service=_named(server), model="old", timeout=2)
    assert type(error) is ModelNotFoundError
    assert "Its models cannot be listed now: `ipytts voices --service openrouter` tries again" in str(error)
    assert '\n  %config SpeechDefaults.model = "NAME"\n' in str(error)


def test_refused_voice_lists_those_of_the_model(server: SpeechServer) -> None:
    server.catalogs = {"/models": catalogs.OPENROUTER}
    status, body = catalogs.VOICE_REFUSALS["plain text"]
    refusal = respond(status, catalogs.fill(body, "hart"))
    error = _refused(server, refusal, service=_named(server), model="hexgrad/kokoro-82m", voice="hart")
    assert type(error) is VoiceNotFoundError
    assert "\nVoices of hexgrad/kokoro-82m: af_bella, af_heart\n" in str(error)
    assert '\n  %config SpeechDefaults.voice = "af_heart"\n' in str(error)  # the nearest


def _voice_error(server: SpeechServer, service: Service) -> str:
    refusal = respond(422, catalogs.fill(catalogs.VOICE_REFUSALS["plain text"][1], "hart"))
    error = _refused(server, refusal, service=service, model="nonsense", voice="hart")
    assert type(error) is VoiceNotFoundError
    return str(error)


def test_refused_voice_of_an_unknown_model_lists_those_of_the_server(server: SpeechServer) -> None:
    server.catalogs = {"/voices": {"voices": ["af_heart", "af_sky"]}}
    message = _voice_error(server, service_of(server))
    assert f"\nVoices of {server.base_url}: af_heart, af_sky\n" in message
    assert "documented" not in message
    assert '%config SpeechDefaults.voice = "af_heart"' in message


def test_refused_voice_of_a_url_without_a_list_says_that_none_is_known(server: SpeechServer) -> None:
    server.catalogs = {}
    last = _voice_error(server, service_of(server)).splitlines()[-1]
    assert last == f"No list of its voices is known: see the documentation of {server.base_url}."


def test_refused_voice_of_an_unknown_model_lists_the_documented_ones(server: SpeechServer) -> None:
    server.catalogs = {}
    assert "\nVoices of groq, as documented: autumn, " in _voice_error(
        server, replace(NAMED["groq"].service, base_url=server.base_url, key=KEY, authorization="bare")
    )


def test_refused_parts_share_one_list(server: SpeechServer) -> None:
    server.catalogs = {"/models": catalogs.OPENROUTER}
    service = replace(_named(server), limit=300, at_once=4)
    error = _refused(server, catalogs.refuse_models_but(), LONG_TEXT, service=service, model="old")
    assert "Part " in str(error)
    assert "hexgrad/kokoro-82m" in str(error)
    assert list(_listings(server)) == ["/v1/models"]


@ENDS
def test_end_while_the_list_is_awaited_comes_at_once(
    server: SpeechServer, end: Callable[[Recorder], None], error: type[BaseException]
) -> None:
    server.catalogs = {"/models": replace(reply(200, "x"), pace=Pace(silence=FOREVER))}
    server.misbehave(catalogs.refuse_models_but(), times=FOREVER)
    speak_until(lambda _: server.wait_for_requests(2), end, error, service=_named(server))


@pytest.mark.parametrize(
    "fault", [respond(404, "Not Found"), respond(402, "No credit."), respond(401, "No.")]
)
def test_other_errors_request_no_list(server: SpeechServer, fault: Fault) -> None:
    _refused(server, fault)
    assert not list(_listings(server))
