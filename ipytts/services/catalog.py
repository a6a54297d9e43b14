"""The voices and models of a service: as its server lists them, else as documented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests

from ipytts.services.sessions import get_session

if TYPE_CHECKING:
    from ipytts.services.service import Service

_TIMEOUT = 10.0  # s
_VOICE_PATHS = ("/audio/voices", "/voices")
_MODEL_PATHS = ("/models",)


@dataclass(frozen=True)
class Names:
    """Names of voices or models."""

    names: tuple[str, ...]
    source: str  # where they are from, as a phrase


def voices_of(service: Service) -> Names:
    """Return the voices of a service."""
    return _listed(service, _VOICE_PATHS) or _documented(service, service.voices)


def models_of(service: Service) -> Names:
    """Return the models of a service: those with "tts" in their names, if there are any."""
    listed = _listed(service, _MODEL_PATHS)
    if listed is None:
        return _documented(service, service.model_names)
    speech_models = tuple(name for name in listed.names if "tts" in name.lower())
    return Names(speech_models or listed.names, listed.source)


def _documented(service: Service, names: tuple[str, ...]) -> Names:
    return Names(names, "built in" if service.is_builtin else "as documented; its server lists none")


def _listed(service: Service, paths: tuple[str, ...]) -> Names | None:
    """Return the names that the server lists at the first path that has any; None if none has."""
    if service.is_builtin:
        return None
    for path in paths:
        try:
            response = get_session(service.base_url).get(
                service.base_url + path,
                auth=service.authorize,
                timeout=_TIMEOUT,
                allow_redirects=False,
            )
            names = _names(response.json()) if response.ok else ()
        except (requests.RequestException, ValueError):
            continue
        if names:
            return Names(names, "as listed by its server")
    return None


def _names(body: Any) -> tuple[str, ...]:
    """Return the names in a JSON body, whose form differs between servers.

    Examples
    --------
    >>> _names({"voices": ["alloy", "nova"]}), _names({"data": [{"id": "tts-1"}]})
    (('alloy', 'nova'), ('tts-1',))
    """
    if isinstance(body, dict):
        body = body.get("voices") or body.get("data") or body.get("models")
    if not isinstance(body, list):
        return ()
    found = (_name(item) for item in body)
    return tuple(name for name in found if isinstance(name, str))


def _name(item: Any) -> Any:
    if isinstance(item, dict):
        return item.get("id") or item.get("voice_id") or item.get("name")
    return item
