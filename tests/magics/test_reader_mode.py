"""The mode for screen readers in a real kernel: what is announced and shown, and that nothing is spoken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages
from tests.helpers.environment import require
from tests.helpers.faults import out_of_quota
from tests.helpers.kernel import Page, new_kernel
from tests.helpers.notebooks import write_code_notebook, write_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.kernel import Cell, Kernel
    from tests.helpers.speech_server import SpeechServer

READER = "%config SpeechDefaults.reader = True"
NUMBERS = "list(range(40))"
SLEEP = "import time\ntime.sleep(1.2)\n"

module_kernel = pytest.fixture(scope="module")(new_kernel)


@pytest.fixture
def kernel(module_kernel: Kernel, server: SpeechServer, tmp_path: Path) -> Kernel:
    """Give a kernel in the mode for screen readers, which would speak by the server."""
    module_kernel.configure(server, tmp_path / "cache")
    module_kernel.run(READER)
    return module_kernel


def run_each(kernel: Kernel, *cells: str) -> list[Cell]:
    """Run cells one by one: a kernel drops those that wait behind one that fails."""
    return [kernel.run(cell, page=Page(kernel))[0] for cell in cells]


def announced(cells: list[Cell]) -> list[list[str]]:
    return [cell.announcements for cell in cells]


def last_data(cell: Cell) -> dict[str, Any]:
    data: dict[str, Any] = cell.outputs[-1].data
    return data


def test_narrated_results_are_announced_and_shown_but_not_spoken(
    kernel: Kernel, server: SpeechServer
) -> None:
    table = "import pandas as pd\ntable = pd.DataFrame({'town': ['Bergen', 'Oslo'], 'rain': [2250, 763]})"
    _, full, line, plain = kernel.run(
        table, "%%narrate --detail full\ntable", "%narrate table", "%%narrate\nx = 1", page=Page(kernel)
    )
    (brief,) = full.announcements
    assert line.announcements == [brief]
    assert plain.announcements == ["Done in less than a second."]
    for ran in (full, line):
        words = last_data(ran)["text/plain"]
        assert len(brief) < len(words)
        assert last_data(ran)["text/html"] == f'<div data-ipytts="description"><p>{words}</p></div>'
    assert "2,250" in last_data(full)["text/plain"]
    assert not server.requests
    assert not any(cell.live_players or cell.scripts for cell in (full, line, plain))


def test_alternative_text_that_is_switched_in_a_cell_adds_no_results(kernel: Kernel) -> None:
    require("matplotlib")
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 5]);"
    switching, *later = run_each(
        kernel,
        f"%%narrate\n%matplotlib inline\n%alttext on\n{plot}",
        f"%%narrate\n{plot}",
        f"%%narrate\n%alttext off\n{plot}",
        f"%%narrate\n{plot}",
    )
    assert switching.announcements[0].startswith("A line chart")
    assert announced(later) == [switching.announcements] * 3


def test_description_below_a_chart_is_not_shown_again(kernel: Kernel) -> None:
    require("matplotlib")
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 5])\nplt.show()"
    _, first, second = run_each(
        kernel, "%matplotlib inline\n%alttext text", f"%%narrate\n{plot}", "%%narrate\n[1, 5]"
    )
    (brief,) = first.announcements
    _, below = first.outputs
    assert below.data["text/plain"].startswith(brief)
    assert last_data(second)["text/plain"] == "A list of 2 numbers: 1 and 5."
    kernel.run("%alttext off")


def test_shown_words_are_not_narrated_again(kernel: Kernel) -> None:
    (ran,) = kernel.run(f"%%narrate\n{NUMBERS}")
    value, shown = ran.outputs
    texts = [passage.text for passage in to_passages([value, shown], Context())]
    assert texts == [shown.data["text/plain"]]


def test_cells_that_fail_or_take_long_are_announced_in_order(kernel: Kernel, server: SpeechServer) -> None:
    kernel.run("%autonarrate 1")
    cells = ("6 * 7", f"{SLEEP}{NUMBERS}", f"%%narrate\n{SLEEP}'done'", "1 / 0", "1 +", "%nonsense", "x = 2")
    ran = run_each(kernel, *cells)
    quick, long, narrated, failed, invalid, unknown, _ = ran
    patterns = [
        [],
        [r"Finished after 1\.\d seconds\. A list of 40 numbers.*"],
        ["done."],
        [r"Failed after less than a second\. Zero division error.*: division by zero\."],
        [r"Failed after less than a second\. Syntax error.*"],
        [r"Failed after less than a second\. .*%nonsense.*"],
        [],
    ]
    for cell, expected in zip(announced(ran), patterns, strict=True):
        assert len(cell) == len(expected)
        for text, pattern in zip(cell, expected, strict=True):
            assert re.fullmatch(pattern, text)
    assert not quick.sent("comm_open")
    # %autonarrate shows the words too.
    assert last_data(long)["text/plain"].startswith("Finished after 1.")
    assert last_data(narrated)["text/plain"] == "done."
    assert "Zero division error" in last_data(failed)["text/plain"]
    assert [each.outputs[-1].output_type for each in (invalid, unknown)] == ["display_data"] * 2
    assert not server.requests
    kernel.run("%autonarrate off")


def test_announcement_alone_adds_nothing_to_the_outputs(kernel: Kernel) -> None:
    failed, long = run_each(kernel, "1 / 0", "import time\ntime.sleep(10.2)\nprint('trained')\n[0.9]")
    assert failed.announcements[0].startswith("Failed after less than a second. Zero division error")
    assert [output.output_type for output in failed.outputs] == ["error"]
    (text,) = long.announcements
    assert re.match(r"Finished after 1\d seconds\. A list of 1 number: 0\.9\.", text)
    assert [output.output_type for output in long.outputs] == ["stream", "execute_result"]


def test_interrupt_is_announced_only_after_a_long_time(kernel: Kernel) -> None:
    interrupt = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)"
    quick, _, long = run_each(kernel, f"import time\n{interrupt}", "%autonarrate 1", f"{SLEEP}{interrupt}")
    assert quick.announcements == []
    (text,) = long.announcements
    assert re.fullmatch(r"Interrupted after 1\.\d seconds\.", text)
    kernel.run("%autonarrate off")


def test_cell_that_runs_another_is_announced_once(kernel: Kernel) -> None:
    (ran,) = kernel.run("get_ipython().run_cell('1 / 0')\n1 / 0")
    assert len(ran.announcements) == 1


def test_turning_it_on_and_off_works_from_the_next_cell_on(kernel: Kernel) -> None:
    wrapped = "'format' in vars(get_ipython().display_formatter)"
    on, off, after, again, on_again = run_each(
        kernel, wrapped, "%config SpeechDefaults.reader = False", wrapped, READER, "1 / 0"
    )
    assert last_data(on)["text/plain"] == "True"
    assert last_data(after)["text/plain"] == "False"  # nothing is observed
    assert announced([on, off, after, again]) == [[], [], [], []]
    assert len(on_again.announcements) == 1
    _, failed = kernel.run("%config SpeechDefaults.reader = False", "1 / 0")
    assert failed.announcements == []


@pytest.mark.parametrize("option", ["--into talk", "-o talk.mp3", "--play"])
def test_requested_sound_is_made(kernel: Kernel, server: SpeechServer, tmp_path: Path, option: str) -> None:
    _, ran, talk = kernel.run(
        f"%cd -q {tmp_path}", f"%%narrate {option}\n{NUMBERS}", "'talk' in dir()", page=Page(kernel)
    )
    assert len(server.requests) == 1
    # A sound that plays would talk over the announcement.
    assert len(ran.announcements) == (option != "--play")
    plays = bool(ran.scripts) or any(live.state["plays"] for live in ran.live_players)
    assert plays == (option == "--play")
    assert "<audio" in last_data(ran)["text/html"]
    assert "<details>" not in last_data(ran)["text/html"]
    assert (tmp_path / "talk.mp3").exists() == option.startswith("-o")
    assert (last_data(talk)["text/plain"] == "True") == ("talk" in option and "into" in option)
    kernel.run("talk = None\ndel talk")


def test_error_of_a_requested_sound_is_announced(kernel: Kernel, server: SpeechServer) -> None:
    server.misbehave(out_of_quota())
    (ran,) = kernel.run("%narrate --into talk 6 * 7")
    assert ran.announcements[0] == "42."
    assert ran.announcements[1].startswith("Not spoken: ")


def test_notebook_is_shown_as_text(kernel: Kernel, server: SpeechServer, tmp_path: Path) -> None:
    require("markdown_it")
    write_notebook(tmp_path / "birds.ipynb", "# Birds\n\nThey fly.", "## Data\n\nOf A & B.")
    (ran,) = kernel.run(f"%narrate {tmp_path / 'birds.ipynb'}")
    assert ran.announcements == ["4 passages of birds.ipynb as text."]
    paragraphs = "<p>Birds.</p><p>They fly.</p><p>Data.</p><p>Of A &amp; B.</p>"
    assert last_data(ran)["text/html"] == f'<div data-ipytts="description">{paragraphs}</div>'
    assert not server.requests


def test_program_shows_the_words_and_announces_nothing(server: SpeechServer, tmp_path: Path) -> None:
    path = tmp_path / "run.ipynb"
    write_code_notebook(path, f"%reload_ext ipytts\n{READER}", f"%%narrate\n{NUMBERS}", "%narrate 6 * 7")
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name="python3").execute()
    assert not server.requests
    assert "widgets" not in notebook.metadata
    _, cell, line = (cell.outputs for cell in notebook.cells)
    assert cell[-1].data["text/plain"].startswith("A list of 40")
    assert line[-1].data["text/html"] == '<div data-ipytts="description"><p>42.</p></div>'
