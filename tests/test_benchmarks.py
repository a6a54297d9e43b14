"""What the benchmarks hear of a speech in a recording."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.hearing import RATE, Faults, around, find_faults, hear

SPEECH = np.random.default_rng(7).standard_normal(6 * RATE).astype(np.float32)
PAUSE = np.zeros(RATE // 2, np.float32)
NOTHING_WRONG = Faults(silent=0, skipped=0, repeated=0, doubled=0)


def passage(start: float, end: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return SPEECH[round(start * RATE) : round(end * RATE)]


def heard(*pieces: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Faults:
    return find_faults(hear(np.concatenate([PAUSE, *pieces, PAUSE]), SPEECH))


def test_continuous_speech_has_no_fault() -> None:
    assert heard(passage(0, 4)) == NOTHING_WRONG


def test_quieter_speech_has_no_fault() -> None:
    assert heard(0.7 * passage(0, 4)) == NOTHING_WRONG


@pytest.mark.parametrize(
    ("pieces", "fault", "seconds"),
    [
        ([passage(0, 2), PAUSE[:3200], passage(2, 4)], "silent", 0.2),
        ([passage(0, 2), PAUSE[:480], passage(2, 4)], "silent", 0.03),
        ([passage(0, 2), passage(2.3, 4)], "skipped", 0.3),
        ([passage(0, 2), passage(1.8, 4)], "repeated", 0.2),
    ],
)
def test_faults_are_measured_in_seconds(
    pieces: list[np.ndarray[tuple[int], np.dtype[np.float32]]], fault: str, seconds: float
) -> None:
    found = heard(*pieces)
    for name in ("silent", "skipped", "repeated", "doubled"):
        assert getattr(found, name) == pytest.approx(seconds if name == fault else 0, abs=0.011)


def test_doubled_speech_is_measured() -> None:
    found = heard(passage(0, 2), passage(2, 2.3) + passage(1.9, 2.2), passage(2.2, 4))
    assert found.doubled == pytest.approx(0.3, abs=0.011)
    assert found.repeated == pytest.approx(0.4, abs=0.011)
    assert found.silent == found.skipped == 0


def test_pause_in_the_speech_is_no_gap() -> None:
    speech = SPEECH.copy()
    speech[2 * RATE : round(2.1 * RATE)] = 0
    assert find_faults(hear(np.concatenate([PAUSE, speech]), speech)) == NOTHING_WRONG


def test_around_ignores_what_is_far_from_the_moment() -> None:
    stretches = hear(np.concatenate([passage(0, 2), PAUSE, passage(2, 5)]), SPEECH)
    assert find_faults(stretches).silent == pytest.approx(0.5, abs=0.011)
    assert find_faults(around(stretches, 4.0, 1.0)) == NOTHING_WRONG
    near = find_faults(around(stretches, 2.2, 1.0))
    assert near.silent == pytest.approx(0.5, abs=0.011)
    assert near.skipped == near.repeated == 0


def test_hear_ignores_other_sounds() -> None:
    other = np.random.default_rng(8).standard_normal(RATE).astype(np.float32)
    assert hear(np.concatenate([PAUSE, other]), SPEECH) == []
