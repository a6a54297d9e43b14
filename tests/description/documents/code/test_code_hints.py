"""What the code of a cell reveals of its value."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ipytts.description.documents.code.code import describe_code
from ipytts.description.documents.code.code_hints import describe_year, result_of
from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages

_WAGES = pd.DataFrame({"hours": [30.5, None, 41.0], "town": ["Graz", "Linz", None]})


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("wages = load()\nwages.sort_values('hours').tail(2)", "The last rows"),
        ("wages.isnull().sum()", "Missing values by column"),
        ("wages.isna().sum(axis=1)", ""),
        ("wages.sum()", ""),
        ("model.pvalues", "P values"),
        ("wages.head(2)  # and no more\n", "The first rows"),
        ("wages.head(2);", ""),
        ("first = wages.head(2)", ""),
        ("wages.head(2", ""),
        ("", ""),
    ],
)
def test_last_expression_of_code_gives_a_known_result(code: str, words: str) -> None:
    assert result_of(code) == words


def test_result_is_named_before_the_table_that_is_saved_or_live() -> None:
    counts = _WAGES.isna().sum()
    saved = {"output_type": "execute_result", "data": {"text/plain": repr(counts)}}
    live = {"output_type": "execute_result", "object": counts}
    for output in (saved, live):
        (passage,) = to_passages([output], Context(code="wages.isna().sum()"))
        assert passage.text.startswith("Missing values by column. A series of 2 values")
    page = {"text/plain": repr(_WAGES), "text/html": _WAGES._repr_html_()}
    shown = {"output_type": "execute_result", "data": page}
    (passage,) = to_passages([shown], Context(code="wages.head(3)"))
    assert passage.text.startswith("The first rows. A table of 3 rows and 2 columns.")


def test_a_result_that_is_no_table_is_described_without_the_code() -> None:
    answer = {"output_type": "execute_result", "data": {"text/plain": "<Response [200]>"}}
    (passage,) = to_passages([answer], Context(code="requests.head(address)"))
    assert passage.text == "Response 200."


def test_years_of_an_array_have_no_separator_live_and_saved() -> None:
    shown = {"output_type": "execute_result", "data": {"text/plain": "array([1987, 1989, 2004])"}}
    words = "An array of 3 whole numbers: {}."
    for code, years in (("wages.year.unique()", "1987, 1989 and 2004"), ("wages", "1,987, 1,989 and 2,004")):
        for output in (shown, {"object": np.array([1987, 1989, 2004])}):
            texts = [passage.text for passage in to_passages([output], Context(code=code))]
            assert texts == [words.format(years)]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("day.year", "1987."),
        ("wages['Year'].max()", "1987."),
        ("int(max(wages.year))", "1987."),
        ("wages.year.iloc[0]", "1987."),
        ("start_year", "1987."),
        ("wages.year.sum()", "1,987."),
        ("wages_per_year", "1,987."),
        ("len(year)", "1,987."),
        ("year + 1", "1,987."),
        ("n_years", "1,987."),
    ],
)
def test_number_that_the_code_calls_a_year_has_no_separator_live_and_saved(code: str, words: str) -> None:
    shown = {"output_type": "execute_result", "data": {"text/plain": "1987"}}
    for output in (shown, {"object": 1987}):
        assert [passage.text for passage in to_passages([output], Context(code=code))] == [words]


def test_names_of_thousands_of_parts_do_not_stop_a_description() -> None:
    name = "flock" + ".nest" * 2_000
    assert describe_code(f"x = {name}()", "summary").startswith("Code: sets x by flock.nest")
    assert describe_year("wages" + "[0]" * 2_000, 2012) == ""
