from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from ipytts.description.documents import html, html_tables
from ipytts.description.documents.passages import Section
from ipytts.description.documents.tables import Grid, describe_grid, make_grid

if TYPE_CHECKING:
    from bs4 import Tag


def table(page: str) -> Tag:
    found = BeautifulSoup(page, "html.parser").table
    assert found is not None
    return found


def test_read_table_repeats_cells_that_span_rows_or_columns() -> None:
    grid = html_tables.read_table(
        table(
            "<table><tr><th></th><th colspan=2>bill</th></tr><tr><th></th><th>mean</th><th>sd</th></tr>"
            "<tr><th rowspan=2>Adelie</th><td>38</td><td>2</td></tr><tr><td>39</td><td>3</td></tr></table>"
        )
    )
    assert grid == Grid(("bill, mean", "bill, sd"), (("38", "2"), ("39", "3")), ("Adelie", "Adelie"))


def test_read_table_takes_a_row_of_index_names_as_header() -> None:
    grid = html_tables.read_table(
        table(
            "<table class=dataframe><thead><tr><th>Focal</th><th>W</th></tr>"
            "<tr><th>Neighbor</th><th></th></tr></thead><tbody><tr><th>B</th><td>10</td></tr></tbody></table>"
        )
    )
    assert grid == Grid(
        ("W",), (("10",),), ("B",), label_names=("Neighbor",), columns_name="Focal", is_data=True
    )
    assert describe_grid(grid) == "W by Neighbor, 1 value: always 10. B, 10."


def test_table_that_pandas_cut_is_described_with_caption_and_full_shape() -> None:
    grid = html_tables.read_table(
        table(
            "<div><table><caption>Birds</caption><tr><th></th><th>n</th><th>...</th></tr>"
            "<tr><th>0</th><td>1</td><td>...</td></tr><tr><th>...</th><td>...</td><td>...</td></tr>"
            "</table><p>9 rows × 5 columns</p></div>"
        )
    )
    assert describe_grid(grid) == "Birds. A table of 9 rows and 5 columns. Row 1: n 1. 8 more rows follow."


def test_make_grid_accepts_rows_of_any_length() -> None:
    assert (
        describe_grid(make_grid([], [["a"], ["b", "c"]]))
        == "A table of 2 rows and 2 columns, by column 1. For a, column 2 is missing. For b, column 2 is c."
    )
    assert describe_grid(make_grid([], [])) == ""
    assert describe_grid(make_grid(["", ""], [["", ""]])) == ""


def test_layout_table_becomes_passages_of_its_cells() -> None:
    page = "<table><tr><td><h3>Left</h3>text</td><td><img alt='A gull'></td></tr></table>"
    parts = [part.heading if isinstance(part, Section) else part.text for part in html.to_passages(page)]
    assert parts == ["Left", "text.", "An image: A gull."]


def test_hidden_elements_and_comments_are_left_out() -> None:
    page = "<p hidden>a</p><p style='display: none'>b</p><!-- c --><style>d</style><p>e</p>"
    assert [getattr(part, "text", "") for part in html.to_passages(page)] == ["e."]
