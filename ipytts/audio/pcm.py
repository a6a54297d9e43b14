"""Headerless samples: 16 bit, little endian, mono."""

from __future__ import annotations

from collections.abc import Iterator

from ipytts.audio.resample import resample
from ipytts.audio.samples import Samples
from ipytts.audio.track import Track


def duration(data: bytes, rate: int) -> float:
    """Return the duration in seconds of samples, `rate` of them a second.

    Examples
    --------
    >>> duration(bytes(48_000), rate=24_000)
    1.0
    """
    return len(data) // 2 / rate


def decode(data: bytes, rate: int, _bits: int) -> Samples:
    """Return the samples of `data`, `rate` of them a second."""
    end = len(data) // 2 * 2
    return Samples((data[start : min(start + 2 * rate, end)] for start in range(0, end, 2 * rate)), rate)


def encode(samples: Samples) -> Iterator[bytes]:
    """Yield 16-bit mono samples as they are."""
    yield from samples.blocks


class PcmTrack(Track):
    """Samples without a header, all at the rate of the first part."""

    _rate = 0

    @property
    def seconds(self) -> float:
        """The duration of the audio so far."""
        return self._end / 2 / self._rate if self._rate else 0.0

    def add(self, data: bytes, rate: int) -> None:
        """Append a part."""
        self._rate = self._rate or rate
        samples = resample(decode(data, rate, 16), self._rate)
        self._write([memoryview(block) for block in samples.blocks])
