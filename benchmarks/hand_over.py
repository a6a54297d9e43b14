"""Measure whether the hand-over from the live player to the finished speech can be heard."""

from __future__ import annotations

import contextlib
import statistics
import tempfile
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from playwright.sync_api import TimeoutError as TooLateError

import ipytts
from benchmarks.figures import Figures, Row, Samples, milliseconds
from benchmarks.hearing import RATE, Faults, around, find_faults, hear
from benchmarks.loudspeaker import loud_chromium, loudspeaker
from benchmarks.page import timed_notebook
from benchmarks.server import CHARACTERS, KEY, UNHURRIED, serving
from benchmarks.texts import prose
from tests.helpers.jupyter_browser import Lab
from tests.helpers.sounds import decode, encode

if TYPE_CHECKING:
    from benchmarks.loudspeaker import Loudspeaker
    from benchmarks.page import TimedNotebook
    from tests.helpers.sounds import Samples as Sound

_TRIES = 20
_CHECKS = 3
_NOTICED = 0.03  # s; nobody notices shorter gaps
_MAX_REPEATED = 0.25  # s
_MAX_ERROR = 0.02  # s; of the measurement
_SPAN = 0.7  # s, around the hand-over
_HAND_OVER_TIMEOUT = 8_000  # ms
_AFTERWARDS = 800  # ms
_LENGTH = 10 * CHARACTERS  # characters: 10 s of speech
_OPTIONS = ("", " --limit 50 --at-once 1")  # one part, and some
_MADE = Faults(silent=0.2, skipped=0.3, repeated=0.25, doubled=0.0)

# The live player has stopped, and the player of the cell's result sounds.
_HANDED_OVER = """() => {
  const own = document.querySelector(".jp-Cell audio:has(source)");
  const others = new Set(window.noted.map(({target}) => target).filter(target => target !== own));
  return own && !own.paused && !own.muted && others.size && [...others].every(other => other.paused);
}"""
_READ_TIMES = """() => {
  const own = document.querySelector(".jp-Cell audio:has(source)");
  const since = time => (performance.timeOrigin + time) / 1000;
  const stopped = window.noted.filter(({target, type}) => target !== own && type !== "playing");
  return {
    sound: own.querySelector("source").src,
    sounded: since(window.noted.find(({type}) => type === "playing").timeStamp),
    handedOver: stopped.length ? since(stopped[0].timeStamp) : null,
  };
}"""
_PLAY = """sound => new Promise((done, fail) => {
  const player = new Audio(sound);
  player.onended = done;
  player.onerror = fail;
  player.play();
})"""


@dataclass(frozen=True)
class _Try:
    """The faults of one speech."""

    handed_over: Faults | None  # around the hand-over, if there was one
    before: Faults
    late: float  # s from the event `playing` to the sound


def run() -> Figures:
    """Listen to speeches that are handed over while they sound, and to audio with known faults."""
    with (
        loudspeaker() as speaker,
        serving(UNHURRIED) as server,
        tempfile.TemporaryDirectory() as folder,
        Lab(Path(folder), {"IPYTTS_SERVICE": server.base_url, "IPYTTS_API_KEY": KEY}) as lab,
        loud_chromium() as browser,
        timed_notebook(browser, lab) as notebook,
    ):
        service = ipytts.Service(server.base_url, key=KEY)
        speech = ipytts.speak(prose(_LENGTH), service=service, cache=False).data
        checks = [_check(notebook, speaker, speech) for _ in range(_CHECKS)]
        _, *tries = [_try(notebook, speaker, number) for number in range(_TRIES + 1)]  # the first warms up
    return Figures([_row(tries), *_fault_rows(tries), _check_row(checks)], "s", _samples(tries, checks))


def _try(notebook: TimedNotebook, speaker: Loudspeaker, number: int) -> _Try:
    since = speaker.position()
    text = prose(_LENGTH + number)
    notebook.start(f"%%speak --play{_OPTIONS[number % len(_OPTIONS)]}\n{text}")
    notebook.wait_for_sound()
    notebook.wait_until_idle()
    with contextlib.suppress(TooLateError):  # then there was no hand-over, which is reported below
        notebook.page.wait_for_function(_HANDED_OVER, timeout=_HAND_OVER_TIMEOUT)
    notebook.page.wait_for_timeout(_AFTERWARDS)
    recorded, begin = speaker.heard(since)
    page: dict[str, Any] = notebook.page.evaluate(_READ_TIMES)
    notebook.stop_sound()
    stretches = hear(recorded, _decoded(b64decode(page["sound"].partition(",")[2])))
    if not stretches:
        raise RuntimeError("Nothing of the speech is heard.")
    late = begin + stretches[0].start - stretches[0].position - page["sounded"]
    if page["handedOver"] is None:
        return _Try(None, find_faults(stretches), late)
    moment = page["handedOver"] - begin
    return _Try(
        find_faults(around(stretches, moment, _SPAN)), find_faults(around(stretches, 0, moment - _SPAN)), late
    )


def _check(notebook: TimedNotebook, speaker: Loudspeaker, speech: bytes) -> Faults:
    """Play a file with known faults."""
    since = speaker.position()
    sound = _decoded(speech)
    second, gap, repeat, skip = (
        round(RATE * part) for part in (1, _MADE.silent, _MADE.repeated, _MADE.skipped)
    )
    pieces = [
        sound[second : 2 * second],
        np.zeros(gap, np.float32),
        sound[2 * second : 3 * second],
        sound[3 * second - repeat : 4 * second],
        sound[4 * second + skip : 5 * second],
    ]
    faulty = b64encode(encode(np.concatenate(pieces), "wav", RATE)).decode()
    notebook.page.evaluate(_PLAY, f"data:audio/wav;base64,{faulty}")
    notebook.page.wait_for_timeout(_AFTERWARDS)
    return find_faults(hear(speaker.heard(since)[0], sound))


def _decoded(speech: bytes) -> Sound:
    return decode(speech, rate=RATE)[0]


def _row(tries: list[_Try]) -> Row:
    heard = [each.handed_over for each in tries if each.handed_over is not None]
    what = "gap at the hand-over from the live player to the final player, as the loudspeaker plays it"
    target = f"none over {_NOTICED} s in {_TRIES} of {_TRIES}, at most {_MAX_REPEATED} s repeated"
    if not heard:
        return Row(what, "nothing was handed over", target, reached=False)
    gaps = sum(_is_noticed(each.silent) or _is_noticed(each.skipped) for each in heard)
    silent, skipped, repeated = (
        max(getattr(each, name) for each in heard) for name in ("silent", "skipped", "repeated")
    )
    measured = (
        f"none in {len(heard) - gaps} of {len(tries)}; "
        f"at most {silent:.2f} s silent, {skipped:.2f} s skipped, {repeated:.2f} s repeated"
    )
    reached = len(heard) == len(tries) and not gaps and repeated <= _MAX_REPEATED
    return Row(what, measured, target, reached)


def _is_noticed(seconds: float) -> bool:
    return round(seconds, 3) > _NOTICED  # steps of 10 ms, but for the last digits of a float


def _fault_rows(tries: list[_Try]) -> list[Row]:
    late = statistics.median(each.late for each in tries)
    interrupted = sum(_is_noticed(each.before.silent) for each in tries)
    return [
        Row(
            "delay from the `playing` event to the sound itself (accurate to about 20 ms)", milliseconds(late)
        ),
        Row("interrupted sound before the hand-over", f"in {interrupted} of {len(tries)}"),
    ]


def _check_row(checks: list[Faults]) -> Row:
    off = max(abs(heard - made) for check in checks for heard, made in _beside_made(check))
    made = f"a gap of {_MADE.silent} s, a repeat of {_MADE.repeated} s and a skip of {_MADE.skipped} s"
    return Row(
        f"check of the measurement: a file with {made}",
        f"error of at most {milliseconds(off)} in {len(checks)} runs",
        f"at most {milliseconds(_MAX_ERROR)}",
        off <= _MAX_ERROR,
    )


def _beside_made(check: Faults) -> list[tuple[float, float]]:
    return [(getattr(check, name), getattr(_MADE, name)) for name in ("silent", "skipped", "repeated")]


def _samples(tries: list[_Try], checks: list[Faults]) -> Samples:
    names = ("silent", "skipped", "repeated", "doubled")
    heard = [each.handed_over for each in tries if each.handed_over is not None]
    return {
        **{f"hand-over: {name}": [getattr(each, name) for each in heard] for name in names},
        "before: silent": [each.before.silent for each in tries],
        "from playing to sound": [each.late for each in tries],
        **{f"on purpose: {name}": [getattr(check, name) for check in checks] for name in names},
    }
