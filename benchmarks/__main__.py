"""Measure, and write what came out to ``benchmarks/README.md``, ``benchmarks/results`` and a chart.

With names of benchmarks only those are run, and nothing is written.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import (
    caching,
    chart,
    first_sound,
    hand_over,
    long_text,
    memory,
    short_request,
    splitting,
    starting,
)

if TYPE_CHECKING:
    from benchmarks.figures import Figures, Row

_HERE = Path(__file__).parent
_BENCHMARKS = {
    "first_sound": first_sound.run,
    "hand_over": hand_over.run,
    "starting": starting.run,
    "long_text": long_text.run,
    "short_request": short_request.run,
    "caching": caching.run,
    "memory": memory.run,
    "splitting": splitting.run,
}
_LIBRARIES = ("ipytts", "requests", "urllib3", "sentencex", "openai", "hibari-tts", "jupyterlab")
_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->\n"
_SETTINGS = ("IPYTTS_", "ONEROUTER_", "OPENAI_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def main(names: list[str]) -> None:
    """Run benchmarks; all of them, and keep the figures, if none is named."""
    for variable in list(os.environ):
        if variable.upper().startswith(_SETTINGS):
            del os.environ[variable]
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IPYTTS_CACHE_DIR"] = folder
        for name in names or _BENCHMARKS:
            found[name] = _BENCHMARKS[name]()
            print("\n".join(map(_line, found[name].rows)), flush=True)
    if not names:
        _keep(found)


def _keep(found: dict[str, Figures]) -> None:
    machine = {
        "processors": os.cpu_count(),
        "system": f"{platform.system()} on {platform.machine()}",
        "python": platform.python_version(),
        "libraries": ", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
    }
    samples = {name: {"unit": figures.unit, **figures.samples} for name, figures in found.items()}
    rounded = json.loads(json.dumps(samples), parse_float=lambda digits: round(float(digits), 6))
    kept = json.dumps({"machine": machine, "samples": rounded}, indent=1, ensure_ascii=False)
    (_HERE / "results" / "samples.json").write_text(kept + "\n", "utf-8")
    chart.draw()
    readme = _HERE / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    table = ["| what | measured | to reach | reached |", "|---|---|---|---|"]
    table += [_line(row) for figures in found.values() for row in figures.rows]
    where = "{processors} processors, {system}, Python {python}, {libraries}.".format(**machine)
    readme.write_text(before + _BEGIN + "\n".join([*table, "", where, ""]) + _END + after, "utf-8")


def _line(row: Row) -> str:
    reached = {True: "yes", False: "**no**", None: ""}[row.reached]
    return f"| {row.what} | {row.measured} | {row.target} | {reached} |"


if __name__ == "__main__":
    main(sys.argv[1:])
