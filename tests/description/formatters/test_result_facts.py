"""The facts about results in ``golden/``, recomputed; and no number of a description that is not a fact."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from ipytts import describe
from ipytts.description.detail import Detail
from tests.helpers.description_rules import unstated_numbers
from tests.helpers.golden_objects import Golden, golden_params, make_object
from tests.helpers.recomputed_facts import check_facts
from tests.helpers.recomputed_results import names_in, recompute_result

_FILES = [Path(__file__).parent / "golden" / f"{name}.md" for name in ("arrays", "models", "results")]

_PLACE = re.compile(r"\b(?:[Ll]ist|[Rr]ow|column) \d+(?=:| in)")


@pytest.mark.parametrize(("path", "golden"), golden_params(_FILES))
@pytest.mark.usefixtures("long_time_limit")
def test_numbers_of_a_result_are_facts_that_its_data_have(
    path: Path, golden: Golden, names: dict[Path, dict[str, Any]]
) -> None:
    thing = make_object(path, golden, names)
    facts = [*describe(thing, "facts"), *describe.phrase(thing, 1000).facts]  # of a full and a brief one
    check_facts(thing, facts, recompute_result)
    stated, quoted = [fact.text for fact in facts], list(names_in(thing))
    for detail in get_args(Detail):
        text = _PLACE.sub("…", describe(thing, detail))
        assert not unstated_numbers(text, stated, quoted), text
