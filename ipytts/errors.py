"""The errors of ipytts, in one tree.

::

    SpeechError                 the base class
     ├─ InvalidRequestError     an option has an invalid value  (a ValueError too)
     ├─ FillError               an {expression} in the text cannot be evaluated
     ├─ NoServiceError          no service is available: no key and no built-in voice
     ├─ OutputError             the file cannot be written
     ├─ NoPlayerError           no program of this machine plays the audio
     ├─ SpeechTimeoutError      the request took longer than its time-out  (a TimeoutError too)
     ├─ SpeechStoppedError      the speech was stopped
     ├─ UnreachableError        the server cannot be reached, or the connection broke
     └─ ServiceError            the server's response is not speech
         ├─ AuthenticationError     401, 403: the key is missing, wrong or not permitted
         ├─ QuotaError              402 and ``insufficient_quota``: out of credit
         ├─ RateLimitError          429: too many requests
         ├─ ModelNotFoundError      the service does not have the model, or no longer has it
         ├─ UnsupportedFormatError  the service does not make the response format
         ├─ VoiceNotFoundError      the service or the model does not have the voice
         └─ NotSpeechError          the status is that of success, but the body is not audio

    SpeechInterrupt             the user interrupted the speech  (a KeyboardInterrupt)

Each message says what is wrong and what to do next; IPython shows it without a traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipytts.synthesis.speech import Speech


class SpeechError(Exception):
    """The base class of all errors of ipytts.

    Attributes
    ----------
    speech : Speech or None
        The audio that arrived before the error, if it can be played.
    """

    __module__ = "ipytts"
    speech: Speech | None = None

    def _render_traceback_(self) -> list[str]:
        # IPython shows these lines in place of a traceback.
        return [f"{type(self).__name__}: {self}"]


class InvalidRequestError(SpeechError, ValueError):
    """An option has an invalid value."""


class FillError(SpeechError):
    """An ``{expression}`` in the text cannot be evaluated."""


class NoServiceError(SpeechError):
    """No service is available: there is no key and no built-in voice."""


class OutputError(SpeechError):
    """The file cannot be written."""


class NoPlayerError(SpeechError):
    """No program of this machine plays the audio."""


class SpeechTimeoutError(SpeechError, TimeoutError):
    """The request took longer than its time limit, or the server sent nothing for too long."""


class SpeechStoppedError(SpeechError):
    """The speech was stopped."""


class UnreachableError(SpeechError):
    """The server cannot be reached, or the connection broke."""


class ServiceError(SpeechError):
    """The server's response is not speech.

    Parameters
    ----------
    message : str
        The message to show.
    status : int
        The HTTP status of the response.
    request_id : str, optional
        The server's id of the request, for its support.
    """

    def __init__(self, message: str, status: int = 0, request_id: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.request_id = request_id


class AuthenticationError(ServiceError):
    """The key is missing, wrong or not permitted to do this."""


class QuotaError(ServiceError):
    """The account is out of credit; waiting does not help."""


class RateLimitError(ServiceError):
    """The service got too many requests."""


class ModelNotFoundError(ServiceError):
    """The service does not have the model, or no longer has it.

    Attributes
    ----------
    replacement : str or None
        The model that the service itself names in its place.
    """

    replacement: str | None = None


class UnsupportedFormatError(ServiceError):
    """The service does not make the response format."""


class VoiceNotFoundError(ServiceError):
    """The service or the model does not have the voice."""


class NotSpeechError(ServiceError):
    """The status is that of success, but the body is not audio.

    Attributes
    ----------
    body : bytes
        The body of the response.
    """

    body: bytes = b""


class SpeechInterrupt(KeyboardInterrupt):
    """The user interrupted a speech.

    Attributes
    ----------
    speech : Speech or None
        The audio that arrived before, if it can be played.
    """

    speech: Speech | None = None

    def _render_traceback_(self) -> list[str]:
        return ["KeyboardInterrupt: the speech was stopped."]
