"""What is asked of a page by scripts that no notebook keeps, and which cells make up a run."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.kernel import new_kernel, output_types, player_id

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.kernel import Cell, Kernel
    from tests.helpers.speech_server import SpeechServer

PLAYING = "%%speak --play\nHello & <all>."

module_kernel = pytest.fixture(scope="module")(new_kernel)


@pytest.fixture
def kernel(module_kernel: Kernel, server: SpeechServer, tmp_path: Path) -> Kernel:
    """Give a kernel that has the speech in its cache."""
    module_kernel.configure(server, tmp_path / "cache")
    module_kernel.run(PLAYING)
    return module_kernel


def started(cell: Cell) -> dict[str, Any]:
    """Return the arguments with which the page starts a speech."""
    (script,) = cell.scripts
    found = re.search(r"queueActions\.playWhenShown\((.*)\);", script)
    assert found
    arguments: dict[str, Any] = json.loads(found[1])
    return arguments


@pytest.mark.parametrize(
    "cells",
    [
        [PLAYING],
        ["%config SpeechDefaults.play = True", PLAYING.replace("--play", "")],
        [PLAYING.replace("%%speak --play\n", "%speak --play ")],
    ],
    ids=["by option", "by setting", "in a line"],
)
def test_play_starts_cached_speech_by_an_unsaved_script(kernel: Kernel, cells: list[str]) -> None:
    *_, ran = kernel.run(*cells)
    (result,) = ran.outputs
    assert result.output_type == "execute_result"
    assert started(ran)["id"] == player_id(result)
    assert "script" not in str(result.data)


def test_play_in_an_ordinary_cell_starts_the_speech(kernel: Kernel) -> None:
    (ran,) = kernel.run("import ipytts\nprint('before')\nipytts.speak('Hello & <all>.', play=True)")
    printed, script, result = ran.outputs
    assert (printed.text, script.data) == ("before\n", {})
    assert started(ran)["id"] == player_id(result)


def test_stop_option_silences_the_page_without_trace(kernel: Kernel) -> None:
    alone, among = kernel.run("%speak --stop", "print('before')\n%speak --stop\nprint('after')")
    for ran in (alone, among):
        (script,) = ran.scripts
        assert "queueActions.stop();" in script
        assert "javascript" not in str(ran.outputs)
    assert not alone.outputs
    assert among.printed == "before\nafter\n"


def test_program_gets_no_script(kernel: Kernel) -> None:
    stopped, played = kernel.run("%speak --stop", PLAYING, is_interactive=False)
    assert not stopped.outputs
    assert output_types(played.outputs) == ["execute_result"]
    assert not stopped.scripts + played.scripts


def test_cells_in_quick_succession_are_one_run(kernel: Kernel) -> None:
    first, _, second = kernel.run(PLAYING, "import time; time.sleep(0.5)", PLAYING)
    time.sleep(0.5)  # as long as it takes a person to run the next
    (later,) = kernel.run(PLAYING)
    runs = [started(ran)["run"] for ran in (first, second, later)]
    assert runs[0] == runs[1] != runs[2]


def test_interrupt_while_an_output_is_shown_waits_for_its_end(kernel: Kernel) -> None:
    (ran,) = kernel.run(
        "import os, signal\n"
        "from ipytts.playback.notebook_page import OutputSlot\n"
        "class Interrupting:\n"
        "    def __repr__(self):\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        return 'before'\n"
        "slot = OutputSlot()\n"
        "try:\n"
        "    slot.show(Interrupting())\n"
        "except KeyboardInterrupt:\n"
        "    slot.show({'text/plain': 'after'})"
    )
    assert [output.data for output in ran.outputs] == [{"text/plain": "after"}]
