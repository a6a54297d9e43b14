"""The playground and its parts, without a page."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Any

import ipywidgets
import pytest

import ipytts
from ipytts.errors import AuthenticationError, InvalidRequestError, NoServiceError, SpeechStoppedError
from ipytts.services.service import MODELS
from ipytts.widget.settings import SETTING_NAMES
from tests.helpers.environment import KEY, require
from tests.helpers.faults import HANGS, broken, out_of_quota
from tests.helpers.http_responses import Pace
from tests.helpers.playground_controls import control, descendants, error_text, press, shown_text, speak
from tests.helpers.recognizer import character_error_rate, hear
from tests.helpers.shell import Shell, new_shell
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from IPython.core.interactiveshell import InteractiveShell

    from tests.helpers.speech_server import SpeechServer

TEXT = "One two three."

module_shell = pytest.fixture(scope="module")(new_shell)


@pytest.fixture
def playground(
    module_shell: InteractiveShell, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ipytts.Playground]:
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    made = ipytts.playground(TEXT)
    yield made
    made.close()


def test_traits_and_controls_follow_each_other(playground: ipytts.Playground) -> None:
    playground.text, playground.voice, playground.speed, playground.instructions = (
        "Other words.",
        "nova",
        1.5,
        "Softly",
    )
    values = [control(playground, label).value for label in ("Text", "Voice", "Speed", "Instructions")]
    assert values == ["Other words.", "nova", 1.5, "Softly"]
    control(playground, "Voice").value = "sage"
    control(playground, "Format").value = "wav"
    control(playground, "Text").value = "Mine."
    control(playground, "Speed").value = 1.0
    control(playground, "Instructions").value = ""
    assert (playground.voice, playground.response_format, playground.text) == ("sage", "wav", "Mine.")
    assert playground.speed is None
    assert playground.instructions is None
    slider = ipywidgets.FloatSlider(min=0.25, max=4, value=2)
    ipywidgets.link((slider, "value"), (playground, "speed"))
    assert control(playground, "Speed").value == 2


def test_dropdown_takes_a_typed_name(playground: ipytts.Playground) -> None:
    control(playground, "Voice").value = control(playground, "Voice").options[-1][1]
    control(playground, "Name of the voice").value = " marin "
    assert playground.voice == "marin"
    playground.voice = "coral"
    assert control(playground, "Voice").value == "coral"
    playground.voice = "cedar"
    assert control(playground, "Name of the voice").value == "cedar"
    control(playground, "Name of the voice").value = "id:voice_123"
    assert playground.voice == "id:voice_123"
    assert playground.cell == f"%%speak --voice id:voice_123\n{TEXT}"


def test_dropdown_with_an_impossible_name_shows_the_error(playground: ipytts.Playground) -> None:
    control(playground, "Service").value = control(playground, "Service").options[-1][1]
    control(playground, "Base URL").value = "nowhere"
    assert "service='nowhere' is neither a name" in shown_text(playground)
    assert playground.service is None
    control(playground, "Base URL").value = "http://127.0.0.1:8880/v1/"
    assert playground.service == "http://127.0.0.1:8880/v1"


@pytest.mark.parametrize(
    ("typed", "problem"), [("", "The field for another service is empty"), ("nowhere", "is neither a name")]
)
def test_speak_refuses_a_field_without_a_possible_name(
    playground: ipytts.Playground, server: SpeechServer, typed: str, problem: str
) -> None:
    control(playground, "Service").value = control(playground, "Service").options[-1][1]
    control(playground, "Base URL").value = typed
    for button in ("Speak", "New take"):
        press(playground, button)
        assert problem in shown_text(playground)
    assert not server.requests


def test_instructions_control_is_shown_where_the_model_takes_them(playground: ipytts.Playground) -> None:
    def is_shown() -> bool:
        return any(getattr(widget, "description", "") == "Instructions" for widget in descendants(playground))

    assert is_shown()
    playground.model = "tts-1"
    assert not is_shown()
    playground.model = None
    assert is_shown()
    playground.service = "builtin"
    assert not is_shown()


def test_count_shows_characters_requests_and_cached_ones(playground: ipytts.Playground) -> None:
    assert "14 characters, 1 request" in shown_text(playground)
    assert "cached" not in shown_text(playground)
    playground.speak()
    assert "14 characters, 1 request, cached" in shown_text(playground)
    playground.text = "A paragraph of some length.\n\n" * 300
    assert "requests, 0 of them cached" in shown_text(playground)
    playground.text = " "
    assert "0 characters" in shown_text(playground)


def test_takes_keep_their_settings_and_can_be_renamed_and_deleted(
    playground: ipytts.Playground, server: SpeechServer
) -> None:
    heard: list[ipytts.Speech] = []
    playground.on_take(heard.append)
    seen: list[int] = []
    playground.observe(lambda change: seen.append(len(change["new"])), "takes")
    playground.voice = "coral"
    speak(playground)
    speak(playground)
    speak(playground, "New take")
    assert [request.body["voice"] for request in server.requests] == ["coral", "coral"]
    assert [take.from_cache for take in playground.takes] == [False, True, False]
    assert heard == playground.takes
    assert seen == [1, 2, 3]
    assert control(playground, "Takes").options[0][0] == "Take 3 · coral · 0.6 s"

    playground.voice = "nova"
    speak(playground)
    control(playground, "Takes").value = 0
    assert f"coral, {MODELS[0].name}, mp3, onerouter, 0.6 s" in shown_text(playground)
    press(playground, "Restore settings")
    assert playground.voice == "coral"
    control(playground, "Name of the take").value = "The warm one"
    assert control(playground, "Takes").options[-1][0].startswith("The warm one · coral")
    press(playground, "Delete")
    assert len(playground.takes) == 3
    assert heard[0] not in playground.takes


def test_save_writes_beside_the_kernel_and_replaces_no_file(
    playground: ipytts.Playground, tmp_path: Path
) -> None:
    press(playground, "Save the file")
    assert "There is no take yet" in shown_text(playground)
    speech = playground.speak()
    assert control(playground, "File, where the kernel runs").value == "take-1-alloy.mp3"
    control(playground, "File, where the kernel runs").value = str(tmp_path / "talk.mp3")
    press(playground, "Save the file")
    assert (tmp_path / "talk.mp3").read_bytes() == speech.data
    press(playground, "Save the file")
    assert "exists already: give another name" in shown_text(playground)
    control(playground, "File, where the kernel runs").value = str(tmp_path / "talk.wav")
    press(playground, "Save the file")
    assert "The audio is mp3" in shown_text(playground)


def test_errors_are_shown_in_the_words_of_the_magic(
    playground: ipytts.Playground, module_shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEROUTER_API_KEY", "wrong")
    module_shell.run_line_magic("load_ext", "ipytts")
    printed = Shell(module_shell).run(f"%%speak\n{TEXT}").printed
    speak(playground)
    assert "AuthenticationError: " in shown_text(playground)
    assert error_text(printed) in error_text(shown_text(playground))
    with pytest.raises(AuthenticationError):
        playground.speak()
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    speak(playground)
    assert "Error" not in shown_text(playground)
    playground.text = ""
    press(playground, "Speak")
    assert "The text is empty" in shown_text(playground)


@pytest.mark.parametrize(("name", "value"), [("text", "Other words."), ("voice", "nova"), ("speed", 2.0)])
def test_changed_setting_clears_the_error(playground: ipytts.Playground, name: str, value: object) -> None:
    control(playground, "Text").value = " "
    press(playground, "Speak")
    assert "The text is empty" in shown_text(playground)
    setattr(playground, name, value)
    assert "The text is empty" not in shown_text(playground)


def test_refused_setting_keeps_its_error(playground: ipytts.Playground) -> None:
    control(playground, "Service").value = control(playground, "Service").options[-1][1]
    control(playground, "Base URL").value = "nowhere"
    assert "is neither a name" in shown_text(playground)
    control(playground, "Base URL").value = "http://127.0.0.1:8880/v1"
    assert "is neither a name" not in shown_text(playground)


def test_every_label_has_a_tooltip_or_none_at_all(playground: ipytts.Playground) -> None:
    press(playground, "Compare")
    labelled = [widget for widget in descendants(playground) if getattr(widget, "description", "")]
    fields = [widget for widget in labelled if not isinstance(widget, ipywidgets.Button)]
    assert len(fields) > len(SETTING_NAMES)
    if not ipywidgets.__version__.startswith("7."):  # from 8 on, None is shown as "null"
        assert [widget.description for widget in fields if widget.tooltip is None] == []
        assert control(playground, "Speed").tooltip == "The speed, from 0.25 to 4; 1 is normal."


def test_audio_before_an_error_becomes_a_take(playground: ipytts.Playground, server: SpeechServer) -> None:
    server.misbehave(broken("body", 1500, "close"), times=3)
    with pytest.raises(ipytts.SpeechError):
        playground.speak()
    (take,) = playground.takes
    assert not take.complete
    assert "incomplete" in shown_text(playground)


def test_take_of_the_fallback_shows_who_spoke(playground: ipytts.Playground, server: SpeechServer) -> None:
    require("hibari", "lameenc")
    ipytts.SpeechDefaults.instance().fallback = "builtin"
    try:
        server.misbehave(out_of_quota())
        playground.voice = "coral"
        speak(playground)
    finally:
        ipytts.SpeechDefaults.clear_instance()
    assert control(playground, "Takes").options[0][0].startswith("Take 1 · heart")
    shown = shown_text(playground)
    assert "heart, hibari, mp3, builtin" in shown
    assert "out of credit" in shown
    assert "the built-in voice speaks" in shown


def test_stop_keeps_the_audio_so_far(playground: ipytts.Playground, server: SpeechServer) -> None:
    server.pace = Pace(piece=200, pause=0.3)
    press(playground, "Speak")
    server.wait_for_requests(1)
    job = playground._job
    threading.Event().wait(1.5)
    press(playground, "Stop")
    job.wait(5)  # type: ignore[union-attr]
    assert "Stopped" in shown_text(playground)
    assert [take.complete for take in playground.takes] == [False]
    server.wait_for_connections(0)


def test_speak_stops_the_job_before(playground: ipytts.Playground, server: SpeechServer) -> None:
    server.misbehave(HANGS["silence"])
    press(playground, "Speak")
    server.wait_for_requests(1)
    first = playground._job
    playground.voice = "nova"
    speech = playground.speak()
    assert isinstance(first.error, SpeechStoppedError)  # type: ignore[union-attr]
    assert playground.takes == [speech]


def test_comparison_speaks_side_by_side_and_keeps_one(
    playground: ipytts.Playground, server: SpeechServer
) -> None:
    press(playground, "Compare")
    press(playground, "Speak all")
    assert "Nothing is selected to compare" in shown_text(playground)
    together = threading.Barrier(3)

    def spoken(*arguments: Any) -> bytes:
        together.wait(10)  # else the server fails
        return tone(*arguments)

    server.speech = spoken
    for voice in ("alloy", "ash", "nova"):
        control(playground, voice).value = True
    press(playground, "Speak all")
    wait_for_comparison(playground)
    assert sorted(request.body["voice"] for request in server.requests) == ["alloy", "ash", "nova"]
    assert playground.takes == []
    keep = [
        widget for widget in descendants(playground) if getattr(widget, "description", "") == "Keep this one"
    ]
    keep[1].click()
    assert [take.voice for take in playground.takes] == ["ash"]
    assert playground.cell == f"%%speak --voice ash\n{TEXT}"

    server.speech = tone
    control(playground, "Compare").value = "instructions"
    control(playground, "Instructions, one per line").value = "Softly\n\nLike a pirate"
    press(playground, "Speak all")
    wait_for_comparison(playground)
    assert sorted(request.body.get("instructions", "") for request in server.requests[3:]) == [
        "Like a pirate",
        "Softly",
    ]


def wait_for_comparison(playground: ipytts.Playground) -> None:
    for _ in range(200):
        if "All have ended" in shown_text(playground):
            return
        threading.Event().wait(0.02)
    pytest.fail(shown_text(playground))


def test_playground_rejects_impossible_settings() -> None:
    with pytest.raises(InvalidRequestError, match="speed=9"):
        ipytts.playground("Hello.", speed=9)
    with pytest.raises(InvalidRequestError, match="neither a name"):
        ipytts.playground("Hello.", service="nowhere")


def test_playground_without_a_key_says_so(
    module_shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    playground = ipytts.playground("Hello.", service="openai")
    press(playground, "Speak")
    assert "NoServiceError: No key for openai" in shown_text(playground)
    assert "In a cell: `import os, getpass; os.environ['OPENAI_API_KEY'] =" in shown_text(playground)
    with pytest.raises(NoServiceError):
        playground.speak()
    press(playground, "Compare")
    control(playground, "coral").value = True
    press(playground, "Speak all")
    assert "NoServiceError: No key for openai" in shown_text(playground)
    assert "Waiting" not in shown_text(playground)
    playground.service = "groq"
    assert "No key for openai" not in shown_text(playground)
    assert control(playground, "troy")  # in the comparison
    assert playground.cell == "%%speak --service groq\nHello."
    playground.close()


def test_failing_callback_is_shown(playground: ipytts.Playground) -> None:
    playground.on_take(lambda _: 1 / 0)
    speak(playground)
    assert "ZeroDivisionError" in shown_text(playground)
    assert len(playground.takes) == 1


def test_close_closes_all_widgets(module_shell: InteractiveShell, server: SpeechServer) -> None:
    from ipywidgets.widgets import widget

    instances = getattr(widget, "_instances", None)
    if instances is None:
        instances = ipywidgets.Widget.widgets
    before = set(instances)
    playground = ipytts.playground(TEXT, service=server.base_url)
    server.auth = None
    playground.speak()
    press(playground, "Compare")
    control(playground, "alloy").value = True
    press(playground, "Speak all")
    wait_for_comparison(playground)
    playground.close()
    assert playground.takes == []
    assert set(instances) == before


def test_interrupt_stops_the_job(playground: ipytts.Playground, server: SpeechServer) -> None:
    server.misbehave(HANGS["silence"])
    interrupt = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
    interrupt.start()
    with pytest.raises(KeyboardInterrupt):
        playground.speak()
    server.wait_for_connections(0)


@pytest.mark.ear
def test_take_says_the_text(playground: ipytts.Playground) -> None:
    words = "The second sensor was moved to the north wall last Tuesday."
    playground.service = "builtin"
    control(playground, "Text").value = words
    speak(playground)
    assert character_error_rate(words, hear(playground.takes[-1].data)) < 0.2
