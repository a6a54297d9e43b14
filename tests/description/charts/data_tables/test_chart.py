"""The data behind charts, as tables: those of the gallery, and those of marks of the model."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pytest

from ipytts import describe
from ipytts.description.charts import model
from ipytts.description.charts.data_tables import panels, series
from ipytts.description.charts.data_tables.chart import read_data
from ipytts.description.charts.field_marks import Arrows
from ipytts.description.charts.model import Axis, Bars, Chart, Curve, Panel, Points
from ipytts.description.charts.stage_marks import TextTable
from ipytts.errors import InvalidRequestError
from tests.helpers.chart_gallery import CHARTS
from tests.helpers.chart_panels import array, categories
from tests.helpers.environment import report_missing, require
from tests.helpers.gallery_tables import TABLES
from tests.helpers.html_elements import HTMLElements
from tests.helpers.jupyter_browser import chromium, find_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipytts import ChartData
    from ipytts.description.charts.data_tables.tables import DataTable

_GOLDEN = Path(__file__).parent / "golden.md"
_WITHOUT_DATA = {
    *("matplotlib_photograph", "matplotlib_empty", "matplotlib_text_alone", "altair_data_elsewhere"),
}
# The tags and attributes that JupyterLab 4.6 keeps in untrusted notebooks, as far as tables need them.
_KEPT = {
    tag: set[str]() for tag in ("details", "summary", "table", "caption", "thead", "tbody", "tr", "td", "p")
}
_KEPT["th"] = {"scope"}
_MAX_ROWS, _MAX_COLUMNS, _MAX_TEXT = 30, 12, 80


def _tables_of(*marks: Any, **panel: Any) -> tuple[DataTable, ...]:
    return read_data(Chart([Panel(marks, **panel)])).tables


def _read_golden() -> dict[str, str]:
    sections = re.split(r"^## ", _GOLDEN.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return dict(re.findall(r"(\w+)\n\n```text\n(.*?)\n```", "".join(sections), re.DOTALL))


def _is(cell: str, value: Any) -> bool:
    """Return whether a cell is a text, or a number rounded to the decimals of the cell."""
    if isinstance(value, str) or cell == "":
        return cell == value or (cell == "" and math.isnan(value))
    decimals = len(cell.partition(".")[2])
    return bool(abs(float(cell.replace(",", "")) - value) <= 0.5 * 10**-decimals * (1 + 1e-6))


@pytest.mark.parametrize("name", TABLES)
def test_cells_are_the_data_of_the_chart(name: str, draw: Callable[[str], Any]) -> None:
    table, frame = describe(draw(name), "table").tables[0], TABLES[name]()
    assert table.row_headers == tuple(frame.index.names)
    assert table.columns == tuple(map(str, frame.columns))
    rows: Sequence[Sequence[Any]] = frame.reset_index().to_numpy(object).tolist()
    assert (len(table.rows), table.more_rows) == (min(len(rows), 30), max(len(rows) - 30, 0))
    wrong = [
        pair
        for cells, row in zip(table.rows, rows, strict=False)
        for pair in zip(cells, row, strict=True)
        if not _is(*pair)
    ]
    assert not wrong


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_has_whole_tables_or_says_that_it_has_none(name: str, draw: Callable[[str], Any]) -> None:
    data = describe(draw(name), "table")
    assert bool(data.tables) == (name not in _WITHOUT_DATA)
    assert data.tables or data.remarks
    for table in data.tables:
        assert table.caption
        assert table.rows
        headers = (*table.row_headers, *table.columns)
        assert all(headers)
        assert len(set(headers)) == len(headers)
        assert len(table.rows) <= _MAX_ROWS
        assert len(table.columns) <= _MAX_COLUMNS
        assert {len(row) for row in table.rows} == {len(headers)}
        assert all(cell for row in table.rows for cell in row[: len(table.row_headers)])
        assert all(any(row[len(table.row_headers) :]) for row in table.rows[:1]) or table.more_rows
        assert max(len(text) for row in (headers, *table.rows) for text in row) <= _MAX_TEXT


@pytest.mark.parametrize("name", CHARTS)
def test_html_has_the_cells_below_headers_with_scope(name: str, draw: Callable[[str], Any]) -> None:
    data = describe(draw(name), "table")
    page = HTMLElements(data.html)
    for path, attributes, _ in page.elements:
        assert attributes.keys() <= _KEPT[path.rpartition("/")[2]] | {"dir"}
    headers = [text for table in data.tables for text in (*table.row_headers, *table.columns)]
    rows = [(row, len(table.row_headers)) for table in data.tables for row in table.rows]
    heads = [text for row, count in rows for text in row[:count]]
    at = "details/table"
    assert page.texts(f"{at}/caption") == [table.caption for table in data.tables]
    assert page.texts(f"{at}/thead/tr/th") == headers
    assert page.attribute(f"{at}/thead/tr/th", "scope") == ["col"] * len(headers)
    assert page.texts(f"{at}/tbody/tr/th") == heads
    assert page.attribute(f"{at}/tbody/tr/th", "scope") == ["row"] * len(heads)
    assert page.texts(f"{at}/tbody/tr/td") == [text for row, count in rows for text in row[count:]]
    left_out = [table.left_out for table in data.tables if table.left_out]
    assert page.texts("details/p" if data.tables else "p") == [*left_out, *data.remarks]


def _without_most_rows(data: ChartData) -> ChartData:
    """Return data with a few rows of each table: the other rows are like them, and take axe a minute."""
    return replace(data, tables=tuple(replace(table, rows=table.rows[:2]) for table in data.tables))


def test_axe_finds_nothing_wrong_with_the_tables_of_all_charts(draw: Callable[[str], Any]) -> None:
    require("axe_playwright_python", "playwright")
    if find_chromium() is None:
        report_missing("chromium")
    from axe_playwright_python.sync_playwright import Axe

    tables = "\n".join(_without_most_rows(describe(draw(name), "table")).html for name in CHARTS)
    body = f"<main><h1>Charts</h1>{tables.replace('<details>', '<details open>')}</main>"
    with chromium() as browser:
        page = browser.new_page()
        page.set_content(f"<!DOCTYPE html><html lang='en'><title>Charts</title><body>{body}</body></html>")
        found = Axe().run(page).response
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found["violations"]] == []
    assert {"td-headers-attr", "empty-table-header"} <= {rule["id"] for rule in found["passes"]}


@pytest.mark.parametrize("name", _read_golden())
def test_text_of_a_chart_is_the_golden_one(name: str, draw: Callable[[str], Any]) -> None:
    assert str(describe(draw(name), "table")) == _read_golden()[name]


def test_every_kind_of_mark_has_a_table_or_no_data() -> None:
    kinds = {kind for alias in get_args(model.Mark) for kind in get_args(alias) or [alias]}
    without_data = {model.RGBImage, model.Outside, model.OtherMark}
    assert kinds == {*series.KINDS, *panels.BUILDERS, *panels.ADDITIONS, *without_data}


def test_object_without_a_chart_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match=r"^A list has no chart: give a chart of matplotlib"):
        describe([1, 2], "table")


def test_of_a_million_points_the_first_rows_are_listed_and_the_rest_counted() -> None:
    x = np.arange(1e6)
    marks: list[list[model.Mark]] = [
        [Points("", x, x)],
        [Points("a", x, x), Points("b", x, -x)],
        [Curve("a", x, x), Curve("b", x, -x)],
        [Curve("a", x, x), Curve("b", -x, -x)],
        [model.HeatMap(x.reshape(1000, 1000))],
    ]
    for of_panel in marks:
        tables = _tables_of(*of_panel)
        assert len(tables[0].rows) == 30
        assert tables[0].more_rows in (999_970, 1_999_970, 970)


def test_rows_and_columns_that_are_left_out_are_counted() -> None:
    x = np.arange(200.0)
    lines = [Curve(f"line {n}", x, n * x) for n in range(17)]
    (table,) = _tables_of(*lines)
    assert table.left_out == "and 170 more rows and 5 more columns"
    assert table.columns == tuple(f"line {n}" for n in range(12))
    assert _tables_of(model.HeatMap(np.ones((31, 13))))[0].left_out == "and 1 more row and 1 more column"
    apart = [Curve("", x + 1000 * n, x) for n in range(20)]
    data = read_data(Chart([Panel(apart)]))
    assert (len(data.tables), data.remarks) == (12, ("and 8 more tables",))


def test_series_over_other_positions_have_tables_of_their_own() -> None:
    few = Curve("few", array(1, 2, 3), array(4, 5, 6)), Curve("fewer", array(3, 2), array(7, 8))
    (table,) = _tables_of(*few, x=Axis("Day"), y=Axis("Rain"))
    assert table.columns == ("few", "fewer")
    assert table.rows == (("1", "4", ""), ("2", "5", "8"), ("3", "6", "7"))
    apart = Curve("other", array(10, 20), array(1, 2))
    tables = _tables_of(*few[:1], apart, x=Axis("Day"), y=Axis("Rain"))
    assert [(table.caption, table.columns) for table in tables] == [
        ("few by Day", ("Rain",)),
        ("other by Day", ("Rain",)),
    ]


def test_breaks_are_no_rows_and_missing_values_are_empty() -> None:
    line = Curve("", array(1, np.nan, 3, 4), array(5, np.nan, np.nan, 1.5))
    assert _tables_of(line)[0].rows == (("1", "5.0"), ("3", ""), ("4", "1.5"))


def test_series_without_names_are_told_apart() -> None:
    x = array(0, 1)
    marks = [Bars("", x, x), Bars("", x, 2 * x), Curve("", x, x), Curve("sum", x, x), Bars("8", x, x)]
    (table,) = _tables_of(*marks, x=categories("a", "b"), legend_title="Cylinders")
    assert table.columns == ("Bars", "Bars (2)", "Line", "sum", "Cylinders 8")
    assert table.rows[1] == ("b", "1", "2", "1", "1", "1")


def test_marks_that_no_chart_of_the_gallery_has() -> None:
    stream = Arrows(array(1), array(2), array(0.5), array(0), "stream plot")
    assert _tables_of(stream)[0].columns == ("Direction along x", "Direction along y")
    pie = model.Pie(["", "b"], array(0.25, 0.75))
    assert _tables_of(pie)[0].rows == (("Slice 1", "25"), ("b", "75"))
    network = model.Network(3, [(0, 1), (1, 2)], ["Ada", "Ben", "Cem"])
    assert _tables_of(network)[0].rows == (("Ada", "Ben"), ("Ben", "Cem"))
    unnamed = model.Network(3, [(0, 2)])
    assert _tables_of(unnamed)[0].rows == (("1", "3"),)
    values = model.UnbinnedHistogram("", array(3.5, 1))
    assert _tables_of(values, x=Axis("Mass (kg)"))[0].rows == (("1", "3.5"), ("2", "1.0"))
    axes = model.ParallelCoordinates(["size", "kind"], [array(1, 2), array(1, 0)], [[], ["a", "b"]])
    assert _tables_of(axes)[0].rows == (("1", "1", "b"), ("2", "2", "a"))


def test_what_is_not_in_the_tables_is_said() -> None:
    marks: list[model.Mark] = [Points("", array(1, 2), array(3, 4)), model.Outside(3, 5, "point")]
    size = model.Encoding("size", "pop", low=1, high=9)
    panel = Panel(marks, color_label="Income", encodings=[size], has_other_marks=True)
    frame = model.Frame("1952", 1, 12, "year")
    assert read_data(Chart([panel], remark="its data are cut", frame=frame)).remarks == (
        "These are the data of the first of 12 frames: year 1952.",
        "Its data are cut.",
        "Not in the tables: 3 points outside the axes.",
        "Not in the tables: Income, which color shows.",
        "Not in the tables: pop, which size shows.",
        "Not in the tables: other marks of the chart.",
    )


@pytest.mark.parametrize(
    ("mark", "rows"),
    [
        (Curve("", array(np.nan), array(1)), None),
        (Curve("", array(1, 2, 3), array(4, 5)), [("1", "4"), ("2", "5")]),
        (model.HeatMap(np.ones((1, 2)), ["a"], ["b", "c", "d"]), [("a", "1", "1")]),
        (TextTable([], []), None),
        (TextTable([], [["a", "1"], ["b"]]), [("a", "1"), ("b", "")]),
        (model.Indicator("", np.nan), None),
    ],
)
def test_marks_with_data_that_do_not_fit_have_what_fits(
    mark: Any, rows: list[tuple[str, ...]] | None
) -> None:
    tables = _tables_of(mark)
    assert [list(table.rows) for table in tables] == ([] if rows is None else [rows])


def test_points_have_their_groups_as_row_headers() -> None:
    marks = [Points("", array(1, 2), array(3, 4)), Points("8", array(5), array(6))]
    (table,) = _tables_of(*marks, legend_title="Cylinders", x=Axis("Power"))
    assert table.row_headers == ("Cylinders", "Power")
    assert table.rows == (("unnamed", "1", "3"), ("unnamed", "2", "4"), ("8", "5", "6"))
    same = [Points("a", array(1, 2), array(3, 4)), Points("b", array(1, 2), array(5, 6))]
    assert _tables_of(*same)[0].rows == (("1", "3", "5"), ("2", "4", "6"))
