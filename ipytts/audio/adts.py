"""AAC in ADTS frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ipytts.audio.frames import Frame, FrameList, Syntax, begins_with_frames, walk
from ipytts.audio.libraries import Tap
from ipytts.audio.samples import Samples
from ipytts.audio.track import Track

RATES = (
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
)  # fmt: skip
_HEADER = 7  # bytes
_SAMPLES = 1024  # in each raw data block
_CHANNELS = (0, 1, 2, 3, 4, 5, 6, 8)  # by their code
_BIT_RATE = 64_000  # bit/s in each channel: enough for a voice


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


def duration(data: bytes, _rate: int = 0) -> float:
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


def encode(samples: Samples) -> Iterator[bytes]:
    """Yield the bytes of a file while the samples come."""
    import av
    import numpy as np

    layout = "mono" if samples.channels == 1 else "stereo"
    sink = Tap()
    with av.open(sink, "w", format="adts") as file:
        bit_rate = _BIT_RATE * samples.channels
        stream: Any = file.add_stream("aac", rate=samples.rate, layout=layout, bit_rate=bit_rate)
        for block in samples.blocks:
            frame = av.AudioFrame.from_ndarray(np.frombuffer(block, "<i2")[None], "s16", layout)
            frame.sample_rate = samples.rate
            file.mux(stream.encode(frame))
            yield sink.read_new()
        file.mux(stream.encode(None))
    yield sink.read_new()


class AacTrack(Track):
    """Frames in a row."""

    _samples = 0
    _rate = 1

    @property
    def seconds(self) -> float:
        """The duration of the audio so far."""
        return self._samples / self._rate

    def add(self, data: bytes, _rate: int) -> None:
        """Append a part."""
        part = FrameList(data, "aac")
        for start, frame in frames(data):
            part.add(start, frame)
        self._check(part.encodings)
        self._write(part.pieces)
        self._samples += part.samples
        self._rate = part.rate or self._rate


def _read(head: bytes) -> Frame | None:
    header = int.from_bytes(head, "big")
    # 12 sync bits, one for the version, two for the layer, which is 0.
    if len(head) < _HEADER or header >> 41 & ~0b100 != 0xFFF << 3:
        return None
    rate = header >> 34 & 0xF
    length = header >> 13 & 0x1FFF
    has_checksum = not header >> 40 & 1
    if rate >= len(RATES) or length <= _HEADER + 2 * has_checksum:
        return None
    blocks = (header & 3) + 1
    return Frame(length, _SAMPLES * blocks, RATES[rate], header >> 30, _CHANNELS[header >> 30 & 7])


_SYNTAX = Syntax(re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), _HEADER, _read)
