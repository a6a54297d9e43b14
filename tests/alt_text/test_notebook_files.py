"""Alternative text written into the files of notebooks, among them public ones; all else stays."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from ipytts.alt_text.notebook_files import replace_text, write_alt_text
from ipytts.errors import OutputError, SpeechError
from tests.helpers.notebooks import display, write_outputs

_PUBLIC = sorted((Path(__file__).parents[1] / "narration" / "notebooks").glob("*.ipynb"))
_CELL = ("plt.pie(votes)", [display({"image/png": "iVBORw0KGgo"})])
_ALT = "From the code: a pie chart of votes."


@pytest.fixture(autouse=True)
def _jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jupyter").mkdir()
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")


def _without_additions(output: Any) -> Any:
    """Return an output without alternative text of its images, and without the mark of generated words."""
    metadata = {}
    for kind, value in output.get("metadata", {}).items():
        left = (
            {key: inner for key, inner in value.items() if key != "alt"} if isinstance(value, dict) else value
        )
        if kind != "ipytts" and (left or kind not in output["data"]):
            metadata[kind] = left
    return {**output, "metadata": metadata}


@pytest.mark.parametrize("public", _PUBLIC, ids=lambda path: path.stem)
def test_public_notebooks_get_alternative_text_alone(public: Path, tmp_path: Path) -> None:
    path = tmp_path / public.name
    path.write_bytes(public.read_bytes())
    if json.loads(path.read_bytes())["nbformat"] < 4:
        with pytest.raises(SpeechError, match="notebook format 3, which is not written"):
            write_alt_text(path)
        return
    written = write_alt_text(path)
    new = [output for output in written.outputs if output.image and output.image.new]
    before, after = (json.loads(each.read_bytes()) for each in (public, path))
    added = 0
    for old_cell, new_cell in zip(before["cells"], after["cells"], strict=True):
        for number, output in enumerate(new_cell.get("outputs", [])):
            if output != old_cell["outputs"][number]:
                added += 1
                new_cell["outputs"][number] = _without_additions(output)
    assert added == len(new)
    assert after == before
    first = path.read_bytes()
    assert len(first) - len(public.read_bytes()) < 1_000 * (len(new) or 0.001)
    assert not any(output.image.new for output in write_alt_text(path).outputs if output.image)
    assert path.read_bytes() == first


def test_there_are_images_in_the_public_notebooks() -> None:
    assert sum(b'"image/png"' in path.read_bytes() for path in _PUBLIC) >= 4


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text.rstrip("\n"),
        lambda text: json.dumps(json.loads(text), separators=(",", ":")),
        lambda text: text.replace(
            '"execution_count": 1', '"execution_count": 1, "x": [1.50, NaN, "\\u00e9"]'
        ),
    ],
)
def test_style_of_the_file_stays(change: Any, tmp_path: Path) -> None:
    path = write_outputs(tmp_path / "a.ipynb", ("# ünï\nx = 1", []), _CELL)
    text = change(path.read_text())
    path.write_bytes(text.encode())
    write_alt_text(path)
    new = path.read_bytes().decode()
    start = _common_length(text, new)
    end = _common_length(text[start:][::-1], new[start:][::-1])
    assert len(text) - start - end <= 2  # what is replaced: nothing, or {}
    added = new[start : len(new) - end].strip(" \r\n{}")
    assert json.loads("{" + added + "}}")["image/png"] == {"alt": _ALT}


def _common_length(one: str, other: str) -> int:
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one)
    )


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    path = write_outputs(tmp_path / "a.ipynb", _CELL)
    path.chmod(0o640)
    link = tmp_path / "link.ipynb"
    link.symlink_to(path)
    write_alt_text(link)
    assert _ALT in path.read_text()
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.ipynb", "jupyter", "link.ipynb"]


def test_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = write_outputs(tmp_path / "a.ipynb", _CELL)
    path.chmod(0o440)
    before = path.read_bytes()
    with pytest.raises(OutputError, match="read-only"):
        write_alt_text(path)
    assert path.read_bytes() == before


def test_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text("newer")
    with pytest.raises(OutputError, match="changed by another program"):
        replace_text(path, "old", "with words")
    assert path.read_text() == "newer"
    replace_text(path, "newer", "with words")
    assert path.read_text() == "with words"


@pytest.mark.parametrize("is_trusted", [True, False])
def test_trust_stays_as_it_was(tmp_path: Path, *, is_trusted: bool) -> None:
    path = write_outputs(tmp_path / "a.ipynb", _CELL)
    with_signatures(tmp_path, path, sign=is_trusted)
    written = write_alt_text(path)
    assert not written.may_have_lost_trust
    assert _ALT in path.read_text()
    assert with_signatures(tmp_path, path) is is_trusted


def with_signatures(folder: Path, path: Path, *, sign: bool = False) -> bool:
    """Return whether a notebook is trusted, after signing it if asked to."""
    notary = NotebookNotary(data_dir=str(folder / "jupyter"))
    notebook = nbformat.read(path, as_version=4)  # as Jupyter's server reads it
    if sign:
        notary.sign(notebook)
    is_trusted = notary.check_signature(notebook)
    notary.store.close()
    return bool(is_trusted)


def test_without_nbformat_words_are_written_and_trust_is_unknown(tmp_path: Path) -> None:
    path = write_outputs(tmp_path / "a.ipynb", _CELL)
    program = (
        "import sys; sys.modules['nbformat'] = None\n"
        "from ipytts.cli.main import main\n"
        f"sys.exit(main(['describe', '--write', {str(path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "has to be trusted again, with `jupyter trust`" in done.stderr
    assert _ALT in path.read_text()
