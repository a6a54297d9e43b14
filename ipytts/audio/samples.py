"""Uncompressed sound, which codecs decode to and encode from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

RATE = 24_000  # samples per second of pcm, unless the server says otherwise


class Samples(NamedTuple):
    """Samples as signed little-endian integers; those of all channels at one time follow one another."""

    blocks: Iterable[bytes]  # at most a second in each: one call with minutes crashes libsndfile's Ogg
    rate: int = RATE
    channels: int = 1
    bits: int = 16  # of each sample: 16 or 32


def unpack(block: bytes, bits: int, channels: int) -> Any:
    """Return an array of a block of integers of `bits` bits, of shape (samples, channels)."""
    import numpy as np

    return np.frombuffer(block, f"<i{bits // 8}").reshape(-1, channels)


def pack(values: Any, bits: int) -> bytes:
    """Return an array of values as integers of `bits` bits, rounded and clipped."""
    import numpy as np

    full = 1 << (bits - 1)
    packed: bytes = np.clip(np.rint(values), -full, full - 1).astype(f"<i{bits // 8}").tobytes()
    return packed
