"""The time that ipytts takes before it speaks: the import and ``%load_ext``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import partial

from benchmarks.figures import Figures, Row, Samples, median, milliseconds, sample_in_turn

_ROUNDS = 15
_HEAVY = ("requests", "ipywidgets", "anywidget", "numpy", "onnxruntime")
_IMPORT, _LOAD = "import ipytts", "%load_ext ipytts"
_TARGETS = {_IMPORT: 0.01, _LOAD: 0.03}  # s
# The shell is created before the clock starts.
_MEASURE = f"""
import json, sys, time
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
start = time.perf_counter()
{{code}}
seconds = time.perf_counter() - start
print(json.dumps([seconds, sorted({{{{*{_HEAVY}}}}} & sys.modules.keys())]))
"""
_CODE = {_IMPORT: "import ipytts", _LOAD: "shell.run_line_magic('load_ext', 'ipytts')"}


def run() -> Figures:
    """Measure each in processes of its own."""
    heavy: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for code in _CODE.values():  # once, to compile, as pip does when it installs
            _run_code(folder, code)
        samples = sample_in_turn({name: partial(_measure, folder, name, heavy) for name in _CODE}, _ROUNDS)
    return Figures([*(_row(samples, name) for name in _CODE), _loaded_row(heavy)], "s", samples)


def _measure(folder: str, name: str, heavy: set[str], _: int) -> float:
    """Return how long it takes, in seconds; add the heavy packages that it loads to `heavy`."""
    seconds, loaded = _run_code(folder, _CODE[name])
    heavy.update(loaded)
    return seconds


def _run_code(folder: str, code: str) -> tuple[float, list[str]]:
    command = [sys.executable, "-c", _MEASURE.format(code=code)]
    env = {**os.environ, "IPYTHONDIR": folder, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, check=True, capture_output=True, env=env)  # noqa: S603 - it is us
    seconds, loaded = json.loads(done.stdout)
    return float(seconds), loaded


def _row(samples: Samples, name: str) -> Row:
    seconds, most = median(samples, name), _TARGETS[name]
    what = f"`{name}` in a new process, with IPython already loaded"
    return Row(what, milliseconds(seconds), f"under {milliseconds(most)}", seconds < most)


def _loaded_row(heavy: set[str]) -> Row:
    what = "heavy packages that these load"
    return Row(what, ", ".join(sorted(heavy)) or "none", f"none of {', '.join(_HEAVY)}", not heavy)
