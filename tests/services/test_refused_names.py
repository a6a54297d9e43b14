"""Which error responses refuse a model, which a voice, and which neither."""

from __future__ import annotations

from typing import Any

import pytest

from ipytts import Service
from ipytts.errors import (
    AuthenticationError,
    ModelNotFoundError,
    QuotaError,
    ServiceError,
    UnsupportedFormatError,
    VoiceNotFoundError,
)
from ipytts.services.error_responses import error_from_response
from ipytts.services.request import SpeechRequest
from tests.helpers.catalogs import MODEL_REFUSALS, VOICE_REFUSALS, fill
from tests.helpers.faults import error, reply

REQUEST = SpeechRequest("Hello.", "bob", "tts-1")


def _error(status: int, body: Any) -> ServiceError:
    service = Service("http://127.0.0.1:9/v1", name="there")
    return error_from_response(service, REQUEST, status, {}, reply(status, body).body)


@pytest.mark.parametrize("by", MODEL_REFUSALS)
def test_refused_model_is_found(by: str) -> None:
    status, body = MODEL_REFUSALS[by]
    assert type(_error(status, fill(body, "tts-1"))) is ModelNotFoundError


@pytest.mark.parametrize("by", VOICE_REFUSALS)
def test_refused_voice_is_found(by: str) -> None:
    status, body = VOICE_REFUSALS[by]
    assert type(_error(status, fill(body, "bob"))) is VoiceNotFoundError


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (404, "Not Found", ServiceError),
        (404, "<h1>404 page not found</h1>", ServiceError),
        (404, {"detail": "Not Found"}, ServiceError),
        (404, error("Invalid URL (POST /audio/speech)", 404), ServiceError),
        (404, {"error": "The page /v1/audio/speech does not exist."}, ServiceError),
        (400, {"detail": "Model 'openai/tts-1' not found."}, ModelNotFoundError),  # a gateway's name for it
        (400, error("The model tts-1 does not support instructions.", 400), ServiceError),
        (400, error("opus is not supported by model tts-1.", 400), UnsupportedFormatError),
        (400, error("Unknown field.", 400, "instructions"), ServiceError),
        (422, {"detail": [{"loc": ["body", "speed"], "msg": "Not supported by this model"}]}, ServiceError),
        (402, error("The model tts-1 is not available: no credit.", "model_not_available"), QuotaError),
        (401, error("The model tts-1 is not found for this key.", 401), AuthenticationError),
        (500, error("The model tts-1 is not available.", 500), ServiceError),
        (503, error("The model tts-1 is loading.", "model_unavailable"), ServiceError),
        (502, {"detail": "Host tts-1 not found."}, ServiceError),
        (502, {"detail": "The model was not found in memory."}, ServiceError),
        (200, error("The model tts-1 is not found.", 404), ModelNotFoundError),
    ],
)
def test_other_errors_stay_what_they_are(status: int, body: Any, kind: type[ServiceError]) -> None:
    assert type(_error(status, body)) is kind


def test_replacement_in_an_error_is_found() -> None:
    body = {"error": {"code": "model_not_found", "message": "Gone.", "replacementModelId": "tts-2"}}
    found = _error(404, body)
    assert isinstance(found, ModelNotFoundError)
    assert found.replacement == "tts-2"


def test_long_message_is_searched_quickly() -> None:
    assert type(_error(404, "model " + "-" * 60_000)) is ServiceError
