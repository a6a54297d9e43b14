"""What the kernel gives to a screen reader, in a real kernel; and that nothing plays by itself for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts import SpeechDefaults
from ipytts.playback.announcements import requested_playback
from tests.helpers.environment import require
from tests.helpers.kernel import Page, new_kernel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.kernel import Kernel
    from tests.helpers.speech_server import SpeechServer

ANNOUNCE = "from ipytts.playback.announcements import announce\nannounce('One.')\nannounce('Two < three.')"
READER = "%config SpeechDefaults.reader = True\n%config SpeechDefaults.play = True"

module_kernel = pytest.fixture(scope="module")(new_kernel)


@pytest.fixture
def kernel(module_kernel: Kernel, server: SpeechServer, tmp_path: Path) -> Kernel:
    module_kernel.configure(server, tmp_path / "cache")
    return module_kernel


@pytest.fixture
def defaults() -> Iterator[SpeechDefaults]:
    SpeechDefaults.clear_instance()
    yield SpeechDefaults.instance()
    SpeechDefaults.clear_instance()


def test_each_text_is_a_comm_that_is_closed_at_once(kernel: Kernel) -> None:
    (ran,) = kernel.run(ANNOUNCE)
    assert ran.announcements == ["One.", "Two < three."]
    opened, closed = ran.sent("comm_open"), ran.sent("comm_close")
    assert [message["content"]["data"] for message in opened] == [{"text": "One."}, {"text": "Two < three."}]
    comm_ids = [[each["content"]["comm_id"] for each in messages] for messages in (opened, closed)]
    assert comm_ids[0] == comm_ids[1]
    assert not ran.outputs
    assert not set(comm_ids[0]) & set(kernel.comm_ids)
    assert "ipywidgets" not in str(ran.messages)


def test_program_and_captured_output_get_no_announcement(kernel: Kernel) -> None:
    (program,) = kernel.run(ANNOUNCE, is_interactive=False)
    captured, empty = kernel.run(f"%%capture\n{ANNOUNCE}", ANNOUNCE.replace("One.", ""))
    assert not program.sent("comm_open", "comm_close")
    assert not captured.sent("comm_open", "comm_close")
    assert empty.announcements == ["Two < three."]


def test_error_of_the_connection_does_not_fail_the_cell(kernel: Kernel) -> None:
    broken = "kernel = get_ipython().kernel\nsession, kernel.session = kernel.session, None\n"
    (ran,) = kernel.run(
        f"{broken}try:\n    from ipytts.playback.announcements import announce\n    announce('One.')\n"
        "finally:\n    kernel.session = session\n'went on'"
    )
    assert ran.outputs[0].data["text/plain"] == "'went on'"


def test_playback_is_as_requested_in_the_call_for_a_reader(defaults: SpeechDefaults) -> None:
    defaults.play = True
    assert [requested_playback(play) for play in (None, True, False)] == [True, True, False]
    defaults.reader = True
    assert [requested_playback(play) for play in (None, True, False)] == [False, True, False]


def test_speech_is_made_but_silent_for_a_reader(kernel: Kernel) -> None:
    cells = (
        "%%speak\nHello.",
        "%speak Again.",
        "import ipytts\nipytts.speak('From code.')",
        "ipytts.narrate([3, 1, 2])",
    )
    _, *silent = kernel.run(READER, *cells, page=Page(kernel))
    for ran in silent:
        assert not ran.scripts
        assert not any(live.state["plays"] for live in ran.live_players)
        assert "<audio" in ran.outputs[-1].data["text/html"]
    for cell in ("%%speak --play\nRequested.", "ipytts.speak('Requested too.', play=True)"):
        (ran,) = kernel.run(cell, page=Page(kernel))
        assert ran.scripts or any(live.state["plays"] for live in ran.live_players)


def test_playground_is_silent_for_a_reader(kernel: Kernel) -> None:
    require("ipywidgets")
    show = "import ipytts\np = ipytts.playground('Hello.')\np"
    speak = "speech = p.speak()\np.start_job().result()"  # by code, and as the button does
    _, _, silent = kernel.run(READER, show, speak, page=Page(kernel))
    loud, _, _ = kernel.run("p.speak(play=True)", "p.close()", "del p", page=Page(kernel))
    assert not _starts(silent.messages)
    assert _starts(loud.messages)


def _starts(messages: list[dict[str, object]]) -> bool:
    """Return whether the page is asked to start a sound in the playground."""
    return "'action': 'playWhenShown'" in str(messages) or "'plays': True" in str(messages)
