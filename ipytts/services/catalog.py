"""The voices and models of a service: what its server tells, else what is documented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests

from ipytts.services.sessions import session

if TYPE_CHECKING:
    from ipytts.services.service import Service

_TIMEOUT = 10.0  # s
_VOICES = ("/audio/voices", "/voices")
_MODELS = ("/models",)


@dataclass(frozen=True)
class Names:
    """Names, and who says so."""

    names: tuple[str, ...]
    source: str


def voices_of(service: Service) -> Names:
    """Return the voices of a service."""
    return _told(service, _VOICES) or _documented(service, service.voices)


def models_of(service: Service) -> Names:
    """Return the models of a service that speak, as far as their names tell."""
    told = _told(service, _MODELS)
    if told is None:
        return _documented(service, service.models)
    speaking = tuple(name for name in told.names if "tts" in name.lower())
    return Names(speaking or told.names, told.source)


def _documented(service: Service, names: tuple[str, ...]) -> Names:
    return Names(names, "built in" if service.is_builtin else "as documented: its server does not tell")


def _told(service: Service, paths: tuple[str, ...]) -> Names | None:
    """Ask a server for names; servers that know the question answer it in several forms."""
    if service.is_builtin:
        return None
    for path in paths:
        try:
            response = session(service.base_url).get(
                service.base_url + path,
                auth=service.authorize,
                timeout=_TIMEOUT,
                allow_redirects=False,
            )
            names = _names(response.json()) if response.ok else ()
        except (requests.RequestException, ValueError):
            continue
        if names:
            return Names(names, "as its server tells")
    return None


def _names(answer: Any) -> tuple[str, ...]:
    """Return the names in an answer.

    Examples
    --------
    >>> _names({"voices": ["alloy", "nova"]}), _names({"data": [{"id": "tts-1"}]})
    (('alloy', 'nova'), ('tts-1',))
    """
    if isinstance(answer, dict):
        answer = answer.get("voices") or answer.get("data") or answer.get("models")
    if not isinstance(answer, list):
        return ()
    found = (_name(item) for item in answer)
    return tuple(name for name in found if isinstance(name, str))


def _name(item: Any) -> Any:
    if isinstance(item, dict):
        return item.get("id") or item.get("voice_id") or item.get("name")
    return item
