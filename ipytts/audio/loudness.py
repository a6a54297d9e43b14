"""The loudness of audio over time, and the pauses in it."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any

from ipytts.audio.response_formats import FORMATS, RATE

_STEP = 0.01  # s between two levels
_BLOCK = 1000  # steps that are decoded at once, which bounds memory
_MIN_PAUSE = 0.08  # s; a closed mouth, as before a "t", is shorter
_LOUD = 0.9  # quantile of the levels that is the reference
_PAUSE_DEPTH = 30.0  # dB; how far a pause is below the reference
_SILENCE = 1e-9  # added, as 0 has no logarithm


class Loudness:
    """The loudness of audio: `levels` has one value for each 10 ms, in dB."""

    def __init__(self, levels: Any) -> None:
        self._levels = levels

    @classmethod
    def of(cls, data: bytes, response_format: str, rate: int = RATE) -> Loudness | None:
        """Return the loudness of a whole file; None if it cannot be decoded: aac, or without ``offline``."""
        try:
            import numpy as np
            import soundfile
        except (ImportError, OSError):  # an OSError where a shared library is missing
            return None
        options = (
            {"samplerate": rate, "channels": 1, "format": "RAW", "subtype": "PCM_16"}
            if FORMATS[response_format].is_headerless
            else {}
        )
        levels = []
        try:
            with soundfile.SoundFile(io.BytesIO(data), **options) as file:
                # Otherwise it seeks after each block, and an mp3 decoder loses its state.
                file.seekable = lambda: False
                step = round(file.samplerate * _STEP)
                while len(block := file.read(step * _BLOCK, dtype="float32", always_2d=True)):
                    whole = block[: len(block) // step * step, 0].reshape(-1, step)
                    levels.append(20 * np.log10(np.sqrt((whole**2).mean(axis=1)) + _SILENCE))
        except soundfile.SoundFileError:
            return None
        return cls(np.concatenate(levels)) if levels else None

    def pauses(self, start: float, end: float) -> list[tuple[float, float]]:
        """Return the start and the end of each pause between two times; none if all is silent.

        All times are in seconds from the start of the file.
        """
        first, last = round(start / _STEP), round(end / _STEP)
        levels = self._levels[first:last]
        if not len(levels):
            return []
        loud = sorted(levels)[int(len(levels) * _LOUD)]
        return [
            (start + begin * _STEP, start + stop * _STEP)
            for begin, stop in _runs(levels < loud - _PAUSE_DEPTH)
            if (stop - begin) * _STEP >= _MIN_PAUSE
        ]


def _runs(flags: Any) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of true flags."""
    position = 0
    for flag, run in itertools.groupby(flags.tolist()):
        length = len(list(run))
        if flag:
            yield position, position + length
        position += length
