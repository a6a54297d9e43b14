"""The tags that nbconvert is configured to remove, as its configuration files have them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from nbformat import v4, write

from ipytts.narration.removal_tags import RemovalTags, configured_tags
from ipytts.narration.script_builder import script_from_notebook
from tests.helpers.command_line import run_ipytts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of Jupyter's configuration, which is empty."""
    pytest.importorskip("jupyter_core")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "user"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path / "shared"))
    for name in ("user", "shared"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_configuration_files_are_read_as_nbconvert_reads_them(folder: Path) -> None:
    assert configured_tags() == RemovalTags()
    (folder / "user" / "jupyter_nbconvert_config.py").write_text(
        "c = get_config()\n"
        "c.TagRemovePreprocessor.remove_cell_tags = ('draft',)\n"
        "c.TagRemovePreprocessor.remove_input_tags.add('quiet')\n"
    )
    section = {"remove_cell_tags": ["other"], "remove_single_output_tags": ["secret"]}
    (folder / "user" / "jupyter_config.json").write_text(json.dumps({"TagRemovePreprocessor": section}))
    assert configured_tags() == RemovalTags(
        cells=frozenset({"draft"}), inputs=frozenset({"quiet"}), single_outputs=frozenset({"secret"})
    )
    disabled = {"TagRemovePreprocessor": {"enabled": False}}
    (folder / "user" / "jupyter_nbconvert_config.json").write_text(json.dumps(disabled))
    assert configured_tags() == RemovalTags()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("jupyter_nbconvert_config.py", "1 / 0", "ZeroDivisionError"),
        ("jupyter_nbconvert_config.py", "import sys; sys.exit(3)", "SystemExit"),
        ("jupyter_nbconvert_config.json", "{", "JSON"),
        ("jupyter_config.json", '{"TagRemovePreprocessor": {"remove_cell_tags": 3}}', "remove_cell_tags"),
    ],
)
def test_broken_configuration_gives_a_notice(folder: Path, name: str, content: str, words: str) -> None:
    path = folder / "shared" / name
    path.write_text(content)
    (notice,) = configured_tags().notices
    assert notice.startswith(f"The tags that nbconvert removes are not known, as {path} cannot be read: ")
    assert words in notice


def test_configured_tags_hold_for_the_command_line(folder: Path) -> None:
    cells = [
        v4.new_markdown_cell("A draft.", metadata={"tags": ["draft"]}),
        v4.new_markdown_cell("Said."),
    ]
    path = folder / "report.ipynb"
    write(v4.new_notebook(cells=cells), path)
    assert len(list(script_from_notebook(path).passages())) == 3
    config = folder / "user" / "jupyter_nbconvert_config.py"
    config.write_text("c.TagRemovePreprocessor.remove_cell_tags = {'draft'}")
    assert [passage.text for passage in script_from_notebook(path).passages()] == ["report.", "Said."]
    config.write_text("1 / 0")
    report = run_ipytts("narrate", str(path), "--dry-run", "--service", "builtin").stdout.decode()
    assert report.startswith("The tags that nbconvert removes are not known")
