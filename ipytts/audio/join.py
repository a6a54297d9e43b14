"""Join audio files of one format to one valid file."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

from ipytts.audio import adts, mpeg, wav
from ipytts.audio.formats import duration, mend
from ipytts.audio.response_formats import RATE
from ipytts.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipytts.audio.frames import Frame


class Joiner:
    """Joins parts to one file.

    The audio is in memory once: a part is written to the end of the file as it comes, and its bytes are not
    kept. A single part is the file itself.

    Attributes
    ----------
    response_format : str
        The name of the parts' format in `FORMATS`; empty before the first.
    rate : int
        Samples per second of pcm.
    ends : list of float
        Where each part ends in the joined file, in seconds.

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
        """Append a part.

        Parameters
        ----------
        data : bytes
            A whole file; tags, and a truncated end, are left out. Without audio it adds nothing.
        response_format : str
            The name of its format.
        rate : int, default `RATE`
            Samples per second of pcm; other formats contain theirs.

        Raises
        ------
        SpeechError
            It differs from the parts before it, or its format cannot be joined. The file is unchanged.
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
            Whether the last part is incomplete, so that its own header is wrong.

        Returns
        -------
        bytes
            A file with a correct header. More parts can follow, at the cost of a copy.

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
        """Start a file with the part that was the only one until now."""
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
        f"Ask for another format, such as {other}, or ignore the cache (--no-cache)."
    )


class _Track(ABC):
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
        """Append a part; raise an error, and append nothing, if it differs from those before."""

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
                raise _misfit(before, encoding, self._parts + 1)
        self._encoding = before
        self._parts += 1

    def _write(self, pieces: Iterable[memoryview], *, room: int = 0) -> None:
        """Append pieces to the audio; before the first, leave `room` for the header."""
        self._sink.seek(self._end)
        if not self._end:
            self._sink.write(bytes(room))
        self._sink.writelines(pieces)
        self._end = self._sink.tell()


class _Pcm(_Track):
    """Samples without a header."""

    _rate = RATE

    @property
    def seconds(self) -> float:
        return self._end / 2 / self._rate

    def add(self, data: bytes, rate: int) -> None:
        self._check([f"pcm in {rate} Hz"])
        self._rate = rate
        self._write([memoryview(data)[: len(data) // 2 * 2]])


class _Wav(_Track):
    """Samples after a header with their number."""

    _fmt = b""
    _bytes_per_second = 1

    @property
    def seconds(self) -> float:
        return self._size / self._bytes_per_second

    def add(self, data: bytes, rate: int) -> None:  # noqa: ARG002 - a wav contains its own
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

    def _header(self) -> bytes:
        return wav.header(self._fmt, self._size) if self._end else b""


class _Frames:
    """The frames of one part, read before any is written."""

    def __init__(self, data: bytes, response_format: str) -> None:
        self._view = memoryview(data)
        self._name = response_format
        self._runs: list[tuple[int, int]] = []  # of frames without anything between them
        self._kinds: dict[tuple[int, int], None] = {}  # in order
        self.lengths = array("H")
        self.samples = 0

    def add(self, start: int, frame: Frame) -> None:
        """Append the next frame."""
        end = start + frame.length
        if self._runs and self._runs[-1][1] == start:
            start = self._runs.pop()[0]
        self._runs.append((start, end))
        self._kinds[frame.rate, frame.channels] = None
        self.lengths.append(frame.length)
        self.samples += frame.samples

    @property
    def rate(self) -> int | None:
        """Samples per second; None without frames."""
        return next((rate for rate, _ in self._kinds), None)

    @property
    def encodings(self) -> list[str]:
        """The encodings of the frames, as phrases for an error."""
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

    def add(self, data: bytes, rate: int) -> None:  # noqa: ARG002 - a frame contains its own
        part = _Frames(data, "aac")
        for start, frame in adts.frames(data):
            part.add(start, frame)
        self._check(part.encodings)
        self._write(part.pieces)
        self._samples += part.samples
        self._rate = part.rate or self._rate


class _Mp3(_Track):
    """Frames in a row, after an Info frame that describes them all.

    The delay and padding of the encoder are skipped at both ends of the file, as far as the first and the
    last part contain them. At the joins they stay: a frame may need bits of the frames before it.
    """

    _first_header = b""  # of the first frame
    _samples = 0
    _rate = 1
    _trim = mpeg.Trim()  # of the first part
    _padding = 0  # samples at the end of the last part

    def __init__(self) -> None:
        super().__init__()
        self._starts = array("Q")  # of all frames in the file

    @property
    def seconds(self) -> float:
        return max(0, self._samples - self._trim.start - self._end_padding) / self._rate

    @property
    def _end_padding(self) -> int:
        # An Info frame describes both ends or none.
        return self._padding if self._trim.encoder else 0

    def add(self, data: bytes, rate: int) -> None:  # noqa: ARG002 - a frame contains its own
        part = _Frames(data, "mp3")
        header, first, last = b"", mpeg.Trim(), mpeg.Trim()
        samples_before_info = 0
        for start, frame, info in mpeg.frames(data):
            if info is not None:
                last, samples_before_info = info, part.samples
                first = first if part.samples else info
                continue
            header = header or data[start : start + 4]
            part.add(start, frame)
        self._check(part.encodings)
        if not part.samples:
            return
        if not self._first_header:
            self._first_header, self._trim, self._rate = header, first, part.rate or 1
        room = mpeg.info_length(self._first_header)
        starts = array("Q", accumulate(part.lengths, initial=self._end or room))[:-1]
        self._write(part.pieces, room=room)
        self._starts += starts  # after the writing, which an interrupt may end
        self._samples += part.samples
        samples = part.samples - samples_before_info
        self._padding = min(last.skipped_at_end(samples), samples)

    def _header(self) -> bytes:
        if not self._first_header:
            return b""
        trim = self._trim._replace(end=self._end_padding)
        return mpeg.info_frame(self._first_header, self._starts, self._end, trim)


_TRACKS: dict[str, type[_Track]] = {"mp3": _Mp3, "aac": _Aac, "wav": _Wav, "pcm": _Pcm}
