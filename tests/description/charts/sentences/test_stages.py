"""Funnels, tables in figures, prices and letter values."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns

from ipytts import describe
from ipytts.description.charts.model import Axis, Curve
from ipytts.description.charts.stage_marks import Funnel, TextTable
from tests.helpers.chart_panels import array, words_of


def test_funnel_has_the_share_that_is_left() -> None:
    words = words_of(Funnel("", ["seen", "asked", "paid"], array(200, 50, 20)))
    assert words.startswith(
        "A funnel chart with 3 stages: from 200 at seen to 20 at paid, 10 percent. "
        "Asked 50, 25 percent of the stage before; paid 20, 40 percent of the stage before."
    )


def test_funnel_that_begins_at_0_has_no_shares() -> None:
    assert "percent" not in words_of(Funnel("", ["a", "b", "c"], array(0, 0, 5)))


def test_table_is_read_by_rows() -> None:
    words = words_of(TextTable(["Town", "Rooms"], [["Bergen", "12"], ["Voss", ""]]))
    assert "the columns are Town and Rooms. Bergen: Rooms 12. Voss: Rooms empty." in words


def test_table_without_a_header_has_no_names() -> None:
    figure, axes = plt.subplots()
    axes.table([["4", "5"], ["6", "7"]])
    assert describe(figure) == "A table with 2 rows and 2 columns. 4: 5. 6: 7."


def test_prices_have_their_extremes_and_ends() -> None:
    curve = Curve(
        "", array(0, 1, 2), array(12, 11, 14), array(9, 8, 11), array(13, 12.5, 15), "prices",
        opening=array(10, 12, 11),
    )  # fmt: skip
    words = words_of(curve, x=Axis(kind="date"))
    assert "The highest price is 15, on January 3, 1970, the lowest 8, on January 2, 1970." in words
    assert "It opens at 10 and closes at 14." in words
    assert "In 2 of 3 periods it closes above its opening price, in 1 below." in words


def test_letter_values_lie_in_the_box_with_the_median() -> None:
    values = np.arange(1.0, 102)
    table = pd.DataFrame({"kind": ["a"] * 101, "size": values})
    words = describe(sns.boxenplot(table, x="size", y="kind").figure)
    assert words.startswith("A letter-value plot of size")
    assert "between 26 and 76" in words
