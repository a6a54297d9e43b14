"""Change the rate of samples, for formats that hold few rates."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

from ipytts.audio.libraries import NUMPY
from ipytts.audio.samples import Samples, pack, unpack

_REACH = 32  # zero crossings of the filter at each side
_PASS_BAND = 0.94  # share of the frequencies that both rates have
_KAISER_BETA = 9.0  # of the filter's window; what it stops is 90 dB down


def resample(samples: Samples, rate: int) -> Samples:
    """Return samples with another rate, a block at a time, by a windowed sinc filter.

    Raises
    ------
    SpeechError
        numpy is not installed.

    Examples
    --------
    >>> second = Samples([bytes(44_100)], 22_050)
    >>> sum(map(len, resample(second, 24_000).blocks))
    48000
    """
    if samples.rate == rate:
        return samples
    NUMPY.check(f"resampler from {samples.rate} to {rate} Hz")
    return samples._replace(blocks=_resampled(samples, rate), rate=rate)


def _resampled(samples: Samples, rate: int) -> Iterator[bytes]:
    import numpy as np

    common = math.gcd(rate, samples.rate)
    up, down = rate // common, samples.rate // common
    taps = _filters(up, min(1.0, rate / samples.rate) * _PASS_BAND)
    reach = taps.shape[1] // 2
    pending = np.zeros((reach - 1, samples.channels))  # the input that is still needed
    start = 1 - reach  # its position in the input
    number = 0  # of the next output
    silence = bytes(reach * samples.channels * samples.bits // 8)
    for block in itertools.chain(samples.blocks, (silence,)):
        pending = np.concatenate([pending, unpack(block, samples.bits, samples.channels)])
        end = -((start + len(pending) - reach) * up // -down)  # of the outputs whose input is there
        if end <= number:
            continue
        position, phase = np.divmod(np.arange(number, end) * down, up)
        windows = np.lib.stride_tricks.sliding_window_view(pending, 2 * reach, axis=0)
        chosen = windows[position - reach + 1 - start]
        yield pack(np.einsum("nct,nt->nc", chosen, taps[phase]), samples.bits)
        number = end
        used = number * down // up - reach + 1 - start
        pending, start = pending[used:], start + used


def _filters(up: int, cutoff: float) -> Any:
    """Return the filter of each of the `up` places that an output can have between two inputs."""
    import numpy as np

    reach = math.ceil(_REACH / cutoff)
    times = np.arange(1 - reach, reach + 1) - np.arange(up)[:, None] / up
    window = np.i0(_KAISER_BETA * np.sqrt(np.clip(1 - (times / reach) ** 2, 0, 1)))
    taps = np.sinc(cutoff * times) * window
    return taps / taps.sum(axis=1, keepdims=True)
