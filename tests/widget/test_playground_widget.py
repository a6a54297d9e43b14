"""The playground as a program meets it, and its pieces, without a page."""

from __future__ import annotations

import html
import re
import signal
import threading
from typing import TYPE_CHECKING, Any

import ipywidgets
import pytest

import ipytts
from ipytts.errors import AuthenticationError, InvalidRequestError, NoServiceError, SpeechStoppedError
from tests.helpers.environment import KEY
from tests.helpers.faults import HANGS, cut
from tests.helpers.recogniser import character_error_rate, hear
from tests.helpers.shell import Shell, new_shell
from tests.helpers.sounds import tone
from tests.helpers.wire import Pace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from IPython.core.interactiveshell import InteractiveShell

    from tests.helpers.speech_server import SpeechServer

TEXT = "One two three."

module_shell = pytest.fixture(scope="module")(new_shell)


@pytest.fixture
def board(
    module_shell: InteractiveShell, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ipytts.Playground]:
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    made = ipytts.playground(TEXT)
    yield made
    made.close()


def pieces(widget: Any) -> Iterator[Any]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from pieces(child)


def labelled(board: ipytts.Playground, label: str) -> Any:
    """Return the control that a person knows by this name."""
    (found,) = (piece for piece in pieces(board) if getattr(piece, "description", None) == label)
    return found


def press(board: ipytts.Playground, label: str) -> None:
    labelled(board, label).click()


def said(board: ipytts.Playground) -> str:
    """Return all words that are shown, but for those of the controls."""
    shown = (piece.value for piece in pieces(board) if type(piece) is ipywidgets.HTML)
    return html.unescape("\n".join(words for words in shown if "<audio" not in words))


def without_number(words: str) -> str:
    """Return an error's words as plain text, whichever request they are about."""
    return re.sub(r"req_\d+", "", words.replace("<br />", "\n")).strip()


def speak(board: ipytts.Playground, label: str = "Speak") -> None:
    """Press a button that speaks, and wait."""
    press(board, label)
    board._making.wait(10)  # type: ignore[union-attr]


def test_the_traits_are_those_of_the_controls_both_ways(board: ipytts.Playground) -> None:
    board.text, board.voice, board.speed, board.instructions = "Other words.", "nova", 1.5, "Softly"
    values = [labelled(board, label).value for label in ("Text", "Voice", "Speed", "Instructions")]
    assert values == ["Other words.", "nova", 1.5, "Softly"]
    labelled(board, "Voice").value = "sage"
    labelled(board, "Format").value = "wav"
    labelled(board, "Text").value = "Mine."
    labelled(board, "Speed").value = 1.0
    labelled(board, "Instructions").value = ""
    assert (board.voice, board.response_format, board.text) == ("sage", "wav", "Mine.")
    assert board.speed is None
    assert board.instructions is None
    slider = ipywidgets.FloatSlider(min=0.25, max=4, value=2)
    ipywidgets.link((slider, "value"), (board, "speed"))
    assert labelled(board, "Speed").value == 2


def test_a_name_that_is_not_in_the_list_can_be_typed(board: ipytts.Playground) -> None:
    labelled(board, "Voice").value = labelled(board, "Voice").options[-1][1]
    labelled(board, "Name of the voice").value = " marin "
    assert board.voice == "marin"
    board.voice = "coral"
    assert labelled(board, "Voice").value == "coral"
    board.voice = "cedar"
    assert labelled(board, "Name of the voice").value == "cedar"


def test_what_cannot_be_typed_is_said(board: ipytts.Playground) -> None:
    labelled(board, "Service").value = labelled(board, "Service").options[-1][1]
    labelled(board, "Base URL").value = "nowhere"
    assert "service='nowhere' is neither a name" in said(board)
    assert board.service is None
    labelled(board, "Base URL").value = "http://127.0.0.1:8880/v1/"
    assert board.service == "http://127.0.0.1:8880/v1"


def test_instructions_are_asked_for_where_they_are_taken(board: ipytts.Playground) -> None:
    def is_shown() -> bool:
        return any(getattr(piece, "description", "") == "Instructions" for piece in pieces(board))

    assert is_shown()
    board.model = "tts-1"
    assert not is_shown()
    board.model = None
    assert is_shown()
    board.service = "builtin"
    assert not is_shown()


def test_it_counts_characters_requests_and_what_is_cached(board: ipytts.Playground) -> None:
    assert "14 characters, 1 request" in said(board)
    assert "cached" not in said(board)
    board.speak()
    assert "14 characters, 1 request, cached" in said(board)
    board.text = "A paragraph of some length.\n\n" * 300
    assert "requests, 0 of them cached" in said(board)
    board.text = " "
    assert "0 characters" in said(board)


def test_a_take_has_what_was_asked_and_can_be_had_again(
    board: ipytts.Playground, server: SpeechServer
) -> None:
    heard: list[ipytts.Speech] = []
    board.on_take(heard.append)
    seen: list[int] = []
    board.observe(lambda change: seen.append(len(change["new"])), "takes")
    board.voice = "coral"
    speak(board)
    speak(board)
    speak(board, "New take")
    assert [request.body["voice"] for request in server.requests] == ["coral", "coral"]
    assert [take.from_cache for take in board.takes] == [False, True, False]
    assert heard == board.takes
    assert seen == [1, 2, 3]
    assert labelled(board, "Takes").options[0][0] == "Take 3 · coral · 0.6 s"

    board.voice = "nova"
    speak(board)
    labelled(board, "Takes").value = 0
    assert "coral, gpt-4o-mini-tts, mp3, onerouter, 0.6 s" in said(board)
    press(board, "Use its settings")
    assert board.voice == "coral"
    labelled(board, "Name of the take").value = "The warm one"
    assert labelled(board, "Takes").options[-1][0].startswith("The warm one · coral")
    press(board, "Delete")
    assert len(board.takes) == 3
    assert heard[0] not in board.takes


def test_a_take_is_saved_where_the_kernel_runs_and_replaces_nothing(
    board: ipytts.Playground, tmp_path: Path
) -> None:
    press(board, "Save the file")
    assert "There is no take yet" in said(board)
    speech = board.speak()
    assert labelled(board, "File, where the kernel runs").value == "take-1-alloy.mp3"
    labelled(board, "File, where the kernel runs").value = str(tmp_path / "talk.mp3")
    press(board, "Save the file")
    assert (tmp_path / "talk.mp3").read_bytes() == speech.data
    press(board, "Save the file")
    assert "is there already: give another name" in said(board)
    labelled(board, "File, where the kernel runs").value = str(tmp_path / "talk.wav")
    press(board, "Save the file")
    assert "The sound is mp3" in said(board)


def test_an_error_stands_there_in_the_words_of_the_magic(
    board: ipytts.Playground, module_shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEROUTER_API_KEY", "wrong")
    module_shell.run_line_magic("load_ext", "ipytts")
    printed = Shell(module_shell).run(f"%%speak\n{TEXT}").printed
    speak(board)
    assert "AuthenticationError: " in said(board)
    assert without_number(printed) in without_number(said(board))
    with pytest.raises(AuthenticationError):
        board.speak()
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    speak(board)
    assert "Error" not in said(board)
    board.text = ""
    press(board, "Speak")
    assert "The text is empty" in said(board)


def test_what_came_before_an_error_is_a_take(board: ipytts.Playground, server: SpeechServer) -> None:
    server.misbehave(cut("body", 1500, "close"), times=3)
    with pytest.raises(ipytts.SpeechError):
        board.speak()
    (take,) = board.takes
    assert not take.complete
    assert "incomplete" in said(board)


def test_stop_keeps_what_came(board: ipytts.Playground, server: SpeechServer) -> None:
    server.pace = Pace(piece=200, pause=0.3)
    press(board, "Speak")
    server.wait_for_requests(1)
    making = board._making
    threading.Event().wait(1.5)
    press(board, "Stop")
    making.wait(5)  # type: ignore[union-attr]
    assert "Stopped" in said(board)
    assert [take.complete for take in board.takes] == [False]
    server.wait_for_connections(0)


def test_one_that_is_begun_takes_the_place_of_the_one_before(
    board: ipytts.Playground, server: SpeechServer
) -> None:
    server.misbehave(HANGS["silence"])
    press(board, "Speak")
    server.wait_for_requests(1)
    first = board._making
    board.voice = "nova"
    speech = board.speak()
    assert isinstance(first.error, SpeechStoppedError)  # type: ignore[union-attr]
    assert board.takes == [speech]


def test_a_comparison_is_made_side_by_side_and_one_is_kept(
    board: ipytts.Playground, server: SpeechServer
) -> None:
    press(board, "Compare")
    press(board, "Speak them all")
    assert "Nothing is chosen to compare" in said(board)
    together = threading.Barrier(3)

    def spoken(*asked: Any) -> bytes:
        together.wait(10)  # else the server fails
        return tone(*asked)

    server.speech = spoken
    for voice in ("alloy", "ash", "nova"):
        labelled(board, voice).value = True
    press(board, "Speak them all")
    wait_until_compared(board)
    assert sorted(request.body["voice"] for request in server.requests) == ["alloy", "ash", "nova"]
    assert board.takes == []
    keep = [piece for piece in pieces(board) if getattr(piece, "description", "") == "Keep this one"]
    keep[1].click()
    assert [take.voice for take in board.takes] == ["ash"]
    assert board.cell == f"%%speak --voice ash\n{TEXT}"

    server.speech = tone
    labelled(board, "Compare").value = "instructions"
    labelled(board, "Instructions, one to a line").value = "Softly\n\nLike a pirate"
    press(board, "Speak them all")
    wait_until_compared(board)
    assert sorted(request.body.get("instructions", "") for request in server.requests[3:]) == [
        "Like a pirate",
        "Softly",
    ]


def wait_until_compared(board: ipytts.Playground) -> None:
    for _ in range(200):
        if "No more is being made" in said(board):
            return
        threading.Event().wait(0.02)
    pytest.fail(said(board))


def test_what_cannot_be_is_said_at_once() -> None:
    with pytest.raises(InvalidRequestError, match="speed=9"):
        ipytts.playground("Hello.", speed=9)
    with pytest.raises(InvalidRequestError, match="neither a name"):
        ipytts.playground("Hello.", service="nowhere")


def test_without_a_key_it_is_there_and_says_so(
    module_shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = ipytts.playground("Hello.", service="openai")
    press(board, "Speak")
    assert "NoServiceError: No key for openai" in said(board)
    with pytest.raises(NoServiceError):
        board.speak()
    board.close()


def test_a_callback_that_fails_says_so(board: ipytts.Playground) -> None:
    board.on_take(lambda _: 1 / 0)
    speak(board)
    assert "ZeroDivisionError" in said(board)
    assert len(board.takes) == 1


def test_closing_lets_go_of_everything(module_shell: InteractiveShell, server: SpeechServer) -> None:
    from ipywidgets.widgets import widget

    instances = getattr(widget, "_instances", None)
    if instances is None:
        instances = ipywidgets.Widget.widgets
    before = set(instances)
    board = ipytts.playground(TEXT, service=server.base_url)
    server.auth = None
    board.speak()
    press(board, "Compare")
    labelled(board, "alloy").value = True
    press(board, "Speak them all")
    wait_until_compared(board)
    board.close()
    assert board.takes == []
    assert set(instances) == before


def test_an_interrupt_ends_it(board: ipytts.Playground, server: SpeechServer) -> None:
    server.misbehave(HANGS["silence"])
    interrupt = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
    interrupt.start()
    with pytest.raises(KeyboardInterrupt):
        board.speak()
    server.wait_for_connections(0)


@pytest.mark.ear
def test_the_ear_hears_what_stands_in_the_box(board: ipytts.Playground) -> None:
    words = "The second sensor was moved to the north wall last Tuesday."
    board.service = "builtin"
    labelled(board, "Text").value = words
    speak(board)
    assert character_error_rate(words, hear(board.takes[-1].data)) < 0.2
