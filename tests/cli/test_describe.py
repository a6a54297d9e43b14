"""``ipytts describe``, as a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from nbformat import v4

from tests.helpers.command_line import run_ipytts
from tests.helpers.notebooks import display, write_notebook, write_outputs

if TYPE_CHECKING:
    from pathlib import Path

PNG = {"image/png": "iVBORw0KGgo"}
_PRINTED = v4.new_output("stream", text="x is 3\n")
_NEW = ("plt.pie(votes)", [_PRINTED, display(PNG)])
_OTHERS = ("x = 1", [display(PNG, {"image/png": {"alt": "A cat."}}), display({"image/png": "AAAA"})])


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_describe_prints_words_and_what_can_be_written(tmp_path: Path) -> None:
    path = write_outputs(tmp_path / "report.ipynb", _NEW, _OTHERS)
    before = path.read_bytes()
    result = run_ipytts("describe", "report.ipynb")
    assert (result.returncode, result.stderr) == (0, b"")
    *lines, summary = result.stdout.decode().splitlines()
    assert lines == [
        "Cell 1: X is 3.",
        "Cell 1: From the code: a pie chart of votes.",
        "    No alternative text; --write adds the same words.",
        "Cell 2: An image: A cat.",
        "    Alternative text, by the author: the same words.",
        "Cell 2: An image.",
        "    No alternative text, and nothing in the notebook describes the image.",
    ]
    assert summary == (
        "report.ipynb: 3 images: 1 with alternative text, 1 can get it from the notebook (--write), "
        "1 has nothing that describes it."
    )
    assert path.read_bytes() == before


def test_describe_writes_alternative_text_once(tmp_path: Path) -> None:
    path = write_outputs(tmp_path / "report.ipynb", _NEW)
    result = run_ipytts("describe", "--write", "report.ipynb")
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode().splitlines()[-2:] == [
        "    Alternative text, written now: the same words.",
        "report.ipynb: 1 image: 1 got it now.",
    ]
    before = path.read_bytes()
    result = run_ipytts("describe", "--write", "report.ipynb")
    assert result.stdout.decode().splitlines()[-2:] == [
        "    Alternative text, generated: the same words.",
        "report.ipynb: 1 image: 1 with alternative text.",
    ]
    assert path.read_bytes() == before


def test_describe_says_what_is_replaced_or_added_to_words_that_are_there(tmp_path: Path) -> None:
    old = {"image/png": {"alt": "From the code: a plot."}, "ipytts": {"generated": True, "version": "0.1"}}
    both = display({**PNG, "image/svg+xml": "<svg/>"}, {"image/png": {"alt": "A cat."}})
    write_outputs(tmp_path / "report.ipynb", ("plt.pie(votes)", [display(PNG, old)]), ("x", [both]))
    words = "“From the code: a pie chart of votes.”"
    assert [line.strip() for line in run_ipytts("describe", "report.ipynb").stdout.decode().splitlines()] == [
        "Cell 1: From the code: a plot.",
        f"Alternative text, generated: the same words. --write replaces it by {words}",
        "Cell 2: An image: A cat.",
        "Alternative text of one form of the image; --write adds the same words.",
        "report.ipynb: 2 images: 2 with alternative text.",
    ]


def test_describe_goes_on_after_a_notebook_that_fails(tmp_path: Path) -> None:
    write_outputs(tmp_path / "last.ipynb", _NEW)
    (tmp_path / "no.ipynb").write_text("{")
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "old.ipynb").write_text(
        '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}'
    )
    names = ("no.ipynb", "folder.ipynb", "old.ipynb", "missing.ipynb", "last.ipynb")
    result = run_ipytts("describe", "--write", *names)
    assert result.returncode == 1
    errors = result.stderr.decode()
    for message in (
        "no.ipynb is not a Jupyter notebook: it is not JSON",
        "The notebook folder.ipynb cannot be read: Is a directory.",
        "old.ipynb has the notebook format 3, which is not written",
        "The notebook missing.ipynb cannot be read: No such file",
        "ipytts: Not all notebooks could be described: 4 of 5 failed.",
    ):
        assert message in errors
    assert "last.ipynb: 1 image: 1 got it now.\n" in result.stdout.decode()


def test_describe_gives_as_much_detail_as_asked(tmp_path: Path) -> None:
    text = "\n".join(f"Line {number} of the log" for number in range(200))
    write_outputs(tmp_path / "report.ipynb", ("", [v4.new_output("stream", text=text)]))
    brief, full = (run_ipytts("describe", "report.ipynb", "--detail", detail) for detail in ("brief", "full"))
    assert 0 < len(brief.stdout) < 300 < len(full.stdout)


def test_describe_refuses_unknown_options_and_describes_a_notebook_without_outputs(tmp_path: Path) -> None:
    write_notebook(tmp_path / "report.ipynb", "# Only text")
    assert run_ipytts("describe", "report.ipynb", "--detail", "long").returncode == 2
    result = run_ipytts("describe", "report.ipynb")
    assert (result.returncode, result.stdout) == (0, b"report.ipynb: no images.\n")


def test_describe_prints_in_any_encoding(tmp_path: Path) -> None:
    write_outputs(
        tmp_path / "report.ipynb", ("x", [display({"image/png": "A"}, {"image/png": {"alt": "Größe à 大"}})])
    )
    result = run_ipytts("describe", "report.ipynb", env={"PYTHONIOENCODING": "latin-1"})
    assert (result.returncode, result.stderr) == (0, b"")
    assert "An image: Größe à ?.".encode("latin-1") in result.stdout
