"""Descriptions of real objects, which must equal those in ``golden/`` and follow the rules.

Each file there has a block of code that prepares, and then for each object a title, an expression, and its
description in each detail.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from ipytts import describe
from ipytts.description.detail import Detail
from tests.helpers.description_rules import check
from tests.helpers.golden_objects import Golden, golden_params, make_object, read_goldens
from tests.helpers.object_facts import facts

_FILES = sorted((Path(__file__).parent / "golden").glob("*.md"))
# Files whose numbers `test_result_facts` and `test_scientific_facts` check.
_RECOMPUTED = ("arrays", "models", "results", "networkx", "scipy", "statsmodels", "sympy", "xarray")


@pytest.mark.parametrize(("path", "golden"), golden_params(_FILES))
@pytest.mark.usefixtures("long_time_limit")
def test_descriptions_are_those_of_the_golden_file(
    path: Path, golden: Golden, names: dict[Path, dict[str, Any]], failures: list[str]
) -> None:
    failures.clear()
    thing = make_object(path, golden, names)
    assert set(golden.descriptions) <= set(get_args(Detail))
    assert {detail: describe(thing, detail) for detail in golden.descriptions} == golden.descriptions  # type: ignore[call-overload]
    if path.stem in _RECOMPUTED:
        for detail in get_args(Detail):
            check(describe(thing, detail), detail)
        assert not failures, failures[0]
        return
    known = facts(thing)
    required = known.required
    for detail in get_args(Detail):
        requires_names = golden.requires_names == "in each detail" or (
            golden.requires_names == "from normal on" and detail != "brief"
        )
        known.required = required[: {"brief": 5, "normal": 20, "full": 40}[detail]] if requires_names else []
        check(describe(thing, detail), detail, known)
    assert not failures, failures[0]


def test_golden_files_have_enough_objects() -> None:
    goldens = [golden for path in _FILES for golden in read_goldens(path)[1]]
    assert len(goldens) >= 60
    assert all({"brief", "normal"} <= golden.descriptions.keys() for golden in goldens)
