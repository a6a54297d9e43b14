"""CONTRIBUTING.md and the rules that it states.

Each selection of tests is run. The program of every command is checked: a module can be found, a shell
script has no syntax error, a Python script compiles, a console script is installed or named in an extra.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
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
    list(words) for words in dict.fromkeys(tuple(pytest_arguments(command)) for command in COMMANDS) if words
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
def test_program_of_a_command_can_be_started(words: list[str]) -> None:
    while re.match(r"[A-Z_]+=", words[0]):
        variable = words[0].partition("=")[0]
        assert variable in (ROOT / "conftest.py").read_text(encoding="utf-8")
        words = words[1:]
    program, *arguments = words
    if program.startswith("scripts/"):
        assert os.access(ROOT / program, os.X_OK)
        subprocess.run(["sh", "-n", ROOT / program], check=True)
    elif program != ".venv/bin/python":
        assert has_console_script(program.removeprefix(".venv/bin/"))
    elif arguments[0] == "-m":
        assert has_module(arguments[1])
    else:
        compile((ROOT / arguments[0]).read_bytes(), arguments[0], "exec")


def has_console_script(name: str) -> bool:
    """Return whether a console script is installed here, or named as its package is in an extra."""
    extras = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return Path(sys.executable).with_name(name).exists() or f'"{name}>=' in extras


def has_module(name: str) -> bool:
    """Return whether ``python -m`` finds a module, or the ``__main__`` of a package."""
    spec = find_spec(name)
    is_package = spec is not None and spec.submodule_search_locations is not None
    return find_spec(f"{name}.__main__") is not None if is_package else spec is not None


@pytest.mark.parametrize("folder", ["benchmarks", "scripts", "tests"])
def test_modules_import_only_helpers_from_tests(folder: str) -> None:
    imports = re.compile(r"^\s*(from|import) tests\.(\w+\.)*(test_\w+|conftest)\b", re.MULTILINE)
    for path in (ROOT / folder).rglob("*.py"):
        assert not imports.search(path.read_text(encoding="utf-8")), path


def test_each_decision_has_a_number_of_its_own() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    headings = [page.read_text(encoding="utf-8").partition(" ")[2].partition(".")[0] for page in pages]
    assert [int(page.name[:3]) for page in pages] == [int(number) for number in headings]
    assert len(set(headings)) == len(pages)
