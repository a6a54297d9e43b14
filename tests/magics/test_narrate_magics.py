"""``%%narrate``, ``%narrate`` and ``%autonarrate`` in a real shell."""

from __future__ import annotations

import re
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Speech, describe
from ipytts.errors import InvalidRequestError, OutputError
from tests.helpers.environment import require
from tests.helpers.faults import error, out_of_quota, respond
from tests.helpers.notebooks import write_notebook
from tests.helpers.speech_server import closed_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.shell import CellRun, Shell
    from tests.helpers.speech_server import SpeechServer


def spoken_texts(server: SpeechServer) -> list[str]:
    return [str(request.body["input"]) for request in server.requests]


@contextmanager
def duration_bounds(least: float) -> Iterator[list[float]]:
    """Yield the least and, at the end, the greatest duration in s that a cell run in the block can have."""
    bounds = [least]
    start = time.monotonic()
    yield bounds
    bounds.append(time.monotonic() - start)


def assert_in_bounds(sentence: str, bounds: list[float]) -> None:
    """Assert that a sentence says a duration in seconds within bounds, as rounded."""
    found = re.search(r"([\d.]+) seconds", sentence)
    assert found, sentence
    least, greatest = bounds
    assert least <= float(found[1]) <= greatest + 0.05


def last_output(ran: CellRun) -> dict[str, Any]:
    """Return the data of the last output."""
    data: dict[str, Any] = ran.shown[-1].data
    return data


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("6 * 7", "42."),
        ("x = 1\nx + 2.5", "3.5."),
        ("import asyncio\nawait asyncio.sleep(0, 8)", "8."),
        ("%time 6 * 7", "42."),
        ("%%time\n6 * 7", "42."),
        ("\n\n%%time\n6 * 7", "42."),
        ("print('one')\n6 * 7", "42."),
        ("from IPython.display import display, HTML\ndisplay(7, HTML('<b>eight</b>'))\nNone", "7. Eight."),
        ("for n in range(5): display(n)", "The last 3 of 5 results. 2. 3. 4."),
        ("print('lost')\n6 * 7;", "lost."),
        ("for _ in range(9000): print('so on')", "so on. 8,999 more lines like this."),
        ("print(1, 2.123456)\nprint('b')\nprint('-' * 9)\nprint('c', 'd', sep='\\n')",
         "1 2.12. b. c. d."),
        ("import sys\nfor n in range(9): print(f'\\r{n} of 8', end='')", "8 of 8."),
        ("!echo from the system", "from the system."),
        ("from IPython.display import Javascript\ndisplay(Javascript('1'))", "Done in less than a second."),
        ("x = 1", "Done in less than a second."),
    ],
)  # fmt: skip
def test_narrate_cell_describes_its_result(shell: Shell, server: SpeechServer, cell: str, words: str) -> None:
    plain = shell.run(cell)
    ran = shell.run(f"%%narrate\n{cell}")
    assert ran.error is None, ran.printed
    assert ran.result == plain.result
    (spoken,) = spoken_texts(server)
    assert spoken.startswith(words)
    assert words in last_output(ran)["text/html"]
    assert [output.data for output in ran.shown[:-1]] == [output.data for output in plain.shown]


def test_cell_without_output_is_described_by_its_duration(shell: Shell, server: SpeechServer) -> None:
    with duration_bounds(1.1) as bounds:
        shell.run("%%narrate\nimport time\ntime.sleep(1.1)")
    (spoken,) = spoken_texts(server)
    assert spoken.startswith("Done in ")
    assert_in_bounds(spoken, bounds)


def test_narrate_cell_describes_a_displayed_or_returned_figure(shell: Shell, server: SpeechServer) -> None:
    require("matplotlib")
    shell.value("from matplotlib.figure import Figure\nfigure = Figure()\naxes = figure.subplots()")
    shell.value("%%narrate\naxes.plot([1, 4, 9], label='squares')")
    shell.run("%%narrate\nfor times in range(3): display(figure)")
    words = describe(shell.ip.user_ns["figure"])
    assert spoken_texts(server) == [words]  # and the second time it is in the cache
    assert last_output(shell.run("%narrate axes.get_lines()"))["text/plain"] == words


def test_narrate_cell_leaves_value_and_history_unchanged(shell: Shell) -> None:
    shell.value("%%narrate --detail brief\n[3, 1, 2]")
    count = shell.ip.execution_count - 1
    assert shell.value("_") == [3, 1, 2]
    assert shell.value(f"Out[{count}]") == [3, 1, 2]
    assert shell.value(f"In[{count}]") == "# %%narrate --detail brief\n[3, 1, 2]"
    history: Any = shell.ip.history_manager
    assert history.input_hist_raw[count] == "%%narrate --detail brief\n[3, 1, 2]"


def test_narrate_cell_describes_an_error_and_raises_it_once(shell: Shell, server: SpeechServer) -> None:
    ran = shell.run("%%narrate", "def f():", "    return 1 / 0", "f()")
    assert type(ran.error) is ZeroDivisionError
    assert ran.printed.count("ZeroDivisionError: division by zero") == 1
    assert "----> 4 f()" in ran.printed
    (spoken,) = spoken_texts(server)
    assert spoken == "Zero division error in line 4 of the cell: division by zero."
    ran = shell.run("%%narrate", "1 +")
    assert type(ran.error) is SyntaxError
    assert spoken_texts(server)[1].startswith("Syntax error in line 2 of the cell")
    shell.run("%%narrate", "raise KeyboardInterrupt")
    assert len(spoken_texts(server)) == 2


def test_narrate_cell_restores_stdout_and_formatter(shell: Shell) -> None:
    shell.ip.run_cell("1")  # IPython puts a method of the stream back where there was none
    stream, formatter = sys.stdout, shell.ip.display_formatter
    before = dict(vars(stream)), dict(vars(formatter))
    for cell in (
        "print(1)",
        "1 / 0",
        "%%narrate\n1",
        "%%speak\nHi.",
        "get_ipython().run_cell('%%narrate\\n1')",
    ):
        shell.ip.run_cell(f"%%narrate\n{cell}")
        assert (dict(vars(stream)), dict(vars(formatter))) == before


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("%%narrate --voise coral\nran = 1", "did you mean --voice?"),
        ("%%narrate coral\nran = 1", "'coral' is not an option: write the code below"),
        ("%%narrate --detail long\nran = 1", "invalid choice: 'long'"),
        ("%%narrate --speed 9\nran = 1", "speed=9.0 is not possible"),
        ("%%narrate --when-longer-than soon\nran = 1", "--when-longer-than soon is not possible"),
        ("%%narrate --into 3x\nran = 1", "--into 3x is not possible"),
        ("%%narrate -o no/talk.mp3\nran = 1", "There is no folder 'no'"),
        ("%narrate", "There is no result yet"),
        ("%narrate --detail long 1", "invalid choice: 'long'"),
        ("%autonarrate soon", "%autonarrate soon is not possible: write on, off or a number of seconds."),
        ("%autonarrate 5 --speed 9", "speed=9.0 is not possible"),
        ("get_ipython().run_cell_magic('narrate', '', '1')", "ipytts.narrate(result)"),
    ],
)
def test_narrate_reports_a_mistake_before_the_cell_runs(
    shell: Shell, server: SpeechServer, cell: str, words: str
) -> None:
    ran = shell.run(cell)
    assert isinstance(ran.error, InvalidRequestError | OutputError)
    assert words in ran.printed
    assert len(ran.printed.splitlines()) <= 3  # no traceback
    assert "ran" not in shell.ip.user_ns
    assert not server.requests


def test_narrate_help_runs_nothing(shell: Shell, server: SpeechServer) -> None:
    for cell in ("%%narrate --help", "%%narrate --help\nran = 1", "%narrate -h"):
        assert "--when-longer-than" in shell.run(cell).printed
    assert "off" in shell.run("%autonarrate --help").printed
    for name in ("narrate", "autonarrate"):
        assert "examples:" in shell.run(f"%{name}?").printed
    assert "ran" not in shell.ip.user_ns
    assert not server.requests


def test_narrate_options_reach_the_speech(shell: Shell, server: SpeechServer, tmp_path: Path) -> None:
    shell.value("%config SpeechDefaults.pronunciations = {'kNN': 'k nearest neighbours'}")
    path = tmp_path / "round_3.wav"
    # Variables that the cell sets are known when it is narrated.
    cell = f'%%narrate -v nova --into talk -o "{tmp_path}/round_{{n}}.wav" --detail full\nn = 3\n"kNN won"'
    assert shell.value(cell) == "kNN won"
    talk = shell.value("talk")
    assert isinstance(talk, Speech)
    assert path.read_bytes() == talk.data
    sent = server.requests[0].body
    assert (sent["voice"], sent["response_format"]) == ("nova", "wav")
    assert sent["input"] == talk.text.replace("kNN", "k nearest neighbours") != talk.text
    shell.value("%%speak --pronounce\nkNN")
    shell.value("%%speak\nkNN")
    assert spoken_texts(server)[1:] == ["k nearest neighbours", "kNN"]


def test_narrate_dry_run_requests_nothing(shell: Shell, server: SpeechServer) -> None:
    ran = shell.run("%%narrate --dry-run\n6 * 7")
    assert ran.printed.endswith("42.\n")
    assert "1 request to onerouter" in ran.printed
    assert not server.requests


def test_when_longer_than_skips_quick_cells(shell: Shell, server: SpeechServer) -> None:
    shell.value("import time")
    for cell in ("6 * 7", "1 / 0"):
        shell.run(f"%%narrate --when-longer-than 30\n{cell}")
    assert not server.requests
    with duration_bounds(1.1) as finished_within:
        shell.run("%%narrate --when-longer-than 1\ntime.sleep(1.1)\n6 * 7")
    with duration_bounds(1.1) as failed_within:
        shell.run("%%narrate --when-longer-than 1\ntime.sleep(1.1)\n1 / 0")
    shell.run("%%narrate --when-longer-than 1\ntime.sleep(1.1)")
    finished, failed, silent = spoken_texts(server)
    assert finished.startswith("Finished after ")
    assert_in_bounds(finished, finished_within)
    assert finished.endswith(" seconds. 42.")
    assert failed.startswith("Failed after ")
    assert_in_bounds(failed, failed_within)
    assert failed.endswith(" seconds. Zero division error in line 3 of the cell: division by zero.")
    assert silent.endswith(" seconds.")


def test_narrate_line_describes_an_expression_or_the_latest_outcome(
    shell: Shell, server: SpeechServer
) -> None:
    shell.value("6 * 7")
    shell.run("%narrate [3, 1, 2]")
    shell.run("%narrate")
    assert shell.value("_") == 42
    shell.run("1 / 0")
    shell.run("x = 1")
    shell.run("%narrate")
    shell.value("'a later one'")
    shell.run("%narrate")
    shell.run("def f(here):", "    %narrate here + 1", "f(1)")
    assert spoken_texts(server) == [
        "A list of 3 numbers: 3, 1 and 2.",
        "42.",
        "Zero division error in line 1 of the cell: division by zero.",
        describe("a later one"),
        "2.",
    ]
    assert type(shell.run("%narrate nobody").error) is NameError


@pytest.mark.parametrize("kind", ["no service", "refused"])
def test_narrate_cell_survives_failing_speech(
    shell: Shell, server: SpeechServer, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    if kind == "no service":
        monkeypatch.delenv("ONEROUTER_API_KEY")
        monkeypatch.setattr("ipytts.services.service_selection.builtin_is_installed", lambda: False)
    server.misbehave(respond(402, error("Your credit is used up.", 402)))
    ran = shell.run("%%narrate\n6 * 7")
    assert (ran.result, ran.error) == (42, None)
    words, problem = last_output(ran)["text/plain"].splitlines()[:2]
    assert words == "42."
    name, why = ("NoServiceError", "ONEROUTER_API_KEY") if kind == "no service" else ("QuotaError", "credit")
    assert problem.startswith(f"Not spoken: {name}: ")
    assert why in last_output(ran)["text/plain"]
    assert "Traceback" not in ran.printed


@pytest.mark.parametrize("raised", ["ValueError('no')", "SystemExit()"])
def test_narrate_cell_survives_failing_description(shell: Shell, server: SpeechServer, raised: str) -> None:
    ran = shell.run(
        "%%narrate", "class Odd:", "    def _repr_speech_(self):", f"        raise {raised}", "Odd()"
    )
    assert (type(ran.result).__name__, ran.error) == ("Odd", None)
    (spoken,) = spoken_texts(server)
    kind = "Value error" if "Value" in raised else "System exit"
    assert spoken.startswith(f"An Odd. Describing it in full failed: {kind}")


def test_autonarrate_narrates_only_slow_and_failing_cells(shell: Shell, server: SpeechServer) -> None:
    assert "longer than 10 seconds" in shell.run("%autonarrate").printed
    assert "longer than 1 second, or fails" in shell.run("%autonarrate 1 --detail brief").printed
    shell.value("import time\n6 * 7")
    assert not server.requests
    with duration_bounds(1.1) as finished_within:
        shell.value("time.sleep(1.1)\n6 * 7")
    shell.run("1 / 0")
    shell.run("%%speak --speed 9\nHello.")
    shell.run("time.sleep(1.1)\n%speak Hello.")
    shell.value("time.sleep(1.1)\nimport ipytts\nipytts.speak('And again.')")
    shell.run("%%narrate\n1 / 0")
    shell.run("raise KeyboardInterrupt")
    assert "no longer narrated" in shell.run("%autonarrate off").printed
    shell.run("1 / 0.0")
    finished, failed, *rest = spoken_texts(server)
    assert finished.startswith("Finished after ")
    assert_in_bounds(finished, finished_within)
    assert finished.endswith("42.")
    # On a busy machine it may take long enough to begin with its duration.
    assert failed.endswith("Zero division error in line 1 of the cell: division by zero.")
    assert rest == [
        "Hello.",
        "And again.",
        "Zero division error in line 2 of the cell: division by zero.",
    ]


def test_autonarrate_with_a_threshold_of_zero_narrates_each_cell(shell: Shell, server: SpeechServer) -> None:
    assert shell.run("%autonarrate 0").printed == "Each cell is narrated.\n"
    shell.value("6 * 7")
    shell.run("%autonarrate off")
    shell.value("6 * 8")
    assert spoken_texts(server) == ["42."]


def test_narrate_skips_a_cell_that_speaks(shell: Shell, server: SpeechServer) -> None:
    speech = shell.value("%%narrate\n%%speak\nHello.")
    assert isinstance(speech, Speech)
    assert spoken_texts(server) == ["Hello."]


def test_unload_removes_narration(shell: Shell, server: SpeechServer) -> None:
    shell.run("%autonarrate on")
    shell.run("%unload_ext ipytts")
    for cell in ("%%narrate\n1", "%autonarrate off", "1 / 0"):
        assert shell.run(cell).error is not None
    assert not server.requests
    shell.run("%load_ext ipytts")
    assert InvalidRequestError.__name__ in shell.run("%narrate --speed 9 1").printed


def test_narrate_line_narrates_a_notebook_if_it_exists(
    shell: Shell, server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("markdown_it")
    monkeypatch.chdir(tmp_path)
    write_notebook(tmp_path / "report.ipynb", "# Birds\n\nThey fly.\n\n> Not all.", "%import os")
    line = "%narrate -v sage --voice-for quotation=onyx --code skip --into birds -o birds.mp3 report.ipynb"
    ran = shell.run(line)
    assert {(r.body["input"], r.body["voice"]) for r in server.requests} == {
        ("Birds.", "sage"),
        ("They fly.", "sage"),
        ("Not all.", "onyx"),
    }
    assert "They fly." in last_output(ran)["text/html"]
    assert shell.value("birds.chapters[0].text") == "Birds"
    assert {path.name for path in tmp_path.glob("birds.*")} == {
        *("birds.mp3", "birds.vtt", "birds.chapters.vtt", "birds.script.md")
    }
    assert isinstance(shell.run("%narrate nowhere.ipynb").error, NameError)


def test_narrate_line_dry_run_reports_each_passage_of_a_notebook(
    shell: Shell, server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("markdown_it")
    monkeypatch.chdir(tmp_path)
    write_notebook(tmp_path / "report.ipynb", "# Birds\n\nThey fly.\n\n> Not all.")
    assert shell.run("%narrate --dry-run report.ipynb").printed.startswith("3 parts, ")
    assert "in German" in shell.run("%narrate --dry-run -s kokoro --language de report.ipynb").printed
    assert not server.requests


def test_autonarrate_tells_the_result_without_a_network(
    shell: Shell, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("hibari", "lameenc")
    shell.run("%config SpeechDefaults.fallback = 'builtin'")
    with closed_port() as port:
        monkeypatch.setenv("ONEROUTER_BASE_URL", f"http://127.0.0.1:{port}/v1")
        shell.run("%autonarrate 10")
        ran = shell.run("1 / 0")
        shell.run("%autonarrate off")
    assert "onerouter cannot be reached: the built-in voice speaks" in ran.printed
    assert "Not spoken" not in last_output(ran)["text/plain"]
    assert "<audio" in last_output(ran)["text/html"]
    server.misbehave(out_of_quota())
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    ran = shell.run("%narrate --into answer 6 * 7")
    assert "out of credit" in ran.printed
    answer = shell.value("answer")
    assert (answer.service, answer.voice, answer.model, answer.text) == ("builtin", "heart", "hibari", "42.")
