"""The facts of "facts" about the charts of the gallery, recomputed from their data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ipytts import describe
from tests.helpers import (  # noqa: F401 - they register
    chart_facts,
    json_chart_facts,
    recomputed_claims,
    recomputed_fields,
    recomputed_groups,
    recomputed_ranks,
    recomputed_remarks,
)
from tests.helpers.chart_fact_builders import FACTS
from tests.helpers.chart_gallery import CHARTS
from tests.helpers.description_rules import unstated_numbers
from tests.helpers.recomputed_charts import problems

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("name", CHARTS)
def test_facts_about_a_chart_are_those_of_its_data(name: str, draw: Callable[[str], Any]) -> None:
    assert not problems(describe(draw(name), "facts"), FACTS[name]())


@pytest.mark.parametrize("name", CHARTS)
def test_each_number_of_a_description_of_a_chart_is_a_fact_or_in_a_name(
    name: str, draw: Callable[[str], Any]
) -> None:
    chart, facts = draw(name), FACTS[name]()
    names = [label for data in facts.data for label in (data.name, *data.x)]
    stated = [fact.text for fact in describe(chart, "facts")]
    quoted = [*facts.quoted, *facts.required, *names]
    assert not unstated_numbers(describe(chart, "full"), stated, quoted)
