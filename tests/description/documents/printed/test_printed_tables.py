"""Printed tables: read where they are tables beyond doubt, in the words of the object that printed them."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from vega_datasets import data

from ipytts import describe
from ipytts.description.documents.printed.printed_info import describe_info_text
from ipytts.description.documents.printed.printed_tables import describe_printed_table, to_table

_BARLEY = pd.read_json(data.barley.filepath)
_MOVIES = pd.DataFrame(
    {
        "title": ["The Third Man", "Playtime", "Ran", "Solaris"],
        "minutes": [104, 115, 162, None],
        "seen": [True, False, True, True],
        "country": ["United Kingdom", "France", "Japan", "Soviet Union"],
    }
)
_FURNITURE = "Cost by name, 2 values: highest for chair, 40; lowest for lamp, 12.5. Lamp, 12.5; chair, 40."


def _info(frame: Any, **options: Any) -> str:
    buffer = io.StringIO()
    frame.info(buf=buffer, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "thing",
    [
        _MOVIES,
        _MOVIES.head(1),
        _MOVIES.set_index("title"),
        _MOVIES.minutes,
        _BARLEY.groupby("site")["yield"].mean(),
        _BARLEY.groupby(["year", "site"])["yield"].mean(),
        _BARLEY.pivot_table(index="site", columns="year", values="yield"),
        _BARLEY.groupby("site")["yield"].agg(["mean", "max"]),
        _BARLEY.groupby("site")[["yield"]].agg(["mean", "max"]),
        _BARLEY["yield"].describe(),
        _BARLEY.site.value_counts(),
        _BARLEY.year.value_counts(),
        pd.Series([2, -10, 3], index=["Oslo", "Rome", "Bern"]),
        pd.Series([-0.5, 1.25], index=pd.Index([3, 7], name="the hour of a day")),
        pd.DataFrame({"n": [3, 4]}, index=pd.to_datetime(["2024-01-31", "2024-02-29"])),
        pd.DataFrame(np.arange(60).reshape(3, 20) * 1000.5, columns=[f"wave {n}" for n in range(20)]),
        pl.DataFrame({"city": ["Oslo", "Rome"], "rain": [1.5, None]}),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_printed_table_is_described_as_the_object_that_printed_it(thing: Any) -> None:
    with pd.option_context("display.max_columns", None):
        assert describe_printed_table(str(thing)) == describe(thing)


@pytest.mark.parametrize(
    "text",
    [
        """
+----+-------+------+
|    | name  | cost |
|----+-------+------|
|  0 | lamp  | 12.5 |
|  1 | chair | 40   |
+----+-------+------+""",
        """
+-------+------+
| name  | cost |
+=======+======+
| lamp  | 12.5 |
+-------+------+
| chair | 40   |
+-------+------+""",
        """
name     cost
-----  ------
lamp     12.5
chair    40""",
        """
+-----+----+
| name|cost|
+-----+----+
| lamp|12.5|
|chair|  40|
+-----+----+""",
        """
 name  | cost
-------+------
 lamp  | 12.5
 chair |   40
(2 rows)""",
        """
| name  | cost |
|:------|-----:|
| lamp  | 12.5 |
| chair |   40 |""",
        """
┏━━━━━━━┳━━━━━━┓
┃ name  ┃ cost ┃
┡━━━━━━━╇━━━━━━┩
│ lamp  │ 12.5 │
│ chair │ 40   │
└───────┴──────┘""",
    ],
    ids=["psql", "grid", "simple", "Spark", "SQL", "pipe", "rich"],
)
def test_table_drawn_with_lines_is_described(text: str) -> None:
    assert describe_printed_table(text) == _FURNITURE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Done.",
        "a | b\nc | d",
        "total: 3\n--------",
        "Epoch 1/3\n loss: 3   acc: 4\nEpoch 2/3\n loss: 2   acc: 5",
        "   a  b",
        "  ann smith  3\n  bob jones  4",
        "          precision    recall\n\n       0       1.00      1.00\n\n accuracy               1.00",
        "[[1 2]\n [3 4]]",
        "first line of prose\nsecond line here",
        f"{'─' * 40}\nInput of 2 lines:\n{'─' * 40}\nleft of it  (3,4) ...\nright of x  (1,2) ...",
        "height (first): 0.85\nage    (other): 0.16\n",
        "'A     heron    caught a  small fish'\n'B-AN  O        O      O  O     B-X '\n",
        (
            "10 loops, best of 3: 154 ms per loop\nmemory of it: 1170.03 MiB, plus: 0.11 MiB\n"
            "10 loops, best of 3: 48.5 ms per loop\nmemory of it: 1170.08 MiB, plus: 0.05 MiB\n"
        ),
    ],
)
def test_other_text_is_no_table(text: str) -> None:
    assert describe_printed_table(text) is None


def test_part_of_a_printed_table_is_described_with_its_size() -> None:
    text = describe_printed_table(str(_BARLEY[["yield", "site"]]))
    assert text is not None
    assert text.startswith(
        f"A table of {len(_BARLEY)} rows and 2 columns. Row 1: yield 27, site University Farm."
    )
    assert text.endswith("115 more rows follow.")
    assert to_table(str(_BARLEY)) is None
    assert describe_printed_table(str(_BARLEY["yield"])) == (
        "A series of 120 values, yield. It begins with 27, 48.9, 27.4, 39.9 and 33."
    )


def test_info_of_a_frame_is_described_by_kinds_and_missing_values() -> None:
    expected = (
        "A table of 4 rows and 4 columns. 2 columns of text: title and country; 1 of decimals: minutes; "
        "1 of truth values: seen."
    )
    assert describe_printed_table(_info(_MOVIES)) == expected + " 1 value is missing, in minutes."
    assert describe_info_text(_info(_MOVIES, show_counts=False)) == expected
    assert describe_info_text(_info(_MOVIES.minutes)) == (
        "A series of 4 decimals, minutes. 1 value is missing."
    )
    assert describe_info_text(_info(pd.DataFrame(np.zeros((9, 300))))) == (
        "A table of 9 rows and 300 columns. 300 columns of decimals. The columns go from 0 to 299."
    )
    days = pd.DataFrame({"rain": [1.5, 2.5]}, index=pd.to_datetime(["2024-01-03", "2024-01-04"]))
    assert describe_info_text(_info(days)) == (
        "A table of 2 rows and 1 column, from January 3, 2024 to January 4, 2024. "
        "1 column of decimals: rain. Nothing is missing."
    )


def test_printed_types_are_described_as_the_types() -> None:
    assert describe_info_text(str(_MOVIES.dtypes)) == (
        "2 columns of text: title and country; 1 of decimals: minutes; 1 of truth values: seen."
    )
    assert describe_info_text("a    1\nb    2\ndtype: int64") is None


def test_empty_series_has_no_more_words() -> None:
    assert describe(pd.Series([], dtype=float)) == "An empty series."
