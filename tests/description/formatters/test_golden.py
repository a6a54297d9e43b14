"""Descriptions of real objects, compared whole with what is written in ``golden/``, and held to the rules.

Each file there has a block of code that prepares, and then for each object a title, the expression that makes
it, and what is said of it in each detail.
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
_OWES = re.compile(r"^Names: (in no detail|from normal on)\.$", re.MULTILINE)


@dataclass(frozen=True)
class Golden:
    """An object of a golden file."""

    title: str
    code: str
    told: dict[str, str]
    owes_names: str  # in which detail at least; of summaries the brief tells the main point alone

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
        told = dict(_SENTENCES.findall(part))
        owes = _OWES.search(part)
        goldens.append(Golden(title, code[1], told, owes[1] if owes else "in each detail"))
    return prepare[1] if prepare else "", goldens


def _all() -> Iterator[Any]:
    for path in _FILES:
        for golden in _read(path)[1]:
            yield pytest.param(path, golden, id=f"{path.stem}-{golden}")


@pytest.fixture(scope="module")
def names() -> dict[Path, dict[str, Any]]:
    """Keep what a file prepares for all of its objects."""
    return {}


@pytest.mark.parametrize(("path", "golden"), list(_all()))
def test_what_is_said(
    path: Path, golden: Golden, names: dict[Path, dict[str, Any]], failures: list[str]
) -> None:
    failures.clear()
    thing = _made(path, golden, names)
    assert set(golden.told) <= set(get_args(Detail))
    assert {detail: describe(thing, detail) for detail in golden.told} == golden.told  # type: ignore[arg-type]
    known = facts(thing)
    owed, known.owed = known.owed, []
    for detail in get_args(Detail):
        owes = golden.owes_names == "in each detail" or (
            golden.owes_names == "from normal on" and detail != "brief"
        )
        known.owed = owed[: {"brief": 5, "normal": 20, "full": 40}[detail]] if owes else []
        check(describe(thing, detail), detail, known)
    assert not failures, failures[0]


def _made(path: Path, golden: Golden, names: dict[Path, dict[str, Any]]) -> Any:
    if path not in names:
        names[path] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # those of the libraries about themselves
            exec(_read(path)[0], names[path])  # noqa: S102 - the file is ours
    *before, last = golden.code.strip().split("\n# ->\n")
    space = dict(names[path])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for statements in before:
            exec(statements, space)  # noqa: S102
        return eval(last, space)  # noqa: S307


def test_there_are_enough() -> None:
    goldens = [golden for path in _FILES for golden in _read(path)[1]]
    assert len(goldens) >= 60
    assert all({"brief", "normal"} <= golden.told.keys() for golden in goldens)
