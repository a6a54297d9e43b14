"""Joining JavaScript modules, and what node makes of the scripts that a page gets."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from ipytts.playback.javascript import join_modules
from ipytts.playback.notebook_page import STATIC
from ipytts.playback.player_channel import PlayerChannel
from ipytts.widget.page_bridge import PageBridge
from tests.helpers.environment import report_missing

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = (
    'import { twice } from "./lib/twice.js";\nimport { ONE } from "./one.js";\n\nexport default twice(ONE);\n'
)
MODULES = {
    "entry.js": ENTRY,
    "lib/twice.js": """
import {
  ONE,
  TWO,
} from "../one.js";

export const twice = n => (n * TWO) / ONE;
""",
    "one.js": "export const ONE = 1;\nexport const TWO = 2;\n",
}


def write(folder: Path, **changed: str) -> Path:
    """Write the modules, some with another text, and return the entry."""
    for name, text in {**MODULES, **{f"{name}.js": text for name, text in changed.items()}}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "entry.js"


def test_modules_are_joined_once_each_after_what_they_import(tmp_path: Path) -> None:
    assert list(filter(None, join_modules(write(tmp_path)).splitlines())) == [
        "const ONE = 1;",
        "const TWO = 2;",
        "const twice = n => (n * TWO) / ONE;",
        "export default twice(ONE);",
    ]


@pytest.mark.parametrize(
    ("one", "message"),
    [
        ('import { join } from "path";\n', r"one\.js: 'import \{ join \} from \"path\";' cannot be joined"),
        ('import * as other from "./other.js";\n', "cannot be joined: import names from a file"),
        ('import other from "./other.js";\n', "cannot be joined: import names from a file"),
        ('import { x as y } from "./other.js";\n', r"other\.js does not export 'x as y'"),
        ('import { z } from "./other.js";\n', r"one\.js: other\.js does not export 'z'"),
        ('import { ONE } from "./entry.js";\n', r"entry\.js → twice\.js → one\.js → entry\.js"),
        ("const twice = 2;\n", r"one\.js and twice\.js both declare 'twice'"),
        ("export default 3;\n", "'export default 3;' cannot be joined"),
        ("const one = 1;\nexport { one };\n", r"'export \{ one \};' cannot be joined"),
        ('export * from "./other.js";\n', "cannot be joined: declare and export each name by itself"),
        ("const { a, b } = window;\n", r"'const \{ a, b \} = window;' cannot be joined"),
    ],
)
def test_join_modules_explains_what_it_cannot_join(tmp_path: Path, one: str, message: str) -> None:
    entry = write(tmp_path, one=one + MODULES["one.js"])
    (tmp_path / "other.js").write_text("export const x = 1;\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        join_modules(entry)


@pytest.mark.parametrize("name", ["live player", "page bridge", "queue"])
def test_scripts_sent_to_a_page_are_valid_javascript(tmp_path: Path, name: str) -> None:
    if not shutil.which("node"):
        report_missing("node")
    queue = join_modules(STATIC / "playback_queue.js")
    scripts = {"live player": PlayerChannel._esm, "page bridge": PageBridge._esm, "queue": queue}
    script = str(scripts[name])
    assert "import " not in script.replace("@import ", "")
    assert script.count("\nexport ") == script.count("\nexport default { initialize };") == (name != "queue")
    file = tmp_path / "script.mjs"
    file.write_text(script, encoding="utf-8")
    subprocess.run(["node", "--check", file], check=True, timeout=60)
