"""The built-in voice: hibari-tts behind a transport adapter, so that it is asked as any server is."""

from __future__ import annotations

import atexit
import functools
import io
import itertools
import json
import re
import textwrap
import threading
from concurrent.futures import Future
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from ipytts.audio.encode import encoder
from ipytts.audio.names import FORMATS, RATE
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.services.cancellation import current_scope
from ipytts.services.service import BUILTIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hibari import Hibari
    from requests import PreparedRequest, Response

    from ipytts.services.cancellation import CancellationScope

_MOST_PHONEMES = 300  # that are synthesized at once: it bounds the memory, and how late a stop is seen
_SLOWEST, _FASTEST = 0.5, 2.0  # what hibari documents
_BLOCK = 2 * RATE  # bytes: one second
_POLL = 0.05  # s
_MOST_AT_WORK = 64  # threads
_FOREIGN_WORD = re.compile(r"[^\W\d_]*[^\W\d_a-zA-Z]+[^\W\d_]*")
_LONGEST_WORD = 80
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_CLAUSE_END = re.compile(r"(?<=[,;:\u2013\u2014])\s+")

_at_work = threading.Semaphore(_MOST_AT_WORK)  # held by what is inside onnxruntime


@atexit.register
def _end_work() -> None:
    """Wait for what is inside onnxruntime, and let no more begin: to end Python there is a crash."""
    for _ in range(_MOST_AT_WORK):
        _at_work.acquire()


class BuiltinAdapter(HTTPAdapter):
    """Answers the posts to the built-in service as a server would: streamed, and with errors in JSON."""

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        """Return the answer to one request; its body is spoken while it is read."""
        try:
            asked = json.loads(request.body or "{}")
            pieces = _answer(asked, current_scope())
        except _StoppedError:
            raise
        except SpeechError as refused:
            raw = _refusal(HTTPStatus.BAD_REQUEST, str(refused))
        except Exception as error:  # noqa: BLE001 - hibari and onnxruntime raise what they like
            raw = _refusal(HTTPStatus.FAILED_DEPENDENCY, _failure(error))
        else:
            raw = _response(HTTPStatus.OK, _content_type(asked["response_format"]), pieces)
        response: Response = self.build_response(request, raw)
        return response


class _StoppedError(ConnectionAbortedError):
    """Nobody listens any more."""


def _failure(error: Exception) -> str:
    return f"The built-in voice failed: {type(error).__name__}: {error}"


def _refusal(status: int, message: str) -> HTTPResponse:
    words = json.dumps({"error": {"message": message}}).encode()
    return _response(status, "application/json", iter((words,)))


def _response(status: int, content_type: str, pieces: Iterator[bytes]) -> HTTPResponse:
    headers = {"content-type": content_type}
    body = io.BufferedReader(_Stream(pieces))
    return HTTPResponse(body=body, headers=headers, status=status, preload_content=False)


def warm_up() -> None:
    """Load the voice in the background, so that the first words need not wait for it."""
    _loading()


def _answer(asked: dict[str, Any], wire: CancellationScope) -> Iterator[bytes]:
    encode = encoder(asked["response_format"])
    speed = asked.get("speed", 1.0)
    if not _SLOWEST <= speed <= _FASTEST:
        raise InvalidRequestError(f"The built-in voice speaks at a speed from {_SLOWEST} to {_FASTEST}.")
    if asked["voice"] not in BUILTIN.voices:
        raise InvalidRequestError(
            f"The built-in voice does not know {asked['voice']!r}: it answers to {', '.join(BUILTIN.voices)}."
        )
    voice = _loaded(wire)
    spoken = _spoken(voice, asked["input"], speed, wire)
    first = next(spoken, None)  # whether it can be spoken at all must be known before the answer begins
    if first is None:
        raise InvalidRequestError("There is nothing in this text that the built-in voice can say.")
    return encode(itertools.chain((first,), spoken))


def _content_type(response_format: str) -> str:
    rate = f";rate={RATE}" if response_format == "pcm" else ""
    return FORMATS[response_format].mimetype + rate


def _spoken(voice: Hibari, text: str, speed: float, wire: CancellationScope) -> Iterator[bytes]:
    """Yield 16 bit samples, a second at the most at a time: a stop is seen between two."""
    import numpy as np

    for word in _FOREIGN_WORD.findall(text):
        if not _phonemized(voice, word):
            raise InvalidRequestError(f"The built-in voice reads English: it cannot say {word[:20]!r}.")
    for sentence in voice.split_sentences(_LONG_WORD.sub(_broken, text)):
        for phonemes in itertools.chain.from_iterable(map(_portions, _phonemized(voice, sentence))):
            with _at_work:
                samples = voice.from_phonemes(phonemes, speed=speed, seed=0)
            pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
            for start in range(0, len(pcm), _BLOCK):
                yield pcm[start : start + _BLOCK]
                if wire.is_cut():
                    raise _StoppedError("stopped")


def _phonemized(voice: Hibari, text: str) -> list[str]:
    with _at_work:  # a model reads the words that no dictionary has
        phonemes: list[str] = voice.phonemize(text)
    return phonemes


def _broken(word: re.Match[str]) -> str:
    """Break a word that would take hibari minutes to read, such as a thousand words with hyphens."""
    return " ".join(textwrap.wrap(re.sub(r"\W+", " ", word[0]), _LONGEST_WORD))


def _portions(phonemes: str) -> Iterator[str]:
    """Cut what is long at its clauses, and between words where a clause is too long."""
    portion = ""
    for clause in _CLAUSE_END.split(phonemes):
        for words in textwrap.wrap(clause, _MOST_PHONEMES, break_on_hyphens=False):
            if len(portion) + len(words) >= _MOST_PHONEMES:
                yield portion
                portion = ""
            portion = f"{portion} {words}".strip()
    if any(sign.isalpha() for sign in portion):  # not so where punctuation stands alone
        yield portion


class _Stream(io.RawIOBase):
    """What an iterator of bytes yields, as a file to read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            try:
                piece = next(self._pieces, None)
            except _StoppedError:
                raise
            except Exception as error:
                raise OSError(_failure(error)) from error  # what a broken connection raises
            if piece is None:
                return 0
            self._rest = piece
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def _loaded(wire: CancellationScope) -> Hibari:
    loading = _loading()
    while not loading.done():
        if wire.wait(_POLL):
            raise _StoppedError("stopped while the voice was loading")
    return loading.result()


_lock = threading.Lock()


def _loading() -> Future[Hibari]:
    with _lock:  # threads that ask at once share one voice
        return _start_loading()


@functools.cache
def _start_loading() -> Future[Hibari]:
    future: Future[Hibari] = Future()
    threading.Thread(target=_load, args=(future,), name="ipytts-voice", daemon=True).start()
    return future


def _load(future: Future[Hibari]) -> None:
    try:
        with _at_work:
            from hibari import Hibari

            voice = Hibari()
        _phonemized(voice, "Warm up.")  # loads the dictionaries too
    except Exception as error:  # noqa: BLE001 - whatever it is, those who wait for the voice raise it
        with _lock:  # held until this future is in the cache
            _start_loading.cache_clear()  # it may be mended by the next time
        future.set_exception(error)
    else:
        future.set_result(voice)
