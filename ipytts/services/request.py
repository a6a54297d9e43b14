"""The request for speech, and the checks of its options."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from numbers import Real
from typing import Any, TypeAlias, TypeGuard

from ipytts.audio.response_formats import DEFAULT_FORMAT, FORMATS
from ipytts.errors import InvalidRequestError

#: What a voice can be given as: a name, or the id of a custom voice.
Voice: TypeAlias = str | Mapping[str, str]

_ID = "id:"  # before the id of a custom voice, where it is written as a str
SPEED_RANGE = (0.25, 4.0)
_MAX_TIMEOUT = 86_400  # s; sockets take no time-out of many days


def check_name(option: str, value: object) -> str:
    """Return `value` if it is a str that can be a name, or raise `InvalidRequestError`."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidRequestError(
            f"{option}={value!r} is not possible: give the name of a {option}, which `ipytts voices` lists."
        )
    return value


def check_voice(value: object) -> str:
    """Return the name of a voice, or ``id:`` and the id of a custom voice; or raise `InvalidRequestError`.

    Examples
    --------
    >>> check_voice("coral"), check_voice({"id": "voice_123"}), check_voice("id:voice_123")
    ('coral', 'id:voice_123', 'id:voice_123')
    """
    voice = value
    if isinstance(value, Mapping) and list(value) == ["id"] and isinstance(value["id"], str):
        voice = f"{_ID}{value['id']}"
    if not isinstance(voice, str) or not voice.removeprefix(_ID).strip():
        raise InvalidRequestError(
            f"voice={value!r} is not possible: give a name, such as 'coral', or the id of a custom voice, "
            "such as {'id': 'voice_123'} or 'id:voice_123'."
        )
    return voice


def check_response_format(value: object) -> str:
    """Return `value` if it is a response format that ipytts knows, or raise `InvalidRequestError`."""
    if not isinstance(value, str) or value not in FORMATS:
        raise InvalidRequestError(
            f"response_format={value!r} is not possible: choose one of {', '.join(FORMATS)}."
        )
    return value


def check_factor(option: str, low: float, high: float, value: object) -> float:
    """Return `value` as a float if it is a number in this range, or raise `InvalidRequestError`."""
    if not is_number(value) or not low <= value <= high:
        raise InvalidRequestError(
            f"{option}={value!r} is not possible: give a number from {low} to {high}; 1.0 is normal."
        )
    return float(value)


def check_timeout(value: object) -> float:
    """Return `value` as a float if it is a number of seconds up to a day, or raise `InvalidRequestError`."""
    if not is_number(value) or not 0 < value <= _MAX_TIMEOUT:
        raise InvalidRequestError(
            f"timeout={value!r} is not possible: give a number of seconds above 0 and up to "
            f"{_MAX_TIMEOUT}, such as 60."
        )
    return float(value)


def is_number(value: object) -> TypeGuard[float]:
    """Return whether `value` is a number; True and False are none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def check_count(option: str, value: object) -> int:
    """Return `value` if it is a whole number of at least 1, or raise `InvalidRequestError`."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise InvalidRequestError(f"{option}={value!r} is not possible: give a whole number of at least 1.")
    return value


def check_choice(option: str, choices: tuple[str, ...], value: object) -> object:
    """Return a value that is one of the choices, or raise an `InvalidRequestError`."""
    if value not in choices:
        names = " or ".join(map(repr, choices))
        raise InvalidRequestError(f"{option}={value!r} is not possible: choose {names}, or None for none.")
    return value


def check_text(option: str, value: object) -> str:
    """Return `value` if it is a str with text that can be sent as UTF-8, or raise `InvalidRequestError`."""
    if not isinstance(value, str):
        raise InvalidRequestError(
            f"{option} is of type {type(value).__name__}: give a str, for example with str(…)."
        )
    if not value.strip():
        raise InvalidRequestError(f"{option} is empty: there is nothing to say.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidRequestError(
            f"{option} holds half a character ({value[error.start]!r} at {error.start}), "
            "which no service can read: remove it, or decode its source as UTF-8."
        ) from None
    return value


def check_pronunciations(value: object) -> object:
    """Return words and their pronunciations, or raise an `InvalidRequestError`."""
    if not isinstance(value, Mapping) or not all(isinstance(word, str) for word in (*value, *value.values())):
        raise InvalidRequestError(
            f"pronunciations={value!r} is not possible: give a dict of words, such as "
            "{'kNN': 'k nearest neighbours'}."
        )
    return value


def check_extra(value: object) -> dict[str, Any]:
    """Return a copy of `value` if it is a dict of further fields, or raise `InvalidRequestError`."""
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise InvalidRequestError(
            f"extra={value!r} is not possible: give a dict of further fields, such as {{'language': 'en'}}."
        )
    for name in value:
        if name in _STANDARD_FIELDS:
            raise InvalidRequestError(
                f"extra has the field {name!r}, which has an option of its own: use that option."
            )
    try:
        copy: dict[str, Any] = json.loads(json.dumps(dict(value), allow_nan=False))
    except (TypeError, ValueError) as error:
        raise InvalidRequestError(f"extra cannot be written as JSON: {error}.") from None
    return copy


def excerpt(text: str, length: int) -> str:
    r"""Return the beginning of a text, on one line of at most `length` characters.

    Examples
    --------
    >>> excerpt("One thing,\nand another.", 12)
    'One thing, …'
    """
    words = " ".join(text.split())
    return words if len(words) <= length else f"{words[: length - 1]}…"


@dataclass(frozen=True)
class SpeechRequest:
    """A request for speech.

    Parameters
    ----------
    text : str
        The text to speak.
    voice, model : str
        Names that the service knows; those that ipytts does not know are sent as well. The id of a custom
        voice comes after ``id:``.
    response_format : str
        One of ``mp3``, ``opus``, ``aac``, ``flac``, ``wav`` and ``pcm``.
    speed : float, optional
        From 0.25 to 4, where 1 is normal.
    instructions : str, optional
        How to speak, for models that take instructions.
    extra : dict, optional
        Further fields of the request's body, for servers that take more.

    Raises
    ------
    InvalidRequestError
        One of them is invalid; the message says which, and what is allowed.

    Examples
    --------
    >>> SpeechRequest("Hello.", "af_heart", "kokoro").payload()
    {'model': 'kokoro', 'input': 'Hello.', 'voice': 'af_heart', 'response_format': 'mp3'}
    """

    text: str
    voice: str
    model: str
    response_format: str = DEFAULT_FORMAT
    speed: float | None = None
    instructions: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_text("The text", self.text)
        object.__setattr__(self, "voice", check_voice(self.voice))
        check_name("model", self.model)
        check_response_format(self.response_format)
        if self.speed is not None:
            object.__setattr__(self, "speed", check_factor("speed", *SPEED_RANGE, self.speed))
        if self.instructions is not None:
            check_text("instructions", self.instructions)
        object.__setattr__(self, "extra", check_extra(self.extra))

    @property
    def voice_name(self) -> str | None:
        """The name of the voice; None for a custom voice."""
        return None if self.voice.startswith(_ID) else self.voice

    def payload(self) -> dict[str, Any]:
        """Return the JSON body: the fields that the API requires, and others only if they are set."""
        options = {
            name: value
            for name, value in vars(self).items()
            if value is not None and name not in ("text", "extra")
        }
        if self.voice.startswith(_ID):
            options["voice"] = {"id": self.voice.removeprefix(_ID)}
        return {"model": self.model, "input": self.text, **options, **self.extra}

    def digest(self, base_url: str, version: str = "") -> str:
        """Return 64 hexadecimal digits, which differ between requests that may sound different.

        `base_url` is that of the service; `version` is the version of the voice, if it is known.

        Examples
        --------
        >>> slow = SpeechRequest("Hello.", "af_heart", "kokoro", speed=0.5)
        >>> fast = SpeechRequest("Hello.", "af_heart", "kokoro", speed=2.0)
        >>> slow.digest("http://127.0.0.1/v1") == fast.digest("http://127.0.0.1/v1")
        False
        """
        content = json.dumps([base_url, version, self.payload()], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


_STANDARD_FIELDS = {"input", *(each.name for each in fields(SpeechRequest))} - {"text", "extra"}
