"""Native FLAC."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ipytts.audio.crc import crc
from ipytts.audio.samples import Samples

_MARK = b"fLaC"
# STREAMINFO comes first; its highest bit is set if it is the last block of metadata.
_FILE = re.compile(rb"fLaC[\x00\x80]\x00\x00\x22")
_BLOCK = 4  # bytes of a metadata block's header
_STREAMINFO_END = len(_MARK) + _BLOCK + 34

_SYNC = re.compile(rb"\xff[\xf8\xf9]")
_LONGEST_HEADER = 16  # bytes
_WINDOW = 1 << 16  # bytes at the end that are searched first for the last frame
_ID3V1 = 128  # bytes


class _Header(NamedTuple):
    """The header of a frame."""

    at: int  # bytes before the frame
    position: int  # samples before the frame if `is_variable`, else frames
    samples: int
    is_variable: bool  # whether frames differ in size


def looks_like(head: bytes) -> bool:
    """Return whether `head`, the 8 bytes after any ID3v2 tag, begins native FLAC, not FLAC in Ogg pages.

    Examples
    --------
    >>> looks_like(b"fLaC" + bytes([0, 0, 0, 34]))
    True
    >>> looks_like(b"fLaC is lossless")
    False
    """
    return head == _MARK or bool(_FILE.match(head.ljust(len(_MARK) + _BLOCK, b"\0")[:8]))


def duration(data: bytes, _rate: int = 0) -> float:
    """Return the time at which the last complete frame ends, in seconds.

    Each frame's header counts the samples before it, so only the first and the last frame are read. The
    number of samples in the file's own header is 0 in a stream and wrong in a truncated file.

    Examples
    --------
    >>> duration(b"fLaC" + bytes([128, 0, 0, 34]) + bytes(34))
    0.0
    """
    view = memoryview(data)
    starts = [match.start() for match in _FILE.finditer(view)]
    return sum((_file_duration(view[a:b]) for a, b in pairwise([*starts, len(view)])), 0.0)


def encode(samples: Samples) -> Iterator[bytes]:
    """Yield the bytes of a file: all at the end, as its header contains the length."""
    import soundfile

    sink = io.BytesIO()
    subtype = "PCM_16" if samples.bits == 16 else "PCM_24"
    with soundfile.SoundFile(
        sink, "w", samples.rate, samples.channels, format="FLAC", subtype=subtype
    ) as file:
        for block in samples.blocks:
            file.buffer_write(block, f"int{samples.bits}")
            yield b""
    yield sink.getvalue()


def _file_duration(view: memoryview) -> float:
    if len(view) < _STREAMINFO_END:
        return 0.0
    rate = int.from_bytes(view[18:21], "big") >> 4
    if bytes(view[-_ID3V1:][:3]) == b"TAG":
        view = view[:-_ID3V1]
    first = _first_header(view)
    last = _last_header(view, first) if first else None
    if not rate or not first or not last:
        return 0.0
    # Frames of a fixed size are counted; the last one alone may be smaller.
    unit = 1 if first.is_variable else first.samples
    samples = (last.position - first.position) * unit
    # The checksum of a whole frame, with the frame itself, leaves nothing.
    if crc(view[last.at :], 16, 0x8005) == 0:
        samples += last.samples
    return samples / rate


def _first_header(view: memoryview) -> _Header | None:
    at, is_last = len(_MARK), 0
    while not is_last and at + _BLOCK <= len(view):
        is_last = view[at] >> 7
        at += _BLOCK + int.from_bytes(view[at + 1 : at + _BLOCK], "big")
    headers = (_read_header(view, match.start()) for match in _SYNC.finditer(view, at))
    return next(filter(None, headers), None)


def _last_header(view: memoryview, first: _Header) -> _Header:
    """Return the last frame of the same stream, searched backwards in growing steps."""
    window = _WINDOW
    while True:
        low = max(first.at, len(view) - window)
        last = None
        for match in _SYNC.finditer(view, low):
            header = _read_header(view, match.start())
            if header and _continues(header, first):
                last = header
        if last:
            return last
        if low == first.at:
            return first
        window *= 4


def _continues(header: _Header, first: _Header) -> bool:
    if header.is_variable != first.is_variable:
        return False
    # Audio data can look like a header, but hardly like one with a plausible position.
    frames = header.position - first.position
    return first.is_variable or 0 <= frames <= header.at - first.at


def _read_header(view: memoryview, at: int) -> _Header | None:
    head = bytes(view[at : at + _LONGEST_HEADER])
    if len(head) < 6:  # the shortest one
        return None
    size, rate = head[2] >> 4, head[2] & 0xF
    is_reserved = head[3] >> 4 > 10 or head[3] >> 1 & 7 == 3 or head[3] & 1
    if size == 0 or rate == 0xF or is_reserved:
        return None
    position, end = _read_number(head)
    size_bytes = {6: 1, 7: 2}.get(size, 0)
    rate_bytes = {12: 1, 13: 2, 14: 2}.get(rate, 0)
    crc_at = end + size_bytes + rate_bytes
    if not end or crc_at >= len(head) or crc(head[: crc_at + 1], 8, 0x07):
        return None
    if size_bytes:
        samples = int.from_bytes(head[end : end + size_bytes], "big") + 1
    elif size == 1:
        samples = 192
    else:
        samples = 576 << (size - 2) if size < 6 else 1 << size
    return _Header(at, position, samples, bool(head[1] & 1))


def _read_number(head: bytes) -> tuple[int, int]:
    """Return the number at offset 4, coded as in UTF-8, and its end; 0, 0 if it is invalid."""
    byte = head[4]
    if byte < 0x80:  # 7 bits stand for themselves
        return byte, 5
    length = 8 - (byte ^ 0xFF).bit_length()  # of the run of ones that the first byte begins with
    following = head[5 : 4 + length]
    if length in (1, 8) or any(part >> 6 != 0b10 for part in following):
        return 0, 0
    number = byte & (0x7F >> length)
    for part in following:
        number = number << 6 | part & 0x3F
    return number, 4 + length
