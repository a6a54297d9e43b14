"""Narrated cells in a real kernel; `tests.helpers.kernel` plays the part of the page, without sound."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.environment import report_missing, require
from tests.helpers.http_responses import Pace
from tests.helpers.kernel import Page, new_kernel
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.kernel import Cell, Kernel
    from tests.helpers.speech_server import SpeechServer

SLOW = Pace(piece=800, pause=0.15)  # of 2.4 kB: what comes first is at least a frame
WORDS = "A list of 3 numbers: 3, 1 and 2."

module_kernel = pytest.fixture(scope="module")(new_kernel)


@pytest.fixture
def kernel(module_kernel: Kernel, server: SpeechServer, tmp_path: Path) -> Kernel:
    module_kernel.configure(server, tmp_path / "cache")
    return module_kernel


def kinds(cell: Cell) -> list[str]:
    return [output.output_type for output in cell.outputs]


def last_data(cell: Cell) -> dict[str, Any]:
    data: dict[str, Any] = cell.outputs[-1].data
    return data


def test_speech_plays_live_below_the_outputs_of_the_cell(kernel: Kernel, server: SpeechServer) -> None:
    server.pace = SLOW
    (ran,) = kernel.run(
        "%%narrate\nimport asyncio\nprint('first')\nawait asyncio.sleep(0, [3, 1, 2])", page=Page(kernel)
    )
    (live,) = ran.live_players
    assert live.audio == tone(WORDS, "mp3", 1.0)
    assert live.state["plays"]
    assert kinds(ran) == ["stream", "execute_result", "display_data"]
    assert ran.outputs[1].data == {"text/plain": "[3, 1, 2]"}
    assert last_data(ran)["text/plain"] == WORDS
    folded = f"<details><summary>In words</summary><p>{WORDS}</p></details>"
    assert re.fullmatch(rf"<audio controls.*</audio>{re.escape(folded)}", last_data(ran)["text/html"])
    kernel.wait_until_comms_close()


def test_text_option_shows_the_words(kernel: Kernel) -> None:
    quick, silent = kernel.run("%%narrate --text\n'a < b'", "%%narrate --no-play\n6 * 7")
    assert last_data(quick)["text/html"].endswith(f"<p>{html.escape('a < b.')}</p>")
    assert quick.scripts or quick.live_players
    assert not silent.scripts
    assert not any(live.state["plays"] for live in silent.live_players)


def test_figures_are_described_as_value_or_at_the_end_of_the_cell(kernel: Kernel) -> None:
    require("matplotlib", "matplotlib_inline")
    # Not even the first figure is shown before the cell has ended.
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 4, 9], label='squares')"
    bars = "plt.figure()\nplt.bar(['a', 'b'], [2, 5])\nplt.title('Sales')\nprint('drawn');"
    ran = kernel.run(f"%%narrate\n{plot}", f"%%narrate\n{bars}", f"%%narrate\n{plot};")
    assert [kinds(cell) for cell in ran] == [
        ["execute_result", "display_data", "display_data"],
        ["stream", "display_data", "display_data"],
        ["display_data", "display_data"],
    ]
    for cell, name in zip(ran, ("squares", "Sales", "squares"), strict=True):
        assert "image/png" in cell.outputs[-2].data
        assert name in last_data(cell)["text/plain"]
        assert "chart" in last_data(cell)["text/plain"].lower()


def test_displayed_tables_are_described(kernel: Kernel) -> None:
    require("pandas")
    cell = (
        "%%narrate\nimport pandas as pd\nfrom IPython.display import display\n"
        "for name in ('North', 'South'):\n    display(pd.DataFrame({'region': [name], 'sales': [7]}))"
    )
    (ran,) = kernel.run(cell)
    assert kinds(ran) == ["display_data"] * 3
    assert re.search("North.*South", last_data(ran)["text/plain"])


def test_figures_that_are_widgets_are_described(kernel: Kernel) -> None:
    require("ipympl", "plotly")
    shown = "import matplotlib.pyplot as plt\nplt.bar(['a', 'b'], [2, 5])\nplt.title('Sales')\nplt.show()"
    plotly = "import plotly.express as px\nplot = px.bar(x=['u', 'v'], y=[4, 6], title='Rain')"
    _, ipympl, _, published, widget, _ = kernel.run(
        "%matplotlib widget", f"%%narrate\n{shown}", plotly, "%%narrate\nplot.show()",
        "%%narrate\nimport plotly.graph_objects as go\ngo.FigureWidget(plot)",
        "plt.close('all')\n%matplotlib inline",
    )  # fmt: skip
    assert last_data(ipympl)["text/plain"].startswith("A bar chart, “Sales”, ")
    for cell in (published, widget):
        assert last_data(cell)["text/plain"].startswith("A bar chart, “Rain”, ")


def test_warnings_and_published_bundles_are_described(kernel: Kernel) -> None:
    warning = "%%narrate\nimport warnings\nwarnings.warn('It will change.', FutureWarning)"
    bundle = "%%narrate\ndisplay({'text/plain': 'x', 'text/markdown': 'Three *of* four.'}, raw=True)"
    bar = "%%narrate\nfrom IPython.display import ProgressBar\nfor step in ProgressBar(3): pass"
    warned, shown, progress = kernel.run(warning, bundle, bar)
    assert last_data(warned)["text/plain"] == "A warning, FutureWarning: It will change."
    assert last_data(shown)["text/plain"] == "Three of four."
    assert last_data(progress)["text/plain"].startswith("Done in ")


def test_updated_displays_are_described_once(kernel: Kernel) -> None:
    cell = "%%narrate\nhandle = display('one', display_id=True)\ndisplay('two')\nhandle.update('three')"
    raw = (
        "%%narrate\nhandle = display({'text/plain': '1'}, raw=True, display_id='a')\n"
        "display({'text/plain': '2'}, raw=True, display_id='a', update=True)"
    )
    objects, bundles = kernel.run(cell, raw)
    assert last_data(objects)["text/plain"] == "three. two."
    assert last_data(bundles)["text/plain"] == "2."


def test_error_of_the_cell_is_shown_then_described(kernel: Kernel) -> None:
    (ran,) = kernel.run("%%narrate\n1 / 0")
    assert kinds(ran) == ["error", "display_data"]
    assert last_data(ran)["text/plain"] == "Zero division error in line 2 of the cell: division by zero."


def test_stop_in_the_page_ends_the_speech_and_keeps_the_value(kernel: Kernel, server: SpeechServer) -> None:
    if not kernel.handles_messages_while_running:
        report_missing("a kernel with subshells")
    server.pace = SLOW
    stopping = Page(kernel, on_player=lambda page: page.press_stop())
    ran, after = kernel.run("%%narrate\n[3, 1, 2]", "_", page=stopping)
    assert ran.printed == "Stopped.\n"
    assert ran.outputs[0].data == after.outputs[0].data == {"text/plain": "[3, 1, 2]"}
    assert "Incomplete speech" in ran.outputs[1].data["text/html"]
    assert ran.outputs[1].data["text/plain"] == WORDS


def test_interrupt_of_the_speech_keeps_the_value_of_the_cell(kernel: Kernel, server: SpeechServer) -> None:
    server.pace = SLOW
    interrupting = Page(kernel, on_player=lambda _: kernel.interrupt())
    ran, after = kernel.run("%%narrate\n[3, 1, 2]", "_", page=interrupting)
    assert kinds(ran) == ["execute_result", "display_data"]
    assert last_data(ran)["text/plain"] == f"{WORDS}\nNot all of it was spoken: you interrupted it."
    assert after.outputs[0].data == {"text/plain": "[3, 1, 2]"}


def test_cleared_output_is_not_described(kernel: Kernel) -> None:
    cell = (
        "%%narrate\nfrom IPython.display import clear_output, display\n"
        "for n in range(4):\n    clear_output(wait=True)\n    print('gone')\n    display([n])"
    )
    (ran,) = kernel.run(cell)
    assert last_data(ran)["text/plain"] == "A list of 1 number: 3."


def test_narrated_cell_can_be_captured(kernel: Kernel) -> None:
    silent, after = kernel.run("%%capture kept\n%%narrate\n6 * 7", "kept.outputs[-1].data['text/plain']")
    assert not silent.outputs
    assert after.outputs[0].data["text/plain"] == "'42.'"


def test_speech_of_cells_that_run_together_plays_in_order(kernel: Kernel, server: SpeechServer) -> None:
    server.pace = SLOW
    # What spoke before the magics were there counts runs already.
    before = "import ipytts\nspeech = ipytts.speak('Before.', play=True)"
    kernel.run("%unload_ext ipytts", before, "%load_ext ipytts")
    cells = ("%autonarrate 0.3", "import time\ntime.sleep(0.4)", "%%narrate\n6 * 7")
    ran = kernel.run(*cells, page=Page(kernel))
    runs = {live.state["run"] for cell in ran for live in cell.live_players}
    assert [len(cell.live_players) for cell in ran] == [0, 1, 1]
    assert len(runs) == 1
    kernel.run("%autonarrate off")


def test_without_a_page_there_is_a_plain_player_with_the_words(kernel: Kernel) -> None:
    (ran,) = kernel.run("%%narrate\n[3, 1, 2]", is_interactive=False)
    assert not ran.sent("comm_open", "update_display_data", "clear_output")
    assert not ran.scripts
    assert kinds(ran) == ["execute_result", "display_data"]
    assert re.fullmatch(rf"<audio controls.*</audio><p>{re.escape(WORDS)}</p>", last_data(ran)["text/html"])
    assert last_data(ran)["text/plain"] == WORDS
