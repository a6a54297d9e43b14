"""The cache: its cost on a first request, and its gain on a second one."""

from __future__ import annotations

import ipytts
from benchmarks.figures import Figures, Row, in_turn, median, milliseconds
from benchmarks.server import AT_ONCE, CHARACTERS, KEY, LIFELIKE, Server, serving
from benchmarks.texts import prose

_ROUNDS = 200
_PACED_ROUNDS = 10
_TARGET = 0.01  # s
_MINUTE = prose(60 * CHARACTERS)

_WITHOUT, _FIRST, _SECOND = "cache=False", "first with the cache", "second with the cache"
_FETCHED = "a minute of speech, requested again at 50 times real time"


def run() -> Figures:
    """Measure about 2 s of mp3 the first time, and a minute of it the second time."""
    with serving(AT_ONCE) as server:
        samples = in_turn(
            {
                _WITHOUT: lambda number: _speak(server, f"Without the cache, text {number:4}.", cache=False),
                _FIRST: lambda number: _speak(server, f"Never asked before, text {number:4}.", cache=True),
            },
            _ROUNDS,
        )
        _speak(server, _MINUTE, cache=True)
        count_before = server.requests()
        samples |= in_turn({_SECOND: lambda _: _speak(server, _MINUTE, cache=True)}, _ROUNDS)
        count = server.requests() - count_before
    with serving(LIFELIKE) as server:
        samples |= in_turn({_FETCHED: lambda _: _speak(server, _MINUTE, cache=False)}, _PACED_ROUNDS)
    cost = median(samples, _FIRST) - median(samples, _WITHOUT)
    second = median(samples, _SECOND)
    gain = median(samples, _FETCHED) - second
    rows = [
        Row("time that the cache adds to a first request (about 2 s of mp3)", milliseconds(cost)),
        Row(
            "a minute of speech, requested again",
            f"{milliseconds(second)}, and {count} requests in {_ROUNDS + 1} calls",
            f"no request, and under {milliseconds(_TARGET)}",
            not count and second < _TARGET,
        ),
        Row("time saved compared with a new request, at 50 times real time", milliseconds(gain)),
    ]
    return Figures(rows, "s", samples)


def _speak(server: Server, text: str, *, cache: bool) -> None:
    ipytts.speak(text, service=ipytts.Service(server.base_url, key=KEY), cache=cache)
