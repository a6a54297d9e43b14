from __future__ import annotations

from typing import Any

import pytest

from ipytts.description.documents.outputs import Shown, told


def shown(data: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}, **more}


def printed(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def said(*outputs: dict[str, Any], known: Shown | None = None) -> list[str]:
    return [passage.text for passage in told(outputs, known or Shown())]


_FRAME = """<style>td {color: red}</style><table border="1" class="dataframe"><thead>
<tr style="text-align: right;"><th></th><th>species</th><th>bill_mm</th></tr></thead><tbody>
<tr><th>0</th><td>Adelie</td><td>39.123456</td></tr><tr><th>1</th><td>Gentoo</td><td>NaN</td></tr></tbody></table>
<p>344 rows × 2 columns</p>"""


_FRAME_TOLD = (
    "A table of 344 rows and 2 columns: species and bill mm. Row 1: Adelie, 39.1. "
    "Row 2: Gentoo, missing. 342 more rows follow."
)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ({"text/plain": "0.94123456"}, ["0.941."]),
        ({"text/plain": ["'a_", "b'"]}, ["a b."]),
        ({"text/plain": "array([[1.23456789, 2.],\n       [3., 4.]])"}, ["array(1.23, 2., 3., 4.)"]),
        ({"text/plain": "a  1\nb  2\nName: n, dtype: int64"}, ["a, 1. b, 2."]),
        ({"text/plain": "<foo.Bar object at 0x7f12ab34cd56>"}, ["a Bar."]),
        ({"text/plain": "np.float64(0.5)"}, ["0.5."]),
        (
            {"text/html": _FRAME, "text/plain": "  species ..."},
            [_FRAME_TOLD],
        ),
        (
            {"text/html": "<b>Done</b> in <i>3 s</i>", "text/plain": "<IPython.core.display.HTML object>"},
            ["Done in 3 s."],
        ),
        (
            {"text/html": "<div class='sk'>...</div>", "text/plain": "LinearRegression()"},
            ["LinearRegression."],
        ),
        ({"text/latex": r"$\displaystyle \frac{x}{2}$", "text/plain": "x/2"}, ["x over 2."]),
        ({"text/latex": r"$\foo{x}$", "text/plain": "foo(x)"}, ["foo(x)."]),
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
        ({"audio/wav": "AAAA", "text/plain": "<IPython.lib.display.Audio object>"}, ["A sound."]),
        ({"application/javascript": "alert(1)"}, []),
        ({"text/html": "<script>alert(1)</script>", "text/plain": "<IPython.core.display.HTML object>"}, []),
        ({"text/html": "<audio data-ipytts></audio>", "text/plain": "A table of 4 rows."}, []),
        ({"text/html": '<div data-ipytts-playground="7">It stands here.</div>', "text/plain": "It."}, []),
        ({}, []),
    ],
)
def test_what_is_said_of_a_value(data: dict[str, Any], lines: list[str]) -> None:
    assert said(shown(data)) == lines


def test_an_image_is_told_by_its_alternative_text_else_its_caption() -> None:
    image = {"image/png": "iVBORw0KGgo"}
    assert said(shown(image, metadata={"image/png": {"alt": "Bills grow"}})) == ["An image: Bills grow."]
    assert said(shown(image), known=Shown(["Fig. 1: bills"])) == ["An image: Fig. 1: bills."]


def test_what_plotting_functions_return_is_not_told_beside_the_plot() -> None:
    lines = shown({"text/plain": "[<matplotlib.lines.Line2D at 0x7f12ab34cd56>]"})
    assert said(lines, shown({"image/png": "iVBORw0KGgo"})) == ["An image."]


def test_many_lines_are_told_by_the_first_and_the_last() -> None:
    (text,) = said(printed("".join(f"epoch {n}\n" for n in range(1000))))
    assert text.startswith("epoch 0. epoch 1.")
    assert text.endswith("epoch 7. 990 more lines, and at the end: epoch 998. epoch 999.")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[31mloss\x1b[0m: 0.123456\n", "loss: 0.123."),
        (" 10%|#   | 1/10 [00:01<00:09]\r 20%|##  | 2/10\rdone\n", "done."),
        ("a   b\n----\n1.0  2.5\n", "a, b. 1.0, 2.5."),
        ("done", "done."),
    ],
)
def test_what_is_said_of_printed_lines(text: str, line: str) -> None:
    assert said(printed(text)) == [line]


def test_pieces_of_a_stream_are_one() -> None:
    assert said(printed("one "), printed("line\n"), printed("oops\n", "stderr")) == ["one line.", "oops."]


def test_warnings_are_told_once_by_kind_and_message() -> None:
    text = "/lib/a.py:3: FutureWarning: use fit()\n  warnings.warn(\n" * 3
    assert said(printed(text, "stderr")) == ["A warning, FutureWarning: use fit."]


def test_an_error_is_told_without_its_traceback() -> None:
    error = {
        "output_type": "error",
        "ename": "ZeroDivisionError",
        "evalue": "division by zero",
        "traceback": ["\x1b[0;31m----> 1 \x1b[0m 1/0"],
    }
    (passage,) = told([error], Shown())
    assert (passage.text, passage.role) == ("An error, ZeroDivisionError: division by zero.", "error")


def test_a_widget_is_told_by_its_name_label_and_value() -> None:
    states = {
        "1": {"model_name": "IntSliderModel", "state": {"description": "Bins:", "value": 7}},
        "2": {"model_name": "DropdownModel", "state": {"_options_labels": ["a", "b"], "index": 1}},
        "3": {"model_name": "HBoxModel", "state": {"children": ["IPY_MODEL_1", "IPY_MODEL_2"]}},
        "4": {"model_name": "OutputModel", "state": {"outputs": [printed("hi\n")]}},
        "5": {"model_name": "HBoxModel", "state": {"children": ["IPY_MODEL_5"]}},  # a file can claim anything
    }

    def widget(number: str, plain: str = "") -> dict[str, Any]:
        return shown({"application/vnd.jupyter.widget-view+json": {"model_id": number}, "text/plain": plain})

    known = Shown(widgets=states)
    assert said(widget("1"), known=known) == ["A widget, int slider, labelled Bins, at 7."]
    assert said(widget("3"), known=known) == [
        "A widget, int slider, labelled Bins, at 7.",
        "A widget, dropdown, at b.",
    ]
    assert said(widget("4"), known=known) == ["hi."]
    assert said(widget("5"), known=known) == ["A widget, h box."]
    assert said(widget("6", "Text(value='x')"), known=known) == ["A widget, text."]


def test_the_longest_output_is_told_shortly() -> None:
    page = "<table>" + "<tr><td>word</td></tr>" * 20_000 + "</table>" + "<p>more words</p>" * 20_000
    for output in (
        shown({"text/html": page}),
        shown({"text/plain": "word " * 100_000}),
        printed("x " * 500_000),
    ):
        assert 0 < sum(map(len, said(output))) < 4_000


@pytest.mark.parametrize(
    "odd", [None, 3, "x", [], {}, [None], {"text/plain": {}}, {"text/html": 3}, {"image/png": 5}]
)
def test_what_is_not_as_it_should_be_is_passed_over(odd: Any) -> None:
    for output in (shown(odd), printed(odd), {"output_type": "error", "ename": odd}, {"output_type": odd}):
        for text in said(output):
            assert text.startswith(("An image", "An error", "x"))
