"""What a server says when it does not send speech, as errors in its own words."""

from __future__ import annotations

import codecs
import contextlib
import json
import re
from html.parser import HTMLParser
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ipytts.errors import (
    AuthenticationError,
    NotSpeechError,
    QuotaError,
    RateLimitError,
    ServiceError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.services.service import Service

_LONGEST = 500  # characters of a server's words that are shown
_REQUEST_ID = ("x-request-id", "request-id", "x-amzn-requestid", "cf-ray")
_WORDS = (
    "message",
    "msg",
    "detail",
    "error",
    "title",
    "description",
)  # where JSON bodies keep them


def refusal(service: Service, status: int, headers: Mapping[str, str], body: bytes) -> ServiceError:
    """Return the error that an answer without speech stands for."""
    if status < HTTPStatus.MULTIPLE_CHOICES and body and not is_text(body[:_LONGEST]):
        kind_of_it = headers.get("content-type", "an unknown type")
        return NotSpeechError(
            f"{service.name} answered {len(body):,} bytes of {kind_of_it}, which ipytts cannot play. "
            "They are the `body` of this error; ask for another format.",
            status,
        )
    words = _shortened(service.redact(server_words(body)))  # in this order: no piece of a key stays
    request_id = next((service.redact(headers[h]) for h in _REQUEST_ID if h in headers), None)
    meant = _status_within(body) if status < HTTPStatus.MULTIPLE_CHOICES else status
    kind, advice = _meaning(service, meant or status, body)
    if service.is_builtin:
        return kind(words, status)
    said = f"{service.name} answered {status}"
    if request_id:
        said += f" (request {request_id[:100]})"
    said += f": {words}" if words else " and nothing more."
    return kind(f"{said}\n{advice}" if advice else said, status, request_id)


def is_text(head: bytes) -> bool:
    """Tell whether the beginning of a body is to be read, and not to be heard."""
    try:
        # Incremental, because the head may end within a character.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign.isspace() for sign in text)


def server_words(body: bytes) -> str:
    """Return what a person should read of an answer's body: JSON's message, HTML's text, or the text.

    Examples
    --------
    >>> server_words(b'{"error": {"message": "No such voice.", "code": 400}}')
    'No such voice.'
    >>> server_words(b"<html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>")
    '502 Bad gateway'
    """
    text = body.decode("utf-8", "replace").strip()
    try:
        words = _dig(json.loads(text)) or text
    except (ValueError, RecursionError):
        words = _visible_text(text) if text.startswith("<") else text
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _dig(value: Any) -> str:
    """Return the message that a JSON body carries, however it is wrapped."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(filter(None, map(_dig, value)))
    if not isinstance(value, dict):
        return ""
    said = next(filter(None, (_dig(value.get(name)) for name in _WORDS)), "")
    place = value.get("loc") or value.get("param")  # which field is meant
    named = ".".join(map(str, place)) if isinstance(place, list) else place
    is_told = named not in (None, "", "None") and str(named) not in said
    return f"{said} ({named})" if said and is_told else said


class _VisibleText(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's signature
        self._hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _visible_text(html: str) -> str:
    parser = _VisibleText()
    with contextlib.suppress(AssertionError):  # so it ends at a declaration that it does not know
        parser.feed(html)
        parser.close()
    # A page often says its title again as its heading.
    return " ".join(dict.fromkeys(filter(None, map(str.strip, parser.words)))) or html


def is_out_of_credit(status: int, body: bytes) -> bool:
    """Tell whether waiting cannot help, because the account has nothing left."""
    return status == 402 or (status == 429 and b"insufficient_quota" in body)  # noqa: PLR2004


def _meaning(service: Service, status: int, body: bytes) -> tuple[type[ServiceError], str]:
    if is_out_of_credit(status, body):
        return QuotaError, f"The account at {service.name} is out of credit: waiting does not help."
    if status in (401, 403):
        return AuthenticationError, _key_advice(service)
    if status < HTTPStatus.MULTIPLE_CHOICES:
        is_page = body.lstrip().startswith(b"<")
        hint = " Check that the base URL is that of a speech API." if is_page else ""
        return NotSpeechError, f"That is no audio.{hint}"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ServiceError, "The server has a problem of its own: try again later."
    known: dict[int, tuple[type[ServiceError], str]] = {
        404: (ServiceError, f"Nothing is at {service.url}: a base URL mostly ends in /v1."),
        429: (RateLimitError, "The service was asked too fast: wait a little, then try again."),
    }
    return known.get(status, (ServiceError, ""))


def _status_within(body: bytes) -> int | None:
    """Return the status that some servers tell in the body alone, within a 200."""
    try:
        code = json.loads(body)["error"]["code"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return code if isinstance(code, int) and code >= HTTPStatus.BAD_REQUEST else None


def _key_advice(service: Service) -> str:
    where = f"in {service.key_env}" if service.key_env else "that was given"
    if service.key:
        return f"Check the key {where}."
    if service.key_env:
        return f"No key was sent: {service.key_env} is not set."
    return "No key was sent: name the variable that holds it with --key-env."


def seconds_to_wait(headers: Mapping[str, str]) -> float | None:
    """Return how long the server asks to wait before the next try, in seconds; None if it does not say.

    Examples
    --------
    >>> seconds_to_wait({"retry-after-ms": "250"}), seconds_to_wait({"x-ratelimit-reset-tokens": "1m2s"})
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
    except (KeyError, InvalidHeader, ValueError, OverflowError):  # the last two for dates that cannot be
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
