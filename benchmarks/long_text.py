"""A long text: its parts fetched at once, compared with one after another."""

from __future__ import annotations

import heapq

import ipytts
from benchmarks.figures import Figures, Row, Samples, in_turn, median, ratio
from benchmarks.server import CHARACTERS, KEY, LIFELIKE, Server, serving
from benchmarks.texts import prose
from ipytts.text.splitting import split

_LENGTH = 20_000  # characters
_ROUNDS = 3
_AT_ONCE = 8
_TARGET = 0.2  # of the time one after another
_TEXTS = {
    "in paragraphs": prose(_LENGTH),
    "in one paragraph": prose(_LENGTH, paragraph=_LENGTH),
}


def run() -> Figures:
    """Measure until all audio has arrived."""
    rows: list[Row] = []
    samples: Samples = {}
    with serving(LIFELIKE) as server:
        _speak(server, prose(5000), at_once=2)  # loads all that is needed
        for name, text in _TEXTS.items():
            alone, together = f"{name}, one after another", f"{name}, {_AT_ONCE} at once"
            ways = {
                alone: lambda _, text=text: _speak(server, text, at_once=1),
                together: lambda _, text=text: _speak(server, text, at_once=_AT_ONCE),
            }
            samples |= in_turn(ways, _ROUNDS, warm_up=False)
            share = ratio(samples, together, alone)
            measured = f"{median(samples, together):.2f} s; one after another {median(samples, alone):.1f} s"
            best = _simulated(text, _AT_ONCE) / _simulated(text, 1)
            rows.append(
                Row(
                    f"{_LENGTH:,} characters {name}, {_AT_ONCE} parts at once, complete audio",
                    f"{measured} (ratio {share:.3f}; {best:.3f} if only the server took time)",
                    f"a ratio under {_TARGET}",
                    share < _TARGET,
                )
            )
    return Figures(rows, "s", samples)


def _speak(server: Server, text: str, at_once: int) -> None:
    service = ipytts.Service(server.base_url, key=KEY, at_once=at_once)
    ipytts.speak(text, service=service, cache=False)


def _simulated(text: str, at_once: int) -> float:
    """Return how long a server at this pace takes for the parts of a text, in seconds."""
    ends = [0.0] * at_once
    for part in split(text, 4096):
        heapq.heapreplace(ends, ends[0] + LIFELIKE.silence + len(part) / CHARACTERS / 50)
    return max(ends)
