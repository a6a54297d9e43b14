"""How much memory 60 minutes of mp3 take while they are fetched and joined.

Each measurement has a process of its own, as memory that was used once is not always given back::

    python -m benchmarks.memory BASE_URL CHARACTERS_OF_A_PARAGRAPH

The peak is VmHWM in /proc, that of this process alone: `resource.getrusage` includes the process that started
Python.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

import ipytts
from benchmarks.figures import Figures, Row, Samples
from benchmarks.server import AT_ONCE, CHARACTERS, KEY, LIFELIKE, serving
from benchmarks.texts import prose

_MINUTES = 60
_ROUNDS = 3
_TARGET = 1.5  # bytes for each byte of audio
_CONCURRENT_REQUESTS = 4
_PACES = {"at 50 times real time": LIFELIKE, "answered at once": AT_ONCE}
_PARAGRAPHS = {"paragraphs of about 700 characters": 700, "paragraphs of about 4,000 characters": 4000}


def run() -> Figures:
    """Measure the peak above the memory before, in bytes for each byte of audio."""
    samples: Samples = {}
    for pace_name, pace in _PACES.items():
        with serving(pace) as server:
            for name, paragraph in _PARAGRAPHS.items():
                shares = [_measured(server.base_url, paragraph) for _ in range(_ROUNDS)]
                samples[f"{name}, {pace_name}"] = shares
    rows = [_row(name, statistics.median(shares)) for name, shares in samples.items()]
    return Figures(rows, "bytes for each byte of audio", samples)


def _row(name: str, share: float) -> Row:
    what = f"memory for {_MINUTES} minutes of mp3, fetched and joined: {name}"
    return Row(what, f"{share:.2f} times the size of the audio", f"at most {_TARGET}", share <= _TARGET)


def _measured(base_url: str, paragraph: int) -> float:
    command = [sys.executable, "-m", "benchmarks.memory", base_url, str(paragraph)]
    measured = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603 - it is us
    return float((measured["peak"] - measured["before"]) / measured["audio"])


def _main(base_url: str, paragraph: int) -> None:
    service = ipytts.Service(base_url, key=KEY, at_once=_CONCURRENT_REQUESTS)
    ipytts.speak(prose(10_000, paragraph), service=service, cache=False)  # loads all that is needed
    before = _resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # resets the peak
    speech = ipytts.speak(prose(_MINUTES * 60 * CHARACTERS, paragraph), service=service, cache=False)
    peak = _resident("VmHWM")
    print(json.dumps({"before": before, "peak": peak, "audio": len(speech.data)}))


def _resident(name: str) -> int:
    """Return a field of this process's status, in bytes."""
    found = re.search(rf"^{name}:\s+(\d+) kB$", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    if found is None:
        raise RuntimeError(f"/proc/self/status has no {name}: run this on Linux.")
    return int(found[1]) * 1024


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
