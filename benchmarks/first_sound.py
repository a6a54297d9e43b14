"""How long it takes from the key press that runs a cell to the first sound, in JupyterLab in Chromium."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figures, Row, Samples, median, ratio, sample_in_turn
from benchmarks.page import timed_notebook
from benchmarks.server import CHARACTERS, KEY, LIFELIKE, UNHURRIED, serving
from benchmarks.texts import prose
from tests.helpers.jupyter_browser import Lab, chromium

if TYPE_CHECKING:
    from benchmarks.page import TimedNotebook
    from benchmarks.server import Server

_ROUNDS = 7
_ROUNDS_OF_LONG = 3  # of what takes half a minute
_LIMIT = 4096  # characters in one request
_HALF_MINUTE, _MINUTE, _TEN_MINUTES = (round(60 * CHARACTERS * minutes) for minutes in (0.5, 1, 10))
_LONG_TEXT = 20_000  # characters
_AT_ONCE = "--at-once 4"

SHORT = "30 s of speech, which arrives over 6 s"
_LONG = "20,000 characters, 4 parts at once, each at {} times real time"
LONG_50, _LONG_5 = _LONG.format(50), _LONG.format(5)
CACHED = "a minute of speech that was fetched before"
BUILTIN = "ten minutes of the built-in voice"
_KERNEL = f"{BUILTIN}: in the kernel, to the first bytes at a listener"
WITHOUT = "{}: without ipytts"

# The code without ipytts.
_CODE_WITHOUT = '''\
import os

import requests
from IPython.display import Audio


def ask(text):
    response = requests.post(
        "{url}/audio/speech",
        headers={{"Authorization": f"Bearer {{os.environ['SPEECH_KEY']}}"}},
        json={{"model": "gpt-4o-mini-tts", "input": text, "voice": "alloy", "response_format": "mp3"}},
    )
    response.raise_for_status()
    return response.content


text = """{text}"""
audio = Audio(b"".join(ask(text[at : at + {limit}]) for at in range(0, len(text), {limit})), autoplay=True)
audio.mimetype = "audio/mpeg"
audio
'''
_LOAD_VOICE_CODE = "from hibari import Hibari\nfrom IPython.display import Audio\n\nvoice = Hibari()"
_VOICE_CODE = 'Audio(voice("""{text}"""), rate=24_000, autoplay=True)'

_LISTENER_CODE = '''\
import time

import ipytts


class First(ipytts.Listener):
    def on_start(self, stop):
        self.stop = stop

    def on_audio(self, data):
        print(time.perf_counter() - start)
        self.stop.set()


start = time.perf_counter()
try:
    ipytts.speak("""{text}""", service="builtin", cache=False, listener=First())
except ipytts.SpeechError:
    pass
'''


def run() -> Figures:
    """Measure with ipytts and, where that is possible, without it."""
    with (
        serving(UNHURRIED) as slow,
        serving(LIFELIKE) as quick,
        tempfile.TemporaryDirectory() as folder,
        Lab(Path(folder), {"SPEECH_KEY": KEY}) as lab,
        chromium() as browser,
        timed_notebook(browser, lab) as notebook,
    ):
        warm = _WarmNotebook(notebook)
        samples = warm.short(slow) | warm.long(slow, quick) | warm.cached(quick) | warm.builtin()
    return Figures(_rows(samples), "s", samples)


@dataclass(frozen=True)
class _WarmNotebook:
    """A notebook whose kernel is warm after the first round of each benchmark."""

    notebook: TimedNotebook

    def short(self, server: Server) -> Samples:
        ways = {
            WITHOUT.format(SHORT): lambda number: self._without_ipytts(server, _text(_HALF_MINUTE, number)),
            SHORT: lambda number: self._ours(server, _text(_HALF_MINUTE, number)),
        }
        return sample_in_turn(ways, _ROUNDS)

    def long(self, slow: Server, quick: Server) -> Samples:
        def unhurried(number: int) -> float:
            text = _text(_LONG_TEXT, number + _ROUNDS)  # another than below, as parts are cached
            return self._ours(slow, text, _AT_ONCE, interrupt=True)

        without = WITHOUT.format(LONG_50)
        ways = {
            without: lambda number: self._without_ipytts(quick, _text(_LONG_TEXT, number)),
            LONG_50: lambda number: self._ours(quick, _text(_LONG_TEXT, number), _AT_ONCE),
            _LONG_5: unhurried,
        }
        fewer = dict.fromkeys((without, LONG_50), _ROUNDS_OF_LONG)
        return sample_in_turn(ways, _ROUNDS, warm_up=False, fewer=fewer)

    def cached(self, server: Server) -> Samples:
        text = _text(_MINUTE, 0)
        ways = {
            WITHOUT.format(CACHED): lambda _: self._without_ipytts(server, text),
            CACHED: lambda _: self._ours(server, text),
        }
        return sample_in_turn(ways, _ROUNDS)

    def builtin(self) -> Samples:
        def listen(number: int) -> float:
            text = _text(_TEN_MINUTES, number + 2 * _ROUNDS)  # another than below
            return float(self.notebook.run(_LISTENER_CODE.format(text=text)).split()[0])

        def use_voice(number: int) -> float:
            return self.notebook.first_sound(_VOICE_CODE.format(text=_text(_TEN_MINUTES, number)))

        self.notebook.run(_LOAD_VOICE_CODE)
        self.notebook.run("%%speak --service builtin\nGood morning.")
        without = WITHOUT.format(BUILTIN)
        ways = {
            without: use_voice,
            BUILTIN: lambda number: _builtin(self.notebook, number),
            _KERNEL: listen,
        }
        return sample_in_turn(ways, _ROUNDS, warm_up=False, fewer={without: _ROUNDS_OF_LONG})

    def _without_ipytts(self, server: Server, text: str) -> float:
        return self.notebook.first_sound(_CODE_WITHOUT.format(url=server.base_url, text=text, limit=_LIMIT))

    def _ours(self, server: Server, text: str, options: str = "", *, interrupt: bool = False) -> float:
        return _speak(self.notebook, server, text, options, interrupt=interrupt)


def _speak(
    notebook: TimedNotebook, server: Server, text: str, options: str = "", *, interrupt: bool = False
) -> float:
    line = f"%%speak --play --service {server.base_url} --key-env SPEECH_KEY {options}"
    return notebook.first_sound(f"{line}\n{text}", interrupt=interrupt)


def _builtin(notebook: TimedNotebook, number: int) -> float:
    text = _text(_TEN_MINUTES, number)
    return notebook.first_sound(f"%%speak --play --service builtin\n{text}", interrupt=True)


def _text(length: int, number: int) -> str:
    return prose(length, paragraph=700 + number)  # other paragraphs, other text


def _rows(samples: Samples) -> list[Row]:
    short = _row_with_ratio(samples, SHORT, 0.6, 0.1)
    long = _row_with_ratio(samples, LONG_50, 0.6, 0.1)
    return [
        short,
        _row_without_plain(samples, _LONG_5, 0.6),
        long,
        _row_without_plain(samples, CACHED, 0.35),
        _row_without_plain(samples, BUILTIN, 0.5),
        _row_without_plain(samples, _KERNEL, 0.3),
    ]


def _row_with_ratio(samples: Samples, name: str, most: float, most_share: float) -> Row:
    share = ratio(samples, name, WITHOUT.format(name))
    reached = median(samples, name) <= most and share < most_share
    target = f"at most {most} s, and a ratio under {most_share}"
    return Row(f"first sound, {name}", _format_seconds(samples, name), target, reached)


def _row_without_plain(samples: Samples, name: str, most: float) -> Row:
    return Row(
        f"first sound, {name}",
        _format_seconds(samples, name),
        f"under {most} s",
        median(samples, name) < most,
    )


def _format_seconds(samples: Samples, name: str) -> str:
    without = WITHOUT.format(name)
    text = f"{median(samples, name):.2f} s"
    if without in samples:
        text += (
            f"; without ipytts {median(samples, without):.1f} s (ratio {ratio(samples, name, without):.3f})"
        )
    return text
