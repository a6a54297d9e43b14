from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from ipytts.description.documents import html
from ipytts.description.documents.passages import Section
from ipytts.description.documents.tables import Grid, grid_of, tell

if TYPE_CHECKING:
    from bs4 import Tag


def table(page: str) -> Tag:
    found = BeautifulSoup(page, "html.parser").table
    assert found is not None
    return found


def test_cells_that_span_others_stand_in_each_of_them() -> None:
    grid = html.grid(
        table(
            "<table><tr><th></th><th colspan=2>bill</th></tr><tr><th></th><th>mean</th><th>sd</th></tr>"
            "<tr><th rowspan=2>Adelie</th><td>38</td><td>2</td></tr><tr><td>39</td><td>3</td></tr></table>"
        )
    )
    assert grid == Grid(("bill, mean", "bill, sd"), (("38", "2"), ("39", "3")), ("Adelie", "Adelie"))


def test_names_of_an_index_are_no_row() -> None:
    grid = html.grid(
        table(
            "<table><thead><tr><th>Focal</th><th>W</th></tr><tr><th>Neighbor</th><th></th></tr></thead>"
            "<tbody><tr><th>B</th><td>10</td></tr></tbody></table>"
        )
    )
    assert grid == Grid(("W",), (("10",),), ("B",))
    assert tell(grid) == "W, 1 value: always 10. B, 10."


def test_a_caption_and_the_rows_that_pandas_leaves_out() -> None:
    grid = html.grid(
        table(
            "<div><table><caption>Birds</caption><tr><th></th><th>n</th><th>...</th></tr>"
            "<tr><th>0</th><td>1</td><td>...</td></tr><tr><th>...</th><td>...</td><td>...</td></tr>"
            "</table><p>9 rows × 5 columns</p></div>"
        )
    )
    assert tell(grid) == "Birds. A table of 9 rows and 5 columns: n. Row 1: 1. 8 more rows follow."


def test_rows_of_any_length_make_a_table() -> None:
    assert (
        tell(grid_of([], [["a"], ["b", "c"]]))
        == "A table of 2 rows and 2 columns, by column 1. For a, column 2 is missing. For b, column 2 is c."
    )
    assert tell(grid_of([], [])) == ""
    assert tell(grid_of(["", ""], [["", ""]])) == ""


def test_a_table_for_its_looks_is_told_as_it_stands() -> None:
    page = "<table><tr><td><h3>Left</h3>text</td><td><img alt='A gull'></td></tr></table>"
    parts = [part.heading if isinstance(part, Section) else part.text for part in html.told(page)]
    assert parts == ["Left", "text.", "An image: A gull."]


def test_what_is_hidden_is_not_told() -> None:
    page = "<p hidden>a</p><p style='display: none'>b</p><!-- c --><style>d</style><p>e</p>"
    assert [getattr(part, "text", "") for part in html.told(page)] == ["e."]
