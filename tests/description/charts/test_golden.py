"""Descriptions of the charts of the gallery: the golden sentences in ``golden/``, the facts and the rules.

Each section of a golden file has the name of a chart; "full" is left out if it is the same as "normal".
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from ipytts import describe
from ipytts.description.detail import Detail
from tests.helpers import chart_facts, json_chart_facts  # noqa: F401 - they register their facts
from tests.helpers.chart_fact_builders import FACTS
from tests.helpers.chart_gallery import CHARTS
from tests.helpers.description_rules import check, numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable

_EPOCH, _MAX_DAYS = dt.datetime(1970, 1, 1), 100_000  # noqa: DTZ001 - charts show clock times
_FOLDER = Path(__file__).parent / "golden"
_DESCRIPTION = re.compile(r"^- \*\*(\w+)\*\*: (.*)$", re.MULTILINE)


def _read_golden() -> dict[str, dict[str, str]]:
    sections = [
        section
        for path in sorted(_FOLDER.glob("*.md"))
        for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    ]
    return {section.partition("\n")[0].strip(): dict(_DESCRIPTION.findall(section)) for section in sections}


GOLDEN = _read_golden()


def test_every_chart_of_the_gallery_has_golden_sentences_and_facts() -> None:
    assert GOLDEN.keys() == CHARTS.keys() == FACTS.keys()
    assert len(GOLDEN) >= 60


@pytest.mark.parametrize("name", CHARTS)
def test_describe_returns_the_golden_sentences(
    name: str, draw: Callable[[str], Any], failures: list[str]
) -> None:
    failures.clear()
    golden = GOLDEN[name]
    golden.setdefault("full", golden["normal"])
    assert {detail: describe(draw(name), detail) for detail in get_args(Detail)} == golden
    assert not failures, failures[0]


@pytest.mark.parametrize("name", CHARTS)
def test_describe_agrees_with_the_facts_and_the_rules(name: str, draw: Callable[[str], Any]) -> None:
    facts = FACTS[name]()
    places = [float(position) for data in facts.data for position in data.positions]
    stated = describe(draw(name), "facts")  # `test_facts` compares them with the data
    texts = [*(fact.text for fact in stated), *facts.quoted, *(data.name for data in facts.data)]
    facts.numbers += [*places, *(spoken.value for text in texts for spoken in numbers_in(text))]
    days = [*places, *(fact.value for fact in stated if isinstance(fact.value, float))]
    facts.dates += [_EPOCH + dt.timedelta(days=day) for day in days if abs(day) < _MAX_DAYS]
    required, facts.quoted = facts.required, [*facts.quoted, *facts.required]
    for detail in get_args(Detail):
        facts.required = [] if detail == "brief" else required
        check(describe(draw(name), detail), detail, facts)
