"""Formulas that no rule was written for: `python -m tests.helpers.judged_formulas` writes their words."""

from __future__ import annotations

from collections import Counter

import pytest

from ipytts.description.documents.mathematics.formulas import UNREADABLE, describe_formula
from tests.helpers import judged_formulas

_FORMULAS = judged_formulas.read()


@pytest.mark.parametrize("entry", _FORMULAS, ids=[f"{place:03}" for place in range(len(_FORMULAS))])
def test_formula_has_the_words_that_were_judged(entry: dict[str, str]) -> None:
    assert describe_formula(entry["latex"], entry["macros"]) == entry["words"]
    assert entry["verdict"] in judged_formulas.VERDICTS
    assert (entry["words"] == UNREADABLE) == (entry["verdict"] == "unreadable")


def test_at_least_95_percent_are_right_or_acceptable() -> None:
    verdicts = Counter(entry["verdict"] for entry in _FORMULAS)
    assert len(_FORMULAS) == 100
    assert verdicts["right"] + verdicts["acceptable"] >= 95
