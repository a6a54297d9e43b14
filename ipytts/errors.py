"""Every error of ipytts, as one tree.

::

    SpeechError                 whatever goes wrong with a speech
     ├─ InvalidRequestError     an option cannot be as it was given  (a ValueError too)
     ├─ FillError               {expression} in the text cannot be filled in
     ├─ NoServiceError          nobody is there to ask: no key and no built-in voice
     ├─ OutputError             the sound cannot be written where it was asked for
     ├─ NoPlayerError          no program of this machine plays the sound
     ├─ SpeechTimeoutError      the whole request took too long  (a TimeoutError too)
     ├─ SpeechStoppedError      someone asked for it to stop
     ├─ UnreachableError        the server cannot be reached, or the connection broke
     └─ ServiceError            the server answered, but not with speech
         ├─ AuthenticationError     401, 403: the key is missing, wrong or not allowed to
         ├─ QuotaError              402 and ``insufficient_quota``: out of credit
         ├─ RateLimitError          429: asked too fast
         └─ NotSpeechError          a good status, but the body is no audio

    SpeechInterrupt             the user's interrupt came while it was made  (a KeyboardInterrupt)

Each message says what is wrong and what to do next; IPython shows it alone, without a traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipytts.synthesis.speech import Speech


class SpeechError(Exception):
    """Whatever goes wrong with a speech.

    Attributes
    ----------
    speech : Speech or None
        What had arrived before it went wrong, if that can be played.
    """

    __module__ = "ipytts"
    speech: Speech | None = None

    def _render_traceback_(self) -> list[str]:
        # IPython shows these lines in place of a traceback.
        return [f"{type(self).__name__}: {self}"]


class InvalidRequestError(SpeechError, ValueError):
    """An option cannot be as it was given."""


class FillError(SpeechError):
    """An ``{expression}`` in the text cannot be filled in."""


class NoServiceError(SpeechError):
    """Nobody is there to ask: no key, and no built-in voice."""


class OutputError(SpeechError):
    """The sound cannot be written where it was asked for."""


class NoPlayerError(SpeechError):
    """No program of this machine plays the sound."""


class SpeechTimeoutError(SpeechError, TimeoutError):
    """The whole request took longer than its time-out."""


class SpeechStoppedError(SpeechError):
    """Someone asked for it to stop."""


class UnreachableError(SpeechError):
    """The server cannot be reached, or the connection broke."""


class ServiceError(SpeechError):
    """The server answered, but not with speech.

    Parameters
    ----------
    message : str
        What to show.
    status : int
        The HTTP status of the answer.
    request_id : str, optional
        What the server calls the request, for its support.
    """

    def __init__(self, message: str, status: int = 0, request_id: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.request_id = request_id


class AuthenticationError(ServiceError):
    """The key is missing, wrong or not allowed to do this."""


class QuotaError(ServiceError):
    """The account is out of credit: waiting does not help."""


class RateLimitError(ServiceError):
    """The service was asked too fast."""


class NotSpeechError(ServiceError):
    """The status is good, but the body is no audio.

    Attributes
    ----------
    body : bytes
        What came instead.
    """

    body: bytes = b""


class SpeechInterrupt(KeyboardInterrupt):
    """The user interrupted a speech that was being made.

    Attributes
    ----------
    speech : Speech or None
        What had arrived before, if that can be played.
    """

    speech: Speech | None = None

    def _render_traceback_(self) -> list[str]:
        return ["KeyboardInterrupt: the speech was stopped."]
