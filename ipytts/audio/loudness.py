"""How loud a sound is from moment to moment: where it pauses."""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING, Any

from ipytts.audio.names import RATE

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = 0.01  # s
_BLOCK = 1000  # steps that are decoded at once: memory is bounded by them
_SHORTEST = 0.08  # s; a closed mouth, as before a "t", lasts less
_BELOW = 30.0  # dB under what is loud in a stretch, which is its loudest tenth
_LOUD = 0.9
_SILENCE = 1e-9  # has a logarithm


class Loudness:
    """What a sound's volume does, every 10 ms.

    Parameters
    ----------
    levels : array
        One for each 10 ms, in dB.
    """

    def __init__(self, levels: Any) -> None:
        self._levels = levels

    @classmethod
    def of(cls, data: bytes, response_format: str, rate: int = RATE) -> Loudness | None:
        """Listen to a whole sound.

        Parameters
        ----------
        data : bytes
            The whole file.
        response_format : str
            Its name in `ipytts.audio.FORMATS`.
        rate : int
            Samples per second of pcm; the others tell their own.

        Returns
        -------
        Loudness or None
            None where nothing here decodes it: aac, or without the extra ``offline``.
        """
        try:
            import numpy as np
            import soundfile
        except (ImportError, OSError):  # an OSError where a shared library is missing
            return None
        told = (
            {"samplerate": rate, "channels": 1, "format": "RAW", "subtype": "PCM_16"}
            if response_format == "pcm"
            else {}
        )
        levels = []
        try:
            with soundfile.SoundFile(io.BytesIO(data), **told) as file:
                # Otherwise it seeks to where it is after each block, and an mp3 loses what it has gathered.
                file.seekable = lambda: False
                step = round(file.samplerate * _STEP)
                while len(block := file.read(step * _BLOCK, dtype="float32", always_2d=True)):
                    whole = block[: len(block) // step * step, 0].reshape(-1, step)
                    levels.append(20 * np.log10(np.sqrt((whole**2).mean(axis=1)) + _SILENCE))
        except soundfile.SoundFileError:
            return None
        return cls(np.concatenate(levels)) if levels else None

    def pauses(self, start: float, end: float) -> list[tuple[float, float]]:
        """Return where a stretch pauses.

        Parameters
        ----------
        start, end : float
            Of the stretch, in seconds.

        Returns
        -------
        list of (float, float)
            Beginning and end of each pause, in seconds from the beginning of the sound; none where all is
            silent.
        """
        first, last = round(start / _STEP), round(end / _STEP)
        levels = self._levels[first:last]
        if not len(levels):
            return []
        loud = sorted(levels)[int(len(levels) * _LOUD)]
        return [
            (start + begin * _STEP, start + stop * _STEP)
            for begin, stop in _runs(levels < loud - _BELOW)
            if (stop - begin) * _STEP >= _SHORTEST
        ]


def _runs(flags: Any) -> Iterator[tuple[int, int]]:
    """Yield beginning and end of each run of what is true."""
    place = 0
    for flag, run in itertools.groupby(flags.tolist()):
        length = len(list(run))
        if flag:
            yield place, place + length
        place += length
