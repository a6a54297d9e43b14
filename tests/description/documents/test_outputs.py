from __future__ import annotations

from typing import Any

import pytest

from ipytts.description.author_words import set_author_words
from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages


def display_data(data: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}, **more}


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def texts(*outputs: dict[str, Any], context: Context | None = None) -> list[str]:
    return [passage.text for passage in to_passages(outputs, context or Context())]


_FRAME = """<style>td {color: red}</style><table border="1" class="dataframe"><thead>
<tr style="text-align: right;"><th></th><th>species</th><th>bill_mm</th></tr></thead><tbody>
<tr><th>0</th><td>Adelie</td><td>39.123456</td></tr><tr><th>1</th><td>Gentoo</td><td>NaN</td></tr></tbody></table>
<p>344 rows × 2 columns</p>"""


_FRAME_TEXT = (
    "A table of 344 rows and 2 columns. Row 1: species Adelie, bill mm 39.1. Row 2: Gentoo, missing. "
    "342 more rows follow."
)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ({"text/plain": "0.94123456"}, ["0.941."]),
        ({"text/plain": ["'a_", "b'"]}, ["a b."]),
        ({"text/plain": "<keras.src.callbacks.history.History at 0x7f00aa>"}, []),
        (
            {
                "text/plain": "<shap.Force object>",
                "text/html": "<b>Visualization omitted, Javascript library not loaded!</b>",
            },
            [],
        ),
        ({"text/plain": "'var n = 3;'", "application/javascript": "var n = 3;"}, []),
        (
            {"text/plain": "x^2", "text/html": r'<html><script type="math/tex">\frac{x}{2}</script></html>'},
            ["X over 2."],
        ),
        (
            {"text/plain": "[[1, 2],\n [3, 4]]"},
            ["A list of 2 lists of 2 numbers each, from 1 to 4. List 1: 1 and 2. List 2: 3 and 4."],
        ),
        ({"text/plain": "a  1\nb  2\nName: n, dtype: int64"}, ["A, 1. b, 2."]),
        ({"text/plain": "<foo.Bar object at 0x7f12ab34cd56>"}, ["A Bar."]),
        ({"text/plain": "np.float64(0.5)"}, ["0.5."]),
        (
            {"text/html": _FRAME, "text/plain": "  species ..."},
            [_FRAME_TEXT],
        ),
        (
            {"text/html": "<b>Done</b> in <i>3 s</i>", "text/plain": "<IPython.core.display.HTML object>"},
            ["Done in 3 s."],
        ),
        (
            {"text/html": "<div class='sk'>...</div>", "text/plain": "LinearRegression()"},
            ["A linear regression."],
        ),
        ({"text/latex": r"$\displaystyle \frac{x}{2}$", "text/plain": "x/2"}, ["X over 2."]),
        ({"text/latex": r"$\frac{x$", "text/plain": "foo(x)"}, ["Foo(x)."]),
        ({"text/markdown": "# Fit\nThe *best* is $x_1$."}, ["Fit.", "The best is x sub 1."]),
        (
            {"image/png": "iVBORw0KGgo" * 50, "text/plain": "<Figure size 640x480 with 2 Axes>"},
            ["A figure with 2 plots."],
        ),
        ({"image/png": "iVBORw0KGgo", "text/plain": "<Figure size 640x480 with 1 Axes>"}, ["A figure."]),
        ({"image/svg+xml": "<svg><title>Bills by species</title></svg>"}, ["An image: Bills by species."]),
        (
            {"application/vnd.plotly.v1+json": {"layout": {"title": {"text": "Sales"}}}},
            ["An interactive chart: Sales."],
        ),
        (
            {"application/vnd.vegalite.v5+json": {"title": "Cars"}, "image/png": "x"},
            ["An interactive chart: Cars."],
        ),
        (
            {
                "application/vnd.vegalite.v6+json": {
                    "title": "Cars",
                    "data": {"values": [{"a": "x", "b": 1}, {"a": "y", "b": 3}]},
                    "mark": "bar",
                    "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}},
                }
            },
            ["A bar chart, “Cars”, of b by a with 2 bars: y is highest at 3, x lowest at 1."],
        ),
        (
            {
                "application/vnd.plotly.v1+json": {
                    "data": [{"type": "bar", "x": ["u", "v"], "y": [4, 6]}],
                    "layout": {"title": {"text": "Rain"}},
                }
            },
            ["A bar chart, “Rain”, with 2 bars: v is highest at 6, u lowest at 4."],
        ),
        ({"audio/wav": "AAAA", "text/plain": "<IPython.lib.display.Audio object>"}, ["A sound."]),
        ({"application/javascript": "alert(1)"}, []),
        ({"text/plain": "<Figure size 640x480 with 0 Axes>"}, []),
        ({"text/plain": "Text(0.5, 1.0, 'Sales')"}, []),
        ({"text/plain": "[<matplotlib.lines.Line2D at 0x7f12ab34cd56>]"}, []),
        ({"text/plain": "Text('a', 'b')"}, ["Text('a', 'b')."]),
        ({"text/html": "<script>alert(1)</script>", "text/plain": "<IPython.core.display.HTML object>"}, []),
        ({"text/html": "<audio data-ipytts></audio>", "text/plain": "A table of 4 rows."}, []),
        ({"text/html": '<div data-ipytts-playground="7">It stands here.</div>', "text/plain": "It."}, []),
        ({}, []),
    ],
)
def test_display_data_becomes_passages(data: dict[str, Any], lines: list[str]) -> None:
    assert texts(display_data(data)) == lines


def test_image_is_described_by_its_alternative_text_or_caption() -> None:
    image = {"image/png": "iVBORw0KGgo"}
    assert texts(display_data(image, metadata={"image/png": {"alt": "Bills grow"}})) == [
        "An image: Bills grow."
    ]
    assert texts(display_data(image), context=Context(["Fig. 1: bills"])) == ["An image: Figure 1: bills."]
    svg = {"image/svg+xml": "<svg><title>Water &amp; air</title></svg>"}
    assert texts(display_data(svg)) == ["An image: Water & air."]


_GENERATED = {"image/png": {"alt": "A line chart that rises."}, "ipytts": {"generated": True}}


def test_generated_alternative_text_does_not_hide_the_caption() -> None:
    output = display_data({"image/png": "AA"}, metadata=_GENERATED)
    assert texts(output) == ["A line chart that rises."]
    captioned = texts(output, context=Context(captions=["Sales"]))
    assert captioned == ["An image: Sales.", "A line chart that rises."]


def test_alternative_text_of_any_image_format_is_found() -> None:
    output = display_data({"image/jpeg": "AA", "image/png": "AA"}, metadata={"image/png": {"alt": "Sales"}})
    assert texts(output) == ["An image: Sales."]


def test_description_below_a_chart_is_spoken_in_place_of_generated_words() -> None:
    words = "A line chart that rises. It ends at 5."
    page = f'<div data-ipytts="description"><p>{words}</p><table><tr><td>5</td></tr></table></div>'
    below = display_data({"text/html": page, "text/plain": words})
    assert texts(display_data({"image/png": "AA"}, metadata=_GENERATED), below) == [words]
    by_author = display_data({"image/png": "AA"}, metadata={"image/png": {"alt": "Sales"}})
    assert texts(by_author, below) == ["An image: Sales.", words]


def test_words_of_an_author_come_before_the_description_of_a_chart_in_json() -> None:
    pytest.importorskip("numpy")
    spec = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
    kind = "application/vnd.vegalite.v5+json"
    (described,) = texts(display_data({kind: spec}))
    assert texts(display_data({kind: {**spec, "description": "Sales"}})) == ["A chart: Sales.", described]
    generated = {**_GENERATED, kind: {"alt": "Old words"}}
    assert texts(display_data({kind: {**spec, "description": "Old words"}}, metadata=generated)) == [
        described
    ]
    figure = pytest.importorskip("matplotlib.figure").Figure()
    figure.subplots().plot([1, 2])
    (described,) = texts({"object": figure})
    set_author_words(figure, "Sales")
    assert texts({"object": figure}) == ["An image: Sales.", described]


def test_image_without_words_is_described_from_the_code() -> None:
    code = "plt.hist(ages)\nplt.show()\nfig, ax = plt.subplots()\nax.pie(votes)\nax.set_title('Seats')"
    images = [display_data({"image/png": "iVBORw0KGgo"}), display_data({"image/svg+xml": "<svg></svg>"})]
    first, second = texts(*images, context=Context(code=code))
    assert first == "From the code: a histogram of ages."
    assert second.startswith("From the code: a pie chart of votes")
    assert "Seats" in second
    captioned = texts(*images, context=Context(["The ages"], code=code))
    assert captioned == ["An image: The ages.", second]
    assert texts(images[0], context=Context(code="(" * 5000)) == ["An image."]


def test_artists_are_left_out_beside_an_image() -> None:
    lines = display_data({"text/plain": "[<matplotlib.lines.Line2D at 0x7f12ab34cd56>]"})
    assert texts(lines, display_data({"image/png": "iVBORw0KGgo"})) == ["An image."]


def test_long_stdout_keeps_first_and_last_lines() -> None:
    (text,) = texts(stream("".join(f"epoch {n}\n" for n in range(1000))))
    assert text.startswith("epoch 0. epoch 1.")
    assert text.endswith("epoch 7. 990 more lines, and at the end: epoch 998. epoch 999.")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[31mloss\x1b[0m: 0.123456\n", "loss: 0.123."),
        (" 10%|#   | 1/10 [00:01<00:09]\r 20%|##  | 2/10\rdone\n", "done."),
        ("a   b\n----\n1.0  2.5\n", "a, b. 1.0, 2.5."),
        ("done", "done."),
        ("".join(f"\r{n} of 8" for n in range(9)), "8 of 8."),
        ("and so on\n" * 3, "and so on. and so on. and so on."),
    ],
)
def test_stdout_is_cleaned_and_rounded(text: str, line: str) -> None:
    assert texts(stream(text)) == [line]


def test_adjacent_pieces_of_a_stream_are_joined() -> None:
    assert texts(stream("one "), stream("line\n"), stream("oops\n", "stderr")) == ["one line.", "oops."]


def test_bar_of_a_sampler_keeps_what_it_says() -> None:
    page = (
        "<progress value='400' max='400'></progress> 100.00% [400/400 00:02&lt;00:00 Sampling 4 chains, "
        "0 divergences]"
    )
    assert texts({"output_type": "display_data", "data": {"text/html": page}}) == [
        "Sampling 4 chains, 0 divergences."
    ]


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ("array([0.95035, 0.96035, 0.9604 ])", "An array of 3 numbers: 0.950, 0.960 and 0.960."),
        ("[-0.12345, 0.5]", "A list of 2 numbers: minus 0.123 and 0.500."),
        ("[0.25, 0.5]", "A list of 2 numbers: 0.25 and 0.5."),
        ("[3.14159, 3.14161]", "A list of 2 numbers: 3.14159 and 3.14161."),
        ("[0.9996, 0.91234]", "A list of 2 numbers: 0.9996 and 0.912."),
        ("'" + "d4" * 16 + "'", "An identifier of 32 characters that begins with d 4 d 4."),
    ],
)
def test_shown_value_is_rounded_and_cut_for_the_ear(plain: str, words: str) -> None:
    assert texts({"output_type": "execute_result", "data": {"text/plain": plain}}) == [words]


def test_repeated_warnings_are_described_once() -> None:
    text = "/lib/a.py:3: FutureWarning: use fit()\n  warnings.warn(\n" * 3
    assert texts(stream(text, "stderr")) == ["A warning, FutureWarning: use fit."]


def test_error_is_described_without_traceback() -> None:
    error = {
        "output_type": "error",
        "ename": "ZeroDivisionError",
        "evalue": "division by zero",
        "traceback": ["Cell \x1b[0;32mIn[3], line 1\x1b[0m", "\x1b[0;31m----> 1 \x1b[0m 1/0"],
    }
    (passage,) = to_passages([error], Context())
    assert (passage.text, passage.role) == (
        "Zero division error in line 1 of the cell: division by zero.",
        "error",
    )


def test_widget_is_described_by_name_label_and_value() -> None:
    states = {
        "1": {"model_name": "IntSliderModel", "state": {"description": "Bins:", "value": 7}},
        "2": {"model_name": "DropdownModel", "state": {"_options_labels": ["a", "b"], "index": 1}},
        "3": {"model_name": "HBoxModel", "state": {"children": ["IPY_MODEL_1", "IPY_MODEL_2"]}},
        "4": {"model_name": "OutputModel", "state": {"outputs": [stream("hi\n")]}},
        "5": {"model_name": "HBoxModel", "state": {"children": ["IPY_MODEL_5"]}},  # a file can claim anything
    }

    def widget(number: str, plain: str = "") -> dict[str, Any]:
        return display_data(
            {"application/vnd.jupyter.widget-view+json": {"model_id": number}, "text/plain": plain}
        )

    context = Context(widgets=states)
    assert texts(widget("1"), context=context) == ["A widget, int slider, labelled Bins, at 7."]
    assert texts(widget("3"), context=context) == [
        "A widget, int slider, labelled Bins, at 7.",
        "A widget, dropdown, at b.",
    ]
    assert texts(widget("4"), context=context) == ["hi."]
    assert texts(widget("5"), context=context) == ["A widget, h box."]
    assert texts(widget("6", "Text(value='x')"), context=context) == ["A widget, text, at x."]


def test_passages_of_huge_outputs_are_short() -> None:
    page = "<table>" + "<tr><td>word</td></tr>" * 20_000 + "</table>" + "<p>more words</p>" * 20_000
    for output in (
        display_data({"text/html": page}),
        display_data({"text/plain": "word " * 100_000}),
        stream("x " * 500_000),
    ):
        assert 0 < sum(map(len, texts(output))) < 4_000


@pytest.mark.parametrize(
    "odd", [None, 3, "x", [], {}, [None], {"text/plain": {}}, {"text/html": 3}, {"image/png": 5}]
)
def test_malformed_outputs_are_skipped(odd: Any) -> None:
    for output in (
        display_data(odd),
        stream(odd),
        {"output_type": "error", "ename": odd},
        {"output_type": odd},
    ):
        for text in texts(output):
            assert text.startswith(("An image", "Error", "x", "X"))


_PNG = "iVBORw0KGgo="


def test_figure_that_a_cell_shows_twice_is_described_once() -> None:
    context = Context(code="fig, ax = plt.subplots()\nax.hist(ages)\nfig")
    value = display_data({"image/png": _PNG, "text/plain": "<Figure size 640x480 with 1 Axes>"})
    assert texts(value, value, context=context) == ["From the code: a histogram of ages."]
    other = display_data({"image/png": f"{_PNG}a"})
    assert texts(value, other, context=context) == ["From the code: a histogram of ages."] * 2


@pytest.mark.parametrize(
    "data",
    [
        {
            "application/vnd.jupyter.widget-view+json": {"model_id": "c"},
            "text/plain": "Canvas(toolbar=Toolbar(a=1))",
        },
        {"application/vnd.jupyter.widget-view+json": {"model_id": "c"}},
        {"text/html": '<iframe scrolling="no" src="iframe_figures/figure_3.html"></iframe>'},
    ],
)
def test_figures_that_are_widgets_or_files_are_described_by_the_code(data: dict[str, Any]) -> None:
    states = {"c": {"model_name": "MPLCanvasModel", "state": {"_figure_label": "Figure 1"}}}
    context = Context(code="draw(tides)", earlier_code=["def draw(x):\n    plt.plot(x)"], widgets=states)
    assert texts(display_data(data), context=context) == ["From the code: a line chart of tides."]
    assert texts(display_data(data), context=Context(widgets=states)) == ["A figure."]


def test_figure_of_plotly_in_plain_json_is_described() -> None:
    figure = {"data": [{"type": "bar", "x": ["a", "b"], "y": [4, 1]}], "layout": {"title": {"text": "Gulls"}}}
    (text,) = texts(display_data({"application/json": figure}))
    assert text.startswith("A bar chart")
    assert texts(display_data({"application/json": {"data": [1, 2]}})) == [
        "A dict of 1 entry: data is a list of 2 numbers: 1 and 2."
    ]


def test_printed_markdown_of_quarto_is_read_as_markdown() -> None:
    context = Context(code="#| output: asis\nprint(text)")
    assert texts(stream("## Nests\n\nThere are *nine*.\n"), context=context) == ["Nests.", "There are nine."]
