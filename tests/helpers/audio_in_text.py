"""Responses of the speech server with the right audio inside of text: JSON and server-sent events."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.helpers.http_responses import split_pieces
from tests.helpers.sounds import RATE

if TYPE_CHECKING:
    from tests.helpers.faults import Fault, ValidRequest
    from tests.helpers.http_responses import Response


def json_audio(field: str, **others: Any) -> Fault:
    """Answer with the audio in base64 in a field of a JSON object."""

    def fault(request: ValidRequest) -> Response:
        response = request.correct_response()
        encoded = base64.b64encode(response.body).decode()
        return replace(response, **_json_body({field: encoded, **others}))

    return fault


def _json_body(body: dict[str, Any]) -> dict[str, Any]:
    return {"headers": {"Content-Type": "application/json"}, "body": json.dumps(body).encode()}


def events(
    audio: dict[str, Any], *ends: dict[str, Any] | str, first: tuple[dict[str, Any], ...] = ()
) -> Fault:
    """Answer with server-sent events: the field of `audio` that is empty gets the audio in base64."""

    def fault(request: ValidRequest) -> Response:
        response = request.correct_response()
        pieces = [base64.b64encode(piece).decode() for piece in split_pieces(response.body, 999)]
        deltas = [{name: value or piece for name, value in audio.items()} for piece in pieces]
        sent = [": keepalive", *map(_event, (*first, *deltas, *ends))]
        headers = {"Content-Type": "text/event-stream; charset=utf-8"}
        body = "\r\n\r\n".join([*sent, ""]).encode()
        return replace(response, headers=headers, body=body, pace=replace(response.pace, piece=700))

    return fault


def _event(data: dict[str, Any] | str) -> str:
    if isinstance(data, str):
        return f"data: {data}"
    name = f"event: {data['type']}\r\n" if "type" in data else ""
    return f"{name}data: {json.dumps(data)}"


# The audio inside of text, as services document it.
_DELTA = {"type": "speech.audio.delta", "audio": ""}
AUDIO_IN_TEXT: dict[str, Fault] = {
    "events of OpenAI": events(_DELTA, {"type": "speech.audio.done", "usage": {"total_tokens": 7}}),
    "events of Together": events({"type": "conversation.item.audio_output.delta", "delta": ""}, "[DONE]"),
    "events of AssemblyAI": events(
        {"type": "Audio", "audio": ""},
        {"type": "FlushDone", "audio_duration_ms": 600},
        {"type": "WordBoundaries", "words": []},
        {"type": "Termination"},
        first=({"type": "Begin", "sample_rate": RATE},),
    ),
    "events without types": events({"audio_base64": ""}),
    "JSON": json_audio("audio"),
    "JSON of Speechify": json_audio("audio_data", audio_format="mp3", billable_characters_count=9),
    "JSON of Telnyx": json_audio("base64_audio"),
}
# Events that end in an error, or too early.
ERROR_AMID_EVENTS: dict[str, Fault] = {
    "error": events(_DELTA, {"type": "error", "error": {"message": "The voice is lost.", "code": "lost"}}),
    "error of AssemblyAI": events(_DELTA, {"type": "Error", "message": "The voice is lost."}),
    "error without a type": events(_DELTA, {"error": "The voice is lost."}),
    "text": events(_DELTA, "The voice is lost."),
}
