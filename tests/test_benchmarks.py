"""What the benchmarks hear of a speech in a recording."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.hearing import RATE, Heard, around, hear, told

SPEECH = np.random.default_rng(7).standard_normal(6 * RATE).astype(np.float32)
PAUSE = np.zeros(RATE // 2, np.float32)
NOTHING_WRONG = Heard(silent=0, skipped=0, repeated=0, doubled=0)


def said(start: float, end: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return SPEECH[round(start * RATE) : round(end * RATE)]


def heard(*pieces: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Heard:
    return told(hear(np.concatenate([PAUSE, *pieces, PAUSE]), SPEECH))


def test_a_speech_that_goes_on_has_no_fault() -> None:
    assert heard(said(0, 4)) == NOTHING_WRONG


def test_a_quieter_speech_has_no_fault() -> None:
    assert heard(0.7 * said(0, 4)) == NOTHING_WRONG


@pytest.mark.parametrize(
    ("pieces", "fault", "seconds"),
    [
        ([said(0, 2), PAUSE[:3200], said(2, 4)], "silent", 0.2),
        ([said(0, 2), PAUSE[:480], said(2, 4)], "silent", 0.03),
        ([said(0, 2), said(2.3, 4)], "skipped", 0.3),
        ([said(0, 2), said(1.8, 4)], "repeated", 0.2),
    ],
)
def test_a_fault_is_as_long_as_it_is(
    pieces: list[np.ndarray[tuple[int], np.dtype[np.float32]]], fault: str, seconds: float
) -> None:
    found = heard(*pieces)
    for name in ("silent", "skipped", "repeated", "doubled"):
        assert getattr(found, name) == pytest.approx(seconds if name == fault else 0, abs=0.011)


def test_two_places_at_once_are_told_apart() -> None:
    found = heard(said(0, 2), said(2, 2.3) + said(1.9, 2.2), said(2.2, 4))
    assert found.doubled == pytest.approx(0.3, abs=0.011)
    assert found.repeated == pytest.approx(0.4, abs=0.011)
    assert found.silent == found.skipped == 0


def test_a_pause_of_the_speech_itself_is_no_gap() -> None:
    speech = SPEECH.copy()
    speech[2 * RATE : round(2.1 * RATE)] = 0
    assert told(hear(np.concatenate([PAUSE, speech]), speech)) == NOTHING_WRONG


def test_what_is_far_from_the_moment_does_not_count() -> None:
    stretches = hear(np.concatenate([said(0, 2), PAUSE, said(2, 5)]), SPEECH)
    assert told(stretches).silent == pytest.approx(0.5, abs=0.011)
    assert told(around(stretches, 4.0, 1.0)) == NOTHING_WRONG
    near = told(around(stretches, 2.2, 1.0))
    assert near.silent == pytest.approx(0.5, abs=0.011)
    assert near.skipped == near.repeated == 0


def test_what_is_not_of_the_speech_is_not_heard() -> None:
    other = np.random.default_rng(8).standard_normal(RATE).astype(np.float32)
    assert hear(np.concatenate([PAUSE, other]), SPEECH) == []
