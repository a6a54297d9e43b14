"""A speech server that takes what the declaration of a service says, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.helpers.speech_server import DOCUMENTED_FIELDS, SpeechServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipytts.services.named_services import NamedService


@dataclass
class DeclaredServer(SpeechServer):
    """Serve the declared models, each with its own voices.

    Parameters
    ----------
    voices
        The voices of each model.
    """

    voices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def _faulty_fields(self, body: dict[str, Any]) -> Iterator[tuple[str, str]]:
        yield from super()._faulty_fields(body)
        model = str(body.get("model"))
        if model not in self.voices:
            yield "model", f"there is no {model!r}"
        elif body.get("voice") not in self.voices[model]:
            yield "voice", f"{model} has no {body.get('voice')!r}"


def declared_server(declared: NamedService, key: str) -> DeclaredServer:
    """Return a server that plays a named service, for the given key."""
    service = declared.service
    models = {name: service.model(name) for name in service.model_names}
    options = {
        "speed": all(model.takes_speed for model in models.values()),
        "instructions": all(model.takes_instructions for model in models.values()),
    }
    return DeclaredServer(
        key=key,
        auth=service.authorization if declared.needs_key else None,
        limit=service.limit or SpeechServer.limit,
        strict=True,
        known_fields=DOCUMENTED_FIELDS | {name for name, is_taken in options.items() if is_taken},
        formats=service.response_formats,
        default_format=service.response_formats[0],
        voices={name: model.voices for name, model in models.items()},
    )
