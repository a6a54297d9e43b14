"""What to change in a request that a server calls invalid: leave out an option, or send shorter texts."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ipytts.services.refused_names import MAX_SEARCHED, error_codes, wrong_fields

if TYPE_CHECKING:
    from ipytts.services.request import SpeechRequest

#: The statuses of a request that is invalid.
INVALID_STATUSES = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
_REQUIRED = ("model", "input", "voice", "response_format")
_REFUSED = re.compile(
    r"\b(?:extra|invalid|unexpected|unknown|unrecognized|unsupported|"
    r"not (?:be )?(?:allowed|permitted|supported))\b",
    re.IGNORECASE,
)
_TOO_LONG = re.compile(
    r"\btoo (?:long|large|many characters)\b|"
    r"\b(?:at most|exceed\w*|limit|longer than|max\w*)\b[^.]*\bcharacters\b"
    r"|\bcharacters\b[^.]*\b(?:at most|exceed\w*|limit|max\w*)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"\b(?:at most|exceed\w*|limit\w*|than|max\w*|up to)\b\D{0,40}(\d[\d,]*)", re.IGNORECASE)


def invalid_field_advice(request: SpeechRequest, status: int, content: Any, message: str) -> str:
    """Return what to change in a request that a response calls invalid; empty if that is not known.

    Parameters
    ----------
    request : SpeechRequest
        The request.
    status : int
        The HTTP status, one of `INVALID_STATUSES`.
    content : object
        The body as JSON; None if it is not JSON.
    message : str
        The message in the body.

    Examples
    --------
    >>> from ipytts.services.request import SpeechRequest
    >>> request = SpeechRequest("Hello.", "alloy", "tts-1", instructions="Whisper.")
    >>> invalid_field_advice(request, 400, None, "Unknown parameter: 'instructions'")
    'Leave out --instructions; if it is configured, set SpeechDefaults.instructions = None.'
    >>> invalid_field_advice(SpeechRequest("Hi!" * 99, "alloy", "tts-1"), 400, None, "Limit: 200 characters.")
    'Split the text into shorter requests with --limit 200.'
    """
    options = [name for name in request.payload() if name not in _REQUIRED]
    wrong = set(wrong_fields(content))
    refused = [name for name in options if name in wrong or _says_refused(name, message)]
    if refused:
        return " ".join(_omission(name, request) for name in refused)
    return _length_advice(request, status, content, message)


def _says_refused(name: str, message: str) -> bool:
    """Return whether a message says of a field that it is not accepted."""
    is_named = re.search(rf"[\"'`]{re.escape(name)}[\"'`]|: {re.escape(name)}\b", message[:MAX_SEARCHED])
    return bool(is_named and _REFUSED.search(message[:MAX_SEARCHED]))


def _omission(name: str, request: SpeechRequest) -> str:
    if name in request.extra:
        return f"Leave out {name!r} of --extra."
    return f"Leave out --{name}; if it is configured, set SpeechDefaults.{name} = None."


def _length_advice(request: SpeechRequest, status: int, content: Any, message: str) -> str:
    shown = message[:MAX_SEARCHED]
    is_too_long = status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or "string_too_long" in error_codes(content)
    if not is_too_long and not _TOO_LONG.search(shown):
        return ""
    numbers = [int(number.replace(",", "")) for number in _LIMIT.findall(shown) if "character" in shown]
    limit = next((number for number in numbers if 0 < number < len(request.text)), None)
    example = f"--limit {limit}" if limit else f"--limit, such as --limit {max(1, len(request.text) // 2)}"
    return f"Split the text into shorter requests with {example}."
