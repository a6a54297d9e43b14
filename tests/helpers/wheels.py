"""The wheel of ipytts, as it is built for a release."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_TIMEOUT = 120  # s


def build_wheel(folder: Path) -> Path:
    """Build the wheel in a folder and return its path."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, timeout=_TIMEOUT)
    (built,) = folder.glob("*.whl")
    return built
