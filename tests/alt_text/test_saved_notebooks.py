"""Alternative text for the images of saved notebooks: whose words, and where they are set."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

import pytest

from ipytts.alt_text.saved_notebooks import SavedImage, SavedOutput, describe_notebook
from tests.helpers.environment import require
from tests.helpers.notebooks import display

PNG = {"image/png": "iVBORw0KGgo", "text/plain": "<Figure size 640x480 with 1 Axes>"}
PLOTLY = {
    "application/vnd.plotly.v1+json": {"data": [{"type": "bar", "x": ["a", "b"], "y": [1, 3]}], "layout": {}}
}
VEGA_TYPE = "application/vnd.vegalite.v5+json"
VEGA = {
    VEGA_TYPE: {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{"x": "a", "y": 1}, {"x": "b", "y": 3}]},
        "mark": "bar",
        "encoding": {"x": {"field": "x", "type": "nominal"}, "y": {"field": "y", "type": "quantitative"}},
    }
}
BARS = "A bar chart of 2 bars: b is highest at 3, a lowest at 1."
MARK = {"generated": True, "version": version("ipytts")}


def describe_cell(source: str, *outputs: Any, metadata: Any = None) -> list[SavedOutput]:
    cell = {"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": metadata or {}}
    return list(describe_notebook({"cells": [{"cell_type": "markdown", "source": "# A"}, cell]}))


def described_image(source: str, *outputs: Any, **more: Any) -> SavedImage:
    image = describe_cell(source, *outputs, **more)[0].image
    assert image is not None
    return image


def changed(output: Any, image: SavedImage) -> Any:
    """Return an output with the changes, which must all be of the first output of the second cell."""
    output = json.loads(json.dumps(output))
    for path, value in image.changes.items():
        assert path[:4] == ("cells", 1, "outputs", 0)
        place = output
        for key in path[4:-1]:
            place = place.setdefault(key, {})
        place[path[-1]] = value
    return output


def test_chart_in_json_gives_words_to_all_its_forms() -> None:
    require("numpy")
    output = display({**PLOTLY, "image/png": "iVBORw0KGgo", "text/plain": "Figure"})
    [described] = describe_cell("show()", output)
    assert described.image is not None
    assert described.image.new
    assert described.image.new in described.words
    assert changed(output, described.image)["metadata"] == {
        "application/vnd.plotly.v1+json": {"alt": described.image.new},
        "image/png": {"alt": described.image.new},
        "ipytts": MARK,
    }


def test_chart_of_vega_gets_a_description_too() -> None:
    require("numpy")
    output = display(VEGA)
    image = described_image("chart", output)
    new = changed(output, image)
    assert new["data"][VEGA_TYPE] == {**VEGA[VEGA_TYPE], "description": image.new}
    assert new["metadata"] == {VEGA_TYPE: {"alt": image.new}, "ipytts": MARK}


@pytest.mark.parametrize(
    ("source", "data", "metadata", "words"),
    [
        ("#| fig-alt: Ages\n#| fig-cap: Figure 1\nplt.hist(ages)", PNG, {}, "Ages"),
        ("#| fig-cap: Ages in **years**\nplt.hist(ages)", PNG, {}, "Ages in years"),
        ("plt.hist(ages)", PNG, {"alt": "My ages"}, "My ages"),
        ("plt.hist(ages)", PNG, {"caption": "My ages"}, "My ages"),
        ("#| fig-alt: Bars\nshow()", PLOTLY, {}, "Bars"),
        ("draw()", {"image/svg+xml": "<svg a='b'>\n<title>Water &amp; air</title></svg>"}, {}, "Water & air"),
    ],
)
def test_words_of_the_author_come_first_and_without_a_mark(
    source: str, data: Any, metadata: Any, words: str
) -> None:
    output = display(data)
    image = described_image(source, output, metadata=metadata)
    assert image.new == words
    kind = next(iter(data))
    assert changed(output, image)["metadata"] == {kind: {"alt": words}}


def test_each_figure_gets_its_own_words() -> None:
    second = {**PNG, "image/png": "AAAA"}
    described = describe_cell("#| fig-alt:\n#|   - One\n#|   - Two\ndraw()", display(PNG), display(second))
    assert [output.image.new for output in described if output.image] == ["One", "Two"]


def test_code_gives_words_that_are_marked() -> None:
    output = display(PNG, {"image/png": {"width": 3}})
    image = described_image("plt.hist(ages)", output)
    assert changed(output, image)["metadata"] == {
        "image/png": {"width": 3, "alt": "From the code: a histogram of ages."},
        "ipytts": MARK,
    }


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("x = 1", PNG),
        ("plt.imshow(load())", PNG),  # "an image", which is known without words
        ("#| fig-alt: image.png\nx = 1", PNG),
        ("tree", {"image/svg+xml": "<svg><g><title>node1</title></g></svg>"}),
        ("show()", {"application/vnd.plotly.v1+json": {}}),
    ],
)
def test_nothing_is_set_where_the_notebook_has_nothing_to_tell(source: str, data: Any) -> None:
    assert described_image(source, display(data)) == SavedImage()


@pytest.mark.parametrize(
    ("output", "image"),
    [
        (display(PNG, {"image/png": {"alt": "Mine"}}), SavedImage(has_alt=True, alt="Mine")),
        (display(PNG, {"image/png": {"alt": ""}}), SavedImage(has_alt=True)),  # decoration
        (display(PNG, {"alt": "Mine", "image/png": {"alt": "Mine"}}), SavedImage(has_alt=True, alt="Mine")),
        (
            display({VEGA_TYPE: {**VEGA[VEGA_TYPE], "description": "Mine"}}, {VEGA_TYPE: {"alt": "Mine"}}),
            SavedImage(has_alt=True, alt="Mine"),
        ),
        ({**display(PNG), "metadata": {"image/png": []}}, SavedImage()),  # nothing can be added safely
    ],
)
def test_words_of_an_author_are_never_changed(output: Any, image: SavedImage) -> None:
    assert described_image("#| fig-alt: Other\nplt.hist(ages)", output) == image


def test_description_of_a_chart_is_its_alternative_text() -> None:
    output = display({VEGA_TYPE: {**VEGA[VEGA_TYPE], "description": "Mine"}, "image/png": "iVBO"})
    image = described_image("chart", output)
    assert image.has_alt
    assert changed(output, image) == {
        **output,
        "metadata": {VEGA_TYPE: {"alt": "Mine"}, "image/png": {"alt": "Mine"}},
    }


@pytest.mark.parametrize(
    ("alt", "source", "mark", "expected"),
    [
        ("From the code: a plot.", "plt.hist(ages)", "0.1", "From the code: a histogram of ages."),
        ("From the code: a plot.", "plt.hist(ages)", version("ipytts"), ""),
        ("From the code: a histogram of ages.", "plt.hist(ages)", "0.1", ""),
        ("A histogram of 3 ages.", "plt.hist(ages)", "0.1", ""),  # the running cell knew more
        ("A histogram of 3 ages.", "#| fig-cap: Ages\nplt.hist(ages)", "0.1", ""),
        ("A histogram of 3 ages.", "#| fig-alt: Ages\nplt.hist(ages)", version("ipytts"), "Ages"),
    ],
)
def test_generated_words_are_renewed_by_better_ones_only(
    alt: str, source: str, mark: str, expected: str
) -> None:
    output = display(PNG, {"image/png": {"alt": alt}, "ipytts": {"generated": True, "version": mark}})
    image = described_image(source, output)
    assert (image.is_generated, image.new) == (True, expected)
    metadata = changed(output, image)["metadata"]
    assert metadata["image/png"]["alt"] == (expected or alt)
    assert ("ipytts" in metadata) == (expected != "Ages")


def test_image_that_is_shown_again_has_the_same_words() -> None:
    again = {**display(PNG), "output_type": "execute_result"}
    described = describe_cell("fig, ax = plt.subplots()\nax.hist(ages)\nfig", display(PNG), again)
    assert [(output.words, output.image and output.image.new) for output in described] == [
        ("From the code: a histogram of ages.",) * 2,
        ("", "From the code: a histogram of ages."),
    ]


def test_other_outputs_have_words_and_no_image() -> None:
    slider = {
        "application/vnd.jupyter.widget-view+json": {"model_id": "x"},
        "text/plain": "IntSlider(value=3)",
    }
    printed = {"output_type": "stream", "name": "stdout", "text": "done"}
    described = describe_cell("x", None, printed, display({"text/plain": "7"}), display(slider))
    assert [(output.words, output.image) for output in described][:2] == [("Done.", None), ("7.", None)]
    assert not any(output.image for output in described)


def test_alternative_text_that_is_null_is_none() -> None:
    output = {
        "output_type": "display_data",
        "data": {"image/png": ""},
        "metadata": {"image/png": {"alt": None}},
    }
    cell = {"cell_type": "code", "source": "plt.pie(votes)", "outputs": [output]}
    [described] = describe_notebook({"cells": [cell]})
    assert described.image
    assert described.image.new == "From the code: a pie chart of votes."
    place = ("cells", 0, "outputs", 0, "metadata", "image/png", "alt")
    assert described.image.changes[place] == described.image.new
