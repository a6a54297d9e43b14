"""The narrated example, as a recognizer hears it: numbers, captions and chapters."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from ipytts.narration.narrate_notebook import narrate_notebook
from tests.helpers.captions import read_captions
from tests.helpers.environment import require
from tests.helpers.heard_captions import delays
from tests.helpers.recognizer import character_error_rate, figures, hear
from tests.helpers.sounds import Samples, decode, encode

if TYPE_CHECKING:
    from ipytts.narration.recording import Recording

EXAMPLES = Path(__file__).parents[2] / "examples"
REPORT = EXAMPLES / "narrated_report.ipynb"
TOLERANCE = 0.5  # s; a pause before a sentence may count to it


@pytest.fixture(scope="module")
def recording(clean_environment: None) -> Recording:
    require("hibari", "markdown_it")
    return narrate_notebook(REPORT, service="builtin")


@pytest.mark.ear
def test_numbers_of_the_saved_example_are_heard(recording: Recording) -> None:
    outputs = [
        output for cell in nbformat.read(REPORT, as_version=4).cells for output in cell.get("outputs", [])
    ]
    shown = [output.data["text/html"] for output in outputs if "<audio" in str(output.get("data", ""))]
    [sound] = re.findall(r"base64,([A-Za-z0-9+/=]+)", shown[0])
    heard = figures(hear(b64decode(sound)))
    assert heard == figures(recording.text)
    assert {"12.5", "31", "8.5"} <= set(heard)


@pytest.mark.ear
def test_at_least_twenty_captions_are_in_time(recording: Recording) -> None:
    recordings = recording, narrate_notebook(EXAMPLES / "quickstart.ipynb", service="builtin")
    for each in recordings:
        sound = Sound(*decode(each.data))
        for start, end, _ in read_captions(each.captions()):
            assert sound.begins_at(start / 1000, end / 1000)
    # Which sentence begins there is decided by the recognizer, which misplaces words that follow a pause.
    errors = [error for each in recordings for error in delays(each).values()]
    assert sum(abs(error) < 1 for error in errors) >= 20


@dataclass(frozen=True)
class Sound:
    samples: Samples
    rate: int  # Hz

    def between(self, start: float, end: float) -> Samples:
        """Return the samples from one time to another, in s."""
        return self.samples[max(0, round(start * self.rate)) : round(end * self.rate)]

    def begins_at(self, start: float, end: float) -> bool:
        """Return whether sound that lasts until `end` follows a pause, which ends soon after `start`."""
        limit = abs(self.between(start, end)).max() / 5
        before, after = self.between(start - 0.1, start + 0.02), self.between(start, start + TOLERANCE)
        return bool(abs(before).max() < limit < abs(after).max())


@pytest.mark.ear
def test_each_chapter_begins_with_its_heading(recording: Recording) -> None:
    sound = Sound(*decode(recording.data))
    for chapter in recording.chapters:
        start, end = chapter.start, chapter.start + 4
        # Alone: in the midst of a text, the recognizer misplaces words that follow a pause.
        heard = hear(encode(sound.between(start, end), "wav", sound.rate)).split()
        heading = " ".join(heard[: len(chapter.text.split())])
        assert character_error_rate(chapter.text, heading) <= 0.5  # "mean" may be heard as "main"
        assert sound.begins_at(start, end)
