"""Data tables as HTML and as text, with labels and names that try to break them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.data_tables.chart import read_data
from ipytts.description.charts.model import Axis, Bars, Chart, HeatMap, Panel
from tests.helpers.chart_panels import array, categories
from tests.helpers.html_elements import HTMLElements

if TYPE_CHECKING:
    from ipytts import ChartData

_HOSTILE = ["<script>alert(1)</script>", "a\"b'c&d", "e" * 500, "two\nlines", "</td></table>", "עברית", ""]


def _data(*names: str) -> ChartData:
    """Return the data of bars with these names, as categories, series, labels and titles."""
    marks = [Bars(name, np.arange(float(len(names))), np.arange(float(len(names)))) for name in names]
    x = categories(*names, label=names[0])
    return read_data(Chart([Panel(marks, names[0], x, Axis(names[0]))], names[0]))


def test_hostile_names_are_escaped_and_shortened() -> None:
    data = _data(*_HOSTILE)
    page = HTMLElements(data.html)
    assert not [path for path, _, _ in page.elements if path.endswith("script")]
    assert page.texts("details/summary") == ["Data of the chart: <script>alert(1)</script>"]
    heads = page.texts("details/table/tbody/tr/th")
    assert heads[:2] == _HOSTILE[:2]
    assert heads[2] == "e" * 40 + "…"
    assert heads[3:] == ["two lines", "</td></table>", "עברית", "unnamed"]
    assert data.html.count('<th scope="row" dir="auto">עברית</th>') == 1
    assert "\n" not in "".join(data.tables[0].columns)
    matrix = HeatMap(np.zeros((7, 7)), _HOSTILE, _HOSTILE)
    assert max(map(len, read_data(Chart([Panel([matrix])])).tables[0].columns)) <= 80


def test_notebook_shows_the_table_and_print_writes_aligned_columns() -> None:
    x = categories("May", "June", label="Month")
    bars = Bars("", array(0, 1), array(71, -6.25))
    data = read_data(Chart([Panel([bars], x=x, y=Axis("Rain (mm)"))], "Rain"))
    assert data._repr_html_() == data.html
    assert data.html.splitlines() == [
        "<details>",
        "<summary>Data of the chart: Rain</summary>",
        "<table>",
        "<caption>Rain</caption>",
        '<thead><tr><th scope="col">Month</th><th scope="col">Rain (mm)</th></tr></thead>',
        "<tbody>",
        '<tr><th scope="row">May</th><td>71.00</td></tr>',
        '<tr><th scope="row">June</th><td>-6.25</td></tr>',
        "</tbody>",
        "</table>",
        "</details>",
    ]
    assert repr(data) == str(data)
    assert str(data).splitlines() == [
        "Data of the chart: Rain",
        "",
        "Rain",
        "Month  Rain (mm)",
        "May        71.00",
        "June       -6.25",
    ]


def test_wide_letters_take_two_columns_of_text() -> None:
    x = categories("東京", "x", label="City")
    data = read_data(Chart([Panel([Bars("", array(0, 1), array(1, 2))], x=x, y=Axis("n"))]))
    assert str(data).splitlines()[-2:] == ["東京  1", "x     2"]
