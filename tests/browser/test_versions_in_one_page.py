"""One sound at a time in a page that is shared by kernels with this version and with earlier ones."""

from __future__ import annotations

import json
from itertools import permutations
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

DATA = Path(__file__).with_name("data")
_NEW_LIVE = (
    "const item = new PlaybackItem(playbackQueue, {run}); item.attach({element});"
    " playbackQueue.start(item); window.item = item;"
)
QUEUES = {  # by the version
    "0.1.0": DATA.joinpath("queue_010.js").read_text("utf-8"),
    "0.2.0": DATA.joinpath("queue_020.js").read_text("utf-8"),
    "new": join_modules(STATIC / "playback_queue.js"),
}
START = {
    "0.1.0": "window.ipytts.startStatic({announced});",
    "0.2.0": "playbackQueue.playWhenShown({announced});",
    "new": "queueActions.playWhenShown({announced});",
}
START_LIVE = {
    "0.1.0": "const item = new Voice(window.ipytts, {run}); item.adopt({element}); window.ipytts.start(item);"
    " window.item = item;",
    "0.2.0": _NEW_LIVE,
    "new": _NEW_LIVE,
}
ASSIGN = {
    "0.1.0": "window.ipytts.voices.set({element}, window.item);",
    "0.2.0": "playbackQueue.assign({element}, window.item);",
    "new": "playbackQueue.assign({element}, window.item);",
}
STOP = {
    "0.1.0": "window.ipytts.stop();",
    "0.2.0": "playbackQueue.stop();",
    "new": "queueActions.stop();",
}

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


def show(page: Page, version: str, name: str) -> None:
    """Show a player of finished speech as a version does; it is found by its name, the id of the element."""
    text = f"{name} {TWELVE_WORDS}"
    audio = hum_words(text, "wav", 1.0)
    speech = Speech(audio, text=text, voice="coral", model="m", service="s", response_format="wav")
    speech.element_id = name
    html = speech._repr_html_()
    if version != "new":  # its label holds the text, and its mark has no value
        html = html.replace(f'data-ipytts="{speech.player_id}"', "data-ipytts")
        html = html.replace(speech.label, old_label(name))
        assert html.count(old_label(name)) == 2
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', `<p>${html}</p>`)", html)


def old_label(name: str) -> str:
    return f"Speech, 13.0 seconds, voice coral: {name} one two"


def find(name: str) -> str:
    """Return the JavaScript that finds a player."""
    return f"document.getElementById('{name}')"


def start(page: Page, version: str, name: str) -> None:
    """Start a player of finished speech by itself."""
    text = f"{name} {TWELVE_WORDS}"
    speech = Speech(b"", text=text, voice="coral", model="m", response_format="wav")
    names = {"id": speech.player_id} if version == "new" else {"label": old_label(name)}
    run(page, version, START[version].replace("{announced}", json.dumps({**names, "run": name})))
    show(page, version, name)


def start_live(page: Page, version: str, name: str) -> None:
    """Start a player that is no player of finished speech by itself."""
    show(page, version, name)
    element = find(name)
    script = START_LIVE[version].replace("{run}", json.dumps(name)).replace("{element}", element)
    run(page, version, f"{element}.removeAttribute('data-ipytts'); {element}.onplay = null; {script}")


def wait_until_only(page: Page, *names: str) -> None:
    """Wait until the players of these names sound, and no other."""
    page.wait_for_function(
        """names => {
            const sounding = [...document.querySelectorAll("audio")].filter(audio => !audio.paused);
            return sounding.map(audio => audio.id).join() === names.join();
        }""",
        arg=names,
        timeout=5000,
    )


@pytest.mark.parametrize("order", [*permutations(QUEUES, 2), tuple(QUEUES)], ids="-".join)
def test_players_of_all_versions_silence_each_other(page: Page, order: tuple[str, ...]) -> None:
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
    show(page, order[0], "pressed")
    page.evaluate(f"{find('pressed')}.play()")
    page.wait_for_timeout(200)
    wait_until_only(page, "pressed")
    page.keyboard.press("Escape")
    wait_until_only(page)


@pytest.mark.parametrize("stopping", QUEUES)
@pytest.mark.parametrize("playing", QUEUES)
def test_stop_of_any_version_silences_all(page: Page, playing: str, stopping: str) -> None:
    for version in QUEUES:
        run(page, version, "")
    start_live(page, playing, "live")
    wait_until_only(page, "live")
    run(page, stopping, STOP[stopping])
    wait_until_only(page)


@pytest.mark.parametrize("version", QUEUES)
def test_hand_over_of_one_version_is_left_alone_by_the_other(page: Page, version: str) -> None:
    for each in QUEUES:
        run(page, each, "")
    start_live(page, version, "live")
    show(page, version, "finished")
    run(page, version, ASSIGN[version].replace("{element}", find("finished")) + f"{find('finished')}.play();")
    page.wait_for_timeout(200)
    wait_until_only(page, "live", "finished")
