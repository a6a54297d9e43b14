"""Frames of mp3 and ADTS, each with a header that contains its length."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from typing import NamedTuple

HEAD = 2048  # bytes: two frames of mp3, or of AAC in mono or stereo, begin within them

_ID3V2 = re.compile(rb"ID3[\x02-\x04][^\xff].[\x00-\x7f]{4}", re.DOTALL)
_TAGS = (b"ID3", b"TAG", b"APE")


class Frame(NamedTuple):
    """The header of one frame."""

    length: int  # bytes from this header to the next
    samples: int  # per channel, that the frame decodes to
    rate: int  # samples per second
    kind: int  # the bits of the header that do not change within a stream
    channels: int  # 0 if the header does not say


class Syntax(NamedTuple):
    """How a format marks its frames."""

    sync: re.Pattern[bytes]  # matches the first two bytes of every header
    header: int  # bytes of a header
    read: Callable[[bytes], Frame | None]  # reads a header of that length; None if it is not valid


class FrameList:
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


def skip_id3(data: bytes, start: int = 0) -> int:
    """Return the end of the ID3v2 tags that begin at `start`; `start` itself where there is none.

    Examples
    --------
    >>> skip_id3(b"ID3" + bytes([4, 0, 0, 0, 0, 1, 2]))
    140
    >>> skip_id3(b"ID3 tags are small")
    0
    """
    while _ID3V2.match(data, start):
        size = 0
        for byte in data[start + 6 : start + 10]:
            size = size << 7 | byte
        footer = 10 if data[start + 5] & 0x10 else 0
        start += 10 + size + footer
    return start


def begins_with_frames(head: bytes, syntax: Syntax) -> bool:
    """Return whether `head`, the first bytes of a file, begins with a frame that another of its kind follows.

    If they end before a second header, the first is enough.
    """
    frame = syntax.read(head[: syntax.header])
    if frame is None or frame.length + syntax.header > HEAD:
        return False
    return _is_followed(head, frame, frame.length, syntax)


def walk(data: bytes, syntax: Syntax) -> Iterator[tuple[int, Frame]]:
    """Yield the start and the header of all complete frames of a whole file.

    Tags and garbage between frames are skipped. Where the chain of headers breaks, it goes on at the
    next header that another one follows.
    """
    _, header, read = syntax
    found = _find(data, skip_id3(data), syntax)
    while found:
        start, frame = found
        end = start + frame.length
        while following := read(data[end : end + header]):
            yield start, frame
            start, frame, end = end, following, end + following.length
        tag_end = skip_id3(data, end)
        # Without a tag this frame may be truncated: the next may begin within its length.
        found = _find(data, tag_end if tag_end > end else start + 1, syntax)
        if end <= len(data) and (not found or found[0] >= end):
            yield start, frame


def _find(data: bytes, start: int, syntax: Syntax) -> tuple[int, Frame] | None:
    for match in syntax.sync.finditer(data, start):
        frame = syntax.read(data[match.start() : match.start() + syntax.header])
        if frame:
            end = match.start() + frame.length
            if end <= len(data) and _is_followed(data, frame, end, syntax):
                return match.start(), frame
    return None


def _is_followed(data: bytes, frame: Frame, end: int, syntax: Syntax) -> bool:
    if end + syntax.header > len(data):
        return True
    following = syntax.read(data[end : end + syntax.header])
    if following:
        return following.kind == frame.kind
    return data[end : end + 3] in _TAGS
