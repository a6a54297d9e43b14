"""The parsers of the magics."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipytts.options.magic_parsers import autonarrate_parser, narrate_parser, speak_parser

if TYPE_CHECKING:
    from ipytts.options.line_parser import LineParser

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "parser", [speak_parser(), narrate_parser(), autonarrate_parser()], ids=lambda p: p.prog
)
def test_documentation_lists_every_option(parser: LineParser) -> None:
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/notebooks.md"))
    assert [name for name in parser.options if f"`{name}" not in text] == []


def test_readme_has_the_words_of_the_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\|", "/")
    rows = dict(re.findall(r"^\| (`-.*?) \| (.*) \|$", readme, re.MULTILINE))
    for action in {*speak_parser().options.values()}:
        value = f" {action.metavar}".replace("|", "/") if action.metavar else ""
        words = rows[", ".join(f"`{name}`" for name in action.option_strings)[:-1] + f"{value}`"]
        assert words.replace("`", "").startswith(str(action.help).replace("`", ""))


def test_every_option_has_a_help_text_without_a_final_period() -> None:
    actions = {*speak_parser().options.values(), *narrate_parser().options.values()}
    assert [action.dest for action in actions if not action.help or action.help.endswith(".")] == []
