"""AAC in ADTS frames."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipytts.audio.frames import Frame, Syntax, begins_with_frames, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

_RATES = (
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
)  # fmt: skip
_HEADER = 7  # bytes
_SAMPLES = 1024  # in each raw data block
_CHANNELS = (0, 1, 2, 3, 4, 5, 6, 8)  # by their code


def looks_like(head: bytes) -> bool:
    """Return whether `head`, the bytes after any ID3v2 tag, begins with an ADTS frame.

    Examples
    --------
    >>> looks_like(bytes.fromhex("fff15840011ffc"))
    True
    >>> looks_like(bytes.fromhex("fff344c4000000"))  # mp3
    False
    """
    return begins_with_frames(head, _SYNTAX)


def duration(data: bytes) -> float:
    """Return the duration of all frames in seconds; the format contains no length.

    Examples
    --------
    >>> frame = bytes.fromhex("fff15840011ffc00")  # 24 kHz
    >>> duration(375 * frame)
    16.0
    """
    seconds = 0.0
    samples, rate = 0, 1
    for _, frame in frames(data):
        if frame.rate != rate:
            seconds += samples / rate
            samples, rate = 0, frame.rate
        samples += frame.samples
    return seconds + samples / rate


def frames(data: bytes) -> Iterator[tuple[int, Frame]]:
    """Yield the start and the header of all complete frames; tags and garbage between them are skipped.

    Examples
    --------
    >>> frame = bytes.fromhex("fff15840011ffc00")
    >>> [start for start, _ in frames(3 * frame)]
    [0, 8, 16]
    """
    return walk(data, _SYNTAX)


def _read(head: bytes) -> Frame | None:
    header = int.from_bytes(head, "big")
    # 12 sync bits, one for the version, two for the layer, which is 0.
    if len(head) < _HEADER or header >> 41 & ~0b100 != 0xFFF << 3:
        return None
    rate = header >> 34 & 0xF
    length = header >> 13 & 0x1FFF
    has_checksum = not header >> 40 & 1
    if rate >= len(_RATES) or length <= _HEADER + 2 * has_checksum:
        return None
    blocks = (header & 3) + 1
    return Frame(length, _SAMPLES * blocks, _RATES[rate], header >> 30, _CHANNELS[header >> 30 & 7])


_SYNTAX = Syntax(re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), _HEADER, _read)
