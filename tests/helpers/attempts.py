"""What speaks where a plan fails: a listener that records it, and what the server was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts import Listener
from tests.helpers.faults import respond

if TYPE_CHECKING:
    from ipytts.synthesis.plan import Plan
    from tests.helpers.speech_server import SpeechServer


class Log(Listener):
    """Records the calls that a listener gets."""

    shows_progress = True

    def __init__(self) -> None:
        self.notices: list[str] = []
        self.plans: list[Plan] = []
        self.calls: list[str] = []
        self.audio = b""

    def on_notice(self, message: str) -> None:
        self.calls.append("notice")
        self.notices.append(message)

    def on_start(self, stop: object) -> None:
        self.calls.append("start")

    def on_plan(self, plan: Plan) -> None:
        self.calls.append("plan")
        self.plans.append(plan)

    def on_audio(self, data: bytes) -> None:
        if not self.audio:
            self.calls.append("audio")
        self.audio += data


def retired(model: str) -> Any:
    """Refuse the model, and name another one in its place."""
    return respond(
        404, {"error": {"code": "model_not_found", "message": "Gone.", "replacementModelId": model}}
    )


def requested_models(server: SpeechServer) -> list[Any]:
    return [request.body["model"] for request in server.requests if request.method == "POST"]


def requested_formats(server: SpeechServer) -> list[Any]:
    return [request.body["response_format"] for request in server.requests]
