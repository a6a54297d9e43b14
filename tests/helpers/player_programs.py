"""Audio player programs that need no loudspeaker."""

from __future__ import annotations

import shutil
import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# SDL's dummy driver takes as long as a loudspeaker would. Empty where there is no ffplay.
SILENT_PLAYER_ENV = {"SDL_AUDIODRIVER": "dummy"} if shutil.which("ffplay") else {}


def write_player_program(folder: Path, script: str) -> Path:
    """Write a program named ``ffplay`` that runs a Python script, and return its path."""
    path = folder / "ffplay"
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path
