"""Several sounds, one after another, as one proper file."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

from ipytts.audio import adts, mpeg, wav
from ipytts.audio.formats import duration, mend
from ipytts.audio.names import RATE
from ipytts.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipytts.audio.frames import Frame


class Joiner:
    """Makes one file of parts that come one after another.

    The sound is in memory once: a part is written to the end of the file as it comes, and its bytes are not
    kept. Where there is but one part, its own bytes are the file.

    Attributes
    ----------
    response_format : str
        The name of the parts' format in `ipytts.audio.FORMATS`; empty before the first.
    rate : int
        Samples per second of pcm.
    ends : list of float
        Where each part ends in the joined sound, in seconds: how long the parts up to this one are, joined.

    Examples
    --------
    >>> joiner = Joiner()
    >>> for part in (bytes(48_000), bytes(24_000)):
    ...     joiner.add(part, "pcm")
    >>> joiner.ends
    [1.0, 1.5]
    >>> len(joiner.file())
    72000
    """

    def __init__(self) -> None:
        self.response_format = ""
        self.rate = RATE
        self.ends: list[float] = []
        self._only: bytes | None = None
        self._track: _Track | None = None

    def add(self, data: bytes, response_format: str, rate: int = RATE) -> None:
        """Put a part behind those that are there.

        Parameters
        ----------
        data : bytes
            All of it; tags, and what is cut short at its end, are left out. Without sound it adds nothing.
        response_format : str
            The name of its format.
        rate : int, default `RATE`
            Samples per second of pcm; the others tell their own.

        Raises
        ------
        SpeechError
            It does not fit the parts before it, or its format cannot be joined. The file is as it was.
        """
        if not self.ends:
            self.response_format, self.rate = response_format, rate
            self._only = data
            self.ends.append(duration(data, response_format, rate))
            return
        if response_format != self.response_format:
            raise _misfit(self.response_format, response_format, len(self.ends) + 1)
        track = self._track or self._begin()
        before = track.seconds
        track.add(data, rate)
        if self._track is None:
            self._track, self._only, self.ends = track, None, [before]
        self.ends.append(track.seconds)

    def file(self, *, is_cut: bool = False) -> bytes:
        """Return the file of all parts so far.

        Parameters
        ----------
        is_cut : bool, default False
            Whether the last part is not all there, so that what its own header tells of it is wrong.

        Returns
        -------
        bytes
            One with a right header. More parts can follow, at the cost of a copy.

        Raises
        ------
        SpeechError
            If the only part is several wav files in a row that do not fit together.
        """
        if is_cut and self._track is None and self.response_format in _TRACKS:
            self._track = self._begin()
        if self._track:
            return self._track.finish()
        return mend(self._only or b"", self.response_format)

    def _begin(self) -> _Track:
        """Start the file with the part that was alone until now."""
        if self.response_format not in _TRACKS:
            raise SpeechError(
                f"Parts that come as {self.response_format} cannot be joined: "
                "ask for another format, such as mp3 or wav."
            )
        track = _TRACKS[self.response_format]()
        track.add(self._only or b"", self.rate)
        return track


def _misfit(before: str, now: str, number: int) -> SpeechError:
    other = "mp3" if "wav" in before or "pcm" in before else "wav"
    return SpeechError(
        f"The parts of the speech do not fit together: after {before}, part {number} is {now}. "
        f"Ask for another format, such as {other}, or for all of them afresh (--no-cache)."
    )


class _Track(ABC):
    """The file of one format while it grows.

    What stands in front hangs on what follows: its place is kept free, and filled in at the end.
    """

    def __init__(self) -> None:
        self._sink = io.BytesIO()
        self._end = 0  # of the sound; a byte of padding may follow
        self._parts = 0
        self._encoding = ""

    @property
    @abstractmethod
    def seconds(self) -> float:
        """How long the sound is that is there."""

    @abstractmethod
    def add(self, data: bytes, rate: int) -> None:
        """Take in a part, or nothing of it where it does not fit."""

    def finish(self) -> bytes:
        """Return the file."""
        front = self._front()
        with self._sink.getbuffer() as buffer:
            buffer[: len(front)] = front
        return self._sink.getvalue()  # shares the buffer's memory

    def _front(self) -> bytes:
        """Make what stands before the sound."""
        return b""

    def _check(self, encodings: Iterable[str]) -> None:
        """Refuse a part that is encoded otherwise. What is told apart is what the words tell."""
        before = self._encoding
        for encoding in encodings:
            before = before or encoding
            if encoding != before:
                raise _misfit(before, encoding, self._parts + 1)
        self._encoding = before
        self._parts += 1

    def _write(self, pieces: Iterable[memoryview], *, room: int = 0) -> None:
        """Put pieces behind the sound, and `room` before it where it has not begun."""
        self._sink.seek(self._end)
        if not self._end:
            self._sink.write(bytes(room))
        self._sink.writelines(pieces)
        self._end = self._sink.tell()


class _Pcm(_Track):
    """Samples, and nothing else."""

    _rate = RATE

    @property
    def seconds(self) -> float:
        return self._end / 2 / self._rate

    def add(self, data: bytes, rate: int) -> None:
        self._check([f"pcm in {rate} Hz"])
        self._rate = rate
        self._write([memoryview(data)[: len(data) // 2 * 2]])


class _Wav(_Track):
    """Samples behind a header that tells how many there are."""

    _fmt = b""
    _bytes_per_second = 1

    @property
    def seconds(self) -> float:
        return self._size / self._bytes_per_second

    def add(self, data: bytes, rate: int) -> None:  # noqa: ARG002 - a wav tells its own
        waves = list(wav.waves(memoryview(data)))
        self._check(f"wav in {wave.encoding}" for wave in waves)
        if waves:
            first = waves[0]
            self._fmt = self._fmt or bytes(first.fmt)
            self._bytes_per_second = first.encoding.block * first.encoding.rate
            self._write([wave.whole for wave in waves], room=self._room)

    def finish(self) -> bytes:
        self._sink.seek(self._end)
        self._sink.write(bytes(self._size % 2))
        return super().finish()

    @property
    def _room(self) -> int:
        return len(wav.header(self._fmt, 0))

    @property
    def _size(self) -> int:
        return max(0, self._end - self._room)

    def _front(self) -> bytes:
        return wav.header(self._fmt, self._size) if self._end else b""


class _Frames:
    """The frames of one part, found before any is written."""

    def __init__(self, data: bytes, response_format: str) -> None:
        self._view = memoryview(data)
        self._name = response_format
        self._runs: list[tuple[int, int]] = []  # of frames without anything between them
        self._kinds: dict[tuple[int, int], None] = {}  # in order
        self.lengths = array("H")
        self.samples = 0

    def add(self, start: int, frame: Frame) -> None:
        """Take in the next one."""
        end = start + frame.length
        if self._runs and self._runs[-1][1] == start:
            start = self._runs.pop()[0]
        self._runs.append((start, end))
        self._kinds[frame.rate, frame.channels] = None
        self.lengths.append(frame.length)
        self.samples += frame.samples

    @property
    def rate(self) -> int | None:
        """Samples per second, where there are any."""
        return next((rate for rate, _ in self._kinds), None)

    @property
    def encodings(self) -> list[str]:
        """What the frames are, in words."""
        names = {0: "unknown channels", 1: "mono", 2: "stereo"}
        return [f"{self._name} in {rate} Hz {names.get(n, f'{n} channels')}" for rate, n in self._kinds]

    @property
    def pieces(self) -> list[memoryview]:
        """Their bytes."""
        return [self._view[start:end] for start, end in self._runs]


class _Aac(_Track):
    """Frames in a row."""

    _samples = 0
    _rate = 1

    @property
    def seconds(self) -> float:
        return self._samples / self._rate

    def add(self, data: bytes, rate: int) -> None:  # noqa: ARG002 - a frame tells its own
        part = _Frames(data, "aac")
        for start, frame in adts.frames(data):
            part.add(start, frame)
        self._check(part.encodings)
        self._write(part.pieces)
        self._samples += part.samples
        self._rate = part.rate or self._rate


class _Mp3(_Track):
    """Frames in a row, behind one without sound that tells of them all.

    What an encoder puts before and behind its sound is left out at both ends of the file, where the first and
    the last part tell it. At the joins it stays: a frame may need bits that are in the ones before it.
    """

    _header = b""  # of the first frame
    _samples = 0
    _rate = 1
    _trim = mpeg.Trim()  # what the first part tells
    _beyond = 0  # samples behind the sound of the last part

    def __init__(self) -> None:
        super().__init__()
        self._starts = array("Q")  # of all frames in the file

    @property
    def seconds(self) -> float:
        return max(0, self._samples - self._trim.start - self._end_padding) / self._rate

    @property
    def _end_padding(self) -> int:
        # An Info frame tells of both ends or of none.
        return self._beyond if self._trim.encoder else 0

    def add(self, data: bytes, rate: int) -> None:  # noqa: ARG002 - a frame tells its own
        part = _Frames(data, "mp3")
        header, first, last, since = b"", mpeg.Trim(), mpeg.Trim(), 0
        for start, frame, told in mpeg.frames(data):
            if told is not None:
                last, since = told, part.samples
                first = first if part.samples else told
                continue
            header = header or data[start : start + 4]
            part.add(start, frame)
        self._check(part.encodings)
        if not part.samples:
            return
        if not self._header:
            self._header, self._trim, self._rate = header, first, part.rate or 1
        room = mpeg.info_length(self._header)
        starts = array("Q", accumulate(part.lengths, initial=self._end or room))[:-1]
        self._write(part.pieces, room=room)
        self._starts += starts  # afterwards: an interrupt before leaves all as it was
        self._samples += part.samples
        self._beyond = min(last.beyond(part.samples - since), part.samples - since)

    def _front(self) -> bytes:
        if not self._header:
            return b""
        trim = self._trim._replace(end=self._end_padding)
        return mpeg.info_frame(self._header, self._starts, self._end, trim)


_TRACKS: dict[str, type[_Track]] = {"mp3": _Mp3, "aac": _Aac, "wav": _Wav, "pcm": _Pcm}
