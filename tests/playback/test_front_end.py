"""A guest in other programs: those that run notebooks, those that end, and those that keep a speech."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ipytts import Speech
from tests.helpers.environment import require
from tests.helpers.player_programs import write_player_program
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 120  # s
SPEAKING = (
    "%%speak\nNobody has a key.",
    "%%speak --play\nNobody listens.",
    "%%speak --voice nova\nAnd nobody reads what is printed.",
)
SETTING = ("%reload_ext ipytts", "%config SpeechDefaults.play = True")
IN_PROCESS = (
    "import nbformat, nbclient, sys; notebook = nbformat.read(sys.argv[1], as_version=4); "
    "nbclient.NotebookClient(notebook).execute(); nbformat.write(notebook, sys.argv[2])"
)
# What runs the notebook named first, and writes it where the second name says.
RUNNERS = {
    "nbclient": ("-c", IN_PROCESS),
    "nbconvert": ("-m", "nbconvert", "--execute", "--to=notebook"),
    "papermill": ("-m", "papermill", "--log-level=ERROR", "--no-progress-bar"),
}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT)


@pytest.mark.parametrize("runner", RUNNERS)
def test_program_gets_results_without_notices(
    runner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require(runner, "hibari", "lameenc", "nbval")
    played = tmp_path / "played"
    write_player_program(tmp_path, f"open({str(played)!r}, 'w')")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    sources = (*SETTING, *SPEAKING, SPEAKING[0])
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[new_code_cell(s) for s in sources], metadata={"kernelspec": kernel})
    nbformat.write(notebook, "asked.ipynb")

    target = "--output=ran.ipynb" if runner == "nbconvert" else "ran.ipynb"
    ended = run(*RUNNERS[runner], "asked.ipynb", target)

    assert ended.returncode == 0, ended.stderr
    ran = nbformat.read("ran.ipynb", as_version=4)
    assert "widgets" not in ran.metadata
    for cell in ran.cells:
        if cell.source in SETTING:
            assert cell.outputs == []
        else:
            (output,) = cell.outputs
            assert output.output_type == "execute_result"
            assert set(output.data) == {"text/plain", "text/html"}
            assert output.data["text/html"].startswith("<audio controls")
            assert "script" not in output.data["text/html"]
            assert "autoplay" not in output.data["text/html"]
    assert not played.exists()

    if runner == "nbclient":  # what one program has run, nbval finds again
        again = run(
            "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env", "ran.ipynb"
        )
        assert f"{len(sources)} passed" in again.stdout, again.stdout


SHELL = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell("%load_ext ipytts")
"""


def test_process_exits_without_waiting_for_threads() -> None:
    require("hibari", "lameenc")
    result = run(
        "-c",
        f"{SHELL}\nshell.run_cell('speech = %speak --service builtin Done.')\n"
        "import threading\n"
        "print(shell.user_ns['speech'].text, [t.name for t in threading.enumerate() if not t.daemon])",
    )
    assert result.stdout.splitlines()[-1] == "Done. ['MainThread']"
    assert (result.returncode, result.stderr) == (0, "")


BUSY = "import ipytts, sys, threading, time; TEXT = 'This goes on and on. ' * 500"
# Each ends the program at another moment of what a thread does behind its back.
LOADING = "while 'onnxruntime' not in sys.modules: time.sleep(0.001)"
ENDINGS = {
    "at once": "",
    "while the voice is loading": LOADING,
    "while the voice is loading, a little later": f"{LOADING}\ntime.sleep(0.05)",
    "while the voice is loading, and later still": f"{LOADING}\ntime.sleep(0.1)",
    "while a thread speaks": "threading.Thread(target=ipytts.speak, args=(TEXT,), daemon=True).start()\n"
    "ipytts.speak('Now.')\ntime.sleep(0.2)",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_process_may_exit_while_a_thread_speaks(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    require("hibari", "lameenc")
    monkeypatch.setenv("IPYTTS_SERVICE", "builtin")
    result = run("-c", f"{SHELL}\n{BUSY}\n{ENDINGS[ending]}")
    assert (result.returncode, result.stderr) == (0, "")


def stored(speech: Speech) -> Speech:
    """Keep a speech by %store in one IPython, and take it out in another."""
    Path("speech").write_bytes(pickle.dumps(speech))
    for cell in (
        "import pickle; speech = pickle.load(open('speech', 'rb'))\n%store speech",
        "%store -r speech\nimport pickle; pickle.dump(speech, open('restored', 'wb'))",
    ):
        result = run("-m", "IPython", "-c", cell)
        assert result.returncode == 0, result.stdout + result.stderr
    restored = pickle.loads(Path("restored").read_bytes())  # noqa: S301 - our own
    assert isinstance(restored, Speech)
    return restored


@pytest.mark.parametrize(
    "kept",
    [copy.copy, copy.deepcopy, lambda speech: pickle.loads(pickle.dumps(speech)), stored],  # noqa: S301
    ids=["copy", "deepcopy", "pickle", "store"],
)
@pytest.mark.parametrize("response_format", ["mp3", "pcm"])
def test_stored_speech_is_restored(
    kept: Callable[[Speech], Speech], response_format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    speech = Speech(
        tone("Hello.", response_format, 1.0),
        text='Hello, "world" & <all>.',
        voice="coral",
        model="model-a",
        response_format=response_format,
        service="https://speech.example/v1",
        rate=22_050,
    )
    speech.element_id = "ipytts-1"
    restored = kept(speech)
    assert restored is not speech
    assert vars(restored) == vars(speech)
    assert (repr(restored), restored._repr_html_()) == (repr(speech), speech._repr_html_())
    assert restored.duration == speech.duration > 0
    assert restored.save(f"restored.{response_format}").read_bytes() == speech.data
