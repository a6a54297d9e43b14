"""Charts with alternative text, as a real kernel publishes them and a notebook keeps them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.environment import require
from tests.helpers.kernel import new_kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.kernel import Kernel

GENERATED = {"generated": True, "version": "0.2.0"}
LINE = "A line chart: it goes from 1 at x 0 to 5 at x 2, higher every time, up by 4."
FIGURE = "figure, axes = plt.subplots(); plt.close()\n"
BY_HAND = "{'image/png': {'alt': 'By hand'}}"
SETUP = """
%reload_ext ipytts
%matplotlib inline
%config InlineBackend.figure_formats = ['png']
import altair, ipytts, pandas
import matplotlib.pyplot as plt
import plotly.graph_objects as go
from IPython.display import clear_output, update_display
plt.rcdefaults()
"""

_kernel = pytest.fixture(scope="module")(new_kernel)


@pytest.fixture
def kernel(_kernel: Kernel) -> Iterator[Kernel]:
    require("altair", "matplotlib", "pandas", "plotly")
    for cell in _kernel.run(SETUP, "%alttext on"):
        assert not cell.sent("error"), cell.sent("error")[0]["content"]
    yield _kernel
    _kernel.run("%alttext off\nipytts.SpeechDefaults.clear_instance()")


@dataclass(frozen=True)
class Output:
    """What a message shows."""

    data: dict[str, Any]
    metadata: dict[str, Any]
    message_type: str


def shown(kernel: Kernel, code: str) -> list[Output]:
    """Return what a cell shows, without the text that it prints and texts as values."""
    (cell,) = kernel.run(code)
    assert not cell.sent("error"), cell.sent("error")[0]["content"]["evalue"]
    updates = cell.sent("update_display_data")
    messages = updates or cell.sent("display_data", "execute_result")
    outputs = [
        Output(message["content"]["data"], message["content"]["metadata"], message["msg_type"])
        for message in messages
    ]
    return [output for output in outputs if set(output.data) - {"text/plain"}]


def alts(output: Output) -> dict[str, Any]:
    return {kind: value["alt"] for kind, value in output.metadata.items() if "alt" in value}


def test_figure_has_its_first_sentence_as_alternative_text(kernel: Kernel) -> None:
    (figure,) = shown(kernel, "plt.plot([1, 3, 5]);")
    assert figure.data["text/plain"] == LINE
    assert figure.metadata == {"image/png": {"alt": LINE}, "ipytts": GENERATED}
    assert len(json.dumps(figure.metadata)) + len(LINE) < 1_000


def test_all_ways_to_show_a_chart_name_it(kernel: Kernel) -> None:
    begin = "figure, axes = plt.subplots(); axes.plot([1, 3, 5]); plt.close()\n"
    for code in ("figure", "display(figure)", "display(figure, display_id='a')"):
        (output,) = shown(kernel, begin + code)
        assert alts(output) == {"image/png": LINE}, code
    (old,) = shown(kernel, "figure, axes = plt.subplots(); plt.close(); display(figure, display_id='b')")
    assert old.data["text/plain"] == "An empty chart."
    (cell,) = kernel.run("axes.plot([1, 3, 5]); update_display(figure, display_id='b')")
    (update,) = cell.sent("update_display_data")
    assert update["content"]["data"]["text/plain"] == LINE
    assert update["content"]["metadata"]["image/png"] == {"alt": LINE}


def test_each_image_format_is_named(kernel: Kernel) -> None:
    code = '%config InlineBackend.figure_formats = ["png", "svg", "jpeg"]\nplt.plot([1, 3, 5]);'
    (figure,) = shown(kernel, code)
    assert alts(figure) == dict.fromkeys(["image/png", "image/svg+xml", "image/jpeg"], LINE)


@pytest.mark.parametrize("renderer", ["html", "mimetype"])
def test_chart_of_altair_is_described_in_its_specification(kernel: Kernel, renderer: str) -> None:
    chart = "altair.Chart(pandas.DataFrame({'a': [1, 2], 'b': [3, 4]})).mark_bar().encode(x='a:O', y='b')"
    (output,) = shown(kernel, f"altair.renderers.enable({renderer!r})\nchart = {chart}\nchart")
    words = output.data["text/plain"]
    assert words.startswith("A bar chart of b by a with 2 bars:")
    assert f'"description": {json.dumps(words)}' in json.dumps(output.data).replace('\\"', '"')
    assert output.metadata["ipytts"] == GENERATED
    assert not kernel.run("chart.description is altair.Undefined or 1 / 0")[0].sent("error")
    (output,) = shown(kernel, "chart.properties(description='By hand')")
    assert output.data["text/plain"] == "By hand"
    assert "ipytts" not in output.metadata


def test_figure_of_plotly_is_named_where_it_is_a_value_and_where_it_is_shown(kernel: Kernel) -> None:
    kernel.run("import plotly.io; plotly.io.renderers.default = 'plotly_mimetype'")
    for code in ("bars", "bars.show()"):
        (output,) = shown(kernel, f"bars = go.Figure(go.Bar(y=[1, 5]))\n{code}")
        assert alts(output) == {"application/vnd.plotly.v1+json": output.data["text/plain"]}, code
        assert output.data["text/plain"].startswith("A bar chart with 2 bars")


BOKEH = """
from bokeh.io import output_notebook
from bokeh.plotting import figure, show
output_notebook(hide_banner=True)
plot = figure()
plot.line([0, 1, 2], [1, 3, 5])
"""
BOKEH_SCRIPT = "application/vnd.bokehjs_exec.v0+json"


def shown_by_bokeh(kernel: Kernel, code: str) -> list[Output]:
    """Return what a cell shows with Bokeh, without the scripts that load its library."""
    require("bokeh")
    outputs = shown(kernel, BOKEH + code)
    return [output for output in outputs if {"text/html", BOKEH_SCRIPT} & set(output.data)]


def test_element_in_which_bokeh_draws_is_named_instead_of_the_script(kernel: Kernel) -> None:
    element, script = shown_by_bokeh(kernel, "show(plot)")
    assert element.metadata == {"text/html": {"alt": LINE}, "ipytts": GENERATED}
    assert set(element.data) == {"text/html"}
    assert alts(script) == {BOKEH_SCRIPT: LINE}
    assert script.metadata["ipytts"] == GENERATED
    assert script.data["text/plain"] == LINE
    kernel.run("%alttext text")
    element, below, script = shown_by_bokeh(kernel, "show(plot)")
    assert below.data["text/plain"] == LINE


@pytest.mark.parametrize("mode", ["on", "off"])
def test_words_of_an_author_for_a_chart_of_bokeh(kernel: Kernel, mode: str) -> None:
    kernel.run(f"%alttext {mode}")
    element, script = shown_by_bokeh(kernel, "ipytts.alt(plot, 'It grows.'); show(plot)")
    assert element.metadata == {"text/html": {"alt": "It grows."}}
    assert alts(script) == {BOKEH_SCRIPT: "It grows."}
    assert "ipytts" not in script.metadata


def test_script_that_loads_a_library_is_not_named(kernel: Kernel) -> None:
    kernel.run("import plotly.io; plotly.io.renderers.default = 'plotly_mimetype+notebook_connected'")
    loading, drawn = shown(kernel, "go.Figure(go.Bar(y=[1, 5]))")
    assert loading.metadata == {}
    assert alts(drawn)


@pytest.mark.parametrize(
    "code",
    [
        "figure, axes = plt.subplots()\nipytts.alt(axes, 'By hand')",
        "display(plt.subplots()[0], metadata={'image/png': {'alt': 'By hand'}}); plt.close()",
        "#| fig-alt: By hand\nplt.plot([1, 2]);",
        f"{FIGURE}ipytts.alt(axes, 'For the figure')\ndisplay(figure, metadata={BY_HAND})",
        f"{FIGURE}handle = display(figure, metadata={BY_HAND}, display_id=True)\nhandle.update(figure)",
        f"#| fig-alt: By hand\n{FIGURE}handle = display(figure, display_id=True)\nhandle.update(figure)",
    ],
    ids=["alt", "metadata", "cell option", "alt and metadata", "metadata, updated", "cell option, updated"],
)
@pytest.mark.parametrize("mode", ["on", "text"])
def test_words_of_an_author_stay(kernel: Kernel, code: str, mode: str) -> None:
    kernel.run(f"%alttext {mode}")
    figure, *below = shown(kernel, code)
    assert figure.metadata == {"image/png": {"alt": "By hand"}}
    assert figure.data["text/plain"] == "By hand"
    assert len(below) == (mode == "text")


def test_empty_words_mark_a_decoration(kernel: Kernel) -> None:
    (figure,) = shown(kernel, f"{FIGURE}display(figure, metadata={{'image/png': {{'alt': ''}}}})")
    assert figure.metadata == {"image/png": {"alt": ""}}


@pytest.mark.parametrize(
    ("library", "code"),
    [
        ("plotly", "chart = go.Figure(go.Bar(y=[1, 5]))"),
        ("seaborn", "import seaborn.objects as so\nchart = so.Plot(x=[1, 2], y=[1, 2]).add(so.Dot())"),
        ("bokeh", "from bokeh.plotting import figure\nchart = figure(); chart.line([1, 2], [3, 4])"),
    ],
)
def test_words_of_an_author_stay_where_the_library_shows_the_chart(
    kernel: Kernel, library: str, code: str
) -> None:
    require(library)
    show = "chart.show()"
    if library == "bokeh":
        show = "show(chart)"
        kernel.run("from bokeh.io import output_notebook, show\noutput_notebook()")
    (*_, chart) = shown(kernel, f"{code}\nipytts.alt(chart, 'By hand')\n{show}")
    assert set(alts(chart).values()) == {"By hand"}
    assert "ipytts" not in chart.metadata


def test_chart_of_plotnine_is_named_where_it_is_shown(kernel: Kernel) -> None:
    require("plotnine")
    kernel.run("from plotnine import aes, geom_bar, ggplot")
    bars = "(ggplot(pandas.DataFrame({'x': [1, 2, 2]}), aes('x')) + geom_bar())"
    (chart,) = shown(kernel, f"{bars}.show()")
    assert alts(chart)["image/png"].startswith("A bar chart")


def test_words_of_an_author_stay_when_the_extension_is_reloaded(kernel: Kernel) -> None:
    kernel.run("%alttext off\nfigure, _ = plt.subplots(); plt.close()\nipytts.alt(figure, 'By hand')")
    kernel.run("%reload_ext ipytts")
    (figure,) = shown(kernel, "figure")
    assert alts(figure) == {"image/png": "By hand"}


def test_captured_chart_is_named_as_it_was_when_it_was_captured(kernel: Kernel) -> None:
    begin = "%%capture captured\nfigure, axes = plt.subplots(); axes.plot([1, 3, 5]); plt.close()\n"
    for code in ("figure", "display(figure)"):
        kernel.run(begin + code, "axes.plot([5, 3])")
        (output,) = shown(kernel, "captured.show()")
        assert output.metadata == {"image/png": {"alt": LINE}, "ipytts": GENERATED}
        assert output.data["text/plain"] == LINE


def test_option_of_a_cell_names_no_figure_of_later_code(kernel: Kernel) -> None:
    kernel.run("#| fig-alt: By hand\n1")
    begin = "get_ipython().run_cell('#| fig-alt: By hand\\n1')\n"
    (output,) = shown(kernel, f"{begin}plt.plot([1, 3, 5]); display(plt.gcf()); plt.close()")
    assert alts(output) == {"image/png": LINE}


def test_image_that_a_thread_shows_is_not_named_by_a_chart_of_another(kernel: Kernel) -> None:
    code = """
import threading
class Slow(type(plt.figure())):
    def __repr__(self):
        show = lambda: display({"image/png": "AA"}, raw=True)
        thread = threading.Thread(target=show); thread.start(); thread.join()
        return "slow"
plt.close("all"); plt.plot([1, 3, 5]); plt.gcf().__class__ = Slow
plt.show()
"""
    outputs = shown(kernel, code)
    assert sorted(len(output.metadata) for output in outputs) == [0, 2]


def test_words_of_an_author_are_written_without_the_magic(kernel: Kernel) -> None:
    kernel.run("%alttext off")
    first, second = shown(
        kernel, "plt.plot([1])\nipytts.alt(plt.gcf(), 'By hand')\nplt.show()\nplt.plot([1, 2])\nplt.show()"
    )
    assert first.metadata == {"image/png": {"alt": "By hand"}}
    assert second.metadata == {}
    assert second.data["text/plain"] == "<Figure size 640x480 with 1 Axes>"


def test_each_figure_of_a_cell_has_its_own_option(kernel: Kernel) -> None:
    options = "#| fig-alt:\n#|   - First\n#|   - 'Second: again'\n"
    figures = shown(kernel, f"{options}for _ in range(3):\n    plt.plot([1, 3, 5])\n    plt.show()")
    assert [figure.metadata["image/png"]["alt"] for figure in figures] == ["First", "Second: again", LINE]
    assert ["ipytts" in figure.metadata for figure in figures] == [False, False, True]


def test_other_outputs_stay_as_they_are(kernel: Kernel) -> None:
    cells = [
        "[plt.figure(), 1]",
        "pandas.DataFrame({'a': [1]})",
        "display({'text/html': '<b>x</b>'}, raw=True)",
    ]
    cells += ["plt.close('all')\n%alttext {}\n" + cell for cell in cells]
    for cell in cells[:3]:
        before, after = (
            kernel.run(f"plt.close('all')\n%alttext {mode}", f"{cell}\n")[1].outputs[0]
            for mode in ("off", "on")
        )
        assert (before.data, before.metadata) == (after.data, after.metadata)


def test_chart_that_cannot_be_read_is_shown_without_words(kernel: Kernel) -> None:
    (figure,) = shown(kernel, "plt.plot([1, 2])[0].get_xdata = 0\nplt.show()\nplt.close('all')")
    assert figure.data["image/png"]


def test_text_mode_shows_a_description_and_a_table_below_each_chart(kernel: Kernel) -> None:
    kernel.run("%alttext text")
    code = "figure = plt.figure()\nplt.plot([1, 3, 5])\nplt.close()\ndisplay(figure)\nprint(1)\nfigure"
    first, below_first, second, below_second = shown(kernel, code)
    assert "image/png" in first.data
    assert (first.message_type, second.message_type) == ("display_data", "execute_result")
    for below in (below_first, below_second):
        assert below.metadata == {"ipytts": GENERATED}
        assert below.data["text/plain"].startswith(LINE)
        assert below.data["text/html"].startswith('<div data-ipytts="description"><p>A line chart')
        assert '<th scope="row">' in below.data["text/html"]


def test_chart_of_altair_has_one_description_below_it(kernel: Kernel) -> None:
    kernel.run("%alttext text\naltair.renderers.enable('html')")
    code = "altair.Chart(pandas.DataFrame({'a': [1, 2]})).mark_bar().encode(y='a')"
    drawn, below = shown(kernel, code)
    assert below.data["text/plain"].startswith(drawn.data["text/plain"])


def test_setting_turns_it_on_and_off(kernel: Kernel) -> None:
    kernel.run("%config SpeechDefaults.alt_text = None")
    (figure,) = shown(kernel, "plt.plot([1, 3, 5]);")
    assert figure.metadata == {}
    kernel.run("%config SpeechDefaults.alt_text = 'on'")
    (figure,) = shown(kernel, "plt.plot([1, 3, 5]);")
    assert alts(figure) == {"image/png": LINE}
    kernel.run("%unload_ext ipytts")
    (figure,) = shown(kernel, "plt.plot([1, 3, 5]);")
    assert figure.metadata == {}
