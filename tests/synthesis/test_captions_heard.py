"""Captions of the built-in voice, against where a recognizer hears their words."""

from __future__ import annotations

import pytest

from ipytts import Speech, speak
from tests.helpers.environment import require
from tests.helpers.heard_captions import delays

pytestmark = pytest.mark.ear

# Numbers of one to six digits: what is written says little about how long it is spoken.
_ROWS = {
    "apples": "8, 24, 7, 12, 19.",
    "pears": "245263, 98919, 135803, 236528, 37175.",
    "plums": "0, 1, 2, 0, 1.",
    "grapes": "224730, 288497, 27631, 217436, 87943.",
    "lemons": "2, 0, 2, 0, 0.",
    "melons": "12, 15, 8, 3, 12.",
    "cherries": "1366, 2330, 1088, 1839, 2318.",
    "oranges": "6, 3, 7, 7, 2.",
    "peaches": "420475, 101333, 341224, 820376, 273301.",
    "berries": "83, 73, 5, 74, 11.",
    "figs": "128193, 11877, 215558, 158576, 261628.",
    "nuts": "1, 0, 1, 1, 2.",
}


@pytest.fixture(scope="module")
def table(clean_environment: None) -> Speech:
    require("hibari")
    rows = (f"Row {number}, {name}: {cells}" for number, (name, cells) in enumerate(_ROWS.items(), 1))
    return speak(" ".join(rows), service="builtin", response_format="wav")


def test_captions_of_a_table_of_short_cells_are_in_time(table: Speech) -> None:
    errors = delays(table)
    assert len(errors) >= 8  # the recognizer misses some words
    assert max(map(abs, errors.values())) < 1, errors
