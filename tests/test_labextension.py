"""The JupyterLab extension as the wheel brings it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.helpers.environment import require
from tests.helpers.wheels import build_wheel

SOURCE = Path(__file__).parents[1] / "jupyter-config" / "labextension"
INSTALLED = "share/jupyter/labextensions/ipytts"
TIMEOUT = 120  # s
MOST_BYTES = 10_000  # JupyterLab loads it before anything is shown


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the data files of the wheel, as pip lays them out."""
    require("hatchling", "jupyterlab")
    folder = tmp_path_factory.mktemp("wheel")
    wheel = build_wheel(folder)
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder / f"ipytts-{version('ipytts')}.data" / "data"


def labextension(data: Path, home: Path, *arguments: str) -> str:
    """Return what `jupyter labextension` prints where these data files are installed."""
    folders = {"JUPYTER_PATH": str(data / "share/jupyter"), "JUPYTER_CONFIG_DIR": str(home / "config")}
    result = subprocess.run(
        [sys.executable, "-m", "jupyter", "labextension", *arguments],
        env={**os.environ, **folders},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT,
        check=True,
    )
    return re.sub(r"\x1b\[\d+m", "", result.stdout)


def test_wheel_contains_the_extension(data: Path) -> None:
    files = {path.relative_to(SOURCE): path.read_bytes() for path in SOURCE.rglob("*") if path.is_file()}
    installed = data / INSTALLED
    assert {name: (installed / name).read_bytes() for name in files} == files
    assert sum(map(len, files.values())) < MOST_BYTES
    assert json.loads(files[Path("package.json")])["version"] == version("ipytts")


def test_jupyterlab_lists_and_disables_the_extension(data: Path, home: Path) -> None:
    folder, listed = data / "share/jupyter/labextensions", f"ipytts v{version('ipytts')}"
    assert f"{folder}\n        {listed} enabled OK (python, ipytts)" in labextension(data, home, "list")
    labextension(data, home, "disable", "ipytts", "--level=user")
    assert f"{folder}\n        {listed} disabled OK" in labextension(data, home, "list")
