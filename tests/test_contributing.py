"""What CONTRIBUTING.md says: its commands run, and test modules import only helpers."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TIME_LIMIT = 300  # s


def read_commands() -> list[list[str]]:
    """Return the words of each command in the file's code blocks and in its table."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    lines += re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def pytest_arguments(words: list[str]) -> list[str]:
    """Return what a command passes to pytest."""
    for number, word in enumerate(words):
        if word == "scripts/test" or Path(word).name == "pytest":
            return words[number + 1 :]
    return []


COMMANDS = read_commands()
SELECTIONS = [
    arguments
    for arguments in map(pytest_arguments, COMMANDS)
    if any("/" in word or word in ("-k", "-m") for word in arguments)
]


def test_a_command_selects_tests() -> None:
    assert SELECTIONS


@pytest.mark.parametrize("arguments", SELECTIONS, ids=shlex.join)
def test_selected_tests_pass(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "pytest", *arguments, "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=TIME_LIMIT)
    assert done.returncode == 0, done.stdout + done.stderr  # 5 where nothing is selected
    assert " passed" in done.stdout


@pytest.mark.parametrize("words", COMMANDS, ids=shlex.join)
def test_scripts_of_the_commands_exist(words: list[str]) -> None:
    for word in words:
        if word.startswith("scripts/"):
            assert (ROOT / word).is_file()
            assert word.endswith(".py") or os.access(ROOT / word, os.X_OK)


@pytest.mark.parametrize("folder", ["benchmarks", "scripts", "tests"])
def test_modules_import_only_helpers_from_tests(folder: str) -> None:
    imports = re.compile(r"^\s*(from|import) tests\.(\w+\.)*(test_\w+|conftest)\b", re.MULTILINE)
    for path in (ROOT / folder).rglob("*.py"):
        assert not imports.search(path.read_text(encoding="utf-8")), path
