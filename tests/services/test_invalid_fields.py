"""What a user reads where a server calls a request invalid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ipytts.errors import ServiceError
from tests.helpers.client_calls import TEXT, ask, service_of
from tests.helpers.faults import error, respond

if TYPE_CHECKING:
    from tests.helpers.speech_server import SpeechServer

_LONG = "word " * 2079 + "words"  # 10,400 characters
_EXTRA_FORBIDDEN = {"type": "extra_forbidden", "msg": "Extra inputs are not permitted"}


def _advice(server: SpeechServer, text: str = TEXT, **options: Any) -> str:
    """Speak where the server refuses it, and return the last line of the error."""
    with pytest.raises(ServiceError) as caught:
        ask(server, text, **options)
    assert type(caught.value) is ServiceError
    assert len(server.requests) == 1
    return str(caught.value).splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        (
            {"instructions": "Whisper."},
            "Leave out --instructions; if it is configured, set SpeechDefaults.instructions = None.",
        ),
        ({"extra": {"format": "ssml"}}, "Leave out 'format' of --extra."),
    ],
)
def test_refused_option_is_to_be_left_out(server: SpeechServer, options: dict[str, Any], advice: str) -> None:
    server.strict = True
    assert _advice(server, **options) == advice


@pytest.mark.parametrize(
    "body",
    [
        error("It is not known here.", "unknown_parameter", "speed"),
        error("Unrecognized request argument supplied: speed", 400),
        error("property 'speed' is unsupported", 400),
    ],
)
def test_refused_option_is_found_in_each_form(server: SpeechServer, body: Any) -> None:
    server.misbehave(respond(400, body))
    assert _advice(server, speed=2).startswith("Leave out --speed;")


def test_option_that_was_not_sent_gives_no_advice(server: SpeechServer) -> None:
    server.misbehave(respond(422, {"detail": [{**_EXTRA_FORBIDDEN, "loc": ["body", "speed"]}]}))
    assert "Leave out" not in _advice(server)


@pytest.mark.parametrize(
    ("status", "body", "example"),
    [
        (400, error("String should have at most 8000 characters", "string_too_long", "input"), " 8000"),
        (422, {"detail": "text is 10400 characters; the limit is 10000 (max_text_length)"}, " 10000"),
        (400, error("The input exceeds the maximum of 4,096 characters: it has wav.", 400), " 4096"),
        (422, {"detail": [{"type": "string_too_long", "loc": ["body", "input"], "msg": "No."}]}, ""),
        (413, "Request Entity Too Large", ""),
        (400, error("The input is too long: at most 2000 tokens.", 400), ""),
    ],
)
def test_limit_of_characters_is_named(server: SpeechServer, status: int, body: Any, example: str) -> None:
    server.limit = len(_LONG)
    server.misbehave(respond(status, body))
    service = replace(service_of(server), limit=len(_LONG))
    example = example or ", such as --limit 5200"
    assert (
        _advice(server, _LONG, service=service)
        == f"Split the text into shorter requests with --limit{example}."
    )
