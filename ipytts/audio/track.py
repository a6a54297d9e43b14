"""`Track`, the growing file of one format that parts are joined to."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Iterable

from ipytts.errors import SpeechError


class Track(ABC):
    """The growing file of one format.

    The header depends on the audio after it: room is left for it, and it is filled in at the end.
    """

    def __init__(self) -> None:
        self._sink = io.BytesIO()
        self._end = 0  # of the audio; a byte of padding may follow
        self._parts = 0
        self._encoding = ""

    @property
    @abstractmethod
    def seconds(self) -> float:
        """The duration of the audio so far."""

    @abstractmethod
    def add(self, data: bytes, rate: int) -> None:
        """Append a part; raise an error, and append nothing, if it differs from those before.

        `rate` is the samples per second of a headerless part; others contain theirs.
        """

    def finish(self) -> bytes:
        """Return the file."""
        header = self._header()
        with self._sink.getbuffer() as buffer:
            buffer[: len(header)] = header
        return self._sink.getvalue()  # shares the buffer's memory

    def _header(self) -> bytes:
        """Return the bytes before the audio."""
        return b""

    def _check(self, encodings: Iterable[str]) -> None:
        """Raise an error if the encoding of a part, a phrase, differs from that of the parts before."""
        before = self._encoding
        for encoding in encodings:
            before = before or encoding
            if encoding != before:
                raise misfit(before, encoding, self._parts + 1)
        self._encoding = before
        self._parts += 1

    def _write(self, pieces: Iterable[memoryview], *, room: int = 0) -> None:
        """Append pieces to the audio; before the first, leave `room` for the header."""
        self._sink.seek(self._end)
        if not self._end:
            self._sink.write(bytes(room))
        self._sink.writelines(pieces)
        self._end = self._sink.tell()


def misfit(before: str, now: str, number: int) -> SpeechError:
    """Return the error of part `number`, which is encoded differently from those before it."""
    return SpeechError(
        f"The parts of the speech do not fit together: after {before}, part {number} is {now}. "
        "Ask for another format, such as mp3 or wav, or ignore the cache (--no-cache)."
    )
