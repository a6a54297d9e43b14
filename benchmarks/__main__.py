"""Measure, and write the results to ``benchmarks/README.md``, ``benchmarks/results`` and a chart.

Names of benchmarks as arguments run only those. Their results are stored beside the others, if those come
from a machine like this one; otherwise nothing is written.
"""

from __future__ import annotations

import dataclasses
import json
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import (
    alternative_text,
    caching,
    chart,
    describing,
    first_cell,
    first_sound,
    hand_over,
    long_text,
    memory,
    short_request,
    splitting,
    starting,
    takes,
)
from benchmarks.figures import Row

if TYPE_CHECKING:
    from benchmarks.figures import Figures

_HERE = Path(__file__).parent
_RESULTS = _HERE / "results" / "samples.json"
_BENCHMARKS = {
    "first_sound": first_sound.run,
    "first_cell": first_cell.run,
    "hand_over": hand_over.run,
    "starting": starting.run,
    "long_text": long_text.run,
    "short_request": short_request.run,
    "caching": caching.run,
    "memory": memory.run,
    "splitting": splitting.run,
    "takes": takes.run,
    "describing": describing.run,
    "alternative_text": alternative_text.run,
}
_LIBRARIES = ("ipytts", "requests", "urllib3", "sentencex", "openai", "hibari-tts", "jupyterlab")
_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->\n"
_SETTINGS = ("IPYTTS_", "ONEROUTER_", "OPENAI_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all of them, and store the results."""
    for variable in list(os.environ):
        if variable.upper().startswith(_SETTINGS):
            del os.environ[variable]
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IPYTTS_CACHE_DIR"] = folder
        for name in names or _BENCHMARKS:
            found[name] = _BENCHMARKS[name]()
            print("\n".join(map(_line, found[name].rows)), flush=True)
    stored = json.loads(_RESULTS.read_text("utf-8"))
    machine = _machine()
    if names and stored["machine"] != machine:
        print(f"Not written: the stored figures are from {stored['machine']}, these from {machine}.")
        return
    _write_results(machine, {**(stored["found"] if names else {}), **_to_json(found)})


def _machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    system = f"{platform.system()} on {platform.machine()}"
    return f"{os.cpu_count()} processors, {system}, Python {platform.python_version()}, {libraries}"


def _to_json(found: dict[str, Figures]) -> dict[str, Any]:
    """Return figures as JSON objects, rounded to 6 decimals."""
    text = json.dumps({name: dataclasses.asdict(figures) for name, figures in found.items()})
    stored: dict[str, Any] = json.loads(text, parse_float=lambda digits: round(float(digits), 6))
    return stored


def _write_results(machine: str, found: dict[str, Any]) -> None:
    found = {name: found[name] for name in _BENCHMARKS if name in found}
    results = json.dumps({"machine": machine, "found": found}, indent=1, ensure_ascii=False)
    _RESULTS.write_text(results + "\n", "utf-8")
    chart.draw()
    readme = _HERE / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    table = ["| what | measured | target | met |", "|---|---|---|---|"]
    table += [_line(Row(**row)) for figures in found.values() for row in figures["rows"]]
    readme.write_text(before + _BEGIN + "\n".join([*table, "", f"{machine}.", ""]) + _END + after, "utf-8")


def _line(row: Row) -> str:
    reached = {True: "yes", False: "**no**", None: ""}[row.reached]
    return f"| {row.what} | {row.measured} | {row.target} | {reached} |"


if __name__ == "__main__":
    main(sys.argv[1:])
