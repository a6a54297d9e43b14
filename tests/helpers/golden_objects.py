"""Objects of the files in ``golden/``, with their descriptions.

Each file has a block of code that prepares, and then for each object a title, an expression, and its
description in each detail.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

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


def read_goldens(path: Path) -> tuple[str, list[Golden]]:
    """Return the code that prepares, and the objects of a golden file."""
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


def golden_params(paths: Iterable[Path]) -> list[Any]:
    """Return the objects of golden files with their files, as parameters of a test."""
    return [
        pytest.param(path, golden, id=f"{path.stem}-{golden}")
        for path in paths
        for golden in read_goldens(path)[1]
    ]


def make_object(path: Path, golden: Golden, names: dict[Path, dict[str, Any]]) -> Any:
    """Return an object of a golden file; `names` keeps what the file prepares."""
    if path not in names:
        names[path] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the libraries
            exec(read_goldens(path)[0], names[path])  # noqa: S102 - the file is ours
    *before, last = golden.code.strip().split("\n# ->\n")
    space = dict(names[path])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for statements in before:
            exec(statements, space)  # noqa: S102
        return eval(last, space)  # noqa: S307
