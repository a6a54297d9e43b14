"""The facts about results in ``golden/``, recomputed; and no number of a description that is not a fact."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from ipytts import describe
from ipytts.description.detail import Detail
from tests.helpers.description_rules import unstated_numbers
from tests.helpers.golden_objects import Golden, make_object, read_goldens
from tests.helpers.recomputed_facts import check_facts
from tests.helpers.recomputed_results import names_in, recompute_result

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = [Path(__file__).parent / "golden" / f"{name}.md" for name in ("arrays", "models", "results")]

_PLACE = re.compile(r"\b(?:[Ll]ist|[Rr]ow|column) \d+(?=:| in)")


def _all() -> Iterator[Any]:
    for path in _FILES:
        for golden in read_goldens(path)[1]:
            yield pytest.param(path, golden, id=f"{path.stem}-{golden}")


@pytest.fixture(scope="module")
def names() -> dict[Path, dict[str, Any]]:
    """Return a store for the names that each file defines for its objects."""
    return {}


@pytest.mark.parametrize(("path", "golden"), list(_all()))
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
