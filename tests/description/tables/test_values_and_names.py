"""Values, names and labels of tables: said as what they are."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from ipytts import describe


def _by(frequency: str, start: str = "2023-06-30", rows: int = 3) -> Any:
    index = pd.date_range(start, periods=rows, freq=frequency)
    return pd.DataFrame({"visits": range(7, 7 + rows), "sales": range(rows)}, index=index)


@pytest.mark.parametrize(
    ("frequency", "label"),
    [
        ("ME", "June 2023"),
        ("MS", "July 2023"),
        ("BME", "June 2023"),
        ("QE", "quarter 2 of 2023"),
        ("QS", "quarter 3 of 2023"),
        ("QE-JAN", "July 2023"),
        ("YE", "2023"),
        ("YS", "2024"),
        ("YE-JUN", "June 2023"),
        ("W", "the week to July 2, 2023"),
        ("D", "June 30, 2023"),
        ("h", "June 30, 2023"),
        ("2ME", "June 2023"),
    ],
)
def test_dates_of_an_index_are_the_periods_that_they_stand_for(frequency: str, label: str) -> None:
    assert f"For {label}, visits is 7" in describe(_by(frequency))


def test_dates_without_a_frequency_are_periods_where_all_begin_or_end_one() -> None:
    months = pd.to_datetime(["2023-02-28", "2023-05-31", "2023-06-30"])
    frame = pd.DataFrame({"day": [*months] * 9, "n": range(27)})
    assert "from February 2023 to June 2023" in describe(frame)
    frame["day"] += pd.Timedelta(days=1, hours=5)
    assert "from March 1, 2023 at 5:00 AM" in describe(frame)
    near = [dt.date(2023, 2, 28), dt.date(2023, 5, 30)]
    assert "February 28, 2023" in describe(pd.DataFrame({"day": near * 9, "n": range(18)}))


def test_dates_of_polars_are_the_periods_that_they_stand_for() -> None:
    quarters = [dt.date(2022, 3, 31), dt.date(2022, 6, 30), dt.date(2022, 9, 30)]
    frame = pl.DataFrame({"end": quarters, "visits": [4, 5, 6]})
    assert "Quarter 1 of 2022, 4; quarter 2 of 2022, 5; quarter 3 of 2022, 6." in describe(frame)


def test_periods_are_a_range_of_time() -> None:
    frame = pd.DataFrame({"month": pd.period_range("2023-11", periods=30, freq="M"), "n": range(30)})
    assert "Month: from November 2023 to April 2026." in describe(frame)


@pytest.mark.parametrize(
    ("shares", "text"),
    [
        ({"rail": 61.5, "road": 38.5}, "highest for rail, 61.5"),
        ({"rail": 0.5, "road": 0.2}, "highest for rail, 0.5"),
        ({"rail": 0.625, "road": 0.375}, "rail, 62.5 percent; road, 37.5 percent"),
        ({"rail": 2, "road": -1}, "highest for rail, 2"),
    ],
    ids=["above 1", "not all", "of one whole", "whole numbers"],
)
def test_only_shares_of_one_whole_are_percent(shares: dict[str, float], text: str) -> None:
    assert text in describe(pd.Series(shares, name="share"))


def test_first_shares_of_value_counts_are_percent() -> None:
    counts = pd.Series([*"aaaabbcd"]).value_counts(normalize=True).head(2)
    assert describe(counts) == "Shares, 2 values: a, 50 percent; b, 25 percent."


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["x", None], "2 columns: x and the column without a name."),
        (["x", float("nan")], "2 columns: x and the column without a name."),
        (["", None], "2 columns: the first column without a name and the second column without a name."),
        (["x", "x"], "2 columns: the first x and the second x."),
        ([0, 1], "2 columns: column 0 and column 1."),
        ([1987, 1988], "2 columns: 1987 and 1988."),
        ([True, 2.5], "2 columns: true and column 2.5."),
        ([("a", "sum"), ("a", "size")], "2 columns: a sum and a size."),
        ([dt.date(2023, 5, 6), "in bar with half"], "2 columns: May 6, 2023 and in bar with half."),
        (["nan", "12e3"], "2 columns: nan and 12e3."),
        (["<b>", 'b"x"'], '2 columns: <b> and b"x".'),
    ],
    ids=str,
)
def test_each_column_has_a_name_of_its_own(names: list[Any], text: str) -> None:
    frame = pd.DataFrame([[1, 2], [3, 4]])
    frame.columns = pd.Index(names, dtype=object)
    assert describe(frame, "brief") == f"A table of 2 rows and {text}"


def test_a_missing_label_and_a_missing_name_of_a_series() -> None:
    counts = pd.Series(["x", None, "x"]).value_counts(dropna=False)
    assert describe(counts) == "Counts, 2 values and 3 in all: x, 2; missing, 1."
    assert describe(pd.Series([2, 1], index=["b", "a"])).startswith("A series of 2 values: highest for b, 2;")


def test_identifiers_have_no_mean_and_no_extremes() -> None:
    orders = pd.DataFrame(
        {
            "order_id": range(70_001, 70_091),
            "zipCode": [10115, 20095, 80331] * 30,
            "number": range(90),
            "paid": [1.5, 2.5] * 45,
        }
    )
    text = describe(orders, "full")
    assert "Order id: all different." in text
    assert "zipCode: 10115, 20095 and 80331, 30 times each." in text
    assert "Number: all different." in text
    assert "Paid: from 1.5 to 2.5, mean 2, median 2, standard deviation 0.503." in text
    assert describe(pl.DataFrame(orders.to_dict("list")), "full") == text
    assert "order id 70001" in describe(orders.head(2))


def test_repeated_numbers_are_no_identifiers_because_of_a_name_such_as_number() -> None:
    assert "Number: from 1 to 2, mean 1.5" in describe(pd.DataFrame({"number": [1, 2] * 40, "x": range(80)}))


def test_means_of_groups_have_no_mean() -> None:
    teams = pd.Index([*"abcdefghijklmnopqrst"], name="team")
    groups = pd.DataFrame({"height": np.linspace(1.6, 1.9, 20), "n": range(20)}, index=teams)
    assert "mean" not in describe(groups, "full")
    assert "mean" not in describe(groups.height, "normal")
    assert "mean" in describe(groups.reset_index(drop=True), "normal")


def test_counts_of_missing_values_are_described_as_such() -> None:
    missing = pd.Series({"age": 4, "city": 0, "income": 1}, name="missing values")
    assert describe(missing) == "5 values are missing in all, 4 in age and 1 in income."
    assert describe(missing * 0) == "No values are missing."
    assert describe(missing.rename(None)).startswith(
        "A series of 3 values: highest for age, 4; lowest for city, 0."
    )


def test_different_numbers_never_sound_alike() -> None:
    close = pd.Series([2.71828, 2.71829, 2.5], index=[*"abc"], name="level")
    assert describe(close) == (
        "Level, 3 values: highest for b, 2.71829; lowest for c, 2.5. A, 2.71828; b, 2.71829; c, 2.5."
    )
    assert "V: from 2.71828 to 2.71829" in describe(pd.DataFrame({"v": [2.71828, 2.71829] * 50}))
    assert "v 2.71828" in describe(pd.DataFrame({"v": [2.71828, 2.71829], "w": 1}))
    assert "from 2.71828 to 2.71829" in describe(np.array([2.71828, 2.71829] * 50))
    assert "from 2.71828 to 2.71829" in describe([2.71828, 2.71829] * 50)


def test_only_a_perfect_correlation_is_1() -> None:
    frame = pd.DataFrame({"a": [1, 2, 3, 4], "b": [1, 2, 3, 4.2], "c": [2, 4, 6, 8]})
    text = describe(frame.corr())
    assert text.startswith("Correlations among 3 columns: the strongest is 1, between a and c.")
    assert "A and b: 0.999" in text
    nearly = pd.DataFrame([[1, 1 - 1e-9], [1 - 1e-9, 1]], index=[*"ab"], columns=[*"ab"])
    assert describe(nearly) == "The correlation of a and b is almost 1."


def test_equal_values_are_said_as_equal() -> None:
    votes = pd.DataFrame({"vote": ["yes", "no"] * 40 + ["a", "b", "c", "d"], "n": 3})
    text = describe(votes)
    assert "Vote: 6 different values, most often no and yes, 40 times each." in text
    assert "N: always 3." in text
    teams = pd.DataFrame({"team": [f"team {letter}" for letter in "abcdefgh"] * 5, "n": range(40)})
    assert "Team: 8 different values, 5 times each." in describe(teams)


def test_an_extreme_has_no_label_that_other_rows_have_too() -> None:
    index = pd.Index(["x", "y", "y", "z"], name="team")
    others = dict.fromkeys("cdefg", 1)
    frame = pd.DataFrame({"a": [1, 2, 3, 4], "b": [5, 8, 8, 6], **others}, index=index)
    text = describe(frame)
    assert "A: lowest for x, 1, highest for z, 4." in text
    assert "B: lowest for x, 5, highest for y, 8." in text
    assert "A: from 1 to 3." in describe(frame.head(3))


def test_values_that_differ_by_rounding_errors_alone_are_equal() -> None:
    shares = pd.Series([0.7 + 0.1, 0.8], index=["left", "right"])
    assert describe(shares) == "A series of 2 values: always 0.8. Left, 0.8; right, 0.8."
    three = pd.Series([0.7 + 0.1, 0.8, 0.5], index=[*"xyz"], name="share")
    assert "highest for x and y, 0.8; lowest for z, 0.5" in describe(three)
    pivot = pd.DataFrame([[3.3, 1.1 * 3], [3.3, 3.3]], index=[*"ab"], columns=[*"cd"])
    pivot = pivot.rename_axis(index="row", columns="side")
    assert describe(pivot, "brief") == "Values by row and side, 2 by 2: always 3.3."
    many = [0.7 + 0.1, 0.8] * 40
    assert "V: always 0.8." in describe(pd.DataFrame({"v": many, "n": 1}))
    assert "V: always 0.8." in describe(pl.DataFrame({"v": many, "n": [1] * 80}))
    assert describe(np.array(many), "brief") == "An array of 80 numbers, always 0.8."
    assert describe(many, "brief") == "A list of 80 numbers, always 0.8, mean 0.8."
    assert describe(sorted(many), "brief") == "A list of 80 numbers, always 0.8, mean 0.8."


def test_underscores_are_spaces_only_in_names_of_columns_and_axes() -> None:
    files = pd.Series(
        [3, 8], index=pd.Index(["train_set.csv", "test_set.csv"], name="file_name"), name="n_rows"
    )
    text = describe(files)
    assert text.startswith("N rows by file name, 2 values: highest for test_set.csv, 8;")
    assert "train_set.csv, 3" in text
    frame = pd.DataFrame({"file_name": ["train_set", "test_set"] * 20, "n_rows": 5})
    assert "File name: test_set and train_set, 20 times each." in describe(frame)
    assert "file name train_set, n rows 5." in describe(frame.head(1))
    assert describe({"top_k": "a_1"}) == "A dict of 1 entry: top_k is a_1."
    counts = frame.groupby("file_name")
    assert describe(counts) == (
        "A grouping of 40 rows by file name into 2 groups: test_set, 20 rows; train_set, 20 rows."
    )


@pytest.mark.parametrize("name", ["Total", "total", "All", "Sum"])
def test_totals_are_no_extremes(name: str) -> None:
    sales = pd.Series({"north": 4, "south": 9, "west": 1, name: 14}, name="sales")
    text = describe(sales)
    assert text.startswith("Sales, 3 values and their total: highest for south, 9; lowest for west, 1.")
    assert f"{name}, 14" in text
    stock = pd.DataFrame(np.arange(21.0).reshape(3, 7), index=[*"xyz"], columns=[*"abcdefg"])
    stock.loc[name] = stock.sum()
    assert "A: lowest for x, 0, highest for z, 14, mean 7." in describe(stock)


def test_margins_of_a_table_of_counts_are_no_extremes() -> None:
    trips = pd.DataFrame({"city": [*"aaabbc"], "by": ["bus", "bus", "car", "bus", "car", "car"]})
    counts = pd.crosstab(trips.city, trips.by, margins=True)
    assert describe(counts, "brief") == (
        "Values by city and by, 3 by 2, with totals: highest for a and bus, 2; lowest for c and bus, 0."
    )


def test_a_row_that_is_called_total_but_is_no_sum_may_be_an_extreme() -> None:
    assert "highest for Total, 20" in describe(pd.Series({"x": 4, "y": 5, "Total": 20}))


def test_the_types_of_columns_are_described_by_name() -> None:
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(["2023-05-01"]),
            "n_trips": [3],
            "rain": [0.5],
            "is_open": [True],
            "line": pd.Categorical(["a"]),
            "name": pd.array(["x"], "string"),
            "other": pd.Series([[1]], dtype=object),
        }
    )
    assert describe(frame.dtypes) == (
        "1 column of dates: day; 1 of whole numbers: n trips; 1 of decimals: rain; 1 of truth values: is "
        "open; 1 of categories: line; 1 of text: name; 1 of text or other objects: other."
    )


def test_whole_numbers_that_would_sound_alike_are_exact() -> None:
    keys = pd.Series([2**61, 2**61 + 5], index=["a", "b"])
    assert describe(keys).startswith(
        "A series of 2 values: highest for b, 2,305,843,009,213,693,957; "
        "lowest for a, 2,305,843,009,213,693,952."
    )


def test_few_rows_of_texts_with_an_index_are_read_row_by_row() -> None:
    towns = pd.DataFrame(
        {
            "mayor": ["Ann Applegate-Archer", "Bo Bergstrom-Bondi"],
            "motto": ["Ever onward to the sea, and never back", "Bread before all"],
            "river": ["Arno", "Bere"],
            "page": ["https://www.example.org/towns/asti", "https://example.org/"],
            "date_of_census": [1871, 1902],
            "kind": ["port", "fort"],
            "saint": ["Agnes", "Blaise"],
        },
        index=pd.Index([104, 250], name="town_id"),
    )
    assert describe(towns) == (
        "A table of 2 rows and 7 columns by town id. For town id 104: mayor Ann Applegate-Archer, "
        "motto Ever onward to the sea, and never back, river Arno, page a link to example.org, asti, "
        "date of census 1871, kind port, saint Agnes. For town id 250: Bo Bergstrom-Bondi, Bread before all, "
        "Bere, a link to example.org, 1902, fort, Blaise."
    )


def test_series_of_different_texts_begins_with_its_first_ones() -> None:
    names = pd.Series([f"{letter}lf" for letter in "abcdefghij"], index=pd.Index(range(20, 30), name="elf"))
    assert "It begins: elf 20, alf; elf 21, blf;" in describe(names)
