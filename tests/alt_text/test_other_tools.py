"""Alternative text in the hands of other tools: nbval, papermill, jupytext and nbdime."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from tests.helpers.environment import require
from tests.helpers.notebooks import write_code_notebook

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
LIMIT = 240  # s
SETUP = "%reload_ext ipytts\n%alttext on\n%matplotlib inline\nimport matplotlib.pyplot as plt"
LINE = "A line chart: it goes from 1 at x 0 to 5 at x 2, higher every time, up by 4."
GOLDEN = ROOT / "tests" / "description" / "charts" / "golden"


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a process of its own."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=LIMIT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with ``report.ipynb``, which papermill has run."""
    require("jupytext", "matplotlib", "nbdime", "nbval", "papermill")
    folder = tmp_path_factory.mktemp("tools")
    write_code_notebook(folder / "source.ipynb", SETUP, "plt.plot([1, 3, 5])\nplt.show()", "2 + 2")
    ran = run("papermill", "--no-progress-bar", "source.ipynb", "report.ipynb", folder=folder)
    assert ran.returncode == 0, ran.stderr
    return folder


def figure_of(notebook: NotebookNode) -> dict[str, Any]:
    figure: dict[str, Any] = notebook.cells[1].outputs[0]
    return figure


def test_papermill_keeps_the_words(folder: Path) -> None:
    figure = figure_of(nbformat.read(folder / "report.ipynb", as_version=4))
    assert figure["metadata"]["image/png"] == {"alt": LINE}
    assert figure["data"]["text/plain"] == LINE


def test_jupytext_keeps_the_words_where_it_keeps_outputs(folder: Path) -> None:
    before = nbformat.read(folder / "report.ipynb", as_version=4)
    nbformat.write(before, folder / "paired.ipynb")
    for arguments in (["--to", "py:percent"], ["--sync", "--set-formats", "ipynb,py:percent"]):
        ran = run("jupytext", *arguments, "paired.ipynb", folder=folder)
        assert ran.returncode == 0, ran.stderr
    script = folder / "paired.py"
    script.write_text(script.read_text("utf-8").replace("2 + 2", "2 + 3"), "utf-8")
    assert run("jupytext", "--sync", "paired.py", folder=folder).returncode == 0
    after = nbformat.read(folder / "paired.ipynb", as_version=4)
    assert after.cells[2].source == "2 + 3"
    assert figure_of(after) == figure_of(before)


def test_nbdime_shows_and_merges_changed_words(folder: Path) -> None:
    base = nbformat.read(folder / "report.ipynb", as_version=4)
    ours, theirs = copy.deepcopy(base), copy.deepcopy(base)
    figure_of(ours)["metadata"] = {"image/png": {"alt": "By hand"}}
    theirs.cells[2].source = "2 + 3"
    for name, notebook in (("ours", ours), ("theirs", theirs)):
        nbformat.write(notebook, folder / f"{name}.ipynb")
    shown = run("nbdime", "diff", "--no-color", "report.ipynb", "ours.ipynb", folder=folder)
    assert f"image/png/alt:\n-  {LINE}\n+  By hand\n" in shown.stdout
    names = ("report.ipynb", "ours.ipynb", "theirs.ipynb")
    merged = run("nbdime", "merge", *names, "--out", "merged.ipynb", folder=folder)
    assert merged.returncode == 0, merged.stderr
    result = nbformat.read(folder / "merged.ipynb", as_version=4)
    assert figure_of(result)["metadata"] == {"image/png": {"alt": "By hand"}}
    assert result.cells[2].source == "2 + 3"


def sanitizer() -> str:
    """Return the sanitizer that the documentation gives."""
    page = (ROOT / "docs" / "alternative-text.md").read_text("utf-8")
    found = re.search(r"```ini\n(\[alternative text\].*?)```", page, re.DOTALL)
    assert found
    return found[1]


def test_nbval_passes_and_its_sanitizer_admits_the_words_of_another_release(folder: Path) -> None:
    nbval = ("pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env")
    assert run(*nbval, "report.ipynb", folder=folder).returncode == 0
    other = nbformat.read(folder / "report.ipynb", as_version=4)
    figure_of(other)["data"]["text/plain"] = "A line chart that goes up from 1 to 5."
    nbformat.write(other, folder / "other.ipynb")
    (folder / "nbval.cfg").write_text(sanitizer(), "utf-8")
    assert run(*nbval, "other.ipynb", folder=folder).returncode == 1
    assert run(*nbval, "--nbval-sanitize-with=nbval.cfg", "other.ipynb", folder=folder).returncode == 0


def test_sanitizer_covers_the_words_of_all_kinds_of_charts() -> None:
    found = re.search(r"^regex: (.*)$", sanitizer(), re.MULTILINE)
    assert found
    texts = [path.read_text("utf-8") for path in GOLDEN.glob("*.md")]
    words = [line for text in texts for line in re.findall(r"(?m)^- \*\*brief\*\*: (.*)$", text)]
    assert len(words) > 200
    assert [line for line in words if not re.fullmatch(found[1], line)] == []
    assert not re.search(found[1], "   chart  rows\n0     3     4\nThe mean is 4.\n0.25")
