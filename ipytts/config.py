"""The configured defaults of `speak` and the magics: the traits behind ``%config SpeechDefaults``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from traitlets import Bool, Dict, Float, Int, TraitError, Unicode, validate
from traitlets.config import SingletonConfigurable

from ipytts.errors import InvalidRequestError
from ipytts.services.request import (
    check_count,
    check_name,
    check_response_format,
    check_speed,
    check_text,
    check_timeout,
)
from ipytts.services.service_selection import check_service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CHECKS: dict[str, Callable[[object], object]] = {
    "voice": partial(check_name, "voice"),
    "model": partial(check_name, "model"),
    "response_format": check_response_format,
    "speed": check_speed,
    "instructions": partial(check_text, "instructions"),
    "service": check_service,
    "timeout": check_timeout,
    "limit": partial(check_count, "limit"),
    "at_once": partial(check_count, "at_once"),
}


def check_proposal(checks: Mapping[str, Callable[[Any], object]], proposal: dict[str, Any]) -> object:
    """Return the value proposed for a trait, as its check returns it; None passes unchecked.

    Raises
    ------
    TraitError
        The check refuses the value.
    """
    if proposal["value"] is None:
        return None
    try:
        return checks[proposal["trait"].name](proposal["value"])
    except InvalidRequestError as error:
        raise TraitError(str(error)) from None


class SpeechDefaults(SingletonConfigurable):
    """The settings of a speech where none are given; None means not set.

    `ipytts.speak` and the magics share one instance, `SpeechDefaults.instance()`. Set it with
    ``%config SpeechDefaults.voice = "coral"`` or, for every session, with
    ``c.SpeechDefaults.voice = "coral"`` in ``ipython_config.py``. It never holds a key.

    Examples
    --------
    >>> SpeechDefaults.instance().voice = "coral"
    >>> SpeechDefaults.instance().speed = 9
    Traceback (most recent call last):
        ...
    traitlets.traitlets.TraitError: speed=9.0 is not possible: give a number from 0.25 to 4.0; 1.0 is normal.
    >>> SpeechDefaults.clear_instance()
    """

    __module__ = "ipytts"

    voice = Unicode(None, allow_none=True, help="The voice, such as 'coral'.").tag(config=True)
    model = Unicode(None, allow_none=True, help="The model, such as 'gpt-4o-mini-tts'.").tag(config=True)
    response_format = Unicode(
        None, allow_none=True, help="The audio format: mp3, opus, aac, flac, wav or pcm."
    ).tag(config=True)
    speed = Float(None, allow_none=True, help="The speed, from 0.25 to 4; 1 is normal.").tag(config=True)
    instructions = Unicode(
        None, allow_none=True, help="How to speak, such as 'Speak slowly', for models that take instructions."
    ).tag(config=True)
    service = Unicode(
        None, allow_none=True, help="The service: onerouter, openai, builtin or a base URL."
    ).tag(config=True)
    pronunciations = Dict(
        value_trait=Unicode(),
        key_trait=Unicode(),
        help="Words and their pronunciations, such as {'kNN': 'k nearest neighbours'}, for %%narrate and "
        "%%speak --pronounce.",
    ).tag(config=True)
    play = Bool(None, allow_none=True, help="Whether the audio plays automatically.").tag(config=True)
    timeout = Float(None, allow_none=True, help="Seconds for the whole of one request with its retries.").tag(
        config=True
    )
    cache = Bool(True, help="Whether audio is taken from the cache where possible.").tag(config=True)  # noqa: FBT003
    limit = Int(4096, help="Characters in one request, at most; longer text is split.").tag(config=True)
    at_once = Int(4, help="Concurrent requests, at most.").tag(config=True)
    embed_limit = Float(
        20.0,
        min=0.0,
        help="MB of audio in a notebook, at most; larger audio is saved beside it and linked.",
    ).tag(config=True)

    @validate(*_CHECKS)
    def _checked(self, proposal: dict[str, Any]) -> object:
        return check_proposal(_CHECKS, proposal)


__test__ = {"SpeechDefaults": SpeechDefaults}  # doctest searches a class only in its `__module__`
