"""What `speak` uses where it is not told: the traits behind ``%config SpeechDefaults``."""

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
from ipytts.services.service import check_service

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


def checked(checks: Mapping[str, Callable[[Any], object]], proposal: dict[str, Any]) -> object:
    """Return the value that is proposed for a trait, as its check makes it; None stands for no wish.

    Raises
    ------
    TraitError
        It is not possible.
    """
    if proposal["value"] is None:
        return None
    try:
        return checks[proposal["trait"].name](proposal["value"])
    except InvalidRequestError as error:
        raise TraitError(str(error)) from None


class SpeechDefaults(SingletonConfigurable):
    """What is spoken with where nothing else is said; None stands for no wish.

    There is one, `SpeechDefaults.instance()`, for `ipytts.speak` and the magics alike. Set it with
    ``%config SpeechDefaults.voice = "coral"`` or, for every session, with
    ``c.SpeechDefaults.voice = "coral"`` in ``ipython_config.py``. No key is ever in it.

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
    speed = Float(None, allow_none=True, help="From 0.25 to 4; 1 is normal.").tag(config=True)
    instructions = Unicode(
        None, allow_none=True, help="How to say it, such as 'Speak slowly', for models that take direction."
    ).tag(config=True)
    service = Unicode(
        None, allow_none=True, help="Whom to ask: onerouter, openai, builtin or a base URL."
    ).tag(config=True)
    pronunciations = Dict(
        value_trait=Unicode(),
        key_trait=Unicode(),
        help="What is said in place of words, such as {'kNN': 'k nearest neighbours'}: by %%narrate, and by "
        "%%speak --pronounce.",
    ).tag(config=True)
    play = Bool(None, allow_none=True, help="Whether the sound starts by itself.").tag(config=True)
    timeout = Float(120.0, help="Seconds for one request, further tries included.").tag(config=True)
    cache = Bool(True, help="Whether what was fetched before is taken from the cache.").tag(config=True)  # noqa: FBT003
    limit = Int(4096, help="The most characters in one request; longer text is asked for in parts.").tag(
        config=True
    )
    at_once = Int(4, help="The most requests side by side.").tag(config=True)
    embed_limit = Float(
        20.0, min=0.0, help="MB of audio that a notebook takes; more is saved beside it, and linked to."
    ).tag(config=True)

    @validate(*_CHECKS)
    def _checked(self, proposal: dict[str, Any]) -> object:
        return checked(_CHECKS, proposal)


__test__ = {"SpeechDefaults": SpeechDefaults}  # doctest searches a class only in its `__module__`
