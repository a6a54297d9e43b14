"""Whether an error response refuses the model or the voice of a request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from ipytts.services.request import SpeechRequest

_OPTIONS: tuple[Literal["model", "voice"], ...] = ("model", "voice")
# The statuses of a request that is wrong; at others a code decides, or what a failed server clearly says.
_STATUSES = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.GONE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
_CODE_FIELDS = ("code", "type", "error", "error_code")
MAX_SEARCHED = 2000  # characters of a message that are searched
_BAD = (
    "notfound|invalid|unknown|unsupported|notsupported|notexist|notinstalled|notavailable|unavailable|"
    "deprecated|retired|decommissioned"
)
# What a failed server says of a name that it does not know. "Not available" may pass.
_BAD_IN_FAILURE = "notfound|unknown|notexist|notinstalled"
_REFUSED = (
    r"(?:not (?:be |an? )?(?:found|exist|supported|available|installed|recognized|valid)|unknown|unsupported|"
    r"unavailable|invalid|deprecated|retired|decommissioned|discontinued|removed|shut down|no longer)\b"
)
_MISSING = r"(?:not (?:be )?(?:found|exist)|unknown)\b"
_QUOTED = r"[\"'`][^\"'`]{1,200}[\"'`]"  # a gateway may know the model by another name
# Words between a name and what is said of it.
_FILLERS = (
    r"(?:\W*\b(?:is|was|are|has|have|had|been|does|do|did|could|can|can't|doesn't|isn't|the|a|you|id|name|"
    r"requested|specified|given|currently|now|with|named|called|an)\b)*\W*"
)


def refused_name(status: int, content: Any, message: str, request: SpeechRequest) -> str | None:
    """Return ``"model"`` or ``"voice"`` if an error response refuses it, else None.

    A code or the name of a field decides. Where there is none, the message must say of the requested name, or
    of "the model", that it is not found, not supported, retired and so on: a wrong URL is "not found" too.

    Parameters
    ----------
    status : int
        The HTTP status.
    content : object
        The body as JSON; None if it is not JSON.
    message : str
        The message in the body.
    request : SpeechRequest
        The request that was refused.

    Examples
    --------
    >>> from ipytts.services.request import SpeechRequest
    >>> request = SpeechRequest("Hello.", "alloy", "tts-1")
    >>> refused_name(404, None, "The model `tts-1` does not exist.", request)
    'model'
    >>> refused_name(502, None, "Voice 'alloy' not found.", request)
    'voice'
    >>> refused_name(404, None, "Not Found", request)
    """
    has_failed = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    bad = _BAD_IN_FAILURE if has_failed else _BAD
    codes = [re.sub(r"[^a-z]", "", code.lower()) for code in error_codes(content)]
    by_code = (
        option for option in _OPTIONS if any(option in code and re.search(bad, code) for code in codes)
    )
    if refused := next(by_code, None):
        return refused
    names = {option: str(getattr(request, option)) for option in _OPTIONS}
    if has_failed:
        return next((option for option in _OPTIONS if _says_missing(option, names[option], message)), None)
    if status not in _STATUSES:
        return None
    fields = set(wrong_fields(content))
    for option, name in names.items():
        if option in fields or _says_refused(option, name, message):
            return option
    return "model" if status == HTTPStatus.GONE else None


def _objects(content: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in a body that describe its error."""
    if isinstance(content, list):
        for item in content:
            yield from _objects(item)
    elif isinstance(content, dict):
        yield content
        for name in ("error", "detail"):
            yield from _objects(content.get(name))


def error_codes(content: Any) -> Iterator[str]:
    """Yield the codes in a body, such as ``model_not_found``."""
    for each in _objects(content):
        yield from (each[name] for name in _CODE_FIELDS if _is_code(each.get(name)))


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and " " not in value


def wrong_fields(content: Any) -> Iterator[str]:
    """Yield the names of the request's fields that a body calls wrong."""
    for each in _objects(content):
        path = each.get("loc") or each.get("param")
        name = path[-1] if isinstance(path, list) and path else path
        if isinstance(name, str):
            yield name


def _says_refused(option: str, name: str, message: str) -> bool:
    """Return whether a message says of a name, or of "the model" or "the voice", that it is refused."""
    quoted = _pattern(name)
    return _matches(
        message,
        rf"(?:{quoted}|\b{option}\b(?:{_FILLERS}{_QUOTED})?){_FILLERS}\b{_REFUSED}",
        rf"\b{option}\b{_FILLERS}\b{_REFUSED}{_FILLERS}{quoted}",
        rf"\b(?:unknown|unsupported|invalid|unrecognized|no such|no) (?:\w+ )?{option}\b{_FILLERS}{quoted}",
        rf"\bno (?:\w+ )?(?:endpoints?|channels?) (?:\w+ )?for {_FILLERS}(?:model )?{quoted}",
    )


def _says_missing(option: str, name: str, message: str) -> bool:
    """Return whether a message says that the model or the voice of this name is not known."""
    quoted = _pattern(name)
    return _matches(
        message,
        rf"\b{option}\b{_FILLERS}{quoted}{_FILLERS}\b{_MISSING}",
        rf"\b{option}\b{_FILLERS}\b{_MISSING}{_FILLERS}{quoted}",
        rf"\b(?:unknown|unrecognized|no such) (?:\w+ )?{option}\b{_FILLERS}{quoted}",
    )


def _pattern(name: str) -> str:
    """Return a pattern for a whole name, which is not a part of a path or of a longer name."""
    return rf"(?<![\w./-]){re.escape(name)}(?![\w/-]|\.\w)"


def _matches(message: str, *patterns: str) -> bool:
    return any(re.search(pattern, message[:MAX_SEARCHED], re.IGNORECASE) for pattern in patterns)
