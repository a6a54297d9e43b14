"""Find the positions of a speech that sound at each moment of a recording, and the faults of playback.

The clock of a player proves nothing. Here the sound itself is found in the speech, no two parts of which may
be alike: noise, for example.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.sounds import Samples

RATE = 16_000  # Hz; the rate at which sounds are compared
_BLOCK = 160  # samples: 10 ms
_SEGMENT = 1600  # samples that are searched for at once
_ALIKE = 0.5  # of the correlation of a sound with itself
_PRESENT = 0.5  # of its loudness
_AUDIBLE = 0.1  # of the mean loudness
_SAME_POSITION = 2  # samples


@dataclass(frozen=True)
class Stretch:
    """A time in which the speech sounded from one position on, in s."""

    start: float  # in the recording
    end: float  # in the recording
    position: float  # in the speech at the start

    @property
    def end_position(self) -> float:
        """The position in the speech at the end, in s."""
        return self.position + self.end - self.start


@dataclass(frozen=True)
class Faults:
    """Faults of playback, in s: the longest of each kind."""

    silent: float  # a gap between two stretches of sound
    skipped: float  # a part of the speech that is missing
    repeated: float  # a part of the speech that sounded twice, also at the same time
    doubled: float  # two parts of the speech at the same time


def hear(heard: Samples, speech: Samples) -> list[Stretch]:
    """Return the stretches of a speech in a recording, sorted by start."""
    offsets = _offsets(heard, speech)
    if not offsets:
        return []
    loudness = float(np.std(speech))
    count = len(heard) // _BLOCK
    shares = np.array([_shares(heard, speech, offsets, number, loudness) for number in range(count)])
    found = [
        Stretch(start * _BLOCK / RATE, end * _BLOCK / RATE, (start * _BLOCK + offset) / RATE)
        for offset, column in zip(offsets, _filled(shares).T, strict=True)
        for start, end in _runs(column > _PRESENT)
    ]
    return sorted(found, key=lambda stretch: stretch.start)


def around(stretches: list[Stretch], moment: float, span: float) -> list[Stretch]:
    """Return the stretches within `span` seconds of a moment, cut to that time."""
    first, last = moment - span, moment + span
    return [
        Stretch(
            max(stretch.start, first),
            min(stretch.end, last),
            stretch.position + max(0.0, first - stretch.start),
        )
        for stretch in stretches
        if stretch.end > first and stretch.start < last
    ]


def find_faults(stretches: list[Stretch]) -> Faults:
    """Return the longest faults in the stretches of a recording."""
    silent = skipped = repeated = doubled = 0.0
    for before, after in itertools.pairwise(stretches):
        silent = max(silent, after.start - before.end)
        doubled = max(doubled, min(before.end, after.end) - after.start)
        skipped = max(skipped, after.position - before.end_position)
        repeated = max(repeated, before.end_position - after.position)
    return Faults(silent, skipped, repeated, doubled)


def _offsets(heard: Samples, speech: Samples) -> list[int]:
    """Return the offsets of the speech from the recording that occur, in samples, the most frequent first."""
    size = 1 << (len(speech) + _SEGMENT).bit_length()
    spectrum = np.fft.rfft(speech, size)
    loudness = float(np.std(speech))
    votes: dict[int, float] = {}
    for start in range(0, len(heard) - _SEGMENT, _SEGMENT // 2):
        segment = heard[start : start + _SEGMENT]
        alike = np.fft.irfft(spectrum * np.conj(np.fft.rfft(segment, size)), size)
        for position in _peaks(alike[: len(speech)], _ALIKE * loudness**2 * _SEGMENT):
            votes[position - start] = votes.get(position - start, 0) + float(alike[position])
    chosen: list[int] = []
    for offset in sorted(votes, key=votes.__getitem__, reverse=True):
        if all(abs(offset - other) > _SAME_POSITION for other in chosen):
            chosen.append(offset)
    return chosen


def _peaks(values: Any, least: float) -> Iterator[int]:
    for position in np.flatnonzero(values > least):
        around = values[max(position - _SAME_POSITION, 0) : position + _SAME_POSITION + 1]
        if values[position] == around.max():
            yield int(position)


def _shares(heard: Samples, speech: Samples, offsets: list[int], number: int, loudness: float) -> Any:
    """Return how loud the speech is at each offset in a block; nan where it is itself silent."""
    start = number * _BLOCK
    parts = np.zeros((_BLOCK, len(offsets)))
    quiet = np.zeros(len(offsets), bool)
    for column, offset in enumerate(offsets):
        position = start + offset
        if 0 <= position <= len(speech) - _BLOCK:
            parts[:, column] = speech[position : position + _BLOCK]
            quiet[column] = np.std(parts[:, column]) < _AUDIBLE * loudness
    shares = np.linalg.lstsq(parts, heard[start : start + _BLOCK], rcond=1e-3)[0]
    return np.where(quiet, np.nan, shares)


def _filled(shares: Any) -> Any:
    """Return the shares with each nan replaced by the value before it."""
    for before, row in itertools.pairwise(shares):
        row[np.isnan(row)] = before[np.isnan(row)]
    return np.nan_to_num(shares)


def _runs(present: Any) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], present, [False])).astype(int)))
    yield from ((int(start), int(end)) for start, end in edges.reshape(-1, 2))
