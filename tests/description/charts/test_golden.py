"""Descriptions of charts, compared whole with what is written in ``golden/``, and held to the rules.

Each part of a file is of the chart in `gallery` that its title names; "full" is left out where it is the
same as "normal".
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from ipytts import describe
from ipytts.description.detail import Detail
from tests.helpers.chart_facts import FACTS
from tests.helpers.chart_gallery import CHARTS
from tests.helpers.description_rules import check

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLDER = Path(__file__).parent / "golden"
_SENTENCES = re.compile(r"^- \*\*(\w+)\*\*: (.*)$", re.MULTILINE)


def _read() -> dict[str, dict[str, str]]:
    parts = [
        part
        for path in sorted(_FOLDER.glob("*.md"))
        for part in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    ]
    return {part.partition("\n")[0].strip(): dict(_SENTENCES.findall(part)) for part in parts}


GOLDEN = _read()


def test_each_chart_has_its_words_and_its_facts() -> None:
    assert GOLDEN.keys() == CHARTS.keys() == FACTS.keys()
    assert len(GOLDEN) >= 60


@pytest.mark.parametrize("name", CHARTS)
def test_what_is_said(name: str, draw: Callable[[str], Any], failures: list[str]) -> None:
    failures.clear()
    golden = GOLDEN[name]
    golden.setdefault("full", golden["normal"])
    assert {detail: describe(draw(name), detail) for detail in get_args(Detail)} == golden
    assert not failures, failures[0]


@pytest.mark.parametrize("name", CHARTS)
def test_what_is_said_is_true(name: str, draw: Callable[[str], Any]) -> None:
    facts = FACTS[name]()
    owed, facts.quoted = facts.owed, [*facts.quoted, *facts.owed]
    for detail in get_args(Detail):
        facts.owed = [] if detail == "brief" else owed
        check(describe(draw(name), detail), detail, facts)
