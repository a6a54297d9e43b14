"""One sound at a time in a page that is shared by kernels with this version and with version 0.1.0."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipytts import Speech
from ipytts.playback.javascript import join_modules
from ipytts.playback.notebook_page import STATIC
from tests.helpers.jupyter_browser import RECORD_PLAYED
from tests.helpers.sounds import TWELVE_WORDS, hum_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

QUEUES = {  # by the name of a player
    "old": Path(__file__).with_name("data").joinpath("queue_010.js").read_text("utf-8"),
    "new": join_modules(STATIC / "playback_queue.js"),
}
START = {
    "old": "window.ipytts.startStatic({announced});",
    "new": "playbackQueue.playWhenShown({announced});",
}
START_LIVE = {
    "old": "const item = new Voice(window.ipytts, {run}); item.adopt({element}); window.ipytts.start(item);"
    " window.item = item;",
    "new": "const item = new PlaybackItem(playbackQueue, {run}); item.attach({element});"
    " playbackQueue.start(item); window.item = item;",
}
ASSIGN = {
    "old": "window.ipytts.voices.set({element}, window.item);",
    "new": "playbackQueue.assign({element}, window.item);",
}
STOP = {"old": "window.ipytts.stop();", "new": "playbackQueue.stop();"}

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as window:
        window.add_init_script(RECORD_PLAYED)
        page = window.new_page()
        page.goto("about:blank")
        page.evaluate(RECORD_PLAYED)
        yield page


def run(page: Page, version: str, script: str) -> None:
    page.evaluate(f"(() => {{\n{QUEUES[version]}\n{script}\n}})()")


def player(name: str) -> Speech:
    text = f"{name} {TWELVE_WORDS}"
    audio = hum_words(text, "wav", 1.0)
    return Speech(audio, text=text, voice="coral", model="m", service="s", response_format="wav")


def show(page: Page, speech: Speech) -> None:
    page.evaluate(
        "html => document.body.insertAdjacentHTML('beforeend', `<p>${html}</p>`)", speech._repr_html_()
    )


def find(name: str) -> str:
    """Return the JavaScript that finds a player."""
    return f"document.querySelector('audio[aria-label*={name}]')"


def start(page: Page, version: str, name: str) -> None:
    """Start a player of finished speech by itself."""
    speech = player(name)
    announced = json.dumps({"label": speech.label, "run": name})
    run(page, version, START[version].replace("{announced}", announced))
    show(page, speech)


def start_live(page: Page, version: str, name: str) -> None:
    """Start a player that is no player of finished speech by itself."""
    show(page, player(name))
    element = find(name)
    script = START_LIVE[version].replace("{run}", json.dumps(name)).replace("{element}", element)
    run(page, version, f"{element}.removeAttribute('data-ipytts'); {element}.onplay = null; {script}")


def wait_until_only(page: Page, *names: str) -> None:
    """Wait until the players of these names sound, and no other."""
    page.wait_for_function(
        """names => {
            const sounding = [...document.querySelectorAll("audio")].filter(audio => !audio.paused);
            const labels = sounding.map(audio => audio.getAttribute("aria-label"));
            return labels.length === names.length && names.every((name, i) => labels[i].includes(name));
        }""",
        arg=names,
        timeout=5000,
    )


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")], ids="-".join)
def test_players_of_both_versions_silence_each_other(page: Page, order: tuple[str, str]) -> None:
    for version in order:
        run(page, version, "")
    for round_ in ("first", "second"):
        for version in order:
            for starting in (start, start_live):
                name = f"{round_}-{version}-{starting.__name__}"
                starting(page, version, name)
                wait_until_only(page, name)
                page.wait_for_timeout(200)
                wait_until_only(page, name)
    show(page, player("pressed"))
    page.evaluate(f"{find('pressed')}.play()")
    page.wait_for_timeout(200)
    wait_until_only(page, "pressed")
    page.keyboard.press("Escape")
    wait_until_only(page)


@pytest.mark.parametrize("stopping", ["old", "new"])
@pytest.mark.parametrize("playing", ["old", "new"])
def test_stop_of_either_version_silences_both(page: Page, playing: str, stopping: str) -> None:
    for version in QUEUES:
        run(page, version, "")
    start_live(page, playing, "live")
    wait_until_only(page, "live")
    run(page, stopping, STOP[stopping])
    wait_until_only(page)


@pytest.mark.parametrize("version", ["old", "new"])
def test_hand_over_of_one_version_is_left_alone_by_the_other(page: Page, version: str) -> None:
    for each in QUEUES:
        run(page, each, "")
    start_live(page, version, "live")
    show(page, player("finished"))
    run(page, version, ASSIGN[version].replace("{element}", find("finished")) + f"{find('finished')}.play();")
    page.wait_for_timeout(200)
    wait_until_only(page, "live", "finished")
