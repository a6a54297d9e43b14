"""The first sound of a session: a page that was just opened, a new kernel, and nothing of ipytts loaded."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figures, Row, Samples, median
from benchmarks.page import timed_notebook
from benchmarks.server import CHARACTERS, KEY, UNHURRIED, serving
from benchmarks.texts import prose
from tests.helpers.jupyter_browser import Lab, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from benchmarks.server import Server

_ROUNDS = 7
_HALF_MINUTE, _TEN_MINUTES = (round(60 * CHARACTERS * minutes) for minutes in (0.5, 10))  # characters
_TARGET = 0.6  # s
_SPEECH = "30 s of speech, which arrives over 6 s"
_BUILTIN = "ten minutes of the built-in voice"
_FIRST, _SECOND = "first cell of a new kernel in a new page", "the next cell"
_REQUEST = "the request reaches the server"
# By the name of the message in the page.
_STAGES = {
    "send comm_open": "the page has the player's script",
    "recv audio": "the page has the first bytes",
    "recv display_data": "the page shows the player",
}


def run() -> Figures:
    """Open a notebook for each sample, and measure when its first cell reaches each stage."""
    samples: Samples = defaultdict(list)
    with (
        serving(UNHURRIED) as server,
        tempfile.TemporaryDirectory() as folder,
        # Modules are compiled in round 0, as pip compiles them when it installs.
        Lab(
            Path(folder),
            {
                "SPEECH_KEY": KEY,
                "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
                "PYTHONDONTWRITEBYTECODE": "",
            },
        ) as lab,
        chromium() as browser,
    ):
        for number in range(_ROUNDS + 1):
            measured = _speech(browser, lab, server, number) | _builtin(browser, lab, number)
            for name, seconds in measured.items() if number else ():
                samples[name].append(seconds)
    return Figures(_rows(samples), "s", samples)


def _speech(browser: Browser, lab: Lab, server: Server, number: int) -> dict[str, float]:
    line = f"%%speak --play --service {server.base_url} --key-env SPEECH_KEY"
    one, another = (f"{line}\n{_text(_HALF_MINUTE, 2 * number + i)}" for i in range(2))
    with timed_notebook(browser, lab) as notebook:
        first = notebook.first_sound(one, interrupt=True)
        stages = notebook.stages()
        request = server.latest_request() - notebook.pressed()
        second = notebook.first_sound(another, interrupt=True)
    named = {f"{_FIRST}: {name}": stages[stage] for stage, name in _STAGES.items()}
    sounds = {f"{_SPEECH}: {_FIRST}": first, f"{_SPEECH}: {_SECOND}": second}
    return {**sounds, f"{_FIRST}: {_REQUEST}": request, **named}


def _builtin(browser: Browser, lab: Lab, number: int) -> dict[str, float]:
    cell = f"%%speak --play --service builtin\n{_text(_TEN_MINUTES, number)}"
    with timed_notebook(browser, lab) as notebook:
        return {f"{_BUILTIN}: {_FIRST}": notebook.first_sound(cell, interrupt=True)}


def _text(length: int, number: int) -> str:
    return prose(length, paragraph=700 + number)  # other paragraphs, other text


def _rows(samples: Samples) -> list[Row]:
    return [_row(samples, name) for name in samples]


def _row(samples: Samples, name: str) -> Row:
    seconds = median(samples, name)
    if name == f"{_SPEECH}: {_FIRST}":
        return Row(f"first sound, {name}", f"{seconds:.2f} s", f"at most {_TARGET} s", seconds <= _TARGET)
    kind = name if name.startswith(_FIRST) else f"first sound, {name}"
    return Row(kind, f"{seconds:.2f} s")
