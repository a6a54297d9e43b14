"""Captions as Chromium reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts.synthesis.captions import web_vtt
from ipytts.synthesis.part import Part

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

_CUES_OF = """text => new Promise((resolve, reject) => {
    const track = document.querySelector("track");
    track.onload = () => resolve([...track.track.cues].map(
        cue => [cue.startTime, cue.endTime, cue.getCueAsHTML().textContent]));
    track.onerror = reject;
    track.src = URL.createObjectURL(new Blob([text], {type: "text/vtt"}));
})"""


def test_page_shows_captions_of_the_words_spoken(browser: Browser) -> None:
    said = "Is <b>3</b> > 2 & 1?", "NOTE: a --> b; &amp; no\n\nmore 语."
    parts = [Part(said[0], 0.0, 2.5), Part(said[1], 2.5, 4000.125)]
    page = browser.new_page()
    try:
        page.set_content("<audio><track default kind='captions'></audio>")
        cues = page.evaluate(_CUES_OF, web_vtt(parts))
    finally:
        page.close()
    assert cues[0] == [0, 2.5, said[0]]
    assert [cues[1][0], cues[-1][1]] == [2.5, 4000.125]
    assert " ".join(words for _, _, words in cues[1:]) == " ".join(said[1].split())
