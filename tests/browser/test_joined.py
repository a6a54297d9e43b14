"""Joined mp3 in Chromium: how long it is taken for, and where one lands in it."""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipytts.audio.join import Joiner
from tests.helpers import audio_files
from tests.helpers.environment import require

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PITCHES = (400, 1_000, 600, 1_400, 800)  # in Hz: neighbours are far apart

_LOAD = """source => new Promise((resolve, reject) => {
    const audio = document.querySelector("audio");
    audio.onloadedmetadata = () => resolve(audio.duration);
    audio.onerror = () => reject(audio.error.message);
    audio.src = source;
    window.context = new AudioContext();
    window.analyser = context.createAnalyser();
    analyser.fftSize = 4096;
    analyser.smoothingTimeConstant = 0;
    context.createMediaElementSource(audio).connect(analyser).connect(context.destination);
})"""
# Go somewhere, play on for a moment, and return the loudest pitch.
_LISTEN = """async position => {
    const audio = document.querySelector("audio");
    await context.resume();
    await new Promise(resolve => {
        audio.addEventListener("seeked", resolve, {once: true});
        audio.currentTime = position;
    });
    await audio.play();
    while (audio.currentTime < position + 0.5) await new Promise(resolve => setTimeout(resolve, 10));
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    audio.pause();
    return levels.indexOf(Math.max(...levels)) * context.sampleRate / analyser.fftSize;
}"""


@pytest.mark.parametrize("vbr", [False, True], ids=["constant", "variable"])
def test_chromium_knows_the_duration_of_joined_audio_and_seeks_in_it(browser: Browser, *, vbr: bool) -> None:
    require("av", "lameenc")
    rough = np.random.default_rng(7).standard_normal((6 * audio_files.RATE, 1)).astype(np.float32)
    joiner = Joiner()
    for number in range(50):  # five minutes, of which the later ones take more bits where bit rates vary
        sound = audio_files.tone(PITCHES[number % 5], 6) + (0.001 if number < 25 else 0.1) * rough
        joiner.add(audio_files.by_lame(sound, vbr=vbr), "mp3")
    data = joiner.file()

    page = browser.new_page()
    page.set_content("<audio></audio>")
    length = page.evaluate(_LOAD, "data:audio/mpeg;base64," + b64encode(data).decode())
    assert length == pytest.approx(audio_files.decoded(data), abs=0.1)
    assert length == pytest.approx(joiner.ends[-1], abs=0.1)
    for part in (3, 47, 11, 24, 38, 30):
        # In the middle of it: positions in a header's table are 1.2 s apart.
        position = joiner.ends[part] - 3.5
        assert bisect(joiner.ends, position) == part
        assert page.evaluate(_LISTEN, position) == pytest.approx(PITCHES[part % 5], abs=30)
    page.close()
