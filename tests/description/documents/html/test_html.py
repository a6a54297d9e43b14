from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from IPython.display import HTML
from matplotlib.animation import FuncAnimation

from ipytts import describe
from ipytts.description.documents.html import html, html_tables
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
    assert describe_grid(grid) == "W for B: 10."


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
        == "A table of 2 rows and 2 columns by column 1. For a, column 2 is missing. For b, column 2 is c."
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


def texts(page: str) -> list[str]:
    return [part.heading if isinstance(part, Section) else part.text for part in html.to_passages(page)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<!DOCTYPE html><p>Hail & snow</p>", ["Hail & snow."]),
        ("<p>a &lt; b &amp; c &eacute;</p>", ["a is less than b & c é."]),
        ("<![CDATA[x]]><?xml version='1.0'?><p>Sun</p><!-- no -->", ["Sun."]),
        ("<template><p>no</p></template><noscript>no</noscript><p>Sun</p>", ["Sun."]),
        (
            "<html><head><title>Weather</title></head><body><h1>Rain</h1>3 mm</body></html>",
            ["Rain", "3 millimeters."],
        ),
        ("<html><head><title>Weather</title></head><body><div id='app'></div></body></html>", ["Weather."]),
        ("<input type=checkbox checked> snow", ["a checkbox, checked: snow."]),
        ("<label>Show hail <input type=radio></label>", ["Show hail an option, not chosen."]),
        ("<label>City: </label><input value='Oslo'>", ["City: Oslo."]),
        ("City: <select><option>Oslo<option selected>Bergen</select>", ["City: Bergen."]),
        ("<input type=hidden value=3><button>Go</button><input type=submit value=Go>", []),
        ("<progress value=3 max=10></progress> done", ["3 of 10 done."]),
        ("<ol start=3><li>Wash<li value=7>Dry</ol>", ["3. Wash.", "7. Dry."]),
        ("<ol><li>Wash</li><li><ul><li>Dry</li></ul></li></ol>", ["1. Wash.", "2.", "Dry."]),
        ("<dl><dt>Hail<dd>Ice<dt>Sleet<dd>Rain and snow</dl>", ["Hail: Ice.", "Sleet: Rain and snow."]),
        ("<details><summary>More</summary>Hail fell</details>", ["More.", "Hail fell."]),
        ("<svg><title>A gauge</title><text>30</text></svg>", ["An image: A gauge."]),
        ("<svg aria-label='Clouds'></svg><svg><path d='M0'></svg>", ["An image: Clouds."]),
        ("<div role=img aria-label='A map of Oslo'><b>x</b></div>", ["An image: A map of Oslo."]),
        ("<math alttext='x'><mi>x</mi></math>", ["x."]),
        ("<math><msup><mi>x</mi><mn>2</mn></msup><mo>≤</mo><mn>1</mn></math>",
         ["x squared is less than or equal to 1."]),
        (r"Let <math><mi>a</mi><annotation encoding='application/x-tex'>\frac{a}{b}</annotation></math> be",
         ["Let a over b be."]),
        ("<iframe src='https://www.youtube.com/embed/q'></iframe>", ["A video on youtube.com."]),
        ("<iframe src='https://example.org/a' title='Tides'></iframe>",
         ["An embedded page of example.org: Tides."]),
        ("<p>Make this Notebook Trusted to load map: x</p><iframe srcdoc='<p>L.map(1)'></iframe>",
         ["An interactive map."]),
        ("<video controls><source src='a.mp4'></video><audio src='b.wav'></audio>", ["A video. A sound."]),
        ("<b>Rain<p>Snow</b> and <i>hail", ["Rain.", "Snow.", "and hail."]),
        ("one<br>two<br/>three", ["one.", "two.", "three."]),
    ],
)  # fmt: skip
def test_elements_become_words(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


def test_items_that_are_not_closed_are_read() -> None:
    assert texts("<ul>" + "<li>x" * 3_000) == ["x."] * 3_000
    assert texts("<div>" * 5_000 + "deep") == ["deep."]


def test_animation_of_matplotlib_is_described_without_its_buttons() -> None:
    figure, axes = plt.subplots(figsize=(1, 1))
    (line,) = axes.plot([1, 2])
    animation = FuncAnimation(figure, lambda frame: line.set_ydata([frame, 2]), frames=3)
    page = animation.to_jshtml()
    plt.close(figure)
    assert texts(page) == ["An animation of 3 frames."]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<!DOCTYPE html><title>t</title><h1>Rain</h1><p>Of <b>3</b> mm", "Rain. Of 3 mm"),
        ("<style>p {}</style><script>x < 3</script><p hidden>no</p>Sun &amp; <i>hail</i>", "Sun & hail"),
        ("<div style='display:none'><div>no</div>no</div>yes", "yes"),
        (
            "<input type=checkbox checked> snow<img alt='A gull'>",
            "a checkbox, checked: snow An image: A gull",
        ),
        ("<svg><title>t</title><text>no</text></svg><br>a<td>b", "a. b"),
        ("<iframe src='https://youtu.be/q'></iframe>", "a video on youtu.be"),
        ("a < b <3", "a < b <3"),
        ("", ""),
    ],
)
def test_visible_text_has_no_markup(page: str, text: str) -> None:
    assert html.visible_text(page) == text


def test_frame_without_labels_keeps_its_first_row() -> None:
    frame = pd.DataFrame({"bird": ["gull", "tern"], "eggs": [3, 2]})
    for page in (frame.to_html(index=False), frame.style.hide(axis="index").to_html()):
        assert describe(HTML(page)) == describe(frame)


def test_chart_behind_a_library_is_found() -> None:
    drawing = 'Plotly.newPlot("c", [{"type": "bar", "x": ["a", "b"], "y": [3, 5]}])'
    page = f"<script>/*{'x' * 300_000}*/</script><script>{drawing}</script>"
    assert describe(HTML(page)).startswith("A bar chart")
