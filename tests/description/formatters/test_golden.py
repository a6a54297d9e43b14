"""Descriptions of real objects, which must equal those in ``golden/`` and follow the rules.

Each file there has a block of code that prepares, and then for each object a title, an expression, and its
description in each detail.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from ipytts import describe
from ipytts.description.detail import Detail
from tests.helpers.description_rules import check
from tests.helpers.object_facts import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = sorted((Path(__file__).parent / "golden").glob("*.md"))
_CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
_SENTENCES = re.compile(r"^- \*\*(\w+)\*\*: (.*)$", re.MULTILINE)
_REQUIRED = re.compile(r"^Names: (in no detail|from normal on)\.$", re.MULTILINE)


@dataclass(frozen=True)
class Golden:
    """An object of a golden file."""

    title: str
    code: str
    descriptions: dict[str, str]
    requires_names: str  # in which details; a brief description of a summary gives the main point only

    def __str__(self) -> str:
        return self.title


def _read(path: Path) -> tuple[str, list[Golden]]:
    head, *parts = re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)
    prepare = _CODE.search(head)
    goldens = []
    for part in parts:
        code = _CODE.search(part)
        assert code, part
        title = part.partition("\n")[0]
        descriptions = dict(_SENTENCES.findall(part))
        required = _REQUIRED.search(part)
        goldens.append(Golden(title, code[1], descriptions, required[1] if required else "in each detail"))
    return prepare[1] if prepare else "", goldens


def _all() -> Iterator[Any]:
    for path in _FILES:
        for golden in _read(path)[1]:
            yield pytest.param(path, golden, id=f"{path.stem}-{golden}")


@pytest.fixture(scope="module")
def names() -> dict[Path, dict[str, Any]]:
    """Return a store for the names that each file defines for its objects."""
    return {}


@pytest.mark.parametrize(("path", "golden"), list(_all()))
@pytest.mark.usefixtures("long_time_limit")
def test_descriptions_are_those_of_the_golden_file(
    path: Path, golden: Golden, names: dict[Path, dict[str, Any]], failures: list[str]
) -> None:
    failures.clear()
    thing = _make(path, golden, names)
    assert set(golden.descriptions) <= set(get_args(Detail))
    assert {detail: describe(thing, detail) for detail in golden.descriptions} == golden.descriptions  # type: ignore[call-overload]
    known = facts(thing)
    required = known.required
    for detail in get_args(Detail):
        requires_names = golden.requires_names == "in each detail" or (
            golden.requires_names == "from normal on" and detail != "brief"
        )
        known.required = required[: {"brief": 5, "normal": 20, "full": 40}[detail]] if requires_names else []
        check(describe(thing, detail), detail, known)
    assert not failures, failures[0]


def _make(path: Path, golden: Golden, names: dict[Path, dict[str, Any]]) -> Any:
    if path not in names:
        names[path] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the libraries
            exec(_read(path)[0], names[path])  # noqa: S102 - the file is ours
    *before, last = golden.code.strip().split("\n# ->\n")
    space = dict(names[path])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for statements in before:
            exec(statements, space)  # noqa: S102
        return eval(last, space)  # noqa: S307


def test_golden_files_have_enough_objects() -> None:
    goldens = [golden for path in _FILES for golden in _read(path)[1]]
    assert len(goldens) >= 60
    assert all({"brief", "normal"} <= golden.descriptions.keys() for golden in goldens)
