"""Errors from responses that are not speech, with the server's own message."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ipytts.audio.response_formats import FORMATS
from ipytts.errors import (
    AuthenticationError,
    ModelNotFoundError,
    NotSpeechError,
    QuotaError,
    RateLimitError,
    ServiceError,
    UnsupportedFormatError,
    VoiceNotFoundError,
)
from ipytts.services.catalog_forms import find_replacement
from ipytts.services.invalid_fields import INVALID_STATUSES, invalid_field_advice
from ipytts.services.refused_names import refused_name
from ipytts.services.response_bodies import is_text

if TYPE_CHECKING:
    from ipytts.services.request import SpeechRequest
    from ipytts.services.service import Service

_MAX_MESSAGE = 500  # characters of a server's message that are shown
_REQUEST_ID_HEADERS = ("x-request-id", "request-id", "x-amzn-requestid", "cf-ray")
_NAMES_FORMAT = re.compile(rf"response_format|\bformats?\b|\b({'|'.join(FORMATS)})\b", re.IGNORECASE)
_MESSAGE_FIELDS = ("message", "msg", "detail", "error", "title", "description")  # of JSON bodies


def error_from_response(
    service: Service, request: SpeechRequest, status: int, headers: Mapping[str, str], body: bytes
) -> ServiceError:
    """Return the error for a response without speech."""
    if status < HTTPStatus.MULTIPLE_CHOICES and body and not is_text(body[:_MAX_MESSAGE]):
        content_type = headers.get("content-type", "an unknown type")
        return NotSpeechError(
            f"{service.name} sent {len(body):,} bytes of {content_type}, which ipytts cannot play. "
            "Ask for another format. (The bytes are in the `body` of this error.)",
            status,
        )
    # Redacted before it is shortened, so that no piece of a key stays.
    whole_message = service.redact(read_message(body))
    message = _shorten(whole_message)
    request_id = next((service.redact(headers[h]) for h in _REQUEST_ID_HEADERS if h in headers), None)
    content = _parse_json(service, body)
    status_in_body = _status_in(content) if status < HTTPStatus.MULTIPLE_CHOICES else None
    if service.is_builtin:
        return ServiceError(message, status)
    error_class = _refusal(request, status_in_body or status, content, whole_message)
    advice = ""
    if error_class is None or is_out_of_credit(status, body):
        error_class, advice = _classify(service, status_in_body or status, body)
    if error_class is ServiceError and status in INVALID_STATUSES:
        error_class, advice = _classify_invalid(request, status, content, whole_message)
    text = f"{service.name} answered {status}"
    if request_id:
        text += f" (request {request_id[:100]})"
    text += f": {message}" if message else " without a message."
    error = error_class(f"{text}\n{advice}" if advice else text, status, request_id)
    if isinstance(error, ModelNotFoundError):
        error.replacement = find_replacement(content)
    return error


def read_message(body: bytes) -> str:
    """Return the message in a body: that of JSON, the visible text of HTML, or the text itself.

    Examples
    --------
    >>> read_message(b'{"error": {"message": "No such voice.", "code": 400}}')
    'No such voice.'
    >>> read_message(b"<html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>")
    '502 Bad gateway'
    """
    text = body.decode("utf-8", "replace").strip()
    try:
        message = _find_message(json.loads(text)) or text
    except (ValueError, RecursionError):
        message = _visible_text(text) if text.startswith("<") else text
    return " ".join("".join(c if c.isprintable() else " " for c in message).split())


def _shorten(message: str) -> str:
    return message if len(message) <= _MAX_MESSAGE else f"{message[:_MAX_MESSAGE]}…"


def _find_message(value: Any) -> str:
    """Return the message in a JSON value, however it is nested."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(filter(None, map(_find_message, value)))
    if not isinstance(value, dict):
        return ""
    message = next(filter(None, (_find_message(value.get(name)) for name in _MESSAGE_FIELDS)), "")
    path = value.get("loc") or value.get("param")  # the field of the request that is wrong
    field = ".".join(map(str, path)) if isinstance(path, list) else path
    is_new = field not in (None, "", "None") and str(field) not in message
    return f"{message} ({field})" if message and is_new else message


class _VisibleText(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's signature
        self._hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def _visible_text(html: str) -> str:
    parser = _VisibleText()
    with contextlib.suppress(AssertionError):  # raised at an unknown declaration
        parser.feed(html)
        parser.close()
    # The heading of a page often repeats its title.
    return " ".join(dict.fromkeys(filter(None, map(str.strip, parser.texts)))) or html


def is_out_of_credit(status: int, body: bytes) -> bool:
    """Return whether the account is out of credit, so that waiting does not help."""
    return status == HTTPStatus.PAYMENT_REQUIRED or (
        status == HTTPStatus.TOO_MANY_REQUESTS and b"insufficient_quota" in body
    )


def _classify(service: Service, status: int, body: bytes) -> tuple[type[ServiceError], str]:
    """Return the class of the error, and advice for the user."""
    if is_out_of_credit(status, body):
        return QuotaError, f"The account at {service.name} is out of credit: waiting does not help."
    if status in (401, 403):
        return AuthenticationError, _key_advice(service)
    if status < HTTPStatus.MULTIPLE_CHOICES:
        is_page = body.lstrip().startswith(b"<")
        hint = " Check that the base URL is that of a speech API." if is_page else ""
        return NotSpeechError, f"The response is not audio.{hint}"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ServiceError, "The server failed: try again later."
    wrong_path = f"There is nothing at {service.url}: most base URLs end in /v1."
    known: dict[int, tuple[type[ServiceError], str]] = {
        404: (ServiceError, wrong_path),
        405: (ServiceError, wrong_path),  # a page is there, as some servers have one at each unknown path
        429: (RateLimitError, "Too many requests: wait a little, then try again."),
    }
    return known.get(status, (ServiceError, ""))


def _classify_invalid(
    request: SpeechRequest, status: int, content: Any, message: str
) -> tuple[type[ServiceError], str]:
    """Return the class of the error, and advice, for a request that is invalid."""
    advice = invalid_field_advice(request, status, content, message)
    if not advice and _NAMES_FORMAT.search(message):
        return UnsupportedFormatError, ""
    return ServiceError, advice


def _refusal(request: SpeechRequest, status: int, content: Any, message: str) -> type[ServiceError] | None:
    """Return the class of the error if the response refuses the model or the voice."""
    refused = refused_name(status, content, message, request)
    return {"model": ModelNotFoundError, "voice": VoiceNotFoundError}.get(refused or "")


def _parse_json(service: Service, body: bytes) -> Any:
    """Return a body as JSON, without the key; None if it is not JSON."""
    try:
        return service.redact_json(json.loads(body))
    except (ValueError, RecursionError):
        return None


def _status_in(content: Any) -> int | None:
    """Return the error status in a body, where some servers put it under a status of 200."""
    try:
        code = content["error"]["code"]
    except (TypeError, KeyError):
        return None
    return code if isinstance(code, int) and code >= HTTPStatus.BAD_REQUEST else None


def _key_advice(service: Service) -> str:
    where = f"in {service.key_env}" if service.key_env else "that was given"
    if service.key:
        return f"Check the key {where}."
    if service.key_env:
        return f"No key was sent: {service.key_env} is not set."
    return "No key was sent: name the variable that holds it with --key-env."


def retry_delay(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the server asks to wait before a retry; None if it does not say.

    Examples
    --------
    >>> retry_delay({"retry-after-ms": "250"}), retry_delay({"x-ratelimit-reset-tokens": "1m2s"})
    (0.25, 62.0)
    """
    from urllib3.exceptions import InvalidHeader
    from urllib3.util import Retry

    try:
        return max(0.0, float(headers["retry-after-ms"]) / 1000)
    except (KeyError, ValueError):
        pass
    try:
        return Retry().parse_retry_after(headers["retry-after"])  # seconds or a date
    except (KeyError, InvalidHeader, ValueError, OverflowError):  # the last two: impossible dates
        pass
    resets = [
        _duration(headers[f"x-ratelimit-reset-{what}"])
        for what in ("requests", "tokens")
        if f"x-ratelimit-reset-{what}" in headers and headers.get(f"x-ratelimit-remaining-{what}", "0") == "0"
    ]
    return max((r for r in resets if r is not None), default=None)


_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def _duration(text: str) -> float | None:
    """Return the seconds of ``6m0s``, ``20ms`` or plain ``1.5``; None if it is none of these."""
    if re.fullmatch(r"(\d+(\.\d+)?(ms|[dhms]))+", text):
        return sum(float(n) * _UNITS[unit] for n, unit in re.findall(r"([\d.]+)(ms|[dhms])", text))
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None
