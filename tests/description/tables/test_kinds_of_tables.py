"""What a small table is: rows of other data, a record, values of groups or shares."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest

from ipytts import describe
from ipytts.description.documents.mime_bundles import Bundle, to_passages
from tests.helpers.recomputed_facts import check_facts

_STORES = pd.DataFrame(
    {
        "year": [2016, 2017, 2018, 2019],
        "town": ["Bari", "Graz", "Bari", "Linz"],
        "floor": ["low", "high", "high", "low"],
        "profit": [4.5, 6.5, 12.0, 7.0],
        "visits": [120, 90, 410, 300],
    }
)
_PEOPLE = pd.DataFrame(
    {"birthyear": [1961, 1974], "hire_date": [1989, 2001], "children": [2, 0]}, index=["Ida", "Jon"]
)
_SUMS = _STORES.pivot_table(index=["town", "floor"], values="visits", aggfunc="sum", margins=True)
_FLOORS = pd.crosstab(_STORES.town, _STORES.floor, normalize="index", margins=True)


def _saved(thing: Any) -> str:
    data = {"text/plain": repr(thing)}
    if hasattr(thing, "_repr_html_"):
        data["text/html"] = thing._repr_html_()
    return " ".join(passage.text for passage in to_passages(Bundle(data)))


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (
            _STORES.tail(2),
            "Row 1: year 2018, town Bari, floor high, profit 12, visits 410. Row 2: 2019",
        ),
        (_STORES.iloc[[2]], "A table of 1 row and 5 columns: year 2018, town Bari"),
        (_STORES[["town", "floor"]].iloc[1:3], "Row 1: town Graz, floor high. Row 2: Bari, high."),
        (_STORES[["year", "profit"]], "Profit by year, 4 values: highest for 2018, 12;"),
        (_STORES.groupby("floor", as_index=False).profit.max(), "Profit by floor, 2 values"),
        (_STORES.mean(numeric_only=True), "A series of 3 values: year 2017.5, profit 7.5, visits 230."),
        (_PEOPLE.loc["Jon"], "Jon, 3 values: birthyear 1974, hire date 2001, children 0."),
        (_PEOPLE.astype(object).loc["Ida"], "Ida, 3 values: birthyear 1961, hire date 1989, children 2."),
        (
            _PEOPLE.loc[["Ida"]],
            "A table of 1 row and 3 columns, Ida: birthyear 1961, hire date 1989,",
        ),
        (_PEOPLE.T, "For birthyear, Ida is 1961 and Jon is 1974."),
        (_STORES.describe(), "Year: mean 2017.5, standard deviation 1.29, from 2016 to 2019, median 2017.5."),
        (
            _STORES.groupby("floor").agg({"year": ["min", "max"]}),
            "For high, year min is 2017 and year max",
        ),
        (
            pd.Series([8, 3, 5], index=[4, 1, 9], name="rooms"),
            "highest for label 4, 8; lowest for label 1",
        ),
        (pd.Series({3: "tin", 1: "oak"}), "A series of 2 texts: label 3, tin; label 1, oak."),
        (pd.Series([4, 4, 9]).value_counts(), "Counts, 2 values and 3 in all: value 4, 2; value 9, 1."),
        (pd.Series(["4", "4", "9"]).value_counts(), "Counts, 2 values and 3 in all: value 4, 2; value 9, 1."),
        (pd.Series([1, 0, 0]).value_counts(), "Counts, 2 values and 3 in all: value 0, 2; value 1, 1."),
        (pd.Series([8, 3, 5]), "A series of 3 whole numbers: 8, 3 and 5."),
        (_SUMS, "Visits by town and floor, 4 values and their total: highest for Bari, high, 410;"),
        (pd.Series({"a": 3, "b": 4, "Total": 7}), "A series of 2 values and their total: highest for b, 4;"),
        (
            _FLOORS,
            "Shares by floor within each town, 3 by 2, and for all together: highest 100",
        ),
        (
            pd.crosstab(_STORES.town, _STORES.floor, normalize=True),
            "Shares of all by town and floor, 3 by",
        ),
        (
            pd.crosstab(_STORES.town, _STORES.floor, normalize="columns"),
            "Shares by town within each floor",
        ),
        (_STORES.head(1).groupby("town")[["profit"]].sum(), "Profit for Bari: 4.5."),
        (
            pd.concat({"2016": _PEOPLE, "2017": _PEOPLE}, names=["edition", "who"]),
            "For edition 2016, Ida,",
        ),
    ],
    ids=range(25),
)
def test_small_table_is_described_as_what_it_is_live_and_saved(thing: Any, words: str) -> None:
    assert words in describe(thing)
    assert _saved(thing) == describe(thing).replace("_", " ")  # a script says names without underscores
    check_facts(thing, describe(thing, "facts"))


def test_terms_of_a_model_are_described_by_intervals_or_f_and_p() -> None:
    bounds = pd.DataFrame({0: [2.5, -1.25], 1: [4.5, 0.5]}, index=["Intercept", "age"])
    words = "Intervals of 2 terms: Intercept from 2.5 to 4.5; age from minus 1.25 to 0.5."
    assert describe(bounds) == _saved(bounds) == words
    check_facts(bounds, describe(bounds, "facts"))
    rows = {"df": [1.0, 30.0], "sum_sq": [8.5, 60.0], "F": [4.25, None], "PR(>F)": [0.0479, None]}
    anova = pd.DataFrame(rows, index=["dose", "Residual"])
    assert (
        describe(anova)
        == _saved(anova)
        == (
            "An analysis of variance of 1 term: dose: F 4.25, p 0.048, 1 degree of freedom. "
            "Residual: 30 degrees of freedom."
        )
    )


def test_yes_and_no_of_people_are_these_people() -> None:
    index = pd.MultiIndex.from_product([["Fri", "Sat"], ["No", "Yes"]], names=["day", "smoker"])
    bills = pd.Series([12.5, 14.0, 9.5, 20.0], index=index, name="bill")
    assert "highest for Saturday, smokers, 20; lowest for Saturday, non-smokers, 9.5" in describe(bills)
    assert _saved(bills) == describe(bills)
    check_facts(bills, describe(bills, "facts"))


def test_style_is_described_alike_live_and_saved() -> None:
    frame = pd.DataFrame({"rent": [7.5, None, 12.0], "share": [0.25, 0.5, 0.125]})
    style = frame.style.format({"share": "{:.0%}"}, na_rep="unknown")
    words = "Row 1: rent 7.5, share 25 percent. Row 2: unknown, 50 percent. Row 3: 12, 12 percent."
    assert words in describe(style)
    assert _saved(style) == describe(style)


def test_years_of_polars_have_no_separator() -> None:
    assert "2016, 1.5; 2018, 2" in describe(pl.DataFrame({"y": [2016, 2018], "v": [1.5, 2.0]}))
    text = describe(pl.DataFrame({"y": range(1990, 2020), "v": ["a", "b"] * 15}))
    assert "Y: from 1990 to 2019." in text
