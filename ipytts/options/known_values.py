"""The known values of options, for Tab completion in notebooks and in shells."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping

from ipytts.audio.response_formats import FORMATS
from ipytts.config import SpeechDefaults
from ipytts.services.named_services import BUILTIN, NAMED, SERVICES
from ipytts.services.service import Service
from ipytts.services.service_selection import builtin_is_installed, declared_service
from ipytts.services.spoken_languages import LANGUAGES

_KEY_VARIABLE = re.compile("[A-Z0-9_]*(KEY|TOKEN)")


def known_values(name: str, given: Mapping[str, str | None]) -> Iterable[str]:
    """Return the known values of an option, by the options that are given; nothing is requested.

    Examples
    --------
    >>> known_values("voice", {"service": "groq"})
    ('autumn', 'diana', 'hannah', 'austin', 'daniel', 'troy')
    """
    if name == "voice":
        model = given.get("model") or SpeechDefaults.instance().model
        return _declared_service(given).model(model).voices
    if name == "model":
        return _declared_service(given).model_names
    if name == "key_env":
        return sorted(filter(_KEY_VARIABLE.fullmatch, os.environ))
    names = {"response_format": tuple(FORMATS), "service": SERVICES, "language": tuple(LANGUAGES)}
    return names.get(name, ())


def _declared_service(given: Mapping[str, str | None]) -> Service:
    """Return what is declared of the service to use; no key is looked up, as that may open a keyring."""
    choice = given.get("service") or SpeechDefaults.instance().service or os.environ.get("IPYTTS_SERVICE")
    if not choice:
        is_builtin = builtin_is_installed() and not os.environ.get("ONEROUTER_API_KEY")
        return BUILTIN if is_builtin else NAMED["onerouter"].service
    return declared_service(choice)
