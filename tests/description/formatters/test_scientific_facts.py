"""The facts about objects of scientific libraries in ``golden/``, recomputed with these libraries."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from ipytts import describe
from ipytts.description.detail import Detail
from tests.helpers import recomputed_graphs_and_grids  # noqa: F401 - registers its functions
from tests.helpers.description_rules import unstated_numbers
from tests.helpers.golden_objects import Golden, golden_params, make_object
from tests.helpers.recomputed_facts import check_facts
from tests.helpers.recomputed_models import recompute_science

_NAMES = ("networkx", "scipy", "statsmodels", "xarray")
_FILES = [Path(__file__).parent / "golden" / f"{name}.md" for name in _NAMES]
_LEVELS = ["0.05", "0.001", "0.999", "95 percent"]  # that descriptions compare with


@pytest.mark.parametrize(("path", "golden"), golden_params(_FILES))
@pytest.mark.usefixtures("long_time_limit")
def test_numbers_of_scientific_objects_are_facts_that_they_have(
    path: Path, golden: Golden, names: dict[Path, dict[str, Any]]
) -> None:
    thing = make_object(path, golden, names)
    facts = describe(thing, "facts")
    check_facts(thing, facts, recompute_science)
    stated = [fact.text for fact in facts]
    in_names = [str(name) for fact in facts for name in (fact.of, fact.at) if name is not None]
    quoted = [*in_names, *_LEVELS, *_orders(thing), *_names(thing)]
    for detail in get_args(Detail):
        assert not unstated_numbers(describe(thing, detail), stated, quoted)


def _orders(thing: Any) -> list[str]:
    """Return the orders of a model of a time series, which are in its name and in those of its terms."""
    order = getattr(getattr(thing, "model", None), "order", ())
    return [str(number) for number in order if isinstance(number, int)]


def _names(thing: Any) -> list[str]:
    """Return the names of the nodes of a graph."""
    nodes = getattr(thing, "nodes", ())
    return [f"node {node}" for node in nodes] if not callable(nodes) or hasattr(nodes, "data") else []
