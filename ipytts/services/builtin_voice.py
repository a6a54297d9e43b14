"""The built-in voice: hibari-tts behind a transport adapter, so that it is called like a server."""

from __future__ import annotations

import atexit
import functools
import io
import itertools
import json
import re
import textwrap
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from ipytts.audio.encode import encoder
from ipytts.audio.response_formats import FORMATS, RATE
from ipytts.audio.samples import Samples
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.services.cancellation import CancellationScope, current_scope
from ipytts.services.named_services import BUILTIN_SPEEDS

if TYPE_CHECKING:
    from hibari import Hibari
    from requests import PreparedRequest, Response

_MAX_PHONEMES = 300  # synthesized at once, which bounds the memory and the delay of a stop
_BLOCK_SIZE = 2 * RATE  # bytes: one second
_SILENCE = RATE // 5  # bytes: a tenth of a second
_POLL = 0.05  # s
_MAX_INFERENCES = 64  # threads inside onnxruntime
_MAX_WORD = 80  # characters
_LONG_WORD = re.compile(rf"\S{{{_MAX_WORD},}}")
_CLAUSE_END = re.compile(r"(?<=[,;:\u2013\u2014])\s+")

_inference = threading.Semaphore(_MAX_INFERENCES)  # held while inside onnxruntime


@atexit.register
def _wait_for_inferences() -> None:
    """Wait until no thread is inside onnxruntime, and let none in: Python would crash at its end."""
    for _ in range(_MAX_INFERENCES):
        _inference.acquire()


class BuiltinAdapter(HTTPAdapter):
    """A transport adapter that answers as a server would: streamed, and with errors in JSON."""

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        """Return the response to one request; its body is synthesized while it is read."""
        try:
            payload = json.loads(request.body or "{}")
            chunks = _synthesize(payload, current_scope())
        except _CancelledError:
            raise
        except SpeechError as error:
            raw = _error_response(HTTPStatus.BAD_REQUEST, str(error))
        except Exception as error:  # noqa: BLE001 - hibari and onnxruntime raise errors of many kinds
            raw = _error_response(HTTPStatus.FAILED_DEPENDENCY, _describe_failure(error))
        else:
            raw = _response(HTTPStatus.OK, _content_type(payload["response_format"]), chunks)
        response: Response = self.build_response(request, raw)
        return response


class _CancelledError(ConnectionAbortedError):
    """The request was cancelled."""


def _describe_failure(error: Exception) -> str:
    return f"The built-in voice failed: {type(error).__name__}: {error}"


def _error_response(status: int, message: str) -> HTTPResponse:
    body = json.dumps({"error": {"message": message}}).encode()
    return _response(status, "application/json", iter((body,)))


def _response(status: int, content_type: str, chunks: Iterator[bytes]) -> HTTPResponse:
    headers = {"content-type": content_type}
    body = io.BufferedReader(_Stream(chunks))
    return HTTPResponse(body=body, headers=headers, status=status, preload_content=False)


def warm_up() -> None:
    """Load the voice in the background, so that the first speech need not wait for it."""
    _load()


def _synthesize(payload: dict[str, Any], scope: CancellationScope) -> Iterator[bytes]:
    """Return the bytes of the audio file that answers a request; its voice may have any name."""
    encode = encoder(payload["response_format"])
    speed = payload.get("speed", 1.0)
    slowest, fastest = BUILTIN_SPEEDS
    if not slowest <= speed <= fastest:
        raise InvalidRequestError(
            f"speed={speed} is not possible: the built-in voice speaks at {slowest} to {fastest}."
        )
    blocks = _samples(_loaded_voice(scope), payload["input"], speed, scope)
    # An error must come before the response begins. Text without words, as between others, is a silence.
    first = next(blocks, bytes(_SILENCE))
    return encode(Samples(itertools.chain((first,), blocks)))


def _content_type(response_format: str) -> str:
    known = FORMATS[response_format]
    return f"{known.mimetype};rate={RATE}" if known.is_headerless else known.mimetype


def _samples(voice: Hibari, text: str, speed: float, scope: CancellationScope) -> Iterator[bytes]:
    """Yield 16-bit samples, at most a second at a time; a stop takes effect between two blocks."""
    import numpy as np

    for sentence in voice.split_sentences(_LONG_WORD.sub(_split_long_word, text)):
        for phonemes in itertools.chain.from_iterable(map(_split_phonemes, _phonemize(voice, sentence))):
            with _inference:
                samples = voice.from_phonemes(phonemes, speed=speed, seed=0)
            pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
            for start in range(0, len(pcm), _BLOCK_SIZE):
                yield pcm[start : start + _BLOCK_SIZE]
                if scope.is_cancelled():
                    raise _CancelledError("stopped")


def _phonemize(voice: Hibari, text: str) -> list[str]:
    with _inference:  # words that are in no dictionary are read by a model
        phonemes: list[str] = voice.phonemize(text)
    return phonemes


def _split_long_word(word: re.Match[str]) -> str:
    """Split a word that takes hibari minutes to read, such as a thousand words with hyphens."""
    return " ".join(textwrap.wrap(re.sub(r"\W+", " ", word[0]), _MAX_WORD))


def _split_phonemes(phonemes: str) -> Iterator[str]:
    """Split phonemes between clauses, and a clause that is too long between words."""
    part = ""
    for clause in _CLAUSE_END.split(phonemes):
        for words in textwrap.wrap(clause, _MAX_PHONEMES, break_on_hyphens=False):
            if len(part) + len(words) >= _MAX_PHONEMES:
                yield part
                part = ""
            part = f"{part} {words}".strip()
    if any(sign.isalpha() for sign in part):  # not punctuation alone
        yield part


class _Stream(io.RawIOBase):
    """A readable file of the bytes that an iterator yields."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._rest = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            try:
                chunk = next(self._chunks, None)
            except _CancelledError:
                raise
            except Exception as error:
                raise OSError(_describe_failure(error)) from error  # as a broken connection does
            if chunk is None:
                return 0
            self._rest = chunk
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def _loaded_voice(scope: CancellationScope) -> Hibari:
    future = _load()
    while not future.done():
        if scope.wait(_POLL):
            raise _CancelledError("stopped while the voice was loading")
    return future.result()


_lock = threading.Lock()


def _load() -> Future[Hibari]:
    with _lock:  # threads that ask at the same time share one voice
        return _start_loading()


@functools.cache
def _start_loading() -> Future[Hibari]:
    future: Future[Hibari] = Future()
    threading.Thread(target=_load_into, args=(future,), name="ipytts-voice", daemon=True).start()
    return future


def _load_into(future: Future[Hibari]) -> None:
    try:
        with _inference:
            from hibari import Hibari

            voice = Hibari()
        _phonemize(voice, "Warm up.")  # loads the dictionaries too
    except Exception as error:  # noqa: BLE001 - the threads that wait for the voice raise it
        with _lock:  # held until this future is in the cache
            _start_loading.cache_clear()  # the next request tries again
        future.set_exception(error)
    else:
        future.set_result(voice)
