"""A long text as it is heard: every sentence, in order, where its caption says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
import webvtt

from ipytts import Service, Speech
from ipytts.text.splitting import split_sentences
from tests.helpers.client_calls import ask
from tests.helpers.environment import KEY, require
from tests.helpers.recognizer import character_error_rate, hear_parts
from tests.helpers.sounds import Samples, decode, spoken
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_WHO = ["teacher", "farmer", "doctor", "sailor", "baker", "painter", "lawyer", "singer", "pilot", "miner"]
_WHAT = (
    *("carried a yellow basket", "opened the heavy gate", "counted the silver coins"),
    *("repaired an old bicycle", "watched the evening train", "planted seven apple trees"),
)
_WHERE = (
    *("near the harbour", "behind the library", "across the frozen lake", "under the stone bridge"),
    *("after the storm", "before the meeting", "without any help", "with great patience"),
    *("in the middle of winter", "during the holidays"),
)
SENTENCES = [
    f"The {who} {what} {_WHERE[(number * 3 + turn) % 10]}."
    for turn, what in enumerate(_WHAT)
    for number, who in enumerate(_WHO)
]
TEXT = "\n\n".join(" ".join(SENTENCES[start : start + 6]) for start in range(0, 60, 6))
_FRAME = 0.02  # s


@pytest.fixture(scope="module")
def speech_in(clean_environment: None) -> Iterator[Callable[[str], Speech]]:
    """Have the text spoken in a format, in parts, once for all tests."""
    require("hibari", "lameenc", "av")
    with SpeechServer(key=KEY, speech=spoken) as server:
        service = Service(server.base_url, KEY, "bare", limit=500)
        yield cache(lambda name: ask(server, TEXT, service=service, response_format=name, timeout=120))


def _seconds(time: str) -> float:
    hours, minutes, seconds = map(float, time.split(":"))
    return 3600 * hours + 60 * minutes + seconds


def _first_sound(samples: Samples, rate: int) -> float:
    """Return when it first speaks, in seconds."""
    size = int(_FRAME * rate)
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    loudness = np.sqrt((frames**2).mean(axis=1))
    return float((loudness > 0.05 * loudness.max()).argmax() * _FRAME)


@pytest.mark.ear
@pytest.mark.parametrize("name", ["mp3", "wav"])
def test_long_text_is_heard_whole_and_in_order(name: str, speech_in: Callable[[str], Speech]) -> None:
    speech = speech_in(name)
    assert len(set(SENTENCES)) == 60
    assert [s.strip() for part in speech.parts for s in split_sentences(part.text)] == SENTENCES
    for part, heard in hear_parts(speech):
        # One of the six sentences of a part missing, or changed, would make 0.15 or more.
        assert character_error_rate(part.text, heard) < 0.1, (part.text, heard)


@pytest.mark.parametrize("name", ["mp3", "aac", "opus", "wav"])
def test_captions_at_joins_match_the_voice(
    name: str, speech_in: Callable[[str], Speech], tmp_path: Path
) -> None:
    speech = speech_in(name)
    cues = webvtt.read(str(speech.save_captions(tmp_path / "talk.vtt"))).captions
    starts = [_seconds(cue.start) for cue in cues]
    assert len(cues) == 60
    samples, rate = decode(speech.data)
    for part in speech.parts[1:]:
        breath = _first_sound(samples[int(part.start * rate) :], rate)
        alone, own_rate = decode(spoken(part.text.strip(), "wav"))
        # The voice takes a breath of its own before it speaks.
        assert breath == pytest.approx(_first_sound(alone, own_rate), abs=0.1)
        # Of aac, which cannot be decoded for it, the caption comes with the breath.
        expected = part.start if name == "aac" else part.start + breath
        assert min(abs(expected - start) for start in starts) < (0.001 if name == "aac" else 0.1)
