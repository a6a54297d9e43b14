"""Opus in Ogg pages."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from ipytts.audio.crc import crc
from ipytts.audio.libraries import Tap
from ipytts.audio.samples import Samples

_PAGE = re.compile(rb"OggS\x00")
_PAGE_HEADER = struct.Struct("<5xBqI8xB")  # flags, granule, serial, number of segments
_CRC = slice(22, 26)
_CONTINUED, _LAST = 1, 4
_RATE = 48_000  # Hz; Opus counts granules at this rate, even if the input had another
RATES = (8_000, 12_000, 16_000, 24_000, 48_000)  # Hz, of what it encodes
_LONGEST = 5_760  # samples: 120 ms, the most that one packet may hold


class _Page(NamedTuple):
    flags: int
    granule: int
    serial: int
    segments: memoryview  # the length of each
    body: memoryview


def looks_like(head: bytes) -> bool:
    """Return whether `head`, 36 bytes, begins with an Ogg page that opens an Opus stream.

    Examples
    --------
    >>> looks_like(b"OggS" + bytes([0, 2, *bytes(20), 1, 19]) + b"OpusHead")
    True
    """
    if not _PAGE.match(head) or len(head) <= _PAGE_HEADER.size:
        return False
    return head.startswith(b"OpusHead", _PAGE_HEADER.size + head[_PAGE_HEADER.size - 1])


def duration(data: bytes, _rate: int = 0) -> float:
    """Return the duration of all complete pages in seconds, without what players skip at both ends.

    These are the pre-skip of each stream, and what the granule position of its last page trims off the
    end. Streams in a row are added up.

    Examples
    --------
    >>> duration(b"no pages here")
    0.0
    """
    total = 0
    stream: _Stream | None = None
    for page in _pages(memoryview(data)):
        if bytes(page.body[:8]) == b"OpusHead":
            total += stream.played if stream else 0
            stream = _Stream(page)
        elif stream and page.serial == stream.serial:
            stream.add(page)
    return (total + (stream.played if stream else 0)) / _RATE


def encode(samples: Samples) -> Iterator[bytes]:
    """Yield the bytes of a file while the samples come."""
    import soundfile

    sink = Tap()
    with soundfile.SoundFile(sink, "w", samples.rate, samples.channels, format="OGG", subtype="OPUS") as file:
        for block in samples.blocks:
            file.buffer_write(block, "int16")
            yield sink.read_new()
    yield sink.read_new()


class _Stream:
    """One Opus stream, up to the last page added."""

    def __init__(self, head: _Page) -> None:
        self.serial = head.serial
        self._skip = int.from_bytes(head.body[10:12], "little")
        self._samples = 0
        self._granule = 0  # of the last page on which a packet ended
        self._unfinished: int | None = None  # samples of a packet that continues on the next page

    @property
    def played(self) -> int:
        return max(0, self._samples - self._skip)

    def add(self, page: _Page) -> None:
        samples = self._count(page)
        if page.flags & _LAST and page.granule >= 0:
            # Only the last page may state fewer samples than its packets contain.
            samples = min(samples, max(0, page.granule - self._granule))
        self._samples += samples
        self._granule = max(self._granule, page.granule)

    def _count(self, page: _Page) -> int:
        """Return the number of samples of the packets that end on a page."""
        total = start = end = 0
        packet = self._unfinished if page.flags & _CONTINUED else None
        is_lost = bool(page.flags & _CONTINUED) and packet is None
        for length in page.segments:
            end += length
            if packet is None:
                packet = 0 if is_lost else _packet_samples(page.body[start:end])
            if length < 255:  # after a full segment the packet continues
                total += packet
                packet, is_lost, start = None, False, end
        self._unfinished = packet
        return total


def _packet_samples(packet: memoryview) -> int:
    """Return the number of samples that an Opus packet, or its beginning, decodes to (RFC 6716, 3.1)."""
    if not packet or bytes(packet[:8]) == b"OpusTags":
        return 0
    config, code = packet[0] >> 3, packet[0] & 3
    if config < 12:  # SILK
        frame = (480, 960, 1920, 2880)[config & 3]
    elif config < 16:  # hybrid
        frame = (480, 960)[config & 1]
    else:  # CELT
        frame = 120 << (config & 3)
    if code < 3:  # 3 has a count of its own
        return frame * (2 if code else 1)
    samples = frame * (packet[1] & 0x3F) if len(packet) > 1 else 0
    return samples if samples <= _LONGEST else 0


def _pages(view: memoryview) -> Iterator[_Page]:
    size = len(view)
    found = _PAGE.search(view)
    while found:
        start = found.start()
        page, end = _read_page(view, start)
        found = _PAGE.match(view, end)
        if page and (found or end == size):
            yield page
        elif not found:
            # A page that was cut short has the beginning of another one inside.
            found = _PAGE.search(view, start + 1)
            if page and (not found or found.start() >= end) and _is_intact(view[start:end]):
                yield page


def _is_intact(page: memoryview) -> bool:
    # Slow, so only for pages that something strange follows.
    blank = b"".join([page[: _CRC.start], bytes(4), page[_CRC.stop :]])
    return crc(blank, 32, 0x04C11DB7) == int.from_bytes(page[_CRC], "little")


def _read_page(view: memoryview, start: int) -> tuple[_Page | None, int]:
    """Return the page at `start`, None if it is incomplete, and where it ends."""
    header = start + _PAGE_HEADER.size
    if header > len(view):
        return None, len(view)
    flags, granule, serial, segments = _PAGE_HEADER.unpack_from(view, start)
    body = header + segments
    end = body + sum(view[header:body])
    if end > len(view):
        return None, len(view)
    return _Page(flags, granule, serial, view[header:body], view[body:end]), end
