"""Mix channels to one, for formats that hold fewer than a sound has."""

from __future__ import annotations

from collections.abc import Iterator

from ipytts.audio.libraries import NUMPY
from ipytts.audio.samples import Samples, pack, unpack


def mix_down(samples: Samples) -> Samples:
    r"""Return samples with one channel, the mean of all.

    Raises
    ------
    SpeechError
        numpy is not installed.

    Examples
    --------
    >>> stereo = Samples([b"\x02\x00\x04\x00"], channels=2)
    >>> b"".join(mix_down(stereo).blocks)
    b'\x03\x00'
    """
    NUMPY.check(f"mixer from {samples.channels} channels to 1")
    return samples._replace(blocks=_mixed(samples), channels=1)


def _mixed(samples: Samples) -> Iterator[bytes]:
    for block in samples.blocks:
        yield pack(unpack(block, samples.bits, samples.channels).mean(axis=1), samples.bits)
